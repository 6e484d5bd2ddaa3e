import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type {
  Assessment,
  AssessmentDraft,
  assessmentRoutes,
  QueueRow,
} from '#contract/assessments';
import type { NarrationReading } from '#contract/narrations';
import type { NarrationPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { authorFor } from '../narrations/narrations.rules.ts';
import type { Narrations } from '../narrations/narrations.service.ts';
import { memberKey } from '../observations/joint.rules.ts';
import { findFor, type AssessmentRow } from './assessments.store.ts';
import { assessments } from './assessments.table.ts';
import type { Releases } from './releases.service.ts';
import {
  knownMarks,
  knownShares,
  lacksReason,
  memberPoints,
  rubricTotal,
  saidPassages,
} from './rubric.rules.ts';

export interface AssessmentDeps {
  db: Database;
  now: () => Date;
  narrations: Pick<
    Narrations,
    'openForMarking' | 'listHandedIn' | 'findOwn' | 'toReading' | 'ownEstimate'
  >;
  releases: Pick<Releases, 'useCases'>;
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe' | 'mark',
  ) => Promise<{ plan: { narration: NarrationPlan | null; maximumPoints: number; title: string } }>;
}

/** Marking narrations by rubric; releasing marks is beside it (releases.service.ts). */
export function createAssessments(deps: AssessmentDeps) {
  const { db, now, narrations, releases, openTask } = deps;

  /** The row that a marker changes, held until the transaction ends. */
  async function lock(tx: Queryable, actor: Actor, narrationId: string) {
    const [row] = await tx
      .select()
      .from(assessments)
      .where(
        and(eq(assessments.tenantId, actor.tenantId), eq(assessments.narrationId, narrationId)),
      )
      .for('update');
    if (row?.state === 'released') throw new AppError('already_released');
    return row;
  }

  const useCases: UseCases<Actor, typeof assessmentRoutes> = {
    async listQueue(actor, { params }) {
      requireCapability(actor, 'narrations.mark');
      const { task, rows } = await narrations.listHandedIn(db, actor, params.taskId);
      const plan = planOf(task.plan.narration);
      const marked = await findFor(
        db,
        actor.tenantId,
        rows.map((row) => row.narration.id),
      );
      return {
        taskTitle: task.plan.title,
        namesHidden: plan.namesHidden,
        maximumPoints: task.plan.maximumPoints,
        rows: rows.map(({ narration, authorName }): QueueRow => {
          const row = marked.get(narration.id);
          const total = rubricTotal(plan.criteria, row?.marks ?? []);
          return {
            narrationId: narration.id,
            candidate: authorFor(plan, narration.candidateCode, authorName),
            state: row?.state ?? 'todo',
            wordCount: narration.wordCount,
            handedInAt: (narration.handedInAt ?? narration.savedAt).toISOString(),
            points: row ? total.points : null,
            openCriteria: total.openCriteria,
            isMine: row?.markerId === actor.personId,
          };
        }),
      };
    },

    async openAssessment(actor, { params }) {
      const opened = await narrations.openForMarking(db, actor, params.narrationId);
      const row = (await findFor(db, actor.tenantId, [opened.row.id])).get(opened.row.id);
      return {
        narration: opened.reading,
        criteria: opened.plan.criteria,
        maximumPoints: opened.task.plan.maximumPoints,
        // What members of a group thought of it themselves is for each of them.
        ownEstimate: opened.row.ownEstimate,
        assessment: toAssessment(opened.plan, row),
      };
    },

    async saveAssessment(actor, { params, body }) {
      return db.transaction(async (tx) => {
        const {
          row: narration,
          plan,
          reading,
        } = await narrations.openForMarking(tx, actor, params.narrationId);
        const row = await lock(tx, actor, narration.id);
        if ((row?.revision ?? 0) !== body.baseRevision)
          throw new AppError('conflict', { revision: row?.revision ?? 0 });
        const draft = draftOf(plan, reading, body);
        const [saved] = await tx
          .insert(assessments)
          .values({
            id: randomUUID(),
            tenantId: actor.tenantId,
            narrationId: narration.id,
            markerId: actor.personId,
            state: 'draft',
            savedAt: now(),
            ...draft,
          })
          .onConflictDoUpdate({
            target: assessments.narrationId,
            // Two first drafts at once: there was no row to lock, so the later one must not win.
            setWhere: eq(assessments.revision, body.baseRevision),
            set: {
              ...draft,
              state: 'draft',
              markerId: actor.personId,
              markedAt: null,
              savedAt: now(),
              revision: body.baseRevision + 1,
            },
          })
          .returning();
        if (!saved) throw new AppError('conflict', { reason: 'somebody else began this mark' });
        return toAssessment(plan, saved);
      });
    },

    async finishAssessment(actor, { params, body }) {
      return db.transaction(async (tx) => {
        const { plan } = await narrations.openForMarking(tx, actor, params.narrationId);
        const row = await lock(tx, actor, params.narrationId);
        if (!row) throw new AppError('rubric_incomplete');
        // Asked again because the answer was lost: the mark is what was asked for.
        if (row.state === 'marked' && row.revision === body.revision + 1)
          return toAssessment(plan, row);
        if (row.revision !== body.revision)
          throw new AppError('conflict', { revision: row.revision });
        if (rubricTotal(plan.criteria, row.marks).openCriteria > 0)
          throw new AppError('rubric_incomplete');
        if (lacksReason(row.shares)) throw new AppError('reason_missing');
        const [finished] = await tx
          .update(assessments)
          .set({
            state: 'marked',
            markerId: actor.personId,
            markedAt: now(),
            revision: row.revision + 1,
          })
          .where(and(eq(assessments.tenantId, actor.tenantId), eq(assessments.id, row.id)))
          .returning();
        return toAssessment(plan, finished);
      });
    },

    ...releases.useCases,

    async readFeedback(actor, { params }) {
      requireCapability(actor, 'narrations.write');
      const task = await openTask(db, actor, params.taskId, 'observe');
      const plan = planOf(task.plan.narration);
      const narration = await narrations.findOwn(db, actor, params.taskId);
      const row =
        narration && (await findFor(db, actor.tenantId, [narration.id])).get(narration.id);
      if (!narration || row?.state !== 'released' || !row.releasedAt)
        throw new AppError('not_found');
      const points = rubricTotal(plan.criteria, row.marks).points;
      const { maximumPoints } = task.plan;
      const key = narration.teamId && memberKey(narration.teamId, actor.personId);
      const share = row.shares.find(({ member }) => member === key);
      return {
        narration: await narrations.toReading(db, narration, narration.candidateCode),
        criteria: plan.criteria,
        ownEstimate: await narrations.ownEstimate(db, actor, narration),
        marks: row.marks,
        passages: row.passages,
        overallComment: row.overallComment,
        points: memberPoints(points, maximumPoints, share),
        maximumPoints,
        releasedAt: row.releasedAt.toISOString(),
        ...(key !== null && {
          share: {
            groupPoints: points,
            adjustment: share?.adjustment ?? 0,
            reason: share?.reason ?? '',
          },
        }),
      };
    },
  };

  return { useCases };
}

function planOf(plan: NarrationPlan | null): NarrationPlan {
  if (!plan) throw new AppError('not_found');
  return plan;
}

function draftOf(
  plan: NarrationPlan,
  { group }: Pick<NarrationReading, 'group'>,
  draft: AssessmentDraft,
): AssessmentDraft {
  return {
    marks: knownMarks(plan.criteria, draft.marks),
    passages: saidPassages(plan.criteria, draft.passages),
    overallComment: draft.overallComment,
    shares: knownShares(group?.members.map(({ key }) => key) ?? [], draft.shares ?? []),
  };
}

function toAssessment(plan: NarrationPlan, row: AssessmentRow | undefined): Assessment {
  const marks = row?.marks ?? [];
  return {
    state: row?.state ?? 'todo',
    marks,
    passages: row?.passages ?? [],
    overallComment: row?.overallComment ?? '',
    shares: row?.shares ?? [],
    ...rubricTotal(plan.criteria, marks),
    revision: row?.revision ?? 0,
    savedAt: row?.savedAt.toISOString() ?? null,
  };
}
