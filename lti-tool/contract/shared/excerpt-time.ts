/**
 * An excerpt is watched, marked and compared on its own clock, as if it were a clip of its own.
 * These turn its times into those of the whole clip and back.
 */
import type { Span } from '#contract/common-shapes';

/** A moment or a stretch, on either clock; a point has no end. */
interface Timed {
  startSeconds: number;
  endSeconds: number | null;
}

/** Stretches of the clip as far as they lie in the excerpt, on its clock; all, without one. */
export function rangesInExcerpt(
  ranges: readonly (readonly [number, number])[],
  excerpt: Span | null,
): [number, number][] {
  if (!excerpt) return ranges.map(([start, end]) => [start, end]);
  return ranges.flatMap(([start, end]): [number, number][] => {
    const from = Math.max(start, excerpt.startSeconds);
    const to = Math.min(end, excerpt.endSeconds);
    return to > from
      ? [[toTick(from - excerpt.startSeconds), toTick(to - excerpt.startSeconds)]]
      : [];
  });
}

/** Moments of the clip that begin in the excerpt, on its clock, cut at its end. */
export function momentsInExcerpt<M extends Timed>(
  moments: readonly M[],
  excerpt: Span | null,
): M[] {
  if (!excerpt) return [...moments];
  const { startSeconds: from, endSeconds: to } = excerpt;
  return moments
    .filter(({ startSeconds }) => startSeconds >= from && startSeconds < to)
    .map((moment) => shifted(cutAt(moment, to), -from));
}

/** Moments of the excerpt on the clock of the whole clip. */
export function momentsOfClip<M extends Timed>(moments: readonly M[], excerpt: Span | null): M[] {
  return excerpt ? moments.map((one) => shifted(one, excerpt.startSeconds)) : [...moments];
}

/** How long what is shown is: the excerpt, or the whole clip. */
export function shownSeconds(clipSeconds: number, excerpt: Span | null): number {
  return excerpt ? toTick(excerpt.endSeconds - excerpt.startSeconds) : clipSeconds;
}

function cutAt<M extends Timed>(moment: M, end: number): M {
  return { ...moment, endSeconds: moment.endSeconds && Math.min(moment.endSeconds, end) };
}

function shifted<M extends Timed>(moment: M, bySeconds: number): M {
  const { startSeconds, endSeconds } = moment;
  return {
    ...moment,
    startSeconds: toTick(Math.max(0, startSeconds + bySeconds)),
    endSeconds: endSeconds === null ? null : toTick(Math.max(0, endSeconds + bySeconds)),
  };
}

/** A tenth of a millisecond: finer than any frame, and adding there and back leaves nothing behind. */
function toTick(seconds: number): number {
  return Math.round(seconds * 10_000) / 10_000;
}
