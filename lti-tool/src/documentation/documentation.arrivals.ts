import { eq, isNull, and, ne } from 'drizzle-orm';
import { join } from 'node:path';
import { createArrivals } from '../infra/arrivals.ts';
import type { Database } from '../infra/database.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { Storage } from '../infra/storage.ts';
import { pieceClean } from './documentation.jobs.ts';
import { stateOf } from './documentation.rules.ts';
import { findPiece, givenKey, writePiece } from './documentation.store.ts';
import { pieces } from './documentation.table.ts';

export interface PieceArrivalsDeps {
  db: Database;
  jobs: Pick<Jobs, 'send'>;
  storage: Storage;
  dataDir: string;
  now: () => Date;
}

/** Files of own documentation on their way here; whole, they wait to be made anew. */
export function createPieceArrivals({ db, jobs, storage, dataDir, now }: PieceArrivalsDeps) {
  const arrivals = createArrivals({ directory: join(dataDir, 'documentation-uploads'), now });
  const settling = new Map<string, Promise<void>>();

  /** Takes over a file that is here whole, and queues its cleaning with it; any number of times. */
  function settle(tenantId: string, pieceId: string): Promise<void> {
    const begun = settling.get(pieceId);
    if (begun) return begun;
    const settled = settleOnce(tenantId, pieceId).finally(() => settling.delete(pieceId));
    settling.set(pieceId, settled);
    return settled;
  }

  async function settleOnce(tenantId: string, pieceId: string): Promise<void> {
    const upload = await arrivals.progressOf(pieceId);
    if (!upload || upload.offset < upload.size) return;
    const key = givenKey({ id: pieceId });
    await storage.adopt(arrivals.pathOf(pieceId), key).catch(async (error: unknown) => {
      // Another process that settles the same file may have been faster.
      if ((await arrivals.progressOf(pieceId)) !== null) throw error;
    });
    const isTaken = await db.transaction(async (tx) => {
      const piece = await findPiece(tx, tenantId, pieceId, { lock: true });
      if (!piece || stateOf(piece) !== 'arriving') return false;
      await writePiece(tx, piece, { arrivedAt: now(), percent: 0 });
      await jobs.send(tx, pieceClean, pieceId, { tenantId, pieceId });
      return true;
    });
    // Somebody removed the piece meanwhile: its file must not stay behind.
    if (!isTaken) await storage.remove(key);
    await arrivals.discard(pieceId);
  }

  return {
    arrivals,
    settle,

    /** At start and from time to time: catches up with what a killed process left, and cleans. */
    async tidy(): Promise<void> {
      // Across institutions: this is the server looking after itself, for nobody in particular.
      const unsettled = await db
        .select({ id: pieces.id, tenantId: pieces.tenantId })
        .from(pieces)
        .where(and(eq(pieces.hasFile, false), isNull(pieces.arrivedAt), ne(pieces.kind, 'note')));
      for (const piece of unsettled) await settle(piece.tenantId, piece.id);
      await arrivals.discardExpired();
    },
  };
}
