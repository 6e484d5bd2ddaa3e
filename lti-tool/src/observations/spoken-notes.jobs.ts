import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Queryable } from '../infra/database.ts';
import { jobHandler, jobKind, type JobHandler, type Jobs } from '../infra/jobs.ts';
import type { Storage } from '../infra/storage.ts';
import type { MarkRow } from './marks.store.ts';
import { marks } from './observations.table.ts';
import { spokenNotes } from './spoken-notes.table.ts';

/** Destroys a spoken note that its mark has let go of: also when the store is away for hours. */
export const spokenErase = jobKind(
  'spoken-note.erase',
  z.object({
    tenantId: z.uuid(),
    noteId: z.uuid(),
    /** The change that let go of it; null for a sound that was perhaps never written down. */
    since: z.iso.datetime().nullable(),
  }),
  { retryLimit: 100, retryDelayMaxSeconds: 900 },
);

/** So long a mark that was removed can be taken back with what was said about it. */
const UNDO_GRACE_MS = 24 * 3_600_000;

export interface SpokenErasureDeps {
  db: Database;
  storage: Pick<Storage, 'remove'>;
  jobs: Pick<Jobs, 'send'>;
  now: () => Date;
}

/** Where the sound of a note is stored. */
export function spokenKey({ tenantId, id }: { tenantId: string; id: string }): string {
  return `spoken/${tenantId}/${id}`;
}

/** Whether a mark that is there says that a note belongs to it. */
function names(mark: Pick<MarkRow, 'removedAt' | 'details'>, noteId: string): boolean {
  return mark.removedAt === null && mark.details.spoken?.id === noteId;
}

/**
 * Spoken notes go when their marks let go of them, by removal or by another recording. What is
 * taken back within a day finds its sound: every change that leaves a note without its mark sends a
 * job of its own, and a job does nothing once the mark was changed again.
 */
export function createSpokenErasure({ db, storage, jobs, now }: SpokenErasureDeps) {
  async function eraseLater(
    tx: Queryable,
    { tenantId, id }: { tenantId: string; id: string },
    since: Date | null,
  ): Promise<void> {
    const payload = { tenantId, noteId: id, since: since?.toISOString() ?? null };
    const startAfter = new Date(now().getTime() + UNDO_GRACE_MS);
    await jobs.send(tx, spokenErase, `${id}:${payload.since ?? 'unwritten'}`, payload, {
      startAfter,
    });
  }

  /** Sees to it that notes which their marks, as just written in `tx`, do not name are destroyed. */
  async function eraseUnnamed(tx: Queryable, written: readonly MarkRow[]): Promise<void> {
    const [first] = written;
    if (!first) return;
    const notes = await tx
      .select()
      .from(spokenNotes)
      .where(
        and(
          eq(spokenNotes.tenantId, first.tenantId),
          inArray(
            spokenNotes.markId,
            written.map(({ id }) => id),
          ),
        ),
      );
    for (const note of notes) {
      const mark = written.find(({ id }) => id === note.markId);
      if (mark && !names(mark, note.id)) await eraseLater(tx, note, mark.changedAt);
    }
  }

  async function erase(tenantId: string, noteId: string, since: string | null): Promise<void> {
    await db.transaction(async (tx) => {
      const which = and(eq(spokenNotes.tenantId, tenantId), eq(spokenNotes.id, noteId));
      const [note] = await tx.select().from(spokenNotes).where(which);
      if (note) {
        const [mark] = await tx
          .select()
          .from(marks)
          .where(and(eq(marks.tenantId, tenantId), eq(marks.id, note.markId)))
          .for('update');
        if (mark && names(mark, noteId)) return;
        if (mark && mark.changedAt.toISOString() !== since) return;
      }
      await storage.remove(spokenKey({ tenantId, id: noteId }));
      await tx.delete(spokenNotes).where(which);
    });
  }

  return {
    eraseUnnamed,

    /** Before a sound is stored: should it never be written down, it goes. */
    eraseUnwritten: (note: { tenantId: string; id: string }) => eraseLater(db, note, null),

    jobHandlers: [
      jobHandler({
        kind: spokenErase,
        concurrency: 1,
        run: ({ tenantId, noteId, since }) => erase(tenantId, noteId, since),
      }),
    ] satisfies JobHandler[],
  };
}

export type SpokenErasure = ReturnType<typeof createSpokenErasure>;
