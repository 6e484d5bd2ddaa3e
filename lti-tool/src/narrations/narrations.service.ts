import { and, count, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import type {
  Citation,
  Narration,
  NarrationDoc,
  NarrationReading,
  narrationRoutes,
} from '#contract/narrations';
import type { NarrationPlan, TaskPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { citationsOf, citedPiecesOf, countWords } from '#contract/shared/narration-text';
import { keepsVersion, narrationGaps } from './narrations.rules.ts';
import {
  findInCourse,
  findOrBegin,
  findOwn,
  handedInVersion,
  keepVersion,
  versionFacts,
  type NarrationRow,
} from './narrations.store.ts';
import { narrations } from './narrations.table.ts';

/** What a narration needs to know of its task. */
export interface NarrationTask {
  id: string;
  plan: TaskPlan;
  clipId: string | null;
}

export interface NarrationDeps {
  db: Database;
  now: () => Date;
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe' | 'mark',
  ) => Promise<NarrationTask>;
  /** Of these clips, those that may not be played today, with the error code that says why. */
  closedClips: (
    db: Queryable,
    tenantId: string,
    clipIds: readonly string[],
  ) => Promise<Record<string, string>>;
  /** Told within the transaction of a hand-in; the slices above decide what follows. */
  onHandedIn?: (
    tx: Queryable,
    actor: Actor,
    task: NarrationTask,
    narration: NarrationRow,
  ) => Promise<void>;
  /** Whether the actor may cite these pieces of own documentation for a task. */
  mayCitePieces?: (
    queryable: Queryable,
    actor: Actor,
    taskId: string,
    pieceIds: readonly string[],
  ) => Promise<boolean>;
}

/** A narration as somebody who marks it gets it. */
export interface HandedInNarration {
  row: NarrationRow;
  task: NarrationTask;
  plan: NarrationPlan;
  reading: NarrationReading;
}

export type Narrations = ReturnType<typeof createNarrations>;

/** Narrations (Q1–Q3): writing them, handing them in, reading them. */
export function createNarrations({
  db,
  now,
  openTask,
  closedClips,
  mayCitePieces = () => Promise.resolve(true),
  onHandedIn = () => Promise.resolve(),
}: NarrationDeps) {
  async function openForWriting(actor: Actor, taskId: string) {
    requireCapability(actor, 'narrations.write');
    const task = await openTask(db, actor, taskId, 'observe');
    if (!task.plan.narration) throw new AppError('not_found');
    return { task, plan: task.plan.narration };
  }

  async function toNarration(queryable: Queryable, row: NarrationRow): Promise<Narration> {
    const versions = await versionFacts(queryable, row);
    return {
      id: row.id,
      taskId: row.taskId,
      title: row.title,
      question: row.question,
      stage: row.stage,
      doc: row.doc,
      wordCount: row.wordCount,
      citationCount: row.citationCount,
      handedInAt: row.handedInAt?.toISOString() ?? null,
      ownEstimate: row.ownEstimate,
      revision: row.revision,
      versions: versions.count,
      savedAt: row.savedAt.toISOString(),
    };
  }

  async function toReading(
    queryable: Queryable,
    row: NarrationRow,
    author: string,
  ): Promise<NarrationReading> {
    const version = await handedInVersion(queryable, row);
    const shown = version ?? row;
    const cited = [...new Set(citationsOf(shown.doc).map((citation) => citation.clipId))];
    return {
      id: row.id,
      taskId: row.taskId,
      author,
      title: shown.title,
      question: shown.question,
      doc: shown.doc,
      wordCount: shown.wordCount,
      version: version?.number ?? 0,
      handedInAt: row.handedInAt?.toISOString() ?? null,
      closedClips: await closedClips(queryable, row.tenantId, cited),
    };
  }

  /** A narration of the actor's course that was handed in, for marking; names as the task says. */
  async function openForMarking(
    queryable: Queryable,
    actor: Actor,
    narrationId: string,
  ): Promise<HandedInNarration> {
    requireCapability(actor, 'narrations.mark');
    const found = await findInCourse(queryable, actor, narrationId);
    if (!found?.narration.handedInAt) throw new AppError('not_found');
    const task = await openTask(queryable, actor, found.narration.taskId, 'mark');
    const plan = task.plan.narration;
    if (!plan) throw new AppError('not_found');
    const author = authorFor(plan, found.narration.candidateCode, found.authorName);
    return {
      row: found.narration,
      task,
      plan,
      reading: await toReading(queryable, found.narration, author),
    };
  }

  const useCases: UseCases<Actor, typeof narrationRoutes> = {
    async openNarration(actor, { params }) {
      const { task } = await openForWriting(actor, params.taskId);
      const question =
        task.plan.helpingQuestion.mode === 'given' ? task.plan.helpingQuestion.text : '';
      return toNarration(db, await findOrBegin(db, actor, task.id, question));
    },

    async saveNarration(actor, { params, body }) {
      const { task } = await openForWriting(actor, params.taskId);
      requireOwnCitations(body.doc, task);
      const pieceIds = citedPiecesOf(body.doc).map(({ pieceId }) => pieceId);
      if (!(await mayCitePieces(db, actor, task.id, pieceIds)))
        throw new AppError('invalid_request', { reason: 'a piece that is not of this task' });
      return db.transaction(async (tx) => {
        const row = await findOwn(tx, actor, task.id, true);
        if (!row) throw new AppError('not_found');
        if (row.handedInAt) throw new AppError('already_handed_in');
        if (row.revision !== body.baseRevision)
          throw new AppError('conflict', { revision: row.revision });
        const versions = await versionFacts(tx, row);
        const at = now();
        if (keepsVersion({ ...row, lastVersionWords: versions.lastWords }, at))
          await keepVersion(tx, row);
        const [saved] = await tx
          .update(narrations)
          .set({
            title: body.title,
            question: body.question,
            stage: body.stage,
            doc: body.doc,
            wordCount: countWords(body.doc),
            citationCount: citationsOf(body.doc).length,
            revision: row.revision + 1,
            savedAt: at,
          })
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)))
          .returning();
        if (!saved) throw new AppError('internal');
        return toNarration(tx, saved);
      });
    },

    async handInNarration(actor, { params, body }) {
      const { task, plan } = await openForWriting(actor, params.taskId);
      return db.transaction(async (tx) => {
        const row = await findOwn(tx, actor, task.id, true);
        if (!row) throw new AppError('not_found');
        if (row.handedInAt) return toNarration(tx, row);
        if (row.revision !== body.revision)
          throw new AppError('conflict', { revision: row.revision });
        const gaps = narrationGaps(row, plan);
        if (gaps.length > 0) throw new AppError('narration_incomplete', { gaps });
        const [handedIn] = await tx
          .update(narrations)
          .set({
            handedInAt: now(),
            handedInVersion: await keepVersion(tx, row),
            ownEstimate: knownEstimate(body.ownEstimate, plan),
            revision: row.revision + 1,
          })
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)))
          .returning();
        if (!handedIn) throw new AppError('internal');
        await onHandedIn(tx, actor, task, handedIn);
        return toNarration(tx, handedIn);
      });
    },

    async readNarration(actor, { params }) {
      const found = await findInCourse(db, actor, params.narrationId);
      if (!found) throw new AppError('not_found');
      if (found.narration.personId === actor.personId)
        return toReading(db, found.narration, found.authorName ?? found.narration.candidateCode);
      if (!can(actor, 'narrations.mark')) throw new AppError('not_found');
      return (await openForMarking(db, actor, params.narrationId)).reading;
    },
  };

  return {
    useCases,
    openForMarking,
    toReading,

    /** The actor's own narration of a task, if it was begun. */
    findOwn: (queryable: Queryable, actor: Actor, taskId: string) =>
      findOwn(queryable, actor, taskId),

    /** How many narrations were handed in for some tasks, in any course of the institution. */
    async countHandIns(
      queryable: Queryable,
      tenantId: string,
      taskIds: readonly string[],
    ): Promise<number> {
      if (taskIds.length === 0) return 0;
      const [counted] = await queryable
        .select({ count: count() })
        .from(narrations)
        .where(
          and(
            eq(narrations.tenantId, tenantId),
            inArray(narrations.taskId, [...taskIds]),
            isNotNull(narrations.handedInAt),
          ),
        );
      return counted?.count ?? 0;
    },

    /** Whether anybody has written for a task, in any course of the institution. */
    async hasWords(
      queryable: Queryable,
      tenantId: string,
      taskId: string,
      ltiContextId?: string,
    ): Promise<boolean> {
      const found = await queryable
        .select({ id: narrations.id })
        .from(narrations)
        .where(
          and(
            eq(narrations.tenantId, tenantId),
            eq(narrations.taskId, taskId),
            gt(narrations.wordCount, 0),
            ...(ltiContextId ? [eq(narrations.ltiContextId, ltiContextId)] : []),
          ),
        )
        .limit(1);
      return found.length > 0;
    },

    /** Everything that was handed in for a task in the actor's course, oldest first. */
    async listHandedIn(queryable: Queryable, actor: Actor, taskId: string) {
      requireCapability(actor, 'narrations.mark');
      const task = await openTask(queryable, actor, taskId, 'mark');
      const rows = await queryable
        .select({
          narration: narrations,
          authorName: people.name,
          subject: people.subject,
          isTestPerson: people.isTestPerson,
        })
        .from(narrations)
        .innerJoin(
          people,
          and(eq(people.id, narrations.personId), eq(people.tenantId, narrations.tenantId)),
        )
        .where(
          and(
            eq(narrations.tenantId, actor.tenantId),
            eq(narrations.ltiContextId, actor.ltiContextId),
            eq(narrations.taskId, taskId),
            isNotNull(narrations.handedInAt),
          ),
        )
        .orderBy(narrations.handedInAt, narrations.candidateCode);
      return { task, rows };
    },
  };
}

/** How markers see the author: by candidate code while names are hidden or unknown. */
export function authorFor(
  plan: Pick<NarrationPlan, 'namesHidden'>,
  candidateCode: string,
  name: string | null,
): string {
  return plan.namesHidden ? candidateCode : (name ?? candidateCode);
}

/** A narration may cite what its task shows; anything else did not come from our editor. */
function requireOwnCitations(doc: NarrationDoc, task: NarrationTask): void {
  const { startSeconds, endSeconds } = task.plan.excerpt ?? {};
  const isOwn = ({ clipId, excerpt }: Citation) =>
    clipId === task.clipId &&
    excerpt?.startSeconds === startSeconds &&
    excerpt?.endSeconds === endSeconds;
  if (!citationsOf(doc).every(isOwn))
    throw new AppError('invalid_request', {
      reason: 'a citation of a clip that is not in this task',
    });
}

function knownEstimate(
  estimate: Record<string, string>,
  plan: NarrationPlan,
): Record<string, string> {
  return Object.fromEntries(
    plan.criteria
      .filter((criterion) => criterion.levels.some((level) => level.id === estimate[criterion.id]))
      .map((criterion) => [criterion.id, estimate[criterion.id] ?? '']),
  );
}
