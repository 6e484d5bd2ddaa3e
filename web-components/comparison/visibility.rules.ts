import type { Playback } from '#contract/clips';
import type { Reading } from '#contract/observations';

/** How much attention a child of the clip got, against the time that it is there to be seen. */
export interface ChildSeen {
  pseudonym: string;
  onScreenSeconds: number;
  /** Share of the time on screen of all children together, 0 to 1. */
  onScreenShare: number;
  /** Notes of mine that name the child, and their share of those that name any; null without me. */
  myNotes: number | null;
  myShare: number | null;
  /** The same of everybody else who handed in; null while there is nobody. */
  groupNotes: number | null;
  groupShare: number | null;
}

/** Attention for each child of a clip (T4). It tells of the observers, never of the children. */
export function childrenSeen(
  people: Playback['people'],
  readings: readonly Reading[],
): ChildSeen[] {
  const children = people.filter((person) => person.kind === 'child');
  const names = new Set(children.map((child) => child.pseudonym));
  const mine = readings.find((reading) => reading.kind === 'me');
  const others = readings.filter((reading) => reading.kind === 'classmate');
  const count = (among: readonly Reading[], name?: string) =>
    among
      .flatMap((reading) => reading.marks)
      .filter(({ child }) => child !== null && (name ? child === name : names.has(child))).length;
  const onScreen = children.map((child) => secondsOf(child.ranges));
  const allSeconds = onScreen.reduce((sum, seconds) => sum + seconds, 0);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const allMine = mine ? count([mine]) : 0;
  const allOthers = count(others);
  const seen = children.map(({ pseudonym }, at): ChildSeen => {
    const myNotes = mine ? count([mine], pseudonym) : null;
    const groupNotes = others.length > 0 ? count(others, pseudonym) : null;
    return {
      pseudonym,
      onScreenSeconds: onScreen[at] ?? 0,
      onScreenShare: share(onScreen[at] ?? 0, allSeconds),
      myNotes,
      myShare: myNotes === null ? null : share(myNotes, allMine),
      groupNotes,
      groupShare: groupNotes === null ? null : share(groupNotes, allOthers),
    };
  });
  // Who is not in the excerpt could not be seen.
  return seen.filter((one) => one.onScreenSeconds + (one.myNotes ?? 0) + (one.groupNotes ?? 0) > 0);
}

/** What is worth saying first: who stayed unseen longest, or who got most. */
export type VisibilityFinding =
  | { kind: 'unseen'; child: ChildSeen; by: 'me' | 'group' }
  | { kind: 'most'; child: ChildSeen; notes: number; all: number }
  | { kind: 'no-notes' }
  | { kind: 'no-children' };

/** The finding about oneself; about the group where one has no notes of one's own. */
export function visibilityFinding(children: readonly ChildSeen[]): VisibilityFinding {
  if (children.length === 0) return { kind: 'no-children' };
  const by = children.some((child) => child.myNotes !== null) ? 'me' : 'group';
  const notesOf = (child: ChildSeen) => (by === 'me' ? child.myNotes : child.groupNotes) ?? 0;
  const all = children.reduce((sum, child) => sum + notesOf(child), 0);
  if (all === 0) return { kind: 'no-notes' };
  const [unseen] = children
    .filter((child) => notesOf(child) === 0 && child.onScreenSeconds > 0)
    .toSorted((a, b) => b.onScreenSeconds - a.onScreenSeconds);
  if (unseen) return { kind: 'unseen', child: unseen, by };
  const [most] = children.toSorted((a, b) => notesOf(b) - notesOf(a));
  return most ? { kind: 'most', child: most, notes: notesOf(most), all } : { kind: 'no-children' };
}

/** Seconds that stretches cover, those that overlap once. */
function secondsOf(ranges: readonly (readonly [number, number])[]): number {
  let [sum, until] = [0, 0];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
