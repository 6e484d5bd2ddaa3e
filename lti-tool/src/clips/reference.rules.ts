/** Which addresses may be clips although their film lies elsewhere. Pure. */
import type { ClipReference } from '#contract/clips';
import type { ReferenceRefusal } from '#contract/references';

/** Where films may lie, as the operator said. */
export interface ReferencePolicy {
  /** Origins of servers that the institution runs, such as https://media.example.edu. */
  mediaOrigins: readonly string[];
  /** Video sites whose players may be framed. */
  videoSites: readonly VideoSite[];
}

const VIDEO_SITES = ['youtube', 'vimeo'] as const;
export type VideoSite = (typeof VIDEO_SITES)[number];

/** Origins of the players that are put into a frame. */
export const PLAYER_ORIGINS: Record<VideoSite, string> = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
};

/** Reads an address as people paste it. */
export function readReference(
  address: string,
  { mediaOrigins, videoSites }: ReferencePolicy,
): ClipReference | ReferenceRefusal {
  if (!URL.canParse(address)) return 'unknown-form';
  const url = new URL(address);
  if (url.username || url.password) return 'unknown-form';
  const video = videoOf(url);
  if (video) return videoSites.includes(video.kind) ? video : 'host-not-allowed';
  if (!mediaOrigins.includes(url.origin)) return 'host-not-allowed';
  url.hash = '';
  const ending = /\.(m3u8|mp4|m4v)$/i.exec(url.pathname)?.[1]?.toLowerCase();
  if (!ending) return 'unknown-form';
  return { kind: ending === 'm3u8' ? 'hls' : 'file', url: url.href };
}

function videoOf(url: URL): (ClipReference & { kind: VideoSite }) | null {
  const host = url.hostname.replace(/^(?:www|m|player)\./, '');
  const parts = url.pathname.split('/').filter(Boolean);
  if (host === 'youtu.be' || host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const inPath = host === 'youtu.be' ? parts[0] : parts[1];
    const id = url.searchParams.get('v') ?? inPath ?? '';
    if (!/^[\w-]{11}$/.test(id)) return null;
    const wish = new URLSearchParams({ enablejsapi: '1', rel: '0', playsinline: '1' });
    return { kind: 'youtube', url: `${PLAYER_ORIGINS.youtube}/embed/${id}?${wish}` };
  }
  if (host !== 'vimeo.com') return null;
  const id = parts.find((part) => /^\d{5,12}$/.test(part));
  if (!id) return null;
  // What is not listed carries a second word that opens it.
  const word = url.searchParams.get('h') ?? parts[parts.indexOf(id) + 1] ?? '';
  const wish = new URLSearchParams({ dnt: '1', ...(/^[\da-f]{6,20}$/.test(word) && { h: word }) });
  return { kind: 'vimeo', url: `${PLAYER_ORIGINS.vimeo}/video/${id}?${wish}` };
}
