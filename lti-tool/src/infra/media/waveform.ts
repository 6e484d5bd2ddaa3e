/** The loudness of a film over time, for drawing beneath its timeline. */
import { samplesArguments } from './encode-arguments.ts';
import { readFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import type { Probe } from './probe.rules.ts';

/** Peaks per second, each from 0 (silence) to 100 (full scale). */
export interface Waveform {
  samplesPerSecond: number;
  peaks: number[];
}

const audioRate = 8_000;
const peaksPerSecond = 10;

/** Reads the film's sound once; `onSeconds` hears how much of it is read. Needs a film with sound. */
export async function readWaveform(
  tools: FfmpegTools,
  file: string,
  film: Pick<Probe, 'audioStreamIndex' | 'durationSeconds'>,
  options: {
    signal?: AbortSignal | undefined;
    timeoutMs: number;
    onSeconds?: ((seconds: number) => void) | undefined;
  },
): Promise<Waveform> {
  const { signal, timeoutMs, onSeconds } = options;
  const peaks = peakFolder(audioRate / peaksPerSecond);
  const onOutput = (chunk: Buffer) => {
    const samples = peaks.add(chunk);
    onSeconds?.(samples / audioRate);
  };
  const args = samplesArguments(file, film.audioStreamIndex ?? 0, audioRate);
  await readFfmpeg(tools, args, { signal, timeoutMs, onOutput });
  return { samplesPerSecond: peaksPerSecond, peaks: peaks.end() };
}

/** Folds 16-bit little-endian samples that come in chunks into one peak per `windowSamples`. */
export function peakFolder(windowSamples: number) {
  const peaks: number[] = [];
  let half: Buffer = Buffer.alloc(0);
  let samples = 0;
  let highest = 0;
  const close = () => {
    peaks.push(Math.round((highest * 100) / 32_768));
    highest = 0;
  };
  return {
    /** Takes a chunk, which may end within a sample; returns the samples taken so far. */
    add(chunk: Buffer): number {
      const bytes = half.length > 0 ? Buffer.concat([half, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % 2);
      for (let at = 0; at < whole; at += 2) {
        highest = Math.max(highest, Math.abs(bytes.readInt16LE(at)));
        if (++samples % windowSamples === 0) close();
      }
      half = bytes.subarray(whole);
      return samples;
    },
    /** The peaks, the last of them perhaps of a shorter window. */
    end(): number[] {
      if (samples % windowSamples !== 0) close();
      return peaks;
    },
  };
}
