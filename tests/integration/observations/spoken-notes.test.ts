import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MarkChange } from '#contract/observations';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { createJobs, type Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import { folderStorage } from '#server/infra/storage';
import type { Actor } from '#server/lti/actor';
import { createSpokenErasure, spokenErase } from '#server/observations/spoken-notes.jobs';
import { createSpokenNotes } from '#server/observations/spoken-notes.service';
import { createTaskAccess } from '#server/tasks/task-access';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeWorld, put, remove, workAndHandIn } from './observation-world.ts';

let database: TestDatabase;
let folder: string;
let jobs: Jobs;
let erasure: ReturnType<typeof createSpokenErasure>;
let world: Awaited<ReturnType<typeof makeWorld>>;
let notes: ReturnType<typeof createSpokenNotes>;
let noor: Actor;
let sol: Actor;
const sound = Buffer.from('what a microphone heard').toString('base64');

beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(joinPath(tmpdir(), 'lookfor-spoken-test-'));
  const { db } = database;
  jobs = createJobs(database.url, [spokenErase], createLog('silent'));
  await jobs.start();
  const storage = folderStorage(folder);
  erasure = createSpokenErasure({ db, storage, jobs, now: () => world.clock.now });
  // The queue has a clock of its own, and throws away what waited for weeks by it.
  const at = new Date();
  world = await makeWorld(db, {}, at, undefined, erasure.eraseUnnamed);
  const { openTask } = createTaskAccess({
    now: () => world.clock.now,
    frameworks: createFrameworks({ db, ready: [] }),
  });
  notes = createSpokenNotes({
    ...{ db, storage, openTask, observations: world.observations, erasure },
  });
  noor = await join(db, world.course, 'student', { name: 'Noor' });
  sol = await join(db, world.course, 'student', { name: 'Sol' });
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
  await rm(folder, { recursive: true });
});

const keep = (actor: Actor, markId: string, noteId: string) =>
  notes.useCases.keepSpokenNote(actor, {
    params: { markId, noteId },
    query: undefined,
    body: { mediaType: 'audio/webm', base64: sound, agreedAt: world.clock.now.toISOString() },
  });
const asked = (noteId: string) => ({ params: { noteId }, query: undefined, body: undefined });
const change = (actor: Actor, ...changes: MarkChange[]) =>
  world.observations.useCases.changeMarks(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: { changes },
  });
const mark = (actor: Actor, markId: string) => change(actor, put(markId, 1));
const spoken = (id: string) => ({ spoken: { id, seconds: 3, words: '' } });
const stored = (noteId: string) => folderStorage(folder).stat(`spoken/${noor.tenantId}/${noteId}`);

/** What waits to destroy a note, and not before when. */
async function waiting(noteId: string) {
  const { rows } = await database.db.execute<{ data: unknown; startsAt: string }>(
    sql`SELECT data, start_after AS "startsAt" FROM pgboss.job
        WHERE name = ${spokenErase.name} AND data->>'noteId' = ${noteId} ORDER BY created_on`,
  );
  return rows;
}

/** Does, in order, everything that waits for a note. */
async function runAll(noteId: string): Promise<void> {
  const [handler] = erasure.jobHandlers;
  for (const { data } of await waiting(noteId))
    await handler?.run(spokenErase.payload.parse(data), { signal: new AbortController().signal });
}

test('a voice is kept for a mark of one’s own, heard by who may read it, and taken back at any time', async () => {
  const [markId, noteId] = [randomUUID(), randomUUID()];
  await expect(keep(noor, markId, noteId)).rejects.toMatchObject({ code: 'not_found' });
  await mark(noor, markId);
  await expect(keep(sol, markId, noteId)).rejects.toMatchObject({ code: 'not_found' });
  await keep(noor, markId, noteId);
  expect(await keep(noor, markId, noteId)).toEqual({ noteId });
  const heard = await notes.useCases.hearSpokenNote(noor, asked(noteId));
  expect(heard).toMatchObject({ mediaType: 'audio/webm', base64: sound });

  // Others hear nothing before they may read.
  await expect(notes.useCases.hearSpokenNote(sol, asked(noteId))).rejects.toMatchObject({
    code: 'not_revealed',
  });
  await workAndHandIn(world, sol, 'Sol’s words');
  await expect(notes.useCases.hearSpokenNote(sol, asked(noteId))).rejects.toMatchObject({
    code: 'not_found',
  });
  await workAndHandIn(world, noor, 'Noor’s words');
  expect((await notes.useCases.hearSpokenNote(sol, asked(noteId))).base64).toBe(sound);

  const { id } = await world.observations.useCases.openObservation(noor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: undefined,
  });
  expect(await notes.ownSounds(noor, id)).toMatchObject([{ fileName: `${noteId}.webm` }]);

  await expect(notes.useCases.removeSpokenNote(sol, asked(noteId))).rejects.toMatchObject({
    code: 'not_found',
  });
  await notes.useCases.removeSpokenNote(noor, asked(noteId));
  for (const actor of [noor, sol])
    await expect(notes.useCases.hearSpokenNote(actor, asked(noteId))).rejects.toMatchObject({
      code: 'not_found',
    });
  await expect(folderStorage(folder).stat(`spoken/${noor.tenantId}/${noteId}`)).resolves.toBeNull();
});

describe('a mark lets go of what was said about it', () => {
  let markId: string;
  let noteId: string;
  let noa: Actor;
  beforeEach(async () => {
    [markId, noteId] = [randomUUID(), randomUUID()];
    noa = await join(database.db, world.course, 'student', { name: 'Noa' });
    await change(noa, put(markId, 1, spoken(noteId)));
    await keep(noa, markId, noteId);
    // What looks after a sound that was never written down leaves one that was.
    await runAll(noteId);
    expect(await stored(noteId)).not.toBeNull();
  });

  test('removed, its sound is destroyed a day later, not before', async () => {
    await change(noa, remove(markId, 2));
    const [, erase] = await waiting(noteId);
    const startsAt = new Date(erase?.startsAt ?? 0).getTime();
    expect(startsAt - world.clock.now.getTime()).toBe(24 * 3_600_000);
    expect(await stored(noteId)).not.toBeNull();
    await runAll(noteId);
    expect(await stored(noteId)).toBeNull();
    await expect(notes.useCases.hearSpokenNote(noa, asked(noteId))).rejects.toMatchObject({
      code: 'not_found',
    });
    // A job may run twice.
    await runAll(noteId);
  });

  test('brought back in time it is heard again; removed once more it goes', async () => {
    await change(noa, remove(markId, 2));
    await change(noa, put(markId, 3, spoken(noteId)));
    await runAll(noteId);
    expect((await notes.useCases.hearSpokenNote(noa, asked(noteId))).base64).toBe(sound);
    await change(noa, remove(markId, 4));
    // The first removal's day is over; the second one's is not.
    const [handler] = erasure.jobHandlers;
    const [, first, second] = await waiting(noteId);
    const signal = new AbortController().signal;
    await handler?.run(spokenErase.payload.parse(first?.data), { signal });
    expect(await stored(noteId)).not.toBeNull();
    await handler?.run(spokenErase.payload.parse(second?.data), { signal });
    expect(await stored(noteId)).toBeNull();
  });

  test('another recording takes its place', async () => {
    const next = randomUUID();
    await change(noa, put(markId, 2, spoken(next)));
    await keep(noa, markId, next);
    for (const id of [noteId, next]) await runAll(id);
    expect(await stored(noteId)).toBeNull();
    expect(await stored(next)).not.toBeNull();
  });

  test('a sound that arrives after the removal is refused and does not stay', async () => {
    const late = randomUUID();
    await change(noa, remove(markId, 2));
    await expect(keep(noa, markId, late)).rejects.toMatchObject({ code: 'mark_removed' });
    await runAll(late);
    expect(await stored(late)).toBeNull();
  });
});
