import { z } from 'zod';
import { idSchema, secondsSchema } from '#contract/common-shapes';
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
  z.object({ kind: z.literal('gone'), member: z.string() }),
]);
export type JointNews = z.infer<typeof jointNewsSchema>;

const taskParams = z.object({ taskId: idSchema });

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

/** Server-sent events of the own group's observation; ends when one is in that group no more. */
export const JOINT_LIVE_PATH = '/api/tasks/:taskId/observation/live';
