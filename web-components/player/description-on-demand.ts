import type { ReactiveControllerHost } from 'lit';
import type { DescriptionReader, DescriptionTrack, Reading } from './description-reader.ts';
import type { PlaybackController } from './playback-controller.ts';

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
