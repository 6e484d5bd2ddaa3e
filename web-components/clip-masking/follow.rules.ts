/**
 * Follows what a box holds from one frame to the next: the place that looks most like it, by
 * normalised cross-correlation of a small grid of samples. Pure: grey frames go in.
 */
import type { BoxKey } from '#contract/masking';
import type { Region } from '#contract/shared/mask-plan';

/** A frame in shades of grey, row after row, 0 to 255. */
export interface GreyFrame {
  width: number;
  height: number;
  values: Uint8ClampedArray | Uint8Array;
}

/** What is followed, as it looked last. */
export interface Follower {
  samples: Float32Array;
  region: Region;
  /** How far it went at the last step, in shares of the picture. */
  drift: { x: number; y: number };
}

const GRID = 24;
/** Less alike than this, it is something else. */
const LOST_BELOW = 0.55;
/** So alike that its new look may be learnt. */
const LEARNT_ABOVE = 0.8;
const LEARNING = 0.12;
const SCALES = [1, 0.97, 1.03];

/** Takes up what a box holds; null when there is nothing to hold on to: an even surface. */
export function takeUp(frame: GreyFrame, region: Region): Follower | null {
  const samples = sampled(frame, region);
  return normalised(samples) ? { samples, region, drift: { x: 0, y: 0 } } : null;
}

/** Where it is in the next frame; null when it is lost. */
export function follow(frame: GreyFrame, before: Follower): Follower | null {
  const { region, drift } = before;
  const guess = { ...region, x: region.x + drift.x, y: region.y + drift.y };
  // As far as half its own size, and never less than a twentieth of the picture.
  const reach = {
    x: Math.max(0.05, region.width * 0.5, Math.abs(drift.x) * 1.5),
    y: Math.max(0.05, region.height * 0.5, Math.abs(drift.y) * 1.5),
  };
  const coarse = best(frame, before, guess, reach, 2, [1]);
  const near = { x: 3 / frame.width, y: 3 / frame.height };
  const fine = best(frame, before, coarse.region, near, 1, SCALES);
  if (fine.likeness < LOST_BELOW) return null;
  return {
    region: fine.region,
    drift: { x: fine.region.x - region.x, y: fine.region.y - region.y },
    samples: learnt(before.samples, fine.samples, fine.likeness),
  };
}

/** Leaves out moments that lie on the way between others, within a tolerance in shares. */
export function fewerKeys(keys: readonly BoxKey[], tolerance = 0.006): BoxKey[] {
  const first = keys[0];
  const last = keys.at(-1);
  if (!first || !last || keys.length <= 2) return [...keys];
  let [farthest, distance] = [0, 0];
  for (const [at, key] of keys.entries()) {
    const share = (key.atSeconds - first.atSeconds) / (last.atSeconds - first.atSeconds);
    const off = Math.max(
      ...(['x', 'y', 'width', 'height'] as const).map((side) =>
        Math.abs(key[side] - (first[side] + (last[side] - first[side]) * share)),
      ),
    );
    if (off > distance) [farthest, distance] = [at, off];
  }
  if (distance <= tolerance) return [first, last];
  return [
    ...fewerKeys(keys.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...fewerKeys(keys.slice(farthest), tolerance),
  ];
}

function best(
  frame: GreyFrame,
  { samples }: Follower,
  around: Region,
  reach: { x: number; y: number },
  stepPixels: number,
  scales: readonly number[],
): { region: Region; likeness: number; samples: Float32Array } {
  const step = { x: stepPixels / frame.width, y: stepPixels / frame.height };
  let found = { region: around, likeness: -1, samples };
  for (const scale of scales)
    for (let dy = -reach.y; dy <= reach.y; dy += step.y)
      for (let dx = -reach.x; dx <= reach.x; dx += step.x) {
        const [width, height] = [around.width * scale, around.height * scale];
        const region = {
          ...{ width, height },
          x: around.x + dx + (around.width - width) / 2,
          y: around.y + dy + (around.height - height) / 2,
        };
        const centre = { x: region.x + width / 2, y: region.y + height / 2 };
        if (centre.x < 0 || centre.x > 1 || centre.y < 0 || centre.y > 1) continue;
        const here = sampled(frame, region);
        if (!normalised(here)) continue;
        const likeness = product(samples, here);
        if (likeness > found.likeness) found = { region, likeness, samples: here };
      }
  return found;
}

function sampled({ width, height, values }: GreyFrame, region: Region): Float32Array {
  const samples = new Float32Array(GRID * GRID);
  for (let row = 0; row < GRID; row++) {
    const y = Math.round((region.y + ((row + 0.5) / GRID) * region.height) * height - 0.5);
    const line = Math.min(height - 1, Math.max(0, y)) * width;
    for (let column = 0; column < GRID; column++) {
      const x = Math.round((region.x + ((column + 0.5) / GRID) * region.width) * width - 0.5);
      samples[row * GRID + column] = values[line + Math.min(width - 1, Math.max(0, x))] ?? 0;
    }
  }
  return samples;
}

/** Brings samples to mean 0 and length 1; false when they are all alike. */
function normalised(samples: Float32Array): boolean {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  let square = 0;
  for (let at = 0; at < samples.length; at++) {
    const value = (samples[at] ?? 0) - mean;
    samples[at] = value;
    square += value * value;
  }
  // Two shades of grey apart are the noise of any camera.
  if (square < samples.length * 4) return false;
  const length = Math.sqrt(square);
  for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] ?? 0) / length;
  return true;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function learnt(known: Float32Array, seen: Float32Array, likeness: number): Float32Array {
  if (likeness < LEARNT_ABOVE) return known;
  const mixed = known.map((value, at) => value * (1 - LEARNING) + (seen[at] ?? 0) * LEARNING);
  return normalisedLength(mixed);
}

function normalisedLength(samples: Float32Array): Float32Array {
  const length = Math.sqrt(product(samples, samples)) || 1;
  return samples.map((value) => value / length);
}
