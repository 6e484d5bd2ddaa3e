import { z } from 'zod';
import { idSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** A day at most: two cameras of one scene. */
const offsetSchema = z.number().min(-86_400).max(86_400);

/** Another camera on the same scene: a clip of its own, with people and consents of its own. */
export const secondViewSchema = z.object({
  clipId: idSchema,
  title: z.string(),
  /** What the second clip shows at second 0 of the first: so many seconds into it. */
  offsetSeconds: offsetSchema,
});
export type SecondView = z.infer<typeof secondViewSchema>;

const params = z.object({ clipId: idSchema });
const reply = z.object({ view: secondViewSchema.nullable() });

/** The second camera of a scene. */
export const secondViewRoutes = {
  getSecondView: route({
    method: 'get',
    path: '/api/clips/:clipId/second-view',
    summary: 'The second camera on the scene of a clip, if there is one.',
    params,
    reply,
  }),
  setSecondView: route({
    method: 'put',
    path: '/api/clips/:clipId/second-view',
    summary: 'Put another clip beside this one, and say how far their times lie apart.',
    params,
    body: z.object({ viewClipId: idSchema, offsetSeconds: offsetSchema }),
    reply,
  }),
  removeSecondView: route({
    method: 'delete',
    path: '/api/clips/:clipId/second-view',
    summary: 'Show the clip alone again.',
    params,
    reply,
    status: 200,
  }),
};
