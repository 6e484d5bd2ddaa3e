import type { jointNarrationRoutes } from '#contract/joint';
import type { NarrationReading, narrationRoutes } from '#contract/narrations';
import type { TaskPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { memberKey } from '../observations/joint.rules.ts';
import { joinCourseGroup } from '../tasks/teams.store.ts';
import { createNarrationMarking } from './narrations.marking.ts';
import {
  toNarration,
  toReading,
  type ClosedClips,
  type NarrationTask,
} from './narrations.replies.ts';
import {
  countHandIns,
  findInCourse,
  findOrBegin,
  findOwn,
  hasWords,
  type NarrationRow,
} from './narrations.store.ts';
import { createWriting } from './narrations.writing.ts';
import { bringTextAlong, estimateOf, groupsOf, teamTextsAt, writersOf } from './together.store.ts';

export interface NarrationDeps {
  db: Database;
  now: () => Date;
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe' | 'mark',
  ) => Promise<NarrationTask>;
  closedClips: ClosedClips;
  /** Told within the transaction of a hand-in; the slices above decide what follows. */
  onHandedIn?: (
    tx: Queryable,
    actor: Actor,
    task: NarrationTask,
    narration: NarrationRow,
  ) => Promise<void>;
  /** Tells the others of a group that their text changed. */
  live?: Pick<Live, 'say'>;
  /** Whether the actor may cite these pieces of own documentation for a task. */
  mayCitePieces?: (
    queryable: Queryable,
    actor: Actor,
    taskId: string,
    pieceIds: readonly string[],
  ) => Promise<boolean>;
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
  live,
}: NarrationDeps) {
  const marking = createNarrationMarking({ openTask, closedClips });

  async function openForWriting(actor: Actor, taskId: string) {
    requireCapability(actor, 'narrations.write');
    const task = await openTask(db, actor, taskId, 'observe');
    if (!task.plan.narration) throw new AppError('not_found');
    if (isTogether(task.plan) && !actor.isTestPerson)
      await joinCourseGroup(db, { ...actor, taskId: task.id }, actor.personId);
    return { task, plan: task.plan.narration };
  }

  /** Tells the others of a group that their text changed. */
  async function tellTeam(tx: Queryable, { id, teamId, revision }: NarrationRow): Promise<void> {
    if (teamId !== null) await live?.say(tx, id, { kind: 'changed', revision });
  }

  /** What somebody wrote, for whom it is theirs: under their name, or that of their group. */
  async function toOwnReading(row: NarrationRow, name: string | null): Promise<NarrationReading> {
    const reading = await toReading(db, row, closedClips, name ?? row.candidateCode);
    return { ...reading, author: reading.group?.name ?? reading.author };
  }

  /** Whether a narration is the actor's own, or that of a group in which they wrote it. */
  async function isOwn(queryable: Queryable, actor: Actor, row: NarrationRow): Promise<boolean> {
    if (row.teamId === null) return row.personId === actor.personId;
    const writers = (await writersOf(queryable, row.tenantId, [row.id])).get(row.id) ?? [];
    if (writers.some(({ personId }) => personId === actor.personId)) return true;
    return (await findOwn(queryable, actor, row.taskId))?.id === row.id;
  }

  const useCases: UseCases<Actor, typeof narrationRoutes & typeof jointNarrationRoutes> = {
    async openNarration(actor, { params }) {
      const { task } = await openForWriting(actor, params.taskId);
      const question =
        task.plan.helpingQuestion.mode === 'given' ? task.plan.helpingQuestion.text : '';
      const begun = await findOrBegin(db, actor, task.id, question);
      const row = await db.transaction(async (tx) => {
        const joined = await bringTextAlong(tx, begun, actor, now());
        if (joined.revision !== begun.revision) await tellTeam(tx, joined);
        return joined;
      });
      return toNarration(db, row, task, actor.personId);
    },

    ...createWriting({ db, now, openForWriting, tellTeam, mayCitePieces, onHandedIn }),

    async tellWriting(actor, { params, body }) {
      const { task } = await openForWriting(actor, params.taskId);
      const row = await findOwn(db, actor, task.id);
      if (!row?.teamId) return;
      const member = memberKey(row.teamId, actor.personId);
      await live?.say(db, row.id, { kind: 'writing', member, ...body });
    },

    async readNarration(actor, { params }) {
      const found = await findInCourse(db, actor, params.narrationId);
      if (!found) throw new AppError('not_found');
      if (await isOwn(db, actor, found.narration))
        return toOwnReading(found.narration, found.authorName);
      if (!can(actor, 'narrations.mark')) throw new AppError('not_found');
      return (await marking.openForMarking(db, actor, params.narrationId)).reading;
    },
  };

  return {
    useCases,
    openForMarking: marking.openForMarking,
    listHandedIn: marking.listHandedIn,

    /** A narration as it is read, under this name. */
    toReading: (queryable: Queryable, row: NarrationRow, author: string) =>
      toReading(queryable, row, closedClips, author),

    /** The narration of the group in which the actor writes for a task; undefined: in none. */
    async openJoint(queryable: Queryable, actor: Actor, taskId: string) {
      const { task } = await openForWriting(actor, taskId);
      const row = await findOwn(queryable, actor, task.id);
      if (!row?.teamId) return undefined;
      const { id, revision, teamId } = row;
      return { id, revision, member: memberKey(teamId, actor.personId) };
    },

    /** What teams have written, for the slice that says who is in them. */
    teamTexts: teamTextsAt,

    /** Who wrote narrations of groups, by narration. */
    groupsOf,

    /** What the actor thought of a narration of theirs when it was handed in. */
    ownEstimate: async (queryable: Queryable, actor: Actor, row: NarrationRow) =>
      row.teamId === null ? row.ownEstimate : estimateOf(queryable, row, actor.personId),

    /** The actor's own narration of a task, if it was begun. */
    findOwn: (queryable: Queryable, actor: Actor, taskId: string) =>
      findOwn(queryable, actor, taskId),

    countHandIns,
    hasWords,
  };
}

/** Whether groups write one narration. */
function isTogether({ work }: Pick<TaskPlan, 'work'>): boolean {
  return work?.mode === 'group' && work.narration === 'together';
}
