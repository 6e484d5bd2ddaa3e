/** Measures how good a film's picture and sound are, before anybody spends time describing it. */
import { inputArguments, readFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import type { Loudness } from './loudness.rules.ts';
import type { Probe } from './probe.rules.ts';
import {
  judgeQuality,
  parseBrightness,
  parseLoudness,
  toLoudness,
  type QualityVerdict,
} from './quality.rules.ts';

export type { QualityFigures, QualityVerdict } from './quality.rules.ts';

/** Pictures that brightness is measured on, spread over the film. */
const sampledPictures = 12;

/**
 * Reads the whole sound of `file` and some of its pictures; a minute of film takes about a second.
 * Throws `MediaError`: `transcode_failed`, `timed_out`, `cancelled`.
 */
export async function measureQuality(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<QualityVerdict & { loudness: Loudness | null }> {
  const { signal } = options;
  const { durationSeconds, width, height, frameRate, hasAudio } = film;
  const loudness = await measureLoudness(tools, file, film, signal);
  const brightness = await measureBrightness(tools, file, film, signal);
  const about = { durationSeconds, width, height, frameRate, hasAudio };
  const verdict = judgeQuality({ ...about, ...loudness, brightness });
  return { ...verdict, loudness: toLoudness(loudness) };
}

async function measureLoudness(
  tools: FfmpegTools,
  file: string,
  { audioStreamIndex, durationSeconds }: Probe,
  signal: AbortSignal | undefined,
) {
  if (audioStreamIndex === null) return parseLoudness('');
  const log = await readFfmpeg(
    tools,
    [
      // The filter's summary is written at this level, and only to the log.
      ...['-v', 'info', ...inputArguments(file), '-map', `0:${audioStreamIndex}`, '-vn'],
      ...['-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'],
    ],
    { signal, timeoutMs: 120_000 + durationSeconds * 4_000 },
  );
  return parseLoudness(log);
}

async function measureBrightness(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  signal: AbortSignal | undefined,
): Promise<number> {
  let text = '';
  const onOutput = (chunk: Buffer) => (text += chunk.toString('utf8'));
  for (let picture = 0; picture < sampledPictures; picture++) {
    const atSeconds = (film.durationSeconds * (picture + 0.5)) / sampledPictures;
    const args = brightnessArguments(file, film, atSeconds);
    await readFfmpeg(tools, args, { signal, onOutput, timeoutMs: 60_000 });
  }
  return parseBrightness(text);
}

function brightnessArguments(file: string, film: Probe, atSeconds: number): string[] {
  const filters = [
    'scale=160:-2:out_range=tv',
    'format=yuv420p',
    'signalstats',
    'metadata=print:file=-',
  ];
  return [
    // The nearest keyframe is near enough, and the only picture that has to be decoded.
    ...['-noaccurate_seek', '-ss', atSeconds.toFixed(3), '-skip_frame', 'nokey'],
    ...[...inputArguments(file), '-map', `0:${film.videoStreamIndex}`, '-frames:v', '1'],
    ...['-vf', filters.join(','), '-f', 'null', '-'],
  ];
}
