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
/** Folder of the sound alone. */
export const soundFolder = 'sound';

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
  /** The sound alone, for lines that carry no picture. */
  sound: PackagedSound | null;
  masterPlaylist: string;
  /** Null when they were made without ffmpeg, or (waveform) when there is no sound. */
  poster: string | null;
  /** Pictures that a person may choose the poster from. */
  posters: string[];
  thumbnails: (SpriteGrid & { file: string }) | null;
  waveform: string | null;
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

/** The sound alone, as it was made. */
export type PackagedSound = Omit<PackagedRendition, 'width' | 'height'>;

/** Describes one rendition's folder from what lies in it. */
export async function describeRendition(
  dir: string,
  { name, width, height }: Pick<Rendition, 'name' | 'width' | 'height'>,
): Promise<PackagedRendition & { durationSeconds: number }> {
  return { width, height, ...(await describeFolder(dir, name)) };
}

/** Describes a folder of segments, with or without a picture. */
export async function describeFolder(
  dir: string,
  name: string,
): Promise<PackagedSound & { durationSeconds: number }> {
  const folder = join(dir, name);
  const playlist = parseMediaPlaylist(await readFile(join(folder, variantPlaylist), 'utf8'));
  if (!playlist.initUri || playlist.segments.length === 0 || !playlist.isEnded) {
    throw new MediaError('transcode_failed', { reason: 'incomplete playlist' });
  }
  const sizes: number[] = [];
  for (const { uri } of playlist.segments) sizes.push((await stat(join(folder, uri))).size);
  const codecs = codecStrings(await readFile(join(folder, playlist.initUri))).join(',');
  const durationSeconds = playlistDuration(playlist);
  return { ...{ name, codecs, durationSeconds }, ...bandwidth(playlist, sizes) };
}

/** Writes the master playlist into `dir`: pictures first, largest first, then the sound alone. */
export async function writeMaster(
  dir: string,
  { renditions, sound, frameRate }: Pick<PackagedClip, 'renditions' | 'sound' | 'frameRate'>,
): Promise<void> {
  const variant = (made: PackagedSound) => ({
    ...{ bandwidthBps: made.bandwidthBps, averageBandwidthBps: made.averageBandwidthBps },
    ...{ codecs: made.codecs.split(','), uri: `${made.name}/${variantPlaylist}` },
  });
  const variants = [
    ...renditions.map((made) => ({
      ...variant(made),
      picture: { width: made.width, height: made.height, frameRate },
    })),
    ...(sound ? [{ ...variant(sound), picture: null }] : []),
  ];
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
