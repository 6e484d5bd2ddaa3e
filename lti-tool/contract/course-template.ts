import { z } from 'zod';
import { beliefSchema, passSchema, lookForSchema, narrationPlanSchema } from '#contract/tasks';
import { REVEAL_RULES } from '#contract/vocabulary';

/** One activity of a template; weeks count from 1, `dueDay` is 1 (Monday) to 7. */
export const templateActivitySchema = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().min(1).max(200),
  week: z.number().int().min(1).max(30),
  lengthWeeks: z.number().int().min(1).max(30),
  dueDay: z.number().int().min(1).max(7),
  /** Key of a demo clip, used when the course is the demo; otherwise the lecturer chooses. */
  clipKey: z.string().nullable(),
  frameworkKey: z.string(),
  helpingQuestion: z.object({ mode: z.enum(['own', 'given']), text: z.string() }),
  lookFors: z.array(lookForSchema),
  beliefs: z.array(beliefSchema).optional(),
  passes: z.array(passSchema).min(1),
  revealRule: z.enum(REVEAL_RULES),
  narration: narrationPlanSchema.nullable(),
  maximumPoints: z.number().min(0),
});
export type TemplateActivity = z.infer<typeof templateActivitySchema>;

/** A whole course as data: `course-templates/<key>/template.json`. */
export const courseTemplateSchema = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string(),
  summary: z.string(),
  audience: z.string(),
  weeks: z.number().int().min(1),
  activities: z.array(templateActivitySchema).min(1),
});
export type CourseTemplate = z.infer<typeof courseTemplateSchema>;
