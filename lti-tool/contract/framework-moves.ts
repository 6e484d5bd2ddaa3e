import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { namedCodeSchema, translatedSchema } from '#contract/frameworks';
import { route } from '#contract/route';
import { partIdSchema } from '#contract/tasks';

/** What becomes of a code of the older version: nothing, one code, or several. */
export const codeMoveSchema = z.object({ from: namedCodeSchema, to: z.array(namedCodeSchema) });
export type CodeMove = z.infer<typeof codeMoveSchema>;

/** What a newer version of its framework would change in a task that students have begun. */
export const frameworkMoveSchema = z.object({
  /** The newer version; null when the task has the newest. */
  next: z
    .object({
      frameworkId: idSchema,
      title: translatedSchema,
      fromVersion: z.number().int(),
      toVersion: z.number().int(),
      /** Codes that are called otherwise, parted or given up, and how much was coded with them. */
      changes: z.array(
        codeMoveSchema.extend({ marks: z.number().int(), observations: z.number().int() }),
      ),
      /** Look-fors whose code has no successor or several: somebody has to say which it is now. */
      openLookFors: z.array(
        z.object({ id: partIdSchema, label: z.string(), codeIds: z.array(z.string()) }),
      ),
      codes: z.array(namedCodeSchema),
    })
    .nullable(),
  /** The last move, which may be taken back; null when there is none. */
  last: z
    .object({ fromVersion: z.number().int(), toVersion: z.number().int(), movedAt: instantSchema })
    .nullable(),
});
export type FrameworkMove = z.infer<typeof frameworkMoveSchema>;

const taskParams = z.object({ taskId: idSchema });

/** Going on with a newer version of a framework in a begun task, and back. */
export const frameworkMoveRoutes = {
  previewFrameworkMove: route({
    method: 'get',
    path: '/api/tasks/:taskId/framework-move',
    summary: 'What the newest version of its framework would change in this task.',
    params: taskParams,
    reply: frameworkMoveSchema,
  }),
  moveFramework: route({
    method: 'post',
    path: '/api/tasks/:taskId/framework-move',
    summary:
      'Go on with a newer version: marks are read in its codes, and keep what they were called.',
    params: taskParams,
    body: z.object({
      frameworkId: idSchema,
      /** The code of each look-for that has no single successor. */
      lookFors: z.record(partIdSchema, z.string().max(60)).default({}),
    }),
    reply: frameworkMoveSchema,
  }),
  undoFrameworkMove: route({
    method: 'delete',
    path: '/api/tasks/:taskId/framework-move',
    summary: 'Take the last move back: marks get the codes that they had.',
    params: taskParams,
    reply: frameworkMoveSchema,
  }),
};
