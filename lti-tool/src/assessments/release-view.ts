import type { ReleaseView, Share } from '#contract/assessments';
import type { NarrationPlan } from '#contract/tasks';
import type { Outbox, OutboxRow } from '../gradebook/outbox.service.ts';
import type { Readings } from '../gradebook/readings.service.ts';
import { scoreStanding } from '../gradebook/score.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import type { Quirks } from '../lti/platform-quirks.ts';
import { authorFor } from '../narrations/narrations.rules.ts';
import type { Narrations } from '../narrations/narrations.service.ts';
import { memberKey } from '../observations/joint.rules.ts';
import { findFor } from './assessments.store.ts';
import { toTransfer } from './release-replies.ts';
import { memberPoints, rubricTotal } from './rubric.rules.ts';
import { groupKey, narrationIdOf, sourceKey } from './score-drafts.ts';
import type { TaskColumns } from './task-columns.ts';

/** How releasing the marks of a task stands in this course, for those who may release. */
export function createReleaseView({
  db,
  narrations,
  outbox,
  readings,
  columns,
  quirks,
}: {
  db: Database;
  narrations: Pick<Narrations, 'listHandedIn'>;
  outbox: Pick<Outbox, 'listGroup'>;
  readings: Pick<Readings, 'find'>;
  columns: Pick<TaskColumns, 'columnOf' | 'makesColumn'>;
  quirks: (platformId: string) => Promise<Quirks>;
}) {
  return async function viewRelease(actor: Actor, taskId: string): Promise<ReleaseView> {
    requireCapability(actor, 'marks.release');
    const { task, rows } = await narrations.listHandedIn(db, actor, taskId);
    const plan = planOf(task.plan.narration);
    const group = groupKey(actor, taskId);
    const marked = await findFor(
      db,
      actor.tenantId,
      rows.map((row) => row.narration.id),
    );
    // Names may be seen once the mark is out.
    const names = new Map(
      rows.map(({ narration, authorName }) => [
        narration.id,
        marked.get(narration.id)?.state === 'released'
          ? (authorName ?? narration.candidateCode)
          : authorFor(plan, narration.candidateCode, authorName),
      ]),
    );
    const inState = (state: 'marked' | 'released') =>
      rows.flatMap(({ narration, isTestPerson, group: together }) => {
        const row = marked.get(narration.id);
        if (row?.state !== state) return [];
        const points = rubricTotal(plan.criteria, row.marks).points;
        const isOpen = state === 'released' || !plan.namesHidden;
        return [
          {
            narrationId: narration.id,
            candidate: names.get(narration.id) ?? narration.candidateCode,
            points,
            comment: row.overallComment,
            isTestPerson,
            members: together?.writers.map((writer, index) => ({
              sourceKey: sourceKey(narration.id, writer.personId),
              candidate: (isOpen && writer.name) || `${narration.candidateCode} ${index + 1}`,
              isTestPerson: writer.isTestPerson,
              points: memberPoints(
                points,
                task.plan.maximumPoints,
                shareOf(row.shares, together.id, writer.personId),
              ),
            })),
          },
        ];
      });
    const said = (await outbox.listGroup(db, actor.tenantId, group)).filter(isShown);
    const isSent = new Set(said.flatMap((row) => (row.kind === 'grade' ? [row.sourceKey] : [])));
    const released = inState('released').flatMap(({ members, narrationId, ...alone }) =>
      (members ?? [{ ...alone, sourceKey: sourceKey(narrationId) }]).map((one) => ({
        ...one,
        narrationId,
      })),
    );
    const kept = released.filter((one) => !isSent.has(one.sourceKey));
    const nameOf = (key: string) =>
      released.find((one) => one.sourceKey === key)?.candidate ??
      names.get(narrationIdOf(key)) ??
      '';
    const hasGradebook = (await columns.columnOf(db, actor, taskId)) !== null;
    const canMake = !hasGradebook && (await columns.makesColumn(db, actor, taskId));
    const column = await readings.find(db, actor.tenantId, group);
    const { clearsGrades } = await quirks(actor.platformId);
    return {
      taskId,
      title: task.plan.title,
      maximumPoints: task.plan.maximumPoints,
      hasGradebook,
      makesColumn: canMake,
      columnProblem: column?.searchProblem ?? null,
      clearsGrades: clearsGrades !== null,
      ready: inState('marked').map(({ narrationId, candidate, points, comment, members }) => ({
        ...{ narrationId, candidate, points, comment },
        ...(members && {
          members: members.map((one) => ({ candidate: one.candidate, points: one.points })),
        }),
      })),
      open: rows.filter(({ narration }) => {
        const state = marked.get(narration.id)?.state;
        return state === undefined || state === 'draft';
      }).length,
      kept: kept.map(({ narrationId, candidate, points }) => ({ narrationId, candidate, points })),
      withoutTransfer: kept.length,
      unsent: hasGradebook || canMake ? kept.filter(({ isTestPerson }) => !isTestPerson).length : 0,
      transfers: said.map((row) => toTransfer(row, nameOf(row.sourceKey))),
      reading: {
        readAt: column?.readAt?.toISOString() ?? null,
        problem: column?.readProblem ?? null,
        answer: column?.readAnswer ?? null,
        answerStatus: column?.readStatus ?? null,
      },
    };
  };
}

function shareOf(shares: readonly Share[], teamId: string, personId: string): Share | undefined {
  return shares.find(({ member }) => member === memberKey(teamId, personId));
}

/** A hand-in is no mark, and a mark that is gone on both sides is no news. */
function isShown(row: OutboxRow): boolean {
  return row.kind === 'grade' || (row.kind === 'cleared' && scoreStanding(row) !== 'same');
}

function planOf(plan: NarrationPlan | null): NarrationPlan {
  if (!plan) throw new AppError('not_found');
  return plan;
}
