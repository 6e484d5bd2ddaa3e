import { and, count, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import type { jointNarrationRoutes } from '#contract/joint';
import type {
  Citation,
  CitedPiece,
  Narration,
  NarrationDoc,
  NarrationReading,
  narrationRoutes,
} from '#contract/narrations';
import type { NarrationPlan, TaskPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Live } from '../live/live.service.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { allSayYes, memberKey, toTeam } from '../observations/joint.rules.ts';
import { joinCourseGroup, workingTeams } from '../tasks/teams.store.ts';
import { teams } from '../tasks/teams.table.ts';
import { authorsAfter } from '#contract/shared/narration-authors';
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
import { authorKeys, groupLine, toGroup, type Group } from './together.rules.ts';
import {
  bringTextAlong,
  keepEstimate,
  keepWriters,
  teamTextsAt,
  writersOf,
  type Writer,
} from './together.store.ts';

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

/** A group with everybody who wrote its text. */
interface WrittenGroup extends Group {
  writers: readonly Writer[];
}

/** A narration as somebody who marks it gets it. */
export interface HandedInNarration {
  row: NarrationRow;
  task: NarrationTask;
  plan: NarrationPlan;
  reading: NarrationReading;
  /** Who wrote it together; null where somebody wrote alone. */
  group: WrittenGroup | null;
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

  async function toNarration(
    queryable: Queryable,
    row: NarrationRow,
    { plan }: Pick<NarrationTask, 'plan'>,
    meId: string,
  ): Promise<Narration> {
    const versions = await versionFacts(queryable, row);
    const { teamId } = row;
    const team =
      teamId === null
        ? undefined
        : (await workingTeams(queryable, row.tenantId, [teamId])).get(teamId);
    const estimate = team ? await estimateOf(queryable, row, meId) : row.ownEstimate;
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
      ownEstimate: estimate,
      revision: row.revision,
      versions: versions.count,
      savedAt: row.savedAt.toISOString(),
      ...(team &&
        plan.work && {
          team: toTeam(row, team, plan.work, meId),
          authors: authorKeys(team.id, row.authors),
        }),
    };
  }

  /** What somebody thought of the text that their group handed in. */
  async function estimateOf(queryable: Queryable, row: NarrationRow, personId: string) {
    const writers = (await writersOf(queryable, row.tenantId, [row.id])).get(row.id) ?? [];
    return writers.find((one) => one.personId === personId)?.ownEstimate ?? {};
  }

  /** Whose narrations of groups are, by narration. */
  async function groupsOf(
    queryable: Queryable,
    tenantId: string,
    rows: readonly NarrationRow[],
  ): Promise<Map<string, WrittenGroup>> {
    const teamIds = rows.flatMap(({ teamId }) => teamId ?? []);
    if (teamIds.length === 0) return new Map();
    const names = await queryable
      .select({ id: teams.id, name: teams.name })
      .from(teams)
      .where(and(eq(teams.tenantId, tenantId), inArray(teams.id, teamIds)));
    const together = rows.filter(({ teamId }) => teamId !== null);
    const writers = await writersOf(
      queryable,
      tenantId,
      together.map(({ id }) => id),
    );
    return new Map(
      together.flatMap(({ id, teamId }) => {
        const team = names.find((one) => one.id === teamId);
        return team ? [[id, { ...team, writers: writers.get(id) ?? [] }] as const] : [];
      }),
    );
  }

  async function toReading(
    queryable: Queryable,
    row: NarrationRow,
    author: string,
    namesHidden = false,
  ): Promise<NarrationReading> {
    const group = (await groupsOf(queryable, row.tenantId, [row])).get(row.id);
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
      ...(group && { group: toGroup(group, shown.authors, namesHidden) }),
    };
  }

  /** What somebody wrote, for whom it is theirs: under their name, or that of their group. */
  async function toOwnReading(row: NarrationRow, name: string | null): Promise<NarrationReading> {
    const reading = await toReading(db, row, name ?? row.candidateCode);
    return { ...reading, author: reading.group?.name ?? reading.author };
  }

  /** Whether a narration is the actor's own, or that of a group in which they wrote it. */
  async function isOwn(queryable: Queryable, actor: Actor, row: NarrationRow): Promise<boolean> {
    if (row.teamId === null) return row.personId === actor.personId;
    const writers = (await writersOf(queryable, row.tenantId, [row.id])).get(row.id) ?? [];
    if (writers.some(({ personId }) => personId === actor.personId)) return true;
    return (await findOwn(queryable, actor, row.taskId))?.id === row.id;
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
    const group = (await groupsOf(queryable, actor.tenantId, [found.narration])).get(narrationId);
    const name = group ? groupLine(group) : found.authorName;
    const author = authorFor(plan, found.narration.candidateCode, name);
    return {
      group: group ?? null,
      row: found.narration,
      task,
      plan,
      reading: await toReading(queryable, found.narration, author, plan.namesHidden),
    };
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

    async saveNarration(actor, { params, body }) {
      const { task } = await openForWriting(actor, params.taskId);
      requireOwnCitations(body.doc, task);
      const before = await findOwn(db, actor, task.id);
      // What another member of the group cites is theirs to cite, and stays.
      const standing = before?.teamId ? citedPiecesOf(before.doc).map(pieceIdOf) : [];
      const pieceIds = citedPiecesOf(body.doc)
        .map(pieceIdOf)
        .filter((id) => !standing.includes(id));
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
            // Who said yes to a group's text said it to that of then.
            ...(row.teamId !== null && {
              authors: authorsAfter(row, body.doc, actor.personId),
              yesBy: [],
            }),
          })
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)))
          .returning();
        if (!saved) throw new AppError('internal');
        await tellTeam(tx, saved);
        return toNarration(tx, saved, task, actor.personId);
      });
    },

    async handInNarration(actor, { params, body }) {
      const { task, plan } = await openForWriting(actor, params.taskId);
      return db.transaction(async (tx) => {
        const row = await findOwn(tx, actor, task.id, true);
        if (!row) throw new AppError('not_found');
        if (row.handedInAt) return toNarration(tx, row, task, actor.personId);
        if (row.revision !== body.revision)
          throw new AppError('conflict', { revision: row.revision });
        const gaps = narrationGaps(row, plan);
        if (gaps.length > 0) throw new AppError('narration_incomplete', { gaps });
        const estimate = knownEstimate(body.ownEstimate, plan);
        if (row.teamId !== null) await keepEstimate(tx, row, actor.personId, estimate);
        const waiting = await sayYes(tx, row, task, actor);
        if (waiting) {
          await tellTeam(tx, waiting);
          return toNarration(tx, waiting, task, actor.personId);
        }
        const [handedIn] = await tx
          .update(narrations)
          .set({
            handedInAt: now(),
            handedInVersion: await keepVersion(tx, row),
            revision: row.revision + 1,
            ...(row.teamId === null ? { ownEstimate: estimate } : { handedInBy: actor.personId }),
          })
          .where(and(eq(narrations.tenantId, actor.tenantId), eq(narrations.id, row.id)))
          .returning();
        if (!handedIn) throw new AppError('internal');
        await keepWriters(tx, handedIn);
        await onHandedIn(tx, actor, task, handedIn);
        await tellTeam(tx, handedIn);
        return toNarration(tx, handedIn, task, actor.personId);
      });
    },

    async withdrawNarrationYes(actor, { params }) {
      const { task } = await openForWriting(actor, params.taskId);
      return db.transaction(async (tx) => {
        const row = await findOwn(tx, actor, task.id, true);
        if (!row) throw new AppError('not_found');
        if (row.handedInAt) throw new AppError('already_handed_in');
        const open = row.yesBy.length === 0 ? row : await setYes(tx, row, []);
        if (open !== row) await tellTeam(tx, open);
        return toNarration(tx, open, task, actor.personId);
      });
    },

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
      return (await openForMarking(db, actor, params.narrationId)).reading;
    },
  };

  return {
    useCases,
    openForMarking,
    toReading,

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

function pieceIdOf({ pieceId }: CitedPiece): string {
  return pieceId;
}

/** Whether groups write one narration. */
function isTogether({ work }: Pick<TaskPlan, 'work'>): boolean {
  return work?.mode === 'group' && work.narration === 'together';
}

/**
 * Where everybody of a group has to say yes: the actor says it. Null when nobody is waited for any
 * more, or where one hands in for all.
 */
async function sayYes(
  tx: Queryable,
  row: NarrationRow,
  { plan }: NarrationTask,
  { personId }: Actor,
): Promise<NarrationRow | null> {
  if (row.teamId === null || plan.work?.handIn !== 'all') return null;
  const team = (await workingTeams(tx, row.tenantId, [row.teamId])).get(row.teamId);
  const yesBy = [...new Set([...row.yesBy, personId])];
  return !team || allSayYes(team, yesBy) ? null : setYes(tx, row, yesBy);
}

async function setYes(tx: Queryable, row: NarrationRow, yesBy: string[]): Promise<NarrationRow> {
  const [changed] = await tx
    .update(narrations)
    .set({ yesBy, revision: row.revision + 1 })
    .where(and(eq(narrations.tenantId, row.tenantId), eq(narrations.id, row.id)))
    .returning();
  if (!changed) throw new AppError('internal');
  return changed;
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
