import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes, type ClipCard } from '#contract/clips';
import { curationRoutes } from '#contract/curation';
import type { Route } from '#contract/route';
import type { CurationMove } from '#contract/vocabulary';
import { clips } from '#server/clips/clips.table';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse, makeNextCourse, type TestCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { adoptClip, consentDraft, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let course: TestCourse;
let owner: Actor;
let colleague: Actor;
let assessor: Actor;
let student: Actor;
let stranger: Actor;

beforeAll(async () => {
  room = await openClipRoom();
  samples = await openMediaSamples(room.ffmpeg);
  const { db } = room.database;
  course = await makeCourse(db);
  owner = await makeActor(db, course, 'lecturer');
  colleague = await makeActor(db, course, 'lecturer');
  assessor = await makeActor(db, course, 'assessor');
  student = await makeActor(db, course, 'student');
  stranger = await makeActor(db, await makeCourse(db), 'lecturer');
});
afterAll(async () => {
  await room.close();
  await samples.remove();
});

async function draft(fileName = 'tower.mp4', actor = owner): Promise<string> {
  const { id } = await room.call(actor, clipRoutes.createClip, { body: { fileName, bytes: 10 } });
  return id;
}

const see = (actor: Actor, clipId: string) =>
  room.call(actor, clipRoutes.getClip, { params: { clipId } });

const list = (actor: Actor, query: Record<string, string> = {}) =>
  room.call(actor, clipRoutes.listClips, { query });

const titles = (reply: { clips: ClipCard[] }) => reply.clips.map((clip) => clip.title).sort();

test('what is written about a clip stays, part by part', async () => {
  const clipId = await draft();
  await room.call(owner, clipRoutes.describeClip, {
    params: { clipId },
    body: { title: 'The tower, one day later', domain: 'Exploring and thinking' },
  });
  const clip = await room.call(owner, clipRoutes.describeClip, {
    params: { clipId },
    body: { strategy: { title: 'Waiting before helping', text: 'Hands on her knees.' } },
  });
  expect(clip).toMatchObject({
    title: 'The tower, one day later',
    fileName: 'tower.mp4',
    state: 'uploading',
    curation: 'draft',
    strategyTitle: 'Waiting before helping',
    description: { domain: 'Exploring and thinking', ageGroup: '' },
    isMine: true,
  });
  await room.call(owner, clipRoutes.removeClip, { params: { clipId } });
});

describe('the library', () => {
  beforeAll(async () => {
    const told: [string, Record<string, unknown>][] = [
      ['Two boats', { domain: 'Warm relations', strategy: { title: 'Waiting', text: '' } }],
      ['The cup', { domain: 'Rich language', strategy: { title: 'Naming', text: 'She waits.' } }],
      ['100 % paint', { domain: 'Rich language', ageGroup: '3–4' }],
    ];
    for (const [title, description] of told) {
      const clipId = await adoptClip(room, owner, await samples.path('plain'), { title });
      await room.call(owner, clipRoutes.describeClip, { params: { clipId }, body: description });
    }
    const secret = await draft('secret.mp4');
    await room.call(owner, clipRoutes.describeClip, {
      params: { clipId: secret },
      body: { title: 'A draft' },
    });
  });

  test('colleagues find what is published; a draft is found by its owner only', async () => {
    expect(titles(await list(owner))).toEqual(['100 % paint', 'A draft', 'The cup', 'Two boats']);
    for (const actor of [colleague, assessor])
      expect(titles(await list(actor))).toEqual(['100 % paint', 'The cup', 'Two boats']);
    expect(titles(await list(colleague, { mine: 'true' }))).toEqual([]);
    expect(await list(student)).toMatchObject({ status: 403, code: 'not_allowed' });
    expect((await list(stranger)).total).toBe(0);
  });

  test.each([
    ['wait', ['The cup', 'Two boats']],
    ['WAIT boats', ['Two boats']],
    ['hm. under', ['100 % paint', 'The cup', 'Two boats']],
    ['100 %', ['100 % paint']],
    ['%', ['100 % paint']],
    ['strategy', []],
    ['xyzzy', []],
  ])('a search for %j', async (q, expected) => {
    const found = await list(colleague, { q });
    expect(titles(found)).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });

  test('facets count what a choice would leave', async () => {
    const { facets, total } = await list(colleague, { domain: 'Rich language' });
    expect(total).toBe(2);
    expect(facets).toEqual({
      domain: [
        { value: 'Rich language', count: 2 },
        { value: 'Warm relations', count: 1 },
      ],
      strategy: [{ value: 'Naming', count: 1 }],
      ageGroup: [{ value: '3–4', count: 1 }],
      setting: [],
      area: [],
      language: [],
      length: [{ value: 'upTo1', count: 2 }],
      consent: [{ value: 'institution', count: 2 }],
    });
    const narrowed = await list(colleague, { strategy: 'Waiting', q: 'boats' });
    expect(narrowed.facets?.domain).toEqual([{ value: 'Warm relations', count: 1 }]);
  });

  test('pages do not overlap', async () => {
    const [first, second] = [
      await list(colleague, { limit: '2' }),
      await list(colleague, { limit: '2', offset: '2' }),
    ];
    expect([first.clips.length, second.clips.length, first.total]).toEqual([2, 1, 3]);
    expect(titles({ clips: [...first.clips, ...second.clips] })).toHaveLength(3);
  });

  test('a picture is shown only to those who may watch', async () => {
    const { clips } = await list(colleague, { q: 'cup' });
    expect(clips[0]?.posterUrl).toMatch(/^\/media\//);
    const clipId = clips[0]?.id ?? '';
    const { people } = await see(owner, clipId);
    await room.call(owner, clipRoutes.withdrawConsent, {
      params: { clipId, personId: people[0]?.id ?? '' },
    });
    const [forColleague] = (await list(colleague, { q: 'cup' })).clips;
    expect(forColleague).toMatchObject({ posterUrl: null, thumbnails: null });
    expect((await list(owner, { q: 'cup' })).clips[0]?.posterUrl).toMatch(/^\/media\//);
  });
});

describe('publishing', () => {
  test('needs a title, a clip that plays and everybody’s consent, in this order', async () => {
    const waiting = await draft();
    const publish = (clipId: string) =>
      room.call(owner, clipRoutes.publishClip, { params: { clipId } });
    expect(await publish(waiting)).toMatchObject({ status: 409, code: 'clip_not_described' });
    await room.call(owner, clipRoutes.describeClip, {
      params: { clipId: waiting },
      body: { title: 'Waiting' },
    });
    expect(await publish(waiting)).toMatchObject({ status: 409, code: 'clip_not_ready' });

    const ready = await adoptClip(room, owner, await samples.path('plain'), {
      consent: { purposes: ['team'] },
    });
    expect(await publish(ready)).toMatchObject({ status: 403, code: 'consent_missing' });
    const { people } = await see(owner, ready);
    await room.call(owner, clipRoutes.recordConsent, {
      params: { clipId: ready, personId: people[0]?.id ?? '' },
      body: consentDraft(),
    });
    expect(await publish(ready)).toMatchObject({ curation: 'published' });
  });

  test('does not pass over the review of a colleague', async () => {
    const clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'Eyes' });
    const { db } = room.database;
    await db.update(clips).set({ curation: 'draft' }).where(eq(clips.id, clipId));
    const params = { clipId };
    const publish = (actor: Actor) => room.call(actor, clipRoutes.publishClip, { params });
    expect(await publish(owner)).toMatchObject({ curation: 'proposed' });
    expect(await publish(owner)).toMatchObject({ status: 409, code: 'conflict' });
    expect(await publish(colleague)).toMatchObject({ status: 409, code: 'conflict' });
    await room.call(colleague, curationRoutes.moveClip, { params, body: { move: 'approve' } });
    expect(await publish(owner)).toMatchObject({ curation: 'published' });
  });
});

describe('the people who are filmed', () => {
  test('are looked after where the clip’s owner teaches, and nowhere else', async () => {
    const clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'Cared' });
    const next = await makeNextCourse(room.database.db, course);
    const elsewhere = await makeActor(room.database.db, next, 'lecturer');
    const personId = (await see(owner, clipId)).people[0]?.id ?? '';
    const params = { clipId, personId };
    const body = { pseudonym: 'Child Z', kind: 'child' as const, ranges: [] };
    const asked = [
      [clipRoutes.addFilmedPerson, { params, body }],
      [clipRoutes.changeFilmedPerson, { params, body }],
      [clipRoutes.removeFilmedPerson, { params }],
      [clipRoutes.recordConsent, { params, body: consentDraft() }],
      [clipRoutes.withdrawConsent, { params }],
      [clipRoutes.removeClip, { params }],
    ] as const;
    for (const [route, request] of asked)
      expect(await room.call(elsewhere, route as Route, request), route.path).toMatchObject({
        status: 403,
        code: 'not_allowed',
      });
    expect(await see(owner, clipId)).toMatchObject({
      coverage: { training: true },
      people: [{ pseudonym: 'Child A' }],
    });
    expect((await room.call(colleague, clipRoutes.withdrawConsent, { params })).status).toBe(200);
  });

  test('are named once, changed, and removed only before they agreed to anything', async () => {
    const clipId = await draft();
    const child = { pseudonym: 'Child A', kind: 'child' as const, ranges: [[0, 2]] as [[0, 2]] };
    const add = (body: typeof child) =>
      room.call(owner, clipRoutes.addFilmedPerson, { params: { clipId }, body });
    const { people, coverage } = await add(child);
    expect(coverage).toMatchObject({ gap: 'missing', decidedBy: ['Child A'] });
    expect(await add(child)).toMatchObject({ status: 400, code: 'invalid_request' });
    const personId = people[0]?.id ?? '';
    const params = { clipId, personId };
    const changed = await room.call(owner, clipRoutes.changeFilmedPerson, {
      params,
      body: { ...child, ranges: [[1, 3]] },
    });
    expect(changed.people[0]?.ranges).toEqual([[1, 3]]);
    const agreed = await room.call(owner, clipRoutes.recordConsent, {
      params,
      body: consentDraft(),
    });
    expect(agreed.people[0]?.consent).toMatchObject({
      evidence: 'form-b.pdf',
      withdrawnAt: null,
    });
    expect(await room.call(owner, clipRoutes.removeFilmedPerson, { params })).toMatchObject({
      status: 409,
      code: 'person_has_consent',
    });
    const second = await add({ ...child, pseudonym: 'Child B' });
    const removed = await room.call(owner, clipRoutes.removeFilmedPerson, {
      params: { clipId, personId: second.people[1]?.id ?? '' },
    });
    expect(removed.people).toHaveLength(1);
    const wrong = { ...consentDraft(), validFrom: '2027-01-01', validUntil: '2026-01-01' };
    expect(await room.call(owner, clipRoutes.recordConsent, { params, body: wrong })).toMatchObject(
      { status: 400, code: 'invalid_request' },
    );
  });

  test('what a family signed is not for everybody who may browse', async () => {
    const clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'Signed' });
    expect((await see(colleague, clipId)).people[0]?.consent?.evidence).toBe('form-b.pdf');
    expect((await see(assessor, clipId)).people[0]?.consent).toMatchObject({
      evidence: '',
      assentNote: '',
      audience: 'institution',
    });
  });
});

test('a clip that a task uses stays, and one that none uses is gone with all its files', async () => {
  const clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'Used' });
  room.used.set(clipId, [{ taskId: randomUUID(), title: 'Three moments', courseTitle: 'EDU 210' }]);
  expect((await see(owner, clipId)).usedIn).toHaveLength(1);
  const remove = () => room.call(owner, clipRoutes.removeClip, { params: { clipId } });
  expect(await remove()).toMatchObject({ status: 409, code: 'clip_in_use' });
  room.used.delete(clipId);
  expect((await remove()).status).toBe(204);
  expect(await see(owner, clipId)).toMatchObject({ status: 404 });
  const { rows } = await room.database.pool.query(
    'SELECT 1 FROM consent WHERE id NOT IN (SELECT consent_id FROM filmed_person WHERE consent_id IS NOT NULL) AND withdrawn_at IS NULL',
  );
  // Only the consents that newer ones replaced stay without a person.
  expect(rows).toHaveLength(1);
});

test('captions must be WebVTT', async () => {
  const clipId = await draft();
  const set = (vtt: string) =>
    room.call(owner, clipRoutes.setCaptions, {
      params: { clipId, language: 'nl' },
      body: { label: 'Nederlands', vtt },
    });
  expect(await set('1\n00:00:00,000 --> 00:00:01,000')).toMatchObject({
    ...{ status: 422, code: 'file_refused' },
    details: { problem: 'signature', line: 1 },
  });
  expect((await set('WEBVTT\n\n00:00.000 --> 00:01.000\nHm.')).captions).toEqual([
    { language: 'nl', label: 'Nederlands' },
  ]);
});

describe('every request about a clip', () => {
  /** What each route is given, so that only the permission can refuse it. */
  const bodies: Record<keyof typeof clipRoutes, unknown> = {
    listClips: undefined,
    listSimilarClips: undefined,
    createClip: { fileName: 'a.mp4', bytes: 1 },
    getClip: undefined,
    describeClip: { title: 'Taken over' },
    removeClip: undefined,
    retryClip: undefined,
    cancelPreparation: undefined,
    choosePoster: { name: 'poster.jpg' },
    publishClip: undefined,
    addFilmedPerson: { pseudonym: 'Child X', kind: 'child', ranges: [] },
    changeFilmedPerson: { pseudonym: 'Child X', kind: 'child', ranges: [] },
    removeFilmedPerson: undefined,
    recordConsent: consentDraft(),
    withdrawConsent: undefined,
    setCaptions: { label: 'English', vtt: 'WEBVTT' },
    playClip: undefined,
    watchOn: undefined,
  };
  const routes = Object.entries(clipRoutes) as [keyof typeof clipRoutes, Route][];
  const aboutOne = routes.filter(([, facts]) => facts.path.includes(':clipId'));
  const reading = ['getClip', 'playClip', 'watchOn', 'listSimilarClips'];
  const managing = aboutOne.filter(([name]) => !reading.includes(name));
  let clipId: string;
  let personId: string;
  beforeAll(async () => {
    clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'Ours' });
    personId = (await see(owner, clipId)).people[0]?.id ?? '';
  });

  const ask = (actor: Actor, name: keyof typeof clipRoutes, facts: Route) =>
    room.call(actor, facts, {
      params: { clipId, personId, language: 'en' },
      ...(bodies[name] !== undefined && { body: bodies[name] }),
    }) as Promise<{ status: number; code: string }>;

  test.each(aboutOne)('%s: a clip of another institution is not there', async (name, facts) => {
    expect(await ask(stranger, name, facts)).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.each(managing)('%s: those who may not manage clips are refused', async (name, facts) => {
    for (const actor of [student, assessor])
      expect(await ask(actor, name, facts)).toMatchObject({ status: 403, code: 'not_allowed' });
  });

  test.each(routes)('%s: nobody is served without a token', async (_, facts) => {
    const path = facts.path.replace(/:\w+/g, () => randomUUID());
    const response = await fetch(`${room.url}${path}`, { method: facts.method.toUpperCase() });
    expect(response.status).toBe(401);
  });

  test('after all this the clip is as it was', async () => {
    expect(await see(owner, clipId)).toMatchObject({
      title: 'Ours',
      state: 'ready',
      coverage: { training: true },
      people: [{ pseudonym: 'Child A' }],
    });
  });
});

describe('what higher slices are told', () => {
  test('a clip for a task: found in the library, owned, or already in a task', async () => {
    const { db } = room.database;
    const clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'For use' });
    expect(await room.clips.openClipForUse(db, colleague, clipId)).toMatchObject({
      title: 'For use',
      state: 'ready',
      coverage: { training: true },
      people: [{ pseudonym: 'Child A', kind: 'child' }],
    });
    await expect(room.clips.openClipForUse(db, student, clipId)).rejects.toMatchObject({
      code: 'not_found',
    });
    room.granted.add(`${student.personId} ${clipId}`);
    expect((await room.clips.openClipForUse(db, student, clipId)).id).toBe(clipId);
    await expect(room.clips.openClipForUse(db, stranger, clipId)).rejects.toMatchObject({
      code: 'not_found',
    });
    const briefs = await room.clips.clipBriefs(db, student, [clipId, randomUUID()]);
    expect([...briefs.keys()]).toEqual([clipId]);
    expect(briefs.get(clipId)?.posterUrl).toMatch(/^\/media\//);
    expect((await room.clips.clipBriefs(db, stranger, [clipId])).size).toBe(0);
  });

  test('clips that may not be shown are named with the reason', async () => {
    const { db } = room.database;
    const open = await adoptClip(room, owner, await samples.path('plain'), { title: 'Open' });
    const ended = await adoptClip(room, owner, await samples.path('plain'), {
      title: 'Ended',
      consent: { validUntil: '2021-01-01' },
    });
    const gone = randomUUID();
    expect(await room.clips.closedClips(db, course.tenantId, [open, ended, gone])).toEqual({
      [ended]: 'consent_ended',
      [gone]: 'not_found',
    });
  });

  test('an own clip without a title is known by the name of its file', async () => {
    const id = await draft('sand.mp4');
    const found = (await list(owner, { mine: 'true' })).clips.find((clip) => clip.id === id);
    expect(found).toMatchObject({ title: '', fileName: 'sand.mp4' });
  });

  test('a demo clip is adopted once', async () => {
    const adopted = {
      ...{ tenantId: owner.tenantId, ownerId: owner.personId, people: [] },
      ...{ file: await samples.path('plain'), demoKey: 'tower', title: 'The tower' },
    };
    const first = await room.clips.adoptFile(room.database.db, adopted);
    expect(await room.clips.adoptFile(room.database.db, adopted)).toBe(first);
  });
});

describe('the way of a clip', () => {
  let clipId: string;
  const move = (actor: Actor, to: CurationMove, why = '') =>
    room.call(actor, curationRoutes.moveClip, { params: { clipId }, body: { move: to, why } });

  test('from a proposal through four eyes to its retirement, with who, when and why', async () => {
    clipId = await adoptClip(room, owner, await samples.path('plain'), { title: 'On its way' });
    expect((await move(owner, 'retire')).status).toBe(400);
    expect((await move(owner, 'retire', 'Begins anew')).state).toBe('retired');
    // Its tasks keep it; no other takes it, not even of its owner.
    await expect(room.clips.openClipForUse(room.database.db, owner, clipId)).rejects.toMatchObject({
      code: 'clip_retired',
    });
    expect((await move(owner, 'restore')).state).toBe('consent');
    expect((await move(colleague, 'return', 'The context is missing')).state).toBe('draft');
    expect((await move(owner, 'approve')).status).toBe(409);
    expect((await move(owner, 'propose')).state).toBe('proposed');
    const toReview = await list(colleague, { review: 'true' });
    expect(titles(toReview)).toEqual(['On its way']);
    expect(titles(await list(colleague))).not.toContain('On its way');
    expect(await see(assessor, clipId)).toMatchObject({ status: 404 });
    expect((await move(colleague, 'approve')).moves).toEqual(['return', 'publish']);
    const published = await move(colleague, 'publish');
    expect(published).toMatchObject({ state: 'published', isReviewDue: false });
    expect(published.steps.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'consent published',
      'proposed consent',
      'draft proposed',
      'consent draft',
      'retired consent',
      'published retired',
    ]);
    expect(published.steps[3]?.why).toBe('The context is missing');
  });

  test('what a retirement touches is told, and the review date comes by the clock', async () => {
    const use = { taskId: randomUUID(), title: 'Three moments', courseTitle: 'EDU 210' };
    room.used.set(clipId, [use]);
    const params = { clipId };
    const standing = await room.call(owner, curationRoutes.getCuration, { params });
    expect(standing.impact).toEqual({ tasks: 1, courses: 1, submissions: 3 });
    room.used.delete(clipId);
    await room.database.db
      .update(clips)
      .set({ reviewOn: '2020-01-01' })
      .where(eq(clips.id, clipId));
    const later = await room.call(owner, curationRoutes.getCuration, { params });
    expect(later.isReviewDue).toBe(true);
    expect(titles(await list(colleague, { review: 'true' }))).toEqual(['On its way']);
  });

  test('without everybody’s consent nothing is published', async () => {
    await move(owner, 'retire', 'A child has left');
    await move(owner, 'restore');
    const { people } = await see(owner, clipId);
    await room.call(owner, clipRoutes.withdrawConsent, {
      params: { clipId, personId: people[0]?.id ?? '' },
    });
    expect(await move(owner, 'publish')).toMatchObject({ code: 'consent_withdrawn' });
  });
});
