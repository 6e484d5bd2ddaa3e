import type { Range } from '#contract/shared/ranges';
import type { Database } from '../infra/database.ts';
import { readText, type Storage } from '../infra/storage.ts';
import { AppError } from '../infra/app-error.ts';
import { trackNames, trackText } from './captions.store.ts';
import { captionsOutside } from './excerpt-captions.rules.ts';
import { findClip } from './clips.store.ts';
import type { MediaPermit } from './media-address.ts';
import { subtitlePlaylist, subtitleSegment, withSubtitles } from './subtitles.rules.ts';

const MASTER = 'master.m3u8';
const SUBTITLES = /^subtitles\/([A-Za-z0-9-]{2,35})\/(?:(\d{1,4})\.vtt|playlist\.m3u8)$/;

/** A text that is made when it is asked for. */
export interface MadeFile {
  text: string;
  type: 'vtt' | 'm3u8';
}

/**
 * Captions as players that read HLS by themselves want them: named in the master playlist, a playlist
 * and stretches for each language. Nothing of it is written anywhere: what is corrected, or taken
 * away, is so at once.
 */
export function createSubtitleFiles({ db, storage }: { db: Database; storage: Storage }) {
  return {
    /** Null for a file of another kind. @throws {AppError} not_found */
    async open(
      tenantId: string,
      { clipId, span, closed }: Pick<MediaPermit, 'clipId' | 'span'> & { closed: readonly Range[] },
      folder: string,
      file: string,
    ): Promise<MadeFile | null> {
      if (file === MASTER) {
        const { captions } = await trackNames(db, tenantId, clipId);
        const master = await readText(storage, `${folder}/${MASTER}`);
        return { text: withSubtitles(master, captions), type: 'm3u8' };
      }
      const [isOurs, language = '', index] = SUBTITLES.exec(file) ?? [];
      if (!isOurs) return null;
      const clip = await findClip(db, tenantId, clipId);
      const whole = await trackText(db, tenantId, clipId, 'captions', language);
      const vtt = whole !== null && closed.length > 0 ? captionsOutside(whole, closed) : whole;
      if (!clip?.durationSeconds || vtt === null) throw new AppError('not_found');
      const { durationSeconds } = clip;
      const excerpt = span ? { startSeconds: span[0], endSeconds: span[1] } : null;
      if (index === undefined)
        return { text: subtitlePlaylist(durationSeconds, excerpt), type: 'm3u8' };
      const text = subtitleSegment(vtt, Number(index), durationSeconds, excerpt);
      if (text === null) throw new AppError('not_found');
      return { text, type: 'vtt' };
    },
  };
}
