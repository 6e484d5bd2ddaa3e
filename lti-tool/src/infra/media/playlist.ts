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
  width: number;
  height: number;
  frameRate: number;
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
      `RESOLUTION=${variant.width}x${variant.height}`,
      `FRAME-RATE=${variant.frameRate.toFixed(3)}`,
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
