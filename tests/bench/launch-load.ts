import { openConnection, type BenchAnswer, type BenchConnection } from './bench-client.ts';
import type { BenchPlatform } from './bench-platform.ts';
import { percentile } from './measure.ts';

/** A tool that can be launched. */
export interface LaunchTarget {
  loginUrl: string;
  launchUrl: string;
  /** Cookies of a browser that has been here before. */
  cookie?: string;
  /** Whether a page is the one that a launch should end with. */
  isOpen(page: string): boolean;
  /** A read that only somebody who has launched is answered, as little as the tool offers. */
  read(opened: OpenedPage): { path: string; headers: string[] };
}

/** What a browser has after a launch. */
export interface OpenedPage {
  /** Path and query of the address that it shows. */
  path: string;
  cookie: string;
  text: string;
}

/** What came of a number of requests or launches. */
export interface LoadOutcome {
  perSecond: number;
  p99Ms: number;
  /** From the first to the last. */
  seconds: number;
}

/** How a load is put on. */
export interface Load {
  count: number;
  atOnce: number;
  /** Whether all come from one address, as a campus does. */
  fromOneAddress?: boolean;
}

/** A login that the tool has answered, with what its browser knows by then. */
interface BegunLogin {
  authUrl: string;
  cookie: string;
}

/**
 * Launches so often, so many at once, and waits for all pages: all logins, then all messages. What
 * the platform needs to sign its messages in between is its own time and not counted; on the
 * processors of the tool it would be taken for the tool's. @throws when a single launch fails: a
 * fast refusal is no launch.
 */
export async function launchMany(
  platform: BenchPlatform,
  target: LaunchTarget,
  { count, atOnce, fromOneAddress = false }: Load,
): Promise<LoadOutcome> {
  const addressOf = (at: number): string =>
    fromOneAddress ? '198.51.0.1' : `198.51.${(at >> 8) & 255}.${at & 255}`;
  const logins = await repeat(target, { count, atOnce }, (connection, at) =>
    logIn(platform, target, connection, addressOf(at)),
  );
  const messages = logins.results.map(({ authUrl, cookie }) => ({
    message: platform.answer(authUrl, target.launchUrl),
    cookie,
  }));
  const pages = await repeat(target, { count, atOnce }, (connection, at) =>
    openPage(target, connection, addressOf(at), messages[at] as (typeof messages)[number]),
  );
  const seconds = logins.seconds + pages.seconds;
  const timesMs = logins.timesMs.map((ms, at) => ms + (pages.timesMs[at] ?? 0));
  return { perSecond: count / seconds, p99Ms: percentile(timesMs, 0.99), seconds };
}

/** Reads so often what only somebody who has launched may read; each reader launches before. */
export async function readMany(
  platform: BenchPlatform,
  target: LaunchTarget,
  { count, atOnce }: Load,
): Promise<LoadOutcome> {
  const address = '198.51.0.2';
  const readers = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const connection = await openConnection(target.launchUrl);
      const { authUrl, cookie } = await logIn(platform, target, connection, address);
      const message = platform.answer(authUrl, target.launchUrl);
      const opened = await openPage(target, connection, address, { message, cookie });
      connection.close();
      return target.read(opened);
    }),
  );
  const { timesMs, seconds } = await repeat(target, { count, atOnce }, async (connection, at) => {
    const answer = await connection.send(readers[at % atOnce] ?? { path: '/', headers: [] });
    if (answer.status !== 200) throw failed('read', answer);
  });
  return { perSecond: count / seconds, p99Ms: percentile(timesMs, 0.99), seconds };
}

/** Does a thing so often on as many connections as run at once, and takes the time of each. */
async function repeat<Result>(
  target: LaunchTarget,
  { count, atOnce }: Load,
  once: (connection: BenchConnection, at: number) => Promise<Result>,
): Promise<{ results: Result[]; timesMs: number[]; seconds: number }> {
  const results: Result[] = [];
  const timesMs: number[] = [];
  const connections = await Promise.all(
    Array.from({ length: atOnce }, () => openConnection(target.launchUrl)),
  );
  let begun = 0;
  const onAndOn = async (connection: BenchConnection): Promise<void> => {
    while (begun < count) {
      const at = begun;
      begun += 1;
      const startMs = performance.now();
      results[at] = await once(connection, at);
      timesMs[at] = performance.now() - startMs;
    }
  };
  const startMs = performance.now();
  await Promise.all(connections.map(onAndOn));
  const seconds = (performance.now() - startMs) / 1_000;
  connections.forEach((connection) => connection.close());
  return { results, timesMs, seconds };
}

/** @param address of the person, as a proxy states it: a limit counts people, not proxies. */
function headersOf(address: string, cookie: string): string[] {
  return [`X-Forwarded-For: ${address}`, ...(cookie ? [`Cookie: ${cookie}`] : [])];
}

function withCookies(cookie: string, { cookies }: BenchAnswer): string {
  return [...(cookie ? [cookie] : []), ...cookies].join('; ');
}

async function logIn(
  platform: BenchPlatform,
  target: LaunchTarget,
  connection: BenchConnection,
  address: string,
): Promise<BegunLogin> {
  const cookie = target.cookie ?? '';
  const answer = await connection.send({
    path: pathOf(target.loginUrl),
    headers: headersOf(address, cookie),
    form: {
      iss: platform.issuer,
      login_hint: '1',
      target_link_uri: target.launchUrl,
      client_id: platform.clientId,
      lti_deployment_id: platform.deploymentId,
    },
  });
  if (answer.status !== 302 || answer.location === null) throw failed('login', answer);
  return { authUrl: answer.location, cookie: withCookies(cookie, answer) };
}

async function openPage(
  target: LaunchTarget,
  connection: BenchConnection,
  address: string,
  { message, cookie }: { message: Record<string, string>; cookie: string },
): Promise<OpenedPage> {
  let path = pathOf(target.launchUrl);
  let known = cookie;
  let page = await connection.send({ path, headers: headersOf(address, known), form: message });
  known = withCookies(known, page);
  if (page.status === 302 && page.location !== null) {
    path = pathOf(new URL(page.location, target.launchUrl).href);
    page = await connection.send({ path, headers: headersOf(address, known) });
    known = withCookies(known, page);
  }
  if (page.status !== 200 || !target.isOpen(page.text)) throw failed('launch', page);
  return { path, cookie: known, text: page.text };
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

function failed(step: string, answer: BenchAnswer): Error {
  return new Error(`${step} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}
