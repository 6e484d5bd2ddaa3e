import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type {
  KnownObservation,
  Mark,
  MarkChange,
  Observation,
  ObservationChanged,
  observationRoutes,
  PassProgress,
  Recoded,
} from '#contract/observations';
import type { Framework } from '#contract/frameworks';
import type { jointRoutes } from '#contract/joint';
import { EMPTY_ROW, mergeRow } from '#contract/shared/contrast-merge';
import { addViewings } from '#contract/shared/viewings';
import type { Pass, TaskPlan } from '#contract/tasks';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { joinCourseGroup, workingTeams } from '../tasks/teams.store.ts';
import {
  firstOpenPass,
  isClosed,
  keptBeliefs,
  passGaps,
  revealVerdict,
} from './observations.rules.ts';
import {
  compareReadings,
  groupMates,
  handedInReading,
  wordsBetween,
  type ComparisonView,
} from './observations.comparison.ts';
import { changesOf, inTodaysCodes, nameOthers } from './framework-moves.rules.ts';
import { lastMove } from './framework-moves.store.ts';
import { allSayYes, memberKey, toTeam } from './joint.rules.ts';
import { bringAlong, newsOf, teamWorkAt } from './joint.store.ts';
import { growthOf } from './observations.growth.ts';
import {
  countHandedIn,
  countGroup,
  findOrBegin,
  findOwn,
  handedInOf,
  knowsViewing,
  livingMarks,
  progressOf,
  saveProgress,
  shownDuration,
  toMark,
  touch,
  writeMarks,
  type ExpertReadingRow,
  type MarkRow,
  type ObservationRow,
} from './observations.store.ts';
import { expertReadings, marks, observations } from './observations.table.ts';

/** What an observation needs to know of its task. */
export interface ObservationTask {
  id: string;
  plan: TaskPlan;
  clipId: string | null;
  frameworkId: string | null;
  framework?: Framework | null;
  /** When a lecturer opened the comparison by hand. */
  revealedAt: Date | null;
}

export interface ObservationDeps {
  db: Database;
  now: () => Date;
  /** Opens a task as the actor may; throws `not_found` or `task_not_open` otherwise. */
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe',
  ) => Promise<ObservationTask>;
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
  /** One version of a framework. */
  loadFramework?: (
    db: Queryable,
    tenantId: string,
    frameworkId: string,
  ) => Promise<Framework | null>;
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

/** Changes in the codes that the task has now: their page may not have heard of a move yet. */
async function inCodesOf(
  tx: Queryable,
  { tenantId, taskId }: ObservationRow,
  { framework, frameworkId }: ObservationTask,
  changes: readonly MarkChange[],
): Promise<readonly MarkChange[]> {
  const codeIds = framework?.codes.map(({ id }) => id) ?? [];
  if (!framework || !nameOthers(changes, codeIds)) return changes;
  const move = await lastMove(tx, { tenantId, taskId }, frameworkId);
  if (!move) return changes;
  return inTodaysCodes(changes, codeIds, new Map(move.codes.map(({ from, to }) => [from, to])));
}

/** An expert's coding as demo content and libraries bring it. */
export interface ExpertCoding {
  tenantId: string;
  clipId: string;
  frameworkId: string;
  name: string;
  marks: ExpertReadingRow['marks'];
}

export type Observations = ReturnType<typeof createObservations>;

/** Guided observation (T1–T3): marks, passes, handing in, and looking together afterwards. */
export function createObservations(deps: ObservationDeps) {
  const { db, now, openTask, lineage, live } = deps;

  async function openForWriting(actor: Actor, taskId: string): Promise<ObservationTask> {
    requireCapability(actor, 'observations.write');
    const task = await openTask(db, actor, taskId, 'observe');
    if (task.plan.work?.mode === 'group' && !actor.isTestPerson)
      await joinCourseGroup(db, { ...actor, taskId: task.id }, actor.personId);
    return task;
  }

  /** Tells the others of a group that their observation changed. */
  async function tellTeam(tx: Queryable, { id, teamId, revision }: ObservationRow): Promise<void> {
    if (teamId !== null) await live?.say(tx, id, { kind: 'changed', revision });
  }

  /**
   * Changes the actor's observation while nobody else does; nothing after the hand-in. To who says
   * that they have the revision before, only marks that the change wrote are answered.
   */
  async function changeOwn(
    actor: Actor,
    task: ObservationTask,
    change: (tx: Queryable, row: ObservationRow, written: MarkRow[]) => Promise<ObservationRow>,
    known?: KnownObservation,
  ): Promise<ObservationChanged> {
    return db.transaction(async (tx) => {
      const row = await findOrBegin(tx, actor, task.id, true);
      const written: MarkRow[] = [];
      const changed = await change(tx, row, written);
      if (changed.revision !== row.revision) await tellTeam(tx, changed);
      if (known?.observationId !== row.id || known.revision !== row.revision)
        return toObservation(tx, changed, task, actor.personId);
      const living = written.filter(({ removedAt }) => removedAt === null);
      const gone = written.filter(({ removedAt }) => removedAt !== null);
      return {
        ...(await toObservation(tx, changed, task, actor.personId, living)),
        since: known.revision,
        removedIds: gone.map(({ id }) => id),
      };
    });
  }

  /** What became of the codes since the work on a task began; null: nothing. */
  async function recodedOf(
    { tenantId, taskId }: ObservationRow,
    { frameworkId, framework }: ObservationTask,
  ): Promise<Recoded | null> {
    const move = framework && (await lastMove(db, { tenantId, taskId }, frameworkId));
    const before = move && (await deps.loadFramework?.(db, tenantId, move.fromFrameworkId));
    if (!framework || !move || !before) return null;
    const map: CodeMap = new Map(move.codes.map(({ from, to }) => [from, to]));
    return {
      fromVersion: before.version,
      toVersion: framework.version,
      movedAt: move.movedAt.toISOString(),
      changes: changesOf(before.codes, framework.codes, map),
      earlierCodes: before.codes.map(({ id, name, hue }) => ({ id, name, hue })),
    };
  }

  /**
   * A comparison that is open to the actor, and whose work they may see in it.
   * @throws {AppError} not_revealed with the reason, besides what opening the task throws
   */
  async function openComparison(
    queryable: Queryable,
    actor: Actor,
    taskId: string,
  ): Promise<ComparisonView & { task: ObservationTask }> {
    requireCapability(actor, 'observations.compare');
    const task = await openTask(queryable, actor, taskId, 'observe');
    const own = await findOwn(queryable, actor, task.id);
    // Whoever leads the course may look at any time; students by the task's rule.
    if (can(actor, 'clips.browse')) return { task, own, audience: null };
    const byGroup = task.plan.reveal.rule === 'per-group' && !task.revealedAt;
    const mates = byGroup ? await groupMates(queryable, actor, own) : new Set<string>();
    const verdict = revealVerdict(task.plan.reveal, {
      handedInAt: own?.handedInAt ?? null,
      revealedAt: task.revealedAt,
      now: now(),
      group: byGroup
        ? own?.teamId
          ? { size: 1, handedIn: own.handedInAt ? 1 : 0 }
          : await countGroup(queryable, actor, task.id, mates)
        : { size: 0, handedIn: 0 },
    });
    if (verdict === 'open') return { task, own, audience: null };
    if (verdict === 'open-to-group') return { task, own, audience: mates };
    throw new AppError('not_revealed', { reason: verdict, opensAt: task.plan.reveal.at });
  }

  const useCases: UseCases<Actor, typeof observationRoutes & typeof jointRoutes> = {
    async openObservation(actor, { params }) {
      const task = await openForWriting(actor, params.taskId);
      const row = await findOrBegin(db, actor, task.id);
      await bringAlong(db, row, actor);
      return {
        ...(await toObservation(db, row, task, actor.personId)),
        recoded: await recodedOf(row, task),
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

    async tellPresence(actor, { params, body }) {
      const task = await openForWriting(actor, params.taskId);
      const row = await findOwn(db, actor, task.id);
      if (!row?.teamId) return;
      const member = memberKey(row.teamId, actor.personId);
      await live?.say(db, row.id, { kind: 'here', member, ...body });
    },

    async myGrowth(actor) {
      requireCapability(actor, 'observations.write');
      return growthOf(db, actor);
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

    /**
     * What people of the actor's course who count have handed in: for research and archives, whose
     * use-cases ask for the right to it. Names are there to be taken out of texts.
     */
    async handedInWork(
      queryable: Queryable,
      actor: Actor,
      task: ObservationTask,
    ): Promise<{ personId: string; name: string | null; observation: Observation }[]> {
      requireCapability(actor, 'course.manage');
      const rows = await handedInOf(queryable, actor, task.id);
      return Promise.all(
        rows.map(async ({ observation, name }) => ({
          // A group is one coder of its own.
          personId: observation.teamId ?? observation.personId,
          name: observation.teamId === null ? name : null,
          observation: await toObservation(queryable, observation, task),
        })),
      );
    },

    /** The actor's own marks on a task, in the order of the clip: what a narration may cite. */
    async marksForCitation(queryable: Queryable, actor: Actor, taskId: string): Promise<Mark[]> {
      requireCapability(actor, 'narrations.write');
      const row = await findOwn(queryable, actor, taskId);
      if (!row) return [];
      return (await livingMarks(queryable, actor.tenantId, [row.id])).map(toMark);
    },

    /** Stores an expert's coding of a clip; the same expert's earlier coding is replaced. */
    async saveExpertReading(queryable: Queryable, coding: ExpertCoding): Promise<void> {
      await queryable
        .insert(expertReadings)
        .values({ id: randomUUID(), ...coding })
        .onConflictDoUpdate({
          target: [expertReadings.clipId, expertReadings.frameworkId, expertReadings.name],
          set: { marks: coding.marks },
        });
    },

    /** Whether anybody has marked a moment for a task, in one course or any of the institution. */
    async hasMarks(
      queryable: Queryable,
      tenantId: string,
      taskId: string,
      ltiContextId?: string,
    ): Promise<boolean> {
      const found = await queryable
        .select({ id: marks.id })
        .from(marks)
        .innerJoin(observations, eq(observations.id, marks.observationId))
        .where(
          and(
            eq(observations.tenantId, tenantId),
            eq(observations.taskId, taskId),
            ...(ltiContextId ? [eq(observations.ltiContextId, ltiContextId)] : []),
          ),
        )
        .limit(1);
      return found.length > 0;
    },

    /** How many of the actor's course have handed in their observation, and how many could. */
    async handedInCounts(
      queryable: Queryable,
      actor: Actor,
      taskId: string,
    ): Promise<{ handedIn: number; expected: number }> {
      requireCapability(actor, 'course.read');
      return countHandedIn(queryable, actor, await handedInOf(queryable, actor, taskId));
    },
  };
}

/**
 * An observation as it travels; with whose work it is only for who works in it, and with all its
 * marks or those that are given.
 */
async function toObservation(
  db: Queryable,
  row: ObservationRow,
  task: ObservationTask,
  meId?: string,
  given?: readonly MarkRow[],
): Promise<Observation> {
  const { teamId } = row;
  const { work } = task.plan;
  const team =
    teamId === null || meId === undefined
      ? undefined
      : (await workingTeams(db, row.tenantId, [teamId])).get(teamId);
  const progress = await progressOf(db, row);
  const { helpingQuestion, passes } = task.plan;
  return {
    id: row.id,
    taskId: row.taskId,
    helpingQuestion: helpingQuestion.mode === 'given' ? helpingQuestion.text : row.helpingQuestion,
    beliefs: row.beliefs,
    passes: passes.map(
      (pass) => progress.find((one) => one.passId === pass.id) ?? emptyProgress(pass.id),
    ),
    marks: (given ?? (await livingMarks(db, row.tenantId, [row.id]))).map((mark) => ({
      ...toMark(mark),
      ...(team && mark.authorId && { by: memberKey(team.id, mark.authorId) }),
    })),
    handedInAt: row.handedInAt?.toISOString() ?? null,
    revision: row.revision,
    frameworkId: task.frameworkId,
    ...(task.plan.contrast && { contrast: row.contrast }),
    ...(team && work && meId !== undefined && { team: toTeam(row, team, work, meId) }),
  };
}

async function progressFor(
  db: Queryable,
  row: ObservationRow,
  passId: string,
): Promise<PassProgress> {
  return (await progressOf(db, row)).find((one) => one.passId === passId) ?? emptyProgress(passId);
}

function emptyProgress(passId: string): PassProgress {
  return { passId, watched: [], completedAt: null, foundNone: [] };
}

function requirePass(task: ObservationTask, passId: string): Pass {
  const pass = task.plan.passes.find((one) => one.id === passId);
  if (!pass) throw new AppError('not_found', { passId });
  return pass;
}

function requireOpen(row: ObservationRow): void {
  if (row.handedInAt) throw new AppError('already_handed_in');
}

function requireNoOpenPass(...facts: Parameters<typeof firstOpenPass>): void {
  const open = firstOpenPass(...facts);
  if (open) throw new AppError('pass_incomplete', { ...open });
}
