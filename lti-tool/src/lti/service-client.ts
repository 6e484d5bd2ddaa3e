import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { GuardedAnswer, GuardedFetch } from '../infra/guarded-fetch.ts';
import type { Platform, Platforms } from './platforms.service.ts';
import { CLAIM } from './claims.ts';
import { quirksOf } from './platform-quirks.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What a platform answered, as it is: who asked decides what it means. */
export type ServiceAnswer = GuardedAnswer;

/** A request to a service of a platform, for which a token with the scopes is fetched. */
export interface ServiceRequest {
  platformId: string;
  /** The deployment as the platform names it; goes into the client assertion when known. */
  deploymentId?: string | null;
  scopes: readonly string[];
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  accept?: string;
  contentType?: string;
  body?: unknown;
  timeoutMs?: number;
}

interface AccessToken {
  token: string;
  untilMs: number;
}

export type ServiceClient = ReturnType<typeof createServiceClient>;

const ASSERTION_SECONDS = 300;
/** Moodle checks without leeway, and clocks differ. */
const BACKDATED_SECONDS = 10;
/** A token is not used in its last minute, or in the second half of a very short life. */
const SAFETY_MS = 60_000;
const TIMEOUT_MS = 15_000;

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  // Some platforms send numbers as text.
  expires_in: z.coerce.number().positive().catch(3600).default(3600),
  scope: z.string().optional(),
});

/**
 * Calls services of platforms with access tokens: one token per platform, deployment and set of
 * scopes, kept until a minute before its end, fetched once however many wait for it, and fetched
 * anew when the platform calls it void.
 */
export function createServiceClient({
  platforms,
  signingKeys,
  guardedFetch,
  now,
  timeoutMs: ownTimeoutMs = TIMEOUT_MS,
}: {
  platforms: Platforms;
  signingKeys: SigningKeys;
  guardedFetch: GuardedFetch;
  now: () => Date;
  /** How long a platform may take for an answer. */
  timeoutMs?: number;
}) {
  const tokens = new Map<string, AccessToken>();
  const fetching = new Map<string, Promise<AccessToken>>();

  /**
   * Sends one request and hands back whatever the platform answered.
   * @throws {AppError} platform_unreachable; platform_refused when it gives no token, with its
   *   status and what it said; address_refused
   */
  async function call(request: ServiceRequest): Promise<ServiceAnswer> {
    const platform = await platforms.open(request.platformId);
    const token = await accessToken(platform, request);
    const answer = await send(request, token);
    if (!quirksOf(platform.family).voidTokenStatuses.includes(answer.status)) return answer;
    // Of many calls at once the first renews it; the others must not throw the new one away.
    const key = tokenKey(platform, request);
    if (tokens.get(key)?.token === token) tokens.delete(key);
    return send(request, await accessToken(platform, request));
  }

  async function send(request: ServiceRequest, token: string): Promise<ServiceAnswer> {
    const { method, url, accept, contentType, body, timeoutMs } = request;
    const answer = await guardedFetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        // Exactly one type: Moodle refuses lists and needs a name.
        ...(accept && { Accept: accept }),
        ...(contentType && { 'Content-Type': contentType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs: timeoutMs ?? ownTimeoutMs,
      maximumBytes: 8 * 1_048_576,
    });
    return answer.status < 400 ? answer : { ...answer, text: reasonOf(answer) };
  }

  async function accessToken(platform: Platform, request: ServiceRequest): Promise<string> {
    const key = tokenKey(platform, request);
    const cached = tokens.get(key);
    if (cached && cached.untilMs > now().getTime()) return cached.token;
    let running = fetching.get(key);
    if (!running) {
      running = fetchToken(platform, request).finally(() => fetching.delete(key));
      fetching.set(key, running);
    }
    const fetched = await running;
    tokens.set(key, fetched);
    return fetched.token;
  }

  async function fetchToken(
    platform: Platform,
    { scopes, deploymentId }: Pick<ServiceRequest, 'scopes' | 'deploymentId'>,
  ): Promise<AccessToken> {
    const nowSeconds = Math.floor(now().getTime() / 1000);
    const assertion = await signingKeys.sign({
      iss: platform.clientId,
      sub: platform.clientId,
      aud: platform.tokenAudience ?? platform.tokenUrl,
      iat: nowSeconds - BACKDATED_SECONDS,
      exp: nowSeconds - BACKDATED_SECONDS + ASSERTION_SECONDS,
      jti: randomUUID(),
      ...(deploymentId && { [CLAIM.deploymentId]: deploymentId }),
    });
    const answer = await guardedFetch(platform.tokenUrl, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: sorted(scopes).join(' '),
      }).toString(),
      timeoutMs: ownTimeoutMs,
      maximumBytes: 65_536,
    });
    // Moodle labels its JSON as HTML, so the label is not looked at.
    const parsed = answer.status < 300 ? tokenSchema.safeParse(parseJson(answer.text)) : null;
    if (!parsed?.success) {
      throw new AppError('platform_refused', {
        stage: 'token',
        status: answer.status,
        answer: answer.text.slice(0, 500),
        ...(answer.headers['retry-after'] && { retryAfter: Number(answer.headers['retry-after']) }),
      });
    }
    const granted = parsed.data.scope?.split(/[\s+]+/);
    const missing = granted ? scopes.filter((scope) => !granted.includes(scope)) : [];
    if (missing.length > 0) {
      throw new AppError('platform_refused', { stage: 'scope', missing });
    }
    const lifeMs = parsed.data.expires_in * 1_000;
    return {
      token: parsed.data.access_token,
      untilMs: now().getTime() + lifeMs - Math.min(SAFETY_MS, lifeMs / 2),
    };
  }

  /**
   * Whether the platform gives a token for one scope, asked anew.
   * @throws {AppError} platform_unreachable; platform_refused when it gives none for anything
   */
  async function isGranted({
    platformId,
    deploymentId,
    scope,
  }: {
    platformId: string;
    deploymentId: string | null;
    scope: string;
  }): Promise<boolean> {
    try {
      await fetchToken(await platforms.open(platformId), { deploymentId, scopes: [scope] });
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { stage, answer } = error.details;
      if (stage === 'scope') return false;
      if (stage === 'token' && /invalid_scope/.test(String(answer))) return false;
      throw error;
    }
  }

  return { call, isGranted };
}

/**
 * Why a platform refused. Moodle says it in the first line of the answer, followed by what it was
 * sent, and leaves `[]` in the body.
 */
function reasonOf({ status, statusText = '', text }: ServiceAnswer): string {
  if (!['', '[]', '{}'].includes(text.trim())) return text;
  const words = (statusText.split('{')[0] ?? '').trim();
  return words === '' || words === STATUS_CODES[status] ? text : words;
}

function tokenKey(platform: Platform, { scopes, deploymentId }: ServiceRequest): string {
  return [platform.id, platform.tokenUrl, deploymentId ?? '', ...sorted(scopes)].join(' ');
}

function sorted(scopes: readonly string[]): string[] {
  return [...new Set(scopes)].sort();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
