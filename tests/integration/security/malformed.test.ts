import {
  assert,
  asyncProperty,
  constantFrom,
  double,
  jsonValue,
  nat,
  oneof,
  string,
} from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Route, RouteRequest } from '#contract/route';
import { httpCall } from '../../support/http-launch.ts';
import { REQUESTS, type Facts, type Ids } from './api-requests.ts';
import { makeInstitution, ROUTES, startApp, type Institution, type TestApp } from './api-world.ts';

let app: TestApp;
let here: Institution;
beforeAll(async () => {
  app = await startApp();
  here = await makeInstitution(app);
});
afterAll(() => app.close());

type Whole = { params: unknown; query: unknown; body: unknown };

function wholeRequest({ slice, name }: { slice: string; name: string }): Whole {
  const ofSlice = REQUESTS[slice as keyof typeof REQUESTS] as Record<
    string,
    (ids: Ids, facts: Facts) => RouteRequest<Route>
  >;
  const { params, query, body } = ofSlice[name]?.(here.ids, here.facts) ?? {};
  return structuredClone({ params, query, body });
}

/** Sends anything at all; what stands in the address is escaped only where it must be. */
async function sendRaw(
  route: Route,
  { params, query, body }: { params?: unknown; query?: unknown; body?: string },
  { type = 'application/json', by = here.lecturer } = {},
): Promise<{ status: number; text: string }> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    inAddress((params as Record<string, unknown> | undefined)?.[name]),
  );
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).map(
    ([name, value]) => `${name}=${inAddress(value)}`,
  );
  const { status, text } = await httpCall(`${app.baseUrl}${path}?${pairs.join('&')}`, {
    method: route.method.toUpperCase(),
    headers: { authorization: `Bearer ${app.tokenOf(by)}`, 'content-type': type },
    ...(body !== undefined && { body }),
  });
  return { status, text };
}

function inAddress(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // What is already escaped stays: these are the tricks.
  return /^[\w.%~-]+$/.test(text) ? text : encodeURIComponent(text.toWellFormed()).slice(0, 8_000);
}

const nasty = oneof(
  constantFrom<unknown[]>(
    ...[null, '', ' ', '\u0000', 'a\u0000b', '\ud800', 'x'.repeat(30_000), '🜁'.repeat(500)],
    ...[0, -1, 2 ** 31, 2 ** 53 - 1, 1e308, true, [], {}, [[[[]]]], ['a', 'a']],
    ...['..%2f..%2fetc%2fpasswd', '..%5c', '%00', '%ff', '%', '%c0%ae', '__proto__', "' OR 1=1 --"],
    ...['00000000-0000-0000-0000-000000000000', '2026-02-30', '+099999-01-01T00:00:00Z', '{{}}'],
  ),
  jsonValue({ maxDepth: 2 }),
  string({ unit: 'binary', maxLength: 20 }),
  double(),
);

test('whatever stands in place of one part of a request, the answer is no failure of ours', async () => {
  for (const entry of ROUTES) {
    const leaves = leavesOf(wholeRequest(entry));
    if (leaves.length === 0) continue;
    await assert(
      asyncProperty(nat(), nasty, constantFrom('lecturer', 'student'), async (at, value, by) => {
        const request = wholeRequest(entry);
        put(request, leaves[at % leaves.length] ?? [], value);
        const { body, ...address } = request;
        const answer = await sendRaw(
          entry.route,
          { ...address, ...(body !== undefined && { body: JSON.stringify(body) }) },
          { by: here[by] },
        );
        expect(answer.status, `${entry.name} ${answer.text}`).toBeLessThan(500);
      }),
      { numRuns: 12, seed: 7 },
    );
  }
});

test('a time that no database keeps is the sender’s mistake', async () => {
  const changing = ROUTES.find(({ name }) => name === 'changeMarks');
  if (!changing) throw new Error('marks are not changed any more');
  for (const changedAt of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00']) {
    const { params, body } = wholeRequest(changing);
    const text = JSON.stringify(body).replace(/"changedAt":"[^"]*"/, `"changedAt":"${changedAt}"`);
    expect(text).toContain(changedAt);
    const answer = await sendRaw(changing.route, { params, body: text }, { by: here.student });
    expect(answer.status, `${changedAt} ${answer.text}`).toBeLessThan(500);
  }
});

test('bodies that are none, of any type, are the sender’s mistake', async () => {
  const bodies: [string, string][] = [
    ['application/json', '{'],
    ['application/json', '{"a":1}}'],
    ['application/json', 'null'],
    ['application/json', '[]'],
    ['application/json', '"text"'],
    ['application/json', '['.repeat(50_000)],
    ['application/json; charset=utf-7', '{}'],
    ['application/json', `{"__proto__":{"tenantId":"x"},"constructor":{"prototype":{}}}`],
    ['text/plain', '{}'],
    ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['application/x-www-form-urlencoded', 'a=1&a=2&a[b]=3'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
    ['', ''],
  ];
  const wrong: string[] = [];
  for (const { route, ...entry } of ROUTES) {
    if (!route.body || route.body.safeParse({}).success) continue;
    for (const [type, body] of bodies) {
      const { params, query } = wholeRequest(entry);
      const { status } = await sendRaw(route, { params, query, body }, { type });
      if (status < 400 || status >= 500)
        wrong.push(`${entry.name} ${type} ${body.slice(0, 40)}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  const [large] = ROUTES.filter(({ name }) => name === 'saveNarration');
  const huge = JSON.stringify({ title: 'x'.repeat(3_000_000) });
  const answer = await sendRaw(large?.route as Route, {
    params: { taskId: here.ids.openTask },
    body: huge,
  });
  expect(answer.status).toBe(400);
});

test('repeated and nested parameters of addresses are no failure of ours', async () => {
  const queries = [
    'limit=1&limit=2',
    'limit[]=1',
    'limit[a]=1',
    'q=%00',
    'q=%ff',
    'format=json&format=csv',
    'q='.padEnd(7_000, 'x'),
  ];
  for (const { route, ...entry } of ROUTES.filter(({ route: { method } }) => method === 'get')) {
    const { params } = wholeRequest(entry);
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      inAddress((params as Record<string, unknown>)[name]),
    );
    for (const query of queries) {
      const { status } = await httpCall(`${app.baseUrl}${path}?${query}`, {
        headers: { authorization: `Bearer ${app.tokenOf(here.lecturer)}` },
      });
      expect(status, `${entry.name} ${query.slice(0, 30)}`).toBeLessThan(500);
    }
  }
});

test.each([
  '/assets/..%2f..%2fserver/main.js',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%00',
  '/assets/%ff',
  '/media/x/..%2f..%2fmaster',
  '/media/%ff/a',
  '/app/..%2f..%2fetc%2fpasswd',
  '/app/%ff',
  '/lti/..%2flaunch',
  '/lti/register?openid_configuration=a&openid_configuration=b',
  '/lti/login?iss=a&iss=b&login_hint[]=c',
  '/lti/cookie-probe?login[]=a',
  '/lti/launch?error[]=a&state[]=b',
  '//evil.example/%2e%2e',
  '/api/%ff',
  '/api/uploads/%ff',
  '/%',
])('%s serves nothing', async (path) => {
  const { status, text } = await httpCall(`${app.baseUrl}${path}`, {
    headers: { authorization: `Bearer ${app.tokenOf(here.lecturer)}` },
  });
  expect(status, text).toBeGreaterThanOrEqual(path.includes('cookie-probe') ? 200 : 400);
  expect(status, text).toBeLessThan(500);
  expect(text).not.toContain('"dependencies"');
});

test('launch addresses take no nonsense for a message', async () => {
  const bodies = [
    '',
    'state=a&state=b&id_token=c',
    'state=%00&id_token=%00',
    'a'.repeat(300_000),
    'state[]=x',
    `id_token=${'a'.repeat(100_000)}&state=x`,
  ];
  for (const path of [
    '/lti/login',
    '/lti/launch',
    '/lti/launch/confirm',
    '/lti/login/resume',
    '/app/window',
    '/lti/register',
  ])
    for (const type of ['application/x-www-form-urlencoded', 'application/json', ''])
      for (const body of bodies) {
        const { status } = await httpCall(`${app.baseUrl}${path}`, {
          method: 'POST',
          headers: { ...(type && { 'content-type': type }), origin: 'http://tool.localhost:3100' },
          body,
        });
        expect(status, `${path} ${type} ${body.slice(0, 30)}`).toBeGreaterThanOrEqual(400);
        expect(status, `${path} ${type} ${body.slice(0, 30)}`).toBeLessThan(500);
      }
});

test('a failure of ours says nothing of what was asked, and the log names no token and nobody', async () => {
  const { db } = app.database;
  const describeClip = ROUTES.find(({ name }) => name === 'describeClip')?.route as Route;
  await db.execute(sql`ALTER TABLE clip RENAME TO clip_away`);
  const answer = await sendRaw(describeClip, {
    params: { clipId: here.ids.clip },
    body: JSON.stringify({ title: `Anna ${here.secret}` }),
  });
  await db.execute(sql`ALTER TABLE clip_away RENAME TO clip`);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/clip_away|relation|SELECT|at .*\.ts/);
  const reference = (JSON.parse(answer.text) as { reference: string }).reference;
  const logged = app.logged();
  expect(logged).toContain(reference);
  const tokens = [here.lecturer, here.student].map((actor) => app.tokenOf(actor).split('.')[2]);
  for (const word of [
    here.secret,
    'Bearer',
    'Anna',
    'Student secret',
    here.student.sessionId,
    ...tokens,
  ])
    expect(logged).not.toContain(word);
});

/** The places in a request where a value stands, whole objects included. */
function leavesOf(value: unknown, path: readonly string[] = []): string[][] {
  if (value === undefined) return [];
  const here = path.length > 0 ? [[...path]] : [];
  if (typeof value !== 'object' || value === null) return here;
  const within = Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
  return path[0] === 'body' && path.length > 0 ? [...here, ...within] : within;
}

function put(whole: Whole, path: readonly string[], value: unknown): void {
  let place = whole as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[path.at(-1) ?? ''] = value;
}
