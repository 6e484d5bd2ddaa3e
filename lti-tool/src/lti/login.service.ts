import { createHash, timingSafeEqual } from 'node:crypto';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import { runPrepared, type Database, type Statement } from '../infra/database.ts';
import { randomText } from '../infra/secrets.ts';
import { authenticationUrl, type LoginRequest } from './login.rules.ts';
import { logins, sessions, spentTickets } from './lti.table.ts';
import type { Platform, Platforms } from './platforms.service.ts';

export type Logins = ReturnType<typeof createLogins>;
export type Login = typeof logins.$inferSelect;

/** A login that has begun, with the secret that only its browser is told. */
export interface BegunLogin {
  state: string;
  secret: string;
  authUrl: string;
  storageTarget: string | null;
}

/** Long enough for a sign-on with a second factor in between. */
export const LOGIN_MS = 10 * 60_000;

const COLUMNS = `state, nonce, platform_id AS "platformId", deployment_hint AS "deploymentHint",
  login_hint AS "loginHint", message_hint AS "messageHint", storage_target AS "storageTarget",
  browser_secret_hash AS "browserSecretHash", created_at AS "createdAt", expires_at AS "expiresAt",
  used_at AS "usedAt"`;

const BEGIN: Statement = {
  name: 'begin_login',
  text: `
    INSERT INTO lti_login (state, nonce, platform_id, deployment_hint, login_hint, message_hint,
      storage_target, browser_secret_hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

const FIND: Statement = {
  name: 'find_login',
  text: `SELECT ${COLUMNS} FROM lti_login WHERE state = $1`,
};

const CONSUME: Statement = {
  name: 'consume_login',
  text: `
    UPDATE lti_login SET used_at = $2
    WHERE state = $1 AND used_at IS NULL AND expires_at > $2
    RETURNING ${COLUMNS}`,
};

/**
 * Login transactions (lti.md 1.7): state and nonce are random, bound to each other and to the
 * browser by a secret of which only the digest is stored, and used once.
 */
export function createLogins({
  db,
  platforms,
  publicUrl,
  now,
}: {
  db: Database;
  platforms: Platforms;
  publicUrl: string;
  now: () => Date;
}) {
  function authUrlOf(platform: Platform, login: Login): string {
    return authenticationUrl({
      authUrl: platform.authUrl,
      clientId: platform.clientId,
      redirectUri: `${publicUrl}/lti/launch`,
      loginHint: login.loginHint,
      messageHint: login.messageHint,
      state: login.state,
      nonce: login.nonce,
    });
  }

  /** Begins a login. @throws {AppError} launch_unknown_platform and others of `resolve` */
  async function begin(request: LoginRequest): Promise<BegunLogin> {
    const platform = await platforms.resolve(request);
    const secret = randomText();
    const login: Login = {
      state: randomText(),
      nonce: randomText(),
      platformId: platform.id,
      deploymentHint: request.deploymentHint,
      loginHint: request.loginHint,
      messageHint: request.messageHint,
      storageTarget: request.storageTarget,
      browserSecretHash: digest(secret),
      createdAt: now(),
      expiresAt: new Date(now().getTime() + LOGIN_MS),
      usedAt: null,
    };
    await runPrepared(db, BEGIN, [
      ...[login.state, login.nonce, login.platformId, login.deploymentHint],
      ...[login.loginHint, login.messageHint, login.storageTarget, login.browserSecretHash],
      ...[login.createdAt.toISOString(), login.expiresAt.toISOString()],
    ]);
    return {
      state: login.state,
      secret,
      authUrl: authUrlOf(platform, login),
      storageTarget: request.storageTarget,
    };
  }

  /**
   * Goes on with a login in another window of the same browser, which gets a secret of its own.
   * The caller has made sure that the wish comes from our own page.
   * @throws {AppError} launch_expired, launch_used
   */
  async function moveToNewWindow(state: string): Promise<BegunLogin> {
    const login = await find(state);
    const secret = randomText();
    const moved = await db
      .update(logins)
      .set({ browserSecretHash: digest(secret) })
      .where(and(eq(logins.state, state), isNull(logins.usedAt)))
      .returning({ state: logins.state });
    if (moved.length === 0) throw new AppError('launch_used');
    const platform = await platforms.open(login.platformId);
    return { state, secret, authUrl: authUrlOf(platform, login), storageTarget: null };
  }

  /** A login that waits for its answer. @throws {AppError} launch_expired, launch_used */
  async function find(state: string): Promise<Login> {
    const [login] = await runPrepared<Login>(db, FIND, [state]);
    // An unknown state is one that was swept away, or made up; neither learns more than this.
    if (!login || login.expiresAt <= now()) throw new AppError('launch_expired');
    if (login.usedAt) throw new AppError('launch_used');
    return login;
  }

  /**
   * Uses a login up: of any number of callers exactly one succeeds.
   * @throws {AppError} launch_used, launch_expired
   */
  async function consume(state: string): Promise<Login> {
    const [login] = await runPrepared<Login>(db, CONSUME, [state, now().toISOString()]);
    if (login) return login;
    await find(state);
    throw new AppError('launch_used');
  }

  /** Forgets what is over: logins after a day, so that a late one is told what happened. */
  async function sweep(): Promise<void> {
    const dayAgo = new Date(now().getTime() - 24 * 3_600_000);
    await db.delete(logins).where(lt(logins.expiresAt, dayAgo));
    await db.delete(sessions).where(lt(sessions.expiresAt, dayAgo));
    await db.delete(spentTickets).where(lt(spentTickets.expiresAt, now()));
  }

  return { begin, moveToNewWindow, find, consume, sweep };
}

/** Whether a secret belongs to a login; constant time. */
export function belongsTo(login: Login, secret: string | null): boolean {
  return secret !== null && timingSafeEqual(digest(secret), login.browserSecretHash);
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
