import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** For whom a collection is: its owner, those who teach in one course, or the institution. */
export const COLLECTION_SCOPES = ['own', 'course', 'institution'] as const;
export type CollectionScope = (typeof COLLECTION_SCOPES)[number];

/** What became of the offer of a collection to another institution. */
export const SHARE_STATES = ['offered', 'accepted', 'declined', 'ended'] as const;
export type ShareState = (typeof SHARE_STATES)[number];

const titleSchema = z.string().trim().min(1).max(120);

/** A collection of clips as one person sees it. */
export const collectionSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** `shared` comes from another institution. */
  scope: z.enum([...COLLECTION_SCOPES, 'shared']),
  /** Where a shared one comes from. */
  institution: z.string().nullable(),
  /** By which share it is seen here. */
  shareId: idSchema.nullable(),
  clips: z.number().int(),
  /** Whether this person may change what is in it. */
  canChange: z.boolean(),
  /** Whether it holds the clip that was asked about. */
  holds: z.boolean(),
  /** With how many other institutions it is shared. */
  partners: z.number().int(),
});
export type Collection = z.infer<typeof collectionSchema>;

/** What became of a collection at another institution. */
export const shareSchema = z.object({
  id: idSchema,
  institution: z.string(),
  state: z.enum(SHARE_STATES),
  offeredAt: instantSchema,
  answeredAt: instantSchema.nullable(),
});
export type Share = z.infer<typeof shareSchema>;

/** A collection that another institution offers to this one, or shares with it. */
export const offerSchema = z.object({
  id: idSchema,
  title: z.string(),
  institution: z.string(),
  state: z.enum(['offered', 'accepted']),
  clips: z.number().int(),
  offeredAt: instantSchema,
});
export type Offer = z.infer<typeof offerSchema>;

const params = z.object({ collectionId: idSchema });
const clipParams = params.extend({ clipId: idSchema });

/** Collections of clips, and sharing them with other institutions. */
export const collectionRoutes = {
  listCollections: route({
    method: 'get',
    path: '/api/collections',
    summary: 'Collections that this person sees: own, of the course, of the institution, shared.',
    query: z.object({ clipId: idSchema.optional() }),
    reply: z.object({ collections: z.array(collectionSchema) }),
  }),
  createCollection: route({
    method: 'post',
    path: '/api/collections',
    summary: 'Begin a collection.',
    body: z.object({ title: titleSchema, scope: z.enum(COLLECTION_SCOPES) }),
    reply: collectionSchema,
    status: 201,
  }),
  renameCollection: route({
    method: 'patch',
    path: '/api/collections/:collectionId',
    summary: 'Give a collection another title.',
    params,
    body: z.object({ title: titleSchema }),
  }),
  removeCollection: route({
    method: 'delete',
    path: '/api/collections/:collectionId',
    summary: 'Remove a collection; its clips stay. Whoever it was shared with sees it no more.',
    params,
  }),
  addToCollection: route({
    method: 'put',
    path: '/api/collections/:collectionId/clips/:clipId',
    summary: 'Put a clip into a collection.',
    params: clipParams,
  }),
  takeFromCollection: route({
    method: 'delete',
    path: '/api/collections/:collectionId/clips/:clipId',
    summary: 'Take a clip out of a collection.',
    params: clipParams,
  }),
  listShares: route({
    method: 'get',
    path: '/api/collections/:collectionId/shares',
    summary: 'To whom a collection of the institution was offered, and to whom it may be.',
    params,
    reply: z.object({
      shares: z.array(shareSchema),
      /** Institutions of this installation to which it may be offered. */
      partners: z.array(z.object({ id: idSchema, name: z.string() })),
      /** How many of its clips everybody in them lets partners see, today. */
      openClips: z.number().int(),
      clips: z.number().int(),
    }),
  }),
  offerCollection: route({
    method: 'post',
    path: '/api/collections/:collectionId/shares',
    summary: 'Offer a collection of the institution to another institution.',
    params,
    body: z.object({ institutionId: idSchema }),
    status: 201,
  }),
  endShare: route({
    method: 'delete',
    path: '/api/shares/:shareId',
    summary: 'Take an offer back or end a share, from either side; its clips close at once.',
    params: z.object({ shareId: idSchema }),
  }),
  listOffers: route({
    method: 'get',
    path: '/api/shares',
    summary: 'Collections that other institutions offer to this one, or share with it.',
    reply: z.object({ offers: z.array(offerSchema) }),
  }),
  answerOffer: route({
    method: 'post',
    path: '/api/shares/:shareId/answer',
    summary: 'Accept a collection of another institution, or decline it.',
    params: z.object({ shareId: idSchema }),
    body: z.object({ answer: z.enum(['accept', 'decline']) }),
  }),
};
