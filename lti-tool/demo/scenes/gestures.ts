/** Small movements that end where they began: they are added to whatever else somebody does. */
import type { Beat } from './script.ts';

/** What a gesture adds to a pose: pixels, degrees, and a factor for the height. */
export interface Offset {
  x: number;
  y: number;
  lean: number;
  stretch: number;
}

const usualSeconds = { hop: 0.5, nod: 0.6, shake: 0.8, sway: 2, shiver: 0.9, sigh: 1.8 } as const;

/** The sum of all gestures (and of speaking, which moves the body a little) at one instant. */
export function gestureAt(beats: Beat[], seconds: number): Offset & { bend: number } {
  const sum = { x: 0, y: 0, lean: 0, stretch: 1, bend: 0 };
  for (const beat of beats) {
    if (beat.at > seconds) break;
    if (beat.says && seconds < beat.says.until) {
      const strength = beat.says.manner === 'whispering' ? 0.012 : 0.022;
      const fade = Math.min(1, (beat.says.until - seconds) / 0.4);
      const syllable = Math.sin((seconds - beat.at) * 17) * Math.sin((seconds - beat.at) * 6.3);
      sum.stretch += strength * fade * syllable;
    }
    if (!beat.does) continue;
    const times = beat.times ?? 1;
    const length = (beat.over ?? usualSeconds[beat.does]) * times;
    const share = (seconds - beat.at) / length;
    if (share >= 1) continue;
    const strength = beat.strength ?? 1;
    const fade = Math.sin(Math.PI * share);
    const wave = Math.sin(2 * Math.PI * times * share);
    const bounce = Math.abs(Math.sin(Math.PI * times * share));
    switch (beat.does) {
      case 'hop':
        sum.y -= 34 * strength * bounce;
        sum.stretch *= 1 + 0.09 * strength * (bounce - 0.5) * Math.min(1, 6 * fade);
        break;
      case 'nod':
        sum.stretch *= 1 - 0.045 * strength * bounce;
        sum.lean += 2 * strength * bounce;
        break;
      case 'shake':
        sum.lean += 4 * strength * Math.sin(2 * Math.PI * times * 2 * share) * fade;
        break;
      case 'sway':
        sum.lean += strength * wave;
        sum.bend += 1.4 * strength * wave;
        break;
      case 'shiver':
        sum.x += 3 * strength * Math.sin(seconds * 60) * fade;
        break;
      case 'sigh':
        sum.stretch *= 1 + 0.035 * strength * Math.sin(2 * Math.PI * share - 0.4) * fade;
        break;
    }
  }
  return sum;
}
