/** Own documentation: cleaned when it has arrived, seen by whom it may be, closed at once. */
import { execFileSync } from 'node:child_process';
import { eq } from 'drizzle-orm';
import express from 'express';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ConsentDraft } from '#contract/consents';
import { documentationRoutes, PIECE_FILES_PATH, type Piece } from '#contract/documentation';
import type { Route, RouteReply, RouteRequest } from '#contract/route';
import { createConsents } from '#server/consents/consents.service';
import { consents } from '#server/consents/consents.table';
import { createDocumentationFiles } from '#server/documentation/documentation-files.routes';
import { pieceClean } from '#server/documentation/documentation.jobs';
import { pieces } from '#server/documentation/documentation.table';
import { createDocumentation } from '#server/documentation/documentation.service';
import { bind, problemHandler } from '#server/infra/http';
import { createJobs, type Jobs } from '#server/infra/jobs';
import { createLog } from '#server/infra/log';
import { findFfmpeg } from '#server/infra/media/ffmpeg';
import { createSecrets } from '#server/infra/secrets';
import { folderStorage } from '#server/infra/storage';
import type { Actor } from '#server/lti/actor';
import { createSessions } from '#server/lti/session.service';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { join as joinCourse } from '../../support/factories.ts';
import { keepConnections } from '../../support/resting-connections.ts';
import { makeWorld, type World } from '../observations/observation-world.ts';

let database: TestDatabase;
let world: World;
let student: Actor;
let classmate: Actor;
let folder: string;
let server: Server;
let jobs: Jobs;
let documentation: ReturnType<typeof createDocumentation>;
let tokenOf: (actor: Actor) => string;
const log = createLog('silent');

beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  folder = mkdtempSync(join(tmpdir(), 'documentation-'));
  world = await makeWorld(db);
  student = await joinCourse(db, world.course, 'student', { name: 'Noor' });
  classmate = await joinCourse(db, world.course, 'student', { name: 'Sol' });
  const now = () => new Date();
  const secrets = createSecrets('a secret for tests of thirty-two characters');
  const sessions = createSessions({ db, secrets, now });
  tokenOf = (actor) => sessions.issueToken(actor.sessionId, new Date(Date.now() + 3_600_000)).token;
  const storage = folderStorage(join(folder, 'files'));
  jobs = createJobs(database.url, [pieceClean], log);
  await jobs.start();
  documentation = createDocumentation({
    ...{ db, jobs, storage, secrets, now, dataDir: folder, ffmpeg: await findFfmpeg() },
    consents: createConsents({ now }),
    openTask: (queryable, actor, taskId) => world.openTask(queryable, actor, taskId, 'observe'),
  });
  await jobs.work(documentation.jobHandlers);
  const app = express();
  app.use(
    createDocumentationFiles({
      ...{ documentation, storage, now },
      authenticate: sessions.authenticate,
      openSession: sessions.openSession,
    }),
  );
  app.use(express.json());
  bind(app, documentationRoutes, documentation.useCases, sessions.authenticate);
  app.use(problemHandler(log));
  server = keepConnections(createServer(app));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await jobs.stop();
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
const words = { title: 'Mud', text: 'By the fence.', hasPeople: false, isPrivate: false };
const add = (actor: Actor, change: Partial<Body> = {}) =>
  call(actor, documentationRoutes.addPiece, {
    params: { taskId: world.taskId },
    body: { kind: 'image', ...words, file: { name: 'mud.jpg', bytes: 1_000 }, ...change },
  });
const note = (actor: Actor, title: string) => add(actor, { kind: 'note', title, file: undefined });
const change = (actor: Actor, { id: pieceId }: Piece, body: Partial<Body>) =>
  call(actor, documentationRoutes.changePiece, {
    params: { pieceId },
    body: { ...words, ...body },
  });
const read = (actor: Actor, { id: pieceId }: Piece) =>
  call(actor, documentationRoutes.readPiece, { params: { pieceId } });

/** Sends the file of a piece; resolves when the server has it whole, or `until` has come. */
function send(
  actor: Actor,
  { id: pieceId }: Piece,
  body: Buffer<ArrayBuffer>,
  { until = body.length, isResumed = false } = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const upload = new Upload(body, {
      endpoint: at(PIECE_FILES_PATH),
      ...(isResumed && { uploadUrl: at(`${PIECE_FILES_PATH}/${pieceId}`) }),
      metadata: { pieceId },
      headers: { authorization: `Bearer ${tokenOf(actor)}` },
      chunkSize: Math.ceil(body.length / 4),
      retryDelays: null,
      onChunkComplete: (_size, sent) => {
        if (sent >= until && sent < body.length) void upload.abort().then(done);
      },
      onSuccess: () => done(),
      onError: fail,
    });
    upload.start();
  });
}

/** A piece as its author sees it once the server is done with its file. */
async function settled(actor: Actor, piece: Piece): Promise<Piece> {
  return vi.waitUntil(
    async () => {
      const now = await read(actor, piece);
      return now.state === 'ready' || now.state === 'failed' ? now : undefined;
    },
    { timeout: 90_000, interval: 100 },
  );
}
/** Where the file of a piece lies as it came. */
const given = ({ id }: Piece): string => join(folder, 'files', 'documentation-given', id);

const consentTo = (change: Partial<ConsentDraft> = {}): ConsentDraft => ({
  ...{ purposes: ['training'], audience: 'course', validFrom: '2020-01-01' },
  ...{ validUntil: '2099-12-31', evidence: '', assentNote: '' },
  ...change,
});
const name = (actor: Actor, { id: pieceId }: Piece, pseudonym: string, consent = consentTo()) =>
  call(actor, documentationRoutes.addPiecePerson, {
    params: { pieceId },
    body: { pseudonym, kind: 'child', consent },
  });
const list = async (actor: Actor) =>
  (await call(actor, documentationRoutes.listPieces, { params: { taskId: world.taskId } })).pieces;

function made(name: string, ...args: string[]): Buffer<ArrayBuffer> {
  const file = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', ...args, file]);
  return Buffer.from(readFileSync(file));
}

/** What ffprobe says of a file. */
function shown(file: string, entries: string): string {
  const asked = ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', file];
  return execFileSync('ffprobe', asked).toString().trim();
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
    expect(piece).toMatchObject({ isMine: true, isShared: false, url: null, state: 'arriving' });
    await send(student, piece, photograph());
    const { url, state } = await settled(student, piece);
    expect(state).toBe('ready');
    const response = await fetch(at(url ?? ''));
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    // Whoever has it in a cache asks again each time.
    expect(response.headers.get('cache-control')).toBe('private, max-age=0');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.includes('SECRET')).toBe(false);
    expect(bytes.includes('Exif')).toBe(false);
    const file = join(folder, 'came.jpg');
    writeFileSync(file, bytes);
    expect(shown(file, 'stream=width,height')).toBe('32,64');
  });

  test('that is none is refused, nothing of it is kept, and another one takes its place', async () => {
    const piece = await add(student);
    await send(student, piece, Buffer.from('<svg onload="alert(1)"/>'));
    expect(await settled(student, piece)).toMatchObject({
      ...{ state: 'failed', failure: 'piece_unreadable', url: null },
    });
    expect(existsSync(given(piece))).toBe(false);
    const again = await change(student, piece, { file: { name: 'other.jpg', bytes: 2_000 } });
    expect(again).toMatchObject({ state: 'arriving', failure: null, file: { name: 'other.jpg' } });
    await send(student, again, photograph());
    expect(await settled(student, again)).toMatchObject({ state: 'ready' });
  });

  test('leaves nothing of what came, wherever a process died that made it anew', async () => {
    const [handler] = documentation.jobHandlers;
    const run = (pieceId: string) =>
      handler?.run(
        { tenantId: student.tenantId, pieceId },
        { signal: new AbortController().signal },
      );
    const ready = await add(student);
    await send(student, ready, photograph());
    await settled(student, ready);
    const refused = await add(student);
    await database.db
      .update(pieces)
      .set({ arrivedAt: new Date() })
      .where(eq(pieces.id, refused.id));
    const removed = await add(student);
    await call(student, documentationRoutes.removePiece, { params: { pieceId: removed.id } });
    // It was made anew; it was refused and is gone, which nobody was told; it was removed.
    const made = join(folder, 'files', 'documentation', removed.id);
    const worked = [ready, removed].map(({ id }) => join(folder, 'work', `piece-${id}`, 'copy'));
    for (const copy of worked) mkdirSync(join(copy, '..'), { recursive: true });
    const left = [given(ready), given(removed), made, ...worked];
    for (const file of left) writeFileSync(file, 'SECRET');

    for (const { id } of [ready, refused, removed]) await run(id);
    for (const file of left) expect(existsSync(file)).toBe(false);
    expect(await read(student, ready)).toMatchObject({ state: 'ready' });
    expect(await read(student, refused)).toMatchObject({
      ...{ state: 'failed', failure: 'piece_unreadable' },
    });
  });

  test('is sent by its author alone, and not larger than is taken', async () => {
    const piece = await add(student);
    const refused = send(classmate, piece, photograph());
    await expect(refused).rejects.toMatchObject({ originalResponse: expect.anything() as unknown });
    expect(await add(student, { file: { name: 'huge.jpg', bytes: 50_000_000 } })).toMatchObject({
      code: 'too_large',
    });
    const lied = await fetch(at(PIECE_FILES_PATH), {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${tokenOf(student)}`, 'tus-resumable': '1.0.0' },
        'upload-length': '50000000',
        'upload-metadata': `pieceId ${Buffer.from(piece.id).toString('base64')}`,
      },
    });
    expect(lied.status).toBe(413);
  });
});

test('a recording goes on where it was, is made anew, is drawn, and plays from any place', async () => {
  const wav = made('a.wav', '-i', 'sine=duration=3', '-metadata', 'title=SECRET');
  const file = { name: 'song.wav', bytes: wav.length };
  const piece = await add(student, { kind: 'audio', title: 'The song', file });
  await send(student, piece, wav, { until: wav.length / 2 });
  const half = (await read(student, piece)).file?.arrivedBytes ?? 0;
  expect(half).toBeGreaterThanOrEqual(wav.length / 2);
  expect(half).toBeLessThan(wav.length);
  // Another day: only the rest is sent.
  await send(student, piece, wav, { isResumed: true });
  const { url, durationSeconds, peaks } = await settled(student, piece);
  expect(durationSeconds).toBeCloseTo(3, 0);
  expect(peaks?.length).toBeGreaterThan(20);
  const response = await fetch(at(url ?? ''), { headers: { range: 'bytes=0-99' } });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-type')).toBe('audio/mp4');
  const whole = Buffer.from(await (await fetch(at(url ?? ''))).arrayBuffer());
  expect(whole.includes('SECRET')).toBe(false);
  expect(readdirSync(join(folder, 'documentation-uploads'))).not.toContain(piece.id);
});

test('a film of one’s own becomes one that plays while it loads; a server that died goes on with it', async () => {
  const source = ['-i', 'testsrc2=size=1920x1080:rate=10:duration=1', '-metadata', 'title=SECRET'];
  const film = made('own.mkv', ...source, '-c:v', 'libx264', '-preset', 'ultrafast');
  const file = { name: 'own.mkv', bytes: film.length };
  const piece = await add(student, { kind: 'video', title: 'The puddle', file });
  // All of it came, and the process died before it said so.
  const begun = { headers: { authorization: `Bearer ${tokenOf(student)}` }, method: 'POST' };
  await fetch(at(PIECE_FILES_PATH), {
    ...begun,
    headers: {
      ...begun.headers,
      ...{ 'tus-resumable': '1.0.0', 'upload-length': String(film.length) },
      'upload-metadata': `pieceId ${Buffer.from(piece.id).toString('base64')}`,
    },
  });
  writeFileSync(join(folder, 'documentation-uploads', piece.id), film);
  await documentation.arriving.tidy();
  const { url, durationSeconds } = await settled(student, piece);
  expect(durationSeconds).toBeCloseTo(1, 1);
  const response = await fetch(at(url ?? ''));
  expect(response.headers.get('content-type')).toBe('video/mp4');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.includes('SECRET')).toBe(false);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  const came = join(folder, 'came.mp4');
  writeFileSync(came, bytes);
  expect(shown(came, 'stream=codec_name,width,height')).toBe('h264,1280,720');
});

describe('is seen', () => {
  test('by its author and who marks in the course, and by nobody else', async () => {
    const assessor = await joinCourse(database.db, world.course, 'assessor');
    const elsewhere = await makeWorld(database.db);
    const monday = await note(student, 'Monday');
    expect(await read(assessor, monday)).toMatchObject({ title: 'Monday', isMine: false });
    for (const actor of [classmate, elsewhere.lecturer])
      expect(await read(actor, monday)).toMatchObject({ code: 'not_found' });
    expect((await list(classmate)).map(({ id }) => id)).not.toContain(monday.id);
    expect(await change(assessor, monday, {})).toMatchObject({ code: 'not_allowed' });
    expect(await change(classmate, monday, {})).toMatchObject({ code: 'not_found' });
    await change(student, monday, { isPrivate: true });
    expect(await read(assessor, monday)).toMatchObject({ code: 'not_found' });
  });

  test('by all of the task when who makes it brings it', async () => {
    const shared = await note(world.lecturer, 'The room');
    expect(shared.isShared).toBe(true);
    expect((await list(classmate)).map(({ id }) => id)).toContain(shared.id);
    const mayCite = (...ids: string[]) =>
      documentation.mayCite(database.db, classmate, world.taskId, ids);
    expect(await mayCite(shared.id)).toBe(true);
    const foreign = await note(student, 'Foreign');
    expect(await mayCite(shared.id, foreign.id)).toBe(false);
  });

  test('only as long as each of those in it agrees: an address that one of them closes closes with it', async () => {
    const piece = await add(student, { hasPeople: true });
    await send(student, piece, photograph());
    await settled(student, piece);
    const { lecturer } = world;
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_missing' });
    expect(await name(lecturer, piece, 'Child A')).toMatchObject({ code: 'not_found' });
    expect(await name(classmate, piece, 'Child A')).toMatchObject({ code: 'not_found' });

    const { people } = await name(student, piece, 'Child A');
    const seen = await read(lecturer, piece);
    // Who they are, by whatever name, is between them and who brought it.
    expect(seen).toMatchObject({ people: [], coverage: { gap: null, audience: 'course' } });
    const fetched = async () => (await fetch(at(seen.url ?? ''))).status;
    expect(await fetched()).toBe(200);

    await name(student, piece, 'Child B', consentTo({ purposes: ['parents'] }));
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_missing' });
    expect(await fetched()).not.toBe(200);
    expect(await name(student, piece, 'Child B')).toMatchObject({ code: 'invalid_request' });

    const [a] = people;
    const agreeing = (personId: string, body: ConsentDraft) =>
      call(student, documentationRoutes.recordPieceConsent, {
        params: { pieceId: piece.id, personId },
        body,
      });
    const b = (await read(student, piece)).people[1];
    await agreeing(b?.id ?? '', consentTo());
    expect(await fetched()).toBe(200);
    await agreeing(b?.id ?? '', consentTo({ validUntil: '2020-02-01' }));
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_ended' });
    await agreeing(b?.id ?? '', consentTo());

    const params = { pieceId: piece.id, personId: a?.id ?? '' };
    await call(student, documentationRoutes.withdrawPieceConsent, { params });
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_withdrawn' });
    expect(await fetched()).not.toBe(200);
    // Saying that nobody can be recognised does not open it again.
    await change(student, piece, { hasPeople: false });
    expect(await read(lecturer, piece)).toMatchObject({ code: 'consent_withdrawn' });

    // Its author still looks at it, to decide what becomes of it.
    const { url: own } = await read(student, piece);
    expect((await fetch(at(own ?? ''))).status).toBe(200);
    const recorded = await database.db.$count(consents);
    await call(student, documentationRoutes.removePiece, { params: { pieceId: piece.id } });
    expect((await fetch(at(own ?? ''))).status).toBe(404);
    expect(await database.db.$count(consents)).toBe(recorded - 2);
  });
});
