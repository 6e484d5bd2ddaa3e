import type { NarrationReading } from '#contract/narrations';
import { memberKey } from '../observations/joint.rules.ts';
import { pseudonym } from '../observations/observations.rules.ts';

/** Somebody who wrote a narration with others. */
export interface Writer {
  personId: string;
  name: string | null;
  /** As the platform names them. */
  subject: string;
  isTestPerson: boolean;
  ownEstimate: Record<string, string>;
}

/** Whose a narration of a group is, for those who read it. */
export interface Group {
  id: string;
  name: string;
  writers: readonly Pick<Writer, 'personId' | 'name'>[];
}

/** A group with everybody who wrote its text. */
export interface WrittenGroup extends Group {
  writers: readonly Writer[];
}

/** Who wrote each block, by the keys of members. */
export function authorKeys(teamId: string, authors: readonly (readonly string[])[]): string[][] {
  return authors.map((block) => block.map((personId) => memberKey(teamId, personId)));
}

/** A group beside its text. */
export function toGroup(
  { id, name, writers }: Group,
  authors: readonly (readonly string[])[],
  namesHidden: boolean,
): NonNullable<NarrationReading['group']> {
  return {
    name: namesHidden ? '' : name,
    members: writers.map(({ personId, name: own }) => ({
      key: memberKey(id, personId),
      name: namesHidden ? '' : (own ?? pseudonym(personId)),
    })),
    authors: authorKeys(id, authors),
  };
}

/** A group as one line names it. */
export function groupLine({ name, writers }: Pick<Group, 'name' | 'writers'>): string {
  const names = writers.map(({ personId, name: own }) => own ?? pseudonym(personId));
  return names.length > 0 ? `${name} (${names.join(', ')})` : name;
}
