import type {
  AssessmentDraft,
  CriterionMark,
  PassageComment,
  QueueRow,
  Share,
} from '#contract/assessments';
import type { Citation, NarrationDoc } from '#contract/narrations';
import type { Criterion, Level } from '#contract/tasks';
import { findQuote, type TextMark } from '#elements/narration/narration-document.rules';
import { blockText } from '#contract/shared/narration-text';

/** What the queue can be narrowed to. */
export const QUEUE_FILTERS = ['todo', 'marked', 'released'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

/** A passage with the sign by which text, rubric and margin call it: evidence a, b, c; remarks 1, 2, 3. */
export interface SignedPassage extends PassageComment {
  sign: string;
  /** The cited moment that it is about, when it is about one as a whole. */
  moment: Citation | null;
}

/** Is this row to be seen under that filter? A begun mark is still to do. */
export function isUnder(filter: QueueFilter, { state }: Pick<QueueRow, 'state'>): boolean {
  return filter === 'todo' ? state === 'todo' || state === 'draft' : state === filter;
}

/** The neighbour of a narration in a list, or null at its end. */
export function neighbour(
  rows: readonly QueueRow[],
  narrationId: string | null,
  step: 1 | -1,
): QueueRow | null {
  const at = rows.findIndex((row) => row.narrationId === narrationId);
  if (at < 0) return (step === 1 ? rows[0] : rows.at(-1)) ?? null;
  return rows[at + step] ?? null;
}

/** The next narration that still needs a mark, after this one and then from the beginning. */
export function nextToMark(rows: readonly QueueRow[], narrationId: string | null): QueueRow | null {
  const at = rows.findIndex((row) => row.narrationId === narrationId);
  return (
    [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find((row) =>
      isUnder('todo', row),
    ) ?? null
  );
}

/** Points of the chosen levels, and how many criteria have none. */
export function totalOf(
  criteria: readonly Criterion[],
  marks: readonly CriterionMark[],
): { points: number; openCriteria: number } {
  const chosen = criteria.map((criterion) => chosenLevel(criterion, marks));
  return {
    points: chosen.reduce((sum, level) => sum + (level?.points ?? 0), 0),
    openCriteria: chosen.filter((level) => level === null).length,
  };
}

/** The level that was chosen for a criterion, or null while it is open. */
export function chosenLevel(criterion: Criterion, marks: readonly CriterionMark[]): Level | null {
  const levelId = marks.find((mark) => mark.criterionId === criterion.id)?.levelId;
  return criterion.levels.find(({ id }) => id === levelId) ?? null;
}

/** The most that a criterion can give. */
export function mostPoints({ levels }: Pick<Criterion, 'levels'>): number {
  return Math.max(0, ...levels.map(({ points }) => points));
}

/** The draft with one criterion's level or words changed. */
export function withMark(
  draft: AssessmentDraft,
  criterionId: string,
  change: Partial<Pick<CriterionMark, 'levelId' | 'comment'>>,
): AssessmentDraft {
  const before = draft.marks.find((mark) => mark.criterionId === criterionId) ?? {
    criterionId,
    levelId: null,
    comment: '',
  };
  const others = draft.marks.filter((mark) => mark.criterionId !== criterionId);
  return { ...draft, marks: [...others, { ...before, ...change }] };
}

/** The draft with what one member of a group gets beside the mark changed. */
export function withShare(
  draft: AssessmentDraft,
  member: string,
  change: Partial<Pick<Share, 'adjustment' | 'reason'>>,
): AssessmentDraft {
  const shares = draft.shares ?? [];
  const before = shares.find((share) => share.member === member) ?? {
    ...{ member, adjustment: 0, reason: '' },
  };
  const others = shares.filter((share) => share.member !== member);
  return { ...draft, shares: [...others, { ...before, ...change }] };
}

/** The draft with a passage added, or changed when one of that id is there. */
export function withPassage(draft: AssessmentDraft, passage: PassageComment): AssessmentDraft {
  const isKnown = draft.passages.some(({ id }) => id === passage.id);
  return {
    ...draft,
    passages: isKnown
      ? draft.passages.map((known) => (known.id === passage.id ? passage : known))
      : [...draft.passages, passage],
  };
}

/** The draft without a passage. */
export function withoutPassage(draft: AssessmentDraft, passageId: string): AssessmentDraft {
  return { ...draft, passages: draft.passages.filter(({ id }) => id !== passageId) };
}

/**
 * Passages in the order in which they are read. What is tied to a criterion is evidence and gets a
 * letter; a comment alone gets a number.
 */
export function signPassages(
  passages: readonly PassageComment[],
  doc: NarrationDoc,
): SignedPassage[] {
  const ordered = [...passages].sort(
    (one, other) => one.block - other.block || one.start - other.start,
  );
  let letters = 0;
  let numbers = 0;
  return ordered.map((passage) => {
    const block = doc.content[passage.block];
    const moment = block?.type === 'citation' ? block.attrs : null;
    if (passage.criterionId === null) {
      numbers += 1;
      return { ...passage, moment, sign: String(numbers) };
    }
    letters += 1;
    return { ...passage, moment, sign: letterOf(letters) };
  });
}

/** What is shown marked in one block of the text. Words that are not there any more mark nothing. */
export function textMarks(
  block: NarrationDoc['content'][number] | undefined,
  index: number,
  passages: readonly SignedPassage[],
  criteria: readonly Criterion[],
): TextMark[] {
  if (!block) return [];
  const text = blockText(block);
  return passages.flatMap((passage) => {
    if (passage.block !== index) return [];
    const place = findQuote(text, passage.quote, passage.start);
    if (!place) return [];
    const hue = criteria.find(({ id }) => id === passage.criterionId)?.hue;
    return [
      {
        ...place,
        id: passage.id,
        sign: passage.sign,
        className: hue === undefined ? 'remark' : `evidence hue-${hue}`,
      },
    ];
  });
}

/** A quotation short enough for a chip: its beginning, cut between words. */
export function shortQuote(quote: string, length: number = 36): string {
  const words = quote.trim().replace(/[.,;:]$/, '');
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  const blank = cut.lastIndexOf(' ');
  return `${blank > length / 2 ? cut.slice(0, blank) : cut}…`;
}

function letterOf(number: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const last = letters[(number - 1) % 26] ?? '';
  return number > 26 ? letterOf(Math.floor((number - 1) / 26)) + last : last;
}
