import type { Mark, MarkChange, Observation } from '#contract/observations';
import type { MarkDraft } from '#elements/observation/marks-store';

let made = 0;

/** A mark as an element makes it, with an id of its own. */
export function draft(change: Partial<MarkDraft> = {}): MarkDraft {
  made += 1;
  return {
    id: `0190a1b2-0000-7000-8000-${String(made).padStart(12, '0')}`,
    passId: 'free',
    startSeconds: 10,
    endSeconds: null,
    body: '',
    codeIds: [],
    lookForId: null,
    child: null,
    ...change,
  };
}

/** The instant so many seconds into a fixed minute. */
export function instant(second: number): string {
  return new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
}

/** A mark that was changed at that second. */
export function mark(second: number, change: Partial<Mark> = {}): Mark {
  return { ...draft(), changedAt: instant(second), ...change };
}

/** The change that puts it. */
export function put(one: Mark): MarkChange {
  return { kind: 'put', mark: one };
}

/** An observation with these marks. */
export function observation(
  marks: readonly Mark[],
  change: Partial<Observation> = {},
): Observation {
  return {
    id: '0190a1b2-0000-7000-8000-0000000000ff',
    taskId: '0190a1b2-0000-7000-8000-0000000000fe',
    helpingQuestion: '',
    beliefs: {},
    passes: [],
    marks: [...marks],
    handedInAt: null,
    revision: 1,
    ...change,
  };
}
