import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  lineSchema,
  rangeSchema,
  secondsSchema,
  textSchema,
} from '#contract/common-shapes';
import { frameworkSchema } from '#contract/frameworks';
import { route } from '#contract/route';
import {
  HAND_IN_RULES,
  NARRATION_WORKS,
  REVEAL_RULES,
  TASK_PARTS,
  TASK_STATES,
  WORK_MODES,
} from '#contract/vocabulary';
import { MOST_VIEWINGS } from '#contract/shared/viewings';

/** Ids inside a task: made by the builder, stable as long as the thing exists. */
export const partIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/** An observable sign that students look for; its code gives it lane and colour. */
export const lookForSchema = z.object({
  id: partIdSchema,
  label: lineSchema,
  /** A code of the task's framework; null while the builder has not chosen one. */
  codeId: z.string().nullable(),
});
export type LookFor = z.infer<typeof lookForSchema>;

/**
 * What students say before they code (C4), and what of their marks it is held against: how many
 * moments answer a look-for, how long these last, or how many of two look-fors' moments they are.
 */
export const beliefSchema = z.object({
  id: partIdSchema,
  question: lineSchema,
  measure: z.enum(['moments', 'seconds', 'share']),
  lookForId: partIdSchema,
  /** For a share: the look-for whose moments are the rest. */
  otherLookForId: partIdSchema.nullable(),
  /** The end of the scale; a share goes to 1. */
  maximum: z.number().min(1).max(600),
});
export type Belief = z.infer<typeof beliefSchema>;

/** One viewing with its own question (T1). */
export const passSchema = z.object({
  id: partIdSchema,
  title: lineSchema,
  prompt: textSchema,
  tools: z.object({
    codes: z.boolean(),
    childInFocus: z.boolean(),
    captions: z.boolean(),
    sound: z.boolean(),
  }),
  /** How many moments of which look-for this pass asks for. */
  moments: z.array(
    z.object({
      lookForId: partIdSchema,
      minimum: z.number().int().min(0).max(50),
      /** Only moments that begin in this stretch of the clip count; absent: anywhere. */
      within: rangeSchema.nullable().optional(),
    }),
  ),
  /** Share of the clip that must have been watched in this pass, 0 to 1. */
  watchShare: z.number().min(0).max(1),
  /** How often that share must have been watched; absent: once. */
  watchTimes: z.number().int().min(1).max(MOST_VIEWINGS).optional(),
  /** About how long it takes: a word of advice, no limit. */
  guideMinutes: z.number().int().min(1).max(600).nullable().optional(),
  /** From then on it asks for nothing more, and the next pass begins. */
  closesAt: instantSchema.nullable().optional(),
});
export type Pass = z.infer<typeof passSchema>;

/** How well a criterion may be met, and what that is worth. */
export const levelSchema = z.object({
  id: partIdSchema,
  title: lineSchema,
  descriptor: textSchema,
  points: z.number().min(0).max(1000),
});
export type Level = z.infer<typeof levelSchema>;

/** What a narration is judged by. */
export const criterionSchema = z.object({
  id: partIdSchema,
  title: lineSchema,
  /** One of the eight code hues: text mark, chip and level share it. */
  hue: z.number().int().min(1).max(8),
  levels: z.array(levelSchema).max(8),
});
export type Criterion = z.infer<typeof criterionSchema>;

/** The narration that a task asks for. */
export const narrationPlanSchema = z.object({
  prompt: textSchema,
  minimumWords: z.number().int().min(0).max(10_000),
  maximumWords: z.number().int().min(0).max(20_000),
  minimumCitations: z.number().int().min(0).max(50),
  criteria: z.array(criterionSchema).max(8),
  /** Markers see a candidate code instead of a name until release. */
  namesHidden: z.boolean(),
});
export type NarrationPlan = z.infer<typeof narrationPlanSchema>;

/** Whether people observe alone or in groups, which then share marks and hand-in (J2). */
export const workPlanSchema = z.object({
  mode: z.enum(WORK_MODES),
  handIn: z.enum(HAND_IN_RULES),
  /** Absent in tasks that are older than the question: everybody their own. */
  narration: z.enum(NARRATION_WORKS).optional(),
});
export type WorkPlan = z.infer<typeof workPlanSchema>;

/**
 * The stretch of its clip that a task shows, as its author chose it: an excerpt that is changed or
 * removed later leaves the task as it is.
 */
export const taskExcerptSchema = z
  .object({ title: lineSchema, startSeconds: secondsSchema, endSeconds: secondsSchema })
  .refine(({ startSeconds, endSeconds }) => endSeconds > startSeconds);
export type TaskExcerpt = z.infer<typeof taskExcerptSchema>;

/** A second case beside the clip, held against it by the same look-fors. */
export const contrastPlanSchema = z.object({ clipId: idSchema });

/** Everything of a task that its author writes. */
export const taskPlanSchema = z.object({
  title: lineSchema,
  clipId: idSchema.nullable(),
  /** Only this of the clip is shown; absent or null: the whole. Times in the task are its own. */
  excerpt: taskExcerptSchema.nullable().optional(),
  frameworkId: idSchema.nullable(),
  helpingQuestion: z.object({ mode: z.enum(['own', 'given']), text: textSchema }),
  lookFors: z.array(lookForSchema).max(12),
  /** Asked before the first pass; absent in tasks that are older than the question. */
  beliefs: z.array(beliefSchema).max(4).optional(),
  passes: z.array(passSchema).max(8),
  /** Absent, or null: one clip only. */
  contrast: contrastPlanSchema.nullable().optional(),
  /** Absent: everybody alone. */
  work: workPlanSchema.optional(),
  reveal: z.object({ rule: z.enum(REVEAL_RULES), at: instantSchema.nullable() }),
  /** Null: an observation only, without a mark. */
  narration: narrationPlanSchema.nullable(),
  /** What the gradebook column counts to; 0 without a narration. */
  maximumPoints: z.number().min(0).max(1000),
  opensAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
});
export type TaskPlan = z.infer<typeof taskPlanSchema>;

/** What still keeps a task from being published: where, and a code that elements word. */
export const TASK_GAPS = [
  'title-missing',
  'clip-missing',
  'clip-not-ready',
  'consent-missing',
  'consent-ends-early',
  'framework-missing',
  'passes-missing',
  'prompt-missing',
  'look-for-without-code',
  'look-for-unknown-code',
  'moment-unknown-look-for',
  'criteria-missing',
  'levels-missing',
  'points-differ',
  'words-crossed',
  'dates-crossed',
  'reveal-date-missing',
] as const;
/** What a task lacks before students can have it. */
export const taskGapSchema = z.object({
  gap: z.enum(TASK_GAPS),
  /** Dotted path in the plan, such as `passes.1.moments.0`. */
  path: z.string(),
  /** The author's own word for the part, when it has one. */
  label: z.string(),
});
export type TaskGap = z.infer<typeof taskGapSchema>;

/** A task with its plan. */
export const taskSchema = z.object({
  id: idSchema,
  state: z.enum(TASK_STATES),
  plan: taskPlanSchema,
  framework: frameworkSchema.nullable(),
  clipTitle: z.string().nullable(),
  clipDurationSeconds: z.number().nullable(),
  gaps: z.array(taskGapSchema),
  /** Whether the lecturer has opened the comparison by hand. */
  revealedAt: instantSchema.nullable(),
  /** Whether a link of the course was opened that leads to it; it has a column, or will get one. */
  placed: z.boolean(),
  /** When the picker last sent it to the course; whether the LMS kept it shows when it is opened. */
  sentAt: instantSchema.nullable(),
  hasLineItem: z.boolean(),
  revision: z.number().int(),
  updatedAt: instantSchema,
});
export type Task = z.infer<typeof taskSchema>;

/** A task as lists show it. */
export const taskSummarySchema = z.object({
  id: idSchema,
  title: z.string(),
  state: z.enum(TASK_STATES),
  clipTitle: z.string().nullable(),
  posterUrl: z.string().nullable(),
  maximumPoints: z.number(),
  opensAt: instantSchema.nullable(),
  dueAt: instantSchema.nullable(),
  placed: z.boolean(),
  sentAt: instantSchema.nullable(),
  gapCount: z.number().int(),
  updatedAt: instantSchema,
});
export type TaskSummary = z.infer<typeof taskSummarySchema>;

const taskParams = z.object({ taskId: idSchema });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Building, placing and changing tasks. */
export const taskRoutes = {
  listTasks: route({
    method: 'get',
    path: '/api/tasks',
    summary: 'The tasks of this course.',
    reply: z.object({ tasks: z.array(taskSummarySchema) }),
  }),
  createTask: route({
    method: 'post',
    path: '/api/tasks',
    summary: 'Begin a task: with a clip, from a template, or empty but for good defaults.',
    body: z.object({ clipId: idSchema.nullable().default(null) }),
    reply: taskSchema,
    status: 201,
  }),
  getTask: route({
    method: 'get',
    path: '/api/tasks/:taskId',
    summary: 'A task; for students only when it is published.',
    params: taskParams,
    reply: taskSchema,
  }),
  changeTask: route({
    method: 'put',
    path: '/api/tasks/:taskId',
    summary: 'Save the plan of a task; answers with what still keeps it from being published.',
    params: taskParams,
    body: z.object({ baseRevision: z.number().int(), plan: taskPlanSchema }),
    reply: taskSchema,
  }),
  publishTask: route({
    method: 'post',
    path: '/api/tasks/:taskId/publication',
    summary: 'Publish a task without gaps: from now on a link may open it.',
    params: taskParams,
    reply: taskSchema,
  }),
  removeTask: route({
    method: 'delete',
    path: '/api/tasks/:taskId',
    summary: 'Remove a draft that nobody has worked on.',
    params: taskParams,
  }),
  revealTask: route({
    method: 'post',
    path: '/api/tasks/:taskId/reveal',
    summary: 'Open the comparison for everybody who has handed in (rule by hand).',
    params: taskParams,
    reply: taskSchema,
  }),
  listTemplates: route({
    method: 'get',
    path: '/api/course-templates',
    summary: 'Course templates that tasks can be made from.',
    reply: z.object({
      templates: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          summary: z.string(),
          weeks: z.number().int(),
          activities: z.array(
            z.object({
              key: z.string(),
              title: z.string(),
              week: z.number().int(),
              lengthWeeks: z.number().int(),
              dueDay: z.number().int(),
              maximumPoints: z.number(),
            }),
          ),
        }),
      ),
    }),
  }),
  createFromTemplate: route({
    method: 'post',
    path: '/api/course-templates/:templateKey/tasks',
    summary: 'Make the chosen activities of a template, dated from its first Monday.',
    params: z.object({ templateKey: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
    body: z.object({
      activityKeys: z.array(z.string()).min(1).max(40),
      firstMonday: z.iso.date(),
      /** Where eight o'clock is eight o'clock: the IANA name of the lecturer's time zone. */
      timeZone: z
        .string()
        .max(60)
        .refine(isTimeZone, 'This time zone is not known.')
        .default('UTC'),
    }),
    reply: z.object({ tasks: z.array(taskSummarySchema) }),
    status: 201,
  }),
  answerDeepLinking: route({
    method: 'post',
    path: '/api/deep-linking/answer',
    summary: 'The signed answer to a deep-linking request; the page posts it to the LMS itself.',
    body: z.object({
      /** The sealed request that came with the launch page. */
      request: z.string().max(8_000),
      taskIds: z.array(idSchema).max(40),
      /** Clips to be linked by themselves, without a task. */
      clipIds: z.array(idSchema).max(40).default([]),
      /** Clips without what is written about them, for a page that has words of its own. */
      clipsAlone: z.boolean().default(false),
      /** What of the tasks is shown; null for the whole of them. */
      part: z.enum(TASK_PARTS).nullable().default(null),
    }),
    reply: z.object({ jwt: z.string() }),
  }),
};
