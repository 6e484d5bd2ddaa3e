import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** What a lecturer may want with the tasks of the course that theirs was copied from. */
export const COPY_DECISIONS = ['keep', 'own'] as const;
export type CopyDecision = (typeof COPY_DECISIONS)[number];

/** A task of the old course, as the new one sees it. */
export const copiedTaskSchema = z.object({
  taskId: idSchema,
  title: z.string(),
  maximumPoints: z.number(),
  dueAt: instantSchema.nullable(),
  /** Students of the new course have begun with it: it stays the same for them. */
  isBegun: z.boolean(),
});
export type CopiedTask = z.infer<typeof copiedTaskSchema>;

/** Where a course was copied from, and what was decided. */
export const courseCopySchema = z.object({
  copies: z.array(
    z.object({
      fromCourseId: idSchema,
      fromTitle: z.string(),
      decision: z.enum(COPY_DECISIONS).nullable(),
      decidedAt: instantSchema.nullable(),
      tasks: z.array(copiedTaskSchema),
    }),
  ),
  /** The launched link, when nothing says which task it opens. */
  lostLink: z.object({ title: z.string() }).nullable(),
});
export type CourseCopy = z.infer<typeof courseCopySchema>;

/** Tasks of a course that was made by copying another. */
export const courseCopyRoutes = {
  getCourseCopy: route({
    method: 'get',
    path: '/api/course/copies',
    summary: 'Courses that this one was copied from, with the tasks that its links open.',
    reply: courseCopySchema,
  }),
  decideCourseCopy: route({
    method: 'put',
    path: '/api/course/copies/:fromCourseId',
    summary: 'Keep using the tasks of the old course, or make own copies. Its work is not touched.',
    params: z.object({ fromCourseId: idSchema }),
    body: z.object({ decision: z.enum(COPY_DECISIONS) }),
    reply: courseCopySchema,
  }),
  chooseForLink: route({
    method: 'put',
    path: '/api/course/copies/:fromCourseId/link',
    summary: 'Say which task of the old course the launched link opens.',
    params: z.object({ fromCourseId: idSchema }),
    body: z.object({ taskId: idSchema }),
    reply: courseCopySchema,
  }),
};
