import type { Mark } from '#contract/observations';

/** A member of the own group as a page shows them. */
export interface Member {
  key: string;
  name: string;
  /** One or two letters that no other member has; a number where letters do not tell them apart. */
  initials: string;
  /** One of eight colours that can be told apart; a ninth member shares the first one's. */
  hue: number;
  isMe: boolean;
}

/** Where the clip of another member stands. */
export interface Elsewhere extends Member {
  seconds: number;
}

/** What was last heard of a member. */
export interface Presence {
  seconds: number;
  isPlaying: boolean;
  /** When it was heard, in ms. */
  atMs: number;
}

/** Who was not heard of for so long is not there. */
export const GONE_AFTER_MS = 20_000;

/** The members of a group with the letters that stand for them. */
export function membersOf(
  team: { members: readonly Pick<Member, 'key' | 'name' | 'isMe'>[] } | undefined,
): Member[] {
  const taken = new Set<string>();
  return (team?.members ?? []).map(({ key, name, isMe }, index) => {
    const initials = freeInitials(name, taken);
    taken.add(initials);
    return { key, name, initials, hue: (index % 8) + 1, isMe };
  });
}

function freeInitials(name: string, taken: ReadonlySet<string>): string {
  const words = name.trim().split(/\s+/);
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  const letters = [...first];
  const wishes = [
    (letters[0] ?? '?') + ([...last][0] ?? letters[1] ?? ''),
    ...letters.slice(1).map((letter) => `${letters[0] ?? ''}${letter}`),
  ].map((wish) => wish.toLocaleUpperCase());
  const free = wishes.find((wish) => !taken.has(wish));
  if (free) return free;
  let number = 2;
  while (taken.has(`${letters[0] ?? '?'}${number}`.toLocaleUpperCase())) number += 1;
  return `${letters[0] ?? '?'}${number}`.toLocaleUpperCase();
}

/** Marks that a member made; those of this page that the server has not seen are one's own. */
export function marksBy(
  marks: readonly Mark[],
  members: readonly Member[],
  key: string | null,
): readonly Mark[] {
  if (key === null) return marks;
  const meKey = members.find(({ isMe }) => isMe)?.key;
  return marks.filter(({ by }) => (by ?? meKey) === key);
}

/** Where a member's clip stands by now: it goes on while it plays. */
export function nowAt(
  { seconds, isPlaying, atMs }: Presence,
  nowMs: number,
  durationSeconds: number,
): number {
  return isPlaying ? Math.min(durationSeconds, seconds + (nowMs - atMs) / 1_000) : seconds;
}

/** Whether the others have to be told where the own clip stands. */
export function isWorthTelling(
  told: Presence | undefined,
  now: Presence,
  durationSeconds: number,
): boolean {
  if (!told || now.isPlaying !== told.isPlaying) return true;
  if (now.atMs - told.atMs >= (now.isPlaying ? 5_000 : 10_000)) return true;
  return Math.abs(nowAt(told, now.atMs, durationSeconds) - now.seconds) > 1;
}
