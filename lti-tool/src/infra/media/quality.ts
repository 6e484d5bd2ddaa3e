/** Measures how good a film's picture and sound are, before anybody spends time describing it. */
import { samplesArguments } from './encode-arguments.ts';
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

import { speechListener, speechSampleRate } from './speech.rules.ts';
import { shakeOf, steadyFrames } from './steadiness.rules.ts';

export type { QualityVerdict } from './quality.rules.ts';

/** Pictures that brightness is measured on, spread over the film. */
const sampledPictures = 12;
/** Starting ffmpeg takes longer than decoding one picture; many large ones at once take memory. */
const picturesAtOnce = 4;

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
  const shake = await measureShake(tools, file, film, signal);
  const speechShare = await measureSpeech(tools, file, film, signal);
  const about = { durationSeconds, width, height, frameRate, hasAudio, shake, speechShare };
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

/** Stretches that are looked at for shaking: where they begin, as shares of the film. */
const steadyShares = [0.2, 0.5, 0.8];
const steadySeconds = 2;

async function measureShake(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  signal: AbortSignal | undefined,
): Promise<number> {
  const shakes: number[] = [];
  for (const share of steadyShares) {
    const chunks: Buffer[] = [];
    const onOutput = (chunk: Buffer) => void chunks.push(chunk);
    const args = steadinessArguments(file, film, film.durationSeconds * share);
    await readFfmpeg(tools, args, { signal, onOutput, timeoutMs: 60_000 });
    shakes.push(shakeOf(Buffer.concat(chunks)));
  }
  // One jerk is an accident; two shaky stretches of three are a way of filming.
  return shakes.sort((a, b) => a - b)[1] ?? 0;
}

function steadinessArguments(file: string, film: Probe, atSeconds: number): string[] {
  const { width, height, perSecond } = steadyFrames;
  return [
    ...['-ss', atSeconds.toFixed(3), ...inputArguments(file), '-t', String(steadySeconds)],
    ...['-map', `0:${film.videoStreamIndex}`, '-vf'],
    `fps=${perSecond},scale=${width}:${height}:flags=area,format=gray`,
    ...['-f', 'rawvideo', 'pipe:1'],
  ];
}

/** Speech is looked for in no more than this of the beginning. */
const mostSpeechSeconds = 600;

async function measureSpeech(
  tools: FfmpegTools,
  file: string,
  { audioStreamIndex }: Probe,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  if (audioStreamIndex === null) return null;
  const listener = speechListener();
  const args = [
    ...['-t', String(mostSpeechSeconds)],
    ...samplesArguments(file, audioStreamIndex, speechSampleRate),
  ];
  const onOutput = (chunk: Buffer) => listener.add(chunk);
  await readFfmpeg(tools, args, { signal, onOutput, timeoutMs: 180_000 });
  return listener.share();
}

async function measureBrightness(
  tools: FfmpegTools,
  file: string,
  film: Probe,
  signal: AbortSignal | undefined,
): Promise<number> {
  let text = '';
  const onOutput = (chunk: Buffer) => (text += chunk.toString('utf8'));
  for (let first = 0; first < sampledPictures; first += picturesAtOnce) {
    const times = Array.from(
      { length: picturesAtOnce },
      (_, at) => (film.durationSeconds * (first + at + 0.5)) / sampledPictures,
    );
    const args = brightnessArguments(file, film, times);
    await readFfmpeg(tools, args, { signal, onOutput, timeoutMs: 120_000 });
  }
  return parseBrightness(text);
}

function brightnessArguments(file: string, film: Probe, times: readonly number[]): string[] {
  const filters = [
    'scale=160:-2:out_range=tv',
    'format=yuv420p',
    'signalstats',
    'metadata=print:file=-',
  ];
  return [
    // The nearest keyframe is near enough, and the only picture that has to be decoded.
    ...times.flatMap((atSeconds) => [
      ...['-noaccurate_seek', '-ss', atSeconds.toFixed(3), '-skip_frame', 'nokey'],
      ...['-threads', '1', ...inputArguments(file)],
    ]),
    ...times.flatMap((_, input) => [
      ...['-map', `${input}:${film.videoStreamIndex}`, '-frames:v', '1'],
      ...['-vf', filters.join(','), '-f', 'null', '-'],
    ]),
  ];
}
