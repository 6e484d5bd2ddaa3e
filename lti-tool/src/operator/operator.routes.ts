import express, {
  Router,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import { answerProblems, type Answering } from '../infra/http.ts';
import type { Log } from '../infra/log.ts';
import type { Secrets } from '../infra/secrets.ts';
import { sharedStore } from '../infra/shared-hits.ts';
import type { LaunchAssets } from '../lti/launch-pages.ts';
import { preferredLocale } from '../lti/launch-words.ts';
import { readCookie } from '../lti/login.rules.ts';
import {
  OPERATOR_SESSION_MS,
  type OperatorAccess,
  type OperatorSession,
} from './operator-access.ts';
import type { OperatorFrame, Said } from './operator-frame.ts';
import { operatorWords } from './operator-words.ts';
import {
  deploymentForm,
  invitationForm,
  NOTICES,
  policiesForm,
  roleForm,
  rotationForm,
  sendForm,
  stateForm,
  viewSchema,
} from './operator.rules.ts';
import type { Operations } from './operator.service.ts';
import { overviewPage } from './overview-page.ts';
import { platformPage } from './platform-page.ts';
import { linkPage, sentencePage, signInPage } from './sign-in-page.ts';

const COOKIE = '__Secure-lookfor-operator';
const SAID_COOKIE = '__Secure-lookfor-operator-said';
const SAID = 'operator-said';
const SAID_SECONDS = 60;
const TRY_AGAIN_MS = 15 * 60_000;

const saidSchema = z.object({ notice: z.enum(NOTICES), detail: z.string().nullable() });

/**
 * Everything under /operator. Whoever has no session of the operator gets as far as the page that
 * says so; tokens and cookies of launches are not looked at.
 */
export function operatorRoutes({
  log,
  secrets,
  publicUrl,
  assets,
  access,
  operations,
  triesFromOneAddress = 10,
  triesInAll = 200,
  now,
}: {
  log: Log;
  secrets: Secrets;
  publicUrl: string;
  assets: LaunchAssets;
  access: OperatorAccess;
  operations: Operations;
  /** Of signing in, in a quarter of an hour; those that succeed are not counted. */
  triesFromOneAddress?: number;
  triesInAll?: number;
  now: () => Date;
}): Router {
  const router = Router();
  const ownOrigin = new URL(publicUrl).origin;
  const readForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 20 });

  function frameOf(request: Request, response: Response): OperatorFrame {
    const locale = preferredLocale(request.headers['accept-language']);
    const session = sessionOf(response);
    return {
      ...{ locale, assets, words: operatorWords(locale), now: now() },
      formToken: session && access.formToken(session),
      said: session && takeSaid(request, response),
    };
  }

  /** What the page before left to say; said once. */
  function takeSaid(request: Request, response: Response): Said | null {
    const sealed = readCookie(request.headers.cookie, SAID_COOKIE);
    if (sealed === null) return null;
    setCookie(response, SAID_COOKIE, '', 0);
    const opened = secrets.open(SAID, sealed);
    const said = saidSchema.safeParse(opened === null ? null : JSON.parse(opened));
    return said.success ? said.data : null;
  }

  function showSignIn(
    request: Request,
    response: Response,
    status: number,
    problem: 'wrong' | 'tooMany' | 'linkOver' | null,
  ): void {
    const page = signInPage(frameOf(request, response), { hasSecret: access.hasSecret, problem });
    response.status(status).send(page);
  }

  /** The first thing of every route but those that sign in. */
  async function requireOperator(request: Request, response: Response, next: NextFunction) {
    const session = await access.open(readCookie(request.headers.cookie, COOKIE));
    if (!session) {
      showSignIn(request, response, 401, null);
      return;
    }
    response.locals['operator'] = session;
    next();
  }

  function requireOwnOrigin(request: Request, _response: Response, next: NextFunction): void {
    if (request.method !== 'GET' && request.headers.origin !== ownOrigin) {
      throw new AppError('not_allowed', { reason: 'form of another page' });
    }
    next();
  }

  function requireOwnForm(request: Request, response: Response, next: NextFunction): void {
    const session = sessionOf(response);
    const token = fieldOf(request, 'form');
    if (request.method !== 'GET' && !(session && access.isFormOf(session, token))) {
      sayAndGo(response, { notice: 'stale-form', detail: null }, '/operator');
      return;
    }
    next();
  }

  function enter(response: Response, session: OperatorSession): void {
    setCookie(response, COOKIE, access.seal(session), OPERATOR_SESSION_MS / 1000);
    response.redirect(303, '/operator');
  }

  async function enterByLink(request: Request, response: Response): Promise<void> {
    const session = await access.enterByLink(fieldOf(request, 'link'));
    if (session) enter(response, session);
    else showSignIn(request, response, 401, 'linkOver');
  }

  function signIn(request: Request, response: Response): void {
    const session = access.enterBySecret(fieldOf(request, 'secret'));
    if (session) {
      enter(response, session);
      return;
    }
    log.warn('somebody gave a wrong operator secret');
    showSignIn(request, response, 401, 'wrong');
  }

  async function signOut(_request: Request, response: Response): Promise<void> {
    const session = sessionOf(response);
    if (session) await access.end(session);
    setCookie(response, COOKIE, '', 0);
    response.redirect(303, '/operator');
  }

  function sayAndGo(response: Response, said: Said, to: string): void {
    setCookie(response, SAID_COOKIE, secrets.seal(SAID, JSON.stringify(said)), SAID_SECONDS);
    response.redirect(303, to);
  }

  /** A form that does something, and the page that tells what came of it. */
  function doing<Form extends z.ZodType>(
    shape: Form,
    work: (id: string, wish: z.output<Form>) => Promise<Said & { to?: string }>,
    home: (id: string) => string = (id) => `/operator/platforms/${id}`,
  ): RequestHandler {
    return async (request, response) => {
      const id = String(request.params['id'] ?? '');
      const wish = shape.safeParse(request.body);
      if (!wish.success) {
        sayAndGo(response, { notice: 'wrong-form', detail: null }, home(id));
        return;
      }
      const { to = home(id), ...said } = await work(id, wish.data);
      sayAndGo(response, said, to);
    };
  }

  function showProblem({ error, reference, request, response }: Answering): void {
    const frame = frameOf(request, response);
    const { words } = frame;
    // A form that arrived elsewhere than at our public address was most often opened there.
    const elsewhere = error.code === 'not_allowed';
    const home = `${elsewhere ? ownOrigin : ''}/operator`;
    const sentence = elsewhere
      ? words.otherAddress(home)
      : error.status === 404
        ? words.notFound
        : words.failed;
    response.status(error.status).send(sentencePage(frame, { sentence, home }, reference));
  }

  const limits = [
    tryLimit('operator-tries', triesFromOneAddress),
    tryLimit('operator-tries-in-all', triesInAll, () => 'all'),
  ];
  function tryLimit(name: string, limit: number, keyGenerator?: () => string): RequestHandler {
    return rateLimit({
      ...sharedStore(name),
      windowMs: TRY_AGAIN_MS,
      limit,
      skipSuccessfulRequests: true,
      standardHeaders: true,
      legacyHeaders: false,
      validate: { trustProxy: false, xForwardedForHeader: false },
      ...(keyGenerator && { keyGenerator }),
      handler: (request, response) => showSignIn(request, response, 429, 'tooMany'),
    });
  }

  const overview = () => '/operator';
  router.use((_request, response, next) => {
    setHeaders(response);
    next();
  }, requireOwnOrigin);
  router.get('/enter/:link', (request, response) => {
    response.send(linkPage(frameOf(request, response), String(request.params['link'])));
  });
  router.post('/enter', limits, readForm, enterByLink);
  router.post('/sign-in', limits, readForm, signIn);

  router.use(requireOperator, readForm, requireOwnForm);
  router.get('/', async (request, response) => {
    const shown = await operations.overview(viewSchema.parse(request.query));
    response.send(overviewPage(frameOf(request, response), { ...shown, publicUrl }));
  });
  router.get('/platforms/:id', async (request, response) => {
    const view = viewSchema.parse(request.query);
    const shown = await operations.platform(String(request.params['id']), view);
    response.send(platformPage(frameOf(request, response), shown));
  });
  router.post('/sign-out', signOut);
  router.post('/platforms/:id/state', doing(stateForm, operations.setState));
  router.post('/platforms/:id/deployments', doing(deploymentForm, operations.setDeployment));
  router.post('/platforms/:id/policies', doing(policiesForm, operations.setPolicies));
  router.post('/platforms/:id/roles', doing(roleForm, operations.setRole));
  router.post('/platforms/:id/send-again', doing(sendForm, operations.sendAgain));
  router.post('/platforms/:id/remove', doing(z.unknown(), operations.remove));
  router.post('/invitations', doing(invitationForm, operations.invite, overview));
  router.post('/invitations/:id/revoke', doing(z.unknown(), operations.revoke, overview));
  router.post('/keys/rotate', doing(rotationForm, operations.rotate, overview));
  router.use(() => {
    throw new AppError('not_found');
  });
  router.use(answerProblems(log, () => '/operator', showProblem));
  return Router().use('/operator', router);
}

function sessionOf(response: Response): OperatorSession | null {
  return (response.locals['operator'] as OperatorSession | undefined) ?? null;
}

/** A field of a form; empty when it is absent or stands there twice. */
function fieldOf(request: Request, name: string): string {
  const value: unknown = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** Only our own pages may send it along, and no script may read it. */
function setCookie(response: Response, name: string, value: string, maxAgeSeconds: number): void {
  response.append(
    'Set-Cookie',
    `${name}=${value}; Path=/operator; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=Strict`,
  );
}

/** Nothing but our own files, in no frame, kept nowhere. */
function setHeaders(response: Response): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  response.set({
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    // `same-origin`, not `no-referrer`: our own forms must arrive with their Origin.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Robots-Tag': 'noindex',
  });
  response.type('html');
}
