/** Looks at what was made with ffmpeg's own eyes, independently of the code under test. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FfmpegTools } from '#server/infra/media/ffmpeg';
import { packageFirst, packageRest, type PackageOptions } from '#server/infra/media/package';
import { parseMediaPlaylist, playlistDuration } from '#server/infra/media/playlist';

const run = promisify(execFile);
const maxBuffer = 64 * 1024 ** 2;

interface ProbedStream {
  codec_type: string;
  codec_name: string;
  r_frame_rate: string;
  [name: string]: unknown;
}

interface ProbedPacket {
  pts_time: string;
  duration_time: string;
  flags: string;
}

/** What ffprobe finds when it plays the rendition in `folder` through its playlist. */
export async function inspectRendition({ ffprobe }: FfmpegTools, folder: string) {
  const file = join(folder, 'playlist.m3u8');
  const json = async (...args: string[]) =>
    JSON.parse(
      (await run(ffprobe, ['-v', 'error', '-of', 'json', ...args, file], { maxBuffer })).stdout,
    ) as {
      streams: ProbedStream[];
      packets: ProbedPacket[];
    };
  const { streams } = await json('-show_streams');
  const { packets } = await json('-select_streams', 'v', '-show_packets');
  const picture = streams.find(({ codec_type }) => codec_type === 'video');
  const playlist = parseMediaPlaylist(await readFile(file, 'utf8'));
  const [rate = 0, base = 1] = (picture?.r_frame_rate ?? '').split('/').map(Number);
  const last = packets.at(-1);
  return {
    picture,
    sound: streams.find(({ codec_type }) => codec_type === 'audio'),
    frameRate: rate / base,
    firstFrameSeconds: Number(packets[0]?.pts_time),
    lastFrameEndSeconds: Number(last?.pts_time) + Number(last?.duration_time),
    keyframeSeconds: packets.filter((p) => p.flags.startsWith('K')).map((p) => Number(p.pts_time)),
    playlist,
    playlistSeconds: playlistDuration(playlist),
  };
}

/** Makes everything of a film, as a clip's preparation does: what plays soonest, then the rest. */
export async function packageClip(
  tools: FfmpegTools,
  file: string,
  dir: string,
  options: PackageOptions = {},
) {
  const first = await packageFirst(tools, file, dir, options);
  const rest = `${dir}.rest`;
  const whole = await packageRest(tools, file, rest, first, options);
  await cp(rest, dir, { recursive: true });
  await rm(rest, { recursive: true });
  return whole;
}

/** Integrated loudness (LUFS) of a rendition. */
export async function loudnessOf({ ffmpeg }: FfmpegTools, folder: string): Promise<number> {
  const file = join(folder, 'playlist.m3u8');
  const args = ['-nostats', '-i', file, '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'];
  const { stderr } = await run(ffmpeg, args);
  return Number(/I:\s+(-?[\d.]+) LUFS/.exec(stderr.slice(stderr.lastIndexOf('Summary')))?.[1]);
}

/** The lengths of segments that ffmpeg's own HLS muxer makes of a rendition, unchanged. */
export async function muxerPlaylist({ ffmpeg }: FfmpegTools, folder: string) {
  const out = `${folder}.muxer`;
  await mkdir(out);
  const hls = ['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type'];
  const names = ['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', 's%05d.m4s'];
  const source = ['-v', 'error', '-i', join(folder, 'playlist.m3u8'), '-c', 'copy'];
  await run(ffmpeg, [...source, ...hls, 'fmp4', ...names, 'playlist.m3u8'], { cwd: out });
  return parseMediaPlaylist(await readFile(join(out, 'playlist.m3u8'), 'utf8'));
}

/** Width and height of a picture file. */
export async function pictureSize({ ffprobe }: FfmpegTools, file: string): Promise<number[]> {
  const wanted = ['-show_entries', 'stream=width,height', '-of', 'csv=p=0'];
  const { stdout } = await run(ffprobe, ['-v', 'error', ...wanted, file]);
  return stdout.trim().split(',').map(Number);
}

/** Mean brightness (0 to 255) of a picture's first frame after each of the filters. */
export async function decodedFrames(
  { ffmpeg }: FfmpegTools,
  file: string,
  filters: string[],
): Promise<number[]> {
  const means: number[] = [];
  for (const filter of filters) {
    const args = ['-v', 'error', '-i', file, '-vf', `${filter},scale=1:1:flags=area`];
    const raw = ['-frames:v', '1', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
    const { stdout } = await run(ffmpeg, [...args, ...raw], { encoding: 'buffer' });
    means.push(stdout[0] ?? -1);
  }
  return means;
}

/** Second of the first white frame. */
export async function brightMoment({ ffmpeg }: FfmpegTools, folder: string): Promise<number> {
  const file = join(folder, 'playlist.m3u8');
  const raw = ['-vf', 'scale=1:1:flags=area', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
  const { stdout } = await run(ffmpeg, ['-v', 'error', '-i', file, ...raw], { encoding: 'buffer' });
  return stdout.findIndex((luma) => luma > 128) / 30;
}

/**
 * Second of the first loud sample on the rendition's own clock, as a browser counts: from the sound
 * that stands first in the file, whatever silence the coding put there.
 */
export async function loudMoment({ ffmpeg }: FfmpegTools, folder: string): Promise<number> {
  const file = join(folder, 'playlist.m3u8');
  const raw = ['-flags2', '+skip_manual', '-i', file, '-ac', '1', '-ar', '48000', '-f', 's16le'];
  const { stdout } = await run(ffmpeg, ['-v', 'error', ...raw, 'pipe:1'], {
    ...{ encoding: 'buffer', maxBuffer },
  });
  for (let at = 0; at + 2 <= stdout.length; at += 2) {
    if (Math.abs(stdout.readInt16LE(at)) > 3000) return at / 2 / 48_000;
  }
  return -1;
}

/** Commands of running processes that name `text`, this one aside. */
export async function commandsNaming(text: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(text));
}
