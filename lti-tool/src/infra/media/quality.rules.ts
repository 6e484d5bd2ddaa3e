/** Whether a film is fit to be watched and listened to. Pure: figures go in, a verdict comes out. */

import type { Loudness } from './loudness.rules.ts';

/** What was measured. */
export interface QualityFigures {
  durationSeconds: number;
  /** Display size in pixels. */
  width: number;
  height: number;
  frameRate: number;
  /** Mean brightness from 0 (black) to 1 (white). */
  brightness: number;
  /** Integrated loudness by EBU R 128 in LUFS; null without sound or when all of it is silent. */
  loudnessLufs: number | null;
  /** Loudness range in LU; null as above. */
  loudnessRangeLu: number | null;
  /** Highest true peak in dBTP; null as above. Above 0 the sound is distorted. */
  truePeakDbtp: number | null;
  /** Level below which EBU R 128 leaves blocks out, in LUFS; null as above. */
  thresholdLufs: number | null;
  hasAudio: boolean;
  /** How far the picture jerks from frame to frame, as a share of its size. */
  shake: number;
  /** Share of the time in which somebody seems to speak; null when that is unknown. */
  speechShare: number | null;
}

/**
 * `fair`: usable, faces are small; `low`: details cannot be seen; `choppy`: few frames a second;
 * `shaky`: the camera moved so much that looks and hands are hard to follow.
 */
export type PictureVerdict = 'good' | 'fair' | 'low' | 'dark' | 'bright' | 'choppy' | 'shaky';
/**
 * `quiet`: voices need amplifying; `voiceless`: nobody seems to speak; `silent`: a sound track
 * without sound; `none`: no track.
 */
export type SoundVerdict = 'good' | 'quiet' | 'loud' | 'clipped' | 'voiceless' | 'silent' | 'none';
/** `short`: hardly a scene; `long`: more than anybody observes at one sitting. */
export type LengthVerdict = 'good' | 'short' | 'long';

/** One word for each side of a film, with the figures that it rests on. */
export interface QualityVerdict {
  picture: PictureVerdict;
  sound: SoundVerdict;
  length: LengthVerdict;
  figures: QualityFigures;
}

/** Judges a film; where several words fit, the one that matters most to a viewer. */
export function judgeQuality(figures: QualityFigures): QualityVerdict {
  return {
    picture: judgePicture(figures),
    sound: judgeSound(figures),
    length: judgeLength(figures),
    figures,
  };
}

function judgePicture({
  width,
  height,
  frameRate,
  brightness,
  shake,
}: QualityFigures): PictureVerdict {
  const short = Math.min(width, height);
  if (short < 360) return 'low';
  if (brightness < 0.12) return 'dark';
  if (brightness > 0.9) return 'bright';
  if (frameRate < 15) return 'choppy';
  if (shake > 0.018) return 'shaky';
  return short < 720 ? 'fair' : 'good';
}

function judgeSound(figures: QualityFigures): SoundVerdict {
  const { hasAudio, loudnessLufs, truePeakDbtp, speechShare } = figures;
  if (!hasAudio) return 'none';
  // EBU R 128 leaves blocks below -70 LUFS out: nothing was left.
  if (loudnessLufs === null || loudnessLufs <= -69) return 'silent';
  // Coding adds some tenths of a decibel to a peak that was not cut off.
  if (truePeakDbtp !== null && truePeakDbtp > 0.5) return 'clipped';
  // Speech in broadcasts stands at -23; on a laptop beside others, 8 LU less is lost.
  if (loudnessLufs < -31) return 'quiet';
  if (loudnessLufs > -9) return 'loud';
  return speechShare !== null && speechShare < 0.05 ? 'voiceless' : 'good';
}

function judgeLength({ durationSeconds }: QualityFigures): LengthVerdict {
  if (durationSeconds < 10) return 'short';
  return durationSeconds > 20 * 60 ? 'long' : 'good';
}

/** Figures of the summary that ffmpeg's `ebur128` filter writes at its end. */
export function parseLoudness(
  log: string,
): Pick<QualityFigures, 'loudnessLufs' | 'loudnessRangeLu' | 'truePeakDbtp' | 'thresholdLufs'> {
  const summary = log.slice(Math.max(0, log.lastIndexOf('Summary:')));
  const figure = (name: string, unit: string) => {
    const text = new RegExp(`\\s${name}:\\s*(-?[\\d.]+) ${unit}`).exec(summary)?.[1];
    return text === undefined ? null : Number(text);
  };
  const loudnessLufs = figure('I', 'LUFS');
  const isSilent = loudnessLufs === null || loudnessLufs <= -70;
  return {
    loudnessLufs: isSilent ? null : loudnessLufs,
    loudnessRangeLu: isSilent ? null : figure('LRA', 'LU'),
    truePeakDbtp: isSilent ? null : figure('Peak', 'dBFS'),
    // The first of the two thresholds belongs to the integrated loudness.
    thresholdLufs: isSilent ? null : figure('Threshold', 'LUFS'),
  };
}

/** The figures of a sound that can be brought to another level; null for silence. */
export function toLoudness(figures: ReturnType<typeof parseLoudness>): Loudness | null {
  const { loudnessLufs, loudnessRangeLu, truePeakDbtp, thresholdLufs } = figures;
  if (loudnessLufs === null || truePeakDbtp === null || thresholdLufs === null) return null;
  return { lufs: loudnessLufs, rangeLu: loudnessRangeLu ?? 0, truePeakDbtp, thresholdLufs };
}

/** Mean of the `YAVG` values (0 to 255, limited range) in what the `signalstats` filter prints. */
export function parseBrightness(text: string): number {
  const values = [...text.matchAll(/signalstats\.YAVG=([\d.]+)/g)].map((match) => Number(match[1]));
  if (values.length === 0) return 0.5;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = Math.min(1, Math.max(0, (mean - 16) / (235 - 16)));
  return Math.round(share * 1000) / 1000;
}
