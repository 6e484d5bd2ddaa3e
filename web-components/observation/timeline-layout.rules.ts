import type { Mark } from '#contract/observations';
import { lanesOfMark, rowsOf, UNSORTED, type Lane } from './lanes.rules.ts';
import type { TimeWindow } from './timeline.rules.ts';

/** More marks than this in view are painted instead of built: a page of elements would stumble. */
const MOST_ELEMENTS = 250;

/** One lane with its marks in order, and the row in which each stands. */
export interface LaneLayout {
  id: string;
  /** Null: what is not sorted yet. */
  lane: Lane | null;
  marks: readonly Mark[];
  rows: ReadonlyMap<string, number>;
  rowCount: number;
  /** The longest mark: who begins earlier than this before the window cannot reach into it. */
  longestSeconds: number;
}

/** Everything that depends on marks and lanes alone, and not on the window. */
export interface TimelineLayout {
  lanes: readonly LaneLayout[];
  unsorted: LaneLayout;
}

/** Sorts marks into lanes; the last takes those that stand in none. */
export function layoutOf(marks: readonly Mark[], lanes: readonly Lane[]): TimelineLayout {
  const own = new Map<Lane | null, Mark[]>([null, ...lanes].map((lane) => [lane, []]));
  for (const mark of marks) {
    const found = lanesOfMark(mark, lanes);
    for (const lane of found.length > 0 ? found : [null]) own.get(lane)?.push(mark);
  }
  return {
    lanes: lanes.map((lane) => laneLayout(lane.id, lane, own.get(lane) ?? [])),
    unsorted: laneLayout(UNSORTED, null, own.get(null) ?? []),
  };
}

function laneLayout(id: string, lane: Lane | null, own: readonly Mark[]): LaneLayout {
  const marks = own.toSorted((a, b) => a.startSeconds - b.startSeconds);
  const rows = rowsOf(marks);
  let [rowCount, longestSeconds] = [1, 0];
  for (const mark of marks) {
    rowCount = Math.max(rowCount, 1 + (rows.get(mark.id) ?? 0));
    longestSeconds = Math.max(longestSeconds, (mark.endSeconds ?? 0) - mark.startSeconds);
  }
  return { id, lane, marks, rows, rowCount, longestSeconds };
}

/** The marks of a lane that reach into a window, or stand so near that half of a point is seen. */
export function marksInView(layout: LaneLayout, { from, span }: TimeWindow): readonly Mark[] {
  const [start, end] = [from - span * 0.05, from + span * 1.05];
  const first = firstFrom(layout.marks, start - layout.longestSeconds);
  const afterLast = firstFrom(layout.marks, end);
  if (layout.longestSeconds === 0) return layout.marks.slice(first, afterLast);
  return layout.marks
    .slice(first, afterLast)
    .filter((mark) => (mark.endSeconds ?? mark.startSeconds) >= start);
}

/** Whether so much is in view that it is painted. */
export function isCrowded(layout: TimelineLayout, window: TimeWindow): boolean {
  let count = 0;
  for (const lane of [...layout.lanes, layout.unsorted]) {
    count += marksInView(lane, window).length;
    if (count > MOST_ELEMENTS) return true;
  }
  return false;
}

/** The mark at a second and row of a lane, the one that began last; points reach a little around. */
export function markAt(
  layout: LaneLayout,
  seconds: number,
  row: number,
  reachSeconds: number,
): Mark | undefined {
  const near = { from: seconds - reachSeconds, span: 2 * reachSeconds };
  return marksInView(layout, near).findLast((mark) => {
    if ((layout.rows.get(mark.id) ?? 0) !== row) return false;
    const end = mark.endSeconds ?? mark.startSeconds;
    return seconds >= mark.startSeconds - reachSeconds && seconds <= end + reachSeconds;
  });
}

/** Index of the first mark that begins at a second or later. */
function firstFrom(marks: readonly Mark[], seconds: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.startSeconds ?? 0) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
