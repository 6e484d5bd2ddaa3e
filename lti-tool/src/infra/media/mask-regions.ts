/** Covers parts of the picture that move, and silences words, in the film itself. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MaskBox, MaskPlan } from '#contract/masking';
import { MASK_MARGIN_SECONDS, squarePixels } from '#contract/shared/mask-plan';
import type { BoxStyle, SoundMaskStyle } from '#contract/vocabulary';
import { inputArguments, runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import type { Probe } from './probe.rules.ts';

/** A list of commands that moves boxes while ffmpeg runs, and the file that it is read from. */
export interface BoxScript {
  file: string;
  text: string;
}

/** A run that masks a film, and the scripts that must lie in its working folder. */
export interface RegionMasking {
  args: string[];
  scripts: BoxScript[];
}

/** The size in which a film is masked: upright, square pixels, and even as H.264 wants it. */
function evenSize({ width, height }: Pick<Probe, 'width' | 'height'>) {
  return { width: Math.max(2, width & ~1), height: Math.max(2, height & ~1) };
}

/** What to run so that `target` is the film with everything of the plan masked. */
function regionMasking(file: string, film: Probe, plan: MaskPlan, target: string): RegionMasking {
  const size = evenSize(film);
  const scripts: BoxScript[] = [];
  const start = [
    ...(film.isInterlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    `scale=${size.width}:${size.height}`,
    ...['setsar=1', 'format=yuv420p'],
  ];
  const graph = [`[0:${film.videoStreamIndex}]${start.join(',')}[p0]`];
  let last = 'p0';
  for (const style of ['blur', 'pixelate', 'black'] as const) {
    const boxes = plan.boxes.filter((box) => box.style === style);
    if (boxes.length === 0) continue;
    const script = `mask-${style}.txt`;
    scripts.push({ file: script, text: boxScript(style, boxes, size) });
    const cover = `sendcmd=f=${script},${boxes.map((box, at) => drawnBox(style, box, at)).join(',')}`;
    const next = `p_${style}`;
    const square = squarePixels(
      boxes.flatMap(({ keys }) => keys),
      size,
    );
    graph.push(
      ...(style === 'black'
        ? [`[${last}]${cover}[${next}]`]
        : coarseGraph(style, { from: last, to: next, cover, square, size })),
    );
    last = next;
  }
  const sound = film.audioStreamIndex === null ? null : soundGraph(film.audioStreamIndex, plan);
  return {
    scripts,
    args: [
      ...inputArguments(file),
      ...['-filter_complex', [...graph, ...(sound ?? [])].join(';')],
      ...['-map', `[${last}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16'],
      ...['-fps_mode', 'passthrough'],
      ...(sound ? ['-map', '[sound]', '-c:a', 'aac', '-b:a', '256k'] : []),
      // Nothing that the original says of itself, and no picture that is attached to it.
      ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1'],
      ...['-f', 'mp4', target],
    ],
  };
}

/** Writes the film anew with everything of the plan masked. Throws as `runFfmpeg`. */
export async function maskRegions(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  plan: MaskPlan,
  folder: string,
  options: { signal?: AbortSignal; onProgressSeconds?: (seconds: number) => void } = {},
): Promise<string> {
  const target = join(folder, 'masked.mp4');
  const { args, scripts } = regionMasking(file, film, plan, target);
  for (const script of scripts) await writeFile(join(folder, script.file), script.text);
  await runFfmpeg(tools, args, {
    ...options,
    cwd: folder,
    timeoutMs: 300_000 + film.durationSeconds * 40_000,
  });
  return target;
}

/** Where the boxes are, the picture as it is when only a few squares of it are left. */
function coarseGraph(
  style: 'blur' | 'pixelate',
  part: {
    from: string;
    to: string;
    cover: string;
    square: number;
    size: { width: number; height: number };
  },
): string[] {
  const { from, to, cover, square, size } = part;
  const few = `${Math.ceil(size.width / square)}:${Math.ceil(size.height / square)}`;
  const spread = style === 'blur' ? 'bicubic' : 'neighbor';
  return [
    `[${from}]split=3[${style}_base][${style}_few][${style}_where]`,
    `[${style}_few]scale=${few}:flags=area,scale=${size.width}:${size.height}:flags=${spread}[${style}_coarse]`,
    // White is 235 in films, which would let a little of the picture through.
    `[${style}_where]drawbox=x=0:y=0:w=iw:h=ih:t=fill:color=black,${cover},format=gray,` +
      `lut=c0='if(gt(val,127),255,0)'[${style}_mask]`,
    `[${style}_coarse][${style}_mask]alphamerge[${style}_patch]`,
    `[${style}_base][${style}_patch]overlay=format=yuv420,format=yuv420p[${to}]`,
  ];
}

function drawnBox(style: BoxStyle, { keys, range }: MaskBox, at: number): string {
  const [first] = keys;
  const { x = 0, y = 0, width = 0, height = 0 } = first ?? {};
  const color = style === 'black' ? 'black' : 'white';
  return (
    `drawbox@${style}${at}=x=iw*${share(x)}:y=ih*${share(y)}:w=iw*${share(width)}:h=ih*${share(height)}` +
    `:t=fill:color=${color}:enable='${within([range])}'`
  );
}

/**
 * The moves of the boxes as commands (ffmpeg's `sendcmd`): from each moment to the next evenly, then
 * they stay. Half a pixel more on every side makes up for what rounding takes.
 */
function boxScript(
  style: BoxStyle,
  boxes: readonly MaskBox[],
  size: { width: number; height: number },
): string {
  const lines = boxes.flatMap(({ keys }, at) =>
    keys.map((key, index) => {
      const next = keys[index + 1] ?? { ...key, atSeconds: key.atSeconds + 100_000 };
      const commands = (['x', 'y', 'width', 'height'] as const).map((side) => {
        const pixels = side === 'x' || side === 'width' ? size.width : size.height;
        const move = `lerp(${share(key[side])},${share(next[side])},TI)*${pixels}`;
        const whole = side === 'x' || side === 'y' ? `floor(${move})` : `ceil(${move}+1)`;
        return `[expr] drawbox@${style}${at} ${side} '${whole}'`;
      });
      return `${key.atSeconds.toFixed(3)}-${next.atSeconds.toFixed(3)} ${commands.join(', ')};`;
    }),
  );
  return `${lines.join('\n')}\n`;
}

function soundGraph(stream: number, { sounds }: MaskPlan): string[] {
  if (sounds.length === 0) return [`[0:${stream}]anull[sound]`];
  const rangesOf = (style: SoundMaskStyle) =>
    sounds.flatMap((sound) => (sound.style === style ? [sound.range] : []));
  const [beeps, mutes] = [rangesOf('beep'), rangesOf('mute')];
  // What is enabled is so for whole packets: small ones keep to the stretches.
  const silent = `asetnsamples=n=480:p=0,volume=0:enable='${within([...beeps, ...mutes])}'`;
  if (beeps.length === 0) return [`[0:${stream}]${silent}[sound]`];
  const heard = `(${within(beeps)})*not(${mutes.length > 0 ? within(mutes) : '0'})`;
  return [
    `[0:${stream}]${silent}[spoken]`,
    `sine=frequency=1000:sample_rate=48000:samples_per_frame=480,volume=6dB,` +
      `volume=0:enable='not(${heard})'[tone]`,
    `[spoken][tone]amix=inputs=2:duration=first:normalize=0[sound]`,
  ];
}

function within(ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .map(([start, end]) => {
      const from = Math.max(0, start - MASK_MARGIN_SECONDS);
      return `between(t,${from.toFixed(3)},${(end + MASK_MARGIN_SECONDS).toFixed(3)})`;
    })
    .join('+');
}

function share(value: number): string {
  return value.toFixed(5);
}
