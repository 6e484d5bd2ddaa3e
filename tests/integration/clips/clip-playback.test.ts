import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import type { ConsentDraft } from '#contract/consents';
import { clips, filmedPeople } from '#server/clips/clips.table';
import { consents } from '#server/consents/consents.table';
import type { Actor } from '#server/lti/actor';
import { memberships, sessions } from '#server/lti/lti.table';
import { makeActor, makeCourse, type TestCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { adoptClip, type ClipRoom, consentDraft, firstSegment, openClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let course: TestCourse;
let elsewhere: TestCourse;
let owner: Actor;
let student: Actor;
let assessor: Actor;
let clipId: string;

beforeAll(async () => {
  room = await openClipRoom();
  samples = await openMediaSamples(room.ffmpeg);
  const { db } = room.database;
  course = await makeCourse(db);
  elsewhere = await otherCourse(course);
  owner = await makeActor(db, course, 'lecturer');
  student = await makeActor(db, course, 'student');
  assessor = await makeActor(db, course, 'assessor');
  clipId = await adoptClip(room, owner, await samples.path('plain'));
});
afterAll(async () => {
  await room.close();
  await samples.remove();
});

/** A second course of the same institution. */
async function otherCourse({ tenantId, platformId, deploymentId }: TestCourse) {
  const ltiContextId = randomUUID();
  const resourceLinkId = randomUUID();
  const { pool } = room.database;
  await pool.query(
    `INSERT INTO lti_context (id, tenant_id, deployment_id, context_id) VALUES ($1, $2, $3, $4)`,
    [ltiContextId, tenantId, deploymentId, ltiContextId],
  );
  await pool.query(
    `INSERT INTO resource_link (id, tenant_id, lti_context_id, resource_link_id) VALUES ($1, $2, $3, '1')`,
    [resourceLinkId, tenantId, ltiContextId],
  );
  return { tenantId, platformId, deploymentId, ltiContextId, resourceLinkId };
}

function grant(actor: Actor, id = clipId): void {
  room.granted.add(`${actor.personId} ${id}`);
}

const play = (actor: Actor, id = clipId) =>
  room.call(actor, clipRoutes.playClip, { params: { clipId: id } });

async function fetchMedia(path: string, headers: Record<string, string> = {}) {
  return fetch(`${room.url}${path}`, { headers });
}

async function codeOf(response: Response): Promise<string> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return ((await response.json()) as { code: string }).code;
}

/** Sets the one consent of the clip without going through the register. */
async function setConsent(change: Partial<ConsentDraft> & { withdrawnAt?: Date | null }) {
  const { db } = room.database;
  const [person] = await db.select().from(filmedPeople).where(eq(filmedPeople.clipId, clipId));
  await db
    .update(consents)
    .set({ ...consentDraft(), withdrawnAt: null, ...change })
    .where(eq(consents.id, person?.consentId ?? ''));
}

describe('who is given addresses', () => {
  type Who = 'owner' | 'granted' | 'stranger' | 'assessor' | 'granted elsewhere';
  const cases: [string, Parameters<typeof setConsent>[0], Record<Who, string | 200>][] = [
    [
      'everybody agreed',
      {},
      {
        owner: 200,
        granted: 200,
        stranger: 'not_found',
        assessor: 200,
        'granted elsewhere': 200,
      },
    ],
    [
      'a person has withdrawn',
      { withdrawnAt: new Date() },
      {
        owner: 200,
        granted: 'consent_withdrawn',
        stranger: 'not_found',
        assessor: 'consent_withdrawn',
        'granted elsewhere': 'consent_withdrawn',
      },
    ],
    [
      'a consent has ended',
      { validUntil: '2021-01-01' },
      {
        owner: 200,
        granted: 'consent_ended',
        stranger: 'not_found',
        assessor: 'consent_ended',
        'granted elsewhere': 'consent_ended',
      },
    ],
    [
      'training was not agreed to',
      { purposes: ['team', 'research'] },
      {
        owner: 200,
        granted: 'consent_missing',
        stranger: 'not_found',
        assessor: 'consent_missing',
        'granted elsewhere': 'consent_missing',
      },
    ],
    [
      'it has not begun',
      { validFrom: '2090-01-01' },
      {
        owner: 200,
        granted: 'consent_missing',
        stranger: 'not_found',
        assessor: 'consent_missing',
        'granted elsewhere': 'consent_missing',
      },
    ],
    [
      "only for the owner's course",
      { audience: 'course' },
      {
        owner: 200,
        granted: 200,
        stranger: 'not_found',
        assessor: 200,
        'granted elsewhere': 'not_found',
      },
    ],
  ];

  let actors: Record<Who, Actor>;
  beforeAll(async () => {
    const { db } = room.database;
    actors = {
      owner,
      granted: await makeActor(db, course, 'student'),
      stranger: await makeActor(db, course, 'student'),
      assessor,
      'granted elsewhere': await makeActor(db, elsewhere, 'student'),
    };
    grant(actors.granted);
    grant(actors['granted elsewhere']);
  });
  afterAll(() => setConsent({}));

  test.each(cases)('%s', async (_, consent, expected) => {
    await setConsent(consent);
    const outcomes = await Promise.all(
      Object.entries(actors).map(async ([who, actor]) => {
        const reply = await play(actor);
        return [who, reply.status === 200 ? 200 : reply.code];
      }),
    );
    expect(Object.fromEntries(outcomes)).toEqual(expected);
  });
});

describe('what an address gives', () => {
  beforeAll(() => grant(student));

  test('a player finds everything by the addresses of one answer', async () => {
    const playback = await play(student);
    expect(Date.parse(playback.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    const master = await fetchMedia(playback.playlistUrl);
    expect(master.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    expect(master.headers.get('cache-control')).toBe('private, no-store');
    const base = playback.playlistUrl.replace('master.m3u8', '');
    const variant = /^(v\d+\/playlist\.m3u8)$/m.exec(await master.text())?.[1] ?? '';
    const media = await (await fetchMedia(base + variant)).text();
    const segment = /^(\S+\.m4s)$/m.exec(media)?.[1] ?? '';
    const folder = base + variant.replace('playlist.m3u8', '');
    const types = await Promise.all(
      [folder + segment, `${folder}init.mp4`, playback.posterUrl, playback.thumbnails?.url]
        .concat(playback.waveformUrl, playback.captions[0]?.url)
        .map(async (path) => (await fetchMedia(path ?? '')).headers.get('content-type')),
    );
    expect(types).toEqual([
      'video/iso.segment',
      'video/mp4',
      'image/jpeg',
      'image/jpeg',
      'application/json; charset=utf-8',
      'text/vtt; charset=utf-8',
    ]);
    const captions = await fetchMedia(playback.captions[0]?.url ?? '');
    expect(await captions.text()).toContain('Hm. Under.');
    expect(captions.headers.get('cache-control')).toMatch(/^private/);
  });

  test('a player that reads HLS by itself finds the captions in the playlist', async () => {
    const { playlistUrl } = await play(student);
    const base = playlistUrl.replace('master.m3u8', '');
    const master = await (await fetchMedia(playlistUrl)).text();
    const uri = /^#EXT-X-MEDIA:TYPE=SUBTITLES.*LANGUAGE="en".*URI="([^"]+)"$/m.exec(master)?.[1];
    expect(uri).toBe('subtitles/en/playlist.m3u8');
    expect(master.match(/^#EXT-X-STREAM-INF:.*SUBTITLES="captions"$/gm)?.length).toBe(
      master.match(/^#EXT-X-STREAM-INF:/gm)?.length,
    );
    const segment = await fetchMedia(`${base}subtitles/en/0.vtt`);
    expect(segment.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(segment.headers.get('cache-control')).toBe('private, no-store');
    expect(await segment.text()).toMatch(
      /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,.*\n\n[^]*Hm\. Under\./,
    );
    for (const name of ['subtitles/en/1.vtt', 'subtitles/pl/playlist.m3u8', 'subtitles/en/x.vtt'])
      expect((await fetchMedia(base + name)).status).toBe(404);
  });

  test('a stretch of bytes is sent when one is asked for', async () => {
    const { posterUrl } = await play(student);
    const whole = Buffer.from(await (await fetchMedia(posterUrl ?? '')).arrayBuffer());
    const part = await fetchMedia(posterUrl ?? '', { range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
    const tail = await fetchMedia(posterUrl ?? '', { range: 'bytes=-5' });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(whole.subarray(-5));
    const beyond = await fetchMedia(posterUrl ?? '', { range: `bytes=${whole.length}-` });
    expect(beyond.status).toBe(416);
    const head = await fetch(`${room.url}${posterUrl}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(whole.length));
  });

  test('what a browser has already is not sent again, but consent is asked again', async () => {
    const { playlistUrl } = await play(student);
    const segment = await firstSegment(room.url, playlistUrl);
    const first = await fetchMedia(segment);
    const bytes = (await first.arrayBuffer()).byteLength;
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const tag = first.headers.get('etag') ?? '';
    const again = await fetchMedia(segment, { 'if-none-match': tag });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
    const other = await fetchMedia(segment, { range: 'bytes=0-9', 'if-range': '"another"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, bytes]);
    const same = await fetchMedia(segment, { range: 'bytes=0-9', 'if-range': tag });
    expect(same.status).toBe(206);
    await setConsent({ withdrawnAt: new Date() });
    room.clock.aheadMs = 3_000;
    expect((await fetchMedia(segment, { 'if-none-match': tag })).status).toBe(403);
    await setConsent({});
    room.clock.aheadMs = 0;
    const { posterUrl } = await play(student);
    room.clock.aheadMs = 290_000;
    const late = await fetchMedia(posterUrl ?? '');
    room.clock.aheadMs = 0;
    const [, life] = /^private, max-age=(\d+)$/.exec(late.headers.get('cache-control') ?? '') ?? [];
    expect(Number(life)).toBeLessThanOrEqual(10);
  });

  test('a picture that another site shows, or an address that is passed on, gives nothing', async () => {
    const { playlistUrl } = await play(student);
    const asked = (site: string) => fetchMedia(playlistUrl, { 'sec-fetch-site': site });
    expect((await asked('same-origin')).status).toBe(200);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(await codeOf(await asked(site))).toBe('not_found');
  });

  test('an altered, foreign or expired address gives nothing', async () => {
    const { playlistUrl } = await play(student);
    const permit = playlistUrl.split('/')[2] ?? '';
    const at = Math.floor(permit.length / 2);
    const altered = permit.slice(0, at) + (permit[at] === 'A' ? 'B' : 'A') + permit.slice(at + 1);
    expect(await codeOf(await fetchMedia(playlistUrl.replace(permit, altered)))).toBe('not_found');
    expect(await codeOf(await fetchMedia('/media/nothing/master.m3u8'))).toBe('not_found');
    room.clock.aheadMs = 5 * 60_000 + 1_000;
    const expired = await fetchMedia(playlistUrl);
    room.clock.aheadMs = 0;
    expect(expired.status).toBe(403);
    expect(await codeOf(expired)).toBe('media_expired');
  });

  test('no address leads out of the folder of the clip, and nothing is listed', async () => {
    const { playlistUrl } = await play(student);
    const base = playlistUrl.replace('master.m3u8', '');
    for (const path of [
      '',
      '..%2F..%2F..%2Fmasters%2F' + clipId,
      '../../../masters/' + clipId,
      'v360/..%2F..%2Fposter.jpg',
      '%2Fetc%2Fpasswd',
      'v360/',
      'captions/../master.m3u8',
      'captions/xx.vtt',
      'poster.jpg%00.m4s',
    ]) {
      expect({ path, status: await rawStatus(base + path) }).toEqual({ path, status: 404 });
    }
  });
});

/** The status of a request whose path is sent exactly as it stands. */
function rawStatus(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(room.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('while somebody is watching', () => {
  test('a withdrawal stops the next segment, and recording a new consent lets it go on', async () => {
    grant(student);
    const { playlistUrl } = await play(student);
    expect((await fetchMedia(playlistUrl)).status).toBe(200);
    const { people } = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
    const params = { clipId, personId: people[0]?.id ?? '' };
    const withdrawn = await room.call(owner, clipRoutes.withdrawConsent, { params });
    expect(withdrawn.coverage).toMatchObject({ training: false, gap: 'withdrawn' });
    const words = playlistUrl.replace('master.m3u8', 'subtitles/en/0.vtt');
    expect(await codeOf(await fetchMedia(words))).toBe('consent_withdrawn');
    const stopped = await fetchMedia(playlistUrl);
    expect(stopped.status).toBe(403);
    expect(await codeOf(stopped)).toBe('consent_withdrawn');
    expect(await room.call(student, clipRoutes.playClip, { params })).toMatchObject({
      status: 403,
      code: 'consent_withdrawn',
    });
    await room.call(owner, clipRoutes.recordConsent, { params, body: consentDraft() });
    expect((await fetchMedia(playlistUrl)).status).toBe(200);
  });

  test('a withdrawal that another process recorded arrives within three seconds', async () => {
    const { playlistUrl } = await play(student);
    expect((await fetchMedia(playlistUrl)).status).toBe(200);
    await setConsent({ withdrawnAt: new Date() });
    room.clock.aheadMs = 3_000;
    expect(await codeOf(await fetchMedia(playlistUrl))).toBe('consent_withdrawn');
    await setConsent({});
    room.clock.aheadMs = 0;
  });

  test('so it does for who began to watch after it, by what was read for others', async () => {
    const later = await makeActor(room.database.db, course, 'student');
    grant(later);
    const [first, second] = [await play(student), await play(later)];
    room.clock.aheadMs = 10_000;
    expect((await fetchMedia(first.playlistUrl)).status).toBe(200);
    await setConsent({ withdrawnAt: new Date() });
    room.clock.aheadMs = 12_000;
    await fetchMedia(second.playlistUrl);
    room.clock.aheadMs = 13_000;
    expect(await codeOf(await fetchMedia(second.playlistUrl))).toBe('consent_withdrawn');
    expect(await codeOf(await fetchMedia(first.playlistUrl))).toBe('consent_withdrawn');
    await setConsent({});
    room.clock.aheadMs = 0;
  });

  test.each<[string, (watcher: Actor) => Promise<unknown> | void, string]>([
    [
      'the task is gone',
      (one) => void room.granted.delete(`${one.personId} ${clipId}`),
      'not_found',
    ],
    [
      'the person has left the course',
      (one) =>
        room.database.db
          .update(memberships)
          .set({ leftAt: new Date() })
          .where(
            and(eq(memberships.tenantId, one.tenantId), eq(memberships.personId, one.personId)),
          ),
      'not_found',
    ],
    [
      'the session has ended',
      (one) =>
        room.database.db
          .update(sessions)
          .set({ expiresAt: new Date(0) })
          .where(and(eq(sessions.tenantId, one.tenantId), eq(sessions.id, one.sessionId))),
      'session_expired',
    ],
  ])('%s', async (_, change, code) => {
    const watcher = await makeActor(room.database.db, course, 'student');
    grant(watcher);
    const { playlistUrl } = await play(watcher);
    expect((await fetchMedia(playlistUrl)).status).toBe(200);
    await change(watcher);
    room.clock.aheadMs = 3_000;
    expect(await codeOf(await fetchMedia(playlistUrl))).toBe(code);
    room.clock.aheadMs = 0;
  });

  test('an address is of no use for another institution, whatever it knows', async () => {
    const other = await makeActor(room.database.db, await makeCourse(room.database.db), 'lecturer');
    grant(other);
    expect(await play(other)).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('a clip that is being prepared says so', async () => {
    const { db } = room.database;
    await db.update(clips).set({ state: 'processing' }).where(eq(clips.id, clipId));
    expect(await play(owner)).toMatchObject({ status: 409, code: 'clip_not_ready' });
    await db.update(clips).set({ state: 'ready' }).where(eq(clips.id, clipId));
  });
});
