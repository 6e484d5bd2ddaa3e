import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { careRoutes } from '#contract/care';
import { dayOf } from '../consents/consents.rules.ts';
import { consents } from '../consents/consents.table.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import type { Secrets } from '../infra/secrets.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { displayName } from '../lti/membership.rules.ts';
import { closings, maskings } from './care.table.ts';
import { certificatePage } from './certificate-page.ts';
import { announceClips } from './clip-notices.ts';
import type { ClipAccess } from './clips.access.ts';
import { clipPrepare, servedKey } from './clips.jobs.ts';
import { closingsOf, endClosings, writeClosed } from './closing.store.ts';
import { widened } from './closed-stretches.rules.ts';
import { COPY_NAME } from './media-address.ts';
import type { ClipUsage } from './clips.library.ts';
import type { ClipRecord, FilmedPersonRecord } from './clips.store.ts';
import { clips, filmedPeople } from './clips.table.ts';
import { destroyedFor } from './destruction.store.ts';
import type { ExcerptFiles } from './excerpt-files.ts';
import { removalPage } from './removal-page.ts';
import { findRemoved } from './removed-clips.store.ts';
import type { Viewings } from './viewings.ts';

export interface CareDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  secrets: Secrets;
  ffmpeg: FfmpegTools | null;
  access: ClipAccess;
  usage: ClipUsage;
  viewings: Viewings;
  now: () => Date;
  /** Called when what may be watched has changed. */
  onConsentChange: (clipId: string) => void;
  /** A rendition as the parts that it can be cut into. */
  renditionAt: ExcerptFiles['renditionAt'];
}

const IDENTITY = 'filmed-person';
const REMINDED_DAYS = 30;

/** What those who look after a clip do beside describing it. */
export function createCare(deps: CareDeps): { useCases: UseCases<Actor, typeof careRoutes> } {
  const { db, jobs, secrets, ffmpeg, access, usage, viewings, now } = deps;
  const { onConsentChange, renditionAt } = deps;

  /** A clip as its owner holds it. @throws {AppError} not_allowed, not_found */
  async function openOwn(queryable: Queryable, actor: Actor, clipId: string): Promise<ClipRecord> {
    const record = await access.openToManage(queryable, actor, clipId);
    if (record.clip.ownerId !== actor.personId) throw new AppError('not_found');
    return record;
  }

  async function nameOf(actor: Actor, personId: string | null): Promise<string> {
    if (personId === null) return '';
    const [person] = await db
      .select()
      .from(people)
      .where(and(eq(people.tenantId, actor.tenantId), eq(people.id, personId)));
    return person ? displayName(secrets, person, actor.ltiContextId) : '';
  }

  return {
    useCases: {
      async listViewings(actor, { params, query }) {
        await openOwn(db, actor, params.clipId);
        return viewings.list(actor.tenantId, params.clipId, query);
      },

      async maskPerson(actor, { params, body }) {
        await db.transaction(async (tx) => {
          // It cannot be undone: only who owns the clip may, and only for who has withdrawn.
          const record = await openOwn(tx, actor, params.clipId);
          const { clip } = record;
          const { person, consent } = personIn(record, params.personId);
          if (!hasEnded(consent, dayOf(now()))) throw new AppError('not_allowed');
          if (!ffmpeg) throw new AppError('needs_ffmpeg');
          if (person.ranges.length === 0)
            throw new AppError('invalid_request', { field: 'ranges', reason: 'all of the clip' });
          const isSettled = clip.state === 'ready' && clip.claim === null && clip.masterKey;
          if (!isSettled) throw new AppError('clip_not_ready');
          const { tenantId, id: clipId } = clip;
          await tx.insert(maskings).values({
            ...{ id: randomUUID(), tenantId, clipId, filmedPersonId: person.id },
            ...{ ranges: person.ranges, style: body.style },
            ...{ requestedBy: actor.personId, requestedAt: now() },
          });
          // Nothing is served until the masked film is there: what was made before goes first.
          await tx
            .update(clips)
            .set({
              ...{ state: 'waiting', stage: null, percent: 0, failure: null },
              ...{ media: null, updatedAt: now() },
            })
            .where(and(eq(clips.tenantId, tenantId), eq(clips.id, clipId)));
          await jobs.send(tx, clipPrepare, clipId, { tenantId, clipId });
          await announceClips(tx, [clipId]);
        });
        onConsentChange(params.clipId);
      },

      async closePerson(actor, { params }) {
        await db.transaction(async (tx) => {
          const record = await openOwn(tx, actor, params.clipId);
          const { clip } = record;
          const { person, consent } = personIn(record, params.personId);
          if (!hasEnded(consent, dayOf(now()))) throw new AppError('not_allowed');
          const [rendition] = clip.media?.renditions ?? [];
          if (!rendition || !clip.media) throw new AppError('clip_not_ready');
          if (person.ranges.length === 0)
            throw new AppError('invalid_request', { field: 'ranges', reason: 'all of the clip' });
          // Only whole parts of a film can be left out.
          const folder = `${servedKey(clip.id, clip.media.run)}/${rendition.name}`;
          const { parts } = await renditionAt(folder);
          await endClosings(tx, clip, [person.id], now());
          await tx.insert(closings).values({
            ...{ id: randomUUID(), tenantId: clip.tenantId, clipId: clip.id },
            ...{ filmedPersonId: person.id, ranges: widened(person.ranges, parts) },
            ...{ closedBy: actor.personId, closedAt: now() },
          });
          await writeClosed(tx, clip);
          await announceClips(tx, [clip.id]);
        });
        onConsentChange(params.clipId);
      },

      async reopenPerson(actor, { params }) {
        await db.transaction(async (tx) => {
          const record = await openOwn(tx, actor, params.clipId);
          const { person } = personIn(record, params.personId);
          await endClosings(tx, record.clip, [person.id], now());
          await announceClips(tx, [record.clip.id]);
        });
        onConsentChange(params.clipId);
      },

      async getCertificate(actor, { params }) {
        const record = await access.openToManage(db, actor, params.clipId);
        const { clip } = record;
        const { person, consent } = personIn(record, params.personId);
        if (!consent || !hasEnded(consent, dayOf(now()))) throw new AppError('not_found');
        const done = await db
          .select()
          .from(maskings)
          .where(and(eq(maskings.tenantId, actor.tenantId), eq(maskings.clipId, clip.id)))
          .orderBy(asc(maskings.requestedAt));
        const own = done.filter((one) => one.filmedPersonId === person.id);
        return certificatePage(actor.locale, {
          title: clip.title,
          pseudonym: person.pseudonym,
          ranges: person.ranges,
          consent,
          recordedByName: await nameOf(actor, consent.withdrawnBy),
          tasks: (await usage(db, actor, [clip.id]))[clip.id] ?? [],
          courses: await viewings.byCourse(actor.tenantId, clip.id),
          maskings: own,
          closings: await closingsOf(db, clip, person.id),
          destroyed: await destroyedFor(
            db,
            clip,
            own.map(({ id }) => id),
          ),
          at: now(),
        });
      },

      async listRemovedClips(actor) {
        requireCapability(actor, 'clips.manage');
        const rows = await findRemoved(db, actor);
        return {
          clips: rows.map(({ clipId, title, removedAt }) => ({
            ...{ clipId, title, removedAt: removedAt.toISOString() },
          })),
        };
      },

      async getRemovalCertificate(actor, { params }) {
        requireCapability(actor, 'clips.manage');
        const [removed] = await findRemoved(db, actor, params.clipId);
        if (!removed) throw new AppError('not_found');
        const byName = await nameOf(actor, removed.removedBy);
        return removalPage(actor.locale, { removed, byName, at: now() });
      },

      async listEndingConsents(actor) {
        requireCapability(actor, 'clips.manage');
        const today = dayOf(now());
        const until = dayOf(new Date(now().getTime() + REMINDED_DAYS * 24 * 3_600_000));
        const rows = await db
          .select({
            clipId: clips.id,
            title: clips.title,
            pseudonym: filmedPeople.pseudonym,
            validUntil: consents.validUntil,
          })
          .from(filmedPeople)
          .innerJoin(
            clips,
            and(eq(clips.tenantId, filmedPeople.tenantId), eq(clips.id, filmedPeople.clipId)),
          )
          .innerJoin(
            consents,
            and(
              eq(consents.tenantId, filmedPeople.tenantId),
              eq(consents.id, filmedPeople.consentId),
            ),
          )
          .where(
            and(
              eq(filmedPeople.tenantId, actor.tenantId),
              eq(clips.ownerId, actor.personId),
              isNull(consents.withdrawnAt),
              gte(consents.validUntil, today),
              lte(consents.validUntil, until),
            ),
          )
          .orderBy(asc(consents.validUntil), asc(clips.title), asc(filmedPeople.pseudonym))
          .limit(200);
        return { consents: rows };
      },

      async setWatermark(actor, { params, body }) {
        await db.transaction(async (tx) => {
          const { clip } = await access.openToManage(tx, actor, params.clipId);
          await tx
            .update(clips)
            .set({ isWatermarked: body.isWatermarked, updatedAt: now() })
            .where(and(eq(clips.tenantId, actor.tenantId), eq(clips.id, clip.id)));
        });
      },

      async setDownloadable(actor, { params, body }) {
        await db.transaction(async (tx) => {
          const { clip } = await openOwn(tx, actor, params.clipId);
          await tx
            .update(clips)
            .set({ isDownloadable: body.isDownloadable, updatedAt: now() })
            .where(and(eq(clips.tenantId, actor.tenantId), eq(clips.id, clip.id)));
        });
      },

      async downloadClip(actor, { params, body: { purpose } }) {
        const record = await access.openToPlay(actor, params.clipId, { purpose });
        const { isWatermarked, originClipId } = record.clip;
        // Partners watch; copies stay in the institution of the clip.
        const isAll = access.closedFor(actor, record).length === 0;
        const isDownloadable = record.clip.isDownloadable && originClipId === null && isAll;
        // A copy shows nobody's name: where names are wanted there are no copies.
        if (!isDownloadable || isWatermarked || (await access.wantsViewerName(actor)))
          throw new AppError('not_allowed');
        const address = access.addressFor(actor, record, { purpose, isCopy: true });
        if (!address) throw new AppError('clip_not_ready');
        return { url: `${address.url}/${COPY_NAME}`, expiresAt: address.expiresAt.toISOString() };
      },

      async getIdentity(actor, { params }) {
        const record = await openOwn(db, actor, params.clipId);
        const { identity } = personIn(record, params.personId).person;
        return { identity: identity === null ? '' : (secrets.open(IDENTITY, identity) ?? '') };
      },

      async setIdentity(actor, { params, body }) {
        await db.transaction(async (tx) => {
          const record = await openOwn(tx, actor, params.clipId);
          const { person } = personIn(record, params.personId);
          const identity = body.identity.trim();
          await tx
            .update(filmedPeople)
            .set({ identity: identity === '' ? null : secrets.seal(IDENTITY, identity) })
            .where(and(eq(filmedPeople.tenantId, actor.tenantId), eq(filmedPeople.id, person.id)));
        });
      },
    },
  };
}

/** Whether somebody's agreement is over, by their will or by its last day. */
function hasEnded(consent: FilmedPersonRecord['consent'], today: string): boolean {
  return consent !== null && (consent.withdrawnAt !== null || consent.validUntil < today);
}

function personIn({ people: filmed }: ClipRecord, personId: string): FilmedPersonRecord {
  const found = filmed.find(({ person }) => person.id === personId);
  if (!found) throw new AppError('not_found');
  return found;
}
