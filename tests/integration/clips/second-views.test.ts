/** A second camera: who may set it, and that the people of both clips are asked. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { secondViewRoutes } from '#contract/second-views';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse, makeNextCourse } from '../../support/factories.ts';
import { makeFilm } from '../../support/tool-with-lms.ts';
import { adoptClip, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let owner: Actor;
let student: Actor;
let scene: string;
let side: string;

beforeAll(async () => {
  room = await openClipRoom();
  const { db } = room.database;
  const course = await makeCourse(db);
  owner = await makeActor(db, course, 'lecturer');
  // Of another course: only a task there opens the clip to them.
  student = await makeActor(db, await makeNextCourse(db, course), 'student');
  const file = join(room.dataDir, 'film.mp4');
  await makeFilm(file, 2);
  scene = await adoptClip(room, owner, file, { title: 'From the door' });
  side = await adoptClip(room, owner, file, { title: 'From the window' });
  room.granted.add(`${student.personId} ${scene}`);
});
afterAll(() => room.close());

const play = (actor: Actor, clipId: string) =>
  room.call(actor, clipRoutes.playClip, { params: { clipId }, body: {} });
const set = (actor: Actor, clipId: string, viewClipId: string, offsetSeconds = 1.25) =>
  room.call(actor, secondViewRoutes.setSecondView, {
    params: { clipId },
    body: { viewClipId, offsetSeconds },
  });

test('whoever looks after a clip sets it; nobody else, and no clip beside itself', async () => {
  expect(await set(student, scene, side)).toMatchObject({ status: 403 });
  expect(await set(owner, scene, scene)).toMatchObject({ code: 'invalid_request' });
  expect(await set(owner, scene, crypto.randomUUID())).toMatchObject({ status: 404 });
  expect(await play(student, side)).toMatchObject({ status: 404 });
  const view = { clipId: side, title: 'From the window', offsetSeconds: 1.25 };
  expect(await set(owner, scene, side)).toMatchObject({ status: 200, view });
  const { secondView } = await play(student, scene);
  expect(secondView).toEqual(view);
});

test('the task of the scene opens both, and each only while its people agree', async () => {
  expect(await play(student, side)).toMatchObject({ status: 200 });
  const personOf = async (clipId: string) =>
    (await room.call(owner, clipRoutes.getClip, { params: { clipId } })).people[0]?.id ?? '';
  await room.call(owner, clipRoutes.withdrawConsent, {
    params: { clipId: side, personId: await personOf(side) },
  });
  expect(await play(student, side)).toMatchObject({ status: 403, code: 'consent_withdrawn' });
  const alone = await play(student, scene);
  expect([alone.status, alone.secondView]).toEqual([200, undefined]);

  const third = await adoptClip(room, owner, join(room.dataDir, 'film.mp4'), { title: 'Third' });
  await set(owner, scene, third);
  expect(await play(student, third)).toMatchObject({ status: 200 });
  await room.call(owner, clipRoutes.withdrawConsent, {
    params: { clipId: scene, personId: await personOf(scene) },
  });
  expect(await play(student, third)).not.toMatchObject({ status: 200 });
});

test('a view of a view opens nothing, and what is taken away closes', async () => {
  const adopt = (title: string) =>
    adoptClip(room, owner, join(room.dataDir, 'film.mp4'), { title });
  const [one, two, three] = [await adopt('One'), await adopt('Two'), await adopt('Three')];
  room.granted.add(`${student.personId} ${one}`);
  await set(owner, one, two);
  await set(owner, two, three);
  await set(owner, three, one);
  expect(await play(student, two)).toMatchObject({ status: 200 });
  expect(await play(student, three)).toMatchObject({ status: 404 });
  await room.call(owner, secondViewRoutes.removeSecondView, { params: { clipId: one } });
  expect((await play(student, one)).secondView).toBeUndefined();
  expect(await play(student, two)).toMatchObject({ status: 404 });
});
