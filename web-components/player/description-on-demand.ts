import type { ReactiveControllerHost } from 'lit';
import type { DescriptionReader, DescriptionTrack, Reading } from './description-reader.ts';
import type { PlaybackController } from './playback-controller.ts';

/** So long a clip waits for its words before it plays without them. */
const LONGEST_WAIT_MS = 10_000;

/** Who wants an audio description gets what reads it; nobody else loads it. */
export class DescriptionOnDemand {
  readonly #host: ReactiveControllerHost;
  readonly #tell: (words: string) => void;
  readonly #handleMissing: () => void;
  #reader: DescriptionReader | undefined;
  #coming: Promise<void> | undefined;

  /**
   * @param tell says words to screen readers
   * @param handleMissing what reads could not be fetched; the next wish tries again
   */
  constructor(
    host: ReactiveControllerHost,
    tell: (words: string) => void,
    handleMissing: () => void,
  ) {
    this.#host = host;
    this.#tell = tell;
    this.#handleMissing = handleMissing;
  }

  /** What is read now. */
  get reading(): Reading | undefined {
    return this.#reader?.reading;
  }

  /** What was wished for can be read, will not be, or takes too long to be waited for. */
  async ready(): Promise<void> {
    if (!this.#coming) return;
    const words = this.#coming
      .then(() => this.#host.updateComplete)
      .then(() => this.#reader?.loaded);
    await Promise.race([words, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
  }

  /** Reads along with this playing, from this track; null reads nothing. Asked with every update. */
  follow(player: PlaybackController, track: DescriptionTrack | null): void {
    this.#reader?.follow(player, track);
    this.#reader?.stopIfResumed();
    if (!track || this.#reader) return;
    this.#coming ??= import('./description-reader.ts').then(
      ({ DescriptionReader }) => {
        this.#reader = new DescriptionReader(this.#host, this.#tell);
        this.#host.requestUpdate();
      },
      () => {
        this.#coming = undefined;
        this.#handleMissing();
      },
    );
  }
}
