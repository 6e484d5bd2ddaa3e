import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  lineSchema,
  secondsSchema,
  spanSchema,
} from '#contract/common-shapes';
import { PIECE_KINDS } from '#contract/documentation';
import { teamSchema } from '#contract/observations';
import { route } from '#contract/route';
import { NARRATION_STAGES } from '#contract/vocabulary';

/** A cited moment inside a narration: enough to show it, never enough to play it without rights. */
export const citationSchema = z
  .object({
    /** Stays the same while the text is edited. */
    citationId: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/),
    markId: idSchema.nullable(),
    clipId: idSchema,
    clipTitle: lineSchema,
    /** Of the excerpt, where the task shows only one. */
    startSeconds: secondsSchema,
    endSeconds: secondsSchema,
    excerpt: spanSchema.nullable().optional(),
    note: z.string().max(10_000),
    codeIds: z.array(z.string().max(60)).max(12),
    child: z.string().max(60).nullable(),
  })
  .refine((citation) => citation.endSeconds >= citation.startSeconds);
export type Citation = z.infer<typeof citationSchema>;

/** A picture, recording or field note inside a narration; see documentation.ts. */
export const citedPieceSchema = z
  .object({
    /** Stays the same while the text is edited. */
    citationId: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/),
    pieceId: idSchema,
    kind: z.enum(PIECE_KINDS),
    title: lineSchema,
    /** Only this stretch of a recording. */
    startSeconds: secondsSchema.nullable(),
    endSeconds: secondsSchema.nullable(),
  })
  .refine(({ startSeconds, endSeconds }) => (endSeconds ?? Infinity) >= (startSeconds ?? 0));
export type CitedPiece = z.infer<typeof citedPieceSchema>;

const markOnTextSchema = z.object({ type: z.enum(['strong', 'em']) });
const textNodeSchema = z.object({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(markOnTextSchema).optional(),
});
const hardBreakSchema = z.object({ type: z.literal('hard_break') });
const inlineSchema = z.discriminatedUnion('type', [textNodeSchema, hardBreakSchema]);
const paragraphSchema = z.object({
  type: z.literal('paragraph'),
  content: z.array(inlineSchema).optional(),
});
const headingSchema = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.literal(2) }),
  content: z.array(inlineSchema).optional(),
});
const quoteSchema = z.object({
  type: z.literal('blockquote'),
  content: z.array(paragraphSchema).min(1),
});
const pieceNodeSchema = z.object({ type: z.literal('piece'), attrs: citedPieceSchema });
const citationNodeSchema = z.object({ type: z.literal('citation'), attrs: citationSchema });

/**
 * The text of a narration: a ProseMirror document of a closed vocabulary. Whatever is not listed
 * here (markup, links, scripts) cannot be stored, so it cannot be shown.
 */
export const narrationDocSchema = z.object({
  type: z.literal('doc'),
  content: z
    .array(
      z.discriminatedUnion('type', [
        paragraphSchema,
        headingSchema,
        quoteSchema,
        citationNodeSchema,
        pieceNodeSchema,
      ]),
    )
    .max(2_000),
});
export type NarrationDoc = z.infer<typeof narrationDocSchema>;

/** For each block of a text, who of the group wrote it: the keys of members. */
const blockAuthorsSchema = z.array(z.array(z.string()));

/** A narration as its author writes it. */
export const narrationSchema = z.object({
  id: idSchema,
  taskId: idSchema,
  title: lineSchema,
  question: z.string(),
  stage: z.enum(NARRATION_STAGES),
  doc: narrationDocSchema,
  wordCount: z.number().int(),
  citationCount: z.number().int(),
  handedInAt: instantSchema.nullable(),
  /** Own estimate, criterion id → level id, given when handing in. */
  ownEstimate: z.record(z.string(), z.string()),
  revision: z.number().int(),
  versions: z.number().int(),
  savedAt: instantSchema,
  /** Who writes it together; absent where somebody writes alone. */
  team: teamSchema.optional(),
  authors: blockAuthorsSchema.optional(),
});
export type Narration = z.infer<typeof narrationSchema>;

/** A narration for somebody who reads it; `author` is the name, a candidate code, or a pseudonym. */
export const narrationReadingSchema = z.object({
  id: idSchema,
  taskId: idSchema,
  author: z.string(),
  title: z.string(),
  question: z.string(),
  doc: narrationDocSchema,
  wordCount: z.number().int(),
  version: z.number().int(),
  handedInAt: instantSchema.nullable(),
  /** Clips that are cited but may not be played any more, with the reason's error code. */
  closedClips: z.record(z.string(), z.string()),
  /** Who wrote it together; absent where somebody wrote alone. */
  group: z
    .object({
      /** Empty while names are hidden, as the names of the members. */
      name: z.string(),
      members: z.array(z.object({ key: z.string(), name: z.string() })),
      authors: blockAuthorsSchema,
    })
    .optional(),
});
export type NarrationReading = z.infer<typeof narrationReadingSchema>;

const taskParams = z.object({ taskId: idSchema });

/** Writing, handing in and reading narrations. */
export const narrationRoutes = {
  openNarration: route({
    method: 'get',
    path: '/api/tasks/:taskId/narration',
    summary: 'My narration for this task; begun when opened for the first time.',
    params: taskParams,
    reply: narrationSchema,
  }),
  saveNarration: route({
    method: 'put',
    path: '/api/tasks/:taskId/narration',
    summary: 'Save the text. With an outdated base it answers 409 and changes nothing.',
    params: taskParams,
    body: z.object({
      baseRevision: z.number().int(),
      title: lineSchema,
      question: z.string().max(500),
      stage: z.enum(NARRATION_STAGES),
      doc: narrationDocSchema,
    }),
    reply: narrationSchema,
  }),
  handInNarration: route({
    method: 'post',
    path: '/api/tasks/:taskId/narration/hand-in',
    summary: 'Hand the narration in; this version is what is read and marked.',
    params: taskParams,
    body: z.object({
      revision: z.number().int(),
      ownEstimate: z.record(z.string().max(40), z.string().max(40)).default({}),
    }),
    reply: narrationSchema,
  }),
  readNarration: route({
    method: 'get',
    path: '/api/narrations/:narrationId',
    summary: 'A narration for reading: one’s own, or a handed-in one for those who mark.',
    params: z.object({ narrationId: idSchema }),
    reply: narrationReadingSchema,
  }),
};
