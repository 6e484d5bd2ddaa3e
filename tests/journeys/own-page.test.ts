import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '#server/infra/root-folder';
import { openBrowser, openPerson } from '../support/browser.ts';
import { addLibraryClip } from '../support/course-work.ts';
import { httpCall } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import { openToolWithLms, type ToolWithLms } from '../support/tool-with-lms.ts';

const platform = playedPlatform('blackboard');

let world: ToolWithLms;
let browser: Browser;
let server: Server;
let port: number;
let clipId: string;
let secret: string;
let token: string;

beforeAll(async () => {
  world = await openToolWithLms({ platform });
  browser = await openBrowser();
  clipId = await addLibraryClip(world.tool, await world.launch('lee'), 'The tower falls');
  server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(examplePage());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  const said = await lookfor(
    'page',
    'add',
    '--origin',
    ownOrigin(),
    '--institution',
    'Practice LMS',
  );
  secret = /^ {2}([\w-]{43})$/m.exec(said)?.[1] ?? '';
  token = await newToken();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await browser.close();
  await world.close();
});

const ownOrigin = (): string => `http://university.localhost:${port}`;

/** A page of an institution, as web-components/README.md tells to write it. */
function examplePage(): string {
  const base = world.tool.baseUrl;
  return `<!doctype html><html lang="en"><title>Our clips</title>
    <link rel="stylesheet" href="${base}/elements.css" crossorigin>
    <script type="module" src="${base}/elements.js"></script>
    <lookfor-player api-base="${base}" token="${token}" clip-id="${clipId}" controls="row"></lookfor-player>
    <lookfor-clip-library api-base="${base}" token="${token}"></lookfor-clip-library>`;
}

async function lookfor(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(rootFolder(), 'dist/server/cli.js'), ...words],
    { env: { ...process.env, DATA_DIR: world.tool.dataDir, PORT: String(world.tool.port) } },
  );
  return stdout;
}

/** Asks as the server of the page does. */
async function newToken(): Promise<string> {
  const answer = await httpCall(`${world.tool.baseUrl}/api/page-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ person: { reference: 'account-4711', name: 'Reader' } }),
  });
  expect(answer.status, answer.text).toBe(201);
  return (JSON.parse(answer.text) as { token: string }).token;
}

/** Asks the API with the page's token from somewhere. */
async function ask(path: string, origin: string | null, method = 'GET'): Promise<number> {
  const { status } = await httpCall(`${world.tool.baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(origin !== null && { origin }),
    },
    ...(method !== 'GET' && { body: '{}' }),
  });
  return status;
}

test('a page of the institution shows the library and plays a clip', async () => {
  const { page, scriptErrors } = await openPerson(browser);
  await page.goto(ownOrigin());
  const video = page.locator('lookfor-player video');
  await expect
    .poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState))
    .toBeGreaterThan(1);
  await video.evaluate((film: HTMLVideoElement) => {
    film.muted = true;
    return film.play();
  });
  await expect
    .poll(() => video.evaluate((film: HTMLVideoElement) => film.currentTime))
    .toBeGreaterThan(0.2);
  const picture = page.locator('lookfor-clip-card img').first();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  expect(scriptErrors).toEqual([]);
});

test('a page of another origin gets nothing with the same token', async () => {
  const { page } = await openPerson(browser);
  const asked: number[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(`${world.tool.baseUrl}/api/`)) asked.push(response.status());
  });
  await page.goto(`http://elsewhere.localhost:${port}`);
  const outcome = await page.evaluate(
    ({ base, token: stolen }) =>
      fetch(`${base}/api/session`, { headers: { authorization: `Bearer ${stolen}` } }).then(
        () => 'read',
        () => 'refused',
      ),
    { base: world.tool.baseUrl, token },
  );
  expect(outcome).toBe('refused');
  expect(asked.filter((status) => status < 400)).toEqual([]);
  await expect(ask('/api/session', 'http://elsewhere.localhost')).resolves.toBe(401);
  await expect(ask('/api/session', null)).resolves.toBe(401);
});

test('the token reads, and changes nothing', async () => {
  await expect(ask('/api/session', ownOrigin())).resolves.toBe(200);
  await expect(ask(`/api/clips/${clipId}/excerpts`, ownOrigin(), 'POST')).resolves.toBe(403);
  await expect(ask('/api/tasks', ownOrigin(), 'POST')).resolves.toBe(403);
  await expect(ask('/api/course/roster', ownOrigin(), 'POST')).resolves.toBe(403);
});

test('taken back, the page gets no tokens, and those it has are void', async () => {
  const [, id = ''] = /Practice LMS {2}([0-9a-f-]{36})/.exec(await lookfor('page', 'list')) ?? [];
  await lookfor('page', 'revoke', id);
  await expect(ask('/api/session', ownOrigin())).resolves.toBe(401);
  const { status } = await httpCall(`${world.tool.baseUrl}/api/page-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: '{"person":{"reference":"account-4711"}}',
  });
  expect(status).toBe(401);
});
