import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isKeyTaken } from '#elements/player/key.rules';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { Moment } from './comparison.rules.ts';

/**
 * The moment that is spoken of: chosen by hand, by a key, or by the finding. The clip opens at it
 * and waits; who chooses one sees it again and again.
 *
 * Keys: `N` and `Shift N` step through differences; others are the clip's.
 */
export class MomentChoice implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #playing: PlaybackController;
  readonly #moments: () => readonly Moment[];
  #stretch: readonly [number, number] | null = null;
  #isPictureSet = false;

  /** `moments`: all that can be stepped through, in order. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    playing: PlaybackController,
    moments: () => readonly Moment[],
  ) {
    this.#host = host;
    this.#playing = playing;
    this.#moments = moments;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#handleKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#handleKey);
  }

  hostUpdated(): void {
    if (this.#isPictureSet || !this.#stretch || !this.#playing.isReady) return;
    this.#isPictureSet = true;
    const [seconds] = this.#stretch;
    void this.#host.updateComplete.then(() => {
      if (!this.#playing.isPlaying) this.#playing.seek(seconds);
    });
  }

  /** From when to when it lasts, in seconds of the clip; null: none is chosen. */
  get stretch(): readonly [number, number] | null {
    return this.#stretch;
  }

  /** Whether the clip plays it again and again. */
  get isLooping(): boolean {
    return this.#playing.loop !== undefined;
  }

  /** Whether a moment is the chosen one. */
  isAt({ startSeconds, endSeconds }: Moment): boolean {
    return this.#stretch?.[0] === startSeconds && this.#stretch[1] === endSeconds;
  }

  /** Speaks of a moment without playing it. */
  point(moment: Moment | null): void {
    this.#stretch = moment && [moment.startSeconds, moment.endSeconds];
    this.#host.requestUpdate();
  }

  /** Shows a moment, and plays it again and again. */
  choose(stretch: readonly [number, number]): void {
    this.#stretch = stretch;
    this.#host.requestUpdate();
    const end = Math.min(stretch[1], this.#playing.durationSeconds || stretch[1]);
    this.#playing.setLoop([stretch[0], Math.max(end, stretch[0] + 1)]);
    this.#playFrom(stretch[0]);
  }

  /** Plays on from a second, past the end of the moment. */
  playOn(seconds: number): void {
    this.#playing.setLoop(undefined);
    this.#playFrom(seconds);
  }

  /** Plays the moment again and again, or no longer does. */
  toggleLoop(): void {
    if (this.isLooping) this.#playing.setLoop(undefined);
    else if (this.#stretch) this.choose(this.#stretch);
  }

  /** To the next difference after, or before, the moment of now; behind the last comes the first. */
  step(direction: 1 | -1): void {
    const differences = this.#moments().filter((one) => one.isDifference);
    const from = this.#stretch?.[0] ?? -1;
    const next =
      direction > 0
        ? (differences.find((one) => one.startSeconds > from) ?? differences[0])
        : (differences.findLast((one) => one.startSeconds < from) ?? differences.at(-1));
    if (next) this.choose([next.startSeconds, next.endSeconds]);
  }

  #playFrom(seconds: number): void {
    this.#playing.seek(seconds);
    void this.#playing.play();
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const isHere = path.includes(this.#host) || event.target === document.body;
    if (!isHere || event.defaultPrevented) return;
    if (event.key.toLowerCase() === 'n' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (isKeyTaken(event.key, path)) return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
      return;
    }
    this.#playing.handleKey(event);
  };
}
