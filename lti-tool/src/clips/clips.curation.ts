import { and, desc, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Curation, curationRoutes } from '#contract/curation';
import type { CurationState } from '#contract/vocabulary';
import { dayOf } from '../consents/consents.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import type { ClipAccess } from './clips.access.ts';
import type { ClipUsage } from './clips.library.ts';
import { coverageOfClip } from './clips.replies.ts';
import { publicationRefusal } from './clips.rules.ts';
import { clips } from './clips.table.ts';
import { hasReviewers, type ClipRow } from './clips.store.ts';
import { mayMove, movesOf, ruleOf, yearAfter } from './curation.rules.ts';
import { curationSteps } from './curation.table.ts';

/** How many people have handed something in for these tasks. */
export type HandInCount = (
  db: Queryable,
  tenantId: string,
  taskIds: readonly string[],
) => Promise<number>;

export interface CurationDeps {
  db: Database;
  access: ClipAccess;
  usage: ClipUsage;
  countHandIns: HandInCount;
  now: () => Date;
}

const MOST_STEPS = 100;

/** The way of a clip through the library, from a proposal to its retirement. */
export function createCuration({ db, access, usage, countHandIns, now }: CurationDeps) {
  async function reply(actor: Actor, clip: ClipRow): Promise<Curation> {
    const uses = (await usage(db, actor, [clip.id]))[clip.id] ?? [];
    const steps = await db
      .select({ step: curationSteps, name: people.name })
      .from(curationSteps)
      .innerJoin(
        people,
        and(eq(people.tenantId, curationSteps.tenantId), eq(people.id, curationSteps.personId)),
      )
      .where(and(eq(curationSteps.tenantId, actor.tenantId), eq(curationSteps.clipId, clip.id)))
      .orderBy(desc(curationSteps.at), desc(curationSteps.id))
      .limit(MOST_STEPS);
    const taskIds = uses.map((use) => use.taskId);
    return {
      state: clip.curation,
      reviewOn: clip.reviewOn,
      isReviewDue:
        clip.curation === 'published' && clip.reviewOn !== null && clip.reviewOn <= dayOf(now()),
      moves: movesOf(curatorOf(actor, clip), clip.curation),
      steps: steps.map(({ step, name }) => ({
        ...{ from: step.fromState, to: step.toState, why: step.why },
        ...{ at: step.at.toISOString(), by: name ?? '' },
      })),
      impact: {
        tasks: uses.length,
        courses: new Set(uses.map((use) => use.courseTitle)).size,
        submissions: await countHandIns(db, actor.tenantId, taskIds),
      },
    };
  }

  const useCases: UseCases<Actor, typeof curationRoutes> = {
    async getCuration(actor, { params }) {
      requireCapability(actor, 'clips.manage');
      return reply(actor, (await access.openToSee(actor, params.clipId)).clip);
    },

    async moveClip(actor, { params, body }) {
      const moved = await db.transaction(async (tx) => {
        const record = await access.openToManage(tx, actor, params.clipId);
        const { clip } = record;
        const { to, needsWhy } = ruleOf(body.move);
        // A colleague may have moved it since this page was read.
        if (!mayMove(curatorOf(actor, clip), clip.curation, body.move))
          throw new AppError('conflict', { state: clip.curation });
        if (needsWhy && body.why === '') throw new AppError('invalid_request', { missing: 'why' });
        const today = dayOf(now());
        if (to === 'published') {
          const coverage = coverageOfClip(record, today);
          const refusal = publicationRefusal({ title: clip.title, state: clip.state, coverage });
          if (refusal) throw new AppError(refusal);
          if (body.reviewOn !== undefined && body.reviewOn <= today)
            throw new AppError('invalid_request', { reason: 'a review date in the past' });
        }
        const reviewOn = to === 'published' ? (body.reviewOn ?? yearAfter(today)) : null;
        await takeStep(tx, actor, clip, { to, why: body.why, reviewOn, at: now() });
        return { ...clip, curation: to, reviewOn };
      });
      return reply(actor, moved);
    },
  };

  return { useCases };
}

/** Moves a clip and remembers who did, when and why, in one transaction. */
export async function takeStep(
  tx: Queryable,
  actor: Actor,
  clip: Pick<ClipRow, 'id' | 'curation'>,
  step: { to: CurationState; why: string; reviewOn: string | null; at: Date },
): Promise<void> {
  const { to, why, reviewOn, at } = step;
  await tx
    .update(clips)
    .set({ curation: to, reviewOn, updatedAt: at })
    .where(and(eq(clips.tenantId, actor.tenantId), eq(clips.id, clip.id)));
  await tx.insert(curationSteps).values({
    ...{ id: randomUUID(), tenantId: actor.tenantId, clipId: clip.id, personId: actor.personId },
    ...{ fromState: clip.curation, toState: to, why, at },
  });
}

/**
 * Where a wish to publish takes a clip: into the library after its review; before it, to the review
 * of a colleague, where the institution has one. @throws {AppError} conflict
 */
export async function publicationStep(
  tx: Queryable,
  actor: Actor,
  clip: ClipRow,
): Promise<CurationState> {
  const curator = curatorOf(actor, clip);
  if (mayMove(curator, clip.curation, 'publish')) return 'published';
  if (!mayMove(curator, clip.curation, 'propose'))
    throw new AppError('conflict', { state: clip.curation });
  return (await hasReviewers(tx, actor)) ? 'proposed' : 'published';
}

function curatorOf(actor: Actor, clip: ClipRow) {
  return { isOwner: clip.ownerId === actor.personId, canManage: can(actor, 'clips.manage') };
}
