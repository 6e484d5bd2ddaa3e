import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipRoutes, type ClipDescription } from '#contract/clips';
import { vocabularyRoutes, type TermList, type Vocabulary } from '#contract/vocabularies';
import { EMPTY_DESCRIPTION } from '#server/clips/clips.rules';
import { clips } from '#server/clips/clips.table';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let lecturer: Actor;
let assessor: Actor;
let student: Actor;
let stranger: Actor;
let administrator: Actor;

beforeAll(async () => {
  room = await openClipRoom();
  const { db } = room.database;
  const course = await makeCourse(db);
  lecturer = await makeActor(db, course, 'lecturer');
  assessor = await makeActor(db, course, 'assessor');
  student = await makeActor(db, course, 'student');
  administrator = await makeActor(db, course, 'administrator');
  stranger = await makeActor(db, await makeCourse(db), 'lecturer');
});
afterAll(() => room.close());

async function makeClip(description: Partial<ClipDescription>, owner = lecturer): Promise<string> {
  const id = randomUUID();
  await room.database.db.insert(clips).values({
    ...{ id, tenantId: owner.tenantId, ownerId: owner.personId, title: 'A clip' },
    ...{ description: { ...EMPTY_DESCRIPTION, ...description } },
    ...{ state: 'ready' as const, curation: 'published' as const },
  });
  return id;
}

const list = (actor = lecturer) => room.call(actor, vocabularyRoutes.listTerms, {});
const add = (vocabulary: Vocabulary, name: string, actor = lecturer) =>
  room.call(actor, vocabularyRoutes.addTerm, { body: { vocabulary, name } });
const see = async (clipId: string) =>
  (await room.call(lecturer, clipRoutes.getClip, { params: { clipId } })).description;
const describeClip = (clipId: string, body: Partial<ClipDescription>) =>
  room.call(lecturer, clipRoutes.describeClip, { params: { clipId }, body });
const termOf = ({ terms }: TermList, name: string) => {
  const term = terms.find((one) => one.name === name);
  if (!term) throw new Error(`no word ${name}`);
  return term;
};
const domains = async () =>
  (await room.call(lecturer, clipRoutes.listClips, { query: {} })).facets.domain;

test('what is written in clips is taken up, and counted', async () => {
  const one = await makeClip({ domain: 'Play', areas: ['Maths', 'Arts'] });
  await makeClip({ domain: 'play' });
  await makeClip({ domain: 'Play' }, stranger);
  expect((await list()).loose).toEqual([
    { vocabulary: 'area', name: 'Arts', uses: 1 },
    { vocabulary: 'area', name: 'Maths', uses: 1 },
    { vocabulary: 'domain', name: 'Play', uses: 1 },
    { vocabulary: 'domain', name: 'play', uses: 1 },
  ]);
  const { terms, loose } = await add('domain', 'Play');
  expect(terms).toMatchObject([{ vocabulary: 'domain', name: 'Play', uses: 2, isRetired: false }]);
  expect(loose.map(({ name }) => name)).toEqual(['Arts', 'Maths']);
  expect(await domains()).toEqual([{ value: 'Play', count: 2 }]);
  expect(await add('domain', 'PLAY')).toMatchObject({ status: 409, code: 'conflict' });
  expect((await see(one)).domain).toBe('Play');
});

test('a renamed word keeps its id, and every clip, facet and late draft follows', async () => {
  const clipId = await makeClip({ domain: 'Play' });
  const { id } = termOf(await list(), 'Play');
  const params = { termId: id };
  const body = { name: 'Play and exploring', translations: { pl: 'Zabawa', nl: '' } };
  const renamed = await room.call(lecturer, vocabularyRoutes.changeTerm, { params, body });
  expect(termOf(renamed, 'Play and exploring')).toMatchObject({
    ...{ id, uses: 3, translations: { pl: 'Zabawa' } },
  });
  expect((await see(clipId)).domain).toBe('Play and exploring');
  expect(await domains()).toEqual([{ value: 'Play and exploring', count: 3 }]);
  for (const written of ['Play', 'zabawa', ' play  and exploring'])
    expect((await describeClip(clipId, { domain: written })).description.domain).toBe(
      'Play and exploring',
    );
  expect((await describeClip(clipId, { domain: 'Sand' })).description.domain).toBe('Sand');
});

test('two words become one, also where a clip has both', async () => {
  const clipId = await makeClip({ areas: ['Maths', 'Numbers', 'Arts'] });
  await add('area', 'Maths');
  const both = await add('area', 'Numbers');
  const params = { termId: termOf(both, 'Numbers').id };
  const merge = (intoId: string, actor = lecturer) =>
    room.call(actor, vocabularyRoutes.mergeTerm, { params, body: { intoId } });
  const domain = (await list()).terms.find(({ vocabulary }) => vocabulary === 'domain');
  expect(await merge(domain?.id ?? '')).toMatchObject({ code: 'invalid_request' });
  const merged = await merge(termOf(both, 'Maths').id);
  expect(merged.terms.map(({ name }) => name)).not.toContain('Numbers');
  expect(termOf(merged, 'Maths').uses).toBe(2);
  expect((await see(clipId)).areas).toEqual(['Maths', 'Arts']);
  const late = await describeClip(clipId, { areas: ['numbers', 'Maths', 'Music'] });
  expect(late.description.areas).toEqual(['Maths', 'Music']);
});

test('a word out of use stays in its clips, and comes back', async () => {
  const term = termOf(await list(), 'Maths');
  const params = { termId: term.id };
  const retire = (isRetired: boolean) =>
    room.call(lecturer, vocabularyRoutes.changeTerm, { params, body: { isRetired } });
  expect(termOf(await retire(true), 'Maths')).toMatchObject({ isRetired: true, uses: 2 });
  expect(termOf(await retire(false), 'Maths')).toMatchObject({ isRetired: false, id: term.id });
});

test('the words are those of one institution, and only who looks after clips changes them', async () => {
  const { id } = termOf(await list(), 'Maths');
  const rename = (actor: Actor) =>
    room.call(actor, vocabularyRoutes.changeTerm, {
      params: { termId: id },
      body: { name: 'Mine' },
    });
  expect((await list(stranger)).terms).toEqual([]);
  expect(await rename(stranger)).toMatchObject({ status: 404 });
  expect(await rename(assessor)).toMatchObject({ status: 403 });
  expect(await add('area', 'Mine', assessor)).toMatchObject({ status: 403 });
  expect((await list(assessor)).terms.map(({ name }) => name)).toContain('Maths');
  expect(await list(student)).toMatchObject({ status: 403 });
});

test('an administrator looks after the words, and sees no clip for it', async () => {
  const term = termOf(await add('setting', 'Yard', administrator), 'Yard');
  const renamed = await room.call(administrator, vocabularyRoutes.changeTerm, {
    params: { termId: term.id },
    body: { name: 'Courtyard' },
  });
  expect(termOf(renamed, 'Courtyard').id).toBe(term.id);
  expect(termOf(await list(), 'Courtyard').id).toBe(term.id);
  expect(termOf(await list(administrator), 'Courtyard').uses).toBe(0);
  expect(await room.call(administrator, clipRoutes.listClips, { query: {} })).toMatchObject({
    status: 403,
  });
});
