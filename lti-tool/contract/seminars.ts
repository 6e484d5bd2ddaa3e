import { z } from 'zod';
import { idSchema, instantSchema, secondsSchema } from '#contract/common-shapes';
import { readingSchema } from '#contract/observations';
import { route } from '#contract/route';

/** What one said about a moment. The words stay their author’s; they are never counted or marked. */
export const postSchema = z.object({
  id: idSchema,
  startSeconds: secondsSchema,
  endSeconds: secondsSchema,
  /** Name, or the pseudonym under which the comparison shows this person; empty when unknown. */
  name: z.string(),
  isMine: z.boolean(),
  /** Written by somebody who leads the course. */
  fromLead: z.boolean(),
  /** Empty for others when it is hidden. */
  body: z.string(),
  writtenAt: instantSchema,
  editedAt: instantSchema.nullable(),
  /** Who leads the course hid it, and said why. */
  hidden: z.object({ reason: z.string() }).nullable(),
});
export type Post = z.infer<typeof postSchema>;

/** What happens while people look together. A caller who reads a kind it does not know passes on. */
export const liveNewsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), post: postSchema }),
  z.object({ kind: z.literal('post-gone'), postId: idSchema }),
  /** Somebody handed in. */
  z.object({
    kind: z.literal('reading'),
    reading: readingSchema,
    handedIn: z.number().int(),
    expected: z.number().int(),
  }),
  /** What is shown to the caller may have changed as a whole: ask again. */
  z.object({ kind: z.literal('look-again') }),
]);
export type LiveNews = z.infer<typeof liveNewsSchema>;

const taskParams = z.object({ taskId: idSchema });
const postParams = taskParams.extend({ postId: idSchema });

/** Talk about moments, live, where a course compares. */
export const seminarRoutes = {
  listPosts: route({
    method: 'get',
    path: '/api/tasks/:taskId/posts',
    summary: 'What was said about moments; refused until the comparison is open to me.',
    params: taskParams,
    reply: z.object({ posts: z.array(postSchema) }),
  }),
  writePost: route({
    method: 'put',
    path: '/api/tasks/:taskId/posts/:postId',
    summary: 'Say something about a moment, or change what I said. Idempotent.',
    params: postParams,
    body: z
      .object({
        startSeconds: secondsSchema,
        endSeconds: secondsSchema,
        body: z.string().trim().min(1).max(4_000),
      })
      .refine((post) => post.endSeconds >= post.startSeconds, { path: ['endSeconds'] }),
    reply: postSchema,
  }),
  removePost: route({
    method: 'delete',
    path: '/api/tasks/:taskId/posts/:postId',
    summary: 'Take back what I said.',
    params: postParams,
  }),
  hidePost: route({
    method: 'put',
    path: '/api/tasks/:taskId/posts/:postId/hiding',
    summary: 'Hide what somebody said, with a reason that everybody reads.',
    params: postParams,
    body: z.object({ reason: z.string().trim().min(1).max(300) }),
    reply: postSchema,
  }),
  showPost: route({
    method: 'delete',
    path: '/api/tasks/:taskId/posts/:postId/hiding',
    summary: 'Show again what was hidden.',
    params: postParams,
    reply: postSchema,
  }),
};

/**
 * Server-sent events of one task (HTML Living Standard 9.2). The token travels in the header, never
 * in the address; `Last-Event-ID` brings what was missed. Beside the contract of requests, because
 * its answer does not end.
 */
export const LIVE_PATH = '/api/tasks/:taskId/live';
