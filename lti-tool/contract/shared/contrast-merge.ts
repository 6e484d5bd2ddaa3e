import type { ContrastCite, ContrastRow } from '#contract/observations';
import { mergeWords } from '#contract/shared/mark-merge';

/** A row of two cases about which nothing was said. */
export const EMPTY_ROW: ContrastRow = { verdict: null, because: '', cites: [] };

/**
 * A row after a change, while somebody else may have changed it too: what the change did not touch
 * stays, words of both stay, cited moments come and go one by one.
 */
export function mergeRow(stored: ContrastRow, sent: ContrastRow, was: ContrastRow): ContrastRow {
  const added = sent.cites.filter((cite) => !has(was.cites, cite) && !has(stored.cites, cite));
  const removed = was.cites.filter((cite) => !has(sent.cites, cite));
  return {
    verdict: sent.verdict === was.verdict ? stored.verdict : sent.verdict,
    because: mergeWords(was.because, sent.because, stored.because),
    cites: [...stored.cites.filter((cite) => !has(removed, cite)), ...added].slice(0, 12),
  };
}

/** Whether nothing is said in a row. */
export function isEmptyRow({ verdict, because, cites }: ContrastRow): boolean {
  return verdict === null && because.trim() === '' && cites.length === 0;
}

function has(cites: readonly ContrastCite[], { of, seconds }: ContrastCite): boolean {
  return cites.some((one) => one.of === of && one.seconds === seconds);
}
