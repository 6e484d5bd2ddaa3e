import type { Reading } from '#contract/observations';
import { membersOf, type Member } from '#elements/observation/team.rules';

/** What a badge with two letters takes of a line, with the gap to the next. */
const BADGE_PX = 30;
/** More lines of letters than these under one lane would push the others away. */
const MOST_ROWS = 3;

const known = new WeakMap<Reading, ReadonlyMap<string, Member>>();

/** Those who made a reading together, by their keys, in the colours of the workspace. */
export function authorsOf(reading: Reading): ReadonlyMap<string, Member> {
  let authors = known.get(reading);
  if (!authors) {
    const members = (reading.authors ?? []).map((one) => ({ ...one, isMe: false }));
    authors = new Map(membersOf({ members }).map((member) => [member.key, member]));
    known.set(reading, authors);
  }
  return authors;
}

/** Where the letters of a mark stand: the line below its lane, and how far they move to the left. */
export interface BadgePlace {
  row: number;
  shiftPx: number;
}

/**
 * Places of the letters under marks, so that none covers another and none leaves the lane; null
 * where there is no room. Starts are in px from the lane's own, and in order.
 */
export function badgePlaces(
  startsPx: readonly number[],
  widthPx: number,
): { rows: number; places: (BadgePlace | null)[] } {
  const takenToPx: number[] = [];
  const places = startsPx.map((startPx): BadgePlace | null => {
    const atPx = Math.max(0, Math.min(startPx, widthPx - BADGE_PX));
    const free = takenToPx.findIndex((endPx) => endPx <= atPx);
    const row = free >= 0 ? free : takenToPx.length;
    if (row >= MOST_ROWS) return null;
    takenToPx[row] = atPx + BADGE_PX;
    return { row, shiftPx: Math.round(atPx - startPx) };
  });
  return { rows: takenToPx.length, places };
}
