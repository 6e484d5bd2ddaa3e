import type { jointRoutes } from '#contract/joint';
import type { observationRoutes } from '#contract/observations';
import { addViewings } from '#contract/shared/viewings';
import type { Pass } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import type { Actor } from '../lti/actor.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { allSayYes } from './joint.rules.ts';
import type { ChangeOwn } from './observations.changes.ts';
import {
  requireOpen,
  type ObservationAccess,
  type ObservationTask,
} from './observations.access.ts';
import { emptyProgress, progressFor } from './observations.replies.ts';
import { firstOpenPass, isClosed, passGaps } from './observations.rules.ts';
import { livingMarks } from './marks.store.ts';
import {
  knowsViewing,
  progressOf,
  saveProgress,
  shownDuration,
  touch,
  type ObservationRow,
} from './observations.store.ts';

type PassRoutes = Pick<
  typeof observationRoutes & typeof jointRoutes,
  'addWatched' | 'completePass' | 'handInObservation' | 'withdrawYes'
>;

export interface PassDeps {
  now: () => Date;
  live?: Pick<Live, 'announce'> | undefined;
  openForWriting: ObservationAccess['openForWriting'];
  changeOwn: ChangeOwn;
}

/** The way through the passes of a task: what was watched, what is done with, and the hand-in. */
export function createPasses(deps: PassDeps): UseCases<Actor, PassRoutes> {
  const { now, live, openForWriting, changeOwn } = deps;
  return {
    async addWatched(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const pass = requirePass(task, params.passId);
      const change = async (tx: Queryable, row: ObservationRow) => {
        // Watching again after the hand-in is welcome, and nobody's business.
        if (row.handedInAt) return row;
        const progress = await progressFor(tx, row, pass.id);
        const { viewingId } = body;
        // Its answer was lost: sent again is not watched again.
        if (viewingId && (await knowsViewing(tx, row, pass.id, viewingId))) return row;
        const viewings = [progress.watched, ...(progress.watchedAgain ?? [])];
        const [watched = [], ...watchedAgain] = addViewings(
          ...([viewings, body.ranges, pass.watchTimes ?? 1] as const),
        );
        await saveProgress(tx, row, { ...progress, watched, watchedAgain }, viewingId);
        return touch(tx, row);
      };
      return changeOwn(actor, task, change, body.known);
    },

    async completePass(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const pass = requirePass(task, params.passId);
      return changeOwn(actor, task, async (tx, row) => {
        if (row.handedInAt) return row;
        const stored = await progressFor(tx, row, pass.id);
        const asked = pass.moments.map((moment) => moment.lookForId);
        const vain = body.foundNone.filter((lookForId) => asked.includes(lookForId));
        const progress = { ...stored, foundNone: [...new Set([...stored.foundNone, ...vain])] };
        if (!progress.completedAt) {
          const earlier = task.plan.passes.slice(0, task.plan.passes.indexOf(pass));
          const rows = await livingMarks(tx, actor.tenantId, [row.id]);
          const duration = await shownDuration(tx, actor.tenantId, task);
          requireNoOpenPass(
            { ...task.plan, passes: earlier },
            await progressOf(tx, row),
            rows,
            duration,
            now(),
          );
          const gaps = isClosed(pass, now())
            ? []
            : passGaps(pass, progress, rows, task.plan.lookFors, duration);
          if (gaps.length > 0) throw new AppError('pass_incomplete', { passId: pass.id, gaps });
        }
        await saveProgress(tx, row, {
          ...progress,
          completedAt: progress.completedAt ?? now().toISOString(),
        });
        return touch(tx, row);
      });
    },

    async handInObservation(actor, { params }) {
      const task = await openForWriting(actor, params.taskId);
      return changeOwn(actor, task, async (tx, row) => {
        if (row.handedInAt) return row;
        const at = now();
        const progress = await progressOf(tx, row);
        const rows = await livingMarks(tx, actor.tenantId, [row.id]);
        const duration = await shownDuration(tx, actor.tenantId, task);
        requireNoOpenPass(task.plan, progress, rows, duration, at);
        const yes = await sayYes(tx, row, task, actor);
        if (yes) return yes;
        for (const pass of task.plan.passes) {
          const own = progress.find((one) => one.passId === pass.id) ?? emptyProgress(pass.id);
          if (!own.completedAt)
            await saveProgress(tx, row, { ...own, completedAt: at.toISOString() });
        }
        const handedInBy = row.teamId && actor.personId;
        const handedIn = await touch(tx, row, { handedInAt: at, handedInBy });
        if (!actor.isTestPerson)
          await live?.announce(tx, {
            ...{ tenantId: row.tenantId, taskId: row.taskId, ltiContextId: row.ltiContextId },
            ...{ kind: 'reading', subjectId: row.id },
          });
        return handedIn;
      });
    },

    async withdrawYes(actor, { params }) {
      const task = await openForWriting(actor, params.taskId);
      return changeOwn(actor, task, async (tx, row) => {
        requireOpen(row);
        return row.yesBy.length === 0 ? row : touch(tx, row, { yesBy: [] });
      });
    },
  };
}

/**
 * Where everybody of a group has to say yes: the actor says it. Null when nobody is waited for any
 * more, or where one hands in for all.
 */
async function sayYes(
  tx: Queryable,
  row: ObservationRow,
  task: ObservationTask,
  actor: Actor,
): Promise<ObservationRow | null> {
  if (row.teamId === null || task.plan.work?.handIn !== 'all') return null;
  const team = (await workingTeams(tx, row.tenantId, [row.teamId])).get(row.teamId);
  const yesBy = [...new Set([...row.yesBy, actor.personId])];
  if (!team || allSayYes(team, yesBy)) return null;
  return touch(tx, row, { yesBy });
}

function requirePass(task: ObservationTask, passId: string): Pass {
  const pass = task.plan.passes.find((one) => one.id === passId);
  if (!pass) throw new AppError('not_found', { passId });
  return pass;
}

function requireNoOpenPass(...facts: Parameters<typeof firstOpenPass>): void {
  const open = firstOpenPass(...facts);
  if (open) throw new AppError('pass_incomplete', { ...open });
}
