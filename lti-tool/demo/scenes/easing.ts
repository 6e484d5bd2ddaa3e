/**
 * How a movement spends its time. Every curve takes the share of the movement's time that has
 * passed (0 to 1) and answers with the share of the way (usually 0 to 1, more where it overshoots).
 */
export const easings = {
  /** Even pace: rolling things, running water. */
  even: (p: number) => p,
  /** Starts and ends gently: nearly everything that a person does. */
  soft: (p: number) => (1 - Math.cos(Math.PI * p)) / 2,
  /** Quick away, slow to arrive: a reach that takes care. */
  careful: (p: number) => 1 - (1 - p) ** 3,
  /** Hesitates first, then goes. */
  reluctant: (p: number) => p ** 3 * (4 - 3 * p),
  /** A little too far and back: surprise, joy. */
  lively: (p: number) => 1 + 2.2 * (p - 1) ** 3 + 1.2 * (p - 1) ** 2,
  /** Falls, and bounces twice on the floor. */
  fall: (p: number) => {
    if (p < 0.5) return 4 * p * p;
    if (p < 0.8) return 1 - 0.12 * (1 - ((p - 0.65) / 0.15) ** 2);
    return 1 - 0.03 * (1 - ((p - 0.9) / 0.1) ** 2);
  },
} as const;

/** The name of a curve, as a script writes it. */
export type EasingName = keyof typeof easings;

/** The value at share `p` of the way from `a` to `b`. */
export function between(a: number, b: number, p: number): number {
  return a + (b - a) * p;
}

/** `value`, kept within `low` and `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
