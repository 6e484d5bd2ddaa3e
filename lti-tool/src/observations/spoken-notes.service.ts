import { and, eq, isNull } from 'drizzle-orm';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SmallFile } from '#contract/common-shapes';
import type { spokenNoteRoutes } from '#contract/spoken-notes';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { readWhole, type Storage } from '../infra/storage.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { isInAudience } from './observations.comparison.ts';
import type { Observations } from './observations.service.ts';
import { findOwn, type ObservationRow } from './observations.store.ts';
import { marks, observations } from './observations.table.ts';
import { spokenKey, type SpokenErasure } from './spoken-notes.jobs.ts';
import { spokenNotes } from './spoken-notes.table.ts';

export interface SpokenNoteDeps {
  db: Database;
  storage: Storage;
  /** Opens a task as the actor may; throws `not_found` or `task_not_open` otherwise. */
  openTask: (db: Queryable, actor: Actor, taskId: string, as: 'observe') => Promise<unknown>;
  observations: Pick<Observations, 'openComparison' | 'handedInReading'>;
  erasure: Pick<SpokenErasure, 'eraseUnnamed' | 'eraseUnwritten'>;
}

type NoteRow = typeof spokenNotes.$inferSelect;

export type SpokenNotes = ReturnType<typeof createSpokenNotes>;

/** What people said about a moment, in their own voice: kept with their agreement, gone when they wish. */
export function createSpokenNotes(deps: SpokenNoteDeps) {
  const { db, storage, openTask, erasure } = deps;

  /** The actor's observation which this is, opened through its task; anything else is not here. */
  async function openOwn(actor: Actor, observationId: string): Promise<ObservationRow> {
    const row = await findObservation(db, actor, observationId);
    if (!row) throw new AppError('not_found');
    await openTask(db, actor, row.taskId, 'observe');
    const own = await findOwn(db, actor, row.taskId);
    if (own?.id !== observationId) throw new AppError('not_found');
    return own;
  }

  /** Whether somebody may hear what was said in an observation: their own, or one they may read. */
  async function requireMayHear(actor: Actor, observationId: string): Promise<void> {
    const row = await findObservation(db, actor, observationId);
    if (!row) throw new AppError('not_found');
    await openTask(db, actor, row.taskId, 'observe');
    const own = await findOwn(db, actor, row.taskId);
    if (own?.id === observationId) return;
    const { audience } = await deps.observations.openComparison(db, actor, row.taskId);
    const found = await deps.observations.handedInReading(db, actor, row.taskId, observationId);
    const isShown = found?.personIds.some((personId) => isInAudience(audience, personId));
    if (!isShown) throw new AppError('not_found');
  }

  async function findNote(actor: Actor, noteId: string): Promise<NoteRow | undefined> {
    const [note] = await db
      .select()
      .from(spokenNotes)
      .where(and(eq(spokenNotes.tenantId, actor.tenantId), eq(spokenNotes.id, noteId)));
    return note;
  }

  async function soundOf(note: NoteRow): Promise<SmallFile> {
    const bytes = await readWhole(storage, spokenKey(note));
    const { mediaType } = note;
    const fileName = `${note.id}.${mediaType === 'audio/mp4' ? 'm4a' : mediaType.slice(6)}`;
    return { fileName, mediaType, base64: bytes.toString('base64') };
  }

  const useCases: UseCases<Actor, typeof spokenNoteRoutes> = {
    async keepSpokenNote(actor, { params: { markId, noteId }, body }) {
      requireCapability(actor, 'observations.write');
      const [mark] = await db
        .select({ observationId: marks.observationId, removedAt: marks.removedAt })
        .from(marks)
        .where(and(eq(marks.tenantId, actor.tenantId), eq(marks.id, markId)));
      // It may still be on its way: the page asks again.
      if (!mark) throw new AppError('not_found', { markId });
      const own = await openOwn(actor, mark.observationId);
      if (mark.removedAt) throw new AppError('mark_removed', { markId });
      const isKept = async (): Promise<boolean> => {
        const known = await findNote(actor, noteId);
        return known?.personId === actor.personId && known.markId === markId;
      };
      if (await isKept()) return { noteId };
      if (own.handedInAt) throw new AppError('already_handed_in');
      const { tenantId, personId } = actor;
      const { mediaType, agreedAt } = body;
      if (await findNote(actor, noteId)) throw new AppError('not_found');
      const bytes = Buffer.from(body.base64, 'base64');
      await erasure.eraseUnwritten({ tenantId, id: noteId });
      await adoptBytes(storage, bytes, spokenKey({ tenantId, id: noteId }));
      await db.transaction(async (tx) => {
        // Held: a removal comes before, and refuses the sound, or after, and finds it.
        const [held] = await tx
          .select()
          .from(marks)
          .where(and(eq(marks.tenantId, tenantId), eq(marks.id, markId), isNull(marks.removedAt)))
          .for('update');
        if (!held) throw new AppError('mark_removed', { markId });
        await tx
          .insert(spokenNotes)
          .values({
            ...{ id: noteId, tenantId, observationId: own.id, personId, markId, mediaType },
            agreedAt: new Date(agreedAt),
          })
          .onConflictDoNothing();
        await erasure.eraseUnnamed(tx, [held]);
      });
      // Sent twice at once it is kept once; an id of somebody else is never taken over.
      if (!(await isKept())) throw new AppError('not_found');
      return { noteId };
    },

    async hearSpokenNote(actor, { params }) {
      requireCapability(actor, 'observations.compare');
      const note = await findNote(actor, params.noteId);
      if (!note) throw new AppError('not_found');
      await requireMayHear(actor, note.observationId);
      return soundOf(note);
    },

    async removeSpokenNote(actor, { params }) {
      requireCapability(actor, 'observations.write');
      const note = await findNote(actor, params.noteId);
      if (note?.personId !== actor.personId) throw new AppError('not_found');
      await openOwn(actor, note.observationId);
      await storage.remove(spokenKey(note));
      await db
        .delete(spokenNotes)
        .where(and(eq(spokenNotes.tenantId, actor.tenantId), eq(spokenNotes.id, note.id)));
    },
  };

  return {
    useCases,

    /** What the actor said in an observation of theirs: for the archive that is theirs to take along. */
    async ownSounds(actor: Actor, observationId: string): Promise<SmallFile[]> {
      requireCapability(actor, 'observations.write');
      await openOwn(actor, observationId);
      const notes = await db
        .select()
        .from(spokenNotes)
        .where(
          and(
            eq(spokenNotes.tenantId, actor.tenantId),
            eq(spokenNotes.observationId, observationId),
            eq(spokenNotes.personId, actor.personId),
          ),
        );
      return Promise.all(notes.map(soundOf));
    },
  };
}

/** An observation of the actor's course, for whoever goes on to open it. */
async function findObservation(
  db: Queryable,
  actor: Actor,
  observationId: string,
): Promise<{ taskId: string } | undefined> {
  const [row] = await db
    .select({ taskId: observations.taskId })
    .from(observations)
    .where(
      and(
        eq(observations.tenantId, actor.tenantId),
        eq(observations.ltiContextId, actor.ltiContextId),
        eq(observations.id, observationId),
      ),
    );
  return row;
}

async function adoptBytes(
  storage: Pick<Storage, 'adopt'>,
  bytes: Buffer,
  key: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lookfor-spoken-'));
  try {
    const path = join(folder, 'sound');
    await writeFile(path, bytes);
    await storage.adopt(path, key);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
