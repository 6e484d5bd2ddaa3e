/**
 * Odd films for tests, made by ffmpeg when first asked for: small, a few seconds, and each wrong or
 * unusual in one way. Nothing binary is kept in the repository.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg, type FfmpegTools } from '#server/infra/media/ffmpeg';

const run = promisify(execFile);

/** The films that can be asked for; what is odd about each stands at its recipe. */
export type SampleName = keyof typeof recipes;

/** A folder of samples that lives as long as a test file. */
export interface MediaSamples {
  /** A folder for what the test itself makes; removed with the samples. */
  dir: string;
  /** Path of the sample, which is made at the first call. */
  path(name: SampleName): Promise<string>;
  remove(): Promise<void>;
}

/** What the sample `tagged` says of its place, device and title, and nothing that is made of it may. */
export const TAGGED_SECRETS = ['52.2297', 'TestPhone', 'TestTitle', 'TestMicrophone'] as const;

/** The programs of ffmpeg, without which no film can be made. */
export async function requireFfmpeg(): Promise<FfmpegTools> {
  const found = await findFfmpeg();
  if (!found) throw new Error('ffmpeg with x264 and AAC is needed: apt-get install ffmpeg');
  return found;
}

/** Starts an empty folder of samples; call `remove` when the tests are done. */
export async function openMediaSamples(tools: FfmpegTools): Promise<MediaSamples> {
  const dir = await mkdtemp(join(tmpdir(), 'media-samples-'));
  const made = new Map<SampleName, Promise<string>>();
  const path = (name: SampleName) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
  const plain = () => path('plain');
  const make = async (name: SampleName) => {
    const { file, recipe } = recipes[name];
    const target = join(dir, file);
    await recipe({ target, ffmpeg: (...args) => encode(tools, args, target), plain });
    return target;
  };
  return { dir, path, remove: () => rm(dir, { recursive: true, force: true }) };
}

interface Kitchen {
  target: string;
  /** Runs ffmpeg with the arguments between `-y` and the target. */
  ffmpeg: (...args: string[]) => Promise<void>;
  /** Path of the sample `plain`. */
  plain: () => Promise<string>;
}

interface Sample {
  file: string;
  recipe: (kitchen: Kitchen) => Promise<void>;
}

async function encode({ ffmpeg }: FfmpegTools, args: string[], target: string): Promise<void> {
  await run(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, target]);
}

function lavfi(source: string): string[] {
  return ['-f', 'lavfi', '-i', source];
}

function picture(size: string, seconds: number, rate = 30): string[] {
  return lavfi(`testsrc2=size=${size}:rate=${rate}:duration=${seconds}`);
}

function tone(seconds: number, volume = 0.3): string[] {
  return lavfi(`aevalsrc=${volume}*sin(2*PI*440*t):s=48000:d=${seconds}`);
}

/** One picture with many edges, larger than what is cut out of it. */
const stillScene =
  'testsrc=size=800x450:rate=25:duration=1,trim=end_frame=1,loop=loop=100:size=1:start=0,setpts=N/25/TB';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const hevc = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'];
const aac = ['-c:a', 'aac', '-b:a', '96k'];

const recipes = {
  /** 6 s, 640 × 360, a keyframe each second, B-frames: as browsers play it. */
  plain: {
    file: 'plain.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('640x360', 6), ...tone(6), '-c:v', 'libx264', '-preset', 'veryfast'],
        ...['-pix_fmt', 'yuv420p', '-g', '30', '-sc_threshold', '0', ...aac],
        ...['-movflags', '+faststart'],
      ),
  },
  /** Black and silent, but for a white flash with a tone from second 2.0 to 2.2. */
  flashAndBeep: {
    file: 'flash-and-beep.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...lavfi(
          `color=black:size=320x180:rate=30:duration=4,drawbox=color=white:t=fill:enable='between(t,2,2.19)'`,
        ),
        ...lavfi(`aevalsrc='0.8*sin(2*PI*1000*t)*between(t,2,2.2)':s=48000:d=4`),
        ...[...h264, ...aac],
      ),
  },
  /** Names of a place and a device in its tags, for film and streams. */
  tagged: {
    file: 'tagged.mov',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x180', 2), ...tone(2), ...h264, ...aac],
        ...['-movflags', '+use_metadata_tags', '-metadata', 'location=+52.2297+021.0122/'],
        ...['-metadata', 'com.apple.quicktime.model=TestPhone', '-metadata', 'title=TestTitle'],
        ...['-metadata:s:a:0', 'handler_name=TestMicrophone'],
      ),
  },
  /** A text with a film's name. */
  textAsFilm: {
    file: 'text.mp4',
    recipe: ({ target }) => writeFile(target, 'Monday: bring the wooden blocks.\n'.repeat(50)),
  },
  /** No bytes. */
  empty: { file: 'empty.mp4', recipe: ({ target }) => writeFile(target, '') },
  /** The last third is missing; the index at the start is complete. */
  cutAfterIndex: {
    file: 'cut-after-index.mp4',
    recipe: async ({ target, plain }) => copyCut(await plain(), target, 0.66),
  },
  /** As a camera leaves it that lost power: the index, which comes last, was never written. */
  cutBeforeIndex: {
    file: 'cut-before-index.mp4',
    recipe: async ({ ffmpeg, target }) => {
      await ffmpeg(...picture('320x180', 3), ...h264);
      await truncate(target, Math.floor((await readFile(target)).length * 0.7));
    },
  },
  /** A Matroska file that ends in the middle. */
  cutMatroska: {
    file: 'cut.mkv',
    recipe: async ({ ffmpeg, target }) => {
      await ffmpeg(...picture('320x180', 3), ...h264);
      await truncate(target, Math.floor((await readFile(target)).length * 0.7));
    },
  },
  /** Whole, but the second half of its coded pictures is zeroes. */
  garbled: {
    file: 'garbled.mp4',
    recipe: async ({ target, plain }) => {
      const bytes = await readFile(await plain());
      bytes.fill(0, Math.floor(bytes.length * 0.4));
      await writeFile(target, bytes);
    },
  },
  /** A box that claims to be larger than any disk. */
  hugeHeader: {
    file: 'huge-header.mp4',
    recipe: async ({ target }) => {
      const box = (type: string, size: number) => {
        const head = Buffer.alloc(16);
        head.writeUInt32BE(1, 0);
        head.write(type, 4, 'latin1');
        head.writeBigUInt64BE(BigInt(size), 8);
        return head;
      };
      const start = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom\0\0\0\0')]);
      await writeFile(target, Buffer.concat([start, box('moov', 2 ** 52), Buffer.alloc(4096)]));
    },
  },
  /** A photograph with a film's name. */
  stillPicture: {
    file: 'still.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(...picture('320x180', 1), '-frames:v', '1', '-f', 'image2', '-c:v', 'png'),
  },
  /** Sound in a film's container. */
  soundOnly: { file: 'sound.mp4', recipe: ({ ffmpeg }) => ffmpeg(...tone(2), ...aac) },
  /** A song with a cover, which looks like a picture of one frame. */
  soundWithCover: {
    file: 'cover.m4a',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...tone(2), ...picture('160x160', 1), '-map', '0', '-map', '1', ...aac],
        ...['-frames:v', '1', '-c:v', 'mjpeg', '-disposition:v', 'attached_pic', '-f', 'ipod'],
      ),
  },
  /** No sound track. */
  withoutSound: {
    file: 'without-sound.mp4',
    recipe: ({ ffmpeg }) => ffmpeg(...picture('640x360', 4, 25), ...h264),
  },
  /** As phones film upright: HEVC that lies on its side, with a mark to turn it. */
  hevcRotated: {
    file: 'hevc-rotated.mov',
    recipe: async ({ ffmpeg, target }) => {
      await ffmpeg(...picture('640x360', 3), ...tone(3), ...hevc, '-tag:v', 'hvc1', ...aac);
      await turnPicture(target);
    },
  },
  /** 10 frames per second, then 30. */
  variableRate: {
    file: 'variable-rate.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x240', 5), ...tone(5)],
        ...['-vf', `select='gte(t,2.5)+not(mod(n,3))'`, '-fps_mode', 'vfr', ...h264, ...aac],
      ),
  },
  /** Odd width and height, which H.264 for browsers does not have. */
  oddSize: {
    file: 'odd-size.mkv',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('640x360', 3), ...tone(3), '-vf', 'scale=427:241,format=yuv444p'],
        ...['-c:v', 'ffv1', ...aac],
      ),
  },
  /** 10 bits per sample, ordinary colours. */
  tenBit: {
    file: 'ten-bit.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x180', 3), ...tone(3), '-c:v', 'libx264', '-preset', 'ultrafast'],
        ...['-pix_fmt', 'yuv420p10le', ...aac],
      ),
  },
  /** High dynamic range as phones film it (HLG). */
  hdr: {
    file: 'hdr.mov',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x180', 3), ...hevc, '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'],
        ...['-color_trc', 'arib-std-b67', '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'],
      ),
  },
  /** Sound for six loudspeakers. */
  surround: {
    file: 'surround.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x180', 3), ...lavfi('anoisesrc=d=3:a=0.2,aformat=channel_layouts=mono')],
        ...['-af', 'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0', ...h264, '-c:a', 'ac3'],
      ),
  },
  /** As a browser records: no length, no index, another codec. */
  recorderWebm: {
    file: 'recorder.webm',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...picture('320x180', 3), ...tone(3), '-c:v', 'libvpx', '-deadline', 'realtime'],
        ...['-b:v', '500k', '-c:a', 'libopus', '-live', '1'],
      ),
  },
  /** Pixels wider than high, fields instead of frames, 29.97 a second, a clock that starts late. */
  camcorder: {
    file: 'camcorder.ts',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...lavfi('testsrc2=size=480x360:rate=30000/1001:duration=4'),
        ...[
          ...tone(4),
          '-vf',
          'setsar=4/3,setfield=tff',
          '-c:v',
          'mpeg2video',
          '-flags',
          '+ilme+ildct',
        ],
        ...['-b:v', '3M', '-c:a', 'mp2'],
      ),
  },
  /** Dark, and hardly to be heard. */
  darkAndQuiet: {
    file: 'dark-and-quiet.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...lavfi('color=0x101010:size=640x360:rate=25:duration=4'), ...tone(4, 0.01)],
        ...[...h264, ...aac],
      ),
  },
  /** Steady, but the camera trembles in both directions. */
  trembling: {
    file: 'trembling.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(
        ...[...lavfi(`${stillScene},crop=640:360:x='40+30*sin(n*2.3)':y='40+24*sin(n*1.7)'`)],
        ...[...tone(4), ...h264, ...aac],
      ),
  },
  /** The camera turns slowly and evenly. */
  panned: {
    file: 'panned.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(...lavfi(`${stillScene},crop=640:360:x='n*0.8':y=40`), ...tone(4), ...h264, ...aac),
  },
  /** A voice that reads a sentence, in the noise of a room. */
  spoken: {
    file: 'spoken.mp4',
    recipe: async ({ ffmpeg }) => {
      const words = 'The tower leans to the left. What shall we do before it falls again?';
      await ffmpeg(
        ...[...picture('320x180', 5), ...lavfi(`flite=text='${words}'`)],
        ...lavfi('anoisesrc=d=5:a=0.004:c=pink'),
        ...['-filter_complex', '[1:a]aresample=48000[v];[v][2:a]amix=inputs=2:duration=longest[a]'],
        ...['-map', '0:v', '-map', '[a]', '-t', '5', ...h264, ...aac],
      );
    },
  },
  /** A few bytes that claim a frame of more than ten gigabytes. */
  hugeFrame: {
    file: 'huge-frame.avi',
    recipe: async ({ ffmpeg, target }) => {
      await ffmpeg(...picture('32x32', 1, 10), '-c:v', 'rawvideo', '-pix_fmt', 'bgr24');
      const bytes = await readFile(target);
      const header = bytes.indexOf('strf', 0, 'latin1') + 8;
      bytes.writeInt32LE(60_000, header + 4);
      bytes.writeInt32LE(60_000, header + 8);
      await writeFile(target, bytes);
    },
  },
  /** Sound far above what can be stored. */
  clippedSound: {
    file: 'clipped.mp4',
    recipe: ({ ffmpeg }) =>
      ffmpeg(...picture('1280x720', 2), ...tone(2, 4), ...h264, '-c:a', 'aac', '-b:a', '192k'),
  },
  /** A playlist with a film's name, which names a file of this machine. */
  playlistAsFilm: {
    file: 'playlist.mp4',
    recipe: async ({ target, plain }) =>
      writeFile(
        target,
        `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6.0,\n${await plain()}\n#EXT-X-ENDLIST\n`,
      ),
  },
  /** A script that joins files, with a film's name. */
  scriptAsFilm: {
    file: 'script.mp4',
    recipe: async ({ target, plain }) =>
      writeFile(target, `ffconcat version 1.0\nfile '${await plain()}'\n`),
  },
} satisfies Record<string, Sample>;

async function copyCut(from: string, to: string, share: number): Promise<void> {
  const bytes = await readFile(from);
  await writeFile(to, bytes.subarray(0, Math.floor(bytes.length * share)));
}

/** Sets the quarter turn to the right in the first track's header (ISO/IEC 14496-12, 8.3.2). */
async function turnPicture(file: string): Promise<void> {
  const bytes = await readFile(file);
  const matrixAt = bytes.indexOf('tkhd', 0, 'latin1') + 4 + 40;
  const height = bytes.readUInt32BE(matrixAt + 40);
  const one = 0x0001_0000;
  const quarterTurn = [0, one, 0, -one, 0, 0, height, 0, 0x4000_0000];
  const handle = await open(file, 'r+');
  const matrix = Buffer.alloc(36);
  quarterTurn.forEach((value, at) => matrix.writeInt32BE(value | 0, at * 4));
  await handle.write(matrix, 0, matrix.length, matrixAt);
  await handle.close();
}
