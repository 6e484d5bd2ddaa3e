import { msg, str } from '@lit/localize';
import type { Reading } from '#contract/observations';

/** Who reads: a name, you, or a group with how many it has. */
export function readerName({
  kind,
  name,
  people,
}: Pick<Reading, 'kind' | 'name' | 'people'>): string {
  if (people !== undefined)
    return kind === 'me' ? msg(str`${name} (your group)`) : msg(str`${name} (group of ${people})`);
  return kind === 'me' ? msg('You') : name;
}
