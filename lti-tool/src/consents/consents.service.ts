import { and, eq, inArray, isNull } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Consent, ConsentDraft } from '#contract/consents';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { consents } from './consents.table.ts';

export type ConsentRow = typeof consents.$inferSelect;
export type Consents = ReturnType<typeof createConsents>;

/**
 * The register of consents. Whom a consent is about, the clip or the piece of documentation says:
 * it is opened first, then calls these in the same transaction. A consent is never rewritten; a new
 * one takes its place.
 */
export function createConsents({ now }: { now: () => Date }) {
  return {
    /** Records what a person agreed to; answers with the id of the record. */
    async record(db: Queryable, actor: Actor, draft: ConsentDraft): Promise<string> {
      requireRegister(actor);
      return insert(db, actor, draft);
    },

    /** Records the consents that come with demo content, which no person enters. */
    recordForDemo: (
      db: Queryable,
      owner: Pick<Actor, 'tenantId' | 'personId'>,
      draft: ConsentDraft,
    ): Promise<string> => insert(db, owner, draft),

    /** Ends a consent for good. A consent that was withdrawn already keeps its first date. */
    async withdraw(db: Queryable, actor: Actor, consentId: string): Promise<void> {
      requireRegister(actor);
      await db
        .update(consents)
        .set({ withdrawnAt: now(), withdrawnBy: actor.personId })
        .where(
          and(
            eq(consents.tenantId, actor.tenantId),
            eq(consents.id, consentId),
            isNull(consents.withdrawnAt),
          ),
        );
    },

    /** The consents with these ids, by id. */
    async find(
      db: Queryable,
      tenantId: string,
      ids: readonly string[],
    ): Promise<Map<string, ConsentRow>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select()
        .from(consents)
        .where(and(eq(consents.tenantId, tenantId), inArray(consents.id, [...ids])));
      return new Map(rows.map((row) => [row.id, row]));
    },

    /** Deletes the consents of a clip that is removed: without it they are about nothing. */
    async remove(db: Queryable, actor: Actor, ids: readonly string[]): Promise<void> {
      requireRegister(actor);
      if (ids.length === 0) return;
      await db
        .delete(consents)
        .where(and(eq(consents.tenantId, actor.tenantId), inArray(consents.id, [...ids])));
    },
  };

  async function insert(
    db: Queryable,
    by: Pick<Actor, 'tenantId' | 'personId'>,
    draft: ConsentDraft,
  ): Promise<string> {
    const [row] = await db
      .insert(consents)
      .values({
        id: randomUUID(),
        tenantId: by.tenantId,
        ...draft,
        recordedBy: by.personId,
        recordedAt: now(),
      })
      .returning({ id: consents.id });
    if (!row) throw new AppError('internal');
    return row.id;
  }
}

/** Those who look after clips keep the register, and those who bring documentation of their own. */
function requireRegister(actor: Actor): void {
  if (can(actor, 'narrations.write')) return;
  requireCapability(actor, 'clips.manage');
}

/**
 * A consent as the contract states it.
 * @param withEvidence whether evidence and the child's note are for this reader.
 */
export function toConsent(row: ConsentRow, withEvidence: boolean): Consent {
  return {
    purposes: row.purposes,
    audience: row.audience,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    evidence: withEvidence ? row.evidence : '',
    assentNote: withEvidence ? row.assentNote : '',
    recordedAt: row.recordedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}
