import { eq, sql, TransactionRollbackError } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { libraryQuerySchema, type ClipDescription } from '#contract/clips';
import type { Locale } from '#contract/vocabulary';
import { findSimilar, searchLibrary } from '#server/clips/clip-search.store';
import { EMPTY_DESCRIPTION } from '#server/clips/clips.rules';
import { coverageOfClip } from '#server/clips/clips.replies';
import { createShelves } from '#server/clips/search-shelf';
import { findClips, withPeople } from '#server/clips/clips.store';
import { captionTracks, clips, filmedPeople } from '#server/clips/clips.table';
import { foldWords } from '#server/clips/search-query.rules';
import { dayOf } from '#server/consents/consents.rules';
import { createConsents } from '#server/consents/consents.service';
import { consents } from '#server/consents/consents.table';
import { frameworks } from '#server/frameworks/frameworks.table';
import type { Actor } from '#server/lti/actor';
import { tasks } from '#server/tasks/tasks.table';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';

let database: TestDatabase;
let course: TestCourse;
let owner: Actor;
let reader: Actor;
const ids = new Map<string, string>();
const shelves = createShelves();

interface Told {
  title: string;
  description?: Partial<ClipDescription>;
  said?: Record<string, string>;
}

async function tell({ title, description, said = {} }: Told): Promise<string> {
  const { db } = database;
  const id = randomUUID();
  ids.set(title, id);
  await db.insert(clips).values({
    ...{ id, tenantId: owner.tenantId, ownerId: owner.personId, title },
    ...{ state: 'ready', curation: 'published', durationSeconds: 90 },
    description: { ...EMPTY_DESCRIPTION, ...description },
  });
  for (const [language, line] of Object.entries(said))
    await db.insert(captionTracks).values({
      ...{ tenantId: owner.tenantId, clipId: id, language, label: language },
      vtt: `WEBVTT\n\n00:01.000 --> 00:02.000\n<v Child A>${line}`,
    });
  return id;
}

async function search(q: string, locale: Locale = 'en', more: Record<string, string> = {}) {
  const query = libraryQuerySchema.parse({ q, ...more });
  const page = await searchLibrary(database.db, shelves, { ...reader, locale }, query, new Date());
  const titles = page.clipIds.map((id) => [...ids].find(([, known]) => known === id)?.[0] ?? id);
  return { ...page, titles };
}

beforeAll(async () => {
  database = await openTestDatabase();
  course = await makeCourse(database.db);
  owner = await makeActor(database.db, course, 'lecturer');
  reader = await makeActor(database.db, course, 'lecturer');
  await tell({
    title: 'The tower',
    description: {
      strategy: { title: 'Waiting before helping', text: 'The educator knelt.' },
      domain: 'Exploring',
    },
    said: { en: 'It leans like this.', nl: 'Hij valt bijna om.' },
  });
  await tell({
    title: 'Un élève à la fenêtre',
    description: { domain: 'Exploring' },
    said: { fr: 'Les enfants regardaient les oiseaux.' },
  });
  await tell({ title: 'Czekanie na autobus', said: { pl: 'Żółw już jedzie.' } });
  await tell({ title: 'Le bambine', said: { it: 'Guardiamo le barche insieme.' } });
  await tell({ title: 'Leaning', description: { domain: 'Water' } });
});
afterAll(() => database.close());

describe('words are found', () => {
  test.each<[string, Locale, string[]]>([
    ['wait', 'en', ['The tower']],
    ['waited', 'en', ['The tower']],
    ['kneeling', 'en', []],
    ['eleve', 'en', ['Un élève à la fenêtre']],
    ['ÉLÈVES', 'fr', ['Un élève à la fenêtre']],
    ['oiseau', 'fr', ['Un élève à la fenêtre']],
    ['regarder', 'fr', ['Un élève à la fenêtre']],
    ['zolw', 'pl', ['Czekanie na autobus']],
    ['czekania', 'pl', ['Czekanie na autobus']],
    ['autobusem', 'pl', ['Czekanie na autobus']],
    ['bambina', 'it', ['Le bambine']],
    ['barca', 'it', ['Le bambine']],
    ['vallen', 'nl', ['The tower']],
    ['tower leans', 'en', ['The tower']],
    ['child', 'en', []],
  ])('%j (%s)', async (q, locale, expected) => {
    expect((await search(q, locale)).titles).toEqual(expected);
  });

  test('in the heading before the rest', async () => {
    expect((await search('lean')).titles).toEqual(['Leaning', 'The tower']);
  });

  const TOWER = 'The tower';
  const WINDOW = 'Un élève à la fenêtre';
  const BUS = 'Czekanie na autobus';
  const GIRLS = 'Le bambine';
  test.each<[string, Locale, string, string]>([
    // Two letters changed about, at the beginning and in short words too.
    ['waitign', 'en', 'waiting', TOWER],
    ['eductaor', 'en', 'educator', TOWER],
    ['otwer', 'en', 'tower', TOWER],
    ['tower helpign', 'en', 'helping', TOWER],
    ['autobsu', 'pl', 'autobus', BUS],
    ['ŻÓWŁ', 'pl', 'zolw', BUS],
    ['bambien', 'it', 'bambine', GIRLS],
    ['brache', 'it', 'barche', GIRLS],
    ['vatl', 'nl', 'valt', TOWER],
    ['bijan', 'nl', 'bijna', TOWER],
    ['fenêrte', 'fr', 'fenetre', WINDOW],
    ['osieaux', 'fr', 'oiseaux', WINDOW],
    // A letter too many, too few, or another one.
    ['edducator', 'en', 'educator', TOWER],
    ['autobuz', 'pl', 'autobus', BUS],
    ['guardimo', 'it', 'guardiamo', GIRLS],
    ['bijjna', 'nl', 'bijna', TOWER],
    ['regardeient', 'fr', 'regardaient', WINDOW],
  ])('%j (%s) is forgiven', async (q, locale, meant, title) => {
    const found = await search(q, locale);
    expect(found.titles).toEqual([title]);
    expect(found.sought).toContain(meant);
  });

  test('a word that is found elsewhere than was asked is not taken for another', async () => {
    const { total, sought } = await search('lean', 'en', { domain: 'Nowhere' });
    expect({ total, sought }).toEqual({ total: 0, sought: ['lean'] });
  });

  test('letters changed about are forgiven where the database cannot compare words', async () => {
    const { tenantId } = reader;
    await database.db
      .transaction(async (tx) => {
        await tx.execute(sql`DROP EXTENSION pg_trgm CASCADE`);
        const alike = await tx.execute(
          sql`SELECT lookfor_alike(${tenantId}, '{waitign,helpping,tow}', 0.3, 3) AS words`,
        );
        expect(alike.rows).toEqual([{ words: [['waiting'], ['helpping'], ['tow']] }]);
        tx.rollback();
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(TransactionRollbackError));
  });

  test('what is like nothing stays nothing', async () => {
    expect(await search('xqzwvk')).toMatchObject({ total: 0, sought: ['xqzwvk'] });
  });

  test.each([
    '%',
    '" & | ! ( ) :* <->',
    "'); DROP TABLE clip; --",
    '\u0000'.slice(1),
    'a'.repeat(200),
  ])('%j is only a search', async (q) => {
    expect((await search(q)).total).toBe(q === '' ? 5 : 0);
  });

  test('the database folds words as the query does', async () => {
    const word = 'Ærø ŁÓDŹ naïve Straße cœur d’été';
    const result = await database.db.execute(sql`SELECT lookfor_fold(${word}) AS folded`);
    expect(result.rows[0]).toEqual({ folded: foldWords(word) });
  });
});

test('facets count, and a choice narrows all but its own', async () => {
  const { facets, total } = await search('', 'en', { domain: 'Exploring' });
  expect(total).toBe(2);
  expect(facets.domain).toEqual([
    { value: 'Exploring', count: 2 },
    { value: 'Water', count: 1 },
  ]);
  expect(facets.strategy).toEqual([{ value: 'Waiting before helping', count: 1 }]);
  expect(facets.length).toEqual([{ value: 'upTo3', count: 2 }]);
  expect((await search('', 'en', { length: 'longer' })).total).toBe(0);
});

test('a clip counts for each of its curriculum areas and each language that is spoken', async () => {
  const { db } = database;
  const told = [
    await tell({
      title: 'Shadows',
      description: { areas: ['Science', 'Arts'], language: 'pl', moreLanguages: ['uk', 'nl'] },
    }),
    await tell({ title: 'Clay', description: { areas: ['Arts'], language: 'nl' } }),
  ];
  const all = await search('');
  expect(all.facets.area).toEqual([
    { value: 'Arts', count: 2 },
    { value: 'Science', count: 1 },
  ]);
  expect(all.facets.language).toEqual([
    { value: 'nl', count: 2 },
    { value: 'pl', count: 1 },
    { value: 'uk', count: 1 },
  ]);
  const found = async (more: Record<string, string>) => {
    const { titles, total } = await search('', 'en', more);
    expect(total).toBe(titles.length);
    return titles.sort();
  };
  expect(await found({ area: 'Arts' })).toEqual(['Clay', 'Shadows']);
  expect(await found({ area: 'Science' })).toEqual(['Shadows']);
  expect(await found({ language: 'nl' })).toEqual(['Clay', 'Shadows']);
  expect(await found({ area: 'Science', language: 'uk' })).toEqual(['Shadows']);
  const { facets } = await search('', 'en', { area: 'Science', language: 'uk' });
  expect(facets.area).toEqual([
    { value: 'Arts', count: 1 },
    { value: 'Science', count: 1 },
  ]);
  // A word that no clip has is not the same as having no word.
  expect(await found({ area: 'Unheard of' })).toEqual([]);
  expect(await found({ domain: 'Unheard of' })).toEqual([]);
  await db
    .update(clips)
    .set({ description: { ...EMPTY_DESCRIPTION, areas: ['Music'] } })
    .where(eq(clips.id, told[0] ?? ''));
  expect(await found({ area: 'Science' })).toEqual([]);
  expect(await found({ area: 'Music' })).toEqual(['Shadows']);
  for (const id of told) await db.delete(clips).where(eq(clips.id, id));
});

test('what is changed is found as it is now, and what is gone is not found', async () => {
  const id = await tell({ title: 'Boats', said: { en: 'Paddle slowly.' } });
  expect((await search('paddle')).total).toBe(1);
  await database.db.delete(captionTracks).where(sql`clip_id = ${id}`);
  expect((await search('paddle')).total).toBe(0);
  await database.db
    .update(clips)
    .set({ title: 'Rafts' })
    .where(sql`id = ${id}`);
  expect((await search('raft')).clipIds).toEqual([id]);
  await database.db
    .update(clips)
    .set({ curation: 'draft' })
    .where(sql`id = ${id}`);
  expect((await search('raft')).total).toBe(0);
  await database.db.delete(clips).where(sql`id = ${id}`);
  const rest = await database.db.execute(sql`SELECT 1 FROM clip_search WHERE clip_id = ${id}`);
  expect(rest.rows).toEqual([]);
});

test('codes of a published task are found, and make clips similar', async () => {
  const { db } = database;
  const frameworkId = randomUUID();
  const codes = [{ id: 'pause', tierId: 't', name: { en: 'Fermata', pl: 'Zatrzymanie' } }];
  await db.insert(frameworks).values({
    ...{ id: frameworkId, tenantId: owner.tenantId, key: 'ours', version: 1 },
    content: sql`${JSON.stringify({ key: 'ours', codes })}::jsonb`,
  });
  for (const title of ['The tower', 'Le bambine'])
    await db.insert(tasks).values({
      ...{ id: randomUUID(), tenantId: owner.tenantId, ltiContextId: course.ltiContextId },
      ...{
        createdBy: owner.personId,
        state: 'published',
        clipId: ids.get(title) ?? null,
        frameworkId,
      },
      plan: sql`${JSON.stringify({ lookFors: [{ id: 'a', label: 'Nobody hurries', codeId: 'pause' }] })}::jsonb`,
    });
  expect((await search('fermata')).total).toBe(2);
  expect((await search('zatrzymania', 'pl')).total).toBe(2);
  expect((await search('hurry')).total).toBe(2);
  const near = await findSimilar(db, reader, ids.get('The tower') ?? '', 4);
  expect(near).toEqual([ids.get('Le bambine'), ids.get('Un élève à la fenêtre')]);
});

describe('the facet of consent', () => {
  const day = (from: number): string =>
    new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

  /** A person in a clip who agreed to something, or has not been asked. */
  async function film(
    clipId: string,
    agreed: Partial<typeof consents.$inferInsert> | null,
    ranges: [number, number][] = [],
  ): Promise<string | null> {
    const { tenantId, personId: recordedBy } = owner;
    const consentId = agreed && randomUUID();
    if (consentId)
      await database.db.insert(consents).values({
        ...{ id: consentId, tenantId, recordedBy, purposes: ['training'], audience: 'institution' },
        ...{ validFrom: day(-10), validUntil: day(10), ...agreed },
      });
    const id = randomUUID();
    await database.db.insert(filmedPeople).values({
      ...{ id, tenantId, clipId, pseudonym: `Child ${id}`, kind: 'child', ranges, consentId },
    });
    return consentId;
  }

  const scopesOf = async (domain: string, at = new Date()): Promise<string[]> => {
    const query = libraryQuerySchema.parse({ domain });
    const { facets } = await searchLibrary(database.db, shelves, reader, query, at);
    return facets.consent.map(({ value }) => value);
  };
  const sameAsRule = async (clipId: string, at = new Date()): Promise<string[]> => {
    const register = createConsents({ now: () => at });
    const rows = await findClips(database.db, owner.tenantId, [clipId]);
    const [record] = await withPeople(database.db, register, owner.tenantId, rows);
    const coverage = record && coverageOfClip(record, dayOf(at));
    if (!coverage?.training || !coverage.audience) return ['none'];
    return [coverage.audience, ...(coverage.purposes.includes('research') ? ['research'] : [])];
  };

  test.each<[string, Parameters<typeof film>[1][], string[]]>([
    ['nobody is named', [], ['none']],
    ['one was not asked', [{ audience: 'partners' }, null], ['none']],
    [
      'the narrowest audience decides',
      [{ audience: 'public' }, { audience: 'partners' }],
      ['partners'],
    ],
    [
      'all agreed to research',
      [{ purposes: ['research', 'training'] }, { purposes: ['training', 'research'] }],
      ['institution', 'research'],
    ],
    ['one did not agree to training', [{}, { purposes: ['team'] }], ['none']],
    ['one has withdrawn', [{}, { withdrawnAt: new Date() }], ['none']],
    ['one has not begun', [{}, { validFrom: day(2) }], ['none']],
    ['one has ended', [{}, { validFrom: day(-9), validUntil: day(-1) }], ['none']],
  ])('%s', async (name, agreed, expected) => {
    const id = await tell({ title: name, description: { domain: name } });
    for (const terms of agreed) await film(id, terms);
    expect(await scopesOf(name)).toEqual(expected);
    expect(await sameAsRule(id)).toEqual(expected);
  });

  test('follows a withdrawal, the day, and what is masked', async () => {
    const id = await tell({ title: 'Followed', description: { domain: 'Followed' } });
    await film(id, {});
    const consentId = await film(id, {}, [
      [1, 2],
      [4, 6],
    ]);
    expect(await scopesOf('Followed')).toEqual(['institution']);
    const later = new Date(Date.now() + 11 * 86_400_000);
    expect(await scopesOf('Followed', later)).toEqual(await sameAsRule(id, later));
    expect(await scopesOf('Followed', later)).toEqual(['none']);
    await database.db
      .update(consents)
      .set({ withdrawnAt: new Date() })
      .where(eq(consents.id, consentId ?? ''));
    expect(await scopesOf('Followed')).toEqual(['none']);
    for (const [masked, expected] of [
      [[[0, 5]], ['none']],
      [
        [
          [0, 5],
          [5, 7],
        ],
        ['institution'],
      ],
    ] as const) {
      await database.db
        .update(clips)
        .set({ masked: masked.map(([start, end]) => [start, end] as [number, number]) })
        .where(eq(clips.id, id));
      expect(await scopesOf('Followed')).toEqual(expected);
      expect(await sameAsRule(id)).toEqual(expected);
    }
    // Left out is as good as masked, also where one stretch is masked and the other left out.
    await database.db
      .update(clips)
      .set({ masked: [[0, 3]], closed: [[4, 7]] })
      .where(eq(clips.id, id));
    expect(await scopesOf('Followed')).toEqual(['institution']);
    expect(await sameAsRule(id)).toEqual(['institution']);
    const narrowed = libraryQuerySchema.parse({ q: 'Followed', consent: 'institution' });
    expect(
      (await searchLibrary(database.db, shelves, reader, narrowed, new Date())).clipIds,
    ).toEqual([id]);
  });
});

test('what is kept from search to search is never old, nor somebody else’s', async () => {
  const [id, other] = [
    await tell({ title: 'Kept', description: { domain: 'Kept', areas: ['Physics', 'Art'] } }),
    await tell({ title: 'Kept too', description: { domain: 'Kept', moreLanguages: ['pl'] } }),
  ];
  const kept = createShelves();
  const small = createShelves(1);
  const ask = async (shelf: typeof kept, more: Record<string, string> = {}) =>
    searchLibrary(database.db, shelf, reader, libraryQuerySchema.parse(more), new Date());
  const questions: Record<string, string>[] = [
    ...[{}, { q: 'kept' }, { q: 'no' }],
    ...[{ domain: 'Kept' }, { area: 'Physics' }],
  ];
  const expectSame = async (): Promise<void> => {
    for (const more of questions) {
      const fresh = await ask(createShelves(), more);
      expect(await ask(kept, more)).toEqual(fresh);
      expect(await ask(small, more)).toEqual(fresh);
    }
  };
  await expectSame();
  expect((await ask(kept, { area: 'Physics' })).clipIds).toEqual([id]);
  await database.db
    .update(clips)
    .set({ description: { ...EMPTY_DESCRIPTION, domain: 'Kept', areas: ['Art'] } })
    .where(eq(clips.id, id));
  await expectSame();
  expect((await ask(kept, { area: 'Physics' })).total).toBe(0);
  await database.db.delete(clips).where(eq(clips.id, other));
  await expectSame();
  expect((await ask(kept, { domain: 'Kept' })).clipIds).toEqual([id]);
  const stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer');
  const theirs = libraryQuerySchema.parse({});
  const page = await searchLibrary(database.db, kept, stranger, theirs, new Date());
  expect(page).toMatchObject({ total: 0, clipIds: [], facets: { domain: [], area: [] } });
});
