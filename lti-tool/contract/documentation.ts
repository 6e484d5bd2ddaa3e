import { z } from 'zod';
import { daySchema, idSchema, instantSchema, lineSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** Own documentation besides clips (Q7): a picture, a recording, or what was written in the field. */
export const PIECE_KINDS = ['image', 'audio', 'note'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** What one says who hands over a picture or recording of people. */
export const pieceConsentSchema = z.object({
  /** Whether anybody can be recognised in it. */
  hasPeople: z.boolean(),
  /** All of them, or who cares for them, agreed that it is read in this course. */
  areAgreed: z.boolean(),
  /** The last day on which others see it; null for as long as the course lasts. */
  until: daySchema.nullable(),
  isWithdrawn: z.boolean(),
});
export type PieceConsent = z.infer<typeof pieceConsentSchema>;

export const pieceDraftSchema = z.object({
  title: lineSchema,
  /** The field note itself, or what is to be known about picture or recording. */
  text: z.string().max(20_000),
  consent: pieceConsentSchema,
});
export type PieceDraft = z.infer<typeof pieceDraftSchema>;

export const pieceSchema = pieceDraftSchema.extend({
  id: idSchema,
  taskId: idSchema,
  kind: z.enum(PIECE_KINDS),
  isMine: z.boolean(),
  /** By who makes the task: everybody of the task sees and cites it. */
  isShared: z.boolean(),
  /** A short-lived address of the cleaned file; null for a note, or while none has arrived. */
  url: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  /** How loud it is over its length, 0 to 100, for drawing. */
  peaks: z.array(z.number()).nullable(),
  createdAt: instantSchema,
});
export type Piece = z.infer<typeof pieceSchema>;

const taskParams = z.object({ taskId: idSchema });
const pieceParams = z.object({ pieceId: idSchema });

/** Where the file of a piece is sent, as the body of a PUT. */
export const PIECE_FILES_PATH = '/api/documentation-files';

export const documentationRoutes = {
  listPieces: route({
    method: 'get',
    path: '/api/tasks/:taskId/documentation',
    summary: 'Own pieces for a task, and those that its makers share with everybody.',
    params: taskParams,
    reply: z.object({ pieces: z.array(pieceSchema) }),
  }),
  addPiece: route({
    method: 'post',
    path: '/api/tasks/:taskId/documentation',
    summary: 'Begin a piece; the file of a picture or recording is sent afterwards.',
    params: taskParams,
    body: pieceDraftSchema.extend({ kind: z.enum(PIECE_KINDS) }),
    reply: pieceSchema,
    status: 201,
  }),
  readPiece: route({
    method: 'get',
    path: '/api/documentation/:pieceId',
    summary: 'A piece for its author, for those who mark, and when shared for all of the task.',
    params: pieceParams,
    reply: pieceSchema,
  }),
  changePiece: route({
    method: 'put',
    path: '/api/documentation/:pieceId',
    summary: 'Change the words of an own piece, or what the people in it agree to.',
    params: pieceParams,
    body: pieceDraftSchema,
    reply: pieceSchema,
  }),
  removePiece: route({
    method: 'delete',
    path: '/api/documentation/:pieceId',
    summary: 'Remove an own piece and its file.',
    params: pieceParams,
  }),
};
