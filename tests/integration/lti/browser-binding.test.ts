import { build } from 'esbuild';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page, Route } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { startPretendTool, type PretendTool } from './pretend-tool.ts';

/**
 * Launches in a real browser, tool and LMS on different sites, so that the tool is a third party
 * in the frame; Playwright's contexts block third-party cookies that are not partitioned.
 */
let tool: PretendTool;
let toolOrigin: string;
let lmsOrigin: string;
let lms: Server;
let browser: Browser;
let context: BrowserContext;

/** What the LMS of a test does. */
let storage: 'none' | 'keeps' | 'keeps-legacy' | 'forgets' | 'silent';
/** Whether the browser keeps no cookie of the tool in a frame (Safari before 18.4, iOS). */
let frameCookiesBlocked: boolean;

beforeAll(async () => {
  const port = await freePort();
  toolOrigin = `http://tool.localhost:${port}`;
  const files = await buildScript();
  tool = await startPretendTool(
    {
      config: { publicUrl: toolOrigin },
      launchAssets: { script: '/launch.js', styles: ['/launch.css'] },
      renderAppPage: () => '<!doctype html><title>App</title><h1>The app is open</h1>',
    },
    {
      port,
      before: (request, response, next) => {
        const file = files.get(request.path);
        if (file) {
          response.type(request.path.endsWith('.js') ? 'js' : 'css').send(file);
          return;
        }
        if (frameCookiesBlocked && request.headers['sec-fetch-dest'] === 'iframe') {
          const append = response.append.bind(response);
          response.append = (name, value) =>
            name.toLowerCase() === 'set-cookie' ? response : append(name, value);
        }
        next();
      },
    },
  );
  lms = createServer(lmsApp());
  lms.listen(0, '127.0.0.1');
  await once(lms, 'listening');
  lmsOrigin = `http://lms.localhost:${(lms.address() as AddressInfo).port}`;
  await tool.lti.platforms.register({
    name: 'LMS of the test',
    issuer: lmsOrigin,
    clientId: 'browser',
    authUrl: `${lmsOrigin}/auth`,
    tokenUrl: `${tool.platform.url}/token`,
    jwksUrl: `${tool.platform.url}/jwks`,
    deploymentIds: ['1'],
  });
  browser = await openBrowser();
});

afterEach(() => context.close());

afterAll(async () => {
  await browser.close();
  lms.closeAllConnections();
  lms.close();
  await tool.close();
});

/** Opens the course and presses the link; with a clock of its own, time stands until it is moved. */
async function press({
  hasOwnClock = false,
  holdProbe,
  ...options
}: {
  javaScriptEnabled?: boolean;
  hasOwnClock?: boolean;
  holdProbe?: (route: Route) => void;
} = {}): Promise<Page> {
  context = await browser.newContext(options);
  context.setDefaultTimeout(120_000);
  if (hasOwnClock) {
    await context.clock.install();
    await context.clock.pauseAt(Date.now() + 60_000);
  }
  if (holdProbe) await context.route('**/lti/cookie-probe*', holdProbe);
  const page = await context.newPage();
  await page.goto(`${lmsOrigin}/course`);
  return page;
}

const headingOf = (page: Page) => page.frameLocator('iframe').getByRole('heading', { level: 1 });

test('a partitioned cookie: nobody notices anything, and next time not even a page between', async () => {
  [storage, frameCookiesBlocked] = ['none', false];
  const page = await press();
  await headingOf(page).filter({ hasText: 'The app is open' }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await headingOf(page).filter({ hasText: 'The app is open' }).waitFor();
  expect(asked).toContain('/lti/login');
  expect(asked).not.toContain('/lti/cookie-probe');
});

test.each(['keeps', 'keeps-legacy'] as const)(
  'no cookie at all, and an LMS that stores (%s)',
  async (kind) => {
    [storage, frameCookiesBlocked] = [kind, true];
    const page = await press();
    await headingOf(page).filter({ hasText: 'The app is open' }).waitFor();
    expect(await page.evaluate(() => document.body.dataset['forgotten'])).toBe('1');
  },
);

test('an LMS that gives back something else opens nothing', async () => {
  [storage, frameCookiesBlocked] = ['forgets', true];
  const page = await press();
  await headingOf(page).filter({ hasText: 'Lookfor could not recognise your browser' }).waitFor();
});

test.each(['none', 'silent'] as const)(
  'no cookie and no storage (%s): within three seconds a button that opens a window',
  async (kind) => {
    [storage, frameCookiesBlocked] = [kind, true];
    const page = await press({ hasOwnClock: kind === 'silent' });
    const button = page
      .frameLocator('iframe')
      .getByRole('button', { name: 'Open in a new window' });
    if (kind === 'silent') {
      await page.locator('body[data-asked]').waitFor({ state: 'attached' });
      await context.clock.runFor(3_000);
      await button.waitFor();
      await context.clock.resume();
    }
    const [opened] = await Promise.all([context.waitForEvent('page'), button.click()]);
    await opened.getByRole('heading', { name: 'The app is open' }).waitFor();
    expect(opened.url()).toBe(`${toolOrigin}/lti/launch`);
  },
);

test('a server that is slow to tell of the cookie is listened to on', async () => {
  [storage, frameCookiesBlocked] = ['none', false];
  const held = Promise.withResolvers<Route>();
  const page = await press({ hasOwnClock: true, holdProbe: held.resolve });
  const probe = await held.promise;
  await context.clock.runFor(2_000);
  await probe.continue();
  await headingOf(page).filter({ hasText: 'The app is open' }).waitFor();
});

test('without any script the button is there at once', async () => {
  [storage, frameCookiesBlocked] = ['keeps', true];
  const page = await press({ javaScriptEnabled: false });
  const button = page
    .frameLocator('iframe >> nth=-1')
    .getByRole('button', { name: 'Open in a new window' });
  const [opened] = await Promise.all([context.waitForEvent('page'), button.click()]);
  await opened.getByRole('button', { name: 'Go on' }).click();
  await opened.getByRole('heading', { name: 'The app is open' }).waitFor();
});

test('without any script a browser that keeps cookies goes on in its frame', async () => {
  [storage, frameCookiesBlocked] = ['none', false];
  const page = await press({ javaScriptEnabled: false });
  const frame = page.frameLocator('iframe >> nth=-1');
  await frame.getByRole('button', { name: 'Continue in this frame' }).click();
  await frame.getByRole('button', { name: 'Go on' }).click();
  await frame.getByRole('heading', { name: 'The app is open' }).waitFor();
});

test('nobody else can lend a login to this browser', async () => {
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const answer = await fetch(
      `${toolOrigin.replace('tool.localhost', '127.0.0.1')}/lti/login/resume`,
      {
        method: 'POST',
        redirect: 'manual',
        headers: origin ? { origin } : {},
        body: new URLSearchParams({ state: 'any' }),
      },
    );
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

/** A course page with the tool in a frame, and the platform's half of OIDC and storage. */
function lmsApp(): express.Express {
  const app = express();
  app.get('/course', (_request, response) => {
    const target = storage === 'none' ? '' : '<input name="lti_storage_target" value="_parent">';
    response.type('html').send(`<!doctype html><title>Course</title><body>
      <script>
        const kept = new Map(), kind = ${JSON.stringify(storage)};
        const prefix = kind === 'keeps-legacy' ? 'org.imsglobal.' : '';
        addEventListener('message', ({ data, source, origin }) => {
          const put = data.subject === prefix + 'lti.put_data';
          if (put) document.body.dataset.asked = '1';
          if (kind === 'silent' || kind === 'none') return;
          if (!put && data.subject !== prefix + 'lti.get_data') return;
          if (origin !== ${JSON.stringify(toolOrigin)}) return;
          if (put && data.value === null) { kept.delete(data.key); document.body.dataset.forgotten = '1'; }
          else if (put) kept.set(data.key, data.value);
          const value = kind === 'forgets' && !put ? 'something else' : kept.get(data.key);
          source.postMessage({ subject: data.subject + '.response', message_id: data.message_id, key: data.key, value }, origin);
        });
      </script>
      <iframe name="tool" width="900" height="600"></iframe>
      <form id="go" method="post" action="${toolOrigin}/lti/login" target="tool">
        <input name="iss" value="${lmsOrigin}"><input name="login_hint" value="5">
        <input name="client_id" value="browser">
        <input name="target_link_uri" value="${toolOrigin}/">${target}
        <button>Go</button></form>
      <noscript><iframe src="${toolOrigin}/lti/login?${new URLSearchParams({
        iss: lmsOrigin,
        login_hint: '5',
        client_id: 'browser',
        target_link_uri: `${toolOrigin}/`,
      })}" width="900" height="600"></iframe></noscript>
      <script>document.getElementById('go').submit()</script>`);
  });
  app.get('/auth', async (request, response) => {
    const { redirect_uri: redirectUri, state, nonce } = request.query as Record<string, string>;
    const nowSeconds = Math.floor(Date.now() / 1000);
    const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
    const idToken = await tool.platform.sign({
      iss: lmsOrigin,
      aud: 'browser',
      sub: '5',
      iat: nowSeconds,
      exp: nowSeconds + 60,
      nonce,
      [`${lti}message_type`]: 'LtiResourceLinkRequest',
      [`${lti}version`]: '1.3.0',
      [`${lti}deployment_id`]: '1',
      [`${lti}target_link_uri`]: `${toolOrigin}/`,
      [`${lti}roles`]: [],
      [`${lti}resource_link`]: { id: '1' },
    });
    response.type('html').send(`<!doctype html><form method="post"
      action="${redirectUri}">
      <input name="id_token" value="${idToken}">
      <input name="state" value="${state}"><button>Go on</button></form>
      <script>document.forms[0].submit()</script>`);
  });
  return app;
}

async function buildScript(): Promise<Map<string, string>> {
  const entry = new URL('../../../web-components/launch/launch-page.ts', import.meta.url);
  const built = await build({
    entryPoints: { launch: fileURLToPath(entry) },
    outdir: '/',
    bundle: true,
    format: 'esm',
    write: false,
    loader: { '.woff2': 'empty', '.woff': 'empty' },
  });
  return new Map(built.outputFiles.map(({ path, text }) => [path, text]));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
