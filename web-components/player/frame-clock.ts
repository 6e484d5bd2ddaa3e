import type { Playable } from './playable.ts';

/**
 * Tells the time of every frame that a video element shows, by `requestVideoFrameCallback` where
 * there is one and by animation frames elsewhere.
 */
export class FrameClock {
  /** Time of the last frame shown; undefined before the first. */
  seconds: number | undefined;

  readonly #video: Playable;
  readonly #tell: (seconds: number) => void;
  #isStopped = false;

  constructor(video: Playable, tell: (seconds: number) => void) {
    this.#video = video;
    this.#tell = tell;
    this.#next();
  }

  /** Tells no more frames. */
  stop(): void {
    this.#isStopped = true;
  }

  #next(): void {
    if (this.#isStopped) return;
    const video = this.#video;
    if (typeof video.requestVideoFrameCallback === 'function') {
      video.requestVideoFrameCallback((_, frame) => this.#show(frame.mediaTime));
      return;
    }
    requestAnimationFrame(() => {
      if (video.currentTime === this.seconds) this.#next();
      else this.#show(video.currentTime);
    });
  }

  #show(seconds: number): void {
    if (this.#isStopped) return;
    this.seconds = seconds;
    this.#tell(seconds);
    this.#next();
  }
}
