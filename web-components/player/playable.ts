/** What a controller needs of what plays: a video element, or a site's player in a frame. */
export interface Playable extends EventTarget {
  currentTime: number;
  playbackRate: number;
  defaultPlaybackRate: number;
  muted: boolean;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  readonly readyState: number;
  readonly buffered: TimeRanges;
  readonly videoWidth: number;
  readonly videoHeight: number;
  play(): Promise<void>;
  pause(): void;
  requestVideoFrameCallback?: HTMLVideoElement['requestVideoFrameCallback'];
}
