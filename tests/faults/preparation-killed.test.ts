import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipRoutes, type Clip } from '#contract/clips';
import { httpCall, type HttpPerson } from '../support/http-launch.ts';
import {
  beginUpload,
  makeFilm,
  openToolWithLms,
  sendFrom,
  tus,
  until,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';

let world: ToolWithLms;
let lecturer: HttpPerson;
let film: Buffer;
let clipId: string;
beforeAll(async () => {
  world = await openToolWithLms();
  lecturer = await world.launch('lee');
  film = await makeFilm(join(world.tool.dataDir, 'film.mp4'), 20, '640x360');
});
afterAll(() => world.close());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const clip = (): Promise<Clip> => lecturer.call(clipRoutes.getClip, { params: { clipId } });

test('an upload whose server is killed goes on from the acknowledged byte', async () => {
  clipId = await beginUpload(world.tool, lecturer, film.length);
  const third = Math.floor(film.length / 3);
  const first = await sendFrom(world.tool, lecturer, clipId, {
    offset: 0,
    body: film.subarray(0, third),
  });
  expect(first.headers['upload-offset']).toBe(String(third));
  // The second stretch is under way when the server dies; what became of it only the server knows.
  const broken = sendFrom(world.tool, lecturer, clipId, {
    offset: third,
    body: film.subarray(third, 2 * third),
  }).catch(() => undefined);
  await pause(Math.random() * 20);
  await world.tool.kill('SIGKILL');
  await broken;
  await world.tool.restart();

  const asked = await tus(world.tool, lecturer, { method: 'HEAD', path: `/${clipId}` });
  const offset = Number(asked.headers['upload-offset']);
  expect(offset).toBeGreaterThanOrEqual(third);
  const rest = await sendFrom(world.tool, lecturer, clipId, {
    offset,
    body: film.subarray(offset),
  });
  expect(rest.status).toBe(204);
  const master = readFileSync(join(world.tool.dataDir, 'files', 'masters', clipId));
  expect(sha256(master)).toBe(sha256(film));
});

test('a preparation whose server is killed is done by the next one', async () => {
  let seen: Clip | undefined;
  await until('the picture is being coded', async () => {
    seen = await clip();
    return seen.state === 'ready' || seen.progress?.stage === 'first';
  });
  expect(seen?.state).toBe('processing');
  await world.tool.kill('SIGKILL');
  await world.tool.restart();
  await until('the clip is ready', async () => {
    const { state, failure } = await clip();
    if (state === 'failed') throw new Error(`the clip failed: ${failure}`);
    return state === 'ready';
  });
  expect((await clip()).durationSeconds).toBeCloseTo(20, 0);
  const { playlistUrl } = await lecturer.call(clipRoutes.playClip, { params: { clipId } });
  const playlist = await httpCall(new URL(playlistUrl, world.tool.baseUrl).href);
  expect(playlist.text).toContain('#EXTM3U');
});
