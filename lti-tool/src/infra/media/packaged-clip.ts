/** What a converted film consists of, and how it is read back from its folder. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codecStrings } from './codec-string.ts';
import type { Rendition } from './ladder.ts';
import { MediaError } from './media-error.ts';
import { bandwidth, masterPlaylist, parseMediaPlaylist, playlistDuration } from './playlist.ts';
import type { SpriteGrid } from './sprite.ts';

/** Name of the media playlist in each rendition's folder. */
export const variantPlaylist = 'playlist.m3u8';

/** What was made. File names are relative to the folder, with `/`. */
export interface PackagedClip {
  durationSeconds: number;
  /** Size and rate of the largest rendition. */
  width: number;
  height: number;
  frameRate: number;
  hasAudio: boolean;
  /** Largest first. `name` is the folder; `bandwidthBps` the peak with sound. */
  renditions: PackagedRendition[];
  masterPlaylist: 'master.m3u8';
  /** Null when they were made without ffmpeg, or (waveform) when there is no sound. */
  poster: 'poster.jpg' | null;
  thumbnails: (SpriteGrid & { file: 'thumbs.jpg' }) | null;
  waveform: 'waveform.json' | null;
  /** Every file that is served, sorted. */
  files: string[];
}

/** One size of the film, as it was made. */
export interface PackagedRendition {
  name: string;
  width: number;
  height: number;
  bandwidthBps: number;
  averageBandwidthBps: number;
  /** As in the master playlist, such as `avc1.64001f,mp4a.40.2`. */
  codecs: string;
}

/** Describes one rendition's folder from what lies in it. */
export async function describeRendition(
  dir: string,
  rendition: Pick<Rendition, 'name' | 'width' | 'height'>,
): Promise<PackagedRendition & { durationSeconds: number }> {
  const { name, width, height } = rendition;
  const folder = join(dir, name);
  const playlist = parseMediaPlaylist(await readFile(join(folder, variantPlaylist), 'utf8'));
  if (!playlist.initUri || playlist.segments.length === 0 || !playlist.isEnded) {
    throw new MediaError('transcode_failed', { reason: 'incomplete playlist' });
  }
  const sizes: number[] = [];
  for (const { uri } of playlist.segments) sizes.push((await stat(join(folder, uri))).size);
  const codecs = codecStrings(await readFile(join(folder, playlist.initUri))).join(',');
  const durationSeconds = playlistDuration(playlist);
  return { ...{ name, width, height, codecs, durationSeconds }, ...bandwidth(playlist, sizes) };
}

/** Writes the master playlist for renditions that lie in `dir`. */
export async function writeMaster(
  dir: string,
  renditions: readonly PackagedRendition[],
  frameRate: number,
): Promise<void> {
  const variants = renditions.map((rendition) => ({
    ...{ ...rendition, frameRate, codecs: rendition.codecs.split(',') },
    uri: `${rendition.name}/${variantPlaylist}`,
  }));
  await writeFile(join(dir, 'master.m3u8'), masterPlaylist(variants));
}

/** Every file below `dir`, relative to it, sorted. */
export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
