import type { Database } from '../infra/database.ts';
import { randomText, sameText, type Secrets } from '../infra/secrets.ts';
import { spentTickets } from '../lti/lti.table.ts';
import { eq } from 'drizzle-orm';

/** Somebody who runs Lookfor, on their page. */
export interface OperatorSession {
  id: string;
  endsMs: number;
  /** Of the secret that opened it, so that another secret ends it; null when a link did. */
  secretMark: string | null;
}

/** How long a link of the command line serves. */
export const LINK_MS = 10 * 60_000;
/** How long the page stays open. */
export const OPERATOR_SESSION_MS = 4 * 3_600_000;
/** Clocks differ: what was used is remembered beyond its end. */
const REMEMBERED_MS = 3_600_000;

const LINK = 'operator-link';
const SESSION = 'operator-session';
const FORM = 'operator-form';
const SECRET_MARK = 'operator-secret-mark';

export type OperatorAccess = ReturnType<typeof createOperatorAccess>;

/**
 * Who may see the operator's page: whoever can run the command line, by a link that serves once and
 * shortly, or whoever knows OPERATOR_SECRET. Nothing that an LMS says opens it.
 */
export function createOperatorAccess({
  db,
  secrets,
  publicUrl,
  operatorSecret,
  now,
}: {
  db: Database;
  secrets: Secrets;
  publicUrl: string;
  /** Null: only links of the command line open the page. */
  operatorSecret: string | null;
  now: () => Date;
}) {
  const currentMark =
    operatorSecret === null ? null : secrets.sign(SECRET_MARK, operatorSecret).slice(0, 16);

  /** An address that opens the page once. */
  function makeLink(): { address: string; endsAt: Date } {
    const endsMs = now().getTime() + LINK_MS;
    const token = secrets.seal(LINK, JSON.stringify({ id: randomText(), endsMs }));
    return { address: `${publicUrl}/operator/enter/${token}`, endsAt: new Date(endsMs) };
  }

  /** A session for a link: of any number of callers exactly one gets it. Null: it serves no more. */
  async function enterByLink(token: string): Promise<OperatorSession | null> {
    const opened = secrets.open(LINK, token);
    if (opened === null) return null;
    // Sealed by ourselves.
    const { id, endsMs } = JSON.parse(opened) as { id: string; endsMs: number };
    if (endsMs <= now().getTime()) return null;
    return (await spend(`operator-link:${id}`, endsMs)) ? begin(null) : null;
  }

  /** A session for whoever knows the secret; compared in constant time. */
  function enterBySecret(given: string): OperatorSession | null {
    if (operatorSecret === null || !sameText(given, operatorSecret)) return null;
    return begin(currentMark);
  }

  function begin(secretMark: string | null): OperatorSession {
    return { id: randomText(), endsMs: now().getTime() + OPERATOR_SESSION_MS, secretMark };
  }

  /** The text of the cookie. */
  function seal(session: OperatorSession): string {
    return secrets.seal(SESSION, JSON.stringify(session));
  }

  /** The session of a cookie, while it lasts and has not been ended. */
  async function open(sealed: string | null): Promise<OperatorSession | null> {
    const opened = sealed === null ? null : secrets.open(SESSION, sealed);
    if (opened === null) return null;
    const session = JSON.parse(opened) as OperatorSession;
    if (session.endsMs <= now().getTime()) return null;
    const { secretMark } = session;
    if (secretMark !== null && !sameText(secretMark, currentMark ?? '')) return null;
    const ended = await db
      .select({ ticket: spentTickets.ticket })
      .from(spentTickets)
      .where(eq(spentTickets.ticket, ticketOf(session)));
    return ended.length === 0 ? session : null;
  }

  /** Ends a session everywhere, also for whoever has copied its cookie. */
  async function end(session: OperatorSession): Promise<void> {
    await spend(ticketOf(session), session.endsMs);
  }

  async function spend(ticket: string, endsMs: number): Promise<boolean> {
    const spent = await db
      .insert(spentTickets)
      .values({ ticket, expiresAt: new Date(endsMs + REMEMBERED_MS) })
      .onConflictDoNothing()
      .returning({ ticket: spentTickets.ticket });
    return spent.length > 0;
  }

  return {
    hasSecret: operatorSecret !== null,
    makeLink,
    enterByLink,
    enterBySecret,
    seal,
    open,
    end,
    /** What every form of this session carries, so that no other page can send one. */
    formToken: ({ id }: OperatorSession): string => secrets.sign(FORM, id),
    isFormOf: ({ id }: OperatorSession, token: string): boolean => secrets.verify(FORM, id, token),
  };
}

function ticketOf({ id }: OperatorSession): string {
  return `operator-session:${id}`;
}
