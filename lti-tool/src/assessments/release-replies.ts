import type { Transfer } from '#contract/assessments';
import type { OutboxRow } from '../gradebook/outbox.service.ts';
import { scoreStanding } from '../gradebook/score.rules.ts';
import { narrationIdOf } from './score-drafts.ts';

/** A row of the outbox as the release page shows it. */
export function toTransfer(row: OutboxRow, candidate: string): Transfer {
  return {
    id: row.id,
    narrationId: narrationIdOf(row.sourceKey),
    candidate,
    kind: row.kind,
    points: row.scoreGiven,
    maximumPoints: row.scoreMaximum,
    state: row.state,
    standing: scoreStanding(row),
    heldPoints: heldPoints(row),
    heldReadAt: row.heldReadAt?.toISOString() ?? null,
    attempts: row.attempts,
    nextTryAt: row.state === 'waiting' ? (row.nextTryAt?.toISOString() ?? null) : null,
    sentAt: row.sentAt?.toISOString() ?? null,
    answer: row.platformAnswer,
    answerStatus: row.platformStatus,
    errorCode: row.errorCode,
  };
}

/** What the gradebook holds, on the scale of the task and rounded to hundredths. */
function heldPoints({ heldGiven, heldMaximum, scoreMaximum }: OutboxRow): number | null {
  if (heldGiven === null) return null;
  return Math.round((heldGiven / (heldMaximum ?? 1)) * scoreMaximum * 100) / 100;
}
