import { createHash, randomUUID } from 'node:crypto';
import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { AppError } from '../../infra/app-error.ts';
import type { Database, Queryable } from '../../infra/database.ts';
import { randomText } from '../../infra/secrets.ts';
import { invitations } from './invitations.table.ts';
import type { RegistrationRefusal } from './refusals.ts';

export type Invitation = typeof invitations.$inferSelect;

/** What whoever invites decides. */
export interface InvitationWish {
  /** What the LMS is called here. */
  name: string;
  institution?: string | null;
  allowedIssuer?: string | null;
  activatesAtOnce?: boolean;
  days?: number;
}

/** Where an invitation stands. */
export type InvitationState = 'open' | 'used' | 'revoked' | 'expired';

/** So long an invitation is good when nobody says otherwise. */
export const INVITATION_DAYS = 14;
const DAY_MS = 24 * 3_600_000;
/** Longer than a registration takes; after a crash the address serves again. */
const HELD_MS = 2 * 60_000;

export type Invitations = ReturnType<typeof createInvitations>;

/** One-time addresses with which an administrator registers an LMS without the operator. */
export function createInvitations({
  db,
  publicUrl,
  now,
}: {
  db: Database;
  publicUrl: string;
  now: () => Date;
}) {
  /** Makes an invitation. Its address is told this once: only a digest of it is kept. */
  async function create(
    wish: InvitationWish,
  ): Promise<{ invitation: Invitation; address: string }> {
    const secret = randomText();
    const [invitation] = await db
      .insert(invitations)
      .values({
        id: randomUUID(),
        name: wish.name,
        institution: wish.institution ?? null,
        allowedIssuer: wish.allowedIssuer ?? null,
        activatesAtOnce: wish.activatesAtOnce ?? false,
        secretHash: digest(secret),
        expiresAt: new Date(now().getTime() + (wish.days ?? INVITATION_DAYS) * DAY_MS),
        createdAt: now(),
      })
      .returning();
    if (!invitation) throw new Error('the invitation was not written');
    return { invitation, address: `${publicUrl}/lti/register/${secret}` };
  }

  /** All invitations, the newest first. */
  async function list(): Promise<(Invitation & { state: InvitationState })[]> {
    const rows = await db.select().from(invitations).orderBy(desc(invitations.createdAt));
    return rows.map((row) => ({ ...row, state: stateOf(row, now()) }));
  }

  /** Takes an invitation back. @throws {AppError} not_found, conflict when it was used */
  async function revoke(id: string): Promise<void> {
    const all = await list();
    const found = all.find((invitation) => invitation.id === id);
    if (!found) throw new AppError('not_found', { reason: 'there is no such invitation' });
    const revoked = await db
      .update(invitations)
      .set({ revokedAt: now() })
      .where(and(eq(invitations.id, id), isNull(invitations.usedAt)))
      .returning({ id: invitations.id });
    if (revoked.length === 0) {
      throw new AppError('conflict', { reason: 'it was used already; suspend the LMS instead' });
    }
  }

  /** The invitation of an address, when it still serves. */
  async function open(secret: string): Promise<Invitation | RegistrationRefusal> {
    const [found] = await db
      .select()
      .from(invitations)
      .where(eq(invitations.secretHash, digest(secret)));
    if (!found || found.revokedAt) return { refused: 'invitation_unknown' };
    if (found.usedAt) return { refused: 'invitation_used' };
    if (found.expiresAt <= now()) return { refused: 'invitation_expired' };
    return found;
  }

  /** Takes an invitation for one registration: of any number of callers, one at a time. */
  async function hold(id: string): Promise<boolean> {
    const at = now();
    const held = await db
      .update(invitations)
      .set({ heldUntil: new Date(at.getTime() + HELD_MS) })
      .where(
        and(
          eq(invitations.id, id),
          isNull(invitations.usedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, at),
          or(isNull(invitations.heldUntil), lt(invitations.heldUntil, at)),
        ),
      )
      .returning({ id: invitations.id });
    return held.length > 0;
  }

  /** Gives a held invitation back: the LMS refused, and the next try may do better. */
  async function release(id: string): Promise<void> {
    await db.update(invitations).set({ heldUntil: null }).where(eq(invitations.id, id));
  }

  /** Uses an invitation up, in the transaction that writes its registration. */
  async function spend(tx: Queryable, id: string, platformId: string): Promise<void> {
    await tx
      .update(invitations)
      .set({ usedAt: now(), heldUntil: null, platformId })
      .where(eq(invitations.id, id));
  }

  return { create, list, revoke, open, hold, release, spend };
}

function stateOf(invitation: Invitation, at: Date): InvitationState {
  if (invitation.usedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  return invitation.expiresAt <= at ? 'expired' : 'open';
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
