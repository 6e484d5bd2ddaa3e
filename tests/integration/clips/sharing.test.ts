import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { careRoutes } from '#contract/care';
import { clipRoutes } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { clips } from '#server/clips/clips.table';
import type { Actor } from '#server/lti/actor';
import { tenants } from '#server/lti/lti.table';
import { makeActor, makeCourse } from '../../support/factories.ts';
import { openMediaSamples, type MediaSamples } from '../../support/media-samples.ts';
import { adoptClip, consentDraft, firstSegment, openClipRoom, type ClipRoom } from './clip-room.ts';

let room: ClipRoom;
let samples: MediaSamples;
let stop: () => void;
let lecturer: Actor;
let colleague: Actor;
let partner: Actor;
let partnerStudent: Actor;
let third: Actor;
let toPartners: string;
let kept: string;
let collectionId: string;
let shareId: string;

/** Its clock stands still: what was decided once would be trusted for ever. */
const stopped = new Date();

beforeAll(async () => {
  room = await openClipRoom({ now: () => stopped });
  samples = await openMediaSamples(room.ffmpeg);
  stop = await room.clips.start();
  const { db } = room.database;
  const [home, away, elsewhere] = [
    await makeCourse(db),
    await makeCourse(db, 'At the partner'),
    await makeCourse(db),
  ];
  await db.update(tenants).set({ name: 'Oak College' }).where(eq(tenants.id, home.tenantId));
  await db.update(tenants).set({ name: 'Birch College' }).where(eq(tenants.id, away.tenantId));
  lecturer = await makeActor(db, home, 'lecturer');
  colleague = await makeActor(db, home, 'lecturer');
  partner = await makeActor(db, away, 'lecturer');
  partnerStudent = await makeActor(db, away, 'student');
  third = await makeActor(db, elsewhere, 'lecturer');
  const file = await samples.path('plain');
  toPartners = await adoptClip(room, lecturer, file, {
    title: 'For partners',
    consent: { audience: 'partners' },
  });
  kept = await adoptClip(room, lecturer, file, { title: 'Kept here' });
});
afterAll(async () => {
  stop();
  await room.close();
  await samples.remove();
});

const collectionsOf = async (actor: Actor, clipId?: string) =>
  (
    await room.call(actor, collectionRoutes.listCollections, {
      ...(clipId && { query: { clipId } }),
    })
  ).collections;
const found = async (actor: Actor, query: Record<string, string> = {}) =>
  (await room.call(actor, clipRoutes.listClips, { query })).clips;
const put = (actor: Actor, clipId: string, id = collectionId) =>
  room.call(actor, collectionRoutes.addToCollection, { params: { collectionId: id, clipId } });
const play = (actor: Actor, clipId: string) =>
  room.call(actor, clipRoutes.playClip, { params: { clipId } });

/** Where a clip has its place in the partner's library. */
async function placeOf(originClipId: string): Promise<string> {
  const [row] = await room.database.db
    .select()
    .from(clips)
    .where(and(eq(clips.tenantId, partner.tenantId), eq(clips.originClipId, originClipId)));
  return row?.id ?? '';
}

describe('collections', () => {
  test('are for a person, a course or the institution, and narrow the library', async () => {
    const create = (actor: Actor, title: string, scope: 'own' | 'course' | 'institution') =>
      room.call(actor, collectionRoutes.createCollection, { body: { title, scope } });
    const own = await create(lecturer, 'Mine', 'own');
    const ofCourse = await create(lecturer, 'Ours', 'course');
    ({ id: collectionId } = await create(lecturer, 'Waiting', 'institution'));
    expect((await put(lecturer, toPartners)).status).toBe(204);
    expect((await put(lecturer, toPartners)).status).toBe(204);
    expect((await put(colleague, kept)).status).toBe(204);
    expect((await put(lecturer, kept, own.id)).status).toBe(204);

    expect((await collectionsOf(lecturer, kept)).map(({ title, holds }) => [title, holds])).toEqual(
      [
        ['Mine', true],
        ['Ours', false],
        ['Waiting', true],
      ],
    );
    expect((await collectionsOf(colleague)).map(({ title }) => title)).toEqual(['Ours', 'Waiting']);
    expect(await put(colleague, kept, own.id)).toMatchObject({ status: 404 });
    expect((await found(lecturer, { collection: own.id })).map(({ id }) => id)).toEqual([kept]);
    expect(await found(colleague, { collection: own.id })).toEqual([]);
    expect((await found(colleague, { collection: collectionId, q: 'partners' })).length).toBe(1);
    expect(await room.call(partnerStudent, collectionRoutes.listCollections)).toMatchObject({
      status: 403,
    });
    const params = { collectionId: ofCourse.id };
    await room.call(colleague, collectionRoutes.removeCollection, { params });
    expect((await collectionsOf(lecturer)).length).toBe(2);
  });
});

describe('a collection that is shared', () => {
  test('is offered by the institution and accepted by the partner, whom it names', async () => {
    const params = { collectionId };
    const shares = await room.call(lecturer, collectionRoutes.listShares, { params });
    expect(shares).toMatchObject({ clips: 2, openClips: 1, shares: [] });
    const institutionId = shares.partners.find(({ name }) => name === 'Birch College')?.id ?? '';
    expect(institutionId).toBe(partner.tenantId);
    await room.call(colleague, collectionRoutes.offerCollection, {
      params,
      body: { institutionId },
    });
    const { offers } = await room.call(partner, collectionRoutes.listOffers);
    expect(offers).toMatchObject([{ title: 'Waiting', institution: 'Oak College', clips: 2 }]);
    shareId = offers[0]?.id ?? '';

    expect(await found(partner)).toEqual([]);
    const answer = { params: { shareId }, body: { answer: 'accept' as const } };
    for (const actor of [third, lecturer])
      expect(await room.call(actor, collectionRoutes.answerOffer, answer)).toMatchObject({
        status: 404,
      });
    expect(await room.call(partnerStudent, collectionRoutes.answerOffer, answer)).toMatchObject({
      status: 403,
    });
    expect((await room.call(partner, collectionRoutes.answerOffer, answer)).status).toBe(204);
    // Pressed in a second tab, or because the answer was lost.
    expect((await room.call(partner, collectionRoutes.answerOffer, answer)).status).toBe(204);
    const not = { ...answer, body: { answer: 'decline' as const } };
    expect(await room.call(partner, collectionRoutes.answerOffer, not)).toMatchObject({
      status: 404,
    });
    expect(await collectionsOf(partner)).toMatchObject([
      { title: 'Waiting', scope: 'shared', institution: 'Oak College', canChange: false },
    ]);
  });

  test('shows the partner what everybody lets partners see, with its origin', async () => {
    const cards = await found(partner, { collection: collectionId });
    expect(cards).toMatchObject([
      { title: 'For partners', institution: 'Oak College', isMine: false },
    ]);
    expect(cards[0]?.posterUrl).toMatch(/^\/media\//);
    expect(await play(partner, await placeOf(kept))).toMatchObject({ code: 'share_ended' });
    const clip = await room.call(partner, clipRoutes.getClip, {
      params: { clipId: await placeOf(toPartners) },
    });
    expect(clip).toMatchObject({ fileName: null, usedIn: [], captions: [{ language: 'en' }] });
    expect(clip.people[0]?.consent).toMatchObject({ evidence: '', assentNote: '' });
  });

  test('is not to be changed by the partner, nor reached past its place', async () => {
    const clipId = await placeOf(toPartners);
    const [describe_, remove] = [
      await room.call(partner, clipRoutes.describeClip, {
        params: { clipId },
        body: { title: 'Taken over' },
      }),
      await room.call(partner, clipRoutes.removeClip, { params: { clipId } }),
    ];
    for (const answer of [describe_, remove]) expect(answer).toMatchObject({ status: 403 });
    for (const actor of [partner, third]) {
      expect(await play(actor, toPartners)).toMatchObject({ status: 404 });
      expect(await put(actor, toPartners)).toMatchObject({ status: 404 });
    }
    expect(await play(third, clipId)).toMatchObject({ status: 404 });
    expect(await play(partnerStudent, clipId)).toMatchObject({ status: 404 });
  });

  test('plays for students of the partner, until the origin closes it', async () => {
    const clipId = await placeOf(toPartners);
    room.granted.add(`${partnerStudent.personId} ${clipId}`);
    const { playlistUrl, captions } = await play(partnerStudent, clipId);
    const watch = async () => (await fetch(room.url + playlistUrl)).status;
    expect(await watch()).toBe(200);
    expect(await (await fetch(room.url + (captions[0]?.url ?? ''))).text()).toContain('Hm. Under.');

    const { people } = await room.call(lecturer, clipRoutes.getClip, {
      params: { clipId: toPartners },
    });
    const params = { clipId: toPartners, personId: people[0]?.id ?? '' };
    await room.call(lecturer, clipRoutes.withdrawConsent, { params });
    expect(await watch()).toBe(403);
    expect(await play(partnerStudent, clipId)).toMatchObject({ code: 'consent_withdrawn' });
    expect(await found(partner)).toEqual([]);
    const narrower = { params, body: consentDraft() };
    await room.call(lecturer, clipRoutes.recordConsent, narrower);
    expect(await play(partnerStudent, clipId)).toMatchObject({ code: 'share_ended' });
    const again = { params, body: consentDraft({ audience: 'partners' }) };
    await room.call(lecturer, clipRoutes.recordConsent, again);
    expect(await watch()).toBe(200);

    // Taken out of the collection, and put into it again.
    const held = { params: { collectionId, clipId: toPartners } };
    await room.call(lecturer, collectionRoutes.takeFromCollection, held);
    await vi.waitUntil(async () => (await watch()) === 403, { timeout: 60_000 });
    await put(lecturer, toPartners);
    await vi.waitUntil(async () => (await watch()) === 200, { timeout: 60_000 });
  });

  test('who watched it at the partner is told to the owner by course, not by name', async () => {
    const clipId = await placeOf(toPartners);
    const { playlistUrl } = await play(partnerStudent, clipId);
    await fetch(room.url + (await firstSegment(room.url, playlistUrl)));
    const log = { params: { clipId: toPartners } };
    const { viewings, total } = await room.call(lecturer, careRoutes.listViewings, log);
    expect(total).toBe(1);
    expect(viewings).toMatchObject([
      { name: '', institution: 'Birch College', courseTitle: 'At the partner' },
    ]);
    // The partner's own people do not read who watched, nor does a third institution.
    expect(await room.call(partner, careRoutes.listViewings, { params: { clipId } })).toMatchObject(
      { status: 403 },
    );
    expect(await room.call(third, careRoutes.listViewings, log)).toMatchObject({ status: 404 });

    const { people } = await room.call(lecturer, clipRoutes.getClip, log);
    const params = { clipId: toPartners, personId: people[0]?.id ?? '' };
    await room.call(lecturer, clipRoutes.withdrawConsent, { params });
    const { html } = await room.call(lecturer, careRoutes.getCertificate, { params });
    expect(html).toContain('Birch College, At the partner: 1 viewing,');
    const again = { params, body: consentDraft({ audience: 'partners' }) };
    await room.call(lecturer, clipRoutes.recordConsent, again);
  });

  test('closes at once when it is revoked, and stays closed', async () => {
    const clipId = await placeOf(toPartners);
    const { playlistUrl } = await play(partnerStudent, clipId);
    const watch = async () => (await fetch(room.url + playlistUrl)).status;
    expect(await watch()).toBe(200);
    const end = (actor: Actor) =>
      room.call(actor, collectionRoutes.endShare, { params: { shareId } });
    expect(await end(third)).toMatchObject({ status: 404 });
    expect((await end(lecturer)).status).toBe(204);
    await vi.waitUntil(async () => (await watch()) === 403, { timeout: 60_000 });
    expect(await play(partnerStudent, clipId)).toMatchObject({ code: 'share_ended' });
    expect(await found(partner)).toEqual([]);
    expect(await collectionsOf(partner)).toEqual([]);
    const answer = { params: { shareId }, body: { answer: 'accept' as const } };
    expect(await room.call(partner, collectionRoutes.answerOffer, answer)).toMatchObject({
      status: 404,
    });
  });
});
