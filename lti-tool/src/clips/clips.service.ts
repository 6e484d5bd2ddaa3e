import type { Router } from 'express';
import type { clipRoutes } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import type { ClipState, CurationState } from '#contract/vocabulary';
import type { Span } from '#contract/common-shapes';
import { dayOf } from '../consents/consents.rules.ts';
import type { Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { JobHandler } from '../infra/jobs.ts';
import type { Actor } from '../lti/actor.ts';
import { listeningHandler, type ListeningDeps } from './captions.jobs.ts';
import { createCaptions } from './captions.service.ts';
import { hearOfClips } from './clip-notices.ts';
import { createClipAccess, type ClipAccessDeps } from './clips.access.ts';
import { createAdoption, type AdoptionDeps } from './clips.adoption.ts';
import { createCuration, type HandInCount } from './clips.curation.ts';
import { createCollections } from './collections.service.ts';
import { createExcerptFiles } from './excerpt-files.ts';
import { createEvidence } from './evidence.service.ts';
import { createExcerpts } from './clips.excerpts.ts';
import { createSecondViews } from './clips.second-views.ts';
import { createCare } from './clips.care.ts';
import { createPreparation, type PreparationDeps } from './clips.jobs.ts';
import { createReferences, type ReferenceDeps } from './clips.references.ts';
import { createLibrary, type LibraryDeps } from './clips.library.ts';
import { createFilmedPeople } from './clips.people.ts';
import { removalHandler } from './clips.removal.ts';
import { coverageOfClip, excerptPosterOf, openPoster } from './clips.replies.ts';
import { consentRefusal } from './clips.rules.ts';
import { findClips, withPeople, type ClipRecord } from './clips.store.ts';
import { createSharing } from './sharing.service.ts';
import { createUploads, type UploadsDeps } from './clips.uploads.ts';
import { createMediaRouter, type MediaRouterDeps } from './playback.routes.ts';
import { createViewings } from './viewings.ts';
import { createVocabularies } from './vocabulary.service.ts';
import { createUploadRouter, type UploadRouterDeps } from './upload.routes.ts';

export type { Granted } from './clips.rules.ts';

/** Everything that the clips need; each part takes what it uses. */
export interface ClipDeps
  extends
    ClipAccessDeps,
    AdoptionDeps,
    ReferenceDeps,
    PreparationDeps,
    ListeningDeps,
    UploadsDeps,
    Omit<LibraryDeps, 'access' | 'uploads' | 'viewings'>,
    Omit<MediaRouterDeps, 'access' | 'viewings' | 'excerptFiles'>,
    Omit<UploadRouterDeps, 'uploads'> {
  countHandIns: HandInCount;
  /** Where other processes are heard; without it, changes of theirs hold seconds later. */
  databaseUrl?: string;
}

/** What a slice above knows of a clip that it uses. */
export interface ClipBrief {
  id: string;
  title: string;
  state: ClipState;
  curation: CurationState;
  durationSeconds: number | null;
  coverage: Coverage;
  people: { pseudonym: string; kind: 'child' | 'adult'; ranges: [number, number][] }[];
  /** Signed and short-lived; null when there is no picture, or when the person may not see it. */
  posterUrl: string | null;
  /** The same for the picture with which an excerpt of it begins. */
  excerptPosterUrl: (excerpt: Span) => string | null;
}

const TIDY_EVERY_MS = 3_600_000;

/** Exemplar clips: upload, preparation, description, consent, library and playback. */
export function createClips(deps: ClipDeps) {
  const { db, consents, log, now, databaseUrl } = deps;
  const access = createClipAccess(deps);
  const uploads = createUploads(deps);
  const viewings = createViewings(deps);
  const excerptFiles = createExcerptFiles(deps.storage);
  const media = createMediaRouter({ ...deps, access, viewings, excerptFiles });
  const library = createLibrary({ ...deps, access, uploads, viewings });
  const filmedPeople = createFilmedPeople({
    ...{ db, consents, access, now },
    see: library.see,
    onConsentChange: media.forget,
  });
  const useCases: UseCases<Actor, typeof clipRoutes> = {
    ...library.useCases,
    ...filmedPeople.useCases,
  };
  const { usage, countHandIns } = deps;
  const { useCases: curationUseCases } = createCuration({ db, access, usage, countHandIns, now });
  const { useCases: referenceUseCases } = createReferences({ ...deps, see: library.see });
  const { useCases: secondViewUseCases } = createSecondViews({ db, access });
  const { useCases: excerptUseCases } = createExcerpts({ db, access, now });
  const { useCases: captionUseCases } = createCaptions({ ...deps, access });
  const { useCases: vocabularyUseCases } = createVocabularies({ db, now });
  const { useCases: careUseCases } = createCare({
    ...{ ...deps, access, viewings },
    onConsentChange: media.forget,
    renditionAt: excerptFiles.renditionAt,
  });
  const { useCases: ownCollections } = createCollections({ db, access, now });
  const { useCases: sharing } = createSharing({ db, consents, now });
  const { useCases: evidenceUseCases } = createEvidence({ ...deps, access });
  const uploadRouter: Router = createUploadRouter({ ...deps, uploads });
  const jobHandlers: readonly JobHandler[] = [
    createPreparation(deps),
    listeningHandler(deps),
    removalHandler(deps),
  ];

  function toBrief(
    record: ClipRecord,
    posterUrl: string | null,
    excerptPosterUrl: ClipBrief['excerptPosterUrl'] = () => null,
  ): ClipBrief {
    const { clip, people } = record;
    const { id, title, state, curation, durationSeconds } = clip;
    return {
      ...{ id, title, state, curation, durationSeconds, posterUrl, excerptPosterUrl },
      coverage: coverageOfClip(record, dayOf(now())),
      people: people.map(({ person: { pseudonym, kind, ranges } }) => ({
        ...{ pseudonym, kind, ranges },
      })),
    };
  }

  /** Briefs with the pictures that the actor may see, given that tasks show them all. */
  async function briefsOf(
    queryable: Queryable,
    actor: Actor,
    records: readonly ClipRecord[],
  ): Promise<ClipBrief[]> {
    const visible = await access.visibleAmong(queryable, actor, records, true);
    return records.map((record) => {
      const { id } = record.clip;
      const poster = openPoster(record.clip);
      const isVisible = visible.has(id);
      const address = isVisible ? access.addressFor(actor, record) : null;
      return toBrief(record, address && poster ? `${address.url}/${poster}` : null, (excerpt) => {
        const first = excerptPosterOf(record.clip, excerpt, record.clip.closed);
        const own = isVisible && first ? access.addressFor(actor, record, { excerpt }) : null;
        return own && `${own.url}/${first}`;
      });
    });
  }

  return {
    useCases,
    secondViewUseCases,
    excerptUseCases,
    referenceUseCases,
    captionUseCases,
    curationUseCases,
    careUseCases,
    evidenceUseCases,
    collectionUseCases: { ...ownCollections, ...sharing },
    vocabularyUseCases,
    /** Mount before body parsers. */
    uploadRouter,
    /** Serves `/media/…` by signature alone, without a token. */
    mediaRouter: media.router,
    jobHandlers,

    /**
     * A clip of which the actor makes or opens a task: found in the library, or already in a task
     * of the course. @throws {AppError} not_found
     */
    async openClipForUse(queryable: Queryable, actor: Actor, clipId: string): Promise<ClipBrief> {
      const record = await access.openForUse(queryable, actor, clipId);
      return toBrief(record, null);
    },

    /** That the actor finds a clip in the library. @throws {AppError} not_found */
    async requireFound(actor: Actor, clipId: string): Promise<void> {
      await access.openToSee(actor, clipId);
    },

    /**
     * Clips by id, for a caller that has already decided that the actor may know of them (a task
     * that they may read). Unknown ids are left out.
     */
    async clipBriefs(
      queryable: Queryable,
      actor: Actor,
      clipIds: readonly string[],
    ): Promise<ReadonlyMap<string, ClipBrief>> {
      const rows = await findClips(queryable, actor.tenantId, clipIds);
      const records = await withPeople(queryable, consents, actor.tenantId, rows);
      const briefs = await briefsOf(queryable, actor, records);
      return new Map(briefs.map((brief) => [brief.id, brief]));
    },

    /** Of these clips, those that consent keeps from being shown today, with the error code why. */
    async closedClips(
      queryable: Queryable,
      tenantId: string,
      clipIds: readonly string[],
    ): Promise<Record<string, string>> {
      const rows = await findClips(queryable, tenantId, clipIds);
      const records = await withPeople(queryable, consents, tenantId, rows);
      const day = dayOf(now());
      const closed = records.flatMap((record) => {
        const refusal = consentRefusal(coverageOfClip(record, day));
        return refusal ? [[record.clip.id, refusal] as const] : [];
      });
      const gone = clipIds.filter((id) => !rows.some((row) => row.id === id));
      return Object.fromEntries([...closed, ...gone.map((id) => [id, 'not_found'] as const)]);
    },

    adoptFile: createAdoption(deps),

    /**
     * Hears what other processes do with clips, catches up with uploads that a killed process left,
     * and tidies every hour.
     * @param options `tidies` is false where a process beside this one does
     */
    async start({ tidies = true } = {}): Promise<() => void> {
      const notices = databaseUrl ? hearOfClips(databaseUrl, log, media.forget) : null;
      if (!tidies) return () => void notices?.close();
      await uploads.tidy();
      await viewings.forgetOld();
      const timer = setInterval(() => {
        Promise.all([uploads.tidy(), viewings.forgetOld()]).catch((error: unknown) => {
          log.warn({ reason: String(error) }, 'clips could not be tidied');
        });
      }, TIDY_EVERY_MS);
      timer.unref();
      return () => {
        clearInterval(timer);
        void notices?.close();
      };
    },
    /** Called by `start`, and by tests. */
    tidyUploads: uploads.tidy,
  };
}
