import { z } from 'zod';
import { idSchema, lineSchema, localeSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** What an institution has its own words for. */
export const VOCABULARIES = ['domain', 'strategy', 'ageGroup', 'setting', 'area'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

const nameSchema = lineSchema.min(1).max(200);
const translationsSchema = z.partialRecord(localeSchema, lineSchema.max(200));

/** One word of an institution. Its id stays the same, whatever it is called. */
export const termSchema = z.object({
  id: idSchema,
  vocabulary: z.enum(VOCABULARIES),
  /** As it stands in the descriptions of clips. */
  name: nameSchema,
  /** What readers in other languages see in its place. */
  translations: translationsSchema,
  /** It is not offered any more; clips that have it keep it. */
  isRetired: z.boolean(),
  /** Clips that have it. */
  uses: z.number().int(),
});
export type Term = z.infer<typeof termSchema>;

/** The institution's words for clips, and those that are used without being one of them. */
export const termListSchema = z.object({
  terms: z.array(termSchema),
  /** What is written in clips and stands in no vocabulary. */
  loose: z.array(
    z.object({ vocabulary: z.enum(VOCABULARIES), name: z.string(), uses: z.number().int() }),
  ),
});
export type TermList = z.infer<typeof termListSchema>;

const termParams = z.object({ termId: idSchema });

/** The words by which clips are described, and what becomes of them. */
export const vocabularyRoutes = {
  listTerms: route({
    method: 'get',
    path: '/api/vocabularies',
    summary: 'The words by which an institution describes its clips, with how often they are used.',
    reply: termListSchema,
  }),
  addTerm: route({
    method: 'post',
    path: '/api/vocabularies',
    summary: 'Add a word; clips that have it already are found by it from then on.',
    body: z.object({ vocabulary: z.enum(VOCABULARIES), name: nameSchema }),
    reply: termListSchema,
    status: 201,
  }),
  changeTerm: route({
    method: 'patch',
    path: '/api/vocabularies/:termId',
    summary: 'Rename a word, translate it, or take it out of use; every clip that has it follows.',
    params: termParams,
    body: z.object({
      name: nameSchema.optional(),
      translations: translationsSchema.optional(),
      isRetired: z.boolean().optional(),
    }),
    reply: termListSchema,
  }),
  mergeTerm: route({
    method: 'post',
    path: '/api/vocabularies/:termId/merger',
    summary: 'Two words become one: every clip that has this one gets the other.',
    params: termParams,
    body: z.object({ intoId: idSchema }),
    reply: termListSchema,
    status: 200,
  }),
};
