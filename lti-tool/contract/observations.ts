import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  lineSchema,
  rangeSchema,
  secondsSchema,
} from '#contract/common-shapes';
import { codeSchema, namedCodeSchema, translatedSchema } from '#contract/frameworks';
import { route } from '#contract/route';
import { partIdSchema } from '#contract/tasks';
import { HAND_IN_RULES } from '#contract/vocabulary';

/** A place on the picture: shares of its width and height, from its top left corner. */
const placeSchema = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);

/**
 * A sign on the picture that holds as long as its mark. An arrow goes from the first place to the
 * second; a circle and a region lie between them as between opposite corners.
 */
export const drawingSchema = z.object({
  kind: z.enum(['arrow', 'circle', 'region']),
  from: placeSchema,
  to: placeSchema,
});
export type Drawing = z.infer<typeof drawingSchema>;

/** Who began something, and whether it was answered (T5). */
export const initiativeSchema = z.object({
  /** Pseudonym of a person of the clip. */
  by: z.string().min(1).max(60),
  /** Null while nothing was said about it. */
  response: z.enum(['answered', 'none']).nullable(),
});
export type Initiative = z.infer<typeof initiativeSchema>;

/** What was said aloud about a mark; the sound is kept under its id. */
export const spokenSchema = z.object({
  id: idSchema,
  seconds: z.number().min(0).max(120),
  /** What is said, for who cannot hear it. */
  words: z.string().max(4_000),
});
export type Spoken = z.infer<typeof spokenSchema>;

/** How a mark was coded before its task went on with a newer version of the framework. */
export const earlierCodingSchema = z.object({
  version: z.number().int(),
  codeIds: z.array(z.string().max(60)).max(12),
  codeValues: z.record(z.string().max(60), z.number().int()).optional(),
});
export type EarlierCoding = z.infer<typeof earlierCodingSchema>;

/** What a mark may carry beyond words and codes; what is absent was not said. */
export const markDetailsSchema = z.object({
  initiative: initiativeSchema.nullable().optional(),
  /** How sure the observer is: 1 unsure, 2 fairly sure, 3 sure. */
  confidence: z.number().int().min(1).max(3).nullable().optional(),
  /** How strongly, from 1 to 5, by the id of a code of the mark. */
  codeValues: z.record(z.string().max(60), z.number().int().min(1).max(5)).optional(),
  drawings: z.array(drawingSchema).max(12).optional(),
  spoken: spokenSchema.nullable().optional(),
});
export type MarkDetails = z.infer<typeof markDetailsSchema>;

/**
 * What a person makes while watching: a point (no `endSeconds`) or an interval, with codes and
 * words. Its id is made where it is made, so that it can exist before the server has heard of it.
 */
const markShape = z.object({
  id: idSchema,
  passId: partIdSchema,
  startSeconds: secondsSchema,
  endSeconds: secondsSchema.nullable(),
  body: z.string().max(10_000),
  codeIds: z.array(z.string().max(60)).max(12),
  lookForId: partIdSchema.nullable(),
  /** Pseudonym of the child in focus (T4). */
  child: z.string().max(60).nullable(),
  /** When it was last changed where it was made; the later change of a mark wins. */
  changedAt: instantSchema,
  /** Who of a group made it, by the key of the member; the server says so. */
  by: z.string().max(40).optional(),
  /** Oldest first; the server says so. */
  earlier: z.array(earlierCodingSchema).max(20).optional(),
  ...markDetailsSchema.shape,
});
/** What fields of a mark were before a change; only those that the change touches. */
export const markWasSchema = markShape
  .omit({ id: true, changedAt: true, by: true, earlier: true })
  .extend({
    initiative: initiativeSchema.nullable(),
    confidence: markDetailsSchema.shape.confidence.nullable(),
    codeValues: markDetailsSchema.shape.codeValues.nullable(),
    drawings: markDetailsSchema.shape.drawings.nullable(),
    spoken: spokenSchema.nullable(),
  })
  .partial();
export type MarkWas = z.infer<typeof markWasSchema>;
/** A moment or a stretch that somebody marked, with words and codes. */
export const markSchema = markShape.refine(
  (mark) => mark.endSeconds === null || mark.endSeconds >= mark.startSeconds,
  {
    path: ['endSeconds'],
    message: 'The moment ends before it begins.',
  },
);
export type Mark = z.infer<typeof markSchema>;

/** A change that waits on the device until the server has it. Sending it twice changes nothing. */
export const markChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    mark: markSchema,
    /** What the change started from: what changed elsewhere meanwhile stays. */
    was: markWasSchema.optional(),
    /** The page that it was made on, by a name of chance: its changes come in the order of a clock. */
    from: z.string().min(1).max(40).optional(),
  }),
  z.object({ kind: z.literal('remove'), markId: idSchema, changedAt: instantSchema }),
]);
export type MarkChange = z.infer<typeof markChangeSchema>;

/** How far a pass has come. */
export const passProgressSchema = z.object({
  passId: partIdSchema,
  /** Stretches watched in this pass, merged and in order. Kept for the pass rule only. */
  watched: z.array(rangeSchema),
  /** What was watched at least twice, three times and so on; only as often as the pass asks. */
  watchedAgain: z.array(z.array(rangeSchema)).optional(),
  completedAt: instantSchema.nullable(),
  /** "I looked; there is none": look-fors whose minimum is waived by the observer. */
  foundNone: z.array(partIdSchema),
});
export type PassProgress = z.infer<typeof passProgressSchema>;

/** Answers to the questions of belief, by their ids. */
const beliefsSchema = z.record(partIdSchema, z.number().min(0).max(600));

/** A moment of one of two cases; `first` is the clip of the task. */
export const contrastCiteSchema = z.object({
  of: z.enum(['first', 'second']),
  seconds: secondsSchema,
});
export type ContrastCite = z.infer<typeof contrastCiteSchema>;

/** Two cases under one look-for: same or different, and why; null while nothing was said. */
export const contrastRowSchema = z.object({
  verdict: z.enum(['same', 'different']).nullable(),
  because: z.string().max(4_000),
  cites: z.array(contrastCiteSchema).max(12),
});
export type ContrastRow = z.infer<typeof contrastRowSchema>;

/** By look-for; what is absent was not compared. */
export const contrastGridSchema = z.record(partIdSchema, contrastRowSchema);
export type ContrastGrid = z.infer<typeof contrastGridSchema>;

/** Who works together on an observation (J2). */
export const teamSchema = z.object({
  name: lineSchema,
  /** Whether one hands in for all, or everybody says yes. */
  handIn: z.enum(HAND_IN_RULES),
  members: z.array(
    z.object({
      key: z.string(),
      /** Name, or a pseudonym where the LMS gives none. */
      name: z.string(),
      isMe: z.boolean(),
      /** Said yes to handing in what is there now. */
      saysYes: z.boolean(),
    }),
  ),
  /** Who handed in for all; null before, or when everybody had to say yes. */
  handedInBy: z.string().nullable(),
});
export type Team = z.infer<typeof teamSchema>;

/** A newer version of the framework with which the task goes on. */
export const recodedSchema = z.object({
  fromVersion: z.number().int(),
  toVersion: z.number().int(),
  movedAt: instantSchema,
  /** Codes that are called otherwise, parted or given up. */
  changes: z.array(z.object({ from: namedCodeSchema, to: z.array(namedCodeSchema) })),
  /** How codes of the older version are called. */
  earlierCodes: z.array(namedCodeSchema),
});
export type Recoded = z.infer<typeof recodedSchema>;

/** One person's work on a task, or that of a group. */
export const observationSchema = z.object({
  id: idSchema,
  taskId: idSchema,
  helpingQuestion: z.string(),
  /** What was believed before coding (C4), by the id of the question. */
  beliefs: beliefsSchema,
  passes: z.array(passProgressSchema),
  marks: z.array(markSchema),
  handedInAt: instantSchema.nullable(),
  /** Grows with every change; a caller that has it is up to date. */
  revision: z.number().int(),
  /** Two cases held against each other; absent where the task has one clip. */
  contrast: contrastGridSchema.optional(),
  /** Absent where somebody works alone. */
  team: teamSchema.optional(),
  /** The version of the framework that the task has now. */
  frameworkId: idSchema.nullable().optional(),
  /** What became of the codes since the work began; null: nothing. Only said when it is opened. */
  recoded: recodedSchema.nullable().optional(),
});
export type Observation = z.infer<typeof observationSchema>;

/**
 * An answer to a change. To who says which revision they have it may be short: with `since`, its
 * marks are only those that changed after that revision, and `removedIds` are gone.
 */
export const observationChangedSchema = observationSchema.extend({
  since: z.number().int().optional(),
  removedIds: z.array(idSchema).optional(),
});
export type ObservationChanged = z.infer<typeof observationChangedSchema>;

/** What the caller has of it; an answer need not repeat that. */
const knownSchema = z.object({ observationId: idSchema, revision: z.number().int() });
export type KnownObservation = z.infer<typeof knownSchema>;

/**
 * A mark of somebody else without its words: id, seconds of start and end, codes, look-for, child,
 * and who of a group made it. What was said about it is read when it is opened.
 */
export const briefMarkSchema = z.tuple([
  idSchema,
  secondsSchema,
  secondsSchema.nullable(),
  z.array(z.string()),
  partIdSchema.nullable(),
  z.string().nullable(),
  z.string().optional(),
]);
export type BriefMark = z.infer<typeof briefMarkSchema>;

/** What was said about a mark: words, and everything beyond them. */
export const markWordsSchema = markDetailsSchema.extend({ body: z.string() });
export type MarkWords = z.infer<typeof markWordsSchema>;

/** Someone's readings on the shared timeline. */
export const readingSchema = z.object({
  key: z.string(),
  /** Name for classmates (or a pseudonym where the LMS gives none), "Expert 1" for experts. */
  name: lineSchema,
  kind: z.enum(['me', 'classmate', 'expert']),
  /** A classmate who shares a group of the course with me. */
  inMyGroup: z.literal(true).optional(),
  /** What a group made together: so many people, under the name of the group. */
  people: z.number().int().optional(),
  /** Those who made it together, in the order of the group; `by` of a mark is the key of one. */
  authors: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
  marks: z.array(
    markShape
      .pick({
        id: true,
        startSeconds: true,
        endSeconds: true,
        body: true,
        codeIds: true,
        lookForId: true,
        child: true,
        by: true,
      })
      .extend({ because: z.string(), ...markDetailsSchema.shape }),
  ),
  /** In place of `marks`, where a course has made very many: their words come when they are opened. */
  brief: z.array(briefMarkSchema).optional(),
  /** How two cases were held against each other; absent where they were not. */
  contrast: contrastGridSchema.optional(),
});
export type Reading = z.infer<typeof readingSchema>;

/** The readings that somebody may compare after handing in. */
export const comparisonSchema = z.object({
  taskId: idSchema,
  handedInAt: instantSchema.nullable(),
  /** How many of the course have handed in, and how many could. */
  handedIn: z.number().int(),
  expected: z.number().int(),
  readings: z.array(readingSchema),
  /** The newest live event that is in it; what follows comes from the live address. */
  newsId: z.number().int(),
  /** What I believed before I coded; nobody else's is told. */
  beliefs: beliefsSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** What one noticed in each observation that one handed in (V4): counts, oldest first. */
export const growthSchema = z.object({
  observations: z.array(
    z.object({
      taskId: idSchema,
      title: z.string(),
      courseTitle: z.string(),
      handedInAt: instantSchema,
      framework: z
        .object({
          key: z.string(),
          title: translatedSchema,
          codes: z.array(codeSchema.pick({ id: true, name: true, hue: true })),
        })
        .nullable(),
      marks: z.number().int(),
      /** How many children were named. */
      children: z.number().int(),
      /** Moments by code; a moment with two codes counts for both. */
      codes: z.record(z.string(), z.number().int()),
    }),
  ),
});
export type Growth = z.infer<typeof growthSchema>;

const taskParams = z.object({ taskId: idSchema });

/** Observing: marks, passes, handing in, and comparing. */
export const observationRoutes = {
  openObservation: route({
    method: 'get',
    path: '/api/tasks/:taskId/observation',
    summary: 'My observation of this task; begun when opened for the first time.',
    params: taskParams,
    reply: observationSchema,
  }),
  changeMarks: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/changes',
    summary: 'Send changes of marks in order. Idempotent; fields that changed elsewhere stay.',
    params: taskParams,
    body: z.object({
      changes: z.array(markChangeSchema).min(1).max(200),
      known: knownSchema.optional(),
    }),
    reply: observationChangedSchema,
  }),
  setHelpingQuestion: route({
    method: 'put',
    path: '/api/tasks/:taskId/observation/helping-question',
    summary: 'Set my own helping question (V1).',
    params: taskParams,
    body: z.object({ text: z.string().trim().max(500) }),
    reply: observationSchema,
  }),
  setBeliefs: route({
    method: 'put',
    path: '/api/tasks/:taskId/observation/beliefs',
    summary: 'Say what I believe, until the first pass is finished (C4).',
    params: taskParams,
    body: z.object({ beliefs: beliefsSchema }),
    reply: observationSchema,
  }),
  addWatched: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/passes/:passId/watched',
    summary: 'Add stretches that were watched in this pass.',
    params: taskParams.extend({ passId: partIdSchema }),
    body: z.object({
      /** In the order of watching: what comes twice was watched twice. */
      ranges: z.array(rangeSchema).min(1).max(500),
      /** Stretches that are sent again under the same id count once. */
      viewingId: idSchema.optional(),
      known: knownSchema.optional(),
    }),
    reply: observationChangedSchema,
  }),
  completePass: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/passes/:passId/completion',
    summary: 'Finish a pass when all that it asks for is there or was looked for in vain.',
    params: taskParams.extend({ passId: partIdSchema }),
    body: z.object({ foundNone: z.array(partIdSchema).max(12).default([]) }),
    reply: observationSchema,
  }),
  setContrast: route({
    method: 'put',
    path: '/api/tasks/:taskId/observation/contrast/:lookForId',
    summary: 'Say how two cases compare under a look-for. Words of a group are merged.',
    params: taskParams.extend({ lookForId: partIdSchema }),
    body: z.object({
      row: contrastRowSchema,
      /** What the change started from; null: nothing. */
      was: contrastRowSchema.nullable(),
    }),
    reply: observationSchema,
  }),
  handInObservation: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/hand-in',
    summary:
      'Hand the observation in: it is frozen, and others become visible by the task’s rule. In a group: for all, or say yes until everybody has.',
    params: taskParams,
    reply: observationSchema,
  }),
  myGrowth: route({
    method: 'get',
    path: '/api/growth',
    summary: 'What I noticed in each observation that I handed in, in all my courses; mine only.',
    reply: growthSchema,
  }),
  compareObservations: route({
    method: 'get',
    path: '/api/tasks/:taskId/comparison',
    summary: 'Readings of this course on one timeline; refused before the task’s rule allows it.',
    params: taskParams,
    reply: comparisonSchema,
  }),
  readWords: route({
    method: 'get',
    path: '/api/tasks/:taskId/comparison/words',
    summary: 'What others said about a stretch of the clip; refused whenever the comparison is.',
    params: taskParams,
    query: z.object({
      fromSeconds: z.coerce.number().min(0),
      toSeconds: z.coerce.number().min(0),
    }),
    /** By the ids of the marks. */
    reply: z.object({ words: z.record(idSchema, markWordsSchema) }),
  }),
};
