import type { Mark } from '#contract/observations';
import { lanesOfMark, type Lane } from './lanes.rules.ts';

/** A mark as the overview draws it: a tick in its hue, or marigold. */
export interface OverviewTick {
  startSeconds: number;
  endSeconds: number | null;
  hue: number | null;
}

/** A strip of some hundred pixels shows no more: of marks that begin in one place, the longest. */
const OVERVIEW_PLACES = 500;

/** Marks as ticks; where they are very many, one for those that begin in one place. */
export function ticksOfMarks(
  marks: readonly Mark[],
  lanes: readonly Lane[],
  durationSeconds: number,
): OverviewTick[] {
  const ticks = new Map<string, OverviewTick>();
  for (const mark of marks) {
    const { id, startSeconds, endSeconds } = mark;
    const hue = lanesOfMark(mark, lanes)[0]?.hue ?? null;
    const place = Math.round((startSeconds / Math.max(1, durationSeconds)) * OVERVIEW_PLACES);
    const key = marks.length > OVERVIEW_PLACES ? `${place} ${hue}` : id;
    const before = ticks.get(key);
    const end = Math.max(endSeconds ?? startSeconds, before?.endSeconds ?? 0);
    ticks.set(key, {
      startSeconds: before?.startSeconds ?? startSeconds,
      endSeconds: end > startSeconds ? end : null,
      hue,
    });
  }
  return [...ticks.values()];
}
