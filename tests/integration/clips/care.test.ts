import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { careRoutes, evidenceRoutes } from '#contract/care';
import { clipRoutes } from '#contract/clips';
import type { Route } from '#contract/route';
import { LOCALES } from '#contract/vocabulary';
import { destructions, evidenceDocuments, removedClips } from '#server/clips/care.table';
import { clipErase } from '#server/clips/clips.removal';
import { clips, filmedPeople } from '#server/clips/clips.table';
import { probe } from '#server/infra/media/probe';
import type { Actor } from '#server/lti/actor';
import { platforms } from '#server/lti/lti.table';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { adoptClip, consentDraft, firstSegment, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let owner: Actor;
let colleague: Actor;
let student: Actor;
let clipId: string;
let childA: string;
let servedBefore: number;

beforeAll(async () => {
  room = await openClipRoom();
  samples = await openMediaSamples(room.ffmpeg);
  const { db } = room.database;
  const course = await makeCourse(db);
  owner = await makeActor(db, course, 'lecturer');
  colleague = await makeActor(db, course, 'lecturer');
  student = await makeActor(db, course, 'student');
  clipId = await adoptClip(room, owner, await samples.path('plain'));
  room.granted.add(`${student.personId} ${clipId}`);
  const params = { clipId };
  const { people } = await room.call(owner, clipRoutes.addFilmedPerson, {
    params,
    body: { pseudonym: 'Child B', kind: 'child', ranges: [] },
  });
  childA = people.find(({ pseudonym }) => pseudonym === 'Child A')?.id ?? '';
  await room.call(owner, clipRoutes.recordConsent, {
    params: { clipId, personId: people.find(({ pseudonym }) => pseudonym === 'Child B')?.id ?? '' },
    body: consentDraft({ validUntil: lastDay, purposes: ['training', 'team'] }),
  });
});
afterAll(async () => {
  await room.close();
  await samples.remove();
});

/** The last day of what Child B agreed to: the same before midnight and after it. */
const lastDay = new Date(Date.now() + 12 * 24 * 3_600_000).toISOString().slice(0, 10);
const play = (actor: Actor, purpose?: 'team') =>
  room.call(actor, clipRoutes.playClip, {
    params: { clipId },
    ...(purpose && { body: { purpose } }),
  });
const log = (actor: Actor) => room.call(actor, careRoutes.listViewings, { params: { clipId } });
const person = () => ({ clipId, personId: childA });

const segmentOf = (playlistUrl: string) => firstSegment(room.url, playlistUrl);

/** Mean brightness of the picture and loudest sample (dB) of a second of a film. */
async function shownAt(file: string, seconds: number): Promise<{ luma: number; peakDb: number }> {
  const span = `${seconds}:${seconds + 0.5}`;
  const picture = `[0:v]trim=${span},scale=1:1,format=gray[v]`;
  const sound = `[0:a]atrim=${span},volumedetect[a]`;
  const { stdout, stderr } = await promisify(execFile)(
    room.ffmpeg.ffmpeg,
    [
      ...['-nostdin', '-i', file],
      ...['-filter_complex', `${picture};${sound}`],
      ...['-map', '[v]', '-frames:v', '1', '-f', 'rawvideo', '-', '-map', '[a]', '-f', 'null', '-'],
    ],
    { encoding: 'buffer' },
  );
  const peak = /max_volume: (-?[\d.]+|-inf) dB/.exec(stderr.toString())?.[1] ?? '';
  return { luma: stdout[0] ?? -1, peakDb: Number(peak) };
}

test('a viewing is one row, written when pictures are sent, and read by the owner alone', async () => {
  const { playlistUrl } = await play(student);
  expect((await log(owner)).viewings).toEqual([]);
  const segment = await segmentOf(playlistUrl);
  for (let times = 0; times < 3; times++)
    expect((await fetch(room.url + segment)).status).toBe(200);
  const first = await log(owner);
  expect(first).toMatchObject({ total: 1, keptDays: 365 });
  expect(first.viewings).toMatchObject([{ purpose: 'training' }]);
  expect(first.viewings[0]?.name).not.toBe('');
  expect(await log(colleague)).toMatchObject({ status: 404 });
  expect(await log(student)).toMatchObject({ status: 403 });
});

test('a clip is watched for what everybody agreed to, and the log says what for', async () => {
  expect(await play(colleague, 'team')).toMatchObject({ code: 'consent_missing' });
  expect(await play(student, 'team')).toMatchObject({ code: 'not_allowed' });
  await room.call(owner, clipRoutes.recordConsent, {
    params: person(),
    body: consentDraft({ purposes: ['training', 'team'] }),
  });
  const { playlistUrl } = await play(colleague, 'team');
  await fetch(room.url + (await segmentOf(playlistUrl)));
  expect((await log(owner)).viewings.map(({ purpose }) => purpose).sort()).toEqual([
    'team',
    'training',
  ]);
});

test('who it is stands in the database only encrypted, and is for the owner alone', async () => {
  const params = person();
  await room.call(owner, careRoutes.setIdentity, {
    params,
    body: { identity: 'A name, a street' },
  });
  expect((await room.call(owner, careRoutes.getIdentity, { params })).identity).toBe(
    'A name, a street',
  );
  expect(await room.call(colleague, careRoutes.getIdentity, { params })).toMatchObject({
    status: 404,
  });
  const [row] = await room.database.db
    .select()
    .from(filmedPeople)
    .where(eq(filmedPeople.id, childA));
  expect(row?.identity).toMatch(/^[\w-]{40,}$/);
});

test('a signed form is kept sealed, for the owner alone, and every look is written down', async () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2_500_000, 7)]);
  const body = {
    ...{ fileName: 'a-real-name.pdf', type: 'application/pdf' as const },
    base64: bytes.toString('base64'),
  };
  const params = person();
  const add = (actor: Actor, change: Partial<typeof body> = {}) =>
    room.call(actor, evidenceRoutes.addEvidence, { params, body: { ...body, ...change } });
  expect((await add(owner)).status).toBe(201);
  expect(await add(colleague)).toMatchObject({ status: 404 });
  expect(await add(owner, { base64: Buffer.from('<html>').toString('base64') })).toMatchObject({
    code: 'file_refused',
  });
  const [kept] = await room.database.db.select().from(evidenceDocuments);
  expect(JSON.stringify(kept)).not.toContain('real-name');
  const list = (actor: Actor) => room.call(actor, evidenceRoutes.listEvidence, { params });
  const [form] = (await list(owner)).documents;
  expect(form).toMatchObject({ fileName: 'a-real-name.pdf', openings: [] });
  const one = { params: { ...params, evidenceId: form?.id ?? '' } };
  for (const route of [evidenceRoutes.openEvidence, evidenceRoutes.removeEvidence])
    expect(await room.call(colleague, route as Route, one)).toMatchObject({ status: 404 });
  expect(await list(colleague)).toMatchObject({ status: 404 });
  expect((await room.call(owner, evidenceRoutes.openEvidence, one)).base64).toBe(body.base64);
  expect((await list(owner)).documents[0]?.openings).toHaveLength(1);
  expect((await room.call(owner, evidenceRoutes.removeEvidence, one)).status).toBe(204);
  expect((await list(owner)).documents).toEqual([]);
});

test('consents that end soon are told to the owner', async () => {
  const { consents } = await room.call(owner, careRoutes.listEndingConsents);
  expect(consents).toEqual([
    { clipId, title: 'The tower', pseudonym: 'Child B', validUntil: lastDay },
  ]);
  expect((await room.call(colleague, careRoutes.listEndingConsents)).consents).toEqual([]);
});

test('the viewer’s name comes with the addresses where it is asked for', async () => {
  expect((await play(student)).watermark).toBeNull();
  await room.call(owner, careRoutes.setWatermark, {
    params: { clipId },
    body: { isWatermarked: true },
  });
  expect((await play(student)).watermark).toBe((await log(owner)).viewings.at(-1)?.name);
});

test('an institution may want the viewer’s name over every clip', async () => {
  const { db } = room.database;
  const wants = (showsViewerName: boolean) =>
    db.update(platforms).set({ showsViewerName }).where(eq(platforms.id, student.platformId));
  await room.call(owner, careRoutes.setWatermark, {
    params: { clipId },
    body: { isWatermarked: false },
  });
  expect((await play(student)).watermark).toBeNull();
  await wants(true);
  expect((await play(student)).watermark).toBe((await log(owner)).viewings.at(-1)?.name);
  const clip = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
  expect(clip).toMatchObject({ isWatermarked: false, isNameWanted: true });
  await wants(false);
});

test('a copy is taken along only where the owner allows it, and the log says who did', async () => {
  const download = (actor: Actor) =>
    room.call(actor, careRoutes.downloadClip, { params: { clipId } });
  const allow = (actor: Actor, isDownloadable: boolean) =>
    room.call(actor, careRoutes.setDownloadable, { params: { clipId }, body: { isDownloadable } });
  expect(await download(student)).toMatchObject({ code: 'not_allowed' });
  expect(await allow(colleague, true)).toMatchObject({ code: 'not_found' });
  expect((await allow(owner, true)).status).toBe(204);

  const { url } = await download(student);
  const copy = await fetch(room.url + url);
  expect(copy.headers.get('content-disposition')).toBe('attachment; filename="The tower.mp4"');
  const file = join(samples.dir, 'copy.mp4');
  await writeFile(file, Buffer.from(await copy.arrayBuffer()));
  const clip = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
  const film = await probe(room.ffmpeg, file);
  expect(film.durationSeconds).toBeCloseTo(clip.durationSeconds ?? 0, 1);
  expect(film).toMatchObject({ width: clip.width, height: clip.height, hasAudio: true });
  expect((await log(owner)).viewings.filter(({ isDownload }) => isDownload)).toHaveLength(1);
  // The address opens nothing else, and no other address opens the copy.
  expect((await fetch(room.url + url.replace('copy.mp4', 'master.m3u8'))).status).toBe(404);
  const { playlistUrl } = await play(student);
  expect((await fetch(room.url + playlistUrl.replace('master.m3u8', 'copy.mp4'))).status).toBe(404);

  await allow(owner, false);
  expect((await fetch(room.url + url)).status).toBe(404);
  await allow(owner, true);
  await room.call(owner, careRoutes.setWatermark, {
    params: { clipId },
    body: { isWatermarked: true },
  });
  expect(await download(student)).toMatchObject({ code: 'not_allowed' });
});

test('after a withdrawal the stretches of one person can be left out, and the rest plays', async () => {
  const params = person();
  const close = (actor: Actor) => room.call(actor, careRoutes.closePerson, { params });
  const reopen = (actor: Actor) => room.call(actor, careRoutes.reopenPerson, { params });
  const fetched = async (address: string) => {
    const answer = await fetch(room.url + address);
    return { status: answer.status, text: await answer.text() };
  };
  const standing = async (actor: Actor) => {
    const request = { params: { clipId: params.clipId }, query: {} };
    return (await room.call(actor, clipRoutes.watchOn, request)).standing;
  };
  const agreed = consentDraft({ purposes: ['training', 'team'] });
  expect(await close(owner)).toMatchObject({ code: 'not_allowed' });
  const before = await play(student);
  // Whoever has the clip open hears that it is open otherwise now: also its owner, who sees all of it.
  expect(await standing(student)).toBe(before.standing);
  const own = (await play(owner)).standing;
  const whole = await segmentOf(before.playlistUrl);
  await room.call(owner, clipRoutes.withdrawConsent, { params });
  // Until the owner has decided, all of it is closed.
  expect(await play(student)).toMatchObject({ code: 'consent_withdrawn' });
  const afterWithdrawal = await standing(owner);
  expect(afterWithdrawal).not.toBe(own);
  expect(await close(colleague)).toMatchObject({ code: 'not_found' });
  expect((await close(owner)).status).toBe(204);

  const after = await play(student);
  expect(after.standing).not.toBe(before.standing);
  expect(await standing(student)).toBe(after.standing);
  expect(await standing(owner)).not.toBe(afterWithdrawal);
  const [[from, to] = [0, 0]] = after.closed ?? [];
  expect(from).toBe(0);
  expect(to).toBeGreaterThanOrEqual(2);
  expect(to).toBeLessThanOrEqual(4);
  const base = after.playlistUrl.replace('master.m3u8', '');
  const master = await fetched(after.playlistUrl);
  const rendition = /^(v\d+)\/playlist\.m3u8$/m.exec(master.text)?.[1] ?? '';
  const { text: playlist } = await fetched(`${base}${rendition}/playlist.m3u8`);
  expect(playlist.startsWith('#EXTM3U')).toBe(true);
  const parts = [...playlist.matchAll(/(#EXT-X-GAP\n)?#EXTINF:([\d.]+),\n(\S+)/g)].map((found) => ({
    isGap: found[1] !== undefined,
    seconds: Number(found[2]),
    name: found[3] ?? '',
  }));
  const gaps = parts.filter(({ isGap }) => isGap);
  expect(gaps.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(to - from, 2);
  for (const { isGap, name } of parts)
    expect((await fetched(`${base}${rendition}/${name}`)).status).toBe(isGap ? 404 : 200);
  // Neither whole segments, nor the copy, nor pictures, nor what is said there.
  expect((await fetched(whole)).status).toBe(404);
  expect((await fetched(`${base}${rendition}/s00000.m4s`)).status).toBe(404);
  expect(after.thumbnails).toBeNull();
  expect((await fetched(`${base}${before.thumbnails?.url.split('/').at(-1) ?? ''}`)).status).toBe(
    404,
  );
  expect((await fetched(after.captions[0]?.url ?? '')).text).not.toContain('Hm. Under.');
  const waveform = JSON.parse((await fetched(after.waveformUrl ?? '')).text) as {
    samplesPerSecond: number;
    peaks: number[];
  };
  expect(waveform.peaks.slice(0, Math.floor(2 * waveform.samplesPerSecond))).toEqual(
    waveform.peaks.slice(0, Math.floor(2 * waveform.samplesPerSecond)).map(() => 0),
  );
  const search = { query: { q: 'under' } };
  const hitOf = async (actor: Actor) =>
    (await room.call(actor, clipRoutes.listClips, search)).clips[0]?.hit?.text;
  expect(await hitOf(owner)).toContain('Under');
  expect(await hitOf(colleague)).toBeUndefined();

  // Its owner sees all of it, and what it is about.
  expect(await play(owner)).toMatchObject({ closed: [] });
  const log = await room.call(owner, careRoutes.getCertificate, { params });
  expect(log.html).toContain('left out since');
  expect(log.html).not.toContain('can be watched by its owner alone, until');

  // Taken back, the whole clip is closed; who agrees again is shown again.
  expect((await reopen(owner)).status).toBe(204);
  expect(await play(student)).toMatchObject({ code: 'consent_withdrawn' });
  await close(owner);
  await room.call(owner, clipRoutes.recordConsent, { params, body: agreed });
  expect(await play(student)).toMatchObject({ closed: [] });
  expect((await fetched(whole)).status).toBe(200);
});

test('after a withdrawal the stretches of one person can be masked, and the clip plays again', async () => {
  const before = await play(student);
  const segment = await segmentOf(before.playlistUrl);
  const master = join(room.dataDir, 'files', 'masters', clipId);
  const original = await readFile(master);
  expect((await shownAt(master, 0.5)).luma).toBeGreaterThan(40);
  const mask = (actor: Actor) =>
    room.call(actor, careRoutes.maskPerson, { params: person(), body: { style: 'black' } });
  expect(await mask(owner)).toMatchObject({ code: 'not_allowed' });
  await room.call(owner, clipRoutes.withdrawConsent, { params: person() });
  expect(await play(student)).toMatchObject({ code: 'consent_withdrawn' });
  expect((await fetch(room.url + segment)).status).toBe(403);

  expect(await mask(colleague)).toMatchObject({ code: 'not_found' });
  const files = await readdir(join(room.dataDir, 'files', 'served', clipId), {
    ...{ recursive: true, withFileTypes: true },
  });
  servedBefore = files.filter((entry) => entry.isFile()).length;
  expect((await mask(owner)).status).toBe(204);
  const asked = await room.call(owner, careRoutes.getCertificate, { params: person() });
  expect(asked.html).toContain('is not done yet');
  expect(asked.html).not.toContain('was destroyed');
  expect(await play(student)).toMatchObject({ code: 'consent_withdrawn' });
  await room.prepare({ id: clipId }, owner);

  const after = await play(student);
  expect(after.masked).toEqual([[0, 2]]);
  expect((await fetch(room.url + segment)).status).toBe(404);
  expect((await readFile(master)).equals(original)).toBe(false);
  const [row] = await room.database.db.select().from(clips).where(eq(clips.id, clipId));
  const served = join(room.dataDir, 'files', 'served', clipId, row?.media?.run ?? '');
  for (const { name } of row?.media?.renditions ?? [])
    for (const film of [master, join(served, name, 'playlist.m3u8')]) {
      expect((await shownAt(film, 0.5)).luma).toBeLessThan(20);
      expect((await shownAt(film, 0.5)).peakDb).toBeLessThan(-60);
      expect((await shownAt(film, 4)).luma).toBeGreaterThan(40);
      expect((await shownAt(film, 4)).peakDb).toBeGreaterThan(-40);
    }
  const captions = await (await fetch(room.url + (after.captions[0]?.url ?? ''))).text();
  expect(captions).not.toContain('Hm. Under.');
});

test('the certificate says what was done, without the real name', async () => {
  const { html, fileName } = await room.call(owner, careRoutes.getCertificate, {
    params: person(),
  });
  expect(fileName).toMatch(/^withdrawal-\d{4}-\d\d-\d\d\.html$/);
  for (const said of ['Child A', '0:00–0:02', 'blacked out', 'destroyed', 'The tower'])
    expect(html).toContain(said);
  // From the records that were kept when it was destroyed, not from a count at the asking.
  const gone = await room.database.db.select().from(destructions);
  expect(gone.map(({ what }) => what).sort()).toEqual(['captions', 'original', 'served']);
  for (const { what, files, bytes, finishedAt } of gone) {
    expect(finishedAt).not.toBeNull();
    expect(bytes).toBeGreaterThan(0);
    if (what === 'served') {
      expect(files).toBe(servedBefore);
      expect(html).toContain(`(files: ${files}, `);
    }
  }
  expect(html).toMatch(/as it was handed in \([\d.,]+ [kM]B\) was destroyed on \d+ \w+ \d{4}/);
  expect(html).toContain('taken out of the captions (tracks: 1)');
  expect(html).not.toContain('can be watched by its owner alone');
  expect(html).not.toContain('A street');
  expect(html).not.toContain('a street');
});

test('of an agreement whose last day is past there is a certificate too', async () => {
  const { people } = await room.call(owner, clipRoutes.getClip, { params: { clipId } });
  const childB = people.find(({ pseudonym }) => pseudonym === 'Child B')?.id ?? '';
  const params = { clipId, personId: childB };
  expect(await room.call(owner, careRoutes.getCertificate, { params })).toMatchObject({
    code: 'not_found',
  });
  // Beside the port: nobody's session lasts for so long.
  room.clock.aheadMs = 14 * 24 * 3_600_000;
  const certificate = room.clips.careUseCases.getCertificate;
  const asked = { params, query: undefined, body: undefined };
  const { html, fileName } = await certificate(owner, asked);
  room.clock.aheadMs = 0;
  expect(fileName).toBe(`end-of-consent-${lastDay}.html`);
  for (const said of ['Child B', 'after a consent had ended', 'with its last day', 'by its owner'])
    expect(html).toContain(said);
  expect(html).not.toMatch(/withdraw/i);
});

test('viewings are forgotten after a year', async () => {
  room.clock.aheadMs = 366 * 24 * 3_600_000;
  const stop = await room.clips.start();
  stop();
  room.clock.aheadMs = 0;
  expect((await log(owner)).total).toBe(0);
});

test('of a clip that its owner removes a certificate stays, true in every language, without pictures or names', async () => {
  await room.call(owner, careRoutes.setIdentity, {
    params: person(),
    body: { identity: 'A name, a street' },
  });
  const playlist = (await play(colleague)).playlistUrl;
  await fetch(room.url + (await segmentOf(playlist)));
  const stored = async () => {
    const entries = await readdir(join(room.dataDir, 'files'), {
      ...{ recursive: true, withFileTypes: true },
    });
    return entries.filter((entry) => entry.isFile() && entry.parentPath.includes(clipId)).length;
  };
  // And what was uploaded.
  const files = (await stored()) + 1;
  expect((await room.call(owner, clipRoutes.removeClip, { params: { clipId } })).status).toBe(204);
  expect(await stored()).toBe(0);
  expect(await room.call(owner, clipRoutes.getClip, { params: { clipId } })).toMatchObject({
    code: 'not_found',
  });

  const { clips: removed } = await room.call(owner, careRoutes.listRemovedClips, {});
  expect(removed).toMatchObject([{ clipId, title: 'The tower' }]);
  expect((await room.call(colleague, careRoutes.listRemovedClips, {})).clips).toEqual([]);
  const read = (actor: Actor) =>
    room.call(actor, careRoutes.getRemovalCertificate, { params: { clipId } });
  expect(await read(colleague)).toMatchObject({ status: 404 });
  expect(await read(student)).toMatchObject({ status: 403 });
  const { html, fileName } = await read(owner);
  expect(fileName).toMatch(/^removal-\d{4}-\d\d-\d\d\.html$/);
  for (const said of ['The tower', 'Child A (0:00–0:02)', 'Child B', 'withdrawn on', 'blacked out'])
    expect(html).toContain(said);
  expect(html).toContain(`(files: ${files}, `);
  expect(html).toMatch(/was gone on \d+ \w+ \d{4}/);
  expect(html).toContain('1 viewing, ');
  expect(html).not.toContain('being destroyed');
  expect(html).not.toContain('a street');
  expect(html).not.toContain('<img');
  const headings = new Set<string>();
  for (const locale of LOCALES) {
    const page = await room.clips.careUseCases.getRemovalCertificate(
      { ...owner, locale },
      { params: { clipId }, query: undefined, body: undefined },
    );
    expect(page.html).toContain('The tower');
    expect(page.html).not.toContain('undefined');
    headings.add(/<h1>(.*)<\/h1>/.exec(page.html)?.[1] ?? '');
  }
  expect(headings.size).toBe(LOCALES.length);
});

test('while the store cannot be reached, the certificate says that its files are still being destroyed', async () => {
  const id = await adoptClip(room, owner, await samples.path('plain'), { title: 'Slowly gone' });
  const { db } = room.database;
  await room.call(owner, clipRoutes.removeClip, { params: { clipId: id } });
  // As a server leaves it that dies before the files are gone.
  await db.update(removedClips).set({ erasedAt: null }).where(eq(removedClips.clipId, id));
  const params = { clipId: id };
  const before = await room.call(owner, careRoutes.getRemovalCertificate, { params });
  expect(before.html).toContain('are being destroyed');
  const eraser = room.clips.jobHandlers.find(({ kind }) => kind === clipErase);
  await eraser?.run({ clipId: id }, { signal: new AbortController().signal });
  const after = await room.call(owner, careRoutes.getRemovalCertificate, { params });
  expect(after.html).toContain('was gone on');
});
