import { clipRoutes, type Playback } from '#contract/clips';
import { excerptRoutes } from '#contract/excerpts';
import type { Api } from '#elements/kit/api';

/** Addresses are asked for again this long before they end. */
export const RENEW_BEFORE_END_MS = 60_000;

const lent = new WeakMap<Api, Map<string, Promise<Playback>>>();

/**
 * The addresses of a clip, or of an excerpt of it. Players of the same clip on one page (cited moments in a narration)
 * share one request until the addresses are about to end. Rejects with `ApiError`.
 */
export async function playbackOf(api: Api, clipId: string, excerptId = ''): Promise<Playback> {
  const known = lent.get(api)?.get(excerptId || clipId);
  if (known) {
    const playback = await known;
    if (remainingMs(playback) > RENEW_BEFORE_END_MS) return playback;
  }
  return freshPlaybackOf(api, clipId, excerptId);
}

/** New addresses of a clip or excerpt, even when the old ones still hold. */
export function freshPlaybackOf(api: Api, clipId: string, excerptId = ''): Promise<Playback> {
  const clips = lent.get(api) ?? new Map<string, Promise<Playback>>();
  lent.set(api, clips);
  const key = excerptId || clipId;
  const asked = excerptId
    ? api.call(excerptRoutes.playExcerpt, { params: { excerptId } })
    : api.call(clipRoutes.playClip, { params: { clipId } });
  clips.set(key, asked);
  // A refusal is asked for again by whoever comes next.
  asked.catch(() => {
    if (clips.get(key) === asked) clips.delete(key);
  });
  return asked;
}

/** How long the addresses still hold. */
export function remainingMs(playback: Playback, nowMs: number = Date.now()): number {
  return Date.parse(playback.expiresAt) - nowMs;
}
