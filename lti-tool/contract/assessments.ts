import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { narrationReadingSchema } from '#contract/narrations';
import { route } from '#contract/route';
import { criterionSchema, partIdSchema } from '#contract/tasks';
import { ASSESSMENT_STATES, SCORE_STATES } from '#contract/vocabulary';

/** A marker's judgement on one criterion of one narration. Never about a person in a clip (T9). */
export const criterionMarkSchema = z.object({
  criterionId: partIdSchema,
  levelId: partIdSchema.nullable(),
  comment: z.string().max(5_000),
});
export type CriterionMark = z.infer<typeof criterionMarkSchema>;

/** A comment at a passage: the words it stands at, and where they are in the text. */
export const passageCommentSchema = z.object({
  id: idSchema,
  /** Index of the block in the document. */
  block: z.number().int().min(0),
  /** Where the quote begins among the block's words; tells equal passages of a block apart. */
  start: z.number().int().min(0).default(0),
  /** Empty when the passage is a cited moment as a whole. */
  quote: z.string().max(2_000),
  criterionId: partIdSchema.nullable(),
  comment: z.string().max(5_000),
});
export type PassageComment = z.infer<typeof passageCommentSchema>;

export const assessmentDraftSchema = z.object({
  marks: z.array(criterionMarkSchema).max(8),
  passages: z.array(passageCommentSchema).max(200),
  overallComment: z.string().max(10_000),
});
export type AssessmentDraft = z.infer<typeof assessmentDraftSchema>;

export const assessmentSchema = assessmentDraftSchema.extend({
  state: z.enum(ASSESSMENT_STATES),
  /** Sum of the chosen levels so far. */
  points: z.number(),
  openCriteria: z.number().int(),
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

export const queueRowSchema = z.object({
  narrationId: idSchema,
  /** Candidate code, or the name where names are not hidden. */
  candidate: z.string(),
  state: z.enum(ASSESSMENT_STATES),
  wordCount: z.number().int(),
  handedInAt: instantSchema,
  points: z.number().nullable(),
  openCriteria: z.number().int(),
  isMine: z.boolean(),
});
export type QueueRow = z.infer<typeof queueRowSchema>;

/** One mark on its way to the gradebook. */
export const transferSchema = z.object({
  id: idSchema,
  candidate: z.string(),
  points: z.number(),
  maximumPoints: z.number(),
  state: z.enum(SCORE_STATES),
  attempts: z.number().int(),
  nextTryAt: instantSchema.nullable(),
  sentAt: instantSchema.nullable(),
  /** The LMS's own words, when it refused. */
  answer: z.string().nullable(),
  /** HTTP status of its last answer; null when it gave none. */
  answerStatus: z.number().int().nullable(),
  /** Our reading of it: an error code. */
  errorCode: z.string().nullable(),
});
export type Transfer = z.infer<typeof transferSchema>;

export const releaseViewSchema = z.object({
  taskId: idSchema,
  title: z.string(),
  maximumPoints: z.number(),
  hasGradebook: z.boolean(),
  ready: z.array(
    z.object({
      narrationId: idSchema,
      candidate: z.string(),
      points: z.number(),
      comment: z.string(),
    }),
  ),
  /** Handed in, not yet fully marked. */
  open: z.number().int(),
  /** Released marks that go to no gradebook: it has no column, or the person is a test student. */
  withoutTransfer: z.number().int(),
  transfers: z.array(transferSchema),
});
export type ReleaseView = z.infer<typeof releaseViewSchema>;

export const feedbackSchema = z.object({
  narration: narrationReadingSchema,
  criteria: z.array(criterionSchema),
  ownEstimate: z.record(z.string(), z.string()),
  marks: z.array(criterionMarkSchema),
  passages: z.array(passageCommentSchema),
  overallComment: z.string(),
  points: z.number(),
  maximumPoints: z.number(),
  releasedAt: instantSchema,
});
export type Feedback = z.infer<typeof feedbackSchema>;

const taskParams = z.object({ taskId: idSchema });
const narrationParams = z.object({ narrationId: idSchema });

export const assessmentRoutes = {
  listQueue: route({
    method: 'get',
    path: '/api/tasks/:taskId/assessments',
    summary: 'Narrations that were handed in for this task, with the state of their marks.',
    params: taskParams,
    reply: z.object({
      taskTitle: z.string(),
      namesHidden: z.boolean(),
      maximumPoints: z.number(),
      rows: z.array(queueRowSchema),
    }),
  }),
  openAssessment: route({
    method: 'get',
    path: '/api/narrations/:narrationId/assessment',
    summary: 'One narration as it was handed in, the rubric, and the mark so far.',
    params: narrationParams,
    reply: z.object({
      narration: narrationReadingSchema,
      criteria: z.array(criterionSchema),
      maximumPoints: z.number(),
      ownEstimate: z.record(z.string(), z.string()),
      assessment: assessmentSchema,
    }),
  }),
  saveAssessment: route({
    method: 'put',
    path: '/api/narrations/:narrationId/assessment',
    summary: 'Save a draft mark. With an outdated base it answers 409 and changes nothing.',
    params: narrationParams,
    body: assessmentDraftSchema.extend({ baseRevision: z.number().int() }),
    reply: assessmentSchema,
  }),
  finishAssessment: route({
    method: 'post',
    path: '/api/narrations/:narrationId/assessment/completion',
    summary: 'State that the mark is complete: every criterion has a level.',
    params: narrationParams,
    body: z.object({ revision: z.number().int() }),
    reply: assessmentSchema,
  }),
  viewRelease: route({
    method: 'get',
    path: '/api/tasks/:taskId/release',
    summary: 'What would be sent to the gradebook, and what became of what was sent.',
    params: taskParams,
    reply: releaseViewSchema,
  }),
  releaseMarks: route({
    method: 'post',
    path: '/api/tasks/:taskId/release',
    summary: 'Release finished marks: students may read them, the gradebook gets them.',
    params: taskParams,
    body: z.object({ narrationIds: z.array(idSchema).min(1).max(2_000) }),
    reply: releaseViewSchema,
  }),
  retryTransfer: route({
    method: 'post',
    path: '/api/tasks/:taskId/transfers/:transferId/retry',
    summary: 'Try at once to send a waiting or refused mark again.',
    params: taskParams.extend({ transferId: idSchema }),
    reply: releaseViewSchema,
  }),
  readFeedback: route({
    method: 'get',
    path: '/api/tasks/:taskId/feedback',
    summary: 'My released feedback on this task.',
    params: taskParams,
    reply: feedbackSchema,
  }),
};
