import { randomUUID } from 'node:crypto';
import type { Clip, ClipReference } from '#contract/clips';
import type { ReferenceRefusal, referenceRoutes } from '#contract/references';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { GuardedFetch } from '../infra/guarded-fetch.ts';
import type { UseCases } from '../infra/http.ts';
import { parseMediaPlaylist, playlistDuration } from '../infra/media/playlist.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { EMPTY_DESCRIPTION } from './clips.rules.ts';
import { clips } from './clips.table.ts';
import { readReference, type ReferencePolicy } from './reference.rules.ts';

export interface ReferenceDeps {
  db: Database;
  now: () => Date;
  guardedFetch: GuardedFetch;
  /** Whose pages play what lies elsewhere. */
  publicUrl: string;
  references: ReferencePolicy;
}

const MOST_PLAYLIST_BYTES = 1_000_000;
/** Nobody says how many frames a film has that was only seen from afar. */
const ASSUMED_FRAME_RATE = 25;

/** Clips whose film stays where it is. Consent decides whether its address is given to anybody. */
export function createReferences(
  deps: ReferenceDeps & { see: (actor: Actor, clipId: string) => Promise<Clip> },
) {
  const { db, now, guardedFetch, publicUrl, references, see } = deps;

  /** How long the film is, if that can be found out. @throws {AppError} reference_refused */
  async function look(reference: ClipReference): Promise<number | null> {
    if (reference.kind === 'hls') return lengthOfHls(reference.url);
    if (reference.kind === 'file') await requireSeekable(reference.url);
    return null;
  }

  async function requireSeekable(url: string): Promise<void> {
    const answer = await guardedFetch(url, {
      headers: { Range: 'bytes=0-255' },
      maximumBytes: 4_096,
    }).catch(refuseUnreached('not-seekable'));
    if (answer.status >= 400) throw refusal('not-there');
    if (answer.status !== 206) throw refusal('not-seekable');
  }

  async function lengthOfHls(url: string): Promise<number> {
    const text = await playlistAt(url);
    if (!text.includes('#EXT-X-STREAM-INF')) return lengthOf(text);
    const [, first = ''] = /#EXT-X-STREAM-INF[^\n]*\n(?:#[^\n]*\n)*([^#\s][^\n]*)/.exec(text) ?? [];
    const variant = new URL(first.trim(), url);
    // A playlist may name any place; only allowed ones are asked.
    if (!references.mediaOrigins.includes(variant.origin)) throw refusal('host-not-allowed');
    return lengthOf(await playlistAt(variant.href));
  }

  async function playlistAt(url: string): Promise<string> {
    const { origin } = new URL(publicUrl);
    const answer = await guardedFetch(url, {
      headers: { Origin: origin },
      maximumBytes: MOST_PLAYLIST_BYTES,
    }).catch(refuseUnreached('not-there'));
    if (answer.status !== 200 || !answer.text.startsWith('#EXTM3U')) throw refusal('not-there');
    const shared = answer.headers['access-control-allow-origin'];
    if (shared !== '*' && shared !== origin) throw refusal('not-shared');
    return answer.text;
  }

  const useCases: UseCases<Actor, typeof referenceRoutes> = {
    async addReference(actor, { body }) {
      requireCapability(actor, 'clips.manage');
      const reference = readReference(body.address, references);
      if (typeof reference === 'string') throw refusal(reference);
      const durationSeconds = (await look(reference)) ?? body.durationSeconds;
      if (durationSeconds === null) throw refusal('length-missing');
      const id = randomUUID();
      await db.insert(clips).values({
        ...{ id, tenantId: actor.tenantId, ownerId: actor.personId },
        ...{ title: body.title, description: EMPTY_DESCRIPTION },
        ...{ state: 'ready', curation: 'draft', reference },
        ...{ durationSeconds, frameRate: ASSUMED_FRAME_RATE },
        ...{ createdAt: now(), updatedAt: now() },
      });
      return see(actor, id);
    },
  };
  return { useCases };
}

/** The length that a playlist adds up to; of what still goes on there is none. */
function lengthOf(text: string): number {
  const playlist = parseMediaPlaylist(text);
  if (!playlist.isEnded) throw refusal('live');
  return playlistDuration(playlist);
}

function refusal(reason: ReferenceRefusal): AppError {
  return new AppError('reference_refused', { reason });
}

function refuseUnreached(reason: ReferenceRefusal) {
  return (cause: unknown): never => {
    throw new AppError('reference_refused', { reason }, { cause });
  };
}
