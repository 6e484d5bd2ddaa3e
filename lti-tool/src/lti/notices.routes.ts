import express, { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import { launchLimit } from './lti.routes.ts';
import type { Notices } from './notices.service.ts';

/** As a platform posts it: several in one request, each signed by itself. */
const noticesSchema = z.object({
  notices: z.array(z.object({ jwt: z.string().max(65_536) })).max(100),
});

/** Where platforms post notices; nobody is signed in, the signatures are what counts. */
export function noticesRoutes({
  notices,
  requestsPerMinute,
}: {
  notices: Pick<Notices, 'receive'>;
  requestsPerMinute: number;
}): Router {
  const router = Router();
  const body = express.json({ limit: '1mb', type: () => true });
  router.post(
    '/lti/notices',
    launchLimit('notices', requestsPerMinute),
    body,
    async (request, response) => {
      const given = noticesSchema.safeParse(request.body);
      if (!given.success) throw new AppError('invalid_request', { reason: 'no notices' });
      await notices.receive(given.data.notices.map(({ jwt }) => jwt));
      response.set('Cache-Control', 'no-store').status(204).end();
    },
  );
  return router;
}
