import { z } from 'zod';
import { instantSchema, lineSchema, localeSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** Who somebody may be on a page of their institution: pages of others read, and no more. */
export const PAGE_ROLES = ['facilitator'] as const;

/** Tokens for pages of an institution on which elements stand alone. */
export const pageRoutes = {
  issuePageToken: route({
    method: 'post',
    path: '/api/page-tokens',
    summary:
      'A token for one reader of a page of the institution; asked for by its server, with the secret of the page.',
    body: z.object({
      person: z.object({
        /** How the page knows the reader, always the same: an account number, never an address. */
        reference: z.string().trim().min(1).max(200),
        name: lineSchema.nullable().default(null),
      }),
      role: z.enum(PAGE_ROLES).default('facilitator'),
      locale: localeSchema.default('en'),
    }),
    reply: z.object({ token: z.string(), tokenExpiresAt: instantSchema }),
    status: 201,
  }),
};
