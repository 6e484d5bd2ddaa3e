import { z } from 'zod';
import { idSchema, lineSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** Who works on a task together in this course. */
export const taskTeamsSchema = z.object({
  teams: z.array(
    z.object({
      id: idSchema,
      name: lineSchema,
      /** The group of the course that it is; null for one that was made here. */
      courseGroupId: idSchema.nullable(),
      personIds: z.array(idSchema),
      /** There is work of it already: it stays. */
      hasBegun: z.boolean(),
      /** Handed in: who is in it stays too. */
      isHandedIn: z.boolean(),
    }),
  ),
  /** Everybody in the course who observes. */
  people: z.array(
    z.object({
      personId: idSchema,
      name: z.string(),
      /** The group of the course that they work in when they open the task; null: none. */
      courseGroup: z.object({ id: idSchema, name: z.string() }).nullable(),
    }),
  ),
  /** The LMS tells the groups of a person when they come, and never what they are called. */
  groupsByVisit: z.boolean(),
});
export type TaskTeams = z.infer<typeof taskTeamsSchema>;

const taskParams = z.object({ taskId: idSchema });

/** Groups that work together on a task. */
export const teamRoutes = {
  listTeams: route({
    method: 'get',
    path: '/api/tasks/:taskId/teams',
    summary: 'Who works on a task together, and who is in no group yet.',
    params: taskParams,
    reply: taskTeamsSchema,
  }),
  saveTeams: route({
    method: 'put',
    path: '/api/tasks/:taskId/teams',
    summary: 'Say who works together. Groups that are left out go, if nobody has begun in them.',
    params: taskParams,
    body: z.object({
      teams: z
        .array(
          z.object({
            id: idSchema,
            name: lineSchema.min(1),
            /** The group of the course that it is; null for one that was made here. */
            courseGroupId: idSchema.nullable().default(null),
            personIds: z.array(idSchema).max(100),
          }),
        )
        .max(300),
    }),
    reply: taskTeamsSchema,
  }),
};
