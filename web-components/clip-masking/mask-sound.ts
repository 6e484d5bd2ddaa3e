/** Silences samples of sound, or puts a tone in their place. */
import type { MaskPlan } from '#contract/masking';
import { soundAt } from '#contract/shared/mask-plan';

/** Pitch of the tone that stands for words. */
export const TONE_HERTZ = 1000;
/** How far that tone swings; 1 is as loud as can be. */
export const TONE_LEVEL = 0.2;

/**
 * Masks interleaved samples in place; the first one is heard at `startSeconds`.
 * @returns whether anything was masked.
 */
export function maskSamples(
  samples: Float32Array,
  { channels, rate, startSeconds }: { channels: number; rate: number; startSeconds: number },
  plan: MaskPlan,
): boolean {
  let isMasked = false;
  for (let frame = 0; frame * channels < samples.length; frame++) {
    const seconds = startSeconds + frame / rate;
    const heard = soundAt(plan, seconds);
    if (heard === null) continue;
    isMasked = true;
    const level = heard === 'beep' ? TONE_LEVEL * Math.sin(2 * Math.PI * TONE_HERTZ * seconds) : 0;
    samples.fill(level, frame * channels, (frame + 1) * channels);
  }
  return isMasked;
}
