import type { Drawing, Mark } from '#contract/observations';

/** A place on the picture: shares of its width and height. */
export type Place = readonly [number, number];

/** A drawing beside a moment without an end stays so long that an eye can find it. */
const POINT_HOLDS_SECONDS = 2;
/** Half a frame early: a player that seeks to a mark stands a little before or behind it. */
const EARLY_SECONDS = 0.02;
/** Smaller than this nobody sees what is meant. */
const SMALLEST_SHARE = 0.02;

/** Whether what was drawn for a mark is shown at a second of the clip. */
export function isDrawnAt(
  { startSeconds, endSeconds }: Pick<Mark, 'startSeconds' | 'endSeconds'>,
  seconds: number,
): boolean {
  const until = endSeconds ?? startSeconds + POINT_HOLDS_SECONDS;
  return seconds >= startSeconds - EARLY_SECONDS && seconds <= until + EARLY_SECONDS;
}

/** A new drawing in the middle of the picture, to be moved from there. */
export function firstDrawing(kind: Drawing['kind']): Drawing {
  return kind === 'arrow'
    ? { kind, from: [0.3, 0.3], to: [0.45, 0.45] }
    : { kind, from: [0.4, 0.35], to: [0.6, 0.65] };
}

/** The drawing moved as a whole, as far as the picture goes. */
export function movedDrawing(drawing: Drawing, by: Place): Drawing {
  const [x, y] = ([0, 1] as const).map((axis) => {
    const [low, high] = [drawing.from[axis], drawing.to[axis]].sort((a, b) => a - b);
    return Math.min(Math.max(by[axis], -(low ?? 0)), 1 - (high ?? 1));
  });
  const at = (place: Place): [number, number] => [
    inside(place[0] + (x ?? 0)),
    inside(place[1] + (y ?? 0)),
  ];
  return { ...drawing, from: at(drawing.from), to: at(drawing.to) };
}

/** The drawing with its second place moved: longer, wider, or pointing elsewhere. */
function stretchedDrawing(drawing: Drawing, by: Place): Drawing {
  return { ...drawing, to: [inside(drawing.to[0] + by[0]), inside(drawing.to[1] + by[1])] };
}

/** The drawing between two places; null when they are too near to be meant. */
export function drawingBetween(kind: Drawing['kind'], from: Place, to: Place): Drawing | null {
  if (Math.hypot(to[0] - from[0], to[1] - from[1]) < SMALLEST_SHARE) return null;
  return { kind, from: [inside(from[0]), inside(from[1])], to: [inside(to[0]), inside(to[1])] };
}

/** What an arrow key does to a drawing: it moves, or with Shift its second place does. */
export function drawingAfterKey(drawing: Drawing, key: string, isShift: boolean): Drawing | null {
  const steps: Readonly<Record<string, Place>> = {
    ArrowLeft: [-0.01, 0],
    ArrowRight: [0.01, 0],
    ArrowUp: [0, -0.01],
    ArrowDown: [0, 0.01],
  };
  const step = steps[key];
  if (!step) return null;
  return isShift ? stretchedDrawing(drawing, step) : movedDrawing(drawing, step);
}

/** A ten-thousandth is finer than any picture, and keeps what is sent short. */
function inside(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * 10_000) / 10_000;
}
