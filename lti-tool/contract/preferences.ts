import { z } from 'zod';
import { route } from '#contract/route';

/** How somebody wants to be compared: theirs alone, and the same on all their devices. */
export const preferencesSchema = z.object({
  /** How far apart in time the own marks and others' may lie; null while nothing was chosen. */
  toleranceSeconds: z.number().min(0).max(60).nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** What somebody chose for themselves. */
export const preferenceRoutes = {
  readPreferences: route({
    method: 'get',
    path: '/api/preferences',
    summary: 'What I chose for myself. Nobody else reads it.',
    reply: preferencesSchema,
  }),
  savePreferences: route({
    method: 'put',
    path: '/api/preferences',
    summary: 'Choose it, or take it back (null): it is kept for me and for nothing else.',
    body: preferencesSchema,
    reply: preferencesSchema,
  }),
};
