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

/**
 * Launches so often, so many at once, and waits for all pages. @throws when a single launch fails:
 * a fast refusal is no launch.
 */
export async function launchMany(
  platform: BenchPlatform,
  target: LaunchTarget,
  { count, atOnce, fromOneAddress = false }: Load,
): Promise<LoadOutcome> {
  return repeat(target, { count, atOnce }, async (connection, at) => {
    const address = fromOneAddress ? '198.51.0.1' : `198.51.${(at >> 8) & 255}.${at & 255}`;
    await launchOnce(platform, target, connection, address);
  });
}

/** Reads so often what only somebody who has launched may read; each reader launches before. */
export async function readMany(
  platform: BenchPlatform,
  target: LaunchTarget,
  { count, atOnce }: Load,
): Promise<LoadOutcome> {
  const readers = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const connection = await openConnection(target.launchUrl);
      const opened = await launchOnce(platform, target, connection, '198.51.0.2');
      connection.close();
      return target.read(opened);
    }),
  );
  return repeat(target, { count, atOnce }, async (connection, at) => {
    const answer = await connection.send(readers[at % atOnce] ?? { path: '/', headers: [] });
    if (answer.status !== 200) throw failed('read', answer);
  });
}

/** Does a thing so often on as many connections as run at once, and takes the time of each. */
async function repeat(
  target: LaunchTarget,
  { count, atOnce }: Load,
  once: (connection: BenchConnection, at: number) => Promise<void>,
): Promise<LoadOutcome> {
  const timesMs: number[] = [];
  const connections = await Promise.all(
    Array.from({ length: atOnce }, () => openConnection(target.launchUrl)),
  );
  let begun = 0;
  const onAndOn = async (connection: BenchConnection): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const startMs = performance.now();
      await once(connection, begun);
      timesMs.push(performance.now() - startMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(connections.map(onAndOn));
  const seconds = (performance.now() - startMs) / 1_000;
  connections.forEach((connection) => connection.close());
  return { perSecond: count / seconds, p99Ms: percentile(timesMs, 0.99), seconds };
}

/** @param address of the person, as a proxy states it: a limit counts people, not proxies. */
async function launchOnce(
  platform: BenchPlatform,
  target: LaunchTarget,
  connection: BenchConnection,
  address: string,
): Promise<OpenedPage> {
  let cookie = target.cookie ?? '';
  const send = async (path: string, form?: Record<string, string>): Promise<BenchAnswer> => {
    const headers = [`X-Forwarded-For: ${address}`, ...(cookie ? [`Cookie: ${cookie}`] : [])];
    const answer = await connection.send({ path, headers, ...(form && { form }) });
    cookie = [...(cookie ? [cookie] : []), ...answer.cookies].join('; ');
    return answer;
  };
  const login = await send(pathOf(target.loginUrl), {
    iss: platform.issuer,
    login_hint: '1',
    target_link_uri: target.launchUrl,
    client_id: platform.clientId,
    lti_deployment_id: platform.deploymentId,
  });
  if (login.status !== 302 || login.location === null) throw failed('login', login);
  const message = platform.answer(login.location, target.launchUrl);
  let path = pathOf(target.launchUrl);
  let page = await send(path, message);
  if (page.status === 302 && page.location !== null) {
    path = pathOf(new URL(page.location, target.launchUrl).href);
    page = await send(path);
  }
  if (page.status !== 200 || !target.isOpen(page.text)) throw failed('launch', page);
  return { path, cookie, text: page.text };
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

function failed(step: string, answer: BenchAnswer): Error {
  return new Error(`${step} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}
