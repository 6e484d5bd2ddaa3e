import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { ClipDescription } from '#contract/clips';
import { captionTracks, clips } from '#server/clips/clips.table';
import type { Database } from '#server/infra/database';
import type { Actor } from '#server/lti/actor';

/** Words of many texts, the most frequent first; behind them stand thousands of rare ones. */
const COMMON =
  'child educator water blocks waits tower hands looks asks table small again slowly sand boat paint window ' +
  'story leans turns circle morning listens carries builds floor rain leaf garden shadow button question answer';
const RARE = 8_000;
const LANGUAGES = ['en', 'pl', 'it', 'nl', 'fr'] as const;
const BATCH = 500;

/**
 * Fills the library of an institution with clips that differ, the same ones every time: each with a
 * description of about 90 words, and captions of 120 in one of five languages.
 */
export async function fillLibrary(
  db: Database,
  { tenantId, personId: ownerId }: Pick<Actor, 'tenantId' | 'personId'>,
  number: number,
): Promise<void> {
  const tell = storyteller();
  const beganMs = Date.now() - number * 60_000;
  // Each clip is indexed once, when it is whole, instead of at each step.
  await setTriggers(db, 'DISABLE');
  for (let first = 0; first < number; first += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, number - first) }, (_, at) => {
      const n = first + at;
      const made = new Date(beganMs + n * 60_000);
      const title = `${tell(3)}${n % 4 === 0 ? ' water' : ''}`;
      return {
        ...{ id: randomUUID(), tenantId, ownerId, title, description: describe(n, tell) },
        ...{ state: 'ready' as const, curation: 'published' as const },
        ...{ durationSeconds: 20 + (n % 400), createdAt: made, updatedAt: made },
      };
    });
    await db.insert(clips).values(rows);
    await db.insert(captionTracks).values(
      rows.map(({ id, description: { language } }) => ({
        ...{ tenantId, clipId: id, language, label: 'Captions' },
        vtt: `WEBVTT${Array.from({ length: 20 }, (_, line) => cue(line, tell(6))).join('')}`,
      })),
    );
    const ids = sql.join(
      rows.map(({ id }) => sql`${id}::uuid`),
      sql`, `,
    );
    await db.execute(sql`SELECT lookfor_index_clip(id) FROM unnest(ARRAY[${ids}]) AS id`);
  }
  await setTriggers(db, 'ENABLE');
  await db.execute(sql`VACUUM ANALYZE`);
}

async function setTriggers(db: Database, to: 'ENABLE' | 'DISABLE'): Promise<void> {
  for (const table of ['clip', 'caption_track'])
    await db.execute(sql.raw(`ALTER TABLE ${table} ${to} TRIGGER USER`));
}

function describe(n: number, tell: (count: number) => string): ClipDescription {
  return {
    strategy: { title: `Strategy ${n % 60}`, text: `A child ${tell(30)}` },
    ...{ domain: `Domain ${n % 12}`, ageGroup: `Age ${n % 5}`, setting: `Setting ${n % 8}` },
    language: LANGUAGES[n % LANGUAGES.length] ?? 'en',
    context: {
      ...{ setting: tell(8), group: tell(5), moment: tell(5), before: tell(8) },
      remember: tell(8),
    },
    theory: { title: tell(4), text: tell(20), sources: [] },
    practices: [],
  };
}

function cue(line: number, words: string): string {
  const second = String(10 + line);
  return `\n\n00:${second}.000 --> 00:${second}.900\n${words}`;
}

/** Tells as many words as are asked for, the common ones more often. */
function storyteller(): (count: number) => string {
  const random = mulberry32(4711);
  const syllables = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'pi', 'ro', 'su', 'ta', 've', 'zi'];
  const words = [
    ...COMMON.split(' '),
    ...Array.from({ length: RARE }, (_, at) =>
      [at % 13, Math.floor(at / 13) % 13, Math.floor(at / 169) % 13, Math.floor(at / 2_197) % 13]
        .map((place) => syllables[place])
        .join(''),
    ),
  ];
  return (count) =>
    Array.from({ length: count }, () => words[Math.floor(random() ** 4 * words.length)]).join(' ');
}

/** A small generator of numbers from 0 to 1 that are the same every time (Mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
