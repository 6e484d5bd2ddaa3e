import { z } from 'zod';
import { idSchema } from '#contract/common-shapes';
import { route } from '#contract/route';
import { WORK_STAGES } from '#contract/vocabulary';

/** How far somebody's own work on a task has come. */
export const ownWorkSchema = z.object({ taskId: idSchema, stage: z.enum(WORK_STAGES) });
export type OwnWork = z.infer<typeof ownWorkSchema>;

/** How many of those who are expected to work on a task stand where. */
export const taskProgressSchema = z.object({
  taskId: idSchema,
  notBegun: z.number().int(),
  stages: z.record(z.enum(WORK_STAGES), z.number().int()),
});
export type TaskProgress = z.infer<typeof taskProgressSchema>;

/** How far the tasks of a course have come, one's own and everybody's. */
export const courseWorkRoutes = {
  listOwnWork: route({
    method: 'get',
    path: '/api/course/own-work',
    summary: 'The tasks of this course that I have begun, and how far I have come with each.',
    reply: z.object({ work: z.array(ownWorkSchema) }),
  }),
  readProgress: route({
    method: 'get',
    path: '/api/course/progress',
    summary: 'How many students stand where with each published task; numbers only.',
    reply: z.object({ progress: z.array(taskProgressSchema) }),
  }),
};
