import type { Range } from '#contract/shared/ranges';
import { posterSeconds } from '../infra/media/posters.ts';
import { touches, type Span } from '../infra/media/excerpt.rules.ts';
import { keyframeSeconds } from '../infra/media/ladder.ts';
import type { Part } from '../infra/media/joined-parts.ts';

/** Pictures are taken at the nearest frame, or at the next one that can be decoded. */
const AROUND_SECONDS = 0.5;
/** Stretches widened to the parts that they touch: what is really left out when they are. */
export function widened(
  ranges: readonly Range[],
  parts: readonly Pick<Part, 'durationSeconds'>[],
): [number, number][] {
  const touched: [number, number][] = [];
  let start = 0;
  for (const { durationSeconds } of parts) {
    const end = start + durationSeconds;
    if (touches([start, end], ranges)) {
      const last = touched.at(-1);
      if (last && start - last[1] < 1e-6) last[1] = end;
      else touched.push([start, end]);
    }
    start = end;
  }
  return touched.map(([from, to]) => [rounded(from), rounded(to)]);
}

/** Whether a picture of a clip shows nothing that is closed; one of which it is not known never does. */
export function isPictureOpen(
  name: string,
  durationSeconds: number,
  closed: readonly Range[],
): boolean {
  if (closed.length === 0) return true;
  const times = posterSeconds(name, durationSeconds);
  return (
    times !== null &&
    times.every((seconds) => !touches([seconds - AROUND_SECONDS, seconds + AROUND_SECONDS], closed))
  );
}

/**
 * The first of some pictures of a clip that shows nothing closed: one in which nothing is masked
 * where there is one, for a blurred or black picture says nothing. Null where all are closed.
 */
export function bestPicture(
  names: readonly string[],
  durationSeconds: number,
  { closed, masked }: { closed: readonly Range[]; masked: readonly Range[] },
): string | null {
  const open = names.filter((name) => isPictureOpen(name, durationSeconds, closed));
  return open.find((name) => isPictureOpen(name, durationSeconds, masked)) ?? open[0] ?? null;
}

/** Whether an excerpt, from the keyframe before it, has nothing in it that is closed. */
export function isExcerptOpen(
  { startSeconds, endSeconds }: Span,
  closed: readonly Range[],
): boolean {
  return !touches([startSeconds - keyframeSeconds, endSeconds + AROUND_SECONDS], closed);
}

/** Loudness by time, silent where a clip is closed. */
export function hushed(
  { samplesPerSecond, peaks }: { samplesPerSecond: number; peaks: readonly number[] },
  closed: readonly Range[],
): { samplesPerSecond: number; peaks: number[] } {
  return {
    samplesPerSecond,
    peaks: peaks.map((peak, at) =>
      touches([at / samplesPerSecond, (at + 1) / samplesPerSecond], closed) ? 0 : peak,
    ),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1e3) / 1e3;
}
