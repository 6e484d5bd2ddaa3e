/** Mixes voices, blocks and the room into the sound of one clip. */
import { ffmpegSamples } from './programs.ts';
import { scenerySounds, soundSources, type SoundName } from './sounds.ts';
import { stageSize } from './painting.ts';
import type { Stage } from './stage.ts';
import { sampleRate, speak } from './voices.ts';

/** The highest sample of each sound, beside voices of about 0.3. */
const soundPeaks: Record<SoundName, number> = {
  clack: 0.38,
  tock: 0.3,
  knock: 0.36,
  thud: 0.34,
  step: 0.18,
  slide: 0.18,
  rustle: 0.18,
  creak: 0.14,
  pour: 0.14,
  splash: 0.2,
  trickle: 0.08,
  chirp: 0.06,
};
/** The highest sample of each layer that lies under a whole clip. */
const sceneryPeak = 0.045;

function peakedAt(samples: Float32Array, goal: number): Float32Array {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  return samples.map((value) => (value * goal) / peak);
}

/** How far to the side a sound may go: a person at the edge is not in one ear only. */
const panWidth = 0.55;
const longestOverhangSeconds = 0.25;

interface Mix {
  left: Float32Array;
  right: Float32Array;
}

function add(mix: Mix, samples: Float32Array, seconds: number, gain: number, pan: number): void {
  const first = Math.round(seconds * sampleRate);
  const towardsRight = (1 + pan) / 2;
  const left = gain * Math.cos((towardsRight * Math.PI) / 2) * Math.SQRT2;
  const right = gain * Math.sin((towardsRight * Math.PI) / 2) * Math.SQRT2;
  samples.forEach((value, at) => {
    const place = first + at;
    if (place >= mix.left.length) return;
    mix.left[place] = (mix.left[place] ?? 0) + value * left;
    mix.right[place] = (mix.right[place] ?? 0) + value * right;
  });
}

/**
 * The whole sound of a clip.
 * @returns interleaved stereo samples, 48,000 pairs a second, as 32-bit floats
 * @throws Error when a line takes longer to say than its caption stays
 */
export function soundtrack(stage: Stage): Buffer {
  const { story } = stage;
  const length = Math.ceil(story.durationSeconds * sampleRate);
  const mix: Mix = { left: new Float32Array(length), right: new Float32Array(length) };
  const panOf = (who: string, seconds: number) => {
    const x = stage.poseOf(who, seconds).x / stageSize.width;
    return Math.max(-1, Math.min(1, x * 2 - 1)) * panWidth;
  };
  scenerySounds[story.ambience].forEach((source, layer) => {
    const expression = source.replace('$d', String(story.durationSeconds));
    const samples = peakedAt(ffmpegSamples(['-f', 'lavfi', '-i', expression]), sceneryPeak);
    add(mix, samples, 0, 1, layer ? 0.3 : -0.1);
  });
  const known = new Map<SoundName, Float32Array>();
  for (const beat of story.beats) {
    if (beat.sound) {
      const samples =
        known.get(beat.sound) ??
        peakedAt(
          ffmpegSamples(['-f', 'lavfi', '-i', soundSources[beat.sound]]),
          soundPeaks[beat.sound],
        );
      known.set(beat.sound, samples);
      add(mix, samples, beat.at, 10 ** ((beat.gain ?? 0) / 20), panOf(beat.who, beat.at));
    }
    if (beat.says) {
      const samples = speak(story.actors[beat.who]?.pseudonym ?? beat.who, beat.says);
      const ends = beat.at + samples.length / sampleRate;
      if (ends > beat.says.until + longestOverhangSeconds)
        throw new Error(`"${beat.says.en}" at ${beat.at} s is spoken until ${ends.toFixed(1)} s`);
      add(mix, samples, beat.at, 1, panOf(beat.who, beat.at));
    }
  }
  const pairs = Buffer.alloc(length * 8);
  for (let at = 0; at < length; at += 1) {
    pairs.writeFloatLE(mix.left[at] ?? 0, at * 8);
    pairs.writeFloatLE(mix.right[at] ?? 0, at * 8 + 4);
  }
  return pairs;
}
