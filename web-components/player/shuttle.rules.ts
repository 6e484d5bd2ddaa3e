/** Speeds of `J` and `L`, pressed again and again. Negative is backwards, 0 stands still. */
const SHUTTLE_SPEEDS = [1, 2, 4] as const;

/** The speeds that a person may choose for playing. */
export const PLAYBACK_RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/**
 * The next speed of the shuttle. The same direction again is faster, up to four times; the other
 * direction begins at one.
 */
export function nextShuttleSpeed(speed: number, direction: -1 | 1): number {
  if (Math.sign(speed) !== direction) return direction;
  const faster = SHUTTLE_SPEEDS.find((one) => one > Math.abs(speed)) ?? SHUTTLE_SPEEDS[2];
  return direction * faster;
}

/** A way backwards that was begun; `speed` is below 0. */
export interface BackwardRun {
  fromSeconds: number;
  /** When it began, on the clock of the page. */
  sinceMs: number;
  speed: number;
}

/** Where a way backwards has come to; never before the first second that plays. */
export function backwardsTo(
  { fromSeconds, sinceMs, speed }: BackwardRun,
  nowMs: number,
  startSeconds: number,
): number {
  return Math.max(startSeconds, fromSeconds + ((nowMs - sinceMs) / 1000) * speed);
}

/** The next slower or faster rate; stays at the ends. */
export function nextRate(rate: number, direction: -1 | 1): number {
  const rates = direction > 0 ? PLAYBACK_RATES : PLAYBACK_RATES.toReversed();
  return rates.find((one) => (one - rate) * direction > 0.001) ?? rate;
}

/**
 * The time that shows the frame so many frames away. It lies a quarter of a frame behind the
 * frame's beginning: at the very edge, rounding would show the one before.
 */
export function frameTime(seconds: number, frames: number, frameRate: number): number {
  const frame = Math.floor(seconds * frameRate + 1e-3);
  return Math.max(0, (frame + frames + 0.25) / frameRate);
}

/** A rate as people write it: `¼×`, `1×`, `1.25×`. */
export function rateWords(rate: number): string {
  const fractions: Readonly<Record<number, string>> = { 0.25: '¼', 0.5: '½', 0.75: '¾' };
  return `${fractions[rate] ?? rate}×`;
}
