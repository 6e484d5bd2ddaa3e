import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { bootSchema, type Boot } from '#contract/launch';
import type { Route, RouteReply, RouteRequest } from '#contract/route';

/** What a server answered. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
};

/**
 * One request, without following redirects. Every `*.localhost` is this machine, as in browsers;
 * Node's own resolver does not know that everywhere.
 */
export function httpCall(
  address: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<HttpAnswer> {
  return new Promise((done, fail) => {
    const isSecure = address.startsWith('https:');
    const sent = (isSecure ? httpsRequest : httpRequest)(address, {
      method: options.method ?? 'GET',
      agent: isSecure ? agents.https : agents.http,
      headers: {
        ...options.headers,
        ...(options.body !== undefined && {
          'content-length': String(Buffer.byteLength(options.body)),
        }),
      },
      lookup: (_name, { all }, found) =>
        all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    });
    sent.once('error', fail);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('aborted', () => fail(new Error('the answer broke off')));
      response.once('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.end(options.body);
  });
}

/** The cookies of one browser, by site. Nothing but names and values: everything here is new. */
class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>();

  set(host: string, name: string, value: string): void {
    const ofHost = this.#cookies.get(host) ?? new Map<string, string>();
    ofHost.set(name, value);
    this.#cookies.set(host, ofHost);
  }

  keep(host: string, { headers }: HttpAnswer): void {
    for (const line of [headers['set-cookie'] ?? []].flat()) {
      const [pair = '', ...attributes] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const isOver = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isOver) this.#cookies.get(host)?.delete(name.trim());
      else this.set(host, name.trim(), value.join('='));
    }
  }

  header(host: string): Record<string, string> {
    const pairs = [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`);
    return pairs.length > 0 ? { cookie: pairs.join('; ') } : {};
  }
}

/** Somebody in the tool after a launch. */
export interface HttpPerson {
  boot: Boot;
  token: string;
  /** Calls the API as this person. @throws when the answer is not a success, with its text. */
  call<R extends Route>(route: R, request?: RouteRequest<R>): Promise<RouteReply<R>>;
}

/**
 * Launches without a browser: opens an activity of the practice LMS as somebody, and goes through
 * login, sign-in and launch as a browser that keeps cookies.
 * @param wish `as` is a short name (`lee`, `sam`); `activityId` of the LMS, or `choose` with a
 *   client id for deep linking; `review` the user id of somebody whose work is reviewed.
 */
export async function httpLaunch(
  lmsUrl: string,
  wish: { as: string } & ({ activityId: string; review?: string } | { choose: string }),
): Promise<HttpPerson> {
  const jar = new CookieJar();
  const go = async (address: string, form?: Record<string, string>): Promise<HttpAnswer> => {
    const { host } = new URL(address);
    const answer = await httpCall(address, {
      headers: {
        ...jar.header(host),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
    });
    jar.keep(host, answer);
    return answer;
  };
  jar.set(new URL(lmsUrl).host, 'practice_lms_person', wish.as);
  const path =
    'choose' in wish
      ? `/tools/${wish.choose}/choose`
      : `/activities/${wish.activityId}/open${wish.review === undefined ? '' : `?review=${wish.review}`}`;
  const begun = await go(`${lmsUrl}${path}`);
  // Blackboard begins a launch by an address, the others by a form.
  const { location } = begun.headers;
  const { action, fields } =
    typeof location === 'string' ? { action: location, fields: undefined } : postedForm(begun);
  // A browser that has been here before is sent on at once.
  jar.set(new URL(action).host, '__Host-lti-known', '1');
  const login = await go(action, fields);
  const next = login.headers['location'];
  if (login.status !== 302 || typeof next !== 'string') throw unexpected('login', login);
  let form = postedForm(await go(next));
  // An LMS that signs in on a host of its own posts to itself once before it posts to the tool.
  if (new URL(form.action).host !== new URL(action).host)
    form = postedForm(await go(form.action, form.fields));
  const page = await go(form.action, form.fields);
  const found = /id="lookfor-boot"[^>]*>(.*?)<\/script>/s.exec(page.text)?.[1];
  if (page.status !== 200 || !found) throw unexpected('launch', page);
  const boot = bootSchema.parse(JSON.parse(found));
  return {
    boot,
    token: boot.token,
    call: (route, request = {}) => callApi(new URL(action).origin, boot.token, route, request),
  };
}

/** Calls a route of the API with a token. @throws when the answer is not a success. */
export async function callApi<R extends Route>(
  baseUrl: string,
  token: string,
  route: R,
  request: RouteRequest<R> = {},
): Promise<RouteReply<R>> {
  const params = (request.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const query = new URLSearchParams(request.query ?? {}).toString();
  const answer = await httpCall(`${baseUrl}${path}${query && `?${query}`}`, {
    method: route.method.toUpperCase(),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
  if (answer.status < 200 || answer.status > 299) throw unexpected(route.path, answer);
  return (answer.text === '' ? undefined : JSON.parse(answer.text)) as RouteReply<R>;
}

/** The form that a page posts by itself. */
function postedForm(answer: HttpAnswer): { action: string; fields: Record<string, string> } {
  const action = /<form[^>]*\saction="([^"]+)"/.exec(answer.text)?.[1];
  if (answer.status !== 200 || !action) throw unexpected('page with a form', answer);
  const inputs = answer.text.matchAll(/<input[^>]*\sname="([^"]*)"[^>]*\svalue="([^"]*)"/g);
  return {
    action: plain(action),
    fields: Object.fromEntries(
      [...inputs].map(([, name = '', value = '']) => [plain(name), plain(value)]),
    ),
  };
}

function plain(html: string): string {
  return html
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function unexpected(step: string, answer: HttpAnswer): Error {
  return new Error(`${step} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
}
