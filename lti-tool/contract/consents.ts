import { z } from 'zod';
import { daySchema, instantSchema } from '#contract/common-shapes';
import { AUDIENCES, PURPOSES } from '#contract/vocabulary';

/** What one filmed person (or a child's guardian) agreed to. Dates are days, both included. */
export const consentDraftSchema = z
  .object({
    purposes: z.array(z.enum(PURPOSES)),
    audience: z.enum(AUDIENCES),
    validFrom: daySchema,
    validUntil: daySchema,
    evidence: z.string().max(500).default(''),
    assentNote: z.string().max(2_000).default(''),
  })
  .refine((consent) => consent.validUntil >= consent.validFrom, {
    path: ['validUntil'],
    message: 'The consent ends before it begins.',
  });
export type ConsentDraft = z.infer<typeof consentDraftSchema>;

/** A consent as it is stored, with what became of it. */
export const consentSchema = z.object({
  purposes: z.array(z.enum(PURPOSES)),
  audience: z.enum(AUDIENCES),
  validFrom: daySchema,
  validUntil: daySchema,
  evidence: z.string(),
  assentNote: z.string(),
  recordedAt: instantSchema,
  withdrawnAt: instantSchema.nullable(),
});
export type Consent = z.infer<typeof consentSchema>;

/** Why a clip may not be played, worst first. */
export const COVERAGE_GAPS = [
  'nobody-named',
  'missing',
  'withdrawn',
  'ended',
  'not-begun',
  'purpose',
  'not-shared',
] as const;

/** What the consents of all people in a clip allow together: the narrowest decides. */
export const coverageSchema = z.object({
  /** Whether students may be trained with it today. */
  training: z.boolean(),
  purposes: z.array(z.enum(PURPOSES)),
  audience: z.enum(AUDIENCES).nullable(),
  until: daySchema.nullable(),
  gap: z.enum(COVERAGE_GAPS).nullable(),
  /** Pseudonyms of those whose consent decides (the gap, or the earliest end). */
  decidedBy: z.array(z.string()),
});
export type Coverage = z.infer<typeof coverageSchema>;
