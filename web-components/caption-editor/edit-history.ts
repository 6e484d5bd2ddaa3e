/** A step that can be taken back. */
interface Step<T> {
  before: T;
  kind: string;
  atMs: number;
}

/** Typing without longer pauses is one step back, as in any editor. */
const ONE_STEP_MS = 1_500;
const MOST_STEPS = 200;

/** Every state of a document that one may go back to. Knows neither server nor screen. */
export class EditHistory<T> {
  #undo: Step<T>[] = [];
  #redo: T[] = [];
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /**
   * Notes how it was before a change.
   * @param kind changes of one kind in quick succession are one step; '' is always a step
   */
  note(before: T, kind = ''): void {
    const atMs = this.#now();
    const last = this.#undo.at(-1);
    this.#redo = [];
    if (last && kind !== '' && last.kind === kind && atMs - last.atMs < ONE_STEP_MS) {
      last.atMs = atMs;
      return;
    }
    this.#undo.push({ before, kind, atMs });
    if (this.#undo.length > MOST_STEPS) this.#undo.shift();
  }

  /** How it was before the last change, or undefined. */
  undo(now: T): T | undefined {
    const step = this.#undo.pop();
    if (!step) return undefined;
    this.#redo.push(now);
    return step.before;
  }

  /** How it was before the last step back, or undefined. */
  redo(now: T): T | undefined {
    const after = this.#redo.pop();
    if (after === undefined) return undefined;
    this.#undo.push({ before: now, kind: '', atMs: this.#now() });
    return after;
  }

  /** Forgets everything: another document is here. */
  clear(): void {
    this.#undo = [];
    this.#redo = [];
  }
}
