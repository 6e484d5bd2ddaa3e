import express from 'express';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { courseRoutes, sessionRoutes, type Boot } from '#contract/launch';
import { createGuardedFetch } from '#server/infra/guarded-fetch';
import { bind, problemHandler } from '#server/infra/http';
import { createSecrets } from '#server/infra/secrets';
import { createLti, type Lti, type LtiDeps } from '#server/lti/lti.service';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keptLog } from '../../support/kept-log.ts';
import { keepConnections } from '../../support/resting-connections.ts';
import { startPretendPlatform, type PretendPlatform } from './pretend-platform.ts';

/** What names of claims begin with. */
export const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
/** The role of who studies, as a launch names it. */
export const LEARNER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';
/** The role of who teaches, as a launch names it. */
export const INSTRUCTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';
/** The address of the tool in browsers. */
export const PUBLIC_URL = 'http://tool.localhost:3100';
/** The tool, as the platform names it. */
export const CLIENT_ID = 'client-1';
/** The platform, as it names itself. */
export const ISSUER = 'http://moodle.localhost:8080';

/** The real routes of the tool over HTTP, with a platform that is registered. */
export interface PretendTool {
  url: string;
  lti: Lti;
  database: TestDatabase;
  platform: PretendPlatform;
  /** Everything that was logged. */
  logged: () => string;
  setNow(date: Date | null): void;
  close(): Promise<void>;
}

/** Starts database, platform and the real Express routes. */
export async function startPretendTool(
  options: Partial<LtiDeps> = {},
  { port = 0, before }: { port?: number; before?: express.RequestHandler } = {},
): Promise<PretendTool> {
  const database = await openTestDatabase();
  const platform = await startPretendPlatform();
  const { log, logged } = keptLog();
  let fixed: Date | null = null;
  const lti = createLti({
    db: database.db,
    secrets: createSecrets('a secret key of the test, long enough for it'),
    guardedFetch: createGuardedFetch(['127.0.0.1']),
    log,
    config: { publicUrl: PUBLIC_URL },
    now: () => fixed ?? new Date(),
    resolveTarget: () => Promise.resolve({ screen: 'course' }),
    renderAppPage: (boot) =>
      `<!doctype html><title>App</title><script type="application/json" id="lookfor-boot">${JSON.stringify(boot).replaceAll('<', '\\u003c')}</script>`,
    ...options,
  });
  await lti.start();
  await lti.platforms.register({
    name: 'Pretend',
    issuer: ISSUER,
    clientId: CLIENT_ID,
    authUrl: 'http://moodle.localhost:8080/mod/lti/auth.php?site=1',
    tokenUrl: `${platform.url}/token`,
    jwksUrl: `${platform.url}/jwks`,
    deploymentIds: ['2'],
    institution: 'Institution A',
  });
  const app = express();
  if (before) app.use(before);
  app.use(lti.router);
  const api = express.Router();
  api.use(express.json());
  bind(api, sessionRoutes, lti.sessionUseCases, lti.authenticate);
  bind(api, courseRoutes, lti.courseUseCases, lti.authenticate);
  app.use(api);
  app.use(problemHandler(log));
  const server = keepConnections(app.listen(port, '127.0.0.1'));
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lti,
    database,
    platform,
    logged,
    setNow: (date) => (fixed = date),
    async close() {
      server.closeAllConnections();
      server.close();
      await platform.close();
      await database.close();
    },
  };
}

/** A login that has begun in one browser. */
export interface BegunLogin {
  state: string;
  nonce: string;
  /** Cookie header of the browser. */
  cookie: string;
  location: URL;
}

/** Presses the link in a browser that is known to keep cookies. */
export async function beginLogin(
  tool: PretendTool,
  parameters: Record<string, string> = {},
  method: 'GET' | 'POST' = 'POST',
): Promise<BegunLogin> {
  const form = new URLSearchParams({
    iss: ISSUER,
    login_hint: '5',
    target_link_uri: `${PUBLIC_URL}/`,
    client_id: CLIENT_ID,
    ...parameters,
  });
  const address = `${tool.url}/lti/login${method === 'GET' ? `?${form}` : ''}`;
  const answer = await fetch(address, {
    method,
    redirect: 'manual',
    headers: { cookie: '__Host-lti-known=1' },
    ...(method === 'POST' && { body: form }),
  });
  if (answer.status !== 302) throw new Error(`login answered ${answer.status}`);
  const location = new URL(answer.headers.get('location') ?? '');
  return {
    state: location.searchParams.get('state') ?? '',
    nonce: location.searchParams.get('nonce') ?? '',
    cookie: answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    location,
  };
}

/** A complete resource link launch; `null` takes a claim away. */
export function claimsOf(
  login: BegunLogin,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims: Record<string, unknown> = {
    iss: ISSUER,
    aud: CLIENT_ID,
    sub: '5',
    iat: nowSeconds,
    exp: nowSeconds + 60,
    nonce: login.nonce,
    name: 'Stu Student',
    given_name: 'Stu',
    family_name: 'Student',
    email: 'stu@example.test',
    [`${LTI}message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: '2',
    [`${LTI}target_link_uri`]: `${PUBLIC_URL}/`,
    [`${LTI}roles`]: [LEARNER],
    [`${LTI}resource_link`]: { id: '8', title: 'Video observation' },
    [`${LTI}context`]: { id: '2', label: 'ECE101', title: 'ECE 101 Observation' },
    ...changes,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
}

/** What the browser gets for the message. */
export interface LaunchAnswer {
  status: number;
  page: string;
  headers: Headers;
  boot: Boot | null;
}

/** Posts an authentication response as the browser does. */
export async function postLaunch(
  tool: PretendTool,
  fields: Record<string, string>,
  cookie = '',
  headers: Record<string, string> = {},
): Promise<LaunchAnswer> {
  const answer = await fetch(`${tool.url}/lti/launch`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...(cookie && { cookie }), ...headers },
    body: new URLSearchParams(fields),
  });
  const page = await answer.text();
  return { status: answer.status, page, headers: answer.headers, boot: bootOf(page) };
}

/** A whole launch of a person; claims as in `claimsOf`. */
export async function launch(
  tool: PretendTool,
  changes: Record<string, unknown> = {},
): Promise<LaunchAnswer> {
  const login = await beginLogin(tool);
  const idToken = await tool.platform.sign(claimsOf(login, changes));
  return postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
}

/** Calls the API with the token of a launch. */
export async function callApi(
  tool: PretendTool,
  boot: Boot | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${tool.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${boot?.token ?? ''}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** A subject that no other test uses. */
export function newSubject(): string {
  return `subject-${randomUUID()}`;
}

function bootOf(page: string): Boot | null {
  const found = /id="lookfor-boot">(.*?)<\/script>/s.exec(page)?.[1];
  return found ? (JSON.parse(found) as Boot) : null;
}
