import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { assessmentRoutes } from '#contract/assessments';
import { captionRoutes } from '#contract/captions';
import { careRoutes, evidenceRoutes } from '#contract/care';
import { documentationRoutes } from '#contract/documentation';
import { clipRoutes } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { curationRoutes } from '#contract/curation';
import { excerptRoutes } from '#contract/excerpts';
import { referenceRoutes } from '#contract/references';
import { courseCopyRoutes } from '#contract/course-copies';
import { courseWorkRoutes } from '#contract/course-work';
import { exchangeRoutes } from '#contract/exchange';
import { jointNarrationRoutes, jointRoutes } from '#contract/joint';
import { frameworkMoveRoutes } from '#contract/framework-moves';
import { frameworkRoutes } from '#contract/frameworks';
import { courseRoutes, sessionRoutes } from '#contract/launch';
import { actionStepRoutes, heritageRoutes } from '#contract/heritage';
import { narrationRoutes } from '#contract/narrations';
import { preferenceRoutes } from '#contract/preferences';
import { observationRoutes } from '#contract/observations';
import { secondViewRoutes } from '#contract/second-views';
import { spokenNoteRoutes } from '#contract/spoken-notes';
import { seminarRoutes } from '#contract/seminars';
import { pageRoutes } from '#contract/pages';
import { taskRoutes } from '#contract/tasks';
import { teamRoutes } from '#contract/teams';
import { vocabularyRoutes } from '#contract/vocabularies';
import type { Deps } from './deps.ts';
import { elementAssets } from './app-page.ts';
import { allowOrigins } from './infra/cross-origin.ts';
import { bind, nothingHere, problemHandler } from './infra/http.ts';
import { precompressed } from './infra/precompressed.ts';

/** Every slice of the API, in layer order: bound to the server, and listed in the OpenAPI document. */
export const API = {
  session: sessionRoutes,
  course: courseRoutes,
  clips: clipRoutes,
  excerpts: excerptRoutes,
  references: referenceRoutes,
  secondViews: secondViewRoutes,
  captions: captionRoutes,
  curation: curationRoutes,
  care: careRoutes,
  evidence: evidenceRoutes,
  collections: collectionRoutes,
  vocabularies: vocabularyRoutes,
  frameworks: frameworkRoutes,
  tasks: taskRoutes,
  courseCopies: courseCopyRoutes,
  teams: teamRoutes,
  observations: observationRoutes,
  frameworkMoves: frameworkMoveRoutes,
  joint: jointRoutes,
  preferences: preferenceRoutes,
  jointNarrations: jointNarrationRoutes,
  spokenNotes: spokenNoteRoutes,
  seminars: seminarRoutes,
  narrations: narrationRoutes,
  heritage: heritageRoutes,
  actionSteps: actionStepRoutes,
  documentation: documentationRoutes,
  exchange: exchangeRoutes,
  assessments: assessmentRoutes,
  courseWork: courseWorkRoutes,
  pages: pageRoutes,
} as const;

/** The Express app: health, launches, byte streams, the API, and the built web parts. */
export function createApp(deps: Deps): Express {
  const { lti, clips, log } = deps;
  const app = express();
  app.disable('x-powered-by');
  // What is sent from memory is never kept (no-store); files have tags of their own all the same.
  app.set('etag', () => undefined);
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(securityHeaders(deps.config.publicUrl));

  app.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  app.get('/readyz', async (_request, response) => {
    const ready = await deps.isReady();
    response.status(ready ? 200 : 503).json({ ready });
  });

  // First what a whole course asks for at the same minute.
  app.use(lti.router);
  app.use(deps.operator.router);

  const elements = elementAssets(deps.webFolder);
  app.use(
    ['/api', '/media', '/assets', ...Object.keys(elements)],
    allowOrigins(lti.pages.isAllowedOrigin),
  );
  for (const [address, file] of Object.entries(elements))
    app.get(address, (_request, response) => {
      response.set('Cache-Control', 'public, max-age=300').redirect(302, file);
    });

  app.use(clips.uploadRouter);
  app.use(clips.mediaRouter);
  app.use(deps.documentationFiles);
  app.use(deps.seminars.liveRouter);
  app.use(deps.joint.liveRouter);
  app.use(deps.jointText.liveRouter);

  const api = Router();
  // A scanned form is larger than what people write.
  api.use(evidenceRoutes.addEvidence.path, express.json({ limit: '6mb' }));
  api.use(express.json({ limit: '2mb' }));
  const authenticate = lti.authenticate;
  bind(api, API.session, lti.sessionUseCases, authenticate);
  bind(api, API.course, lti.courseUseCases, authenticate);
  bind(api, API.clips, clips.useCases, authenticate);
  bind(api, API.excerpts, clips.excerptUseCases, authenticate);
  bind(api, API.references, clips.referenceUseCases, authenticate);
  bind(api, API.secondViews, clips.secondViewUseCases, authenticate);
  bind(api, API.captions, clips.captionUseCases, authenticate);
  bind(api, API.curation, clips.curationUseCases, authenticate);
  bind(api, API.care, clips.careUseCases, authenticate);
  bind(api, API.evidence, clips.evidenceUseCases, authenticate);
  bind(api, API.collections, clips.collectionUseCases, authenticate);
  bind(api, API.vocabularies, clips.vocabularyUseCases, authenticate);
  bind(api, API.frameworks, deps.frameworks.useCases, authenticate);
  bind(api, API.tasks, deps.tasks.useCases, authenticate);
  bind(api, API.courseCopies, deps.tasks.copyUseCases, authenticate);
  bind(api, API.teams, deps.teams.useCases, authenticate);
  bind(api, API.joint, deps.observations.useCases, authenticate);
  bind(api, API.preferences, deps.preferences.useCases, authenticate);
  bind(api, API.spokenNotes, deps.spokenNotes.useCases, authenticate);
  bind(api, API.observations, deps.observations.useCases, authenticate);
  bind(api, API.frameworkMoves, deps.frameworkMoves.useCases, authenticate);
  bind(api, API.seminars, deps.seminars.useCases, authenticate);
  bind(api, API.documentation, deps.documentation.useCases, authenticate);
  bind(api, API.narrations, deps.narrations.useCases, authenticate);
  bind(api, API.jointNarrations, deps.narrations.useCases, authenticate);
  bind(api, API.heritage, deps.heritage.useCases, authenticate);
  bind(api, API.actionSteps, deps.actionSteps.useCases, authenticate);
  bind(api, API.exchange, deps.exchange.useCases, authenticate);
  bind(api, API.assessments, deps.assessments.useCases, authenticate);
  bind(api, API.courseWork, deps.courseWork.useCases, authenticate);
  bind(api, API.pages, lti.pages.useCases, lti.pages.authenticate);
  let document: object | null = null;
  api.get('/api/openapi.json', async (_request, response) => {
    // Few ask: neither the document nor what makes it takes up memory before.
    const { openApiDocument } = await import('./openapi.ts');
    response.json((document ??= openApiDocument(API, deps.config.publicUrl)));
  });
  app.use(api);
  app.use('/api', nothingHere);

  app.use('/assets', precompressed(join(deps.webFolder, 'assets')));
  app.use(nothingHere);
  app.use(problemHandler(log));
  return app;
}

/**
 * Headers of every answer. Scripts and styles only from here. Who may frame a page is said per
 * launch (lti/), so nothing here forbids frames.
 */
function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        formAction: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
      },
    },
    frameguard: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
  });
  // They are the same for everybody: helmet is asked once.
  const model = new ServerResponse(new IncomingMessage(new Socket()));
  setHeaders(model.req, model, () => undefined);
  const headers = Object.entries(model.getHeaders()) as [string, string][];
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
