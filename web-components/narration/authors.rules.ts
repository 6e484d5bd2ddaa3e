import type { NarrationReading } from '#contract/narrations';
import { membersOf, type Member } from '#elements/observation/team.rules';

/** Who wrote a block, as it stands beside it. */
export interface BlockAuthor {
  /** Letters of all who wrote in it. */
  initials: string;
  className: string;
}

/** The members of a group that handed in; letters of the alphabet while names are hidden. */
export function writersOf(group: NonNullable<NarrationReading['group']>): Member[] {
  return membersOf({
    members: group.members.map(({ key, name }, index) => ({
      ...{ key, isMe: false, saysYes: false },
      name: name || String.fromCharCode(65 + (index % 26)),
    })),
  });
}

/**
 * What stands beside each block.
 * @param chosen only what this member wrote is not faint; null: all
 * @param visited at which block which other member is now
 */
export function blockAuthors(
  authors: readonly (readonly string[])[],
  members: readonly Member[],
  chosen: string | null = null,
  visited: ReadonlyMap<number, Member> = new Map(),
): BlockAuthor[] {
  return authors.map((keys, index) => {
    const known = keys.flatMap((key) => members.find((member) => member.key === key) ?? []);
    const [first] = known;
    const isFaint = chosen !== null && !keys.includes(chosen);
    const visitor = visited.get(index);
    return {
      initials: known.map(({ initials }) => initials).join(' '),
      className: [
        'written',
        first ? `author-${first.hue}` : '',
        isFaint ? 'faint' : '',
        visitor ? `occupied here-${visitor.hue}` : '',
      ]
        .filter(Boolean)
        .join(' '),
    };
  });
}
