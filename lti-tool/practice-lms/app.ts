import { fileURLToPath } from 'node:url';
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';
import { administrationRoutes } from './administration.routes.ts';
import { agsRoutes } from './ags.routes.ts';
import { choosePerson } from './browser-session.ts';
import { deepLinkingRoutes } from './deep-linking.routes.ts';
import { dynamicRegistrationRoutes } from './dynamic-registration.routes.ts';
import { groupsRoutes } from './groups.routes.ts';
import { launchRoutes } from './launch.routes.ts';
import type { Lms } from './lms.ts';
import { noticesRoutes } from './notices.routes.ts';
import { nrpsRoutes } from './nrps.routes.ts';
import { oidcRoutes } from './oidc.routes.ts';
import { pagesRoutes } from './pages.routes.ts';
import { leadToOwnPaths } from './places.ts';
import { html } from './pages/html.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import { practiceRoutes } from './practice.routes.ts';
import { onlyFromHere } from './same-origin.ts';
import { tokenRoutes } from './token.routes.ts';
import { writtenPagesRoutes } from './written-pages.routes.ts';

const PUBLIC_FOLDER = fileURLToPath(new URL('./public', import.meta.url));

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** The Express application of the practice LMS. */
export function createApp(lms: Lms): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_request, response, next) => {
    response.locals['lmsOrigin'] = lms.baseUrl;
    next();
  });
  app.use(leadToOwnPaths(lms.state));
  app.use('/assets', express.static(PUBLIC_FOLDER, { index: false, maxAge: 0 }));

  // What a tool sends is read as text whatever it is labelled, so that a wrong label can be shown.
  const asText = express.text({ type: () => true, limit: '1mb' });
  app.use(['/auth', '/token', '/services', '/deep-linking', '/registration'], asText);
  app.use(oidcRoutes(lms), tokenRoutes(lms), agsRoutes(lms), nrpsRoutes(lms));
  const dynamicRegistration = dynamicRegistrationRoutes(lms);
  app.use(groupsRoutes(lms), noticesRoutes(lms), deepLinkingRoutes(lms));
  app.use('/registration', dynamicRegistration.services);

  app.use('/practice', practiceRoutes(lms));
  app.use(onlyFromHere(lms), choosePerson(lms));
  app.use(launchRoutes(lms), administrationRoutes(lms), dynamicRegistration.pages);
  app.use(writtenPagesRoutes(lms), pagesRoutes(lms));

  app.use((_request, response) => {
    const words = html`<p>There is no such page.</p>
      <p><a href="/course">To the course</a></p>`;
    sendPage(response, smallPage(lms, 'Not found', words), 404);
  });
  const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    const reason = error instanceof Error ? error.message : String(error);
    lms.state.log.add({
      kind: 'Fault of the practice LMS',
      summary: `${request.method} ${request.path}`,
      outcome: 'failed',
      status,
      reason,
    });
    const words = html`<p>The practice LMS could not answer: ${reason}</p>`;
    sendPage(response, smallPage(lms, 'Something is wrong here', words), status);
  };
  app.use(onError);
  return app;
}
