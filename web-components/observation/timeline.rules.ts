/** The stretch of the clip that the timeline shows, in seconds. */
export interface TimeWindow {
  from: number;
  span: number;
}

/** Nobody needs less than a second on the whole width. */
const SHORTEST_SPAN_SECONDS = 1;
/** Spans that the zoom buttons go through. */
const SPANS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];
/** Distances between labels of the ruler. */
const TICK_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 3_600];
/** A first look shows all of a short clip, and a minute of a long one. */
const FIRST_SPAN_SECONDS = 60;
const SHORT_CLIP_SECONDS = 100;

/** The window as near to the wish as the clip allows. */
export function clampWindow({ from, span }: TimeWindow, durationSeconds: number): TimeWindow {
  const longest = Math.max(durationSeconds, SHORTEST_SPAN_SECONDS);
  const kept = Math.min(Math.max(span, SHORTEST_SPAN_SECONDS), longest);
  return { from: Math.min(Math.max(from, 0), longest - kept), span: kept };
}

/** What a timeline shows before anybody has zoomed. */
export function firstWindow(durationSeconds: number): TimeWindow {
  const span = durationSeconds <= SHORT_CLIP_SECONDS ? durationSeconds : FIRST_SPAN_SECONDS;
  return clampWindow({ from: 0, span }, durationSeconds);
}

/** Another span with the same second in the same place. */
export function zoomTo(
  window: TimeWindow,
  span: number,
  aroundSeconds: number,
  durationSeconds: number,
): TimeWindow {
  const kept = clampWindow({ from: 0, span }, durationSeconds).span;
  const inside = aroundSeconds >= window.from && aroundSeconds <= window.from + window.span;
  const anchor = inside ? aroundSeconds : window.from + window.span / 2;
  const share = (anchor - window.from) / window.span;
  return clampWindow({ from: anchor - share * kept, span: kept }, durationSeconds);
}

/** The next step of the zoom buttons; `1` is closer, `-1` further away. */
export function nextSpan(span: number, direction: 1 | -1, durationSeconds: number): number {
  const spans = [...SPANS.filter((one) => one < durationSeconds), durationSeconds];
  const next =
    direction > 0
      ? spans.findLast((one) => one < span - 0.01)
      : spans.find((one) => one > span + 0.01);
  return next ?? span;
}

/** The window after playing has reached `seconds`: turned like a page when it left. */
export function followTime(
  window: TimeWindow,
  seconds: number,
  durationSeconds: number,
): TimeWindow {
  const { from, span } = window;
  if (seconds >= from - 1e-3 && seconds <= from + span + 1e-3) return window;
  return clampWindow({ from: seconds - span * 0.1, span }, durationSeconds);
}

/** The window moved just so far that a stretch is in it. */
export function reveal(
  window: TimeWindow,
  startSeconds: number,
  endSeconds: number,
  durationSeconds: number,
): TimeWindow {
  const { from, span } = window;
  if (startSeconds >= from && endSeconds <= from + span) return window;
  const middle = (startSeconds + Math.min(endSeconds, startSeconds + span)) / 2;
  return clampWindow({ from: middle - span / 2, span }, durationSeconds);
}

/** Seconds at which the ruler has labels: at most `most`, at round times. */
export function ticksOf({ from, span }: TimeWindow, most: number): number[] {
  const step = TICK_STEPS.find((one) => span / one <= most) ?? span;
  const first = Math.max(0, Math.ceil((from - 1e-6) / step));
  const ticks: number[] = [];
  for (let at = first; at * step < from + span - step * 0.05; at += 1) {
    ticks.push(Math.round(at * step * 10) / 10);
  }
  return ticks;
}

/** The nearest beginning of a frame. */
export function toFrame(seconds: number, frameRate: number): number {
  return Math.round(Math.round(seconds * frameRate) * (1_000 / frameRate)) / 1_000;
}

/** Which part of a mark is moved. */
export type Grip = 'start' | 'end' | 'whole';

/** Times of a mark; a point has no end. */
export interface Times {
  startSeconds: number;
  endSeconds: number | null;
}

/**
 * A mark's times after its part was moved by so many seconds: on frames, inside the clip, the end
 * never before the start, and a mark moved as a whole keeps its length.
 */
export function movedTimes(
  { startSeconds, endSeconds }: Times,
  grip: Grip,
  bySeconds: number,
  clip: { durationSeconds: number; frameRate: number },
): Times {
  const frame = 1 / clip.frameRate;
  const at = (seconds: number) =>
    toFrame(Math.min(Math.max(seconds, 0), clip.durationSeconds), clip.frameRate);
  if (endSeconds === null || grip === 'whole') {
    const length = (endSeconds ?? startSeconds) - startSeconds;
    const latest = Math.max(0, clip.durationSeconds - length);
    const start = at(Math.min(startSeconds + bySeconds, latest));
    return {
      startSeconds: start,
      endSeconds: endSeconds === null ? null : at(start + length),
    };
  }
  if (grip === 'start') {
    return { startSeconds: Math.min(at(startSeconds + bySeconds), endSeconds - frame), endSeconds };
  }
  return { startSeconds, endSeconds: Math.max(at(endSeconds + bySeconds), startSeconds + frame) };
}

/** Heights (0 to 1) of `bars` bars over a window, the loudest moment of each. */
export function barsOf(
  waveform: { samplesPerSecond: number; peaks: readonly number[] },
  { from, span }: TimeWindow,
  bars: number,
): number[] {
  const { samplesPerSecond, peaks } = waveform;
  const loudest = loudestOf(peaks);
  return Array.from({ length: bars }, (_, at) => {
    const start = Math.floor((from + (span * at) / bars) * samplesPerSecond);
    const end = Math.max(
      start + 1,
      Math.ceil((from + (span * (at + 1)) / bars) * samplesPerSecond),
    );
    let peak = 0;
    for (let one = start; one < end; one += 1) peak = Math.max(peak, peaks[one] ?? 0);
    return peak / loudest;
  });
}

const loudestKnown = new WeakMap<readonly number[], number>();

/** The strip is drawn with every step of the window; its peaks stay the same. */
function loudestOf(peaks: readonly number[]): number {
  const known = loudestKnown.get(peaks) ?? peaks.reduce((most, peak) => Math.max(most, peak), 1);
  loudestKnown.set(peaks, known);
  return known;
}
