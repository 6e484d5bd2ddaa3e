import type { Mark, MarkChange } from '#contract/observations';
import { fieldsBefore, mergeMark } from '#contract/shared/mark-merge';

/** A mark as an element makes it; the store adds when it was changed. */
export type MarkDraft = Omit<Mark, 'changedAt'>;

interface Step {
  markId: string;
  before: Mark | null;
  after: Mark | null;
  atMs: number;
}

/** Typing without longer pauses is one step back, as in any editor. */
const ONE_STEP_MS = 1_500;
const MOST_STEPS = 200;

/**
 * The marks of one observation as this page knows them: what the server has, with the changes on
 * top that it has not acknowledged yet. Every change goes through here, so every change can be
 * taken back. Knows neither server nor screen.
 */
export class MarksStore {
  #marks = new Map<string, Mark>();
  #stamps = new Map<string, number>();
  #undo: Step[] = [];
  #redo: Step[] = [];
  #ordered: readonly Mark[] = [];
  #isOrdered = true;
  readonly #now: () => number;
  /** Changes say where they were made: two pages' changes of one mark are told apart by it. */
  readonly #page: string;

  constructor(now: () => number = Date.now, page: string = crypto.randomUUID()) {
    this.#now = now;
    this.#page = page;
  }

  /** All marks in the order of the clip. The same array until something changes. */
  get marks(): readonly Mark[] {
    if (this.#isOrdered) return this.#ordered;
    const ordered = [...this.#marks.values()].sort(
      (a, b) => a.startSeconds - b.startSeconds || a.id.localeCompare(b.id),
    );
    const isOther =
      ordered.length !== this.#ordered.length ||
      ordered.some((mark, at) => mark !== this.#ordered[at]);
    if (isOther) this.#ordered = ordered;
    this.#isOrdered = true;
    return this.#ordered;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** A mark that is there; undefined for one that was removed, and for none. */
  find(markId: string | null | undefined): Mark | undefined {
    return markId ? this.#marks.get(markId) : undefined;
  }

  /** Makes or changes a mark. Null when nothing is different. */
  put(draft: MarkDraft): MarkChange | null {
    const before = this.#marks.get(draft.id) ?? null;
    if (before && isSame(before, draft)) return null;
    const change = this.#write(draft.id, draft);
    this.#remember({ markId: draft.id, before, after: this.#marks.get(draft.id) ?? null });
    return change;
  }

  /** Removes a mark. Null when there is none. */
  remove(markId: string): MarkChange | null {
    const before = this.#marks.get(markId);
    if (!before) return null;
    const change = this.#write(markId, null);
    this.#remember({ markId, before, after: null });
    return change;
  }

  /** Takes the last change back; returns the change that does so, or null. */
  undo(): MarkChange | null {
    const step = this.#undo.pop();
    if (!step) return null;
    this.#redo.push(step);
    return this.#write(step.markId, this.#towards(step.before, step));
  }

  /** Makes the last change that was taken back again. */
  redo(): MarkChange | null {
    const step = this.#redo.pop();
    if (!step) return null;
    this.#undo.push(step);
    return this.#write(step.markId, this.#towards(step.after, step));
  }

  /**
   * Takes over what the server has, with the changes on top which it has not seen. Of two
   * changes of one field the later wins, as on the server.
   */
  adopt(marks: readonly Mark[], unsent: readonly MarkChange[]): void {
    const before = this.#marks;
    // A mark that is as it was stays the same object: what shows it has nothing to draw.
    this.#marks = new Map(marks.map((mark) => [mark.id, knownOr(before.get(mark.id), mark)]));
    for (const mark of marks) this.#noteStamp(mark.id, Date.parse(mark.changedAt));
    for (const change of unsent) {
      const id = change.kind === 'put' ? change.mark.id : change.markId;
      const atMs = Date.parse(change.kind === 'put' ? change.mark.changedAt : change.changedAt);
      const known = this.#marks.get(id);
      if (known && change.kind === 'put' && change.was) {
        this.#noteStamp(id, atMs);
        const merged = mergeMark(known, change.mark, change.was);
        this.#marks.set(id, knownOr(before.get(id), merged));
        continue;
      }
      if (known && Date.parse(known.changedAt) > atMs) continue;
      this.#noteStamp(id, atMs);
      if (change.kind === 'put') this.#marks.set(id, knownOr(before.get(id), change.mark));
      else this.#marks.delete(id);
    }
    this.#isOrdered = false;
  }

  #write(markId: string, draft: MarkDraft | null): MarkChange {
    const changedAt = this.#stamp(markId);
    this.#isOrdered = false;
    if (!draft) {
      this.#marks.delete(markId);
      return { kind: 'remove', markId, changedAt };
    }
    const mark = { ...draft, changedAt };
    const before = this.#marks.get(markId);
    this.#marks.set(markId, mark);
    const from = this.#page;
    if (!before) return { kind: 'put', mark, from };
    return { kind: 'put', mark, was: fieldsBefore(before, draft), from };
  }

  /** A mark on the way back or forth by a step; what was changed elsewhere meanwhile stays. */
  #towards(wished: Mark | null, { markId, before, after }: Step): Mark | null {
    const now = this.#marks.get(markId);
    if (!now || !wished || !before || !after) return wished;
    return mergeMark(now, wished, fieldsBefore(wished === before ? after : before, wished));
  }

  /** Later than every change of this mark that is known here, even when a clock is wrong. */
  #stamp(markId: string): string {
    const atMs = Math.max(this.#now(), (this.#stamps.get(markId) ?? 0) + 1);
    this.#noteStamp(markId, atMs);
    return new Date(atMs).toISOString();
  }

  #noteStamp(markId: string, atMs: number): void {
    this.#stamps.set(markId, Math.max(atMs, this.#stamps.get(markId) ?? 0));
  }

  #remember(step: Omit<Step, 'atMs'>): void {
    const atMs = this.#now();
    this.#redo = [];
    const last = this.#undo.at(-1);
    if (last && isTyping(last, step) && atMs - last.atMs < ONE_STEP_MS) {
      last.after = step.after;
      last.atMs = atMs;
      return;
    }
    this.#undo.push({ ...step, atMs });
    if (this.#undo.length > MOST_STEPS) this.#undo.shift();
  }
}

function isTyping(last: Step, next: Omit<Step, 'atMs'>): boolean {
  if (last.markId !== next.markId) return false;
  if (!last.before || !last.after || !next.before || !next.after) return false;
  return (
    isSame(last.before, { ...last.after, body: last.before.body }) &&
    isSame(next.before, { ...next.after, body: next.before.body })
  );
}

const DETAILS = ['initiative', 'confidence', 'codeValues', 'drawings', 'spoken'] as const;

/** Absent and null both mean: not said. */
function textOf(detail: unknown): string {
  return JSON.stringify(detail ?? null);
}

/** The mark that is known already when the other says nothing else. */
function knownOr(known: Mark | undefined, mark: Mark): Mark {
  const isKnown = known?.changedAt === mark.changedAt && known.by === mark.by;
  return known && isKnown && isSame(known, mark) ? known : mark;
}

function isSame(a: MarkDraft, b: MarkDraft): boolean {
  return (
    a.passId === b.passId &&
    a.startSeconds === b.startSeconds &&
    a.endSeconds === b.endSeconds &&
    a.body === b.body &&
    a.lookForId === b.lookForId &&
    a.child === b.child &&
    a.codeIds.length === b.codeIds.length &&
    a.codeIds.every((codeId, at) => codeId === b.codeIds[at]) &&
    DETAILS.every((name) => a[name] === b[name] || textOf(a[name]) === textOf(b[name]))
  );
}
