import { and, eq } from 'drizzle-orm';
import type { ErrorCode } from '#contract/errors';
import type { Purpose } from '#contract/vocabulary';
import { dayOf } from '../consents/consents.rules.ts';
import type { Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { Span } from '../infra/media/excerpt.rules.ts';
import type { Secrets } from '../infra/secrets.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { people, platforms } from '../lti/lti.table.ts';
import { displayName } from '../lti/membership.rules.ts';
import { scenesOf } from './clips.second-views.ts';
import { coverageOfClip, standingOf, type PlayAddress } from './clips.replies.ts';
import { grantCovers, mayFind, playbackRefusal, type Granted } from './clips.rules.ts';
import {
  findClip,
  isMember,
  teachersAmong,
  withPeople,
  type ClipRecord,
  type ClipRow,
} from './clips.store.ts';
import { createRecentAnswers } from './recent-answers.ts';
import { ADDRESS_LIFETIME_MS, mediaAddress } from './media-address.ts';

/** What of a clip something outside the library, such as a task, asks this person to watch. */
export type ClipGrant = (actor: Actor, clipId: string) => Promise<Granted>;

/** What somebody wants to watch, and what for. */
export interface Wish {
  purpose?: Purpose;
  /** Only this stretch; the whole clip otherwise. */
  excerpt?: Span | null;
  /** As a copy that is kept. */
  isCopy?: boolean;
}

/** What a decision about a clip is made on, besides who asks. */
interface Grounds {
  /** The clip with its people; null when there is none. */
  record: ClipRecord | null;
  /** Whether its owner teaches in the course of who asks. */
  isInOwnersCourse: boolean;
}

/** Whether somebody may watch, decided on what stood there then. */
export interface Standing {
  /** Why not; null when they may. */
  refusal: ErrorCode | null;
  /** Whose files it is. */
  source: ClipRecord['source'];
  /** What of it is kept from this person all the same. */
  closed: ClipRow['closed'];
  /** Nothing that it was decided on is older. */
  atMs: number;
}

const NO_GROUNDS: Grounds = { record: null, isInOwnersCourse: false };

export interface ClipAccessDeps {
  db: Database;
  consents: Consents;
  secrets: Secrets;
  grants: readonly ClipGrant[];
  now: () => Date;
}

/** For so long what was read of a clip is what is decided on; a withdrawal arrives before. */
export const GROUNDS_LIFETIME_MS = 3_000;

export type ClipAccess = ReturnType<typeof createClipAccess>;

/** The only ways to hold a clip: opened as somebody, for something. */
export function createClipAccess({ db, consents, secrets, grants, now }: ClipAccessDeps) {
  const recent = createRecentAnswers<Grounds>(GROUNDS_LIFETIME_MS, now);

  async function groundsOf(actor: Actor, clipId: string): Promise<Grounds> {
    const row = await findClip(db, actor.tenantId, clipId);
    const [record = null] = await withPeople(db, consents, actor.tenantId, row ? [row] : []);
    return {
      record,
      isInOwnersCourse: record !== null && (await isOwnersCourse(db, actor, record)),
    };
  }

  async function isOwnersCourse(
    queryable: Queryable,
    actor: Actor,
    { clip }: ClipRecord,
  ): Promise<boolean> {
    return (await teachersAmong(queryable, actor, [clip.ownerId])).has(clip.ownerId);
  }

  async function open(
    queryable: Queryable,
    actor: Actor,
    clipId: string,
    { lock = false } = {},
  ): Promise<ClipRecord> {
    const row = await findClip(queryable, actor.tenantId, clipId, { lock });
    const [record] = await withPeople(queryable, consents, actor.tenantId, row ? [row] : []);
    if (!record) throw new AppError('not_found');
    return record;
  }

  function seekerOf(actor: Actor, { clip }: ClipRecord) {
    return {
      // Who accepted it from another institution does not own it.
      isOwner: clip.ownerId === actor.personId && clip.originClipId === null,
      canBrowse: can(actor, 'clips.browse'),
      canReview: can(actor, 'clips.manage'),
    };
  }

  /** Stretches that are left out for this person: its owner sees all of a clip. */
  function closedFor(actor: Actor, record: ClipRecord): ClipRow['closed'] {
    return seekerOf(actor, record).isOwner ? [] : record.clip.closed;
  }

  async function isGranted(
    actor: Actor,
    clipId: string,
    covers: (granted: Granted) => boolean,
  ): Promise<boolean> {
    for (const grant of grants) if (covers(await grant(actor, clipId))) return true;
    return false;
  }

  /** Whether a clip shows, from a second camera, the scene of one that this person may watch now. */
  async function isSecondView(actor: Actor, clipId: string, purpose: Purpose): Promise<boolean> {
    for (const sceneId of await scenesOf(db, actor.tenantId, clipId)) {
      const row = await findClip(db, actor.tenantId, sceneId);
      const [scene] = await withPeople(db, consents, actor.tenantId, row ? [row] : []);
      if (scene && (await refusalToPlay(db, actor, scene, { purpose, isScene: true })) === null)
        return true;
    }
    return false;
  }

  /** Why this person may not watch the clip, or this excerpt of it, now; null when they may. */
  async function refusalToPlay(
    queryable: Queryable,
    actor: Actor,
    record: ClipRecord,
    {
      purpose = 'training',
      excerpt = null,
      isScene = false,
      isInOwnersCourse,
    }: Wish & { isScene?: boolean; isInOwnersCourse?: boolean },
  ): Promise<ErrorCode | null> {
    const { clip } = record;
    const facts = {
      ...seekerOf(actor, record),
      purpose,
      curation: clip.curation,
      coverage: coverageOfClip(record, dayOf(now())),
      isInOwnersCourse: isInOwnersCourse ?? (await isOwnersCourse(queryable, actor, record)),
    };
    const refusal = playbackRefusal({ ...facts, isGranted: false });
    // What a task asks for is looked up only when the library does not settle it.
    if (refusal !== 'not_found') return refusal;
    const covers = (granted: Granted) => grantCovers(granted, excerpt);
    const isAllowed =
      (await isGranted(actor, clip.id, covers)) ||
      (!isScene && (await isSecondView(actor, clip.id, purpose)));
    return playbackRefusal({ ...facts, isGranted: isAllowed });
  }

  /**
   * A fresh address of a clip's files for the actor's session, or of only an excerpt of them; null
   * while there are none.
   */
  function addressFor(
    actor: Actor,
    { clip }: ClipRecord,
    { excerpt = null, purpose = 'training', isCopy = false }: Wish = {},
  ): { url: string; expiresAt: Date } | null {
    if (clip.state !== 'ready' || !(clip.media ?? clip.reference)) return null;
    const expiresAt = new Date(now().getTime() + ADDRESS_LIFETIME_MS);
    const url = mediaAddress(secrets, {
      clipId: clip.id,
      // Of a film that lies elsewhere only captions are served here.
      run: clip.media?.run ?? 'elsewhere',
      sessionId: actor.sessionId,
      purpose,
      expiresAtMs: expiresAt.getTime(),
      ...(excerpt && { span: [excerpt.startSeconds, excerpt.endSeconds] }),
      ...(isCopy && { isCopy }),
    });
    return { url, expiresAt };
  }

  /** Whether the institution of this registration wants the viewer's name over every clip. */
  async function wantsViewerName({ platformId }: Actor): Promise<boolean> {
    const [platform] = await db
      .select({ wants: platforms.showsViewerName })
      .from(platforms)
      .where(eq(platforms.id, platformId));
    return platform?.wants ?? false;
  }

  async function viewerName({ tenantId, personId, ltiContextId }: Actor): Promise<string | null> {
    const [person] = await db
      .select()
      .from(people)
      .where(and(eq(people.tenantId, tenantId), eq(people.id, personId)));
    return person ? displayName(secrets, person, ltiContextId) : null;
  }

  async function standingOn(
    actor: Actor,
    { record, isInOwnersCourse }: Grounds,
    wish: Wish,
    atMs: number,
  ): Promise<Standing> {
    if (!record) return { refusal: 'not_found', source: null, closed: [], atMs };
    const refusal = await refusalToPlay(db, actor, record, { ...wish, isInOwnersCourse });
    return { refusal, source: record.source, closed: closedFor(actor, record), atMs };
  }

  return {
    /** Whether this person may watch this of the clip at this moment. */
    async standingNow(actor: Actor, clipId: string, wish: Wish): Promise<Standing> {
      const atMs = now().getTime();
      const grounds = await groundsOf(actor, clipId);
      const isHere = grounds.record !== null && (await isMember(db, actor));
      return standingOn(actor, isHere ? grounds : NO_GROUNDS, wish, atMs);
    },

    /**
     * The same for one of many who watch at once, and who belongs to their course: what was read of
     * the clip for another one of the course a moment ago is not read again.
     */
    async standingAmongMany(actor: Actor, clipId: string, wish: Wish): Promise<Standing> {
      const { tenantId, ltiContextId } = actor;
      const question = `${tenantId} ${ltiContextId} ${clipId}`;
      const { atMs, answer } = recent.ask(question, () => groundsOf(actor, clipId));
      const grounds = await answer;
      // What is not here may come at any moment, and nobody would say so.
      if (!grounds.record?.source) recent.forget(question);
      return standingOn(actor, grounds, wish, atMs);
    },

    /** What was read of clips until now is no longer what is decided on. */
    forgetGrounds: recent.forgetAll,

    /** A clip that the actor finds in the library. @throws {AppError} not_found */
    async openToSee(actor: Actor, clipId: string): Promise<ClipRecord> {
      const record = await open(db, actor, clipId);
      if (!mayFind(seekerOf(actor, record), record.clip.curation)) throw new AppError('not_found');
      return record;
    },

    /** A clip to be changed, locked until the transaction ends. @throws {AppError} not_found */
    async openToManage(tx: Queryable, actor: Actor, clipId: string): Promise<ClipRecord> {
      requireCapability(actor, 'clips.manage');
      const record = await open(tx, actor, clipId, { lock: true });
      if (record.clip.originClipId) throw new AppError('not_allowed', { reason: 'of others' });
      if (!mayFind(seekerOf(actor, record), record.clip.curation)) throw new AppError('not_found');
      return record;
    },

    /**
     * A clip whose people and consents are to be changed, or that is to be removed: by its owner, or
     * where its owner teaches too. @throws {AppError} not_found, not_allowed
     */
    async openToCare(tx: Queryable, actor: Actor, clipId: string): Promise<ClipRecord> {
      const record = await this.openToManage(tx, actor, clipId);
      const { ownerId } = record.clip;
      const isOwner = ownerId === actor.personId;
      if (!isOwner && !(await teachersAmong(tx, actor, [ownerId])).has(ownerId))
        throw new AppError('not_allowed', { reason: 'the clip of a colleague' });
      return record;
    },

    /** A clip to be watched. @throws {AppError} not_found, or why consent forbids it. */
    async openToPlay(actor: Actor, clipId: string, wish: Wish = {}): Promise<ClipRecord> {
      const record = await open(db, actor, clipId);
      const refusal = await refusalToPlay(db, actor, record, wish);
      if (refusal) throw new AppError(refusal);
      return record;
    },

    /**
     * A clip that a task is made with, or that a task of the actor's course already has.
     * @throws {AppError} not_found; clip_retired: its tasks keep it, and no other takes it.
     */
    async openForUse(queryable: Queryable, actor: Actor, clipId: string): Promise<ClipRecord> {
      const record = await open(queryable, actor, clipId);
      // What is still reviewed is no clip to make a task with.
      const seeker = { ...seekerOf(actor, record), canReview: false };
      const finds = mayFind(seeker, record.clip.curation);
      const isUsed = (granted: Granted) => granted === 'whole' || granted.length > 0;
      if (!finds && !(await isGranted(actor, clipId, isUsed))) throw new AppError('not_found');
      if (record.clip.curation === 'retired') throw new AppError('clip_retired');
      return record;
    },

    /**
     * Of these clips, those whose pictures the actor may see.
     * @param granted whether a task that the actor may read shows all of them.
     */
    async visibleAmong(
      queryable: Queryable,
      actor: Actor,
      records: readonly ClipRecord[],
      granted: boolean,
    ): Promise<Set<string>> {
      const owners = [...new Set(records.map(({ clip }) => clip.ownerId))];
      const teachers = await teachersAmong(queryable, actor, owners);
      const visible = records.filter(
        (record) =>
          playbackRefusal({
            ...seekerOf(actor, record),
            curation: record.clip.curation,
            coverage: coverageOfClip(record, dayOf(now())),
            isInOwnersCourse: teachers.has(record.clip.ownerId),
            isGranted: granted,
          }) === null,
      );
      return new Set(visible.map(({ clip }) => clip.id));
    },

    addressFor,
    wantsViewerName,
    closedFor,

    /** An address to play at, with the viewer's name where it moves over the picture. */
    async playAddressFor(
      actor: Actor,
      record: ClipRecord,
      wish: Wish = {},
    ): Promise<PlayAddress | null> {
      const address = addressFor(actor, record, wish);
      if (!address) return null;
      const isShown = record.clip.isWatermarked || (await wantsViewerName(actor));
      const watermark = isShown ? await viewerName(actor) : null;
      const standing = standingOf(record, dayOf(now()));
      return { ...address, watermark, standing, closed: closedFor(actor, record) };
    },
  };
}
