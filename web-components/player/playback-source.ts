import { clipRoutes, type Playback } from '#contract/clips';
import type { Span } from '#contract/common-shapes';
import { excerptRoutes } from '#contract/excerpts';
import type { Api } from '#elements/kit/api';
import type { VideoSite } from './site-messages.rules.ts';

/** Addresses are asked for again this long before they end. */
export const RENEW_BEFORE_END_MS = 60_000;

/** What is to be played: a clip, an excerpt of it that has a name, or any stretch of it. */
export interface Wanted {
  clipId: string;
  excerptId?: string;
  excerpt?: Span | null;
}

const lent = new WeakMap<Api, Map<string, Promise<Playback>>>();

/**
 * The addresses of a clip, or of an excerpt of it. Players of the same on one page (cited moments
 * in a narration) share one request until the addresses are about to end. Rejects with `ApiError`.
 */
export async function playbackOf(api: Api, wanted: Wanted): Promise<Playback> {
  const known = lent.get(api)?.get(keyOf(wanted));
  if (known) {
    const playback = await known;
    if (remainingMs(playback) > RENEW_BEFORE_END_MS) return playback;
  }
  return freshPlaybackOf(api, wanted);
}

/** New addresses of a clip or excerpt, even when the old ones still hold. */
export function freshPlaybackOf(api: Api, wanted: Wanted): Promise<Playback> {
  const clips = lent.get(api) ?? new Map<string, Promise<Playback>>();
  lent.set(api, clips);
  const key = keyOf(wanted);
  const { clipId, excerptId, excerpt = null } = wanted;
  const asked = excerptId
    ? api.call(excerptRoutes.playExcerpt, { params: { excerptId } })
    : api.call(clipRoutes.playClip, {
        params: { clipId },
        body: { excerpt: excerpt && spanOf(excerpt) },
      });
  clips.set(key, asked);
  // A refusal is asked for again by whoever comes next.
  asked.catch(() => {
    if (clips.get(key) === asked) clips.delete(key);
  });
  return asked;
}

/** The video site whose player shows this, if one does. */
export function siteOf({ reference }: Playback): VideoSite | null {
  const kind = reference?.kind;
  return kind === 'youtube' || kind === 'vimeo' ? kind : null;
}

/** The points alone of whatever has some. */
export function spanOf({ startSeconds, endSeconds }: Span): Span {
  return { startSeconds, endSeconds };
}

/** Whether two wishes mean the same stretch, or both the whole clip. */
export function isSameSpan(one: Span | null | undefined, other: Span | null | undefined): boolean {
  return one?.startSeconds === other?.startSeconds && one?.endSeconds === other?.endSeconds;
}

function keyOf({ clipId, excerptId, excerpt }: Wanted): string {
  if (excerptId) return excerptId;
  return excerpt ? `${clipId} ${excerpt.startSeconds} ${excerpt.endSeconds}` : clipId;
}

/** How long the addresses still hold. */
export function remainingMs(playback: Playback, nowMs: number = Date.now()): number {
  return Date.parse(playback.expiresAt) - nowMs;
}
