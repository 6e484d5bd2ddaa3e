import type { ErrorCode } from '#contract/errors';
import type { ScoreKind, ScoreStanding, ScoreState } from '#contract/vocabulary';

/** What came back from posting a score. `status` is null when nothing came back at all. */
export interface ScoreAnswer {
  status: number | null;
  text: string;
  retryAfterSeconds: number | null;
}

/** What follows from an answer. */
export type ScoreOutcome =
  | { kind: 'sent' }
  /** `trouble`: the platform itself is away or busy, so others need not try either. */
  | { kind: 'again'; afterSeconds: number; errorCode: ErrorCode; trouble: 'away' | 'busy' | null }
  /** The gradebook holds something later: to be looked at before anything else is sent. */
  | { kind: 'conflict' }
  /** The column is not there any more; another one may be, or may be made. */
  | { kind: 'gone' }
  | { kind: 'refused'; errorCode: ErrorCode };

const PAUSES_SECONDS = [0.5, 1, 2, 5, 15, 60, 120, 300, 600, 1_800, 3_600] as const;
const LONGEST_PAUSE_SECONDS = 3_600;
const PAUSES_AT_500_SECONDS = [1, 5, 30, 300] as const;
/** After two days nobody expects the score any more. */
export const TWO_DAYS_MS = 48 * 3_600_000;
const AWAY = [408, 502, 503, 504];

/** Seconds until the next try, growing with the attempts made so far; `spread` in 0…1 adds a fifth. */
export function pauseSeconds(attempts: number, spread: number): number {
  const pause = PAUSES_SECONDS[Math.max(0, attempts - 1)] ?? LONGEST_PAUSE_SECONDS;
  return pause * (1 + 0.2 * spread);
}

/**
 * The retry matrix of AGS as the platforms behave: what passes is waited for, what a
 * person must change is handed to a person. A void token was renewed before this is asked.
 * @param tried posts made so far, this one included, and how long ago the first one was.
 */
export function scoreOutcome(
  answer: ScoreAnswer,
  tried: { attempts: number; sinceMs: number },
  spread: number,
): ScoreOutcome {
  const { status, text } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: 'sent' };
  const isBusy = status === 429 || (status === 403 && /rate limit/i.test(text));
  if (status === null || isBusy || AWAY.includes(status)) {
    if (tried.sinceMs >= TWO_DAYS_MS) return { kind: 'refused', errorCode: 'platform_unreachable' };
    // Who says when to come back is asked then; nobody has to guess.
    const ownPause = answer.retryAfterSeconds === null ? pauseSeconds(tried.attempts, spread) : 0;
    return {
      kind: 'again',
      errorCode: 'platform_unreachable',
      afterSeconds: Math.max(answer.retryAfterSeconds ?? 0, ownPause),
      trouble: isBusy ? 'busy' : 'away',
    };
  }
  const refused: ScoreOutcome = { kind: 'refused', errorCode: 'platform_refused' };
  if (status === 500) {
    // A locked cell answers 500 for ever (Moodle), a hiccup only for a while.
    const pause = PAUSES_AT_500_SECONDS[tried.attempts - 1];
    if (pause === undefined) return refused;
    const afterSeconds = pause * (1 + 0.2 * spread);
    return { kind: 'again', errorCode: 'platform_refused', afterSeconds, trouble: null };
  }
  if (isGone(status)) return { kind: 'gone' };
  if (status === 409 || (status === 400 && /timestamp/i.test(text))) return { kind: 'conflict' };
  return refused;
}

/** Whether a status says that a gradebook column is not there, or not any more. */
export function isGone(status: unknown): boolean {
  return status === 404 || status === 410;
}

/** What a cell of the gradebook holds. */
export interface HeldScore {
  given: number | null;
  maximum: number | null;
  /** When it was changed last, where the platform says so. */
  at: Date | null;
}

/** What a row of the outbox wants the gradebook to hold, and what it had taken before. */
export interface WantedScore {
  kind: ScoreKind;
  scoreGiven: number;
  scoreMaximum: number;
  acceptedGiven: number | null;
  acceptedMaximum: number | null;
  conflicts: number;
  overrides: boolean;
}

/** What to do about a gradebook that holds something later than our timestamp. */
export type ConflictRemedy = 'it-is-there' | 'send-later' | 'leave-theirs' | 'give-up';

const MOST_CONFLICTS = 2;

/**
 * After a conflict the cell was read: our own score whose answer was lost is there; a change by a
 * person stays, unless one of ours asked for the score to go over it; anything else is sent again
 * with a later timestamp.
 * @param held null when the cell could not be read.
 */
export function conflictRemedy(wanted: WantedScore, held: HeldScore | null): ConflictRemedy {
  if (wanted.conflicts >= MOST_CONFLICTS) return 'give-up';
  if (!held) return 'send-later';
  const goal = wanted.kind === 'grade' ? wanted.scoreGiven : null;
  if (isSameScore(held, goal, wanted.scoreMaximum) && wanted.kind !== 'handed-in')
    return 'it-is-there';
  const isOurs =
    held.given === null || isSameScore(held, wanted.acceptedGiven, wanted.acceptedMaximum ?? 1);
  return isOurs || wanted.overrides ? 'send-later' : 'leave-theirs';
}

/** Platforms keep two to five decimals, on their own scale. */
const SAME_WITHIN = 0.006;

/** Whether a cell holds so many points of a maximum; `given` null asks whether it is empty. */
export function isSameScore(
  held: Pick<HeldScore, 'given' | 'maximum'>,
  given: number | null,
  maximum: number,
): boolean {
  if (given === null || held.given === null) return given === held.given;
  const scale = maximum / (held.maximum ?? 1);
  return Math.abs(held.given * scale - given) <= SAME_WITHIN * Math.max(1, scale);
}

/** How a released score stands beside what the gradebook holds. */
export function scoreStanding(row: {
  kind: ScoreKind;
  state: ScoreState;
  scoreGiven: number;
  scoreMaximum: number;
  sentAt: Date | null;
  heldGiven: number | null;
  heldMaximum: number | null;
  heldReadAt: Date | null;
}): ScoreStanding {
  const { heldReadAt, sentAt } = row;
  const held = { given: row.heldGiven, maximum: row.heldMaximum };
  if (row.kind === 'cleared' && heldReadAt && held.given === null) return 'same';
  if (row.state !== 'sent' || !sentAt) return 'on-its-way';
  if (!heldReadAt || heldReadAt < sentAt) return 'accepted';
  const goal = row.kind === 'grade' ? row.scoreGiven : null;
  if (isSameScore(held, goal, row.scoreMaximum)) return 'same';
  return held.given === null ? 'absent' : 'differs';
}
