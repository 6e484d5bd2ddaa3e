/** Runs the two programs that rendering needs, ffmpeg and espeak-ng, and reads what they make. */
import { spawnSync } from 'node:child_process';

const mostBytes = 256 * 1024 * 1024;

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws Error with the program's own words when it is missing or fails
 */
export function run(program: string, args: string[], input?: Buffer): Buffer {
  const done = spawnSync(program, args, { input, maxBuffer: mostBytes });
  if (done.error) throw new Error(`${program} could not be run`, { cause: done.error });
  if (done.status !== 0)
    throw new Error(`${program} failed: ${done.stderr.toString('utf8').slice(-2000)}`);
  return done.stdout;
}

/** What ffmpeg makes of a sound source or filter: mono samples, 48,000 a second. */
export function ffmpegSamples(args: string[], input?: Buffer): Float32Array {
  const raw = run(
    'ffmpeg',
    ['-v', 'error', ...args, '-ac', '1', '-ar', '48000', '-f', 'f32le', 'pipe:1'],
    input,
  );
  const samples = new Float32Array(Math.floor(raw.length / 4));
  for (let at = 0; at < samples.length; at += 1) samples[at] = raw.readFloatLE(at * 4);
  return samples;
}
