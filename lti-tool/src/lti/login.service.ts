import { lt } from 'drizzle-orm';
import { AppError } from '../infra/app-error.ts';
import { runPrepared, type Database, type Statement } from '../infra/database.ts';
import type { Secrets } from '../infra/secrets.ts';
import { createLoginStates, type Login } from './login-state.ts';
import { authenticationUrl, type LoginRequest } from './login.rules.ts';
import { sessions, spentTickets } from './lti.table.ts';
import type { Platforms } from './platforms.service.ts';

export type Logins = ReturnType<typeof createLogins>;
export type { Login } from './login-state.ts';

/** A login that has begun, with the secret that only its browser is told. */
export interface BegunLogin {
  state: string;
  secret: string;
  authUrl: string;
  storageTarget: string | null;
}

/** That a login was used, for as long as its state is worth anything. */
export interface LoginTicket {
  ticket: string;
  expiresAt: Date;
}

/** Long enough for a sign-on with a second factor in between. */
export const LOGIN_MS = 10 * 60_000;
/** Clocks of several processes differ: a used login is remembered beyond its end. */
const REMEMBERED_MS = 3_600_000;

const SPEND: Statement = {
  name: 'spend_login',
  text: `
    INSERT INTO spent_ticket (ticket, expires_at) VALUES ($1, $2)
    ON CONFLICT DO NOTHING RETURNING ticket`,
};

const IS_SPENT: Statement = {
  name: 'is_login_spent',
  text: 'SELECT ticket FROM spent_ticket WHERE ticket = $1',
};

/**
 * Logins (decision 6): the state carries what belongs to it, signed; nonce and browser
 * secret follow from it. Nothing is written before somebody has signed in; that a login was used is
 * written with the launch.
 */
export function createLogins({
  db,
  secrets,
  platforms,
  publicUrl,
  now,
}: {
  db: Database;
  secrets: Secrets;
  platforms: Platforms;
  publicUrl: string;
  now: () => Date;
}) {
  const states = createLoginStates(secrets);

  /** Begins a login. @throws {AppError} launch_unknown_platform and others of `resolve` */
  async function begin(request: LoginRequest): Promise<BegunLogin> {
    const platform = await platforms.resolve(request);
    const { deploymentHint, storageTarget } = request;
    const login = states.seal({
      ...{ platformId: platform.id, deploymentHint, storageTarget },
      endsAt: new Date(now().getTime() + LOGIN_MS),
    });
    return {
      state: login.state,
      secret: states.browserSecretOf(login),
      authUrl: authenticationUrl({
        authUrl: platform.authUrl,
        clientId: platform.clientId,
        redirectUri: `${publicUrl}/lti/launch`,
        loginHint: request.loginHint,
        messageHint: request.messageHint,
        state: login.state,
        nonce: states.nonceOf(login),
      }),
      storageTarget,
    };
  }

  /** The login of a state, used or not. @throws {AppError} launch_expired */
  function open(state: string): Login {
    const login = states.open(state);
    // Who made a state up learns no more than who came too late.
    if (!login || login.endsAt <= now()) throw new AppError('launch_expired');
    return login;
  }

  /** The login of a state of ours, even one that is over; null of any other text. */
  function peek(state: string): Login | null {
    return states.open(state);
  }

  function ticketOf({ id, endsAt }: Login): LoginTicket {
    return { ticket: `login:${id}`, expiresAt: new Date(endsAt.getTime() + REMEMBERED_MS) };
  }

  /** Uses a login up without a launch: of any number of callers exactly one is told true. */
  async function spend(login: Login): Promise<boolean> {
    const { ticket, expiresAt } = ticketOf(login);
    return (await runPrepared(db, SPEND, [ticket, expiresAt.toISOString()])).length > 0;
  }

  /**
   * Examines the answer to a login. What is refused uses the login up all the same, and one that
   * was used before says that first.
   * @throws {AppError} launch_used, or what the examination throws
   */
  async function examine<Found>(login: Login, examination: () => Promise<Found>): Promise<Found> {
    try {
      return await examination();
    } catch (refusal) {
      if (!(await spend(login))) throw new AppError('launch_used', {}, { cause: refusal });
      throw refusal;
    }
  }

  /** @throws {AppError} launch_used */
  async function demandUnused(login: Login): Promise<void> {
    const used = await runPrepared(db, IS_SPENT, [ticketOf(login).ticket]);
    if (used.length > 0) throw new AppError('launch_used');
  }

  /** Forgets what is over: sessions after a day, so that a late one is told what happened. */
  async function sweep(): Promise<void> {
    const dayAgo = new Date(now().getTime() - 24 * 3_600_000);
    await db.delete(sessions).where(lt(sessions.expiresAt, dayAgo));
    await db.delete(spentTickets).where(lt(spentTickets.expiresAt, now()));
  }

  const { nonceOf, isOfBrowser } = states;
  return {
    begin,
    open,
    peek,
    spend,
    examine,
    demandUnused,
    ticketOf,
    nonceOf,
    isOfBrowser,
    sweep,
  };
}
