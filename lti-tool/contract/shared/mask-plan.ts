/**
 * What a mask plan says of a moment. The browser that shows and renders it and the server that
 * renders it read it here, so that both cover the same.
 */
import type { BoxKey, MaskBox, MaskPlan } from '#contract/masking';
import { joined } from '#contract/shared/ranges';
import type { BoxStyle, SoundMaskStyle } from '#contract/vocabulary';

/** A part of the picture, in shares of its width and height. */
export type Region = Omit<BoxKey, 'atSeconds'>;

/** A frame or some more on both sides: what was marked by eye is seldom exact to the frame. */
export const MASK_MARGIN_SECONDS = 0.12;

/** So many squares are left of the longer side of a box: a face is no face any more. */
const SQUARES_ACROSS = 6;

/** Where a box would stand at a moment, whether it covers anything then or not. */
export function regionAt({ keys }: Pick<MaskBox, 'keys'>, seconds: number): Region {
  const next = keys.findIndex(({ atSeconds }) => atSeconds >= seconds);
  const after = keys[next === -1 ? keys.length - 1 : next];
  if (!after) throw new RangeError('a box has at least one moment');
  const before = next > 0 ? keys[next - 1] : undefined;
  const { x, y, width, height } = after;
  if (!before) return { x, y, width, height };
  const share = (seconds - before.atSeconds) / (after.atSeconds - before.atSeconds);
  const between = (from: number, to: number): number => from + (to - from) * share;
  return {
    x: between(before.x, x),
    y: between(before.y, y),
    width: between(before.width, width),
    height: between(before.height, height),
  };
}

/** Whether a stretch, with a margin, holds a moment. */
function isCovered([start, end]: readonly [number, number], seconds: number): boolean {
  return seconds >= start - MASK_MARGIN_SECONDS && seconds <= end + MASK_MARGIN_SECONDS;
}

/** What covers the picture at a moment, in the order of the plan. */
export function coverAt(
  { boxes }: Pick<MaskPlan, 'boxes'>,
  seconds: number,
): { style: BoxStyle; region: Region }[] {
  return boxes
    .filter(({ range }) => isCovered(range, seconds))
    .map((box) => ({ style: box.style, region: regionAt(box, seconds) }));
}

/** What is heard instead of the film at a moment; null when the film is. Silence wins. */
export function soundAt(
  { sounds }: Pick<MaskPlan, 'sounds'>,
  seconds: number,
): SoundMaskStyle | null {
  const here = sounds.filter(({ range }) => isCovered(range, seconds));
  if (here.length === 0) return null;
  return here.some(({ style }) => style === 'mute') ? 'mute' : 'beep';
}

/** How large the squares are, in pixels, that are left of a region of a picture. */
export function squarePixels(
  regions: readonly Pick<Region, 'width' | 'height'>[],
  picture: { width: number; height: number },
): number {
  const longest = Math.max(
    0,
    ...regions.map(({ width, height }) => Math.max(width * picture.width, height * picture.height)),
  );
  const least = Math.max(picture.width, picture.height) / 64;
  return Math.max(2, Math.ceil(Math.max(least, longest / SQUARES_ACROSS)));
}

/** The stretches of a film in which something is covered, and in which nothing is heard. */
export function coveredRanges({ boxes, sounds }: MaskPlan): {
  picture: [number, number][];
  sound: [number, number][];
} {
  return {
    picture: joined(boxes.map(({ range }) => range)),
    sound: joined(sounds.map(({ range }) => range)),
  };
}
