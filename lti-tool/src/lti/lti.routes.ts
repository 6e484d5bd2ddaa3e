import { Router, type Request, type RequestHandler, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { targetSchema, type Boot, type StorageFacts } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import { readForm } from '../infra/forms.ts';
import { answerProblems, logProblem, newReference, type Answering } from '../infra/http.ts';
import type { Log } from '../infra/log.ts';
import { randomText } from '../infra/secrets.ts';
import { inTurns } from '../infra/turns.ts';
import { sharedStore } from '../infra/shared-hits.ts';
import {
  openingPage,
  problemPage,
  provingPage,
  rolePage,
  type LaunchAssets,
} from './launch-pages.ts';
import { NOTHING_KNOWN, OPENED, type LaunchAbout, type LaunchLog } from './launch-log.ts';
import { launchWords, preferredLocale, type LaunchProblem } from './launch-words.ts';
import { keptPath, type KeptPages } from './kept-pages.service.ts';
import type { LaunchOutcome, OpenedLaunch } from './launch-outcome.ts';
import type { Launches } from './launch.service.ts';
import {
  bindingCookieName,
  keepsakeCookieName,
  KNOWN_COOKIE,
  loginKey,
  partitionedCookie,
  readCookie,
  readLoginRequest,
} from './login.rules.ts';
import { LOGIN_MS, type BegunLogin, type Logins } from './login.service.ts';
import { leadTo, sendPage, setPageHeaders } from './page-policy.ts';
import { SESSION_MS } from './session.service.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Renders the page of the app with what a launch left for it, as HTML. */
export type RenderAppPage = (boot: Boot, page: { nonce: string }) => string;

/** Where a launch may be refused. */
const LAUNCHING: ReadonlySet<string> = new Set([
  '/lti/login',
  '/lti/login/resume',
  '/lti/launch',
  '/lti/launch/confirm',
]);
const KNOWN_SECONDS = 90 * 24 * 3600;

/** So few that a campus that comes at once is let in quickly, so many that turns cost nothing. */
const LAUNCHES_PER_TURN = 4;

/** Everything under /lti and /app: what browsers and platforms call without a token. */
export function ltiRoutes({
  log,
  publicUrl,
  launchesPerMinute,
  assets,
  logins,
  launches,
  keptPages,
  signingKeys,
  launchLog,
  renderAppPage,
  filmOrigins,
  playerOrigins,
}: {
  log: Log;
  publicUrl: string;
  /** From one address; a whole campus may stand behind one. */
  launchesPerMinute: number;
  assets: LaunchAssets;
  logins: Logins;
  launches: Launches;
  keptPages: KeptPages;
  signingKeys: SigningKeys;
  launchLog: Pick<LaunchLog, 'note'>;
  renderAppPage: RenderAppPage;
  filmOrigins: readonly string[];
  playerOrigins: readonly string[];
}): Router {
  const router = Router();
  const form = readForm({ maximumBytes: 256 * 1024, maximumFields: 50 });
  const limited = launchLimit('launches', launchesPerMinute);
  const ownOrigin = new URL(publicUrl).origin;

  async function login(request: Request, response: Response): Promise<void> {
    const given = (request.method === 'POST' ? request.body : request.query) as unknown;
    const read = readLoginRequest((given ?? {}) as Record<string, unknown>);
    if ('wrong' in read) throw new AppError('launch_invalid_login', { reason: read.wrong });
    const begun = await logins.begin(read);
    bindBrowser(response, begun);
    const isKnown = readCookie(request.headers.cookie, KNOWN_COOKIE) !== null;
    if (isKnown) {
      leadTo(response, 302, begun.authUrl);
      return;
    }
    setPageHeaders(response, { frameAncestors: null });
    sendPage(
      response,
      openingPage(
        { locale: localeFor(request), assets },
        {
          step: 'opening',
          probeUrl: `/lti/cookie-probe?login=${loginKey(begun.state)}`,
          authUrl: begun.authUrl,
          storage: begun.storageTarget
            ? { ...storageOf(begun.state, begun.storageTarget, begun.authUrl), value: begun.secret }
            : null,
        },
        given as Record<string, unknown>,
      ),
    );
  }

  /**
   * The new window of a login begins it anew, as the LMS asked for it: only our own page may ask
   * for it, or a stranger could lend theirs. There is no page of the LMS around it that stores.
   */
  async function resumeLogin(request: Request, response: Response): Promise<void> {
    if (request.headers.origin !== ownOrigin) throw new AppError('launch_other_browser');
    const read = readLoginRequest((request.body ?? {}) as Record<string, unknown>);
    if ('wrong' in read) throw new AppError('launch_invalid_login', { reason: read.wrong });
    const begun = await logins.begin({ ...read, storageTarget: null });
    bindBrowser(response, begun);
    leadTo(response, 303, begun.authUrl);
  }

  async function launch(request: Request, response: Response): Promise<void> {
    const state = textField(request, 'state');
    const error = textField(request, 'error');
    if (error !== null) await launches.refuseByPlatform(error, state);
    if (state === null) throw new AppError('launch_malformed', { reason: 'state-missing' });
    const cookieName = bindingCookieName(state);
    clearCookie(response, cookieName);
    const idToken = textField(request, 'id_token');
    if (idToken === null) throw new AppError('launch_malformed', { reason: 'id-token-missing' });
    const secret = readCookie(request.headers.cookie, cookieName);
    const outcome = await launches.receive({ idToken, state }, secret, localeFor(request));
    answer(request, response, outcome);
  }

  async function confirm(request: Request, response: Response): Promise<void> {
    const held = textField(request, 'held');
    if (held === null) throw new AppError('launch_malformed', { reason: 'held-missing' });
    const secret = textField(request, 'secret') ?? '';
    answer(request, response, await launches.confirm(held, secret, localeFor(request)));
  }

  function answer(request: Request, response: Response, outcome: LaunchOutcome): void {
    if (outcome.kind === 'open') {
      showApp(response, outcome);
      launchLog.note(outcome.about, { code: OPENED });
      return;
    }
    const frame = { locale: localeFor(request), assets };
    setPageHeaders(response, { frameAncestors: outcome.frameAncestors });
    if (outcome.kind === 'prove-browser') {
      const { login: pending, platform, held } = outcome;
      const storage = storageOf(
        pending.state,
        pending.storageTarget ?? '_parent',
        platform.authUrl,
      );
      sendPage(response, provingPage(frame, { step: 'proving', storage }, held));
      return;
    }
    const reference = newReference();
    logProblem(log, new AppError('not_allowed'), reference, 'launch');
    launchLog.note(outcome.about, { code: 'not_allowed', reference });
    sendPage(response.status(403), rolePage(frame, outcome, reference));
  }

  function showApp(response: Response, opened: OpenedLaunch): void {
    const nonce = randomText(16);
    if (opened.keptPage) {
      const { key, sealed } = opened.keptPage;
      setCookie(response, keepsakeCookieName(key), sealed, SESSION_MS / 1000);
    }
    const { frameAncestors } = opened;
    setPageHeaders(response, { frameAncestors, nonce, isApp: true, filmOrigins, playerOrigins });
    sendPage(response, renderAppPage(opened.boot, { nonce }));
  }

  async function reload(request: Request, response: Response): Promise<void> {
    const key = String(request.params['key'] ?? '');
    const sealed = readCookie(request.headers.cookie, keepsakeCookieName(key));
    showApp(response, await keptPages.resume(key, sealed));
  }

  /** A laptop that slept longer than a token lasts goes on where it was; only our page may ask. */
  async function renewByCookie(request: Request, response: Response): Promise<void> {
    if (request.headers.origin !== ownOrigin) throw new AppError('not_signed_in');
    const key = String(request.params['key'] ?? '');
    const sealed = readCookie(request.headers.cookie, keepsakeCookieName(key));
    const token = await keptPages.renewByCookie(key, sealed);
    response.set('Cache-Control', 'no-store').json(token);
  }

  /**
   * A window of its own for a page whose frame is too small. The cookie of the frame is not sent
   * there, so the page posts its token; only our own page may, or a stranger could lend theirs.
   */
  async function openWindow(request: Request, response: Response): Promise<void> {
    if (request.headers.origin !== ownOrigin) throw new AppError('not_signed_in');
    const target = targetSchema.parse(parsedText(textField(request, 'target')));
    const { key, sealed } = await keptPages.moveToWindow(textField(request, 'token') ?? '', target);
    setCookie(response, keepsakeCookieName(key), sealed, SESSION_MS / 1000);
    leadTo(response, 303, keptPath({ key }));
  }

  function probe(request: Request, response: Response): void {
    const key = typeof request.query['login'] === 'string' ? request.query['login'] : '';
    const isKept =
      /^[0-9a-f]{16}$/.test(key) &&
      readCookie(request.headers.cookie, `__Host-lti-${key}`) !== null;
    response.set('Cache-Control', 'no-store').json({ kept: isKept });
  }

  async function keySet(_request: Request, response: Response): Promise<void> {
    const set = await signingKeys.publicKeySet();
    response.set('Cache-Control', 'public, max-age=300').json(set);
  }

  /** Errors of these routes are pages for people, in their language and without an echo. */
  function showProblem({ error, reference, request, response }: Answering): void {
    setPageHeaders(response, { frameAncestors: null });
    const frame = { locale: localeFor(request), assets };
    sendPage(response.status(error.status), problemPage(frame, problemOf(error), reference));
    if (LAUNCHING.has(pathOf(request))) void noteRefusal(request, error, reference);
  }

  /** For the operator: after the answer, which nobody has to wait for. */
  async function noteRefusal(request: Request, error: AppError, reference: string): Promise<void> {
    // Whoever is over the limit would push out what the operator looks for.
    if (error.code === 'too_many_requests') return;
    const { reason } = error.details;
    const about = await aboutRefused(request).catch(() => NOTHING_KNOWN);
    launchLog.note(about, {
      code: error.code,
      reason: typeof reason === 'string' ? reason : null,
      reference,
    });
  }

  async function aboutRefused(request: Request): Promise<LaunchAbout> {
    const given = (request.method === 'POST' ? request.body : request.query) as unknown;
    const { state, held, iss, client_id, lti_deployment_id } = (given ?? {}) as Record<
      string,
      unknown
    >;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    if (!pathOf(request).startsWith('/lti/login')) {
      return launches.aboutRefused({ state: text(state), held: text(held) });
    }
    return {
      ...NOTHING_KNOWN,
      issuer: text(iss),
      clientId: text(client_id),
      deploymentId: text(lti_deployment_id),
    };
  }

  const turn = inTurns(LAUNCHES_PER_TURN);
  router.get('/lti/login', turn, limited, login);
  router.post('/lti/login', turn, limited, form, login);
  router.post('/lti/login/resume', limited, form, resumeLogin);
  router.get('/lti/cookie-probe', probe);
  router.post('/lti/launch', turn, limited, form, launch);
  // Some platforms report an error by address; nothing but an error is taken from there.
  router.get('/lti/launch', limited, async (request) => {
    const { error, state } = request.query;
    if (typeof error !== 'string') throw new AppError('launch_invalid_login');
    await launches.refuseByPlatform(error, typeof state === 'string' ? state : null);
  });
  router.post('/lti/launch/confirm', limited, form, confirm);
  router.get('/lti/jwks', keySet);
  router.post('/app/window', limited, form, openWindow);
  router.get('/app/:key', reload);
  router.post('/app/:key/token', limited, renewByCookie);
  router.get('/app', () => {
    throw new AppError('not_signed_in');
  });
  router.use(['/lti', '/app'], () => {
    throw new AppError('launch_invalid_login', { reason: 'no such page' });
  });
  router.use(['/lti', '/app'], answerProblems(log, beginningOf, showProblem));
  return router;
}

function bindBrowser(response: Response, { state, secret }: BegunLogin): void {
  setCookie(response, bindingCookieName(state), secret, LOGIN_MS / 1000);
  setCookie(response, KNOWN_COOKIE, '1', KNOWN_SECONDS);
}

function setCookie(response: Response, name: string, value: string, maxAgeSeconds: number): void {
  response.append('Set-Cookie', partitionedCookie(name, value, maxAgeSeconds));
}

function clearCookie(response: Response, name: string): void {
  setCookie(response, name, '', 0);
}

function storageOf(state: string, target: string, authUrl: string): StorageFacts {
  return { target, origin: new URL(authUrl).origin, key: `lookfor_${loginKey(state)}` };
}

/** What a text of JSON says; null when it is none. */
function parsedText(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** The whole path: what handles errors stands below `/lti`, and sees the rest of it alone. */
function pathOf(request: Request): string {
  return `${request.baseUrl}${request.path}`;
}

/** How the path begins; what follows may be a secret, as in an invitation, and a log must not hold it. */
function beginningOf(request: Request): string {
  return request.path.split('/', 3).join('/');
}

/** A field of a form; null when it is absent, empty, or stands there twice. */
function textField(request: Request, name: string): string | null {
  const value: unknown = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function localeFor(request: Request) {
  return preferredLocale(request.headers['accept-language']);
}

function problemOf(error: AppError): LaunchProblem {
  if (error.code === 'invalid_request') return 'launch_invalid_login';
  const code = error.code as LaunchProblem;
  return Object.hasOwn(launchWords('en').problems, code) ? code : 'internal';
}

/**
 * Generous: students of a campus launch at the same minute from behind one address.
 * @param name of this limit, which all web processes share
 */
export function launchLimit(name: string, launchesPerMinute: number): RequestHandler {
  return rateLimit({
    ...sharedStore(name),
    windowMs: 60_000,
    // A launch asks twice: login and launch.
    limit: launchesPerMinute * 2,
    standardHeaders: true,
    legacyHeaders: false,
    validate: { trustProxy: false, xForwardedForHeader: false },
    handler: (_request, _response, next) => next(new AppError('too_many_requests')),
  });
}
