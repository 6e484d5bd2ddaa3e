const FIRST = 8;
const MOST = 16;
const SUCCESSES_TO_GROW = 25;

/**
 * How many posts one platform gets at once from this process: more while it keeps up, half when it
 * asks for a pause. So each platform is sent to as fast as it allows, and no faster.
 */
export class Pace {
  #atOnce = FIRST;
  #successes = 0;
  #slowedMs = 0;

  /** So many may be under way now. */
  get atOnce(): number {
    return this.#atOnce;
  }

  /** A post was taken; after some in a row one more is sent at once. */
  keptUp(): void {
    this.#successes += 1;
    if (this.#successes < SUCCESSES_TO_GROW) return;
    this.#successes = 0;
    this.#atOnce = Math.min(MOST, this.#atOnce + 1);
  }

  /** Refusals of one burst count once: they come together and mean the same. */
  wasTooFast(nowMs: number): void {
    if (nowMs - this.#slowedMs < 1_000) return;
    this.#slowedMs = nowMs;
    this.#successes = 0;
    this.#atOnce = Math.max(1, Math.ceil(this.#atOnce / 2));
  }
}
