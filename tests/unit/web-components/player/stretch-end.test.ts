import { describe, expect, test } from 'vitest';
import type { Playable } from '#elements/player/playable';
import { PlaybackController } from '#elements/player/playback-controller';

/** A film that plays, and shows a frame when it is told to. */
class Film extends EventTarget implements Playable {
  paused = false;
  readonly ended = false;
  readonly seeking = false;
  readonly readyState = 4;
  readonly buffered: TimeRanges = { length: 0, start: () => 0, end: () => 0 };
  readonly videoWidth = 16;
  readonly videoHeight = 9;
  currentTime = 0;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  muted = false;
  #show: VideoFrameRequestCallback | undefined;

  requestVideoFrameCallback(show: VideoFrameRequestCallback): number {
    this.#show = show;
    return 1;
  }
  pause(): void {
    this.paused = true;
  }
  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }
  show(seconds: number): void {
    this.currentTime = seconds;
    this.#show?.(0, { mediaTime: seconds } as VideoFrameCallbackMetadata);
  }
}

describe('at the end of a stretch', () => {
  const facts = { durationSeconds: 10, frameRate: 25 };

  test.each([
    ['the last frame', 4, 4],
    ['a frame a little later', 4.04, 4.04],
    ['nothing, for the device was busy', 4.7, 4],
  ])('a clip whose screen shows %s stands still there', (_, shown, stands) => {
    const film = new Film();
    const controller = new PlaybackController();
    controller.attach(film, { ...facts, bounds: [2, 4] });
    film.show(3.9);
    expect(film.paused).toBe(false);
    film.show(shown);
    expect(film).toMatchObject({ paused: true, currentTime: stands });
    controller.detach();
  });

  test('a moment that is played once does not run on', async () => {
    const film = new Film();
    const controller = new PlaybackController();
    controller.attach(film, facts);
    await controller.playStretch([1, 3]);
    film.show(2.9);
    film.show(3.6);
    expect(film).toMatchObject({ paused: true, currentTime: 3 });
    controller.detach();
  });
});
