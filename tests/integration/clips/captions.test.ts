import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captionRoutes, type TrackKind } from '#contract/captions';
import { clipRoutes } from '#contract/clips';
import { clipListen } from '#server/clips/captions.jobs';
import { whisperService } from '#server/clips/whisper-service';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import type { Actor } from '#server/lti/actor';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { keepConnections } from '../../support/resting-connections.ts';
import { adoptClip, openClipRoom, type ClipRoom } from './clip-room.ts';

/** A small service with the HTTP of Whisper. */
interface PretendWhisper {
  server: Server;
  url: string;
  heard: { authorization: string; form: FormData }[];
  answer: { status: number; type: string; text: string };
}

let room: ClipRoom;
let samples: MediaSamples;
let whisper: PretendWhisper;
let owner: Actor;
let student: Actor;
let stranger: Actor;
let clipId: string;

beforeAll(async () => {
  whisper = await openWhisper();
  const guardedFetch = createGuardedFetch([new URL(whisper.url).host]);
  const settings = { url: `${whisper.url}/v1/`, key: 'for the tests', model: 'small' };
  room = await openClipRoom({ listening: whisperService(settings, guardedFetch) });
  samples = await openMediaSamples(room.ffmpeg);
  const { db } = room.database;
  const course = await makeCourse(db);
  owner = await makeActor(db, course, 'lecturer');
  student = await makeActor(db, course, 'student');
  stranger = await makeActor(db, await makeCourse(db), 'lecturer');
  clipId = await adoptClip(room, owner, await samples.path('plain'));
});
afterAll(async () => {
  await room.close();
  await samples.remove();
  await new Promise((done) => whisper.server.close(done));
});
beforeEach(() => {
  whisper.heard.length = 0;
});

async function openWhisper(): Promise<PretendWhisper> {
  const pretend: PretendWhisper = {
    ...{ url: '', heard: [], answer: { status: 200, type: 'text/vtt', text: '' } },
    server: keepConnections(
      createServer((request, response) => {
        void formOf(request).then((form) => {
          pretend.heard.push({ authorization: request.headers.authorization ?? '', form });
          const known = request.url === '/v1/audio/transcriptions';
          const { status, type, text } = pretend.answer;
          response.writeHead(known ? status : 404, { 'content-type': type }).end(text);
        });
      }),
    ),
  };
  await new Promise<void>((done) => pretend.server.listen(0, '127.0.0.1', done));
  pretend.url = `http://127.0.0.1:${(pretend.server.address() as AddressInfo).port}`;
  return pretend;
}

async function formOf(request: IncomingMessage): Promise<FormData> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(Buffer.concat(chunks), { headers }).formData();
}

const list = (actor = owner, id = clipId) =>
  room.call(actor, captionRoutes.listTracks, { params: { clipId: id } });
const get = (kind: TrackKind, language: string, actor = owner) =>
  room.call(actor, captionRoutes.getTrack, { params: { clipId, kind, language } });
const write = (
  kind: TrackKind,
  language: string,
  change: Partial<{ vtt: string; isDraft: boolean; baseRevision: number }> = {},
  actor = owner,
) =>
  room.call(actor, captionRoutes.writeTrack, {
    params: { clipId, kind, language },
    body: {
      ...{ label: language, vtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHm.\n' },
      ...{ isDraft: false, baseRevision: 0, ...change },
    },
  });
const play = () => room.call(owner, clipRoutes.playClip, { params: { clipId } });
const words = async (url = '') => (await fetch(`${room.url}${url}`)).text();

describe('tracks of a clip', () => {
  test('several languages and kinds stand beside each other, drafts are not played', async () => {
    expect(await get('captions', 'it')).toMatchObject({ revision: 0, savedAt: null, vtt: '' });
    await write('captions', 'it', { isDraft: true });
    await write('descriptions', 'en', { vtt: 'WEBVTT\n\n00:00.500 --> 00:01.000\nA tower.\n' });
    expect((await play()).captions.map(({ language }) => language)).toEqual(['en']);
    await write('captions', 'it', { baseRevision: 1 });
    const { captions, descriptions } = await play();
    expect(captions.map(({ language }) => language)).toEqual(['en', 'it']);
    expect(descriptions).toMatchObject([{ language: 'en', label: 'en' }]);
    expect(await words(descriptions[0]?.url)).toContain('A tower.');
    expect(await words(captions[0]?.url)).toContain('Hm. Under.');
    expect((await list()).tracks.map(({ kind, language }) => `${kind} ${language}`)).toEqual([
      ...['captions en', 'captions it', 'descriptions en'],
    ]);
  });

  test('who builds on what is no longer there overwrites nothing', async () => {
    const first = await write('captions', 'pl');
    expect(first.revision).toBe(1);
    expect((await write('captions', 'pl', { baseRevision: 1 })).revision).toBe(2);
    const late = await write('captions', 'pl', { baseRevision: 1, vtt: 'WEBVTT\n\n' });
    expect(late).toMatchObject({ status: 409, code: 'conflict' });
    expect((await get('captions', 'pl')).vtt).toContain('Hm.');
    expect(await write('captions', 'pl')).toMatchObject({ status: 409 });
  });

  test('a file that cannot be read is refused with its line', async () => {
    const bad = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHm.\n\n00:02 --> soon\nWhat?';
    expect(await write('captions', 'nl', { vtt: bad })).toMatchObject({
      ...{ status: 422, code: 'file_refused' },
      details: { problem: 'timing', line: 6 },
    });
    expect((await get('captions', 'nl')).revision).toBe(0);
  });

  test('a track is removed, and only that one', async () => {
    await write('captions', 'fr');
    await write('descriptions', 'fr');
    const params = { clipId, kind: 'captions' as const, language: 'fr' };
    expect(await room.call(owner, captionRoutes.removeTrack, { params })).toMatchObject({
      status: 204,
    });
    const left = (await list()).tracks.filter(({ language }) => language === 'fr');
    expect(left.map(({ kind }) => kind)).toEqual(['descriptions']);
  });

  test('only those who look after clips of the institution see or write them', async () => {
    expect(await list(student)).toMatchObject({ status: 403 });
    expect(await list(stranger)).toMatchObject({ status: 404 });
    expect(await get('captions', 'en', student)).toMatchObject({ status: 403 });
    expect(await write('captions', 'de', {}, student)).toMatchObject({ status: 403 });
    expect(await write('captions', 'de', {}, stranger)).toMatchObject({ status: 404 });
  });
});

describe('captions that a service writes', () => {
  const request = (language: string, id = clipId) =>
    room.call(owner, captionRoutes.requestCaptions, {
      params: { clipId: id },
      body: { language, label: language },
    });
  const listen = (language: string, id = clipId) => {
    const handler = room.clips.jobHandlers.find(({ kind }) => kind.name === clipListen.name);
    const payload = { tenantId: owner.tenantId, clipId: id, language };
    return handler?.run(payload, { signal: new AbortController().signal });
  };

  test('the sound goes to the service, what comes back is a draft until a person has checked it', async () => {
    whisper.answer = {
      ...{ status: 200, type: 'text/vtt' },
      text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nIk zie een toren.\n',
    };
    const asked = await request('nl-BE');
    expect(asked).toMatchObject({
      status: 202,
      service: { host: new URL(whisper.url).host, refusal: null },
      requests: [{ language: 'nl-BE', state: 'waiting' }],
    });
    expect(whisper.heard).toEqual([]);
    await listen('nl-BE');
    const [heard] = whisper.heard;
    expect(heard?.authorization).toBe('Bearer for the tests');
    expect(heard?.form.get('model')).toBe('small');
    expect(heard?.form.get('language')).toBe('nl');
    expect(heard?.form.get('response_format')).toBe('vtt');
    const file = heard?.form.get('file') as File;
    // A fragmented MP4 begins with its type.
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
    const draft = await get('captions', 'nl-BE');
    expect(draft).toMatchObject({ isDraft: true, isMachine: true, revision: 1 });
    expect(draft.vtt).toContain('Ik zie een toren.');
    expect((await list()).requests).toEqual([]);
    expect((await play()).captions.map(({ language }) => language)).not.toContain('nl-BE');
    const checked = await write('captions', 'nl-BE', { vtt: draft.vtt, baseRevision: 1 });
    expect(checked).toMatchObject({ isDraft: false, isMachine: false });
    expect((await play()).captions.map(({ language }) => language)).toContain('nl-BE');
  });

  test('a service that only knows JSON is understood too', async () => {
    const segments = [
      { start: 0, end: 0.8, text: ' Guarda. ' },
      { start: 0.8, end: 0.8, text: '' },
    ];
    whisper.answer = {
      ...{ status: 200, type: 'application/json' },
      text: JSON.stringify({ segments }),
    };
    await request('es');
    await listen('es');
    expect((await get('captions', 'es')).vtt).toContain('00:00:00.000 --> 00:00:00.800\nGuarda.');
  });

  test.each([
    ['refuses', { status: 500, type: 'text/plain', text: 'no' }],
    ['talks nonsense', { status: 200, type: 'text/plain', text: 'ok' }],
  ])('a service that %s: it is said, and can be asked again', async (_, answer) => {
    whisper.answer = answer;
    await request('sv');
    await listen('sv');
    expect((await list()).requests).toMatchObject([{ language: 'sv', state: 'failed' }]);
    expect((await get('captions', 'sv')).revision).toBe(0);
    expect((await request('sv')).requests).toMatchObject([{ language: 'sv', state: 'waiting' }]);
  });

  test('what a person wrote meanwhile stays', async () => {
    whisper.answer = {
      status: 200,
      type: 'text/vtt',
      text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nx',
    };
    await request('da');
    await write('captions', 'da');
    await listen('da');
    expect((await get('captions', 'da')).vtt).toContain('Hm.');
    expect(await request('da')).toMatchObject({ status: 409 });
  });

  test('without everybody’s consent no sound leaves, also when it ends after the asking', async () => {
    const id = await adoptClip(room, owner, await samples.path('plain'), { title: 'Ends' });
    await request('nl', id);
    const clip = await room.call(owner, clipRoutes.getClip, { params: { clipId: id } });
    await room.call(owner, clipRoutes.withdrawConsent, {
      params: { clipId: id, personId: clip.people[0]?.id ?? '' },
    });
    await listen('nl', id);
    expect(whisper.heard).toEqual([]);
    expect(await list(owner, id)).toMatchObject({
      service: { refusal: 'consent' },
      requests: [{ state: 'failed' }],
    });
    expect(await request('nl', id)).toMatchObject({ status: 403, code: 'consent_missing' });
  });
});
