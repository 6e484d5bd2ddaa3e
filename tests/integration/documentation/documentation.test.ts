/** Own documentation: cleaned as it arrives, seen by whom it may be, closed at once. */
import { execFileSync } from 'node:child_process';
import express from 'express';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentationRoutes, PIECE_FILES_PATH, type Piece } from '#contract/documentation';
import type { Route, RouteReply, RouteRequest } from '#contract/route';
import { createDocumentationFiles } from '#server/documentation/documentation-files.routes';
import { createDocumentation } from '#server/documentation/documentation.service';
import { bind, problemHandler } from '#server/infra/http';
import { createLog } from '#server/infra/log';
import { findFfmpeg } from '#server/infra/media/ffmpeg';
import { createSecrets } from '#server/infra/secrets';
import { folderStorage } from '#server/infra/storage';
import type { Actor } from '#server/lti/actor';
import { createSessions } from '#server/lti/session.service';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join as joinCourse, makeWorld, type World } from '../observations/observation-world.ts';

let database: TestDatabase;
let world: World;
let student: Actor;
let classmate: Actor;
let folder: string;
let server: Server;
let documentation: ReturnType<typeof createDocumentation>;
let tokenOf: (actor: Actor) => string;
const log = createLog('silent');

beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  folder = mkdtempSync(join(tmpdir(), 'documentation-'));
  world = await makeWorld(db);
  student = await joinCourse(db, world.course, 'student', 'Noor');
  classmate = await joinCourse(db, world.course, 'student', 'Sol');
  const now = () => new Date();
  const secrets = createSecrets('a secret for tests of thirty-two characters');
  const sessions = createSessions({ db, secrets, now });
  tokenOf = (actor) => sessions.issueToken(actor.sessionId, new Date(Date.now() + 3_600_000)).token;
  const storage = folderStorage(join(folder, 'files'));
  documentation = createDocumentation({
    ...{ db, storage, secrets, now },
    openTask: (queryable, actor, taskId) => world.openTask(queryable, actor, taskId, 'observe'),
  });
  const app = express();
  app.use(
    createDocumentationFiles({
      ...{ documentation, storage, now, dataDir: folder, ffmpeg: await findFfmpeg() },
      authenticate: sessions.authenticate,
      openSession: sessions.openSession,
    }),
  );
  app.use(express.json());
  bind(app, documentationRoutes, documentation.useCases, sessions.authenticate);
  app.use(problemHandler(log));
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  await database.close();
});

const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

async function call<R extends Route>(
  actor: Actor,
  route: R,
  request: { params: Record<string, string>; body?: unknown },
): Promise<RouteReply<R> & { code?: string }> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => request.params[name] ?? '');
  const response = await fetch(at(path), {
    method: route.method.toUpperCase(),
    headers: { authorization: `Bearer ${tokenOf(actor)}`, 'content-type': 'application/json' },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
  return JSON.parse((await response.text()) || '{}') as RouteReply<R> & { code?: string };
}

type Body = NonNullable<RouteRequest<typeof documentationRoutes.addPiece>['body']>;
const agreed = { hasPeople: true, areAgreed: true, until: null, isWithdrawn: false };
const add = (actor: Actor, change: Partial<Body> = {}) =>
  call(actor, documentationRoutes.addPiece, {
    params: { taskId: world.taskId },
    body: { kind: 'image', title: 'Mud', text: 'By the fence.', consent: agreed, ...change },
  });
const change = (actor: Actor, { id: pieceId }: Piece, consent: Partial<Piece['consent']>) =>
  call(actor, documentationRoutes.changePiece, {
    params: { pieceId },
    body: { title: 'Mud', text: '', consent: { ...agreed, ...consent } },
  });
const read = (actor: Actor, { id: pieceId }: Piece) =>
  call(actor, documentationRoutes.readPiece, { params: { pieceId } });
const send = (actor: Actor, { id }: Piece, body: Uint8Array<ArrayBuffer>) =>
  fetch(at(`${PIECE_FILES_PATH}/${id}`), {
    method: 'PUT',
    headers: { authorization: `Bearer ${tokenOf(actor)}` },
    body,
  });
const list = async (actor: Actor) =>
  (await call(actor, documentationRoutes.listPieces, { params: { taskId: world.taskId } })).pieces;

function made(name: string, ...args: string[]): Buffer<ArrayBuffer> {
  const file = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', ...args, file]);
  return Buffer.from(readFileSync(file));
}

/** A picture that lies on its side, and says so in EXIF beside where it was taken. */
function photograph(): Buffer<ArrayBuffer> {
  const plain = made('plain.jpg', '-i', 'testsrc2=size=64x32', '-frames:v', '1');
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  // Orientation, one SHORT: turn by 90° to the right.
  for (const [value, offset] of [[0x0112, 10], [3, 12], [6, 18]] as const) tiff.writeUInt16LE(value, offset); // prettier-ignore
  tiff.writeUInt32LE(1, 14);
  const content = Buffer.concat([
    Buffer.from('Exif\0\0'),
    tiff,
    Buffer.from('GPS 52.1N SECRET PLACE'),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([plain.subarray(0, 2), head, content, plain.subarray(2)]);
}

describe('a picture', () => {
  test('is made anew, upright, without where and with what it was taken', async () => {
    const piece = await add(student);
    expect(piece).toMatchObject({ isMine: true, isShared: false, url: null });
    expect((await send(student, piece, photograph())).status).toBe(204);
    const { url } = await read(student, piece);
    const response = await fetch(at(url ?? ''));
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.includes('SECRET')).toBe(false);
    expect(bytes.includes('Exif')).toBe(false);
    writeFileSync(join(folder, 'came.jpg'), bytes);
    const size = [
      '-show_entries',
      'stream=width,height',
      '-of',
      'csv=p=0',
      join(folder, 'came.jpg'),
    ];
    expect(
      execFileSync('ffprobe', ['-v', 'error', ...size])
        .toString()
        .trim(),
    ).toBe('32,64');
  });

  test('that is none is refused, and nothing of it is kept', async () => {
    const piece = await add(student);
    const response = await send(student, piece, Buffer.from('<svg onload="alert(1)"/>'));
    expect(await response.json()).toMatchObject({ code: 'piece_unreadable' });
    expect(await read(student, piece)).toMatchObject({ url: null });
    expect((await send(classmate, piece, photograph())).status).toBe(404);
  });
});

test('a recording is made anew, is drawn, and plays from any place', async () => {
  const piece = await add(student, { kind: 'audio', title: 'The song' });
  const wav = made('a.wav', '-i', 'sine=duration=3', '-metadata', 'title=SECRET');
  expect((await send(student, piece, wav)).status).toBe(204);
  const { url, durationSeconds, peaks } = await read(student, piece);
  expect(durationSeconds).toBeCloseTo(3, 0);
  expect(peaks?.length).toBeGreaterThan(20);
  const response = await fetch(at(url ?? ''), { headers: { range: 'bytes=0-99' } });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-type')).toBe('audio/mp4');
  const whole = Buffer.from(await (await fetch(at(url ?? ''))).arrayBuffer());
  expect(whole.includes('SECRET')).toBe(false);
});

describe('is seen', () => {
  test('by its author and who marks in the course, and by nobody else', async () => {
    const assessor = await joinCourse(database.db, world.course, 'assessor');
    const elsewhere = await makeWorld(database.db);
    const note = await add(student, { kind: 'note', title: 'Monday' });
    expect(await read(assessor, note)).toMatchObject({ title: 'Monday', isMine: false });
    for (const actor of [classmate, elsewhere.lecturer])
      expect(await read(actor, note)).toMatchObject({ code: 'not_found' });
    expect((await list(classmate)).map(({ id }) => id)).not.toContain(note.id);
    expect(await change(assessor, note, {})).toMatchObject({ code: 'not_allowed' });
    expect(await change(classmate, note, {})).toMatchObject({ code: 'not_found' });
  });

  test('by all of the task when who makes it brings it', async () => {
    const shared = await add(world.lecturer, { kind: 'note', title: 'The room' });
    expect(shared.isShared).toBe(true);
    expect((await list(classmate)).map(({ id }) => id)).toContain(shared.id);
    const mayCite = (...ids: string[]) =>
      documentation.mayCite(database.db, classmate, world.taskId, ids);
    expect(await mayCite(shared.id)).toBe(true);
    const foreign = await add(student, { kind: 'note' });
    expect(await mayCite(shared.id, foreign.id)).toBe(false);
  });

  test('only as long as those in it agree: an address that somebody has closes with it', async () => {
    const piece = await add(student, { consent: { ...agreed, areAgreed: false } });
    await send(student, piece, photograph());
    const { lecturer } = world;
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_missing' });
    await change(student, piece, {});
    const { url } = await read(lecturer, piece);
    const fetched = async () => (await fetch(at(url ?? ''))).status;
    expect(await fetched()).toBe(200);
    await change(student, piece, { until: '2020-01-01' });
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_ended' });
    await change(student, piece, { isWithdrawn: true });
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_withdrawn' });
    expect(await fetched()).not.toBe(200);
    // Its author still looks at it, to decide what becomes of it.
    const { url: own } = await read(student, piece);
    expect((await fetch(at(own ?? ''))).status).toBe(200);
    await call(student, documentationRoutes.removePiece, { params: { pieceId: piece.id } });
    expect((await fetch(at(own ?? ''))).status).toBe(404);
  });
});
