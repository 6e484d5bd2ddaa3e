/** Films of every odd kind become HLS that plays, or are refused with the reason. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegTools } from '#server/infra/media/ffmpeg';
import type { MediaErrorCode } from '#server/infra/media/media-error';
import { packageFirst, packageRest, type PackageStage } from '#server/infra/media/package';
import { parseMediaPlaylist } from '#server/infra/media/playlist';
import { probe } from '#server/infra/media/probe';
import { measureQuality } from '#server/infra/media/quality';
import {
  openMediaSamples,
  requireFfmpeg,
  TAGGED_SECRETS,
  type MediaSamples,
  type SampleName,
} from '../../support/media-samples.ts';
import {
  brightMoment,
  commandsNaming,
  decodedFrames,
  inspectRendition,
  loudnessOf,
  loudMoment,
  muxerPlaylist,
  packageClip,
  pictureSize,
} from './inspect.ts';

let tools: FfmpegTools;
let samples: MediaSamples;

beforeAll(async () => {
  tools = await requireFfmpeg();
  samples = await openMediaSamples(tools);
});
afterAll(() => samples.remove());

const make = async (name: SampleName) => {
  const dir = join(samples.dir, 'out', name);
  return { dir, clip: await packageClip(tools, await samples.path(name), dir) };
};

interface Expected {
  width: number;
  height: number;
  frameRate: number;
  durationSeconds: number;
  hasAudio: boolean;
}

const films: [SampleName, Expected][] = [
  ['plain', is(640, 360, 30, 6)],
  ['withoutSound', is(640, 360, 25, 4, false)],
  ['hevcRotated', is(360, 640, 30, 3)],
  ['variableRate', is(320, 240, 30, 5)],
  ['oddSize', is(426, 240, 30, 3)],
  ['tenBit', is(320, 180, 30, 3)],
  ['hdr', is(320, 180, 30, 3, false)],
  ['surround', is(320, 180, 30, 3)],
  ['recorderWebm', is(320, 180, 30, 3)],
  ['camcorder', is(640, 360, 30_000 / 1001, 4)],
];

function is(
  width: number,
  height: number,
  frameRate: number,
  durationSeconds: number,
  hasAudio = true,
): Expected {
  return { width, height, frameRate, durationSeconds, hasAudio };
}

describe('a film becomes HLS that plays anywhere', () => {
  it.each(films)('%s', async (name, expected) => {
    const { dir, clip } = await make(name);
    expect(clip).toMatchObject({
      ...{ width: expected.width, height: expected.height, hasAudio: expected.hasAudio },
    });
    expect(clip.frameRate).toBeCloseTo(expected.frameRate, 4);
    expect(Math.abs(clip.durationSeconds - expected.durationSeconds)).toBeLessThanOrEqual(0.2);

    for (const rendition of clip.renditions) {
      const seen = await inspectRendition(tools, join(dir, rendition.name));
      expect(seen.picture).toMatchObject({
        ...{ codec_name: 'h264', pix_fmt: 'yuv420p' },
        ...{ width: rendition.width, height: rendition.height, has_b_frames: 0 },
      });
      expect(seen.picture?.side_data_list, 'no turn is left to the player').toBeUndefined();
      expect(seen.sound).toEqual(
        expected.hasAudio
          ? expect.objectContaining({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
          : undefined,
      );
      expect(seen.frameRate).toBeCloseTo(expected.frameRate, 2);
      expect(seen.firstFrameSeconds).toBe(0);
      expect(Math.abs(seen.lastFrameEndSeconds - expected.durationSeconds)).toBeLessThan(0.2);
      expect(Math.abs(seen.playlistSeconds - seen.lastFrameEndSeconds)).toBeLessThan(0.05);
      expectKeyframesEach2s(seen.keyframeSeconds, seen.lastFrameEndSeconds);
      expect(rendition.bandwidthBps).toBeGreaterThanOrEqual(rendition.averageBandwidthBps);
    }
    expect(clip.waveform).toBe(expected.hasAudio ? 'waveform.json' : null);
    expect(await filesIn(dir)).toEqual(clip.files);
  });

  it('with every rendition of a larger film changing at the same keyframes', async () => {
    const { dir, clip } = await make('clippedSound');
    expect(clip.renditions.map(({ name }) => name)).toEqual(['v720', 'v360']);
    const [large, small] = await Promise.all(
      clip.renditions.map(({ name }) => inspectRendition(tools, join(dir, name))),
    );
    expect(large?.keyframeSeconds).toEqual(small?.keyframeSeconds);
    expect(large?.playlist.segments).toEqual(small?.playlist.segments);
    const master = await readFile(join(dir, clip.masterPlaylist), 'utf8');
    expect(master).toMatch(
      /RESOLUTION=1280x720.*CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"\nv720\/playlist\.m3u8/,
    );
    expect(master).toMatch(/RESOLUTION=640x360.*\nv360\/playlist\.m3u8/);
  });

  it('in segments of 4 s that begin with a keyframe, named by relative addresses', async () => {
    const { dir, clip } = await make('plain');
    const folder = join(dir, 'v360');
    const playlist = parseMediaPlaylist(await readFile(join(folder, 'playlist.m3u8'), 'utf8'));
    expect(playlist.segments.map((segment) => segment.durationSeconds)).toEqual([4, 2]);
    const named = [
      playlist.initUri,
      'playlist.m3u8',
      'parts.json',
      ...playlist.segments.map(({ uri }) => uri),
    ];
    expect((await readdir(folder)).sort()).toEqual(named.sort());
    for (const file of clip.files.filter((name) => name.endsWith('.m3u8'))) {
      const text = await readFile(join(dir, file), 'utf8');
      expect(text).not.toMatch(/:\/\/|"\/|^\//m);
    }
  });

  it('with picture and sound together, each at its time', async () => {
    const { dir } = await make('flashAndBeep');
    const folder = join(dir, 'v180');
    expect(Math.abs((await brightMoment(tools, folder)) - 2)).toBeLessThanOrEqual(1 / 30);
    expect(Math.abs((await loudMoment(tools, folder)) - 2)).toBeLessThanOrEqual(0.01);
  });

  it('with a poster, thumbnails in a sheet, and a waveform', async () => {
    const { dir, clip } = await make('flashAndBeep');
    expect(await pictureSize(tools, join(dir, clip.poster ?? ''))).toEqual([320, 180]);
    expect(clip.thumbnails).toEqual({
      ...{ file: 'thumbs.jpg', columns: 2, rows: 1, tileWidth: 160, tileHeight: 90 },
      ...{ intervalSeconds: 2, count: 2 },
    });
    const sheet = join(dir, 'thumbs.jpg');
    expect(await pictureSize(tools, sheet)).toEqual([320, 90]);
    const [dark, white] = await decodedFrames(tools, sheet, [
      'crop=160:90:0:0',
      'crop=160:90:160:0',
    ]);
    expect(dark).toBeLessThan(20);
    expect(white).toBeGreaterThan(230);
    const { samplesPerSecond, peaks } = JSON.parse(
      await readFile(join(dir, 'waveform.json'), 'utf8'),
    ) as { samplesPerSecond: number; peaks: number[] };
    expect(samplesPerSecond).toBe(10);
    expect(peaks.length).toBeGreaterThanOrEqual(40);
    expect(peaks.flatMap((peak, at) => (peak > 50 ? [at] : []))).toEqual([20, 21]);
    expect(peaks[20]).toBeCloseTo(80, -1);
    expect(Math.max(...peaks.slice(0, 19), ...peaks.slice(24))).toBe(0);
  });

  it.each<SampleName>(['darkAndQuiet', 'surround'])(
    'with its sound at the level of broadcasts: %s',
    async (name) => {
      const file = await samples.path(name);
      const { loudness } = await measureQuality(tools, file, await probe(tools, file));
      const dir = join(samples.dir, 'level', name);
      const clip = await packageFirst(tools, file, dir, { loudness });
      const folder = join(dir, clip.sound?.name ?? '');
      expect(Math.abs((await loudnessOf(tools, folder)) - -23)).toBeLessThanOrEqual(1);
      expect((await inspectRendition(tools, folder)).picture).toBeUndefined();
      const master = await readFile(join(dir, clip.masterPlaylist), 'utf8');
      expect(master).toMatch(/BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="mp4a\.40\.2"\nsound\//);
    },
  );

  it('with playlists as the muxer of ffmpeg writes them', async () => {
    const { dir } = await make('clippedSound');
    for (const folder of ['v720', 'v360']) {
      const seen = await inspectRendition(tools, join(dir, folder));
      expect(seen.playlist).toMatchObject(await muxerPlaylist(tools, join(dir, folder)));
    }
  });

  it('without the names of place and device that the master carries', async () => {
    const master = await readFile(await samples.path('tagged'));
    expect(master.includes('+52.2297+021.0122/')).toBe(true);
    const { dir, clip } = await make('tagged');
    for (const file of clip.files) {
      const bytes = await readFile(join(dir, file));
      for (const secret of TAGGED_SECRETS) {
        expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false);
      }
    }
  });
});

describe('what is no whole film is refused', () => {
  it.each<[SampleName, MediaErrorCode]>([
    ['textAsFilm', 'not_media'],
    ['stillPicture', 'not_media'],
    ['playlistAsFilm', 'not_media'],
    ['scriptAsFilm', 'not_media'],
    ['empty', 'empty_file'],
    ['cutAfterIndex', 'truncated_file'],
    ['cutBeforeIndex', 'truncated_file'],
    ['cutMatroska', 'truncated_file'],
    ['hugeHeader', 'truncated_file'],
    ['hugeFrame', 'too_large'],
    ['garbled', 'truncated_file'],
    ['soundOnly', 'no_picture'],
    ['soundWithCover', 'no_picture'],
  ])('%s: %s', async (name, code) => {
    const dir = join(samples.dir, 'refused', name);
    const file = await samples.path(name);
    await expect(packageClip(tools, file, dir)).rejects.toMatchObject({ name: 'MediaError', code });
    expect(await filesIn(join(samples.dir, 'refused'))).toEqual([]);
  });

  it('and so is one beyond the limits', async () => {
    const file = await samples.path('plain');
    const limited = (limits: object) => probe(tools, file, { limits });
    await expect(limited({ maxDurationSeconds: 5 })).rejects.toMatchObject({
      ...{ code: 'too_long', details: { durationSeconds: 6, limitSeconds: 5 } },
    });
    await expect(limited({ maxSidePixels: 600 })).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('a run', () => {
  it('reports progress that never goes back, stage by stage', async () => {
    const heard: [number, PackageStage][] = [];
    const onProgress = (percent: number, stage: PackageStage) => heard.push([percent, stage]);
    const dir = join(samples.dir, 'progress');
    await packageClip(tools, await samples.path('clippedSound'), dir, { onProgress });
    const percents = heard.map(([percent]) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect([percents[0], percents.at(-1)]).toEqual([0, 100]);
    expect([...new Set(heard.map(([, stage]) => stage))]).toEqual([
      ...['probe', 'poster', 'sound', 'first', 'picture', 'finish'],
    ]);
  });

  it.each<PackageStage>(['poster', 'sound', 'first'])(
    'that is cancelled during "%s" leaves nothing behind, no process either',
    async (stage) => {
      const parent = join(samples.dir, `cancelled-${stage}`);
      await mkdir(parent);
      const abort = new AbortController();
      const run = packageFirst(tools, await samples.path('plain'), join(parent, 'clip'), {
        signal: abort.signal,
        onProgress: (_, reached) => reached === stage && setImmediate(() => abort.abort()),
      });
      await expect(run).rejects.toMatchObject({ code: 'cancelled' });
      expect(await readdir(parent)).toEqual([]);
      expect(await commandsNaming(samples.dir)).toEqual([]);
    },
  );

  it('that is cancelled while larger pictures are made leaves only what plays already', async () => {
    const parent = join(samples.dir, 'cancelled-later');
    const file = await samples.path('clippedSound');
    const first = await packageFirst(tools, file, join(parent, 'clip'));
    expect(first.renditions.map(({ name }) => name)).toEqual(['v360']);
    const abort = new AbortController();
    const run = packageRest(tools, file, join(parent, 'rest'), first, {
      signal: abort.signal,
      onProgress: (_, reached) => reached === 'picture' && setImmediate(() => abort.abort()),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(parent)).toEqual(['clip']);
    expect(await filesIn(join(parent, 'clip'))).toEqual(first.files);
  });

  it('cleans up after one that was killed, and replaces an earlier result whole', async () => {
    const parent = join(samples.dir, 'again');
    for (const folder of ['clip', 'clip.part-0011', 'clip.old-2233', 'clipboard']) {
      await mkdir(join(parent, folder), { recursive: true });
      await writeFile(join(parent, folder, 'leftover.txt'), 'x');
    }
    const dir = join(parent, 'clip');
    const clip = await packageClip(tools, await samples.path('tagged'), dir);
    expect((await readdir(parent)).sort()).toEqual(['clip', 'clipboard']);
    expect(await filesIn(dir)).toEqual(clip.files);
  });

  it('that fails leaves an earlier result as it was', async () => {
    const dir = join(samples.dir, 'kept');
    const clip = await packageClip(tools, await samples.path('tagged'), dir);
    const failed = packageClip(tools, await samples.path('garbled'), dir);
    await expect(failed).rejects.toBeInstanceOf(Error);
    expect(await filesIn(dir)).toEqual(clip.files);
  });
});

describe('the quality of a film is measured', () => {
  const measure = async (name: SampleName) => {
    const file = await samples.path(name);
    return measureQuality(tools, file, await probe(tools, file));
  };

  it('on a dark and quiet one', async () => {
    const verdict = await measure('darkAndQuiet');
    expect(verdict).toMatchObject({ picture: 'dark', sound: 'quiet', length: 'short' });
    // A 0.01 sine stands at -43 dBFS of mean power; K-weighting takes 0.7 off at 440 Hz.
    expect(verdict.figures.loudnessLufs).toBeCloseTo(-43.7, 0);
  });

  it('on one whose sound is cut off', async () => {
    expect(await measure('clippedSound')).toMatchObject({ picture: 'good', sound: 'clipped' });
  });

  it.each<[SampleName, object]>([
    ['trembling', { picture: 'shaky' }],
    ['panned', { picture: 'fair' }],
    ['spoken', { sound: 'good' }],
    ['plain', { sound: 'voiceless' }],
  ])('on one that is %s', async (name, verdict) => {
    expect(await measure(name)).toMatchObject(verdict);
  });

  it('on one without sound', async () => {
    const verdict = await measure('withoutSound');
    expect(verdict).toMatchObject({ picture: 'fair', sound: 'none' });
    expect(verdict.figures.loudnessLufs).toBeNull();
  });
});

function expectKeyframesEach2s(keyframeSeconds: number[], endSeconds: number) {
  expect(keyframeSeconds.length).toBe(Math.ceil((endSeconds - 0.05) / 2));
  // At 29.97 frames a second a frame stands up to 33 ms after the full second.
  keyframeSeconds.forEach((at, n) => expect(at - 2 * n).toBeCloseTo(0.01, 1));
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}
