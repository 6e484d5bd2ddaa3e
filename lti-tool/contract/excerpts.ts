import { z } from 'zod';
import { playbackSchema } from '#contract/clips';
import { idSchema, instantSchema, lineSchema, secondsSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** A stretch of a clip that plays by itself (V2): nothing is cut, only this is served. */
export const excerptDraftSchema = z.object({
  title: lineSchema,
  startSeconds: secondsSchema,
  endSeconds: secondsSchema,
});
/** A stretch of a clip that is kept under a name. */
export const excerptSchema = excerptDraftSchema.extend({
  id: idSchema,
  clipId: idSchema,
  isMine: z.boolean(),
  /** Made by somebody who looks after clips: everybody who may watch the clip finds it. */
  isShared: z.boolean(),
  /** The picture with which it begins, signed for a while; null where none may be shown. */
  posterUrl: z.string().nullable(),
  createdAt: instantSchema,
});
export type Excerpt = z.infer<typeof excerptSchema>;

const clipParams = z.object({ clipId: idSchema });
const excerptParams = z.object({ excerptId: idSchema });

/** Making, changing and finding excerpts. */
export const excerptRoutes = {
  listExcerpts: route({
    method: 'get',
    path: '/api/clips/:clipId/excerpts',
    summary: 'Excerpts of a clip, in time order: the shared ones and one’s own.',
    params: clipParams,
    reply: z.object({ excerpts: z.array(excerptSchema) }),
  }),
  addExcerpt: route({
    method: 'post',
    path: '/api/clips/:clipId/excerpts',
    summary: 'Make an excerpt of a clip; it plays at once.',
    params: clipParams,
    body: excerptDraftSchema,
    reply: excerptSchema,
    status: 201,
  }),
  changeExcerpt: route({
    method: 'put',
    path: '/api/excerpts/:excerptId',
    summary: 'Change the title or the points of an own excerpt.',
    params: excerptParams,
    body: excerptDraftSchema,
    reply: excerptSchema,
  }),
  removeExcerpt: route({
    method: 'delete',
    path: '/api/excerpts/:excerptId',
    summary: 'Remove an own excerpt; the clip stays.',
    params: excerptParams,
  }),
  playExcerpt: route({
    method: 'post',
    path: '/api/excerpts/:excerptId/playback',
    summary: 'Short-lived addresses that give nothing of the clip beyond the excerpt’s keyframes.',
    params: excerptParams,
    reply: playbackSchema,
  }),
};
