import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { Secrets } from '../infra/secrets.ts';
import { signingKeys } from './lti.table.ts';

export type SigningKeys = ReturnType<typeof createSigningKeys>;

/** A key as the operator sees it. */
export type SigningKeyFacts = Pick<
  typeof signingKeys.$inferSelect,
  'kid' | 'state' | 'createdAt' | 'retiredAt'
>;

interface ActiveKey {
  kid: string;
  privateKey: CryptoKey;
  untilMs: number;
}

const USE = 'signing-key';
/** Two servers that start at once on one database make one pair of keys. */
const KEY_LOCK = 7_309_441_202;
/** A rotation by another process is followed after so long; the old key is still published then. */
const CACHE_MS = 60_000;
/** A key is published so long before it signs: platforms keep key sets for hours. */
export const PUBLISHED_BEFORE_USE_MS = 24 * 3_600_000;
/** And stays published so long after it last signed. */
const PUBLISHED_AFTER_USE_MS = 7 * 24 * 3_600_000;

/**
 * The tool's own keys: RSA of 2048 bits, `kid` is the thumbprint of RFC 7638, the private part
 * sealed with SECRET_KEY. One signs (`active`), one is published ahead (`next`), older ones are
 * published on (`retired`).
 */
export function createSigningKeys({
  db,
  secrets,
  now,
}: {
  db: Database;
  secrets: Secrets;
  now: () => Date;
}) {
  let cached: ActiveKey | null = null;

  /** Makes the first keys; does nothing when there are some. Safe with several processes. */
  async function ensure(): Promise<void> {
    await locked(async (tx) => {
      for (const state of ['active', 'next'] as const) {
        const found = await tx.select().from(signingKeys).where(eq(signingKeys.state, state));
        if (found.length === 0) await make(tx, state);
      }
    });
  }

  async function make(tx: Queryable, state: 'active' | 'next'): Promise<void> {
    const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const kid = await calculateJwkThumbprint(await exportJWK(pair.publicKey), 'sha256');
    // Moodle reads `alg` in every key; without it each call fetches our keys again.
    const facts = { kid, alg: 'RS256', use: 'sig' };
    await tx.insert(signingKeys).values({
      kid,
      publicJwk: { ...(await exportJWK(pair.publicKey)), ...facts },
      sealedPrivateJwk: secrets.seal(USE, JSON.stringify(await exportJWK(pair.privateKey))),
      state,
      createdAt: now(),
    });
  }

  /**
   * Lets the next key sign, publishes another one ahead, and forgets those that have not signed
   * for a week.
   * @param atOnce also when the next key was not published for a day (a key was stolen).
   * @throws {AppError} conflict when the next key is too young.
   */
  async function rotate(atOnce = false): Promise<void> {
    await locked(async (tx) => {
      const next = await tx.select().from(signingKeys).where(eq(signingKeys.state, 'next'));
      const youngest = now().getTime() - PUBLISHED_BEFORE_USE_MS;
      if (!atOnce && next.some(({ createdAt }) => createdAt.getTime() > youngest)) {
        throw new AppError('conflict', {
          reason: 'the next key was published less than a day ago',
        });
      }
      await tx
        .update(signingKeys)
        .set({ state: 'retired', retiredAt: now() })
        .where(eq(signingKeys.state, 'active'));
      await tx.update(signingKeys).set({ state: 'active' }).where(eq(signingKeys.state, 'next'));
      await make(tx, 'next');
      const longRetired = new Date(now().getTime() - PUBLISHED_AFTER_USE_MS);
      await tx
        .delete(signingKeys)
        .where(
          and(
            eq(signingKeys.state, 'retired'),
            or(isNull(signingKeys.retiredAt), lt(signingKeys.retiredAt, longRetired)),
          ),
        );
    });
    cached = null;
  }

  /** All keys without their private part, the newest first, for the operator. */
  async function list(): Promise<SigningKeyFacts[]> {
    const { kid, state, createdAt, retiredAt } = signingKeys;
    return db
      .select({ kid, state, createdAt, retiredAt })
      .from(signingKeys)
      .orderBy(desc(signingKeys.createdAt), asc(signingKeys.state));
  }

  /** What stands at /lti/jwks: the key to come, the one that signs, and those before. */
  async function publicKeySet(): Promise<{ keys: JWK[] }> {
    const rows = await db
      .select({ publicJwk: signingKeys.publicJwk })
      .from(signingKeys)
      .where(inArray(signingKeys.state, ['next', 'active', 'retired']))
      .orderBy(asc(signingKeys.createdAt));
    return { keys: rows.map(({ publicJwk }) => publicJwk as JWK) };
  }

  /** Signs a JWT with the active key; header and algorithm are always the same. */
  async function sign(claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = await activeKey();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(privateKey);
  }

  async function activeKey(): Promise<ActiveKey> {
    if (cached && cached.untilMs > now().getTime()) return cached;
    const [row] = await db.select().from(signingKeys).where(eq(signingKeys.state, 'active'));
    if (!row) throw new AppError('internal', {}, { cause: new Error('there is no signing key') });
    const opened = secrets.open(USE, row.sealedPrivateJwk);
    if (opened === null) {
      const cause = new Error('the signing key was sealed with another SECRET_KEY');
      throw new AppError('internal', {}, { cause });
    }
    const privateKey = (await importJWK(JSON.parse(opened) as JWK, 'RS256')) as CryptoKey;
    cached = { kid: row.kid, privateKey, untilMs: now().getTime() + CACHE_MS };
    return cached;
  }

  function locked(work: (tx: Queryable) => Promise<void>): Promise<void> {
    return db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(${KEY_LOCK})`);
      await work(tx);
    });
  }

  return { ensure, rotate, list, publicKeySet, sign };
}
