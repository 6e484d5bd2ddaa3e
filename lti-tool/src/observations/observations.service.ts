import type { Observation, observationRoutes } from '#contract/observations';
import type { jointRoutes } from '#contract/joint';
import { EMPTY_ROW, mergeRow } from '#contract/shared/contrast-merge';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { saveExpertReading } from './expert-readings.ts';
import { memberKey } from './joint.rules.ts';
import { bringAlong, newsOf, teamWorkAt } from './joint.store.ts';
import { inCodesOf, recodedOf, type LoadFramework } from './moved-codes.ts';
import {
  createObservationAccess,
  requireOpen,
  type ObservationAccessDeps,
  type ObservationTask,
} from './observations.access.ts';
import { createChangeOwn } from './observations.changes.ts';
import {
  compareReadings,
  groupMates,
  handedInReading,
  wordsBetween,
} from './observations.comparison.ts';
import { growthOf } from './observations.growth.ts';
import { createPasses } from './observations.passes.ts';
import { progressFor, toObservation } from './observations.replies.ts';
import { keptBeliefs } from './observations.rules.ts';
import { writeMarks, type MarkRow } from './marks.store.ts';
import { findOrBegin, findOwn, touch, type ObservationRow } from './observations.store.ts';
import { handedInCounts, handedInWork, hasMarks, marksForCitation } from './work-of-people.ts';

export interface ObservationDeps extends ObservationAccessDeps {
  /** How codes of older versions of a framework read today, by version. */
  lineage?: (
    db: Queryable,
    tenantId: string,
    frameworkId: string,
  ) => Promise<ReadonlyMap<string, CodeMap>>;
  /** Tells who looks at the comparison now that somebody handed in. */
  live?: Pick<Live, 'announce' | 'newestId' | 'say'>;
  /** Called in the transaction that wrote marks: what belonged to them may have to go. */
  onMarksWritten?: (tx: Queryable, written: readonly MarkRow[]) => Promise<void>;
  /** Where others made more marks than this, a comparison leaves their words for later. */
  mostWithWords?: number;
  loadFramework?: LoadFramework;
}

export type Observations = ReturnType<typeof createObservations>;

/** Guided observation (T1–T3): marks, passes, handing in, and looking together afterwards. */
export function createObservations(deps: ObservationDeps) {
  const { db, now, lineage, live } = deps;
  const { openForWriting, openComparison } = createObservationAccess(deps);
  const changeOwn = createChangeOwn({ db, live });

  const useCases: UseCases<Actor, typeof observationRoutes & typeof jointRoutes> = {
    async openObservation(actor, { params }) {
      const task = await openForWriting(actor, params.taskId);
      const row = await findOrBegin(db, actor, task.id);
      await bringAlong(db, row, actor);
      return {
        ...(await toObservation(db, row, task, actor.personId)),
        recoded: await recodedOf(db, row, task, deps.loadFramework),
      };
    },

    async changeMarks(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const change = async (tx: Queryable, row: ObservationRow, written: MarkRow[]) => {
        const changes = await inCodesOf(tx, row, task, body.changes);
        const news = await newsOf(tx, row, changes, actor.personId);
        if (news.length === 0) return row;
        requireOpen(row);
        await writeMarks(tx, news);
        written.push(...news);
        await deps.onMarksWritten?.(tx, news);
        // Who said yes to a group's marks said it to those of then.
        return touch(tx, row, { yesBy: [] });
      };
      return changeOwn(actor, task, change, body.known);
    },

    async setHelpingQuestion(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      if (task.plan.helpingQuestion.mode === 'given')
        throw new AppError('invalid_request', { reason: 'the question of this task is given' });
      return changeOwn(actor, task, async (tx, row) => {
        if (row.helpingQuestion === body.text) return row;
        requireOpen(row);
        return touch(tx, row, { helpingQuestion: body.text });
      });
    },

    async setBeliefs(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      return changeOwn(actor, task, async (tx, row) => {
        const beliefs = { ...row.beliefs, ...keptBeliefs(task.plan.beliefs ?? [], body.beliefs) };
        if (JSON.stringify(beliefs) === JSON.stringify(row.beliefs)) return row;
        requireOpen(row);
        const [first] = task.plan.passes;
        const progress = first && (await progressFor(tx, row, first.id));
        if (progress?.completedAt)
          throw new AppError('invalid_request', { reason: 'beliefs come before what was coded' });
        return touch(tx, row, { beliefs });
      });
    },

    async setContrast(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const { lookForId } = params;
      if (!task.plan.contrast || !task.plan.lookFors.some(({ id }) => id === lookForId))
        throw new AppError('not_found', { lookForId });
      return changeOwn(actor, task, async (tx, row) => {
        const stored = row.contrast[lookForId] ?? EMPTY_ROW;
        const merged = mergeRow(stored, body.row, body.was ?? EMPTY_ROW);
        if (JSON.stringify(merged) === JSON.stringify(stored)) return row;
        requireOpen(row);
        return touch(tx, row, { contrast: { ...row.contrast, [lookForId]: merged }, yesBy: [] });
      });
    },

    ...createPasses({ now, live, openForWriting, changeOwn }),

    async tellPresence(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const row = await findOwn(db, actor, task.id);
      if (!row?.teamId) return;
      const member = memberKey(row.teamId, actor.personId);
      await live?.say(db, row.id, { kind: 'here', member, ...body });
    },

    async myGrowth(actor) {
      requireCapability(actor, 'observations.write');
      return growthOf(db, actor, async (frameworkId) =>
        lineage ? lineage(db, actor.tenantId, frameworkId) : new Map(),
      );
    },

    async compareObservations(actor, { params }) {
      const { task, ...view } = await openComparison(db, actor, params.taskId);
      // Asked first: what happens while the readings are fetched comes once more.
      const newsId = (await live?.newestId(db, actor, task.id)) ?? 0;
      const older =
        task.frameworkId && lineage
          ? await lineage(db, actor.tenantId, task.frameworkId)
          : undefined;
      return compareReadings(db, actor, task, view, newsId, older, deps.mostWithWords);
    },

    async readWords(actor, { params, query }) {
      const { task, ...view } = await openComparison(db, actor, params.taskId);
      const stretch = [query.fromSeconds, query.toSeconds] as const;
      return { words: await wordsBetween(db, actor, task.id, view, stretch) };
    },
  };

  return {
    useCases,
    openComparison,

    /** Of a reading that was handed in: whose it is, and what classmates who may see it see. */
    handedInReading,

    /** Who shares a group of the course with somebody. */
    groupMates,

    /**
     * The actor's own observation of a task, or undefined when it was not begun. For slices above,
     * which opened the task themselves.
     */
    async openOwnObservation(
      queryable: Queryable,
      actor: Actor,
      task: ObservationTask,
    ): Promise<Observation | undefined> {
      requireCapability(actor, 'observations.write');
      const row = await findOwn(queryable, actor, task.id);
      return row && toObservation(queryable, row, task);
    },

    /** The observation of the group in which the actor works on a task; undefined: in none. */
    async openJoint(queryable: Queryable, actor: Actor, taskId: string) {
      const task = await openForWriting(actor, taskId);
      const row = await findOwn(queryable, actor, task.id);
      if (!row?.teamId) return undefined;
      const { id, revision, teamId } = row;
      return { id, revision, member: memberKey(teamId, actor.personId) };
    },

    /** What teams have done on a task, for the slice that says who is in them. */
    teamWork: teamWorkAt,

    handedInWork,
    handedInCounts,
    marksForCitation,
    hasMarks,
    saveExpertReading,
  };
}
