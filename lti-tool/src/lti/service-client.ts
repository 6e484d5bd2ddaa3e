import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { GuardedAnswer, GuardedFetch } from '../infra/guarded-fetch.ts';
import type { Platform, Platforms } from './platforms.service.ts';
import { CLAIM } from './claims.ts';
import { quirksOf } from './platform-quirks.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What a platform answered, as it is: who asked decides what it means. */
export type ServiceAnswer = GuardedAnswer;

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
/** Moodle checks without leeway, and clocks differ (lti.md 1.8). */
const BACKDATED_SECONDS = 10;
/** A token is not used in its last minute. */
const SAFETY_MS = 60_000;

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
}: {
  platforms: Platforms;
  signingKeys: SigningKeys;
  guardedFetch: GuardedFetch;
  now: () => Date;
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
    const answer = await send(request, await accessToken(platform, request));
    if (!quirksOf(platform.family).voidTokenStatuses.includes(answer.status)) return answer;
    tokens.delete(tokenKey(platform, request));
    return send(request, await accessToken(platform, request));
  }

  function send(request: ServiceRequest, token: string): Promise<ServiceAnswer> {
    const { method, url, accept, contentType, body, timeoutMs } = request;
    return guardedFetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        // Exactly one type: Moodle refuses lists and needs a name.
        ...(accept && { Accept: accept }),
        ...(contentType && { 'Content-Type': contentType }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutMs: timeoutMs ?? 15_000,
      maximumBytes: 8 * 1_048_576,
    });
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
    { scopes, deploymentId }: ServiceRequest,
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
      timeoutMs: 10_000,
      maximumBytes: 65_536,
    });
    // Moodle labels its JSON as HTML, so the label is not looked at.
    const parsed = answer.status < 300 ? tokenSchema.safeParse(parseJson(answer.text)) : null;
    if (!parsed?.success) {
      throw new AppError('platform_refused', {
        stage: 'token',
        status: answer.status,
        answer: answer.text.slice(0, 500),
      });
    }
    const granted = parsed.data.scope?.split(/[\s+]+/);
    const missing = granted ? scopes.filter((scope) => !granted.includes(scope)) : [];
    if (missing.length > 0) {
      throw new AppError('platform_refused', { stage: 'scope', missing });
    }
    return {
      token: parsed.data.access_token,
      untilMs: now().getTime() + parsed.data.expires_in * 1000 - SAFETY_MS,
    };
  }

  return { call };
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
