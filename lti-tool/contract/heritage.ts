import { z } from 'zod';
import { idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** How the author of a narration shows it on the page of its clip. */
export const showingSchema = z.object({
  isShown: z.boolean(),
  /** With the author's name; without, nobody is named. */
  isNamed: z.boolean(),
});
export type Showing = z.infer<typeof showingSchema>;

/** What somebody made of a clip and lets others read there (T11). */
export const heritageReadingSchema = z.object({
  narrationId: idSchema,
  title: z.string(),
  /** Null where the author did not want to be named, or names are hidden. */
  author: z.string().nullable(),
  courseTitle: z.string(),
  question: z.string(),
  paragraphs: z.array(z.string()),
  shownAt: instantSchema,
});
export type HeritageReading = z.infer<typeof heritageReadingSchema>;

const narrationParams = z.object({ narrationId: idSchema });

export const heritageRoutes = {
  listReadings: route({
    method: 'get',
    path: '/api/clips/:clipId/readings',
    summary: 'Narrations about a clip that their authors show on its page, latest first.',
    params: z.object({ clipId: idSchema }),
    reply: z.object({ readings: z.array(heritageReadingSchema) }),
  }),
  getShowing: route({
    method: 'get',
    path: '/api/narrations/:narrationId/clip-page',
    summary: 'Whether I show my narration on the page of its clip.',
    params: narrationParams,
    reply: showingSchema,
  }),
  setShowing: route({
    method: 'put',
    path: '/api/narrations/:narrationId/clip-page',
    summary: 'Show my narration, once handed in, on the page of its clip, or no longer.',
    params: narrationParams,
    body: showingSchema,
  }),
};
