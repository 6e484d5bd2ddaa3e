import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { narrationReadingSchema } from '#contract/narrations';
import { route } from '#contract/route';
import { criterionSchema, partIdSchema } from '#contract/tasks';
import {
  ASSESSMENT_STATES,
  SCORE_KINDS,
  SCORE_STANDINGS,
  SCORE_STATES,
} from '#contract/vocabulary';

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

/** What one member of a group gets beside the mark of the group, and why: that member reads it. */
export const shareSchema = z.object({
  /** Key of the member, as in the group of the reading. */
  member: z.string().max(20),
  /** Points more or less than the group. */
  adjustment: z.number().min(-1_000).max(1_000),
  reason: z.string().max(2_000),
});
export type Share = z.infer<typeof shareSchema>;

/** What a marker writes on a narration and may still change. */
export const assessmentDraftSchema = z.object({
  marks: z.array(criterionMarkSchema).max(8),
  passages: z.array(passageCommentSchema).max(200),
  overallComment: z.string().max(10_000),
  /** Of a group's narration only: members who get more or less than the group. */
  shares: z.array(shareSchema).max(100).optional(),
});
export type AssessmentDraft = z.infer<typeof assessmentDraftSchema>;

/** The marking of one narration as it is stored. */
export const assessmentSchema = assessmentDraftSchema.extend({
  state: z.enum(ASSESSMENT_STATES),
  /** Sum of the chosen levels so far. */
  points: z.number(),
  openCriteria: z.number().int(),
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** A narration in the list of those that are handed in for marking. */
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
  narrationId: idSchema,
  candidate: z.string(),
  /** A mark, or that one is taken back. */
  kind: z.enum(SCORE_KINDS),
  points: z.number(),
  maximumPoints: z.number(),
  state: z.enum(SCORE_STATES),
  /** Beside what the gradebook holds. */
  standing: z.enum(SCORE_STANDINGS),
  /** What the gradebook held when it was read, in points of this task; null for an empty cell. */
  heldPoints: z.number().nullable(),
  heldReadAt: instantSchema.nullable(),
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

/** How releasing stands: what is ready, what is on its way, what the gradebook holds. */
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
      /** Of a group: what each member gets. */
      members: z.array(z.object({ candidate: z.string(), points: z.number() })).optional(),
    }),
  ),
  /** Handed in, not yet fully marked. */
  open: z.number().int(),
  /** Released marks that are in no outbox: there was no column, or the person is a test student. */
  kept: z.array(z.object({ narrationId: idSchema, candidate: z.string(), points: z.number() })),
  withoutTransfer: z.number().int(),
  /** Of these, how many could go to the gradebook now. */
  unsent: z.number().int(),
  /** There is no column yet, and this tool may make one. */
  makesColumn: z.boolean(),
  /** Why none could be found or made: an error code. */
  columnProblem: z.string().nullable(),
  /** The LMS lets a tool take marks back. */
  clearsGrades: z.boolean(),
  transfers: z.array(transferSchema),
  /** When the gradebook was last read back whole, and why the last try failed. */
  reading: z.object({
    readAt: instantSchema.nullable(),
    /** An error code. */
    problem: z.string().nullable(),
    answer: z.string().nullable(),
    answerStatus: z.number().int().nullable(),
  }),
});
export type ReleaseView = z.infer<typeof releaseViewSchema>;

/** What comes back to a student once the mark is released. */
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
  /** Of a group's narration: the mark of the group, and what is my own in `points`. */
  share: z
    .object({ groupPoints: z.number(), adjustment: z.number(), reason: z.string() })
    .optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

const taskParams = z.object({ taskId: idSchema });
const narrationParams = z.object({ narrationId: idSchema });

/** Marking narrations, releasing marks, and what became of them in the gradebook. */
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
  withdrawMark: route({
    method: 'post',
    path: '/api/tasks/:taskId/narrations/:narrationId/withdrawal',
    summary:
      'Take a released mark back: the student no longer reads it, and it is cleared in the gradebook where the LMS allows that.',
    params: taskParams.extend({ narrationId: idSchema }),
    reply: releaseViewSchema,
  }),
  sendUnsent: route({
    method: 'post',
    path: '/api/tasks/:taskId/transfers/unsent',
    summary: 'Send marks that were released while there was no gradebook column.',
    params: taskParams,
    reply: releaseViewSchema,
  }),
  readGradebook: route({
    method: 'post',
    path: '/api/tasks/:taskId/transfers/reading',
    summary: 'Read back what the gradebook holds now.',
    params: taskParams,
    reply: releaseViewSchema,
  }),
  sendDiffering: route({
    method: 'post',
    path: '/api/tasks/:taskId/transfers/differing',
    summary: 'Send marks again where the gradebook holds something else.',
    params: taskParams,
    body: z.object({ transferIds: z.array(idSchema).min(1).max(2_000) }),
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
