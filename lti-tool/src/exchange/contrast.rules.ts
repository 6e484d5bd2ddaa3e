import { isDeepStrictEqual } from 'node:util';
import type { Span } from '#contract/common-shapes';
import type { FileProblem } from '#contract/exchange';
import { contrastRowSchema, type ContrastGrid, type ContrastRow } from '#contract/observations';
import { isEmptyRow } from '#contract/shared/contrast-merge';
import { momentsInExcerpt, momentsOfClip } from '#contract/shared/excerpt-time';
import type { LookFor } from '#contract/tasks';

/** Two cases held against each other, as files carry it. */
export interface ExchangedContrast {
  /** The second case; the first is the clip of the work. */
  clip: { id: string; title: string };
  rows: ContrastGrid;
}

/** A row of a table about two cases: in one of moments its id begins so. */
export const CASE_ID = 'contrast:';

/** The columns of a table about two cases. Labels are for people and not read. */
export const CASE_COLUMNS = ['look_for', 'look_for_label', 'verdict', 'because', 'cited'] as const;

/** Rows of which something is said, with cited moments on the clock of the film. */
export function gridOfClip(grid: ContrastGrid, excerpt: Span | null): ContrastGrid {
  const said = Object.entries(grid).filter(([, row]) => !isEmptyRow(row));
  return Object.fromEntries(
    said.map(([lookForId, row]) => [
      lookForId,
      withFirst(row, (startSeconds) => {
        const [moment] = momentsOfClip([{ startSeconds, endSeconds: null }], excerpt);
        return moment?.startSeconds;
      }),
    ]),
  );
}

/** The rows of a table about two cases. */
export function caseRows(
  contrast: ExchangedContrast | undefined,
  lookFors: readonly LookFor[],
): string[][] {
  return Object.entries(contrast?.rows ?? {}).map(([lookForId, { verdict, because, cites }]) => [
    lookForId,
    lookFors.find(({ id }) => id === lookForId)?.label ?? '',
    verdict ?? '',
    because,
    cites.map(({ of, seconds }) => `${of}@${seconds}`).join(' '),
  ]);
}

/** What a row of a table says about two cases; still to be checked. */
export function readCase(verdict: string, because: string, cited: string): unknown {
  return {
    verdict: verdict === '' ? null : verdict,
    because,
    cites: cited
      .split(/\s+/)
      .filter((cite) => cite !== '')
      .map((cite) => {
        const [of, seconds] = cite.split('@');
        return { of, seconds: Number(seconds) };
      }),
  };
}

/** A row that a file carries as JSON; still to be checked, and null when it is none. */
export function readRow(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return null;
  }
}

/** What a file says about two cases, by the rules of typing. */
export function toGrid(
  found: Readonly<Record<string, unknown>> | undefined,
  measures: { lookFors: readonly LookFor[]; isAsked: boolean; excerpt: Span | null },
): { rows: ContrastGrid; problems: FileProblem[] } {
  const rows: Record<string, ContrastRow> = {};
  const problems: FileProblem[] = [];
  for (const [lookForId, said] of Object.entries(found ?? {})) {
    const isKnown = measures.isAsked && measures.lookFors.some(({ id }) => id === lookForId);
    const read = contrastRowSchema.safeParse(said);
    if (!isKnown) problems.push({ problem: 'unknown-look-for', line: null, place: lookForId });
    else if (!read.success)
      problems.push({ problem: 'not-schema', line: null, place: `contrast.${lookForId}` });
    else
      rows[lookForId] = withFirst(read.data, (startSeconds) => {
        const [moment] = momentsInExcerpt([{ startSeconds, endSeconds: null }], measures.excerpt);
        return moment?.startSeconds;
      });
  }
  return { rows, problems };
}

/** Which rows an import would add or change. */
export function planGrid(own: ContrastGrid, rows: ContrastGrid) {
  const news = Object.entries(rows).filter(
    ([lookForId, row]) => !isDeepStrictEqual(own[lookForId], row),
  );
  const isNew = ([lookForId]: [string, ContrastRow]) => {
    const before = own[lookForId];
    return before === undefined || isEmptyRow(before);
  };
  return {
    news,
    added: news.filter(isNew).length,
    changed: news.filter((row) => !isNew(row)).length,
    same: Object.keys(rows).length - news.length,
  };
}

/** A row whose moments of the first case are on another clock; those that are not on it go. */
function withFirst(
  row: ContrastRow,
  toClock: (seconds: number) => number | undefined,
): ContrastRow {
  return {
    ...row,
    cites: row.cites.flatMap((cite) => {
      const seconds = cite.of === 'first' ? toClock(cite.seconds) : cite.seconds;
      return seconds === undefined ? [] : [{ ...cite, seconds }];
    }),
  };
}
