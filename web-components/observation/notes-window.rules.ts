import type { Mark } from '#contract/observations';
import { lanesOfMark, type Lane } from './lanes.rules.ts';

/** So many notes stand on the page at once: with thousands every key would wait for their layout. */
export const MOST_NOTES = 80;
/** So many come and go at once while the list is scrolled. */
const NEXT_NOTES = 20;

/** The notes in which every word occurs, and the one that is written on. */
export function notesWith(
  search: string,
  marks: readonly Mark[],
  { lanes, openId }: { lanes: readonly Lane[]; openId: string | null },
): readonly Mark[] {
  const words = search.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return marks;
  return marks.filter((mark) => {
    const labels = lanesOfMark(mark, lanes).map((lane) => lane.label);
    const text = [mark.body, mark.child ?? '', ...labels].join(' ').toLocaleLowerCase();
    return mark.id === openId || words.every((word) => text.includes(word));
  });
}

/** Which of `count` notes stands first on the page: never so late that fewer stand there than can. */
export function firstOnPage(wishedAt: number, count: number): number {
  return Math.max(0, Math.min(wishedAt, count - MOST_NOTES));
}

/** Which note shall stand first so that the one `at` a place is on the page; as before if it is. */
export function firstAround(at: number, wishedAt: number, count: number): number {
  const first = firstOnPage(wishedAt, count);
  const isOnPage = at >= first && at < first + MOST_NOTES;
  return isOnPage ? wishedAt : Math.max(0, at - MOST_NOTES / 2);
}

/** Which of `count` notes stands first once somebody scrolls near an end of those on the page. */
export function firstAfter(near: 'start' | 'end', wishedAt: number, count: number): number {
  const first = firstOnPage(wishedAt, count);
  if (near === 'start') return Math.max(0, first - NEXT_NOTES);
  return Math.min(first + NEXT_NOTES, count - MOST_NOTES);
}
