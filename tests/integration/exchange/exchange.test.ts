import { unzipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OBSERVATION_FORMATS } from '#contract/exchange';
import { createExchange } from '#server/exchange/exchange.service';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { createLog } from '#server/infra/log';
import { createSecrets } from '#server/infra/secrets';
import { createLive } from '#server/live/live.service';
import type { Actor } from '#server/lti/actor';
import { createSessions } from '#server/lti/session.service';
import { createNarrations } from '#server/narrations/narrations.service';
import { createSeminars, type Seminars } from '#server/seminars/seminars.service';
import { createTaskAccess } from '#server/tasks/task-access';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  CLIP_SECONDS,
  makeWorld,
  put,
  workAndHandIn,
  type World,
} from '../observations/observation-world.ts';

let database: TestDatabase;
let world: World;
let noor: Actor;
let exchange: ReturnType<typeof createExchange>['useCases'];
let seminars: Seminars;

beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  world = await makeWorld(db, {}, new Date('2026-11-21T12:00:00Z'));
  const now = () => world.clock.now;
  const frameworks = createFrameworks({ db, ready: [] });
  const { openTask } = createTaskAccess({ now, frameworks });
  noor = await join(db, world.course, 'student', { name: 'Noor Example' });
  const brief = {
    title: 'The bridge',
    durationSeconds: CLIP_SECONDS,
    coverage: { purposes: ['training'] },
  };
  const log = createLog('silent');
  const secrets = createSecrets('a secret key that is long enough for tests');
  const sessions = createSessions({ db, secrets, now });
  seminars = createSeminars({
    ...{ db, now, log, live: createLive({ db, databaseUrl: database.url, now, log }) },
    ...{ observations: world.observations },
    authenticate: sessions.authenticate,
    openSession: sessions.openSession,
    openTask: (queryable, actor, taskId) => openTask(queryable, actor, taskId, 'observe'),
  });
  exchange = createExchange({
    ...{ db, now, openTask, frameworks, observations: world.observations },
    secrets,
    clipBriefs: (_db, _actor, ids) => Promise.resolve(new Map(ids.map((id) => [id, brief]))),
    narrations: createNarrations({
      ...{ db, now, openTask },
      closedClips: () => Promise.resolve({}),
      onHandedIn: () => Promise.resolve(),
    }),
    spokenNotes: { ownSounds: () => Promise.resolve([]) },
    seminars,
  }).useCases;
});
afterAll(() => database.close());

const inTask = () => ({ params: { taskId: world.taskId }, query: undefined, body: undefined });
const take = (actor: Actor, base64: string, isLook = false) =>
  exchange.importObservation(actor, {
    ...inTask(),
    body: { file: { fileName: 'x', base64 }, passId: 'free', isLook },
  });
const open = (actor: Actor) => world.observations.useCases.openObservation(actor, inTask());
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('one’s own observation leaves in every form, and comes back for somebody else as theirs', async () => {
  await world.observations.useCases.changeMarks(noor, {
    ...inTask(),
    body: {
      changes: [
        put(randomUUID(), 1, { startSeconds: 1 / 3, endSeconds: 2.5, codeIds: ['initiative'], child: 'Child A' }), // prettier-ignore
        put(randomUUID(), 2, { startSeconds: 50, lookForId: 'answer', body: '=1+1' }),
      ],
    },
  });
  const said = (marks: Awaited<ReturnType<typeof open>>['marks']) =>
    marks.map(({ id: _id, changedAt: _changedAt, ...mark }) => mark);
  const mine = await open(noor);
  for (const format of OBSERVATION_FORMATS) {
    const file = await exchange.exportObservation(noor, { ...inTask(), query: { format } });
    expect(await take(noor, file.base64)).toMatchObject({ found: 2, same: 2, problems: [] });
    const friend = await join(database.db, world.course, 'student');
    expect(await take(friend, file.base64, true)).toMatchObject({ added: 2, isTaken: false });
    expect((await open(friend)).marks).toEqual([]);
    expect(await take(friend, file.base64)).toMatchObject({ added: 2, isTaken: true });
    expect(said((await open(friend)).marks)).toEqual(said(mine.marks));
    expect(await take(friend, file.base64)).toMatchObject({ added: 0, changed: 0, same: 2 });
  }
  expect((await open(noor)).marks).toEqual(mine.marks);
});

test('a file with one bad line changes nothing', async () => {
  const sol = await join(database.db, world.course, 'student', { name: 'Sol' });
  const report = await take(sol, base64('start_seconds,codes\n12,initiative\n13,hums'));
  expect(report).toMatchObject({
    isTaken: false,
    problems: [{ problem: 'unknown-code', line: 3, place: 'hums' }],
  });
  expect((await open(sol)).marks).toEqual([]);
});

test('what was handed in stays as it is, and can still be taken along', async () => {
  const done = await join(database.db, world.course, 'student', { name: 'Ana Example' });
  await workAndHandIn(world, done, 'noor example waits, says Ana Example');
  await expect(take(done, base64('start_seconds\n12'))).rejects.toMatchObject({
    code: 'already_handed_in',
  });
  const { base64: archive } = await exchange.exportOwnWork(done, inTask());
  const files = Object.keys(unzipSync(new Uint8Array(Buffer.from(archive, 'base64'))));
  expect(files.toSorted()).toEqual(
    ['README.txt', ...OBSERVATION_FORMATS.map((format) => `observation.${format}`)].toSorted(),
  );
});

test('a research bundle holds handed-in work under pseudonyms, and is on record', async () => {
  const body = { purpose: 'A study of how first-years notice' };
  const file = await exchange.makeResearchBundle(world.lecturer, { ...inTask(), body });
  const files = unzipSync(new Uint8Array(Buffer.from(file.base64, 'base64')));
  const all = Object.entries(files).map(([path, bytes]) => `${path}\n${new TextDecoder().decode(bytes)}`).join('\n'); // prettier-ignore
  for (const secret of ['Ana Example', 'noor example', noor.personId, world.lecturer.personId])
    expect(all.toLowerCase()).not.toContain(secret.toLowerCase());
  expect(Object.keys(files).filter((path) => path.startsWith('observations/'))).toHaveLength(3);
  expect(all).toMatch(/P-[0-9A-Z]{5} waits, says P-[0-9A-Z]{5}/);
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as object;
  expect(manifest).toMatchObject({
    formatVersion: 1,
    purpose: body.purpose,
    counts: { observations: 1, moments: 2 },
    clip: { agreedUses: ['training'] },
  });
  const again = await exchange.makeResearchBundle(world.lecturer, { ...inTask(), body });
  const pseudonyms = (archive: string) =>
    Object.keys(unzipSync(new Uint8Array(Buffer.from(archive, 'base64'))));
  expect(pseudonyms(again.base64)).toEqual(pseudonyms(file.base64));
  const { bundles } = await exchange.listResearchBundles(world.lecturer, inTask());
  expect(bundles).toMatchObject([{ ...body, people: 1, madeBy: 'Lecturer' }, { people: 1 }]);
});

test('an expert’s reading comes from a file, each moment with a code', async () => {
  const give = (text: string) =>
    exchange.importExpertReading(world.lecturer, {
      ...inTask(),
      body: { file: { fileName: 'e.csv', base64: base64(text) }, name: 'Expert 1', isLook: false },
    });
  expect(await give('start_seconds,note\n12,hm')).toMatchObject({
    isTaken: false,
    problems: [{ problem: 'code-missing', place: '12' }],
  });
  expect(await give('start_seconds,codes,note\n12,initiative answer,hm')).toMatchObject({
    isTaken: true,
  });
  const { readings } = await world.observations.useCases.compareObservations(
    world.lecturer,
    inTask(),
  );
  const expert = readings.find(({ kind }) => kind === 'expert');
  expect(expert?.marks.map(({ codeIds, body }) => [codeIds, body])).toEqual([
    [['initiative'], 'hm'],
    [['answer'], 'hm'],
  ]);
});

test('an expert’s reasons come with every form, after an empty line or in a column', async () => {
  const expertWorld = await makeWorld(database.db);
  const params = { taskId: expertWorld.taskId };
  const there = { params, query: undefined, body: undefined };
  const ada = await join(database.db, expertWorld.course, 'student', { name: 'Ada' });
  const { useCases } = expertWorld.observations;
  await useCases.openObservation(ada, there);
  const mark = { body: 'She waits.\n\nNobody has asked her to.', codeIds: ['answer'] };
  const changes = [put(randomUUID(), 1, { ...mark, startSeconds: 20, endSeconds: 24 })];
  await useCases.changeMarks(ada, { ...there, body: { changes } });
  const give = (name: string, base64Text: string) =>
    exchange.importExpertReading(expertWorld.lecturer, {
      ...there,
      body: { file: { fileName: 'x', base64: base64Text }, name, isLook: false },
    });
  for (const format of OBSERVATION_FORMATS) {
    const file = await exchange.exportObservation(ada, { ...there, query: { format } });
    expect(await give(`Expert ${format}`, file.base64), format).toMatchObject({ isTaken: true });
  }
  const table = 'start_seconds,codes,note,because\n20,answer,She waits.,Nobody has asked her to.';
  await give('Expert by hand', base64(table));
  const { readings } = await useCases.compareObservations(expertWorld.lecturer, there);
  const said = readings.map(({ kind, marks }) => [
    kind,
    marks.map((one) => [one.body, one.because]),
  ]);
  expect(said).toEqual(
    [...OBSERVATION_FORMATS, 'by hand'].map(() => [
      'expert',
      [['She waits.', 'Nobody has asked her to.']],
    ]),
  );
});

test('what one said in the seminar is taken along too; what was taken back or is others’ is not', async () => {
  const kim = await join(database.db, world.course, 'student', { name: 'Kim' });
  await workAndHandIn(world, kim);
  const say = async (actor: Actor, body: string) => {
    const params = { taskId: world.taskId, postId: randomUUID() };
    const moment = { startSeconds: 43, endSeconds: 52.5 };
    await seminars.useCases.writePost(actor, {
      params,
      query: undefined,
      body: { ...moment, body },
    });
    return { params, query: undefined };
  };
  const hidden = await say(kim, 'He looks away first.');
  const back = await say(kim, 'I take this back.');
  await say(world.lecturer, 'The lecturer asks.');
  await seminars.useCases.removePost(kim, { ...back, body: undefined });
  await seminars.useCases.hidePost(world.lecturer, { ...hidden, body: { reason: 'A name.' } });
  const taken = async (actor: Actor) => {
    const { base64: archive } = await exchange.exportOwnWork(actor, inTask());
    return unzipSync(new Uint8Array(Buffer.from(archive, 'base64')));
  };
  const files = await taken(kim);
  const textOf = (path: string) => new TextDecoder().decode(files[path]);
  expect(textOf('seminar.txt')).toBe('[43 to 52.5 s]\nHe looks away first.\n');
  const { posts } = JSON.parse(textOf('seminar.json')) as { posts: object[] };
  expect(posts).toEqual([
    {
      ...{ startSeconds: 43, endSeconds: 52.5, body: 'He looks away first.' },
      ...{ writtenAt: '2026-11-21T12:00:00.000Z', editedAt: null, hiddenBecause: 'A name.' },
    },
  ]);
  expect(Object.keys(await taken(noor))).not.toContain('seminar.txt');
});

test('moments of an excerpt leave and arrive on the clock of the clip, and lie on its own inside', async () => {
  const world2 = await makeWorld(database.db, {
    excerpt: { title: 'The shoe', startSeconds: 10, endSeconds: 60 },
  });
  const there = { params: { taskId: world2.taskId }, query: undefined };
  const kim = await join(database.db, world2.course, 'student', { name: 'Kim' });
  await world2.observations.useCases.changeMarks(kim, {
    ...there,
    body: { changes: [put(randomUUID(), 1, { startSeconds: 2, endSeconds: 4.5 })] },
  });
  const file = await exchange.exportObservation(kim, { ...there, body: undefined, query: { format: 'csv' } }); // prettier-ignore
  const text = Buffer.from(file.base64, 'base64').toString();
  expect(text).toMatch(/\b12,14\.5,/);
  const friend = await join(database.db, world2.course, 'student');
  const bring = (given: string) =>
    exchange.importObservation(friend, {
      ...there,
      body: { file: { fileName: 'x', base64: given }, passId: 'free', isLook: false },
    });
  expect(await bring(file.base64)).toMatchObject({ added: 1, problems: [] });
  const { marks } = await world2.observations.useCases.openObservation(friend, {
    ...there,
    body: undefined,
  });
  expect(marks).toMatchObject([{ startSeconds: 2, endSeconds: 4.5 }]);
  expect(await bring(base64('start_seconds\n9'))).toMatchObject({
    isTaken: false,
    problems: [{ problem: 'beyond-clip', place: '9' }],
  });
  await exchange.importExpertReading(world2.lecturer, {
    ...there,
    body: { file: { fileName: 'e', base64: base64('start_seconds,codes\n12,initiative') }, name: 'E', isLook: false }, // prettier-ignore
  });
  const { readings } = await world2.observations.useCases.compareObservations(world2.lecturer, {
    ...there,
    body: undefined,
  });
  // The expert's reading belongs to the clip; here it lies where this excerpt shows it.
  expect(readings.find(({ kind }) => kind === 'expert')?.marks).toMatchObject([
    { startSeconds: 2 },
  ]);
});

test('students take no bundles and bring no experts; other courses see nothing', async () => {
  const body = { purpose: 'Out of curiosity, really' };
  await expect(exchange.makeResearchBundle(noor, { ...inTask(), body })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await expect(exchange.listResearchBundles(noor, inTask())).rejects.toMatchObject({
    code: 'not_allowed',
  });
  const elsewhere = await makeWorld(database.db);
  const stranger = await join(database.db, elsewhere.course, 'student');
  await expect(
    exchange.exportObservation(stranger, { ...inTask(), query: { format: 'csv' } }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    exchange.makeResearchBundle(elsewhere.lecturer, { ...inTask(), body }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('what was said about two cases leaves in the file and the bundle, and comes back for somebody else', async () => {
  const compared = await makeWorld(database.db, { contrast: { clipId: randomUUID() } });
  const inTask2 = { params: { taskId: compared.taskId }, query: undefined, body: undefined };
  const ada = await join(database.db, compared.course, 'student', { name: 'Ada Example' });
  const row = {
    ...{ verdict: 'different' as const, because: 'Ada Example sees: here =somebody waits.' },
    cites: [
      { of: 'first' as const, seconds: 12.5 },
      { of: 'second' as const, seconds: 3 },
    ],
  };
  const { useCases } = compared.observations;
  await useCases.setContrast(ada, {
    ...{ params: { ...inTask2.params, lookForId: 'answer' }, query: undefined },
    body: { row, was: null },
  });
  const bring = (actor: Actor, base64: string) =>
    exchange.importObservation(actor, {
      ...inTask2,
      body: { file: { fileName: 'x', base64 }, passId: 'free', isLook: false },
    });
  for (const format of ['json', 'jsonld', 'csv', 'xlsx'] as const) {
    const file = await exchange.exportObservation(ada, { ...inTask2, query: { format } });
    const friend = await join(database.db, compared.course, 'student');
    expect(await bring(friend, file.base64)).toMatchObject({ added: 1, isTaken: true });
    expect((await useCases.openObservation(friend, inTask2)).contrast).toEqual({ answer: row });
    expect(await bring(friend, file.base64)).toMatchObject({ added: 0, changed: 0, same: 1 });
  }
  await workAndHandIn(compared, ada);
  const body = { purpose: 'How two cases are told apart' };
  const bundle = await exchange.makeResearchBundle(compared.lecturer, { ...inTask2, body });
  const files = unzipSync(new Uint8Array(Buffer.from(bundle.base64, 'base64')));
  const cases = new TextDecoder().decode(files['cases.csv']);
  expect(cases).toContain(',different,');
  expect(cases).toContain('first@12.5 second@3');
  expect(cases).not.toContain('Ada');
});
