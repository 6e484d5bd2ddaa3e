import type { Cue } from '#contract/shared/webvtt';

/** A line of a track while it is edited. */
export interface EditedCue extends Cue {
  /** Stays the same while the line is edited, on this device. */
  id: string;
}

/** What became of the lines, and which of them is worked on now. */
export interface CueEdit {
  cues: readonly EditedCue[];
  currentId: string;
}

/** Of what a line says when. */
export type CueEdge = 'start' | 'end';

/** What makes a line hard to read. */
export type CueHint =
  | { hint: 'fast'; lettersPerSecond: number }
  | { hint: 'overlap' }
  | { hint: 'long' }
  | { hint: 'empty' };

/** No line is shorter: nobody could read it. */
export const LEAST_SECONDS = 0.2;
const NEW_SECONDS = 2;
/** What adults who read subtitles follow without haste; children and learners need less. */
const MOST_LETTERS_PER_SECOND = 17;
/** Two lines of this many letters fit below a picture. */
const LETTERS_OF_A_ROW = 42;

/** Lines as they come from a file, with ids in the order of the file. */
export function editedCues(cues: readonly Cue[]): EditedCue[] {
  return cues.map((cue, at) => ({ ...cue, id: `c${at + 1}` }));
}

/** A line changed. Times are kept in order and at least `LEAST_SECONDS` apart. */
export function withCue(
  cues: readonly EditedCue[],
  id: string,
  change: Partial<Omit<EditedCue, 'id'>>,
): EditedCue[] {
  return inOrder(cues.map((cue) => (cue.id === id ? { ...cue, ...change } : cue)));
}

/**
 * One edge of a line moved to a time. When it passes the other edge, that one goes along and the line
 * stays as long as it was.
 */
export function withEdgeAt(
  cues: readonly EditedCue[],
  id: string,
  edge: CueEdge,
  seconds: number,
  durationSeconds: number,
): EditedCue[] {
  const cue = cues.find((one) => one.id === id);
  if (!cue) return [...cues];
  const length = cue.endSeconds - cue.startSeconds;
  const at = toMs(Math.min(Math.max(0, seconds), durationSeconds));
  if (edge === 'start') {
    const startSeconds = toMs(Math.min(at, durationSeconds - LEAST_SECONDS));
    const isAhead = cue.endSeconds - startSeconds >= LEAST_SECONDS;
    const endSeconds = isAhead ? cue.endSeconds : Math.min(startSeconds + length, durationSeconds);
    return withCue(cues, id, { startSeconds, endSeconds: toMs(endSeconds) });
  }
  const endSeconds = toMs(Math.max(at, LEAST_SECONDS));
  const isBehind = endSeconds - cue.startSeconds >= LEAST_SECONDS;
  const startSeconds = isBehind ? cue.startSeconds : Math.max(0, endSeconds - length);
  return withCue(cues, id, { startSeconds: toMs(startSeconds), endSeconds });
}

/** One edge of a line moved by frames. */
export function withEdgeNudged(
  cues: readonly EditedCue[],
  id: string,
  edge: CueEdge,
  frames: number,
  { frameRate, durationSeconds }: { frameRate: number; durationSeconds: number },
): EditedCue[] {
  const cue = cues.find((one) => one.id === id);
  if (!cue) return [...cues];
  const before = edge === 'start' ? cue.startSeconds : cue.endSeconds;
  const seconds = (Math.round(before * frameRate) + frames) / frameRate;
  return withEdgeAt(cues, id, edge, seconds, durationSeconds);
}

/** A new line where the clip stands, until the next one begins. */
export function withNewCue(
  cues: readonly EditedCue[],
  atSeconds: number,
  durationSeconds: number,
): CueEdit {
  const startSeconds = toMs(Math.max(0, Math.min(atSeconds, durationSeconds - LEAST_SECONDS)));
  const next = cues.find((cue) => cue.startSeconds > startSeconds + LEAST_SECONDS);
  const latest = Math.min(next?.startSeconds ?? durationSeconds, durationSeconds);
  const endSeconds = toMs(Math.min(startSeconds + NEW_SECONDS, latest));
  const id = freeId(cues);
  const cue = { id, startSeconds, endSeconds, speaker: '', text: '', settings: '' };
  return { cues: inOrder([...cues, cue]), currentId: id };
}

/** A new line right behind another one. */
export function withCueAfter(
  cues: readonly EditedCue[],
  id: string,
  durationSeconds: number,
): CueEdit {
  const cue = cues.find((one) => one.id === id);
  return withNewCue(cues, cue?.endSeconds ?? 0, durationSeconds);
}

/**
 * A line cut in two: its words at a letter, its time where the clip stands when that is inside,
 * otherwise as the words are shared out.
 */
export function split(
  cues: readonly EditedCue[],
  id: string,
  atLetter: number | null,
  atSeconds: number,
): CueEdit {
  const cue = cues.find((one) => one.id === id);
  if (!cue || cue.endSeconds - cue.startSeconds < 2 * LEAST_SECONDS) return { cues, currentId: id };
  const { startSeconds, endSeconds, text } = cue;
  const isInside =
    atSeconds >= startSeconds + LEAST_SECONDS && atSeconds <= endSeconds - LEAST_SECONDS;
  const length = endSeconds - startSeconds;
  const letter = atLetter ?? wordBreak(text, isInside ? (atSeconds - startSeconds) / length : 0.5);
  const share = text.length > 0 ? letter / text.length : 0.5;
  const shared = Math.min(
    Math.max(startSeconds + length * share, startSeconds + LEAST_SECONDS),
    endSeconds - LEAST_SECONDS,
  );
  const cut = toMs(isInside ? atSeconds : shared);
  const first = { ...cue, endSeconds: cut, text: text.slice(0, letter).trim() };
  const second = {
    ...{ ...cue, id: freeId(cues), startSeconds: cut },
    text: text.slice(letter).trim(),
  };
  return {
    cues: inOrder([...cues.filter((one) => one.id !== id), first, second]),
    currentId: second.id,
  };
}

/** A line and the one behind it become one. */
export function mergedWithNext(cues: readonly EditedCue[], id: string): CueEdit {
  const at = cues.findIndex((cue) => cue.id === id);
  const cue = cues[at];
  const next = cues[at + 1];
  if (!cue || !next) return { cues, currentId: id };
  // Two people in one line are told apart by dashes, as on every screen.
  const isTalk = cue.speaker !== '' && next.speaker !== '' && cue.speaker !== next.speaker;
  const text = isTalk
    ? `– ${cue.text}\n– ${next.text}`
    : [cue.text, next.text].filter(Boolean).join(' ');
  const merged = {
    ...cue,
    text,
    speaker: isTalk ? '' : cue.speaker || next.speaker,
    endSeconds: Math.max(cue.endSeconds, next.endSeconds),
  };
  return { cues: cues.filter((one) => one !== next).with(at, merged), currentId: id };
}

/** Without a line; the one behind it, or before it, is worked on then. */
export function without(cues: readonly EditedCue[], id: string): CueEdit {
  const at = cues.findIndex((cue) => cue.id === id);
  const rest = cues.filter((cue) => cue.id !== id);
  return { cues: rest, currentId: rest[Math.min(at, rest.length - 1)]?.id ?? '' };
}

/** What makes a line hard to read; `next` is the line behind it. */
export function hintsOf(cue: EditedCue, next: EditedCue | undefined): CueHint[] {
  const letters = cue.text.replace(/\s+/g, ' ').trim();
  if (letters === '') return [{ hint: 'empty' }];
  const lettersPerSecond = Math.round(letters.length / (cue.endSeconds - cue.startSeconds));
  const rows = cue.text.split('\n');
  const fitted = rows.reduce((sum, row) => sum + Math.ceil(row.length / LETTERS_OF_A_ROW), 0);
  return [
    ...(lettersPerSecond > MOST_LETTERS_PER_SECOND
      ? [{ hint: 'fast' as const, lettersPerSecond }]
      : []),
    ...(next && next.startSeconds < cue.endSeconds - 0.001 ? [{ hint: 'overlap' as const }] : []),
    ...(fitted > 2 ? [{ hint: 'long' as const }] : []),
  ];
}

/** The line that is heard at a time, or undefined. */
export function cueAt(cues: readonly EditedCue[], atSeconds: number): EditedCue | undefined {
  return cues.findLast(
    (cue) => cue.startSeconds <= atSeconds + 0.001 && cue.endSeconds > atSeconds + 0.001,
  );
}

function inOrder(cues: readonly EditedCue[]): EditedCue[] {
  return cues.toSorted((one, other) => one.startSeconds - other.startSeconds);
}

function freeId(cues: readonly EditedCue[]): string {
  const taken = new Set(cues.map(({ id }) => id));
  for (let number = cues.length + 1; ; number += 1)
    if (!taken.has(`c${number}`)) return `c${number}`;
}

function toMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Where a word ends nearest to a share of the text. */
function wordBreak(text: string, share: number): number {
  const wanted = text.length * share;
  const breaks = [...text.matchAll(/\s+/g)].map(({ index }) => index);
  return breaks.reduce(
    (best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best),
    text.length,
  );
}
