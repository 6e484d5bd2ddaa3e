import { z } from 'zod';
import { daySchema, idSchema, instantSchema, secondsSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** How the author of a work shows it on the page of its clip. */
export const showingSchema = z.object({
  isShown: z.boolean(),
  /** With the author's name; without, nobody is named. */
  isNamed: z.boolean(),
});
export type Showing = z.infer<typeof showingSchema>;

/** What I said about showing a work; of a group, how many of those who wrote it say yes. */
export const ownShowingSchema = showingSchema.extend({
  /** It is shown when all say yes, and named when all want to be. */
  group: z.object({ yes: z.number().int(), of: z.number().int() }).optional(),
});
export type OwnShowing = z.infer<typeof ownShowingSchema>;

/** What somebody made of a clip and lets others read there (T11). */
export const heritageReadingSchema = z.object({
  narrationId: idSchema,
  title: z.string(),
  /** Null where the author did not want to be named, or names are hidden. */
  author: z.string().nullable(),
  /** A group wrote it. */
  isOfGroup: z.literal(true).optional(),
  courseTitle: z.string(),
  question: z.string(),
  paragraphs: z.array(z.string()),
  shownAt: instantSchema,
});
export type HeritageReading = z.infer<typeof heritageReadingSchema>;

/** What somebody noticed in a clip and lets others see there. */
export const shownObservationSchema = z.object({
  observationId: idSchema,
  /** Null where the author did not want to be named, or names are hidden. */
  author: z.string().nullable(),
  courseTitle: z.string(),
  question: z.string(),
  /** On the clock of the whole clip. */
  moments: z.array(
    z.object({
      startSeconds: secondsSchema,
      endSeconds: secondsSchema.nullable(),
      note: z.string(),
      /** Names of codes in the reader's language. */
      codes: z.array(z.string()),
      child: z.string().nullable(),
    }),
  ),
  shownAt: instantSchema,
});
export type ShownObservation = z.infer<typeof shownObservationSchema>;

/** One small, dated next move that a narration leads to (C3), and what became of it. */
export const actionStepSchema = z.object({
  text: z.string().max(2_000),
  /** By when it is to be tried. */
  dueOn: daySchema.nullable(),
  /** How it went; empty until then. */
  outcome: z.string().max(4_000),
  /** The clips that it comes from. */
  clipIds: z.array(idSchema).max(20),
  ...showingSchema.shape,
});
export type ActionStep = z.infer<typeof actionStepSchema>;

/** What somebody tried, or will try, because of a clip (J3). */
export const shownStepSchema = actionStepSchema
  .pick({ text: true, dueOn: true, outcome: true })
  .extend({
    narrationId: idSchema,
    author: z.string().nullable(),
    courseTitle: z.string(),
    shownAt: instantSchema,
  });
export type ShownStep = z.infer<typeof shownStepSchema>;

const ownStepSchema = z.object({
  step: actionStepSchema,
  /** 0 before the first word. */
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
  /** The clips that it may come from. */
  clips: z.array(
    z.object({
      id: idSchema,
      /** Empty for one that was removed. */
      title: z.string(),
      /** The error code why it is closed; null while it may be shown. */
      closed: z.string().nullable(),
    }),
  ),
});
export type OwnStep = z.infer<typeof ownStepSchema>;

const taskParams = z.object({ taskId: idSchema });
const narrationParams = z.object({ narrationId: idSchema });

/** What people show of their work on the page of a clip. */
export const heritageRoutes = {
  listReadings: route({
    method: 'get',
    path: '/api/clips/:clipId/readings',
    summary:
      'Narrations, observations and action steps that their authors show on the page of a clip, latest first.',
    params: z.object({ clipId: idSchema }),
    reply: z.object({
      readings: z.array(heritageReadingSchema),
      observations: z.array(shownObservationSchema),
      steps: z.array(shownStepSchema),
    }),
  }),
  getObservationShowing: route({
    method: 'get',
    path: '/api/tasks/:taskId/observation/clip-page',
    summary: 'Whether I show my observation on the page of its clip.',
    params: taskParams,
    reply: showingSchema,
  }),
  setObservationShowing: route({
    method: 'put',
    path: '/api/tasks/:taskId/observation/clip-page',
    summary: 'Show my observation, once handed in, on the page of its clip, or no longer.',
    params: taskParams,
    body: showingSchema,
  }),
  getShowing: route({
    method: 'get',
    path: '/api/narrations/:narrationId/clip-page',
    summary: 'Whether I show my narration, or that of my group, on the page of its clip.',
    params: narrationParams,
    reply: ownShowingSchema,
  }),
  setShowing: route({
    method: 'put',
    path: '/api/narrations/:narrationId/clip-page',
    summary:
      'Show my narration, once handed in, on the page of its clip, or no longer. That of a group stands there while all who wrote it want it.',
    params: narrationParams,
    body: showingSchema,
  }),
};

/** What somebody tries because of a clip, and how it went. */
export const actionStepRoutes = {
  getActionStep: route({
    method: 'get',
    path: '/api/narrations/:narrationId/action-step',
    summary: 'What I shall try in practice after my narration, and the clips it may come from.',
    params: narrationParams,
    reply: ownStepSchema,
  }),
  setActionStep: route({
    method: 'put',
    path: '/api/narrations/:narrationId/action-step',
    summary:
      'Write down what I shall try and how it went. With an outdated base it answers 409 and changes nothing.',
    params: narrationParams,
    body: z.object({ baseRevision: z.number().int(), step: actionStepSchema }),
    reply: ownStepSchema,
  }),
};
