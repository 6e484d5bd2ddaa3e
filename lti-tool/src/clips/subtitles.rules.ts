import type { Span } from '../infra/media/excerpt.rules.ts';
import { captionsWithin } from './excerpt-captions.rules.ts';

/** Captions of one language, as the master playlist names them. */
export interface SubtitleRendition {
  language: string;
  label: string;
}

/** Captions are served in stretches of this length. */
const SUBTITLE_SECONDS = 30;

const GROUP = 'captions';

/** A master playlist that names captions too (RFC 8216, 4.3.4.1); without any it stays as it is. */
export function withSubtitles(master: string, renditions: readonly SubtitleRendition[]): string {
  if (renditions.length === 0) return master;
  const media = renditions.map(({ language, label }) =>
    [
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${GROUP}"`,
      `NAME="${quoted(label) || language}"`,
      `LANGUAGE="${language}"`,
      'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO',
      `URI="subtitles/${language}/playlist.m3u8"`,
    ].join(','),
  );
  const lines = master.split('\n');
  const first = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF:'));
  return [...lines.slice(0, first), ...media, ...lines.slice(first)]
    .map((line) => (line.startsWith('#EXT-X-STREAM-INF:') ? `${line},SUBTITLES="${GROUP}"` : line))
    .join('\n');
}

/** The playlist of one language: stretch after stretch; outside an excerpt nothing is served. */
export function subtitlePlaylist(durationSeconds: number, span: Span | null): string {
  const count = Math.max(1, Math.ceil(durationSeconds / SUBTITLE_SECONDS));
  const segments = Array.from({ length: count }, (_, index) => {
    const { startSeconds, endSeconds } = stretchOf(index);
    const seconds = Math.max(0.001, Math.min(endSeconds, durationSeconds) - startSeconds);
    const isGap = span !== null && !touches(span, { startSeconds, endSeconds });
    return [
      ...(isGap ? ['#EXT-X-GAP'] : []),
      ...[`#EXTINF:${seconds.toFixed(3)},`, `${index}.vtt`],
    ];
  });
  return [
    ...['#EXTM3U', `#EXT-X-VERSION:${span ? 8 : 7}`],
    `#EXT-X-TARGETDURATION:${SUBTITLE_SECONDS}`,
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD'],
    ...segments.flat(),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}

/**
 * One stretch of the captions; null where there is none. A line that reaches into two stretches
 * stands in both. Times are those of the clip, which begins at zero (RFC 8216, 3.5).
 */
export function subtitleSegment(
  vtt: string,
  index: number,
  durationSeconds: number,
  span: Span | null,
): string | null {
  const stretch = stretchOf(index);
  if (stretch.startSeconds >= durationSeconds || (span && !touches(span, stretch))) return null;
  const allowed = span ? captionsWithin(vtt, span) : vtt;
  const within = captionsWithin(allowed, stretch);
  return within.replace(/^WEBVTT/, 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000');
}

function stretchOf(index: number): Span {
  const startSeconds = index * SUBTITLE_SECONDS;
  return { startSeconds, endSeconds: startSeconds + SUBTITLE_SECONDS };
}

function touches(one: Span, other: Span): boolean {
  return one.startSeconds < other.endSeconds && one.endSeconds > other.startSeconds;
}

/** What may stand between the quotes of an attribute (RFC 8216, 4.2). */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, ' ').trim();
}
