import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Span } from '#contract/common-shapes';
import type { FileProblem } from '#contract/exchange';
import type { Framework } from '#contract/frameworks';
import { markSchema, type Mark } from '#contract/observations';
import { momentsInExcerpt } from '#contract/shared/excerpt-time';
import type { LookFor, Pass } from '#contract/tasks';
import type { ExchangedContrast } from './contrast.rules.ts';

/** What moments of a file are measured against. */
export interface Scheme {
  framework: Framework | null;
  lookFors: readonly LookFor[];
  passes: readonly Pick<Pass, 'id' | 'title'>[];
}

/** One person's work on a task as files carry it. */
export interface ExchangedWork extends Scheme {
  taskId: string;
  taskTitle: string;
  clip: { id: string; title: string; durationSeconds: number };
  /** Who observed: a pseudonym, or '' for oneself. */
  coder: string;
  helpingQuestion: string;
  /** Absent where the task has one clip. */
  contrast?: ExchangedContrast;
  marks: readonly Mark[];
  /** When the file is made. */
  at: string;
}

/** What a format alone says of a moment; what it has no place for is absent. */
export type PlainMark = Partial<Mark> & Pick<Mark, 'id'>;

/**
 * What a format cannot hold: for each field what is read without the extension, and the truth. The
 * truth counts as long as the file still says what it said; an edit of the file wins.
 */
export type Extension = Readonly<Record<string, { read?: unknown; exact: unknown }>>;

/** A moment as it was found in a file. */
export interface FoundMark {
  mark: PlainMark;
  extension: Extension | null;
  /** Line or row where it stands. */
  line: number | null;
}

/** What a file says, as far as it was understood, and what of it was not. */
export interface FileContent {
  found: FoundMark[];
  /** What it says about two cases, by look-for; still to be checked. */
  contrast?: Record<string, unknown>;
  problems: FileProblem[];
}

/** A form of observations: written with the extensions of its moments, and read back. */
export interface MarkFormat {
  mediaType: string;
  write: (work: ExchangedWork, extensions: ReadonlyMap<string, Extension>) => Uint8Array;
  read: (bytes: Uint8Array, scheme: Scheme) => FileContent;
}

/** How long a point lasts in formats that know no points: a frame. */
export const POINT_SECONDS = 0.04;

/** Writes a work so that nothing is lost: what the format does not hold goes into extensions. */
export function writeLossless(format: MarkFormat, work: ExchangedWork): Uint8Array {
  const plain = format.read(format.write(work, new Map()), work).found;
  const readBack = new Map(plain.map(({ mark }) => [mark.id, mark]));
  const extensions = new Map<string, Extension>();
  for (const mark of work.marks) {
    const lost = lostFields(mark, readBack.get(mark.id) ?? { id: mark.id });
    if (lost) extensions.set(mark.id, lost);
  }
  return format.write(work, extensions);
}

function lostFields(mark: Mark, read: PlainMark): Extension | null {
  const said: Readonly<Record<string, unknown>> = { ...read };
  const lost = Object.entries(mark)
    .filter(([field, exact]) => !isDeepStrictEqual(said[field], exact))
    .map(([field, exact]) => [
      field,
      said[field] === undefined ? { exact } : { read: said[field], exact },
    ]);
  return lost.length === 0 ? null : (Object.fromEntries(lost) as Extension);
}

/** A found moment with what its extension knows better. */
export function restored({ mark, extension }: FoundMark): PlainMark {
  if (!extension) return mark;
  const said: Readonly<Record<string, unknown>> = { ...mark };
  const better = Object.entries(extension)
    .filter(([field, { read }]) => isDeepStrictEqual(said[field], read))
    .map(([field, { exact }]) => [field, exact]);
  return { ...mark, ...(Object.fromEntries(better) as Partial<Mark>) };
}

/** An extension as it stands in a file; null when it is none. */
export function readExtension(text: string | undefined): Extension | null {
  if (!text) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isExtension(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a value has the shape of an extension. */
export function isExtension(value: unknown): value is Extension {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(
      (one: unknown) => typeof one === 'object' && one !== null && 'exact' in one,
    )
  );
}

/** Players end a few frames late, and other programs round. */
const BEYOND_TOLERANCE_SECONDS = 0.5;
const MOST_MARKS = 2_000;
const MOST_PROBLEMS = 20;

/** How found moments become marks of a task. */
export interface Measures extends Scheme {
  durationSeconds: number;
  /** Where the task shows only that: files speak the time of the clip, marks that of the excerpt. */
  excerpt?: Span | null;
  /** For moments that name no pass. */
  passId: string;
  changedAt: string;
  /** A code of an older version in today's words; undefined when nobody knows it. */
  today: (codeId: string) => readonly string[] | undefined;
}

/** Marks by the rules of typing, or what is wrong with which line. */
export function toMarks(
  { found, problems, contrast }: FileContent,
  measures: Measures,
): { marks: Mark[]; problems: FileProblem[] } {
  if (found.length > MOST_MARKS)
    return { marks: [], problems: [{ problem: 'too-many', line: null, place: String(found.length) }] }; // prettier-ignore
  const wrong = [...problems];
  const marks: Mark[] = [];
  for (const one of found) {
    const { line } = one;
    const plain = restored(one);
    const codeIds: string[] = [];
    for (const codeId of plain.codeIds ?? []) {
      const isKnown = measures.framework?.codes.some((code) => code.id === codeId);
      const today = isKnown ? [codeId] : measures.today(codeId);
      if (today) codeIds.push(...today.filter((id) => !codeIds.includes(id)));
      else wrong.push({ problem: 'unknown-code', line, place: codeId });
    }
    const { lookForId = null, passId = measures.passId } = plain;
    if (lookForId !== null && !measures.lookFors.some(({ id }) => id === lookForId))
      wrong.push({ problem: 'unknown-look-for', line, place: lookForId });
    const read = markSchema.safeParse({
      ...{ startSeconds: undefined, endSeconds: null, body: '', child: null },
      ...plain,
      ...{ codeIds, lookForId },
      passId: measures.passes.some(({ id }) => id === passId) ? passId : measures.passId,
      changedAt: measures.changedAt,
    });
    if (!read.success) {
      wrong.push({ ...problemOf(plain, read.error.issues[0]?.path.join('.') ?? ''), line });
      continue;
    }
    const { startSeconds, endSeconds } = read.data;
    const latest = Math.max(startSeconds, endSeconds ?? 0);
    if (
      measures.durationSeconds > 0 &&
      latest > measures.durationSeconds + BEYOND_TOLERANCE_SECONDS
    )
      wrong.push({ problem: 'beyond-clip', line, place: String(latest) });
    const [mark] = momentsInExcerpt([read.data], measures.excerpt ?? null);
    if (mark) marks.push(mark);
    else wrong.push({ problem: 'beyond-clip', line, place: String(startSeconds) });
  }
  if (marks.length === 0 && wrong.length === 0 && contrast === undefined)
    wrong.push({ problem: 'no-moments', line: null, place: '' });
  return { marks, problems: wrong.slice(0, MOST_PROBLEMS) };
}

function problemOf(mark: PlainMark, place: string): Pick<FileProblem, 'problem' | 'place'> {
  if (mark.startSeconds === undefined || Number.isNaN(mark.startSeconds))
    return { problem: 'time-missing', place: '' };
  if (place === 'endSeconds') return { problem: 'time-crossed', place: String(mark.endSeconds) };
  return { problem: 'not-schema', place };
}

/** The id of a moment that somebody else made, or another program: always the same for the same file. */
export function idFor(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  // Version 8 (RFC 9562 5.8): a UUID of our own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What an import would do to an observation. */
export interface ImportPlan {
  added: Mark[];
  changed: Mark[];
  same: number;
}

/**
 * Moments that are there already (by id) are changed, all others are added under ids of this
 * observation: so a file of somebody else never touches that person's moments, and the same file
 * twice adds nothing.
 */
export function planImport(
  observationId: string,
  own: readonly Mark[],
  marks: readonly Mark[],
): ImportPlan {
  const known = new Map(own.map((mark) => [mark.id, mark]));
  const plan: ImportPlan = { added: [], changed: [], same: 0 };
  const seen = new Set<string>();
  for (const found of marks) {
    const id = known.has(found.id) ? found.id : idFor(`${observationId}:${found.id}`);
    if (seen.has(id)) continue;
    seen.add(id);
    const mark = { ...found, id };
    const before = known.get(id);
    if (!before) plan.added.push(mark);
    else if (isDeepStrictEqual({ ...before, changedAt: mark.changedAt }, mark)) plan.same += 1;
    else plan.changed.push(mark);
  }
  return plan;
}

/** The code that a word of a file means: by id, or by name in any language. */
export function codeOfWord(word: string, framework: Framework | null): string | undefined {
  const plain = word.trim().toLowerCase();
  return framework?.codes.find(
    (code) =>
      code.id === word.trim() ||
      Object.values(code.name).some((name) => name.trim().toLowerCase() === plain && plain !== ''),
  )?.id;
}

/** A code's English name; its id where the framework does not have it. */
export function codeLabel(codeId: string, framework: Framework | null): string {
  return framework?.codes.find((code) => code.id === codeId)?.name.en || codeId;
}

/** Seconds as decimals without an exponent, at most six places. */
export function decimal(seconds: number): string {
  return seconds.toFixed(6).replace(/\.?0+$/, '');
}

/** `75.5`, `1:15.5`, `0:01:15.5` → 75.5; NaN for anything else. */
export function secondsOfText(text: string): number {
  const parts = text.trim().replace(',', '.').split(':');
  if (parts.length > 3 || parts.some((part) => !/^\d+(\.\d*)?(e-?\d+)?$/i.test(part))) return NaN;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}
