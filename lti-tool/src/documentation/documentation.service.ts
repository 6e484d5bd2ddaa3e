import { and, asc, count, eq, inArray, or } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { documentationRoutes, Piece, PieceDraft } from '#contract/documentation';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Storage } from '../infra/storage.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { refusalToSee } from './documentation.rules.ts';
import { pieces } from './documentation.table.ts';

export interface DocumentationDeps {
  db: Database;
  storage: Storage;
  secrets: Secrets;
  now: () => Date;
  /** Opens a task as the actor may. @throws {AppError} not_found, task_not_open */
  openTask: (db: Queryable, actor: Actor, taskId: string) => Promise<{ id: string }>;
}

export type PieceRow = typeof pieces.$inferSelect;
export type Documentation = ReturnType<typeof createDocumentation>;

/** How long an address works. A page that stays open asks again. */
const ADDRESS_LIFETIME_MS = 30 * 60_000;
const USE = 'documentation-file';
const MOST_PER_PERSON = 100;

const permitSchema = z.object({ pieceId: z.uuid(), sessionId: z.uuid(), expiresAtMs: z.number() });
export type PiecePermit = z.infer<typeof permitSchema>;

/** Where the cleaned file of a piece lies; what was handed over is never kept. */
export function pieceKey({ id }: Pick<PieceRow, 'id'>): string {
  return `documentation/${id}`;
}

/** Own documentation (Q7): pictures, recordings and field notes that people bring to a task. */
export function createDocumentation({ db, storage, secrets, now, openTask }: DocumentationDeps) {
  async function find(tenantId: string, pieceId: string): Promise<PieceRow> {
    const [row] = await db
      .select()
      .from(pieces)
      .where(and(eq(pieces.tenantId, tenantId), eq(pieces.id, pieceId)));
    if (!row) throw new AppError('not_found');
    return row;
  }

  /** A piece to be seen. @throws {AppError} not_found, or why those in it keep it closed */
  async function openToSee(actor: Actor, pieceId: string): Promise<PieceRow> {
    const row = await find(actor.tenantId, pieceId);
    const isHere = row.ltiContextId === actor.ltiContextId;
    const refusal = refusalToSee(
      {
        ...row,
        isAuthor: row.personId === actor.personId,
        isMarker: isHere && can(actor, 'narrations.mark'),
      },
      now().toISOString().slice(0, 10),
    );
    if (refusal) throw new AppError(refusal);
    if (row.personId !== actor.personId) await openTask(db, actor, row.taskId);
    return row;
  }

  async function openOwn(actor: Actor, pieceId: string): Promise<PieceRow> {
    requireWriting(actor);
    const row = await find(actor.tenantId, pieceId);
    if (row.personId !== actor.personId) throw new AppError('not_found');
    return row;
  }

  function toPiece(actor: Actor, row: PieceRow): Piece {
    const { id, taskId, kind, title, text, isShared, durationSeconds, peaks } = row;
    const { hasPeople, areAgreed, agreedUntil: until, isWithdrawn } = row;
    return {
      ...{ id, taskId, kind, title, text, isShared, durationSeconds, peaks },
      consent: { hasPeople, areAgreed, until, isWithdrawn },
      isMine: row.personId === actor.personId,
      url: row.hasFile ? addressOf(actor, id) : null,
      createdAt: row.createdAt.toISOString(),
    };
  }

  function addressOf({ sessionId }: Actor, pieceId: string): string {
    const expiresAtMs = now().getTime() + ADDRESS_LIFETIME_MS;
    const permit: PiecePermit = { pieceId, sessionId, expiresAtMs };
    return `/documentation/${secrets.seal(USE, JSON.stringify(permit))}`;
  }

  async function write(row: PieceRow, change: Partial<PieceRow>): Promise<PieceRow> {
    const [changed] = await db
      .update(pieces)
      .set(change)
      .where(and(eq(pieces.tenantId, row.tenantId), eq(pieces.id, row.id)))
      .returning();
    if (!changed) throw new AppError('not_found');
    return changed;
  }

  const useCases: UseCases<Actor, typeof documentationRoutes> = {
    async listPieces(actor, { params }) {
      requireCapability(actor, 'tasks.read');
      const { id: taskId } = await openTask(db, actor, params.taskId);
      const rows = await db
        .select()
        .from(pieces)
        .where(
          and(
            eq(pieces.tenantId, actor.tenantId),
            eq(pieces.taskId, taskId),
            or(eq(pieces.personId, actor.personId), eq(pieces.isShared, true)),
          ),
        )
        .orderBy(asc(pieces.createdAt), asc(pieces.id));
      const today = now().toISOString().slice(0, 10);
      const seen = rows.filter((row) => {
        const isAuthor = row.personId === actor.personId;
        return refusalToSee({ ...row, isAuthor, isMarker: false }, today) === null;
      });
      return { pieces: seen.map((row) => toPiece(actor, row)) };
    },

    async addPiece(actor, { params, body }) {
      requireWriting(actor);
      const { id: taskId } = await openTask(db, actor, params.taskId);
      const { tenantId, ltiContextId, personId } = actor;
      const [own] = await db
        .select({ count: count() })
        .from(pieces)
        .where(
          and(
            eq(pieces.tenantId, tenantId),
            eq(pieces.taskId, taskId),
            eq(pieces.personId, personId),
          ),
        );
      if ((own?.count ?? 0) >= MOST_PER_PERSON) throw new AppError('conflict');
      const [row] = await db
        .insert(pieces)
        .values({
          ...{ id: randomUUID(), tenantId, ltiContextId, taskId, personId },
          ...{ kind: body.kind, isShared: can(actor, 'tasks.build'), createdAt: now() },
          ...columnsOf(body),
        })
        .returning();
      if (!row) throw new AppError('internal');
      return toPiece(actor, row);
    },

    async readPiece(actor, { params }) {
      requireCapability(actor, 'tasks.read');
      return toPiece(actor, await openToSee(actor, params.pieceId));
    },

    async changePiece(actor, { params, body }) {
      return toPiece(actor, await write(await openOwn(actor, params.pieceId), columnsOf(body)));
    },

    async removePiece(actor, { params }) {
      const row = await openOwn(actor, params.pieceId);
      await db.delete(pieces).where(and(eq(pieces.tenantId, row.tenantId), eq(pieces.id, row.id)));
      await storage.remove(pieceKey(row));
    },
  };

  return {
    useCases,
    openOwn,
    openToSee,

    /** What an address permits; null when it is not one of ours, or altered. */
    readPermit(sealed: string): PiecePermit | null {
      const text = secrets.open(USE, sealed);
      return text === null ? null : permitSchema.parse(JSON.parse(text));
    },

    /** Takes over the cleaned file of a piece. */
    async keepFile(
      row: PieceRow,
      file: { path: string; durationSeconds: number | null; peaks: number[] | null },
    ): Promise<void> {
      await storage.adopt(file.path, pieceKey(row));
      const { durationSeconds, peaks } = file;
      await write(row, { hasFile: true, durationSeconds, peaks }).catch(async (error: unknown) => {
        // Somebody removed the piece meanwhile: its file must not stay behind.
        await storage.remove(pieceKey(row));
        throw error;
      });
    },

    /** Whether a narration of the actor for a task may cite all of these pieces. */
    async mayCite(
      queryable: Queryable,
      actor: Actor,
      taskId: string,
      pieceIds: readonly string[],
    ): Promise<boolean> {
      const wanted = [...new Set(pieceIds)];
      if (wanted.length === 0) return true;
      const rows = await queryable
        .select({ id: pieces.id })
        .from(pieces)
        .where(
          and(
            eq(pieces.tenantId, actor.tenantId),
            eq(pieces.taskId, taskId),
            inArray(pieces.id, wanted),
            or(eq(pieces.personId, actor.personId), eq(pieces.isShared, true)),
          ),
        );
      return rows.length === wanted.length;
    },
  };
}

/** Whoever writes narrations, or makes the tasks that ask for them, documents. */
function requireWriting(actor: Actor): void {
  if (can(actor, 'tasks.build')) return;
  requireCapability(actor, 'narrations.write');
}

function columnsOf({ title, text, consent }: PieceDraft) {
  const { hasPeople, areAgreed, until: agreedUntil, isWithdrawn } = consent;
  return { title, text, hasPeople, areAgreed, agreedUntil, isWithdrawn };
}
