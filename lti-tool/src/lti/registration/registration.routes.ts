import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AppError } from '../../infra/app-error.ts';
import { logProblem, newReference } from '../../infra/http.ts';
import type { Log } from '../../infra/log.ts';
import { sharedStore } from '../../infra/shared-hits.ts';
import type { LaunchAssets, PageFrame } from '../launch-pages.ts';
import { preferredLocale } from '../launch-words.ts';
import { setPageHeaders } from '../page-policy.ts';
import { ICON, ICON_PATH } from '../tool-icon.ts';
import { canvasConfiguration } from './canvas-configuration.rules.ts';
import { REFUSALS, type RegistrationRefusal } from './refusals.ts';
import { agreementPage, byHandPage, refusalPage, registeredPage } from './registration-pages.ts';
import type { Registrations } from './registration.service.ts';
import { TOOL_WORDS } from './registration-words.ts';

/** Pages on which an administrator registers us in an LMS. */
export function registrationRoutes({
  log,
  publicUrl,
  assets,
  registrations,
  registrationsPerMinute,
}: {
  log: Log;
  publicUrl: string;
  assets: LaunchAssets;
  registrations: Registrations;
  /** From one address. */
  registrationsPerMinute: number;
}): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 5 });

  async function propose(request: Request, response: Response): Promise<void> {
    const configurationUrl = request.query['openid_configuration'];
    const token = request.query['registration_token'];
    const secret = secretOf(request);
    const proposed = await registrations.propose(secret, {
      configurationUrl:
        typeof configurationUrl === 'string' && configurationUrl !== '' ? configurationUrl : null,
      token: typeof token === 'string' && token !== '' ? token : null,
    });
    if ('refused' in proposed) refuse(request, response, proposed);
    else show(request, response, (frame) => agreementPage(frame, proposed, request.path));
  }

  async function complete(request: Request, response: Response): Promise<void> {
    const { sealed } = (request.body ?? {}) as { sealed?: unknown };
    const made = await registrations.complete(
      secretOf(request),
      typeof sealed === 'string' ? sealed : '',
    );
    if ('refused' in made) refuse(request, response, made);
    else show(request, response, (frame) => registeredPage(frame, made));
  }

  function show(request: Request, response: Response, render: (frame: PageFrame) => string): void {
    // Any frame: an LMS may register from a host of its own that it never names.
    // Nobody can frame this page who does not have the invitation.
    setPageHeaders(response, { frameAncestors: null });
    const locale = preferredLocale(request.headers['accept-language']);
    response.send(render({ locale, assets }));
  }

  function refuse(request: Request, response: Response, refusal: RegistrationRefusal): void {
    const reference = newReference();
    const { refused, detail } = refusal;
    const reason = new AppError('invalid_request', {}, { cause: new Error(detail ?? refused) });
    logProblem(log, reason, reference, `registration ${refused}`);
    response.status(REFUSALS[refused]);
    show(request, response, (frame) => refusalPage(frame, refusal, reference));
  }

  const limited: RequestHandler = rateLimit({
    ...sharedStore('registrations'),
    windowMs: 60_000,
    limit: registrationsPerMinute,
    standardHeaders: true,
    legacyHeaders: false,
    validate: { trustProxy: false, xForwardedForHeader: false },
    handler: (request, response) => refuse(request, response, { refused: 'too_many' }),
  });

  router.get('/lti/register', limited, (request, response) =>
    refuse(request, response, { refused: 'invitation_unknown' }),
  );
  router.get('/lti/register/:secret', limited, propose);
  router.post('/lti/register/:secret', limited, form, complete);
  router.get('/lti/config', (request, response) =>
    show(request, response, (frame) => byHandPage(frame, publicUrl)),
  );
  router.get('/lti/config.json', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300');
    response.json(canvasConfiguration(publicUrl, TOOL_WORDS.en));
  });
  router.get(ICON_PATH, (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400');
    // Shown on pages of the LMS.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    response.type('image/svg+xml').send(ICON);
  });
  return router;
}

function secretOf(request: Request): string {
  return String(request.params['secret'] ?? '').slice(0, 200);
}
