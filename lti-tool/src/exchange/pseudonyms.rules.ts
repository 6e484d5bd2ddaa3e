import type { ExchangedContrast } from './contrast.rules.ts';
import type { Mark } from '#contract/observations';
import type { NarrationDoc } from '#contract/narrations';
import { idFor } from './exchange.rules.ts';

/** How people, ids and names are told apart without being told. */
export interface Veil {
  /** `P-7F3K2`: the same person has the same one in all bundles of a course. */
  coderOf: (personId: string) => string;
  idOf: (id: string) => string;
  wordsOf: (text: string) => string;
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHORTEST_NAME = 4;

/**
 * A veil over a course. `sign` is a keyed digest that nobody outside can compute; names of the
 * course's people are replaced wherever they stand in a text as a whole.
 */
export function veilOf(
  sign: (text: string) => string,
  people: readonly { personId: string; name: string | null }[],
): Veil {
  const coderOf = (personId: string): string => {
    const bytes = [...Buffer.from(sign(personId), 'base64url').subarray(0, 5)];
    return `P-${bytes.map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
  };
  const named = people
    .flatMap(({ personId, name }) =>
      name && name.trim().length >= SHORTEST_NAME ? [{ name: name.trim(), personId }] : [],
    )
    .toSorted((one, other) => other.name.length - one.name.length);
  return {
    coderOf,
    idOf: (id) => idFor(sign(id)),
    wordsOf: (text) =>
      named.reduce(
        (words, { name, personId }) => words.replace(wholeWord(name), coderOf(personId)),
        text,
      ),
  };
}

function wholeWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}

/** An instant without its hour. */
export function dayOf(instant: string): string {
  return `${instant.slice(0, 10)}T00:00:00.000Z`;
}

/** What was said about two cases, without names. */
export function veiledContrast(contrast: ExchangedContrast, veil: Veil): ExchangedContrast {
  const rows = Object.entries(contrast.rows).map(
    ([lookForId, row]) => [lookForId, { ...row, because: veil.wordsOf(row.because) }] as const,
  );
  return { ...contrast, rows: Object.fromEntries(rows) };
}

/** A mark without ids of ours, without the hour at which somebody worked, without names. */
export function veiledMark(mark: Mark, veil: Veil): Mark {
  return {
    ...mark,
    id: veil.idOf(mark.id),
    body: veil.wordsOf(mark.body),
    // A voice tells whose it is: only its words go along.
    ...(mark.spoken && {
      spoken: {
        ...mark.spoken,
        id: veil.idOf(mark.spoken.id),
        words: veil.wordsOf(mark.spoken.words),
      },
    }),
    changedAt: dayOf(mark.changedAt),
  };
}

/** A narration's text without names and ids of marks. */
export function veiledDoc(doc: NarrationDoc, veil: Veil): NarrationDoc {
  return JSON.parse(
    JSON.stringify(doc, (key, value: unknown) => {
      if ((key === 'text' || key === 'note') && typeof value === 'string')
        return veil.wordsOf(value);
      if (key === 'markId' && typeof value === 'string') return veil.idOf(value);
      return value;
    }),
  ) as NarrationDoc;
}
