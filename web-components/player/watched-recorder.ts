import { isContinuous, mergeStretches, type Stretch } from './watched.rules.ts';

const REPORT_EVERY_SECONDS = 10;
/** The clock of frames and the clock of the element differ by a few frames; that is no jump. */
const CLOCK_DIFFERENCE_SECONDS = 0.4;

/**
 * Keeps what was really watched: stretches that played, not those that were jumped over. Reports
 * new stretches at every rest and about every ten seconds.
 */
export class WatchedRecorder {
  readonly #report: (ranges: readonly Stretch[]) => void;
  #open: [number, number] | undefined;
  #lastAtMs = 0;
  #all: Stretch[] = [];

  constructor(report: (ranges: readonly Stretch[]) => void) {
    this.#report = report;
  }

  /** Everything that was watched since this clip was opened. */
  get ranges(): readonly Stretch[] {
    return this.#open ? mergeStretches([...this.#all, this.#open]) : this.#all;
  }

  /** The clip plays and shows this time now. */
  at(seconds: number, nowMs: number, rate: number): void {
    const open = this.#open;
    if (open && seconds <= open[1] && seconds > open[1] - CLOCK_DIFFERENCE_SECONDS) return;
    if (open && isContinuous(open[1], seconds, nowMs - this.#lastAtMs, rate)) {
      open[1] = seconds;
      if (open[1] - open[0] >= REPORT_EVERY_SECONDS) {
        this.rest();
        this.#open = [seconds, seconds];
      }
    } else {
      this.rest();
      this.#open = [seconds, seconds];
    }
    this.#lastAtMs = nowMs;
  }

  /** The clip stands still or jumps: what was watched until now is reported. */
  rest(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open || open[1] <= open[0]) return;
    this.#all = mergeStretches([...this.#all, open]);
    this.#report([open]);
  }

  /** Another clip begins. */
  reset(): void {
    this.rest();
    this.#all = [];
  }
}
