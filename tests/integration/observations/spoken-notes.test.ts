import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { folderStorage } from '#server/infra/storage';
import type { Actor } from '#server/lti/actor';
import { createSpokenNotes } from '#server/observations/spoken-notes.service';
import { createTaskAccess } from '#server/tasks/task-access';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join, makeWorld, put, workAndHandIn } from './observation-world.ts';

let database: TestDatabase;
let folder: string;
let world: Awaited<ReturnType<typeof makeWorld>>;
let notes: ReturnType<typeof createSpokenNotes>;
let noor: Actor;
let sol: Actor;
const sound = Buffer.from('what a microphone heard').toString('base64');

beforeAll(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(joinPath(tmpdir(), 'lookfor-spoken-test-'));
  const { db } = database;
  world = await makeWorld(db, {}, new Date('2026-11-21T12:00:00Z'));
  const { openTask } = createTaskAccess({
    now: () => world.clock.now,
    frameworks: createFrameworks({ db, ready: [] }),
  });
  notes = createSpokenNotes({
    ...{ db, openTask, observations: world.observations },
    storage: folderStorage(folder),
  });
  noor = await join(db, world.course, 'student', 'Noor');
  sol = await join(db, world.course, 'student', 'Sol');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const keep = (actor: Actor, markId: string, noteId: string) =>
  notes.useCases.keepSpokenNote(actor, {
    params: { markId, noteId },
    query: undefined,
    body: { mediaType: 'audio/webm', base64: sound, agreedAt: '2026-11-21T12:00:00Z' },
  });
const asked = (noteId: string) => ({ params: { noteId }, query: undefined, body: undefined });
const mark = (actor: Actor, markId: string) =>
  world.observations.useCases.changeMarks(actor, {
    params: { taskId: world.taskId },
    query: undefined,
    body: { changes: [put(markId, 1)] },
  });

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
