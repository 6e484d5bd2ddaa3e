import { eq } from 'drizzle-orm';
import { createPublicKey, verify as verifySignature, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { GuardedFetch } from '../infra/guarded-fetch.ts';
import type { Log } from '../infra/log.ts';
import { platforms } from './lti.table.ts';
import type { Platform } from './platforms.service.ts';

export type PlatformKeys = ReturnType<typeof createPlatformKeys>;

type PublishedKey = z.infer<typeof keySetSchema>['keys'][number];

interface KeySet {
  jwksUrl: string;
  fetchedAtMs: number;
  jwks: PublishedKey[];
  /** Imported at first use, by position in `jwks`. */
  keys: Map<number, KeyObject>;
}

const FRESH_MS = 10 * 60_000;
const STALE_MS = 24 * 3_600_000;
/** Forged key ids must not make us hammer a platform: one extra fetch in so long. */
const REFETCH_COOLDOWN_MS = 30_000;
/** After a failed fetch the old set serves for so long before the next try. */
const RETRY_MS = 15_000;

const keySetSchema = z.object({
  keys: z
    .array(
      z.looseObject({
        kty: z.string(),
        kid: z.string().optional(),
        use: z.unknown(),
        n: z.unknown(),
        e: z.unknown(),
      }),
    )
    .max(100),
});

/**
 * The key sets of platforms: fetched with a guard, kept for ten minutes, fetched once
 * more for a key id that is not in them, used on for a day while the platform is silent, and kept
 * in the database for a cold start. Many launches at once cause one fetch.
 */
export function createPlatformKeys({
  db,
  guardedFetch,
  log,
  now,
}: {
  db: Database;
  guardedFetch: GuardedFetch;
  log: Log;
  now: () => Date;
}) {
  const sets = new Map<string, KeySet>();
  const fetching = new Map<string, Promise<KeySet>>();
  const refetchedAtMs = new Map<string, number>();
  const failedAtMs = new Map<string, number>();

  /**
   * The payload of a token that the platform signed with the key `kid`; null when it did not, or
   * has no such key.
   * @throws {AppError} launch_keys_unavailable
   */
  async function verify(
    platform: Platform,
    kid: string,
    token: string,
  ): Promise<Uint8Array | null> {
    let set = await current(platform);
    let named = positionsOf(set, kid);
    // Many launches at once with a new key wait for one fetch: all of them were signed with it.
    if (named.length === 0 && (fetching.has(platform.id) || mayRefetch(platform))) {
      set = await fetchOnce(platform).catch(() => set);
      named = positionsOf(set, kid);
    }
    // A key id that stands twice is accepted only if one key alone fits.
    const fitting = named.filter((position) => isSignedWith(set, position, token));
    return fitting.length === 1 ? Buffer.from(token.split('.')[1] ?? '', 'base64url') : null;
  }

  async function current(platform: Platform): Promise<KeySet> {
    const known = remembered(platform);
    const nowMs = now().getTime();
    if (known && nowMs - known.fetchedAtMs < FRESH_MS) return known;
    const lastFailure = failedAtMs.get(platform.id) ?? 0;
    const usable = known && nowMs - known.fetchedAtMs < STALE_MS ? known : null;
    if (usable && nowMs - lastFailure < RETRY_MS) return usable;
    try {
      return await fetchOnce(platform);
    } catch (cause) {
      failedAtMs.set(platform.id, nowMs);
      log.warn(
        { platform: platform.id, code: cause instanceof AppError ? cause.code : 'internal' },
        'the key set of a platform could not be fetched',
      );
      if (usable) return usable;
      throw new AppError('launch_keys_unavailable', {}, { cause });
    }
  }

  function remembered(platform: Platform): KeySet | null {
    const inMemory = sets.get(platform.id);
    if (inMemory?.jwksUrl === platform.jwksUrl) return inMemory;
    const stored = z
      .object({ jwksUrl: z.literal(platform.jwksUrl), keys: keySetSchema.shape.keys })
      .safeParse(platform.keySet);
    if (!stored.success || !platform.keySetAt) return null;
    const set = toKeySet(platform.jwksUrl, platform.keySetAt.getTime(), stored.data.keys);
    sets.set(platform.id, set);
    return set;
  }

  function mayRefetch(platform: Platform): boolean {
    const nowMs = now().getTime();
    if (nowMs - (refetchedAtMs.get(platform.id) ?? 0) < REFETCH_COOLDOWN_MS) return false;
    refetchedAtMs.set(platform.id, nowMs);
    return true;
  }

  function fetchOnce(platform: Platform): Promise<KeySet> {
    const running = fetching.get(platform.id);
    if (running) return running;
    const started = fetchKeySet(platform).finally(() => fetching.delete(platform.id));
    fetching.set(platform.id, started);
    return started;
  }

  async function fetchKeySet(platform: Platform): Promise<KeySet> {
    const answer = await guardedFetch(platform.jwksUrl, {
      headers: { Accept: 'application/json' },
      timeoutMs: 5_000,
      maximumBytes: 262_144,
      maximumRedirects: 2,
    });
    if (answer.status !== 200) throw new AppError('platform_refused', { status: answer.status });
    const { keys } = keySetSchema.parse(JSON.parse(answer.text));
    const fetchedAt = now();
    const set = toKeySet(platform.jwksUrl, fetchedAt.getTime(), keys);
    sets.set(platform.id, set);
    failedAtMs.delete(platform.id);
    await db
      .update(platforms)
      .set({ keySet: { jwksUrl: platform.jwksUrl, keys }, keySetAt: fetchedAt })
      .where(eq(platforms.id, platform.id));
    return set;
  }

  return { verify };
}

/** A compact JWS and nothing beside it. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SHORTEST_MODULUS_BITS = 2_048;

/**
 * Whether a key signed a token by RS256, whatever its header says. OpenSSL is asked directly, as it
 * takes 30 microseconds: WebCrypto hands each to another thread, which cost a launch a fifth of
 * its processor time.
 */
function isSignedWith(set: KeySet, at: number, token: string): boolean {
  if (!COMPACT.test(token)) return false;
  try {
    let key = set.keys.get(at);
    if (!key) {
      const { n, e } = set.jwks[at] as { n: string; e: string };
      key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
      if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_MODULUS_BITS) return false;
      set.keys.set(at, key);
    }
    const end = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(end + 1), 'base64url');
    return verifySignature('RSA-SHA256', Buffer.from(token.slice(0, end)), key, signature);
  } catch {
    return false;
  }
}

function toKeySet(jwksUrl: string, fetchedAtMs: number, jwks: PublishedKey[]): KeySet {
  return { jwksUrl, fetchedAtMs, jwks, keys: new Map() };
}

function positionsOf(set: KeySet, kid: string): number[] {
  return set.jwks.flatMap((jwk, position) =>
    jwk.kid === kid && jwk.kty === 'RSA' && jwk.use !== 'enc' ? [position] : [],
  );
}
