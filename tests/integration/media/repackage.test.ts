/** What works on a machine without ffmpeg (the tests use ffmpeg, the code under test does not). */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegTools } from '#server/infra/media/ffmpeg';
import type { MediaErrorCode } from '#server/infra/media/media-error';
import { parseMediaPlaylist } from '#server/infra/media/playlist';
import { repackage } from '#server/infra/media/repackage';
import {
  openMediaSamples,
  requireFfmpeg,
  TAGGED_SECRETS,
  type MediaSamples,
  type SampleName,
} from '../../support/media-samples.ts';
import { inspectRendition } from './inspect.ts';

let tools: FfmpegTools;
let samples: MediaSamples;

beforeAll(async () => {
  tools = await requireFfmpeg();
  samples = await openMediaSamples(tools);
});
afterAll(() => samples.remove());

describe('a film that browsers play already', () => {
  it('becomes HLS of one rendition', async () => {
    const dir = join(samples.dir, 'plain');
    const percents: number[] = [];
    const onProgress = (percent: number) => percents.push(percent);
    const clip = await repackage(await samples.path('plain'), dir, { onProgress });
    expect(clip).toMatchObject({
      ...{ durationSeconds: 6, width: 640, height: 360, frameRate: 30, hasAudio: true },
      ...{ masterPlaylist: 'master.m3u8', poster: null, thumbnails: null, waveform: null },
      renditions: [
        { name: 'v360', codecs: expect.stringMatching(/^avc1\.64....,mp4a\.40\.2$/) as string },
      ],
      files: [
        ...['master.m3u8', 'v360/init.mp4', 'v360/playlist.m3u8'],
        ...['v360/s00000.m4s', 'v360/s00001.m4s'],
      ],
    });
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect([percents[0], percents.at(-1)]).toEqual([0, 100]);

    const seen = await inspectRendition(tools, join(dir, 'v360'));
    expect(seen.picture).toMatchObject({ codec_name: 'h264', width: 640, height: 360 });
    expect(seen.sound).toMatchObject({ codec_name: 'aac' });
    expect(Math.abs(seen.playlistSeconds - 6)).toBeLessThanOrEqual(0.2);
    const master = await readFile(join(dir, 'master.m3u8'), 'utf8');
    expect(master.trim().split('\n').at(-1)).toBe('v360/playlist.m3u8');
  });

  it('is cut where ffmpeg would cut it', async () => {
    const dir = join(samples.dir, 'compared');
    const file = await samples.path('plain');
    await repackage(file, dir);
    const theirs = join(samples.dir, 'theirs');
    await mkdir(theirs);
    await promisify(execFile)(tools.ffmpeg, [
      ...['-v', 'error', '-i', file, '-c', 'copy', '-f', 'hls', '-hls_time', '4'],
      ...['-hls_segment_type', 'fmp4', '-hls_playlist_type', 'vod', join(theirs, 'p.m3u8')],
    ]);
    const durations = async (path: string) =>
      parseMediaPlaylist(await readFile(path, 'utf8')).segments.map((s) => s.durationSeconds);
    const ours = await durations(join(dir, 'v360', 'playlist.m3u8'));
    const expected = await durations(join(theirs, 'p.m3u8'));
    expect(ours.length).toBe(expected.length);
    ours.forEach((seconds, at) =>
      expect(Math.abs(seconds - (expected[at] ?? 0))).toBeLessThan(0.05),
    );
  });

  it('keeps no names of places and devices', async () => {
    const dir = join(samples.dir, 'tagged');
    const clip = await repackage(await samples.path('tagged'), dir);
    for (const file of clip.files) {
      const bytes = await readFile(join(dir, file));
      for (const secret of TAGGED_SECRETS) {
        expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false);
      }
    }
  });

  it('may be silent', async () => {
    const clip = await repackage(await samples.path('withoutSound'), join(samples.dir, 'silent'));
    expect(clip).toMatchObject({ hasAudio: false, durationSeconds: 4, frameRate: 25 });
  });
});

describe('everything else', () => {
  it.each<[SampleName, MediaErrorCode]>([
    ['hevcRotated', 'needs_ffmpeg'],
    ['tenBit', 'needs_ffmpeg'],
    ['surround', 'needs_ffmpeg'],
    ['recorderWebm', 'needs_ffmpeg'],
    ['camcorder', 'needs_ffmpeg'],
    ['stillPicture', 'needs_ffmpeg'],
    ['textAsFilm', 'not_media'],
    ['playlistAsFilm', 'not_media'],
    ['empty', 'empty_file'],
    ['cutAfterIndex', 'truncated_file'],
    ['cutBeforeIndex', 'truncated_file'],
    ['hugeHeader', 'truncated_file'],
    ['soundOnly', 'no_picture'],
  ])('such as %s is refused: %s', async (name, code) => {
    const parent = join(samples.dir, `refused-${name}`);
    await mkdir(parent);
    const run = repackage(await samples.path(name), join(parent, 'clip'));
    await expect(run).rejects.toMatchObject({ name: 'MediaError', code });
    expect(await readdir(parent)).toEqual([]);
  });

  it('including a film that is cancelled leaves nothing behind', async () => {
    const parent = join(samples.dir, 'cancelled');
    await mkdir(parent);
    const abort = new AbortController();
    const run = repackage(await samples.path('plain'), join(parent, 'clip'), {
      signal: abort.signal,
      onProgress: (percent) => percent > 20 && abort.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(parent)).toEqual([]);
  });
});
