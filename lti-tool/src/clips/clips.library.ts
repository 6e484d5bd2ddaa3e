import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Clip, clipRoutes } from '#contract/clips';
import type { Range } from '#contract/shared/ranges';
import { mergeDescription } from '#contract/shared/clip-description';
import { dayOf } from '../consents/consents.rules.ts';
import type { Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { requireRoom } from '../infra/disk-room.ts';
import type { UseCases } from '../infra/http.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import type { Storage } from '../infra/storage.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { keptWebVtt } from './captions.rules.ts';
import { tracksOfRecord, writeTrack } from './captions.store.ts';
import { secondViewOf } from './clips.second-views.ts';
import type { ClipAccess } from './clips.access.ts';
import { findSimilar, searchLibrary } from './clip-search.store.ts';
import { createShelves } from './search-shelf.ts';
import { publicationStep, takeStep } from './clips.curation.ts';
import { clipPrepare } from './clips.jobs.ts';
import { clipErase, eraseFiles, measureFiles } from './clips.removal.ts';
import {
  requireWithin,
  coverageOfClip,
  standingOf,
  toCard,
  toClip,
  toPlayback,
} from './clips.replies.ts';
import { EMPTY_DESCRIPTION, publicationRefusal } from './clips.rules.ts';
import { captionsOf, findClips, withPeople, type ClipRecord, type ClipRow } from './clips.store.ts';
import { clips } from './clips.table.ts';
import { maskingOf } from './masking.rules.ts';
import { yearAfter } from './curation.rules.ts';
import { findHit } from './search-hit.rules.ts';
import type { Uploads } from './clips.uploads.ts';
import { noteErased, recordRemoval } from './removed-clips.store.ts';
import type { Viewings } from './viewings.ts';
import { captionsOutside } from './excerpt-captions.rules.ts';
import { inOwnWords } from './vocabulary.rules.ts';
import { termsOf } from './vocabulary.store.ts';

/** Tasks that use clips, by clip id. */
export type ClipUsage = (
  db: Queryable,
  actor: Actor,
  clipIds: readonly string[],
) => Promise<Readonly<Record<string, Clip['usedIn']>>>;

export interface LibraryDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  storage: Storage;
  consents: Consents;
  access: ClipAccess;
  uploads: Uploads;
  viewings: Viewings;
  usage: ClipUsage;
  ffmpeg: FfmpegTools | null;
  maxUploadBytes: number;
  dataDir: string;
  now: () => Date;
}

const MOST_SIMILAR = 4;
/** A preparation that was under way may have written until it heard of it. */
const ERASED_AGAIN_MS = 60_000;

/** Whether a clip is the actor's own; what another institution shares is nobody's here. */
function isOwn({ personId }: Actor, { clip }: ClipRecord): boolean {
  return clip.ownerId === personId && clip.originClipId === null;
}

/** What is said in a clip where it is not closed. */
function outside<T extends { vtt: string }>(track: T, closed: readonly Range[]): T {
  return { ...track, vtt: captionsOutside(track.vtt, closed) };
}

type LibraryRoutes = Omit<
  typeof clipRoutes,
  | 'addFilmedPerson'
  | 'changeFilmedPerson'
  | 'removeFilmedPerson'
  | 'recordConsent'
  | 'withdrawConsent'
>;

/** Finding, describing, publishing and watching clips. */
export function createLibrary(deps: LibraryDeps) {
  const { db, jobs, storage, consents, access, uploads, viewings, usage, now } = deps;
  const { ffmpeg, maxUploadBytes, dataDir } = deps;
  const shelves = createShelves();

  /** How much has arrived of a film that its owner sends. */
  async function arrivingOf(actor: Actor, record: ClipRecord): Promise<Clip['arriving']> {
    const { id, state, bytes, fileName } = record.clip;
    if (state !== 'uploading' || !isOwn(actor, record)) return null;
    const upload = await uploads.progressOf(id);
    return {
      fileName: fileName ?? '',
      bytes: upload?.size ?? bytes ?? 0,
      arrivedBytes: upload?.offset ?? 0,
    };
  }

  /** The whole clip as this person may see it. */
  async function reply(actor: Actor, record: ClipRecord): Promise<Clip> {
    const { clip } = record;
    const visible = await access.visibleAmong(db, actor, [record], false);
    const uses = await usage(db, actor, [clip.id]);
    return toClip(record, {
      day: dayOf(now()),
      isMine: isOwn(actor, record),
      arriving: await arrivingOf(actor, record),
      isCarer: clip.originClipId === null && (can(actor, 'clips.manage') || isOwn(actor, record)),
      address: visible.has(clip.id) ? (access.addressFor(actor, record)?.url ?? null) : null,
      captions: (await tracksOfRecord(db, record)).captions,
      isNameWanted: await access.wantsViewerName(actor),
      usedIn: uses[clip.id] ?? [],
    });
  }

  const see = async (actor: Actor, clipId: string) =>
    reply(actor, await access.openToSee(actor, clipId));

  /** Cards in the order of the ids, and whether this person may watch. */
  async function cards(actor: Actor, clipIds: readonly string[]) {
    const rows = await findClips(db, actor.tenantId, clipIds);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ordered = clipIds.flatMap((id) => byId.get(id) ?? []);
    const records = await withPeople(db, consents, actor.tenantId, ordered);
    const visible = await access.visibleAmong(db, actor, records, false);
    const arriving = await Promise.all(records.map((record) => arrivingOf(actor, record)));
    return records.map((record, at) => {
      const isOpen = visible.has(record.clip.id);
      const card = toCard(record, {
        day: dayOf(now()),
        isMine: isOwn(actor, record),
        arriving: arriving[at],
        address: isOpen ? (access.addressFor(actor, record)?.url ?? null) : null,
      });
      return { card, record, isOpen };
    });
  }

  async function write(tx: Queryable, clip: ClipRow, change: Partial<ClipRow>): Promise<void> {
    await tx
      .update(clips)
      .set({ ...change, updatedAt: now() })
      .where(and(eq(clips.tenantId, clip.tenantId), eq(clips.id, clip.id)));
  }

  const useCases: UseCases<Actor, LibraryRoutes> = {
    async listClips(actor, { query }) {
      requireCapability(actor, query.review === 'true' ? 'clips.manage' : 'clips.browse');
      const page = await searchLibrary(db, shelves, actor, query, now());
      const found = await cards(actor, page.clipIds);
      const { total, facets, sought, beginnings } = page;
      if (beginnings.length === 0)
        return { clips: found.map(({ card }) => card), total, facets, sought };
      // What is said is quoted only to those who may hear it.
      const open = found.filter(({ isOpen }) => isOpen).map(({ card }) => card.id);
      const captions = await captionsOf(db, actor.tenantId, open, actor.locale);
      const clipsWithHits = found.map(({ card, record }) => {
        const closed = access.closedFor(actor, record);
        const said = captions.get(card.id) ?? [];
        const heard = closed.length === 0 ? said : said.map((track) => outside(track, closed));
        return { ...card, hit: findHit(beginnings, heard, record.clip.description) };
      });
      return { clips: clipsWithHits, total, facets, sought };
    },

    async listSimilarClips(actor, { params }) {
      requireCapability(actor, 'clips.browse');
      await access.openToSee(actor, params.clipId);
      const near = await findSimilar(db, actor, params.clipId, MOST_SIMILAR);
      return { clips: (await cards(actor, near)).map(({ card }) => card) };
    },

    async createClip(actor, { body }) {
      requireCapability(actor, 'clips.manage');
      if (body.bytes === 0) throw new AppError('empty_file');
      if (body.bytes > maxUploadBytes) throw new AppError('too_large', { maxUploadBytes });
      await requireRoom(dataDir, body.bytes);
      const { masking } = body;
      // Refused before a byte leaves the room: nothing unmasked is kept for a program to come.
      if (masking?.by === 'server' && !ffmpeg) throw new AppError('needs_ffmpeg');
      const id = randomUUID();
      await db.insert(clips).values({
        ...{ id, tenantId: actor.tenantId, ownerId: actor.personId },
        ...{ title: '', description: EMPTY_DESCRIPTION },
        ...{ state: 'uploading', curation: 'draft' },
        ...{ fileName: body.fileName, bytes: body.bytes },
        ...(masking && maskingOf(masking, now())),
        ...{ createdAt: now(), updatedAt: now() },
      });
      return see(actor, id);
    },

    getClip: (actor, { params }) => see(actor, params.clipId),

    async describeClip(actor, { params, body }) {
      const { title, ...description } = body;
      await db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        const own = inOwnWords(description, await termsOf(tx, actor.tenantId));
        await write(tx, clip, {
          description: mergeDescription(clip.description, own),
          ...(title !== undefined && { title }),
        });
      });
      return see(actor, params.clipId);
    },

    async removeClip(actor, { params }) {
      const { clipId } = params;
      await access.openToCare(db, actor, clipId);
      // No row waits for the store.
      const amount = await measureFiles(storage, clipId);
      const courses = await viewings.byCourse(actor.tenantId, clipId);
      const isQuiet = await db.transaction(async (tx) => {
        const record = await access.openToCare(tx, actor, clipId);
        const { clip, people } = record;
        const uses = (await usage(tx, actor, [clip.id]))[clip.id] ?? [];
        if (uses.length > 0) throw new AppError('clip_in_use', { tasks: uses.length });
        // Of a film that never arrived there is nothing to certify.
        if (clip.state !== 'uploading' || people.length > 0)
          await recordRemoval(tx, actor, record, { at: now(), amount, courses });
        await tx
          .delete(clips)
          .where(and(eq(clips.tenantId, actor.tenantId), eq(clips.id, clip.id)));
        const consentIds = people.flatMap(({ person }) => person.consentId ?? []);
        await consents.remove(tx, actor, consentIds);
        const startAfter = new Date(now().getTime() + ERASED_AGAIN_MS);
        await jobs.send(tx, clipErase, clipId, { clipId }, { startAfter });
        return clip.claim === null && (clip.state === 'ready' || clip.state === 'failed');
      });
      await uploads.discard(clipId);
      // At once where that is possible; what is left then is the job's.
      const isErased = await eraseFiles(storage, clipId).then(
        () => true,
        () => false,
      );
      // A preparation that is under way may still write.
      if (isErased && isQuiet) await noteErased(db, clipId, now());
    },

    async retryClip(actor, { params }) {
      await db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        if (clip.failure === null) return;
        // What plays already goes on playing while its larger pictures are made.
        await write(
          tx,
          clip,
          clip.state === 'ready'
            ? { failure: null, claim: randomUUID() }
            : { state: 'waiting', stage: null, percent: 0, failure: null },
        );
        const { tenantId, id: clipId } = clip;
        await jobs.send(tx, clipPrepare, clipId, { tenantId, clipId });
      });
      return see(actor, params.clipId);
    },

    async cancelPreparation(actor, { params }) {
      await db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        const isUnderWay = ['waiting', 'processing'].includes(clip.state) || clip.claim !== null;
        if (!isUnderWay) return;
        // Whoever prepares it loses the claim, and stops at its next word about progress.
        const state = clip.state === 'ready' ? 'ready' : 'failed';
        await write(tx, clip, { state, failure: 'transcode_cancelled', claim: null });
      });
      return see(actor, params.clipId);
    },

    async choosePoster(actor, { params, body }) {
      await db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        if (!clip.media?.posters?.includes(body.name)) throw new AppError('not_found');
        await write(tx, clip, { poster: body.name });
      });
      return see(actor, params.clipId);
    },

    async publishClip(actor, { params }) {
      await db.transaction(async (tx) => {
        const record = await access.openToManage(tx, actor, params.clipId);
        const { clip } = record;
        const coverage = coverageOfClip(record, dayOf(now()));
        const refusal = publicationRefusal({ title: clip.title, state: clip.state, coverage });
        if (refusal) throw new AppError(refusal);
        if (clip.curation === 'published') return;
        const to = await publicationStep(tx, actor, clip);
        const reviewOn = to === 'published' ? yearAfter(dayOf(now())) : null;
        await takeStep(tx, actor, clip, { to, why: '', reviewOn, at: now() });
      });
      return see(actor, params.clipId);
    },

    async setCaptions(actor, { params, body }) {
      const vtt = keptWebVtt(body.vtt);
      await db.transaction(async (tx) => {
        const { clip } = await access.openToManage(tx, actor, params.clipId);
        await writeTrack(tx, clip, 'captions', { ...body, language: params.language, vtt }, now());
        await write(tx, clip, {});
      });
      return see(actor, params.clipId);
    },

    async watchOn(actor, { params, query }) {
      const { purpose, startSeconds, endSeconds } = query;
      const isExcerpt = startSeconds !== undefined && endSeconds !== undefined;
      const excerpt = isExcerpt ? { startSeconds, endSeconds } : null;
      const record = await access.openToPlay(actor, params.clipId, { purpose, excerpt });
      return { standing: standingOf(record, dayOf(now())) };
    },

    async playClip(actor, { params, body }) {
      const record = await access.openToPlay(actor, params.clipId, body);
      const { excerpt } = body;
      if (excerpt) requireWithin(excerpt, record.clip);
      const tracks = await tracksOfRecord(db, record);
      const address = await access.playAddressFor(actor, record, body);
      const playback = toPlayback(
        record,
        address,
        tracks,
        excerpt && { id: null, title: '', ...excerpt },
      );
      const view = await secondViewOf(db, actor.tenantId, record.clip.id);
      // Only where the people of both have agreed.
      const isOpen =
        view &&
        !excerpt &&
        !(await access.standingNow(actor, view.clipId, { purpose: body.purpose })).refusal;
      return { ...playback, ...(isOpen && { secondView: view }) };
    },
  };

  return { useCases, see };
}
