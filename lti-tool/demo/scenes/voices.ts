/**
 * Speech for those who are in the clips, by espeak-ng. Each person has a pitch and a pace; a
 * child's voice is the same voice with smaller resonances, made by resampling.
 */
import { ffmpegSamples, run } from './programs.ts';
import type { Line } from './script.ts';

/** Samples per second of every sound that is mixed here. */
export const sampleRate = 48_000;

interface Voice {
  variant: string;
  /** 0 to 99, as espeak-ng counts it. */
  pitch: number;
  wordsPerMinute: number;
  /** How much smaller than an adult's the mouth sounds. */
  shift: number;
}

const voices: Record<string, Voice> = {
  'Educator E': { variant: 'en-gb+f2', pitch: 44, wordsPerMinute: 138, shift: 1 },
  'Child A': { variant: 'en-gb+f4', pitch: 62, wordsPerMinute: 122, shift: 1.22 },
  'Child B': { variant: 'en-gb+f1', pitch: 52, wordsPerMinute: 118, shift: 1.16 },
  'Child C': { variant: 'en-gb+f5', pitch: 70, wordsPerMinute: 116, shift: 1.26 },
  'Child D': { variant: 'en-gb+f3', pitch: 66, wordsPerMinute: 112, shift: 1.2 },
};

const loudness = { ordinary: 0.075, softly: 0.05, whispering: 0.038, laughing: 0.06 } as const;

function scaledTo(samples: Float32Array, target: number): Float32Array {
  const voiced = samples.filter((value) => Math.abs(value) > 0.01);
  const power = voiced.reduce((sum, value) => sum + value * value, 0) / Math.max(voiced.length, 1);
  const factor = power > 0 ? target / Math.sqrt(power) : 0;
  return samples.map((value) => value * factor);
}

function utter(text: string, voice: Voice, variant: string): Float32Array {
  const wave = run('espeak-ng', [
    ...['-v', variant, '-p', String(voice.pitch), '-s', String(voice.wordsPerMinute)],
    ...['-g', '3', '--stdout', text],
  ]);
  const filters = [
    `aresample=${sampleRate}`,
    `asetrate=${Math.round(sampleRate * voice.shift)}`,
    `aresample=${sampleRate}`,
    `atempo=${(1 / voice.shift).toFixed(4)}`,
    'highpass=f=140',
    'lowpass=f=6200',
    // A small room around the voice.
    'aecho=0.9:0.6:19|31|47:0.16|0.1|0.06',
    // The synthesiser's own pauses before and after would make every timing a guess.
    'silenceremove=start_periods=1:start_threshold=-46dB',
    'areverse',
    'silenceremove=start_periods=1:start_threshold=-46dB',
    'areverse',
  ];
  return ffmpegSamples(['-i', 'pipe:0', '-af', filters.join(',')], wave);
}

/**
 * The samples of one line (mono).
 * @throws Error when nobody has given this person a voice
 */
export function speak(pseudonym: string, line: Line): Float32Array {
  const voice = voices[pseudonym];
  if (!voice) throw new Error(`${pseudonym} has no voice`);
  const text = line.spoken ?? line.en;
  const said = scaledTo(utter(text, voice, voice.variant), loudness[line.manner ?? 'ordinary']);
  if (line.manner !== 'whispering') return said;
  // A whisper alone is hard to understand, so a little voice stays under it.
  const breath = scaledTo(utter(text, voice, 'en-gb+whisperf'), loudness.whispering * 0.7);
  return said.map((value, at) => value * 0.75 + (breath[at] ?? 0));
}
