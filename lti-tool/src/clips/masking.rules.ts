import type { Masking, MaskOrder, MaskPlan } from '#contract/masking';
import { coveredRanges } from '#contract/shared/mask-plan';
import { joined, type Range } from '#contract/shared/ranges';

/** Whether everything of somebody's stretches lies in what is masked; all of a clip never does. */
export function isMasked(ranges: readonly Range[], masked: readonly Range[]): boolean {
  if (ranges.length === 0) return false;
  const whole = joined(masked);
  return ranges.every(([start, end]) => whole.some(([from, to]) => from <= start && end <= to));
}

/** What a clip keeps of an order to mask its file: the plan only while the server must follow it. */
export function maskingOf(
  { by, plan }: MaskOrder,
  at: Date,
): { maskPlan: MaskPlan | null; masking: Masking } {
  const isDone = by === 'browser';
  return {
    maskPlan: isDone ? null : plan,
    masking: { by, ...coveredRanges(plan), finishedAt: isDone ? at.toISOString() : null },
  };
}
