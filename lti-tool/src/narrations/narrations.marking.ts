import type { NarrationReading } from '#contract/narrations';
import type { NarrationPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { toReading, type ClosedClips, type NarrationTask } from './narrations.replies.ts';
import { authorFor } from './narrations.rules.ts';
import { findHandedIn, findInCourse, type NarrationRow } from './narrations.store.ts';
import { groupLine, type WrittenGroup } from './together.rules.ts';
import { groupsOf } from './together.store.ts';

/** A narration as somebody who marks it gets it. */
export interface HandedInNarration {
  row: NarrationRow;
  task: NarrationTask;
  plan: NarrationPlan;
  reading: NarrationReading;
  /** Who wrote it together; null where somebody wrote alone. */
  group: WrittenGroup | null;
}

export interface NarrationMarkingDeps {
  openTask: (db: Queryable, actor: Actor, taskId: string, as: 'mark') => Promise<NarrationTask>;
  closedClips: ClosedClips;
}

/** What markers get of narrations: those that were handed in, under the names that a task allows. */
export function createNarrationMarking({ openTask, closedClips }: NarrationMarkingDeps) {
  return {
    /** A narration of the actor's course that was handed in, for marking; names as the task says. */
    async openForMarking(
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
      const group = (await groupsOf(queryable, actor.tenantId, [found.narration])).get(narrationId);
      const name = group ? groupLine(group) : found.authorName;
      const author = authorFor(plan, found.narration.candidateCode, name);
      return {
        group: group ?? null,
        row: found.narration,
        task,
        plan,
        reading: await toReading(
          ...([queryable, found.narration, closedClips, author, plan.namesHidden] as const),
        ),
      };
    },

    /** Everything that was handed in for a task in the actor's course, oldest first. */
    async listHandedIn(queryable: Queryable, actor: Actor, taskId: string) {
      requireCapability(actor, 'narrations.mark');
      const task = await openTask(queryable, actor, taskId, 'mark');
      const rows = await findHandedIn(queryable, actor, taskId);
      const groups = await groupsOf(
        queryable,
        actor.tenantId,
        rows.map(({ narration }) => narration),
      );
      return {
        task,
        rows: rows.map((row) => {
          const group = groups.get(row.narration.id) ?? null;
          return { ...row, group, authorName: group ? groupLine(group) : row.authorName };
        }),
      };
    },
  };
}
