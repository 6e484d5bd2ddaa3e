import { z } from 'zod';
import {
  fileSchema,
  givenFileSchema,
  idSchema,
  instantSchema,
  lineSchema,
} from '#contract/common-shapes';
import { route } from '#contract/route';
import { partIdSchema } from '#contract/tasks';

/**
 * The forms in which an observation leaves and comes back: our own JSON, W3C Web Annotation
 * (JSON-LD), ELAN (EAF 3.0), tables, and captions (WebVTT).
 */
export const OBSERVATION_FORMATS = ['json', 'jsonld', 'eaf', 'csv', 'xlsx', 'vtt'] as const;
export type ObservationFormat = (typeof OBSERVATION_FORMATS)[number];

/** The version of what is written; readers of an older one are kept. */
export const EXCHANGE_VERSION = 1;

/** Why a file, or a moment in it, is not taken over. Elements word them. */
export const FILE_PROBLEMS = [
  'empty',
  'other-kind',
  'not-utf-8',
  'research-bundle',
  'no-observation',
  'not-readable',
  'doctype',
  'newer-version',
  'not-schema',
  'no-codes',
  'no-moments',
  'too-many',
  'too-large',
  'column-missing',
  'time-missing',
  'time-crossed',
  'beyond-clip',
  'unknown-code',
  'unknown-look-for',
  'unknown-pass',
  'code-missing',
] as const;

/** What in a file could not be taken, and where it stands. */
export const fileProblemSchema = z.object({
  problem: z.enum(FILE_PROBLEMS),
  /** Line of the file, or row of the table; null where a file has none. */
  line: z.number().int().nullable(),
  /** What the file says there: a code, a field. */
  place: z.string(),
});
export type FileProblem = z.infer<typeof fileProblemSchema>;

/** What a file holds, measured against what is there already. */
export const importReportSchema = z.object({
  found: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** With one of them, nothing at all is taken over. */
  problems: z.array(fileProblemSchema),
  /** Whether it was taken over; false for a look beforehand. */
  isTaken: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** A research bundle that was made: what for, by whom, of how many people. */
export const bundleRecordSchema = z.object({
  id: idSchema,
  purpose: z.string(),
  /** Pseudonyms in it: people, and groups that worked together. */
  people: z.number().int(),
  madeBy: lineSchema.nullable(),
  madeAt: instantSchema,
});
export type BundleRecord = z.infer<typeof bundleRecordSchema>;

const taskParams = z.object({ taskId: idSchema });

/** Observations that leave as files and return, archives, and bundles for research. */
export const exchangeRoutes = {
  exportObservation: route({
    method: 'get',
    path: '/api/tasks/:taskId/observation/file',
    summary: 'My own observation as a file.',
    params: taskParams,
    query: z.object({ format: z.enum(OBSERVATION_FORMATS) }),
    reply: fileSchema,
  }),
  exportOwnWork: route({
    method: 'get',
    path: '/api/tasks/:taskId/own-work',
    summary: 'Everything that I wrote for this task, in one archive: it is mine.',
    params: taskParams,
    reply: fileSchema,
  }),
  importObservation: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/imports',
    summary: 'Take moments from a file into my open observation, or look what would come.',
    params: taskParams,
    body: z.object({
      file: givenFileSchema,
      /** The pass of moments that name none. */
      passId: partIdSchema,
      isLook: z.boolean(),
    }),
    reply: importReportSchema,
  }),
  importExpertReading: route({
    method: 'post',
    path: '/api/tasks/:taskId/expert-imports',
    summary: 'Take an expert’s reading of the clip from a file, or look what would come.',
    params: taskParams,
    body: z.object({
      file: givenFileSchema,
      name: lineSchema.min(1),
      isLook: z.boolean(),
    }),
    reply: importReportSchema,
  }),
  listResearchBundles: route({
    method: 'get',
    path: '/api/tasks/:taskId/research-bundles',
    summary: 'Who has taken this task for research, when and for what.',
    params: taskParams,
    reply: z.object({ bundles: z.array(bundleRecordSchema) }),
  }),
  makeResearchBundle: route({
    method: 'post',
    path: '/api/tasks/:taskId/research-bundles',
    summary: 'The whole task under pseudonyms, with code book; the purpose is kept on record.',
    params: taskParams,
    body: z.object({ purpose: z.string().trim().min(10).max(1000) }),
    reply: fileSchema,
  }),
};
