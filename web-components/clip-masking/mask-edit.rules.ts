/** How a mask plan changes while somebody marks faces and words. Pure: plans go in and come out. */
import type { BoxKey, MaskBox, MaskPlan, SoundMask } from '#contract/masking';
import { regionAt, type Region } from '#contract/shared/mask-plan';

/** Nothing is masked yet. */
export const EMPTY_PLAN: MaskPlan = { boxes: [], sounds: [] };

/** Moments nearer to each other than this are one: about a frame. */
const SAME_MOMENT_SECONDS = 0.02;
const SMALLEST = 0.02;

/** What is selected in the editor: a box, or a stretch of sound, by its place in the plan. */
export interface Selected {
  kind: 'box' | 'sound';
  at: number;
}

/** A region that lies in the picture and is large enough to be held. */
export function fitted({ x, y, width, height }: Region): Region {
  const w = clamp(width, SMALLEST, 1);
  const h = clamp(height, SMALLEST, 1);
  return {
    x: rounded(clamp(x, 0, 1 - w)),
    y: rounded(clamp(y, 0, 1 - h)),
    width: rounded(w),
    height: rounded(h),
  };
}

/** The rectangle between two corners, in shares of the picture. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }): Region {
  const [x, y] = [clamp(Math.min(a.x, b.x), 0, 1), clamp(Math.min(a.y, b.y), 0, 1)];
  return {
    x,
    y,
    width: clamp(Math.max(a.x, b.x), 0, 1) - x,
    height: clamp(Math.max(a.y, b.y), 0, 1) - y,
  };
}

/** Adds a box that covers the whole film until somebody says less: to forget is then safe. */
export function withBox(
  plan: MaskPlan,
  region: Region,
  { seconds, durationSeconds }: { seconds: number; durationSeconds: number },
  style: MaskBox['style'] = 'blur',
): MaskPlan {
  const box: MaskBox = {
    style,
    range: [0, durationSeconds],
    keys: [{ atSeconds: moment(seconds), ...fitted(region) }],
  };
  return { ...plan, boxes: [...plan.boxes, box] };
}

/** Places a box at a moment; from there it moves to where it stands at the next. */
export function withRegion(plan: MaskPlan, at: number, seconds: number, to: Region): MaskPlan {
  return changeBox(plan, at, (box) => ({
    ...box,
    keys: [...keysBeside(box, seconds), { atSeconds: moment(seconds), ...fitted(to) }].sort(
      (a, b) => a.atSeconds - b.atSeconds,
    ),
  }));
}

/** Puts many moments in place of those that a box has between the first and the last of them. */
export function withPath(plan: MaskPlan, at: number, path: readonly BoxKey[]): MaskPlan {
  const first = path[0]?.atSeconds ?? 0;
  const last = path.at(-1)?.atSeconds ?? 0;
  return changeBox(plan, at, (box) => ({
    ...box,
    keys: [
      ...box.keys.filter(
        ({ atSeconds }) =>
          atSeconds < first - SAME_MOMENT_SECONDS || atSeconds > last + SAME_MOMENT_SECONDS,
      ),
      ...path.map(({ atSeconds, ...region }) => ({
        atSeconds: moment(atSeconds),
        ...fitted(region),
      })),
    ].sort((a, b) => a.atSeconds - b.atSeconds),
  }));
}

/** Forgets where a box stands at a moment; the only place that it has stays. */
export function withoutKey(plan: MaskPlan, at: number, seconds: number): MaskPlan {
  return changeBox(plan, at, (box) => {
    const keys = keysBeside(box, seconds);
    return keys.length === 0 ? box : { ...box, keys };
  });
}

/** Whether a box was placed at this very moment. */
export function hasKey({ keys }: MaskBox, seconds: number): boolean {
  return keys.some(({ atSeconds }) => Math.abs(atSeconds - seconds) <= SAME_MOMENT_SECONDS);
}

/** Moves the start or the end of what is selected; an end before the start takes it along. */
export function withEdge(
  plan: MaskPlan,
  selected: Selected,
  edge: 'start' | 'end',
  seconds: number,
): MaskPlan {
  const moved = ([start, end]: readonly [number, number]): [number, number] => {
    const here = moment(seconds);
    return edge === 'start' ? [here, Math.max(here, end)] : [Math.min(start, here), here];
  };
  return selected.kind === 'box'
    ? changeBox(plan, selected.at, (box) => ({ ...box, range: moved(box.range) }))
    : changeSound(plan, selected.at, (sound) => ({ ...sound, range: moved(sound.range) }));
}

/** Gives what is selected another look or sound. */
export function withStyle(plan: MaskPlan, selected: Selected, style: string): MaskPlan {
  return selected.kind === 'box'
    ? changeBox(plan, selected.at, (box) => ({ ...box, style: style as MaskBox['style'] }))
    : changeSound(plan, selected.at, (sound) => ({
        ...sound,
        style: style as SoundMask['style'],
      }));
}

/** Silences a stretch of about a word around a moment. */
export function withSound(plan: MaskPlan, seconds: number, durationSeconds: number): MaskPlan {
  const start = moment(seconds);
  const range: [number, number] = [start, moment(Math.min(durationSeconds, start + 1))];
  return { ...plan, sounds: [...plan.sounds, { style: 'mute', range }] };
}

/** Takes what is selected away. */
export function without(plan: MaskPlan, { kind, at }: Selected): MaskPlan {
  const rest = <T>(all: readonly T[]): T[] => all.filter((_, index) => index !== at);
  return kind === 'box'
    ? { ...plan, boxes: rest(plan.boxes) }
    : { ...plan, sounds: rest(plan.sounds) };
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Steps of a key: arrows move a box, with Shift they make it larger or smaller. Null for others. */
export function nudged(
  region: Region,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): Region | null {
  const step = 0.01;
  const [dx, dy] = DIRECTIONS[key] ?? [0, 0];
  if (dx === 0 && dy === 0) return null;
  return fitted(
    shiftKey
      ? { ...region, width: region.width + step * dx, height: region.height + step * dy }
      : { ...region, x: region.x + step * dx, y: region.y + step * dy },
  );
}

/** A plan with what can be taken back and done again. */
export interface History {
  past: readonly MaskPlan[];
  now: MaskPlan;
  future: readonly MaskPlan[];
}

const MOST_STEPS = 100;

/** Goes on to another plan; the way back is kept. */
export function proceed({ past, now }: History, next: MaskPlan): History {
  return { past: [...past.slice(1 - MOST_STEPS), now], now: next, future: [] };
}

/** One step back; the same when there is none. */
export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] };
}

/** One step forward again. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.now], now: next, future };
}

/** Where a box stands now, or null when it covers nothing at the moment. */
export function shownRegion(box: MaskBox, seconds: number): Region | null {
  const [start, end] = box.range;
  return seconds >= start && seconds <= end ? regionAt(box, seconds) : null;
}

function keysBeside({ keys }: MaskBox, seconds: number): BoxKey[] {
  return keys.filter(({ atSeconds }) => Math.abs(atSeconds - seconds) > SAME_MOMENT_SECONDS);
}

function changeBox(plan: MaskPlan, at: number, change: (box: MaskBox) => MaskBox): MaskPlan {
  return { ...plan, boxes: plan.boxes.map((box, index) => (index === at ? change(box) : box)) };
}

function changeSound(
  plan: MaskPlan,
  at: number,
  change: (sound: SoundMask) => SoundMask,
): MaskPlan {
  return {
    ...plan,
    sounds: plan.sounds.map((sound, index) => (index === at ? change(sound) : sound)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Down to a hundred-thousandth; what was rounded stays, though as a float it may be a hair less. */
function rounded(share: number): number {
  return Math.floor(share * 1e5 + 1e-6) / 1e5;
}

function moment(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000) / 1000);
}
