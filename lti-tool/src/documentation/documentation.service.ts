import { and, asc, count, eq, inArray, or } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { documentationRoutes, Piece, PieceDraft, PieceKind } from '#contract/documentation';
import { coverageOf, dayOf } from '../consents/consents.rules.ts';
import { toConsent, type Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import { requireRoom } from '../infra/disk-room.ts';
import type { UseCases } from '../infra/http.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Storage } from '../infra/storage.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { createPieceArrivals } from './documentation.arrivals.ts';
import { createPieceCleaning } from './documentation.jobs.ts';
import { createPiecePeople } from './documentation.people.ts';
import { MOST_BYTES, refusalToSee, stateOf } from './documentation.rules.ts';
import {
  findPiece,
  givenKey,
  pieceKey,
  withPeople,
  writePiece,
  type PieceRecord,
  type PieceRow,
} from './documentation.store.ts';
import { pieces } from './documentation.table.ts';

export interface DocumentationDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  storage: Storage;
  secrets: Secrets;
  consents: Consents;
  /** Null where none is installed: then only notes can be written. */
  ffmpeg: FfmpegTools | null;
  dataDir: string;
  now: () => Date;
  /** Opens a task as the actor may. @throws {AppError} not_found, task_not_open */
  openTask: (db: Queryable, actor: Actor, taskId: string) => Promise<{ id: string }>;
}

export type Documentation = ReturnType<typeof createDocumentation>;

/** How long an address works. A page that stays open asks again. */
const ADDRESS_LIFETIME_MS = 30 * 60_000;
const USE = 'documentation-file';
const MOST_PER_PERSON = 100;

const permitSchema = z.object({ pieceId: z.uuid(), sessionId: z.uuid(), expiresAtMs: z.number() });
export type PiecePermit = z.infer<typeof permitSchema>;

/** Own documentation (Q7): pictures, recordings, films and field notes that people bring to a task. */
export function createDocumentation(deps: DocumentationDeps) {
  const { db, storage, secrets, consents, ffmpeg, dataDir, now, openTask } = deps;
  const arriving = createPieceArrivals(deps);

  async function find(
    queryable: Queryable,
    tenantId: string,
    pieceId: string,
    options?: { lock: boolean },
  ): Promise<PieceRecord> {
    const row = await findPiece(queryable, tenantId, pieceId, options);
    const [record] = await withPeople(queryable, consents, tenantId, row ? [row] : []);
    if (!record) throw new AppError('not_found');
    return record;
  }

  function coverageFor({ piece, people }: PieceRecord) {
    if (!piece.hasPeople) return null;
    const agreements = people.map(({ person, consent }) => ({
      pseudonym: person.pseudonym,
      consent,
    }));
    return coverageOf(agreements, dayOf(now()));
  }

  function refusalFor(actor: Actor, record: PieceRecord, { isMarking = true } = {}) {
    const { piece } = record;
    const isInItsCourse = piece.ltiContextId === actor.ltiContextId;
    return refusalToSee({
      ...{ isShared: piece.isShared, isPrivate: piece.isPrivate, isInItsCourse },
      isAuthor: piece.personId === actor.personId,
      isMarker: isMarking && isInItsCourse && can(actor, 'narrations.mark'),
      coverage: coverageFor(record),
    });
  }

  /** A piece to be seen. @throws {AppError} not_found, or why those in it keep it closed */
  async function openToSee(actor: Actor, pieceId: string): Promise<PieceRecord> {
    const record = await find(db, actor.tenantId, pieceId);
    const refusal = refusalFor(actor, record);
    if (refusal) throw new AppError(refusal);
    const { piece } = record;
    if (piece.personId !== actor.personId) await openTask(db, actor, piece.taskId);
    return record;
  }

  /** An own piece to be changed. @throws {AppError} not_found */
  async function openOwnIn(tx: Queryable, actor: Actor, pieceId: string, lock = true) {
    requireWriting(actor);
    const record = await find(tx, actor.tenantId, pieceId, { lock });
    if (record.piece.personId !== actor.personId) throw new AppError('not_found');
    return record;
  }

  async function toPiece(actor: Actor, record: PieceRecord): Promise<Piece> {
    const { piece, people } = record;
    const { id, taskId, kind, title, text, hasPeople, isPrivate, isShared } = piece;
    const { percent, failure, durationSeconds, peaks } = piece;
    const isMine = piece.personId === actor.personId;
    return {
      ...{ id, taskId, kind, title, text, hasPeople, isPrivate, isShared, isMine },
      ...{ percent, failure, durationSeconds, peaks, state: stateOf(piece) },
      file: isMine ? await fileOf(piece) : null,
      url: piece.hasFile ? addressOf(actor, id) : null,
      people: isMine
        ? people.map(({ person, consent }) => ({
            ...{ id: person.id, pseudonym: person.pseudonym, kind: person.kind },
            consent: consent && toConsent(consent, true),
          }))
        : [],
      coverage: coverageFor(record),
      createdAt: piece.createdAt.toISOString(),
    };
  }

  async function fileOf(piece: PieceRow): Promise<Piece['file']> {
    const { fileName: name, bytes, id } = piece;
    if (name === null || bytes === null) return null;
    const isArriving = stateOf(piece) === 'arriving';
    const progress = isArriving ? await arriving.arrivals.progressOf(id) : null;
    return { name, bytes, arrivedBytes: isArriving ? (progress?.offset ?? 0) : bytes };
  }

  function addressOf({ sessionId }: Actor, pieceId: string): string {
    const expiresAtMs = now().getTime() + ADDRESS_LIFETIME_MS;
    const permit: PiecePermit = { pieceId, sessionId, expiresAtMs };
    return `/documentation/${secrets.seal(USE, JSON.stringify(permit))}`;
  }

  /**
   * What is written down of a file before it is sent.
   * @throws {AppError} empty_file, too_large, storage_full, needs_ffmpeg
   */
  async function announced(kind: PieceKind, file: PieceDraft['file']): Promise<Partial<PieceRow>> {
    if (kind === 'note') return {};
    if (!file) throw new AppError('invalid_request', { field: 'file' });
    if (!ffmpeg) throw new AppError('needs_ffmpeg');
    if (file.bytes === 0) throw new AppError('empty_file');
    const maxUploadBytes = MOST_BYTES[kind];
    if (file.bytes > maxUploadBytes) throw new AppError('too_large', { maxUploadBytes });
    await requireRoom(dataDir, file.bytes);
    const { name: fileName, bytes } = file;
    return { fileName, bytes, arrivedAt: null, failure: null, percent: 0 };
  }

  const see = async (actor: Actor, pieceId: string): Promise<Piece> =>
    toPiece(actor, await find(db, actor.tenantId, pieceId));

  const useCases: UseCases<Actor, typeof documentationRoutes> = {
    ...createPiecePeople({ db, consents, now, openOwn: openOwnIn, see }),

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
      const records = await withPeople(db, consents, actor.tenantId, rows);
      const seen = records.filter(
        (record) => refusalFor(actor, record, { isMarking: false }) === null,
      );
      return { pieces: await Promise.all(seen.map((record) => toPiece(actor, record))) };
    },

    async addPiece(actor, { params, body }) {
      requireWriting(actor);
      const { id: taskId } = await openTask(db, actor, params.taskId);
      const { tenantId, ltiContextId, personId } = actor;
      const { kind, file, ...draft } = body;
      const arrival = await announced(kind, file);
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
      const id = randomUUID();
      await db.insert(pieces).values({
        ...{ id, tenantId, ltiContextId, taskId, personId, kind },
        ...{ isShared: can(actor, 'tasks.build'), createdAt: now() },
        ...{ ...draft, ...arrival, hasPeople: draft.hasPeople && kind !== 'note' },
      });
      return see(actor, id);
    },

    async readPiece(actor, { params }) {
      requireCapability(actor, 'tasks.read');
      return toPiece(actor, await openToSee(actor, params.pieceId));
    },

    async changePiece(actor, { params, body }) {
      const isReplaced = await db.transaction(async (tx) => {
        const { piece, people } = await openOwnIn(tx, actor, params.pieceId);
        const { file, ...draft } = body;
        const state = stateOf(piece);
        if (file && (state === 'ready' || state === 'preparing')) throw new AppError('conflict');
        const arrival = file ? await announced(piece.kind, file) : {};
        // Who is in the register is in the piece: nothing is opened by denying it.
        const hasPeople = people.length > 0 || (draft.hasPeople && piece.kind !== 'note');
        await writePiece(tx, piece, { ...draft, ...arrival, hasPeople });
        return file !== undefined;
      });
      if (isReplaced) await arriving.arrivals.discard(params.pieceId);
      return see(actor, params.pieceId);
    },

    async removePiece(actor, { params }) {
      const removed = await db.transaction(async (tx) => {
        const { piece, people } = await openOwnIn(tx, actor, params.pieceId);
        await tx
          .delete(pieces)
          .where(and(eq(pieces.tenantId, piece.tenantId), eq(pieces.id, piece.id)));
        const agreed = people.map(({ person }) => person.consentId);
        await consents.remove(tx, actor, agreed);
        return piece;
      });
      await arriving.arrivals.discard(removed.id);
      await storage.remove(givenKey(removed));
      await storage.remove(pieceKey(removed));
    },
  };

  return {
    useCases,
    arriving,
    openToSee,
    openOwn: (actor: Actor, pieceId: string) => openOwnIn(db, actor, pieceId, false),
    jobHandlers: [createPieceCleaning(deps)],

    /** What an address permits; null when it is not one of ours, or altered. */
    readPermit(sealed: string): PiecePermit | null {
      const text = secrets.open(USE, sealed);
      return text === null ? null : permitSchema.parse(JSON.parse(text));
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
