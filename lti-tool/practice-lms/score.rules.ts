import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { ACTIVITY_PROGRESS, GRADING_PROGRESS, isInstant } from './vocabulary.ts';

const instant = z
  .string('is missing')
  .refine(isInstant, 'must be an ISO 8601 date-time with seconds and a zone');

/** Canvas' extension of a score. */
const CANVAS_SUBMISSION = 'https://canvas.instructure.com/lti/submission';

const scoreSchema = z.object({
  userId: z.string('is missing or no string').min(1, 'must not be empty'),
  timestamp: instant,
  activityProgress: z.enum(ACTIVITY_PROGRESS, `must be one of ${ACTIVITY_PROGRESS.join(', ')}`),
  gradingProgress: z.enum(GRADING_PROGRESS, `must be one of ${GRADING_PROGRESS.join(', ')}`),
  scoreGiven: z.number('must be a number').min(0, 'must not be negative').optional(),
  scoreMaximum: z.number('must be a number').positive('must be more than 0').optional(),
  comment: z.string('must be a string').optional(),
  scoringUserId: z.string('must be a string').optional(),
  submission: z
    .object({ startedAt: instant.optional(), submittedAt: instant.optional() })
    .optional(),
  [CANVAS_SUBMISSION]: z.looseObject({ preserve_score: z.boolean().optional() }).optional(),
});

/** A score that has passed every check of its own; whether the student exists is not its matter. */
export interface Score {
  userId: string;
  timestamp: string;
  activityProgress: (typeof ACTIVITY_PROGRESS)[number];
  gradingProgress: (typeof GRADING_PROGRESS)[number];
  scoreGiven?: number | undefined;
  /** Present whenever `scoreGiven` is. */
  scoreMaximum?: number | undefined;
  comment?: string | undefined;
  /** Who graded; kept by nobody, as in Moodle. */
  scoringUserId?: string | undefined;
  submittedAt?: string | undefined;
  /** Canvas' extension: a score without points leaves the grade alone. */
  preservesScore?: boolean;
}

/** First problem of a failed parse as "field: what is wrong". */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The content is not valid.';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** Reads the body of a score POST. Throws a 400 refusal that names the first wrong field. */
export function readScore(body: unknown): Score {
  const parsed = scoreSchema.safeParse(body);
  if (!parsed.success) {
    throw new Refusal(400, `The score is not valid. ${firstProblem(parsed.error)}`);
  }
  const { submission, [CANVAS_SUBMISSION]: canvas, ...score } = parsed.data;
  if (score.scoreGiven !== undefined && score.scoreMaximum === undefined) {
    throw new Refusal(400, 'The score is not valid. scoreMaximum must come with scoreGiven.');
  }
  if (
    submission?.startedAt !== undefined &&
    submission.submittedAt !== undefined &&
    Date.parse(submission.startedAt) > Date.parse(submission.submittedAt)
  ) {
    throw new Refusal(400, 'The score is not valid. submission.startedAt is after submittedAt.');
  }
  return {
    ...score,
    submittedAt: submission?.submittedAt,
    ...(canvas?.preserve_score === true ? { preservesScore: true } : {}),
  };
}
