import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const KID = 'bench-key';
const PEOPLE = 500;

/** An LMS in this process: signs messages, and serves its key set from some way away. */
export interface BenchPlatform {
  issuer: string;
  clientId: string;
  deploymentId: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  /** How often the key set was asked for. */
  keySetRequests(): number;
  /** Answers an authentication request as the sign-in of an LMS does. */
  answer(
    authUrl: string,
    targetUrl: string,
    more?: Record<string, unknown>,
  ): { id_token: string; state: string };
  close(): Promise<void>;
}

/** What a service of the platform answers. */
export interface BenchService {
  body: unknown;
  headers?: Record<string, string>;
}

/**
 * Starts the key set on a port.
 * @param awayMs how long each answer takes
 * @param serve other services; undefined for the key set
 */
export async function startBenchPlatform(
  port: number,
  awayMs: number,
  serve: (path: string) => BenchService | undefined = () => undefined,
): Promise<BenchPlatform> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'RS256', use: 'sig' };
  const header = encoded({ alg: 'RS256', typ: 'JWT', kid: KID });
  let asked = 0;
  const server = createServer((request, response) => {
    const service = serve(request.url ?? '');
    if (!service) asked += 1;
    void pause(awayMs).then(() => {
      response.writeHead(200, { 'content-type': 'application/json', ...service?.headers });
      response.end(JSON.stringify(service ? service.body : { keys: [jwk] }));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${port}`;
  const clientId = 'bench-client';
  const deploymentId = '1';
  let launches = 0;
  return {
    ...{ issuer, clientId, deploymentId },
    authUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    jwksUrl: `${issuer}/jwks`,
    keySetRequests: () => asked,
    answer(authUrl, targetUrl, more = {}) {
      const { searchParams } = new URL(authUrl);
      launches += 1;
      const person = launches % PEOPLE;
      const nowSeconds = Math.floor(Date.now() / 1_000);
      const claims = {
        iss: issuer,
        aud: clientId,
        sub: `person-${person}`,
        iat: nowSeconds,
        exp: nowSeconds + 60,
        nonce: searchParams.get('nonce'),
        name: `Person ${person}`,
        given_name: 'Person',
        family_name: String(person),
        email: `person-${person}@example.org`,
        [`${CLAIM}message_type`]: 'LtiResourceLinkRequest',
        [`${CLAIM}version`]: '1.3.0',
        [`${CLAIM}deployment_id`]: deploymentId,
        [`${CLAIM}target_link_uri`]: targetUrl,
        [`${CLAIM}roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
        [`${CLAIM}resource_link`]: { id: '1', title: 'Observation' },
        [`${CLAIM}context`]: { id: '1', label: 'EDU 210', title: 'Observing Young Children' },
        ...more,
      };
      const signed = `${header}.${encoded(claims)}`;
      const signature = sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url');
      return { id_token: `${signed}.${signature}`, state: searchParams.get('state') ?? '' };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
