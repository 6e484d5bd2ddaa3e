import { FrameClock } from './frame-clock.ts';
import type { Playable } from './playable.ts';

/** What happens to a video element that somebody plays. */
export interface VideoNews {
  /** Something changed that is shown: it plays, its sound, its speed, its first picture. */
  handleChange: () => void;
  /** A frame is shown; its time is the video's own. */
  handleFrame: (videoSeconds: number) => void;
  /** Playing waits for the network. */
  handleWaiting: () => void;
  /** It stands still: paused, or at its end. */
  handleRest: () => void;
  /** Another time is being sought. */
  handleSeeking: () => void;
  /** The frame that was sought is shown. */
  handleSeeked: () => void;
}

/** Listens to one video element until `end`. */
export class VideoWatch {
  /** True while the video waits for the network. */
  isWaiting = false;

  readonly #clock: FrameClock;
  readonly #listening = new AbortController();

  constructor(video: Playable, news: VideoNews) {
    this.#clock = new FrameClock(video, news.handleFrame);
    const on = (names: (keyof HTMLMediaElementEventMap)[], handle: () => void) => {
      for (const name of names) {
        video.addEventListener(name, handle, { signal: this.#listening.signal });
      }
    };
    on(['play', 'ratechange', 'volumechange', 'loadeddata'], news.handleChange);
    on(['playing'], () => {
      this.isWaiting = false;
      news.handleChange();
    });
    on(['waiting'], () => {
      this.isWaiting = true;
      news.handleChange();
      news.handleWaiting();
    });
    on(['pause', 'ended'], news.handleRest);
    on(['seeking'], news.handleSeeking);
    on(['seeked'], news.handleSeeked);
    on(['timeupdate'], () => news.handleFrame(video.currentTime));
  }

  /** Time of the last frame shown, on the video's clock; undefined before the first. */
  get frameSeconds(): number | undefined {
    return this.#clock.seconds;
  }

  /** Tells nothing more. */
  end(): void {
    this.#listening.abort();
    this.#clock.stop();
  }
}
