import type { Stretch } from './watched.rules.ts';

/** What is known of the clip that plays. */
export interface ClipFacts {
  durationSeconds: number;
  frameRate: number;
  /** Where 0:00 stands on the clock of the video; above 0 in an excerpt. */
  originSeconds?: number | undefined;
  /** Only this stretch is played: an excerpt, or a cited moment. */
  bounds?: Stretch | undefined;
  /** Stretches that are left out: playing jumps over them. */
  holes?: readonly Stretch[] | undefined;
}

/** What playing comes to at a frame. */
export type Turn =
  | { do: 'go-on' }
  | { do: 'stop' }
  | { do: 'pass-over'; hole: Stretch }
  | { do: 'begin-again'; atSeconds: number };

/**
 * The clock of what is shown, and where playing stays within it. All times are seconds of what is
 * shown, which in an excerpt are not those of the video.
 */
export class ClipTimes {
  readonly durationSeconds: number;
  readonly frameRate: number;
  readonly originSeconds: number;
  readonly holes: readonly Stretch[];
  readonly #bounds: Stretch | undefined;

  constructor({ durationSeconds, frameRate, originSeconds = 0, bounds, holes = [] }: ClipFacts) {
    this.durationSeconds = durationSeconds;
    this.frameRate = frameRate;
    this.originSeconds = originSeconds;
    this.holes = holes;
    this.#bounds = bounds;
  }

  /** First second that plays: 0, or the beginning of the moment. */
  get startSeconds(): number {
    return this.#bounds?.[0] ?? 0;
  }

  /** Last second that plays; 0 while the duration is not known. */
  get endSeconds(): number {
    return this.#bounds?.[1] ?? this.durationSeconds;
  }

  /** The time that is shown when the video stands at `videoSeconds`; never below 0. */
  shown(videoSeconds: number): number {
    return Math.max(0, videoSeconds - this.originSeconds);
  }

  /** The nearest time that may be shown: the times outside the clip or excerpt are its ends. */
  within(seconds: number): number {
    const end = this.endSeconds > 0 ? this.endSeconds : Number.POSITIVE_INFINITY;
    return Math.min(Math.max(seconds, this.startSeconds), end);
  }

  /** True when a moment lies in a stretch that is left out, from its beginning to its end. */
  isLeftOut(moment: Stretch): boolean {
    return this.holes.some(([start, end]) => start <= moment[0] && moment[1] <= end);
  }

  /**
   * What playing comes to at the frame of `seconds`. It `loop`s, or stops at `stopAtSeconds`,
   * where somebody wished so; the end of a clip that has no bounds is the video's own.
   */
  turnAt(seconds: number, loop: Stretch | undefined, stopAtSeconds: number | undefined): Turn {
    const frameSeconds = 1 / this.frameRate;
    const isReached = (end: number) => seconds >= end - frameSeconds / 2;
    const hole = this.holes.find(
      ([start, end]) => seconds >= start - frameSeconds && seconds < end,
    );
    if (hole) return { do: 'pass-over', hole };
    if (stopAtSeconds !== undefined && isReached(stopAtSeconds)) return { do: 'stop' };
    const [start, end] = loop ?? [this.startSeconds, this.endSeconds];
    if (end <= 0 || !isReached(end)) return { do: 'go-on' };
    if (loop) return { do: 'begin-again', atSeconds: start };
    return { do: this.#bounds ? 'stop' : 'go-on' };
  }
}
