import { z } from 'zod';
import { filmedPersonSchema } from '#contract/clips';
import { idSchema, instantSchema, lineSchema } from '#contract/common-shapes';
import { consentDraftSchema, coverageSchema } from '#contract/consents';
import { route } from '#contract/route';

/** Own documentation (Q7): a picture, a recording, a film of one's own, or what was written in the field. */
export const PIECE_KINDS = ['image', 'audio', 'video', 'note'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** How far the file of a piece has come. A note has none, and is ready at once. */
export const PIECE_STATES = ['arriving', 'preparing', 'ready', 'failed'] as const;
export type PieceState = (typeof PIECE_STATES)[number];

/** Somebody who can be recognised in a piece, with what they agreed to. */
export const piecePersonSchema = filmedPersonSchema.omit({ ranges: true });
export type PiecePerson = z.infer<typeof piecePersonSchema>;

/** A file that is going to be sent. */
export const pieceFileSchema = z.object({
  name: lineSchema,
  bytes: z.number().int().min(0),
});

/** What somebody says about a piece of documentation. */
export const pieceDraftSchema = z.object({
  title: lineSchema,
  /** The field note itself, or what is to be known about picture or recording. */
  text: z.string().max(20_000),
  /** Whether anybody can be recognised in it: then each of them is in the register. */
  hasPeople: z.boolean(),
  /** Its author keeps it to themselves. */
  isPrivate: z.boolean(),
  /** The file that is sent next; absent for a note, and while the file stays. */
  file: pieceFileSchema.optional(),
});
export type PieceDraft = z.infer<typeof pieceDraftSchema>;

/** A piece of documentation as the one who asks may see it. */
export const pieceSchema = pieceDraftSchema.omit({ file: true }).extend({
  id: idSchema,
  taskId: idSchema,
  kind: z.enum(PIECE_KINDS),
  isMine: z.boolean(),
  /** By who makes the task: everybody of the task sees and cites it. */
  isShared: z.boolean(),
  state: z.enum(PIECE_STATES),
  /** Of the preparation, 0 to 100. */
  percent: z.number(),
  /** Why its file was refused. */
  failure: z.string().nullable(),
  /** The file as it was announced, and how much of it is here. For its author only. */
  file: pieceFileSchema.extend({ arrivedBytes: z.number().int() }).nullable(),
  /** A short-lived address of the cleaned file; null for a note, or until it is ready. */
  url: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  /** How loud it is over its length, 0 to 100, for drawing. */
  peaks: z.array(z.number()).nullable(),
  /** Who can be recognised in it; for its author only. */
  people: z.array(piecePersonSchema),
  /** What these people together allow; null where nobody can be recognised. */
  coverage: coverageSchema.nullable(),
  createdAt: instantSchema,
});
export type Piece = z.infer<typeof pieceSchema>;

const taskParams = z.object({ taskId: idSchema });
const pieceParams = z.object({ pieceId: idSchema });

const personParams = pieceParams.extend({ personId: idSchema });

/** Where the file of a piece is sent (tus); the id of the piece is the id of its upload. */
export const PIECE_FILES_PATH = '/api/documentation-files';

/** Pictures, recordings, films and field notes that people bring to a task. */
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
    summary: 'Change the words of an own piece, close it, or announce its file anew.',
    params: pieceParams,
    body: pieceDraftSchema,
    reply: pieceSchema,
  }),
  removePiece: route({
    method: 'delete',
    path: '/api/documentation/:pieceId',
    summary: 'Remove an own piece, its file, and what was agreed about it.',
    params: pieceParams,
  }),
  addPiecePerson: route({
    method: 'post',
    path: '/api/documentation/:pieceId/people',
    summary: 'Name somebody who can be recognised in an own piece, with what they agreed to.',
    params: pieceParams,
    body: piecePersonSchema
      .pick({ pseudonym: true, kind: true })
      .extend({ consent: consentDraftSchema }),
    reply: pieceSchema,
    status: 201,
  }),
  recordPieceConsent: route({
    method: 'put',
    path: '/api/documentation/:pieceId/people/:personId/consent',
    summary: 'Record what somebody in an own piece agrees to from now on.',
    params: personParams,
    body: consentDraftSchema,
    reply: pieceSchema,
  }),
  withdrawPieceConsent: route({
    method: 'delete',
    path: '/api/documentation/:pieceId/people/:personId/consent',
    summary: 'Somebody in an own piece has withdrawn: it closes at once for everybody else.',
    params: personParams,
    reply: pieceSchema,
  }),
};
