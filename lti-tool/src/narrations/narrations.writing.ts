import { and, eq } from 'drizzle-orm';
import type { jointNarrationRoutes } from '#contract/joint';
import type { Citation, CitedPiece, NarrationDoc, narrationRoutes } from '#contract/narrations';
import { authorsAfter } from '#contract/shared/narration-authors';
import { citationsOf, citedPiecesOf, countWords } from '#contract/shared/narration-text';
import type { NarrationPlan } from '#contract/tasks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Actor } from '../lti/actor.ts';
import { allSayYes } from '../observations/joint.rules.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { toNarration, type NarrationTask } from './narrations.replies.ts';
import { keepsVersion, narrationGaps } from './narrations.rules.ts';
import { findOwn, keepVersion, versionFacts, type NarrationRow } from './narrations.store.ts';
import { narrations } from './narrations.table.ts';
import { keepEstimate, keepWriters } from './together.store.ts';

type WritingRoutes = Pick<
  typeof narrationRoutes & typeof jointNarrationRoutes,
  'saveNarration' | 'handInNarration' | 'withdrawNarrationYes'
>;

export interface WritingDeps {
  db: Database;
  now: () => Date;
  openForWriting: (
    actor: Actor,
    taskId: string,
  ) => Promise<{ task: NarrationTask; plan: NarrationPlan }>;
  /** Tells the others of a group that their text changed. */
  tellTeam: (tx: Queryable, row: NarrationRow) => Promise<void>;
  mayCitePieces: (
    queryable: Queryable,
    actor: Actor,
    taskId: string,
    pieceIds: readonly string[],
  ) => Promise<boolean>;
  onHandedIn: (
    tx: Queryable,
    actor: Actor,
    task: NarrationTask,
    narration: NarrationRow,
  ) => Promise<void>;
}

/** How a text grows and is handed in, by one person or a group; nothing changes after that. */
export function createWriting(deps: WritingDeps): UseCases<Actor, WritingRoutes> {
  const { db, now, openForWriting, tellTeam, mayCitePieces, onHandedIn } = deps;
  return {
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
  };
}

function pieceIdOf({ pieceId }: CitedPiece): string {
  return pieceId;
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
