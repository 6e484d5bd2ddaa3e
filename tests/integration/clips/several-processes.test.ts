import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clipRoutes } from '#contract/clips';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { adoptClip, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let owner: Actor;
let student: Actor;
let stop: () => void;

/** Its clock stands still: what was decided once would be trusted for ever. */
const stopped = new Date();

beforeAll(async () => {
  room = await openClipRoom({ now: () => stopped });
  samples = await openMediaSamples(room.ffmpeg);
  const course = await makeCourse(room.database.db);
  owner = await makeActor(room.database.db, course, 'lecturer');
  student = await makeActor(room.database.db, course, 'student');
  stop = await room.clips.start();
});
afterAll(async () => {
  stop();
  await room.close();
  await samples.remove();
});

test('a withdrawal that one process records closes the clip in all others', async () => {
  const clipId = await adoptClip(room, owner, await samples.path('plain'));
  room.granted.add(`${student.personId} ${clipId}`);
  const { people } = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
  const { playlistUrl } = await room.call(student, clipRoutes.playClip, { params: { clipId } });
  const watch = async () => (await fetch(room.url + playlistUrl)).status;
  expect(await watch()).toBe(200);

  const other = room.another();
  await other.useCases.withdrawConsent(owner, {
    params: { clipId, personId: people[0]?.id ?? '' },
    query: undefined,
    body: undefined,
  });
  await vi.waitUntil(async () => (await watch()) === 403, { timeout: 60_000 });
});
