import { z } from 'zod';
import { idSchema, lineSchema, localeSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** A text of a framework in the interface languages; English is always there. */
export const translatedSchema = z
  .partialRecord(localeSchema, z.string())
  .and(z.object({ en: z.string() }));
export type Translated = z.infer<typeof translatedSchema>;

const codeKey = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** One category of a code scheme. `hue` is one of the eight code colours of the tokens. */
export const codeSchema = z.object({
  id: codeKey,
  tierId: codeKey,
  name: translatedSchema,
  definition: translatedSchema,
  hue: z.number().int().min(1).max(8),
});
export type Code = z.infer<typeof codeSchema>;

/** What a framework says, as it stands in a file of course-templates/frameworks. */
export const frameworkContentSchema = z
  .object({
    key: codeKey,
    version: z.number().int().min(1),
    title: translatedSchema,
    source: z.string().max(500),
    tiers: z.array(z.object({ id: codeKey, name: translatedSchema })).min(1),
    codes: z.array(codeSchema).min(1).max(60),
  })
  .refine(
    (framework) =>
      framework.codes.every((code) => framework.tiers.some((tier) => tier.id === code.tierId)),
    { path: ['codes'], message: 'A code names a tier that is not there.' },
  );
export type FrameworkContent = z.infer<typeof frameworkContentSchema>;

export const frameworkSchema = z.object({
  id: idSchema,
  key: codeKey,
  version: z.number().int(),
  title: translatedSchema,
  source: lineSchema,
  tiers: z.array(z.object({ id: codeKey, name: translatedSchema })),
  codes: z.array(codeSchema),
});
export type Framework = z.infer<typeof frameworkSchema>;

export const frameworkRoutes = {
  listFrameworks: route({
    method: 'get',
    path: '/api/frameworks',
    summary: 'The code schemes of this institution, newest version of each.',
    reply: z.object({ frameworks: z.array(frameworkSchema) }),
  }),
};
