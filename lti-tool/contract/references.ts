import { z } from 'zod';
import { clipSchema } from '#contract/clips';
import { lineSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** Why an address cannot be a clip; stands in the problem's `reason`. */
export const REFERENCE_REFUSALS = [
  'unknown-form',
  'host-not-allowed',
  'not-there',
  'not-seekable',
  'not-shared',
  'live',
  'length-missing',
] as const;
export type ReferenceRefusal = (typeof REFERENCE_REFUSALS)[number];

/** Clips whose films stay where they are. */
export const referenceRoutes = {
  addReference: route({
    method: 'post',
    path: '/api/references',
    summary:
      'A clip whose film stays where it is: on a server of the institution, or a video site.',
    body: z.object({
      /** HLS or MP4 on an allowed host, or the address of a YouTube or Vimeo page. */
      address: z.string().trim().max(2_000),
      title: lineSchema,
      /** Read from the playlist where there is one; otherwise it must be said. */
      durationSeconds: z.number().positive().max(86_400).nullable().default(null),
    }),
    reply: clipSchema,
    status: 201,
  }),
};
