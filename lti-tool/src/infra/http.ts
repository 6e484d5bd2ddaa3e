import type {
  ErrorRequestHandler,
  NextFunction,
  Request,
  RequestHandler,
  Response,
  Router,
} from 'express';
import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ZodError } from 'zod';
import { ERRORS, type Problem } from '#contract/errors';
import type { Route, RouteInput, RouteReply } from '#contract/route';
import { AppError } from './app-error.ts';
import type { Log } from './log.ts';

/** The use-cases of a slice: one function per route of its contract, permission first. */
export type UseCases<Actor, Routes extends Record<string, Route>> = {
  [Name in keyof Routes]: (
    actor: Actor,
    input: RouteInput<Routes[Name]>,
  ) => Promise<RouteReply<Routes[Name]>>;
};

/**
 * Serves a slice's contract with its use-cases: authenticate, check the request by its schema,
 * act, answer. Does not compile while a route has no use-case.
 */
export function bind<Actor, Routes extends Record<string, Route>>(
  router: Router,
  routes: Routes,
  useCases: UseCases<Actor, Routes>,
  authenticate: (request: Request) => Promise<Actor>,
): void {
  for (const name of Object.keys(routes) as (keyof Routes & string)[]) {
    const facts = routes[name] as Route;
    const useCase = useCases[name] as (actor: Actor, input: unknown) => Promise<unknown>;
    router[facts.method](facts.path, async (request: Request, response: Response) => {
      const actor = await authenticate(request);
      const reply = await useCase(actor, {
        params: facts.params?.parse(request.params),
        query: facts.query?.parse(request.query),
        body: facts.body?.parse(request.body ?? {}),
      });
      response.set('Cache-Control', 'no-store');
      if (reply === undefined) response.status(facts.status ?? 204).end();
      else await sendJson(request, response.status(facts.status ?? 200), reply);
    });
  }
}

/** Shorter answers travel as fast as they are. */
const SQUEEZED_FROM_BYTES = 8_000;
/** The fastest level: somebody waits, and names of fields repeat themselves most. */
const squeeze = promisify(gzip);

/** Answers with JSON, squeezed when it is long and the caller reads that: a course's readings are megabytes. */
async function sendJson(request: Request, response: Response, reply: unknown): Promise<void> {
  const text = JSON.stringify(reply);
  response.type('json').vary('Accept-Encoding');
  if (text.length < SQUEEZED_FROM_BYTES || !request.acceptsEncodings('gzip')) {
    response.send(text);
    return;
  }
  const bytes = await squeeze(text, { level: 1 });
  response.set('Content-Encoding', 'gzip').send(bytes);
}

/** Letters and digits that are not mistaken for each other when read out to a help desk. */
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short reference such as `7KQ-2M4` that stands in the answer and in the log. */
export function newReference(): string {
  const pick = (): string => REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)] ?? '2';
  return `${pick()}${pick()}${pick()}-${pick()}${pick()}${pick()}`;
}

/** What went wrong, as an AppError: schema errors and body-parser errors are the caller's. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new AppError('invalid_request', {}, { cause: error });
  if (isBadBody(error)) return new AppError('invalid_request', {}, { cause: error });
  if (isUnstorable(error)) return new AppError('invalid_request', {}, { cause: error });
  if (isDatabaseGone(error)) return new AppError('unavailable', {}, { cause: error });
  return new AppError('internal', {}, { cause: error });
}

/** RFC 9457 problem details of an error. */
function toProblem(error: AppError, reference: string): Problem {
  const cause = error.cause;
  return {
    type: `urn:lookfor:problem:${error.code}`,
    title: ERRORS[error.code].title,
    status: error.status,
    code: error.code,
    reference,
    ...(cause instanceof ZodError && {
      errors: cause.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    }),
    ...(Object.keys(error.details).length > 0 && { details: { ...error.details } }),
  };
}

/** An error as the last middleware of some routes has it. */
export interface Answering {
  error: AppError;
  /** What a person tells the help desk, and the log has too. */
  reference: string;
  request: Request;
  response: Response;
}

/**
 * The last middleware of some routes: every error gets a reference and a line in the log, and
 * `answer` says it in the way of these routes. `whereOf` names the route without what a log must
 * not hold.
 */
export function answerProblems(
  log: Log,
  whereOf: (request: Request) => string,
  answer: (answering: Answering) => void,
): ErrorRequestHandler {
  return function answerWithProblem(
    error: unknown,
    request: Request,
    response: Response,
    next: NextFunction,
  ) {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toAppError(error);
    const reference = newReference();
    logProblem(log, known, reference, `${request.method} ${whereOf(request)}`);
    answer({ error: known, reference, request, response });
  };
}

/** For routes of the contract: every error becomes problem details. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return answerProblems(log, routeOf, ({ error, reference, response }) => {
    if (error.status === 503) response.set('Retry-After', '2');
    response
      .status(error.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(error, reference)));
  });
}

/** The path of the route as it stands in the contract: an address may carry what a log must not. */
function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : request.baseUrl;
}

/** Writes an error to the log: its code and cause, never what the request carried. */
export function logProblem(log: Log, error: AppError, reference: string, where: string): void {
  const cause = speakable(error.cause);
  const line = { code: error.code, reference, where, cause: cause?.message };
  if (error.status >= 500)
    log.error({ ...line, stack: cause?.stack ?? error.stack }, 'request failed');
  else log.info(line, 'request refused');
}

/** 404 for what is under /api but not in the contract. */
export const nothingHere: RequestHandler = () => {
  throw new AppError('not_found');
};

/** A failed query carries its values, and they may be personal: only what the database said. */
function speakable(cause: unknown): Error | undefined {
  if (!(cause instanceof Error)) return undefined;
  return 'params' in cause && cause.cause instanceof Error ? cause.cause : cause;
}

/**
 * What PostgreSQL cannot keep whatever a schema allows: U+0000 and halves of characters in texts
 * (22021) and in JSON (22P05), whole numbers beyond their column (22003), instants before the year 1
 * or after 9999 (22007 to 22009).
 */
function isUnstorable(error: unknown): boolean {
  const cause = speakable(error);
  return (
    cause !== undefined && 'code' in cause && /^22(021|P05|003|00[789])$/.test(String(cause.code))
  );
}

/** Codes of the system and of PostgreSQL (class 08, 57P0x, 53300) for a database that is away. */
const GONE = /^(ECONNREFUSED|ECONNRESET|EPIPE|08...|57P0[123]|53300)$/;

/** Whether the database is not there at this moment: it may be again at the next try. */
function isDatabaseGone(error: unknown): boolean {
  const cause = speakable(error);
  if (!cause) return false;
  return (
    ('code' in cause && GONE.test(String(cause.code))) ||
    /^Connection terminated|timeout exceeded when trying to connect/.test(cause.message)
  );
}

function isBadBody(error: unknown): boolean {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}
