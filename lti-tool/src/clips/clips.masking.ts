import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Masking } from '#contract/masking';
import { joined } from '#contract/shared/ranges';
import type { Database } from '../infra/database.ts';
import type { FfmpegTools } from '../infra/media/ffmpeg.ts';
import { maskRanges } from '../infra/media/mask-ranges.ts';
import { maskRegions } from '../infra/media/mask-regions.ts';
import { MediaError } from '../infra/media/media-error.ts';
import { probe } from '../infra/media/probe.ts';
import type { Storage } from '../infra/storage.ts';
import { maskings } from './care.table.ts';
import type { ClipRow } from './clips.store.ts';
import { endClosings } from './closing.store.ts';
import { captionTracks, clips, descriptionTracks } from './clips.table.ts';
import { destroyOnRecord, recordDestruction, type MaskingRow } from './destruction.store.ts';
import { captionsOutside } from './excerpt-captions.rules.ts';

export interface MaskingDeps {
  db: Database;
  storage: Storage;
  now: () => Date;
}

/**
 * Before anything is made of a master: puts in its place one in which the asked-for stretches are
 * unrecognisable, and takes what was said in them out of the captions. The film as it was is gone
 * then. May run twice: a film that was masked already only becomes so once more.
 */
export async function applyMaskings(
  { db, storage, now }: MaskingDeps,
  tools: FfmpegTools | null,
  clip: ClipRow,
  asked: readonly MaskingRow[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const { tenantId, id: clipId, masterKey } = clip;
  if (asked.length === 0 || !masterKey) return;
  const maskingIds = asked.map(({ id }) => id);
  if (!tools) throw new MediaError('needs_ffmpeg');
  const master = await storage.checkOut(masterKey, folder);
  const film = await probe(tools, master, { signal });
  const target = join(folder, 'masked.mp4');
  await maskRanges(tools, master, film, asked, target, { signal });
  await destroyOnRecord(
    db,
    clip,
    { what: 'original', maskingIds },
    {
      measure: () => storage.measure(masterKey),
      destroy: () => storage.adopt(target, masterKey),
      now,
    },
  );
  const bytes = (await storage.stat(masterKey))?.bytes ?? null;
  await db.transaction(async (tx) => {
    const masked = joined([...clip.masked, ...asked.flatMap(({ ranges }) => ranges)]);
    const isThisOne = and(eq(clips.tenantId, tenantId), eq(clips.id, clipId));
    await tx.update(clips).set({ masked, bytes }).where(isThisOne);
    const gone = { files: 0, bytes: 0 };
    for (const tracks of [captionTracks, descriptionTracks]) {
      const isItsTrack = and(eq(tracks.tenantId, tenantId), eq(tracks.clipId, clipId));
      for (const { language, vtt } of await tx.select().from(tracks).where(isItsTrack)) {
        const kept = captionsOutside(vtt, masked);
        // Notes go in any case; only cues are words of somebody.
        const lostBytes = Buffer.byteLength(captionsOutside(vtt, [])) - Buffer.byteLength(kept);
        if (lostBytes > 0) {
          gone.files += 1;
          gone.bytes += lostBytes;
        }
        await tx
          .update(tracks)
          .set({
            vtt: kept,
            // What an editor still has of it must not come back unseen.
            revision: sql`${tracks.revision} + 1`,
            updatedAt: now(),
          })
          .where(and(isItsTrack, eq(tracks.language, language)));
      }
    }
    const at = now();
    // What is masked need not be left out any more.
    await endClosings(tx, clip, [...new Set(asked.map((one) => one.filmedPersonId))], at);
    if (gone.files > 0)
      await recordDestruction(tx, clip, { what: 'captions', maskingIds }, gone, {
        ...{ begunAt: at, finishedAt: at },
      });
    await tx
      .update(maskings)
      .set({ finishedAt: at })
      .where(
        and(
          eq(maskings.tenantId, tenantId),
          eq(maskings.clipId, clipId),
          isNull(maskings.finishedAt),
          inArray(maskings.id, maskingIds),
        ),
      );
  });
}

/**
 * Before anything is made of a file that came with an order to mask it: puts the masked film in its
 * place. The file as it came is gone then, and nothing of it was ever served. May run twice.
 */
export async function carryOutOrder(
  { db, storage, now }: MaskingDeps,
  tools: FfmpegTools | null,
  clip: ClipRow,
  folder: string,
  options: { signal: AbortSignal; onShare: (share: number) => void },
): Promise<void> {
  const { tenantId, id: clipId, masterKey, maskPlan, masking } = clip;
  if (!maskPlan || !masking || !masterKey) return;
  if (!tools) throw new MediaError('needs_ffmpeg');
  const { signal, onShare } = options;
  const master = await storage.checkOut(masterKey, folder);
  const film = await probe(tools, master, { signal });
  const masked = await maskRegions(tools, master, film, maskPlan, folder, {
    signal,
    onProgressSeconds: (seconds) => onShare(seconds / film.durationSeconds),
  });
  await storage.adopt(masked, masterKey);
  // A store that is elsewhere lent a copy: the film as it came is gone only when that is.
  if (dirname(master) === folder) await rm(master, { force: true });
  const bytes = (await storage.stat(masterKey))?.bytes ?? null;
  const finished: Masking = { ...masking, finishedAt: now().toISOString() };
  await db
    .update(clips)
    .set({ maskPlan: null, masking: finished, bytes })
    .where(and(eq(clips.tenantId, tenantId), eq(clips.id, clipId)));
}
