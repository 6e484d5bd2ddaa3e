import type { AgsScore } from '../lti/ags.ts';
import type { Quirks } from '../lti/platform-quirks.ts';
import type { outboxScores } from './outbox.table.ts';

const CANVAS_SUBMISSION = 'https://canvas.instructure.com/lti/submission';

type ScoreFacts = Pick<
  typeof outboxScores.$inferSelect,
  | 'kind'
  | 'subject'
  | 'scoringSubject'
  | 'scoreGiven'
  | 'scoreMaximum'
  | 'comment'
  | 'submittedAt'
  | 'reviewUrl'
  | 'overrides'
>;

/**
 * A row of the outbox in the words of AGS 2.0, as its platform takes them. Null
 * when the platform can say no such thing: then nothing may be posted.
 */
export function scoreMessage(
  row: ScoreFacts,
  timestamp: Date,
  quirks: Pick<Quirks, 'postsProgress' | 'clearsGrades' | 'hasSubmissionExtension'>,
): AgsScore | null {
  const base = { userId: row.subject, timestamp: timestamp.toISOString() };
  const submission = row.submittedAt && {
    submission: { submittedAt: row.submittedAt.toISOString() },
  };
  switch (row.kind) {
    case 'grade':
      return {
        ...base,
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        scoreGiven: row.scoreGiven,
        scoreMaximum: row.scoreMaximum,
        comment: row.comment,
        ...(row.scoringSubject && { scoringUserId: row.scoringSubject }),
        ...submission,
        ...(quirks.hasSubmissionExtension && canvasPart(row)),
      };
    case 'handed-in':
      if (!quirks.postsProgress) return null;
      return {
        ...base,
        activityProgress: 'Submitted',
        gradingProgress: 'PendingManual',
        ...submission,
        ...(quirks.hasSubmissionExtension && canvasPart(row)),
      };
    case 'cleared':
      if (quirks.clearsGrades === null) return null;
      return quirks.clearsGrades === 'graded-empty'
        ? { ...base, activityProgress: 'Completed', gradingProgress: 'FullyGraded' }
        : { ...base, activityProgress: 'Initialized', gradingProgress: 'NotReady' };
  }
}

/** What Canvas wants besides, so that a mark is no new attempt and its grader opens the work. */
function canvasPart(row: ScoreFacts): Pick<AgsScore, typeof CANVAS_SUBMISSION> {
  const isGrade = row.kind === 'grade';
  return {
    [CANVAS_SUBMISSION]: {
      new_submission: !isGrade,
      ...(isGrade
        ? { prioritize_non_tool_grade: !row.overrides }
        : { preserve_score: true, prioritize_non_tool_grade: true }),
      ...(row.reviewUrl && {
        submission_type: 'basic_lti_launch',
        submission_data: row.reviewUrl,
      }),
      ...(row.submittedAt && { submitted_at: row.submittedAt.toISOString() }),
    },
  };
}
