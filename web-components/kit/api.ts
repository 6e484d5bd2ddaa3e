import { createContext } from '@lit/context';
import type { ErrorCode, Problem } from '#contract/errors';
import { sessionRoutes } from '#contract/launch';
import type { Route, RouteReply, RouteRequest } from '#contract/route';

/** A code of the contract, or `offline`: the request never reached the server. */
export type ApiErrorCode = ErrorCode | 'offline';

/** The server refused, or could not be reached. Words for people: kit/problem-words.ts. */
export class ApiError extends Error {
  override name = 'ApiError';
  code: ApiErrorCode;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  problem: Problem | undefined;

  constructor(code: ApiErrorCode, status: number, problem?: Problem, options?: ErrorOptions) {
    super(problem?.title ?? code, options);
    this.code = code;
    this.status = status;
    this.problem = problem;
  }
}

/** How a request is sent. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Lets a small request outlive its page (closing the tab while writing). */
  keepalive?: boolean;
}

/** The server as the elements see it. */
export interface Api {
  /**
   * Sends one request of the contract. Rejects with `ApiError`, or with the signal's reason when
   * it was cancelled. A change that is asked for again while it is on its way is the same one: a
   * button pressed twice makes one thing.
   */
  call<R extends Route>(
    route: R,
    request?: RouteRequest<R>,
    options?: CallOptions,
  ): Promise<RouteReply<R>>;
  /** The token of now, for a form that is sent at this moment. */
  token(): string;
  /**
   * A token that lasts for a while yet, for what speaks HTTP itself (tus uploads, live news).
   * Rejects with `ApiError`.
   */
  freshToken(): Promise<string>;
  /** The absolute or page-relative address of a path of this server. */
  address(path: string): string;
  /** Calls back once, when the session cannot be renewed any more. Returns how to stop listening. */
  onSessionEnd(listener: (error: ApiError) => void): () => void;
  /** Stops the timer of renewal. */
  close(): void;
}

/** What `createApi` needs to know. Clock and fetch may be replaced, which tests and the gallery do. */
export interface ApiOptions {
  /** Empty: the server that served the page. */
  baseUrl?: string;
  boot: { token: string; tokenExpiresAt: string; resumePath?: string | undefined };
  fetch?: typeof globalThis.fetch;
  now?: () => number;
}

/** Lends the api to every element inside a `<lookfor-app>`. */
export const apiContext = createContext<Api>(Symbol('lookfor-api'));

type NextToken = RouteReply<typeof sessionRoutes.renewToken>;

const RENEW_BEFORE_END_MS = 120_000;
const SHORTEST_WAIT_MS = 5_000;

/** Makes the api of one session. The token stays in memory and is renewed before it ends. */
export function createApi({
  baseUrl = '',
  boot,
  fetch = (...request) => globalThis.fetch(...request),
  now = Date.now,
}: ApiOptions): Api {
  let token = boot.token;
  let expiresAtMs = Date.parse(boot.tokenExpiresAt);
  let lifetimeMs = Math.max(0, expiresAtMs - now());
  // A device whose clock is wrong must not end a session: the server's Date header sets it right.
  let clockOffsetMs = 0;
  let renewal: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended: ApiError | undefined;
  const listeners = new Set<(error: ApiError) => void>();
  const onTheirWay = new Map<string, Promise<unknown>>();

  const remainingMs = () => expiresAtMs - (now() + clockOffsetMs);
  const leadMs = () => Math.min(RENEW_BEFORE_END_MS, lifetimeMs / 4);

  async function send(
    route: Route,
    request: RouteRequest<Route>,
    { signal, keepalive }: CallOptions,
  ): Promise<unknown> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const response = await ask(addressOf(route, request), {
      method: route.method.toUpperCase(),
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(signal ? { signal } : {}),
      ...(keepalive ? { keepalive } : {}),
      credentials: 'omit',
    });
    try {
      const text = await response.text();
      // What was made or done needs no words: 201 and 204 may say nothing.
      if (text === '') return undefined;
      return baseUrl === '' ? JSON.parse(text) : elsewhere(text, baseUrl);
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      throw new ApiError('offline', response.status, undefined, { cause });
    }
  }

  async function ask(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(baseUrl + path, { ...init, cache: 'no-store' });
    } catch (cause) {
      if (init.signal?.aborted) throw init.signal.reason;
      throw new ApiError('offline', 0, undefined, { cause });
    }
    const serverTimeMs = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverTimeMs)) clockOffsetMs = serverTimeMs - now();
    if (!response.ok) throw await toApiError(response);
    return response;
  }

  /** The next token; a page that slept until after the end of its own asks with its cookie. */
  async function nextToken(): Promise<NextToken> {
    try {
      return (await send(sessionRoutes.renewToken, {}, {})) as NextToken;
    } catch (error) {
      if (!isSessionEnd(error) || !boot.resumePath) throw error;
      const path = `${boot.resumePath}/token`;
      const response = await ask(path, { method: 'POST', credentials: 'same-origin' });
      return (await response.json()) as NextToken;
    }
  }

  function end(error: ApiError): void {
    if (ended) return;
    ended = error;
    clearTimeout(timer);
    for (const listener of [...listeners]) listener(error);
  }

  function renew(): Promise<void> {
    renewal ??= (async () => {
      try {
        const reply = await nextToken();
        token = reply.token;
        expiresAtMs = Date.parse(reply.tokenExpiresAt);
        lifetimeMs = Math.max(0, remainingMs());
      } finally {
        renewal = undefined;
        schedule();
      }
    })();
    return renewal;
  }

  function schedule(): void {
    clearTimeout(timer);
    if (ended) return;
    const waitMs = Math.max(SHORTEST_WAIT_MS, remainingMs() - leadMs());
    timer = setTimeout(() => {
      renew().catch((error: unknown) => {
        if (isSessionEnd(error)) end(error);
      });
    }, waitMs);
  }

  schedule();

  /** Does something with a token that lasts. */
  async function signedIn<T>(act: () => Promise<T>): Promise<T> {
    if (ended) throw ended;
    try {
      // A page that slept may have missed its timer.
      if (remainingMs() < leadMs()) await renew();
      return await act();
    } catch (error) {
      if (isSessionEnd(error)) end(error);
      throw error;
    }
  }

  function call(
    route: Route,
    request: RouteRequest<Route> = {},
    options: CallOptions = {},
  ): Promise<unknown> {
    const act = () => signedIn(() => send(route, request, options));
    // Whoever may cancel, or sends a last word, asks for themselves.
    if (route.method === 'get' || options.signal || options.keepalive) return act();
    const key = JSON.stringify([route.method, addressOf(route, request), request.body]);
    let answer = onTheirWay.get(key);
    if (!answer) {
      answer = act().finally(() => onTheirWay.delete(key));
      onTheirWay.set(key, answer);
    }
    return answer;
  }

  return {
    call: call as Api['call'],
    token: () => token,
    freshToken: () => signedIn(() => Promise.resolve(token)),
    address: (path) => baseUrl + path,
    onSessionEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => clearTimeout(timer),
  };
}

/**
 * Stands where an element was given no api yet. Every call says what is missing, in words for the
 * author of the page.
 */
export const absentApi: Api = {
  call: () =>
    Promise.reject(
      new Error('This element has no api: set its `api` property or place it in <lookfor-app>.'),
    ),
  token: () => '',
  freshToken: () => Promise.resolve(''),
  address: (path) => path,
  onSessionEnd: () => () => undefined,
  close: () => undefined,
};

/** True for an error that only a new launch can heal. */
export function isSessionEnd(error: unknown): error is ApiError {
  return (
    error instanceof ApiError &&
    (error.code === 'session_expired' || error.code === 'not_signed_in')
  );
}

/** True when the request never arrived, so that a change must be kept on this device. */
export function isOffline(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'offline';
}

/** A reply on a page of another server: addresses of clips are those of ours. */
function elsewhere(text: string, baseUrl: string): unknown {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('/media/') ? baseUrl + value : value,
  );
}

function addressOf(route: Route, request: RouteRequest<Route>): string {
  const params = (request.params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(asText(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, asText(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError('Only text, numbers and yes/no can stand in an address.');
}

async function toApiError(response: Response): Promise<ApiError> {
  let problem: unknown;
  try {
    problem = await response.json();
  } catch {
    // A proxy in between answers in its own words; the status is all there is.
  }
  if (isProblem(problem)) {
    return new ApiError(problem.code as ApiErrorCode, response.status, problem);
  }
  return new ApiError(codeOfStatus(response.status), response.status);
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
  );
}

function codeOfStatus(status: number): ApiErrorCode {
  if (status === 401) return 'not_signed_in';
  if (status === 403) return 'not_allowed';
  if (status === 404) return 'not_found';
  if (status === 429) return 'too_many_requests';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status < 500 ? 'invalid_request' : 'internal';
}
