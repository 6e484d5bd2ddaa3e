import type { ErrorCode } from '#contract/errors';

/** What came back from posting a score. `status` is null when nothing came back at all. */
export interface ScoreAnswer {
  status: number | null;
  text: string;
  retryAfterSeconds: number | null;
}

/** What follows from an answer. */
export type ScoreOutcome =
  | { kind: 'sent' }
  | { kind: 'again'; afterSeconds: number; errorCode: ErrorCode }
  | { kind: 'refused'; errorCode: ErrorCode };

const PAUSES_SECONDS = [5, 15, 60, 120, 300, 600, 1_800, 3_600] as const;
const LONGEST_PAUSE_SECONDS = 3_600;
/** After about two days of growing pauses nobody expects the score any more. */
const ATTEMPTS_IN_TWO_DAYS = 55;
const ATTEMPTS_AT_500 = 5;
const ATTEMPTS_AT_CONFLICT = 3;

/** Seconds until the next try, growing with the attempts made so far; `spread` in 0…1 adds a fifth. */
export function pauseSeconds(attempts: number, spread: number): number {
  const pause = PAUSES_SECONDS[Math.max(0, attempts - 1)] ?? LONGEST_PAUSE_SECONDS;
  return Math.round(pause * (1 + 0.2 * spread));
}

/**
 * The retry matrix of AGS as the platforms behave: what passes is waited for, what a person must
 * change is handed to a person.
 * @param attempts posts made so far, this one included.
 */
export function scoreOutcome(answer: ScoreAnswer, attempts: number, spread: number): ScoreOutcome {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: 'sent' };
  const again = (errorCode: ErrorCode): ScoreOutcome => ({
    kind: 'again',
    errorCode,
    afterSeconds: Math.max(answer.retryAfterSeconds ?? 0, pauseSeconds(attempts, spread)),
  });
  const refused: ScoreOutcome = { kind: 'refused', errorCode: 'platform_refused' };
  if (status === null || [408, 429, 502, 503, 504].includes(status)) {
    return attempts < ATTEMPTS_IN_TWO_DAYS
      ? again('platform_unreachable')
      : { kind: 'refused', errorCode: 'platform_unreachable' };
  }
  // A locked cell answers 500 for ever (Moodle), a hiccup only for a while.
  if (status === 500) return attempts < ATTEMPTS_AT_500 ? again('platform_refused') : refused;
  if (status === 409 || (status === 400 && /timestamp/i.test(answer.text))) {
    return attempts < ATTEMPTS_AT_CONFLICT
      ? { kind: 'again', afterSeconds: 1, errorCode: 'platform_refused' }
      : refused;
  }
  return refused;
}

/**
 * The timestamp of the next post: now, but at least a whole second after the last one, because
 * platforms compare whole seconds and refuse what is not later.
 */
export function nextTimestamp(now: Date, last: Date | null): Date {
  if (!last) return now;
  return new Date(Math.max(now.getTime(), last.getTime() + 1_000));
}
