/** Makes stretches of a film unrecognisable and silent, in the film itself. */
import { inputArguments, runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import type { Probe } from './probe.rules.ts';

/** Stretches of a film, in seconds, and what becomes of the picture in them. */
export interface RangeMask {
  ranges: readonly (readonly [number, number])[];
  style: 'blur' | 'black';
}

/** A frame more on both sides: what was named by eye is seldom exact to the frame. */
const MARGIN_SECONDS = 0.12;

/** The arguments of the run that writes `target`. The sound is silent in every stretch. */
function maskArguments(
  file: string,
  film: Probe,
  masks: readonly RangeMask[],
  target: string,
): string[] {
  const pictureFilters = masks.flatMap(({ ranges, style }) => {
    if (ranges.length === 0) return [];
    const when = `enable='${within(ranges)}'`;
    return style === 'black'
      ? [`drawbox=t=fill:color=black:${when}`]
      : [`boxblur=lr='min(w,h)/6':lp=5:${when}`];
  });
  const silent = masks.flatMap(({ ranges }) => [...ranges]);
  return [
    ...inputArguments(file),
    ...['-map', `0:${film.videoStreamIndex}`, '-vf', pictureFilters.join(',') || 'null'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-fps_mode', 'passthrough'],
    ...(film.audioStreamIndex === null
      ? []
      : [
          ...['-map', `0:${film.audioStreamIndex}`, '-af', silenceFilter(silent)],
          ...['-c:a', 'aac', '-b:a', '256k'],
        ]),
    // Nothing that the original says of itself, and no picture that is attached to it.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4', target],
  ];
}

/** Writes the film anew with these stretches masked. Throws as `runFfmpeg`. */
export async function maskRanges(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  masks: readonly RangeMask[],
  target: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  await runFfmpeg(tools, maskArguments(file, film, masks, target), {
    ...options,
    timeoutMs: 300_000 + film.durationSeconds * 40_000,
  });
}

function silenceFilter(ranges: readonly (readonly [number, number])[]): string {
  return ranges.length === 0 ? 'anull' : `volume=0:enable='${within(ranges)}'`;
}

function within(ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .map(([start, end]) => {
      const [from, to] = [Math.max(0, start - MARGIN_SECONDS), end + MARGIN_SECONDS];
      return `between(t,${from.toFixed(3)},${to.toFixed(3)})`;
    })
    .join('+');
}
