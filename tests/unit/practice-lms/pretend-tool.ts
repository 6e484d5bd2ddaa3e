import { randomUUID } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { SignJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { startPracticeLms } from '../../../lti-tool/practice-lms/practice-lms.ts';
import type {
  PracticeLms,
  PracticeLmsOptions,
} from '../../../lti-tool/practice-lms/practice-lms.ts';
import type { Tool } from '../../../lti-tool/practice-lms/tools.ts';

/** An answer of the LMS, whole. */
export interface Answer {
  status: number;
  /** Words after the status in the first line. */
  statusWords: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** What a test sends; `as` is the person who is logged in. */
export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  as?: string;
}

/** Sends a request to the loopback address under the host name of the address; follows nothing. */
export function send(address: string, sent: Sent = {}): Promise<Answer> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        hostname: '127.0.0.1',
        method: sent.method ?? 'GET',
        headers: {
          host: url.host,
          ...(sent.as === undefined ? {} : { cookie: `practice_lms_person=${sent.as}` }),
          ...sent.headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            statusWords: response.statusMessage ?? '',
            headers: response.headers,
            text: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(sent.body);
  });
}

/** The form of a page: where it goes and its hidden fields. */
export function formOf(text: string): { action: string; fields: Record<string, string> } {
  const plain = (value: string) =>
    value
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const action = plain(/<form[^>]* action="([^"]*)"/.exec(text)?.[1] ?? '');
  const inputs = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  const fields = Object.fromEntries(
    [...inputs].map(([, name, value]) => [name ?? '', plain(value ?? '')]),
  );
  return { action, fields };
}

/** The fields without those that are undefined, as a query or form. */
export function encode(fields: Record<string, string | undefined>): string {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(given).toString();
}

/** A key pair of the tool with the public half as JWK. */
export interface ToolKey {
  kid: string;
  jwk: JWK;
  sign(payload: JWTPayload, header?: Record<string, string | undefined>): Promise<string>;
}

/** Makes a key pair; one is enough for a whole test file. */
export async function makeKey(kid: string = randomUUID()): Promise<ToolKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  return {
    kid,
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' },
    sign: (payload, header = {}) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT', ...header })
        .sign(privateKey),
  };
}

/** A practice LMS with a pretend tool that is registered in it. */
export interface Bench {
  lms: PracticeLms;
  tool: Tool;
  key: ToolKey;
  /** What the tool's key set address serves; tests may change it. */
  keySet: { keys: JWK[]; fetched: number };
  clock: { ms: number };
  close(): Promise<void>;
}

/** Starts LMS and tool on free ports, with a clock that only tests move. */
export async function openBench(options: Partial<PracticeLmsOptions> = {}): Promise<Bench> {
  const clock = { ms: Date.parse('2026-11-22T10:00:00.000Z') };
  const key = await makeKey();
  const keySet = { keys: [key.jwk], fetched: 0 };
  const server = createServer((_request, response) => {
    keySet.fetched += 1;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ keys: keySet.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://tool.localhost:${address.port}`;
  const lms = await startPracticeLms({ port: 0, now: () => clock.ms, ...options });
  const tool = lms.state.registerTool({
    name: 'Pretend tool',
    loginUrl: `${origin}/login`,
    redirectUris: [`${origin}/launch`],
    targetLinkUri: `${origin}/start`,
    deepLinkingUrl: `${origin}/choose`,
    jwksUrl: `${origin}/jwks`,
  });
  return {
    lms,
    tool,
    key,
    keySet,
    clock,
    close: async () => {
      await lms.close();
      await new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
    },
  };
}

/** Begins a launch as a person: the fields that the login form would post to the tool. */
export async function beginLaunch(
  bench: Bench,
  as: string,
  path: string,
): Promise<Record<string, string>> {
  const answer = await send(bench.lms.baseUrl + path, { as });
  const { action, fields } = formOf(answer.text);
  if (action !== bench.tool.loginUrl) throw new Error(`no login form: ${answer.text}`);
  return fields;
}

/** The authentication request that a correct tool makes of a login form. */
export function authenticationRequest(
  bench: Bench,
  login: Record<string, string>,
): Record<string, string | undefined> {
  return {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: bench.tool.clientId,
    redirect_uri: bench.tool.redirectUris[0],
    login_hint: login['login_hint'],
    lti_message_hint: login['lti_message_hint'],
    state: randomUUID(),
    nonce: randomUUID(),
  };
}

/** A whole launch; the claims that arrive at the tool. */
export async function launch(bench: Bench, as: string, path: string): Promise<JWTPayload> {
  const request = authenticationRequest(bench, await beginLaunch(bench, as, path));
  const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as });
  const { action, fields } = formOf(answer.text);
  if (action !== bench.tool.redirectUris[0] || fields['id_token'] === undefined) {
    throw new Error(`no launch: ${answer.text}`);
  }
  return decodeJwt(fields['id_token']);
}

/** The client assertion of a correct tool. */
export function assertionClaims(bench: Bench): JWTPayload {
  const iat = Math.floor(bench.clock.ms / 1000);
  return {
    iss: bench.tool.clientId,
    sub: bench.tool.clientId,
    aud: `${bench.lms.baseUrl}/token`,
    iat,
    exp: iat + 300,
    jti: randomUUID(),
  };
}

/** Asks for a token with this assertion and these fields. */
export function askToken(
  bench: Bench,
  assertion: string,
  fields: Record<string, string | undefined> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(`${bench.lms.baseUrl}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: encode({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      ...fields,
    }),
  });
}

/** A token for these scopes, as a ready Authorization header. */
export async function bearer(bench: Bench, ...scopes: string[]): Promise<Record<string, string>> {
  const assertion = await bench.key.sign(assertionClaims(bench));
  const answer = await askToken(bench, assertion, { scope: scopes.join(' ') });
  const body = jsonOf(answer);
  if (answer.status !== 200) throw new Error(`no token: ${answer.text}`);
  return { authorization: `Bearer ${String(body['access_token'])}` };
}

/** The body as JSON object. */
export function jsonOf(answer: Answer): Record<string, unknown> {
  const body: unknown = JSON.parse(answer.text);
  if (body === null || typeof body !== 'object') throw new Error(`no object: ${answer.text}`);
  return { ...body };
}
