/** Reads and writes the parts of HLS playlists (RFC 8216) that we use. Pure. */

/** A media playlist: what a player fetches for one rendition. URIs as written: relative ones. */
export interface MediaPlaylist {
  initUri: string | null;
  segments: { uri: string; durationSeconds: number }[];
  isEnded: boolean;
}

/** A line of the master playlist. */
export interface Variant {
  uri: string;
  /** Null for sound alone. */
  picture: { width: number; height: number; frameRate: number } | null;
  /** RFC 6381 names, such as `avc1.64001f` and `mp4a.40.2`. */
  codecs: readonly string[];
  /** Highest bit rate of any segment, sound included. */
  bandwidthBps: number;
  averageBandwidthBps: number;
}

/** Reads a media playlist. */
export function parseMediaPlaylist(text: string): MediaPlaylist {
  const playlist: MediaPlaylist = { initUri: null, segments: [], isEnded: false };
  let durationSeconds = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#EXTINF:')) durationSeconds = Number.parseFloat(line.slice(8));
    else if (line.startsWith('#EXT-X-MAP:'))
      playlist.initUri = /URI="([^"]+)"/.exec(line)?.[1] ?? null;
    else if (line === '#EXT-X-ENDLIST') playlist.isEnded = true;
    else if (line && !line.startsWith('#')) playlist.segments.push({ uri: line, durationSeconds });
  }
  return playlist;
}

/**
 * Writes a media playlist of a whole clip. `gap` segments hold a place on the clock: nothing can be
 * fetched there (draft-pantos-hls-rfc8216bis, 4.4.4.7).
 */
export function mediaPlaylist({
  initUri,
  segments,
}: {
  initUri: string;
  segments: readonly { uri: string; durationSeconds: number; isGap?: boolean }[];
}): string {
  const longest = Math.max(1, ...segments.map(({ durationSeconds }) => durationSeconds));
  const hasGaps = segments.some(({ isGap }) => isGap);
  return [
    ...['#EXTM3U', `#EXT-X-VERSION:${hasGaps ? 8 : 7}`],
    `#EXT-X-TARGETDURATION:${Math.round(longest)}`,
    ...['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-MAP:URI="${initUri}"`,
    ...segments.flatMap(({ uri, durationSeconds, isGap }) => [
      ...(isGap ? ['#EXT-X-GAP'] : []),
      ...[`#EXTINF:${durationSeconds.toFixed(6)},`, uri],
    ]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}

/** Seconds of all segments together, to the microsecond. */
export function playlistDuration({ segments }: MediaPlaylist): number {
  const sum = segments.reduce((seconds, segment) => seconds + segment.durationSeconds, 0);
  return Math.round(sum * 1e6) / 1e6;
}

/** Writes the master playlist: every rendition, in the order given. */
export function masterPlaylist(variants: readonly Variant[]): string {
  const lines = variants.flatMap((variant) => [
    `#EXT-X-STREAM-INF:${[
      `BANDWIDTH=${variant.bandwidthBps}`,
      `AVERAGE-BANDWIDTH=${variant.averageBandwidthBps}`,
      ...(variant.picture
        ? [
            `RESOLUTION=${variant.picture.width}x${variant.picture.height}`,
            `FRAME-RATE=${variant.picture.frameRate.toFixed(3)}`,
          ]
        : []),
      `CODECS="${variant.codecs.join(',')}"`,
    ].join(',')}`,
    variant.uri,
  ]);
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}

/** Highest and mean bit rate of segments, from their sizes in bytes. */
export function bandwidth(
  { segments }: MediaPlaylist,
  sizes: readonly number[],
): { bandwidthBps: number; averageBandwidthBps: number } {
  const rates = segments.map(({ durationSeconds }, at) => {
    const bits = (sizes[at] ?? 0) * 8;
    // A last segment of a few frames is mostly headers: its own rate would scare players off.
    return bits / Math.max(1, durationSeconds);
  });
  const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const bits = sizes.reduce((sum, size) => sum + size * 8, 0);
  const average = Math.round(bits / Math.max(0.1, seconds));
  return {
    bandwidthBps: Math.max(average, Math.round(Math.max(0, ...rates))),
    averageBandwidthBps: average,
  };
}
