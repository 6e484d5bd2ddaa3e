import { clipRoutes, type Playback } from '#contract/clips';
import type { Api } from '#elements/kit/api';

/** Addresses are asked for again this long before they end. */
export const RENEW_BEFORE_END_MS = 60_000;

const lent = new WeakMap<Api, Map<string, Promise<Playback>>>();

/**
 * The addresses of a clip. Players of the same clip on one page (cited moments in a narration)
 * share one request until the addresses are about to end. Rejects with `ApiError`.
 */
export async function playbackOf(api: Api, clipId: string): Promise<Playback> {
  const known = lent.get(api)?.get(clipId);
  if (known) {
    const playback = await known;
    if (remainingMs(playback) > RENEW_BEFORE_END_MS) return playback;
  }
  return freshPlaybackOf(api, clipId);
}

/** New addresses of a clip, even when the old ones still hold. */
export function freshPlaybackOf(api: Api, clipId: string): Promise<Playback> {
  const clips = lent.get(api) ?? new Map<string, Promise<Playback>>();
  lent.set(api, clips);
  const asked = api.call(clipRoutes.playClip, { params: { clipId } });
  clips.set(clipId, asked);
  // A refusal is asked for again by whoever comes next.
  asked.catch(() => {
    if (clips.get(clipId) === asked) clips.delete(clipId);
  });
  return asked;
}

/** How long the addresses still hold. */
export function remainingMs(playback: Playback, nowMs: number = Date.now()): number {
  return Date.parse(playback.expiresAt) - nowMs;
}
