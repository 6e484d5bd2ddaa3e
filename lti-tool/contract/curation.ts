import { z } from 'zod';
import { daySchema, idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';
import { CURATION_MOVES, CURATION_STATES } from '#contract/vocabulary';

const stateSchema = z.enum(CURATION_STATES);

/** One step of a clip's way through the library: who, when, and why. */
export const curationStepSchema = z.object({
  from: stateSchema,
  to: stateSchema,
  at: instantSchema,
  by: z.string(),
  why: z.string(),
});
export type CurationStep = z.infer<typeof curationStepSchema>;

/** Where a clip stands on its way, and what this person may do about it. */
export const curationSchema = z.object({
  state: stateSchema,
  /** When somebody looks at it again; null before it is published. */
  reviewOn: daySchema.nullable(),
  isReviewDue: z.boolean(),
  moves: z.array(z.enum(CURATION_MOVES)),
  /** Newest first. */
  steps: z.array(curationStepSchema),
  /** What a retirement would touch. Tasks that use the clip keep it. */
  impact: z.object({
    tasks: z.number().int(),
    courses: z.number().int(),
    submissions: z.number().int(),
  }),
});
export type Curation = z.infer<typeof curationSchema>;

const params = z.object({ clipId: idSchema });

/** The way of a clip through the library, from draft to retired. */
export const curationRoutes = {
  getCuration: route({
    method: 'get',
    path: '/api/clips/:clipId/curation',
    summary: 'Where a clip stands on its way through the library, with its history.',
    params,
    reply: curationSchema,
  }),
  moveClip: route({
    method: 'post',
    path: '/api/clips/:clipId/curation',
    summary: 'Take a clip one step on its way: propose, review, publish, renew, retire, restore.',
    params,
    body: z.object({
      move: z.enum(CURATION_MOVES),
      why: z.string().trim().max(2_000).default(''),
      /** For publishing and renewing; a year from now without it. */
      reviewOn: daySchema.optional(),
    }),
    reply: curationSchema,
    status: 200,
  }),
};
