import { z } from 'zod';
import { idSchema, secondsSchema } from '#contract/common-shapes';
import { narrationSchema } from '#contract/narrations';
import { observationSchema } from '#contract/observations';
import { route } from '#contract/route';

/** What members of a group hear of each other while they work. A caller passes on unknown kinds. */
export const jointNewsSchema = z.discriminatedUnion('kind', [
  /** The shared observation has another revision: ask for it. */
  z.object({ kind: z.literal('changed'), revision: z.number().int() }),
  /** A member is here, and this is where their clip stands. It is told, and kept nowhere. */
  z.object({
    kind: z.literal('here'),
    member: z.string(),
    seconds: secondsSchema,
    isPlaying: z.boolean(),
    /** Just came: whoever hears it says where they are. */
    isNew: z.boolean(),
  }),
  /** A member is here, and this is the block of the text they are at; null: at none. */
  z.object({
    kind: z.literal('writing'),
    member: z.string(),
    block: z.number().int().nullable(),
    isNew: z.boolean(),
  }),
  z.object({ kind: z.literal('gone'), member: z.string() }),
]);
export type JointNews = z.infer<typeof jointNewsSchema>;

const taskParams = z.object({ taskId: idSchema });

/** What people of a group that observes together tell each other meanwhile. */
export const jointRoutes = {
  tellPresence: route({
    method: 'post',
    path: '/api/tasks/:taskId/observation/presence',
    summary: 'Tell my group where my clip stands. It is passed on, and kept nowhere.',
    params: taskParams,
    body: z.object({
      seconds: secondsSchema,
      isPlaying: z.boolean(),
      isNew: z.boolean().default(false),
    }),
  }),
  withdrawYes: route({
    method: 'delete',
    path: '/api/tasks/:taskId/observation/hand-in',
    summary: 'Not yet: nobody’s yes to handing in counts any more.',
    params: taskParams,
    reply: observationSchema,
  }),
};

/** What people of a group that writes together tell each other meanwhile. */
export const jointNarrationRoutes = {
  tellWriting: route({
    method: 'post',
    path: '/api/tasks/:taskId/narration/presence',
    summary: 'Tell my group at which block of our text I am. It is passed on, and kept nowhere.',
    params: taskParams,
    body: z.object({
      block: z.number().int().min(0).max(2_000).nullable(),
      isNew: z.boolean().default(false),
    }),
  }),
  withdrawNarrationYes: route({
    method: 'delete',
    path: '/api/tasks/:taskId/narration/hand-in',
    summary: 'Not yet: nobody’s yes to handing in our text counts any more.',
    params: taskParams,
    reply: narrationSchema,
  }),
};

/** Server-sent events of the own group's narration; ends when one is in that group no more. */
export const NARRATION_LIVE_PATH = '/api/tasks/:taskId/narration/live';

/** Server-sent events of the own group's observation; ends when one is in that group no more. */
export const JOINT_LIVE_PATH = '/api/tasks/:taskId/observation/live';
