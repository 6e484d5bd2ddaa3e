/** How loud a film is, and the filter that brings it to the level of broadcasts. Pure. */

/** The figures of EBU R 128 for a sound that is not silent. */
export interface Loudness {
  /** Integrated loudness in LUFS. */
  lufs: number;
  /** Loudness range in LU. */
  rangeLu: number;
  /** Highest true peak in dBTP. */
  truePeakDbtp: number;
  /** Level below which blocks were left out, in LUFS. */
  thresholdLufs: number;
}

/** The level that EBU R 128 asks for, in LUFS. */
const targetLufs = -23;
/** Coding adds to peaks; so much room is left for it, in dBTP. */
const highestPeakDbtp = -1.5;
/** A film that is hardly audible is not raised further: what came out would be noise. */
const mostGainDb = 25;

/**
 * The second pass of `loudnorm`: one gain for the whole film, so that loud and soft stay as far apart
 * as they were. Only where that would cut peaks off, the filter rides the level instead.
 */
export function loudnessFilter({ lufs, rangeLu, truePeakDbtp, thresholdLufs }: Loudness): string {
  const target = Math.min(targetLufs, lufs + mostGainDb);
  // A range of exactly 0 and one above the target count as "not measured" and "to be compressed".
  const range = clamp(rangeLu, 0.1, 50);
  const settings = {
    ...{ I: clamp(target, -70, -5), TP: highestPeakDbtp, LRA: clamp(rangeLu, 7, 50) },
    ...{ measured_I: clamp(lufs, -99, -0.1), measured_LRA: range },
    ...{ measured_TP: clamp(truePeakDbtp, -99, 98), measured_thresh: clamp(thresholdLufs, -99, 0) },
    linear: 'true',
  };
  const parts = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);
  return `loudnorm=${parts.join(':')}`;
}

function clamp(value: number, from: number, to: number): number {
  return Math.round(Math.min(to, Math.max(from, value)) * 100) / 100;
}
