import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MOST_EVIDENCE_BYTES, type evidenceRoutes } from '#contract/care';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Actor } from '../lti/actor.ts';
import { people } from '../lti/lti.table.ts';
import { displayName } from '../lti/membership.rules.ts';
import { evidenceDocuments, evidenceOpenings } from './care.table.ts';
import type { ClipAccess } from './clips.access.ts';

export interface EvidenceDeps {
  db: Database;
  secrets: Secrets;
  access: ClipAccess;
  now: () => Date;
}

const USE = 'consent-evidence';
const fileSchema = z.object({
  fileName: z.string(),
  type: z.enum(['application/pdf', 'image/jpeg', 'image/png']),
  base64: z.string(),
});
type EvidenceFile = z.infer<typeof fileSchema>;

/** How a file of each kind begins. */
const BEGINNINGS: Readonly<Record<EvidenceFile['type'], string>> = {
  'application/pdf': '25504446',
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e47',
};

/** Signed forms of consents: sealed, seen by the clip's owner alone, every look written down. */
export function createEvidence({ db, secrets, access, now }: EvidenceDeps): {
  useCases: UseCases<Actor, typeof evidenceRoutes>;
} {
  /** That the actor owns the clip and the person is in it. @throws {AppError} not_found */
  async function requireOwn(
    queryable: Queryable,
    actor: Actor,
    { clipId, personId }: { clipId: string; personId: string },
  ): Promise<void> {
    const { clip, people: filmed } = await access.openToManage(queryable, actor, clipId);
    const isInIt = filmed.some(({ person }) => person.id === personId);
    if (clip.ownerId !== actor.personId || !isInIt) throw new AppError('not_found');
  }

  const isOf = (actor: Actor, { clipId, personId }: { clipId: string; personId: string }) =>
    and(
      eq(evidenceDocuments.tenantId, actor.tenantId),
      eq(evidenceDocuments.clipId, clipId),
      eq(evidenceDocuments.filmedPersonId, personId),
    );

  function unsealed(sealed: string): EvidenceFile {
    const text = secrets.open(USE, sealed);
    if (text === null) throw new AppError('internal');
    return fileSchema.parse(JSON.parse(text));
  }

  return {
    useCases: {
      async listEvidence(actor, { params }) {
        await requireOwn(db, actor, params);
        const rows = await db
          .select()
          .from(evidenceDocuments)
          .where(isOf(actor, params))
          .orderBy(asc(evidenceDocuments.addedAt));
        const openings =
          rows.length === 0
            ? []
            : await db
                .select({ opening: evidenceOpenings, person: people })
                .from(evidenceOpenings)
                .innerJoin(
                  people,
                  and(
                    eq(people.tenantId, actor.tenantId),
                    eq(people.id, evidenceOpenings.personId),
                  ),
                )
                .where(
                  and(
                    eq(evidenceOpenings.tenantId, actor.tenantId),
                    inArray(
                      evidenceOpenings.evidenceId,
                      rows.map(({ id }) => id),
                    ),
                  ),
                )
                .orderBy(desc(evidenceOpenings.at));
        return {
          documents: rows.map(({ id, sealed, bytes, addedAt }) => ({
            ...{ id, bytes, fileName: unsealed(sealed).fileName },
            addedAt: addedAt.toISOString(),
            openings: openings
              .filter(({ opening }) => opening.evidenceId === id)
              .map(({ opening, person }) => ({
                at: opening.at.toISOString(),
                name: displayName(secrets, person, actor.ltiContextId),
              })),
          })),
        };
      },

      async addEvidence(actor, { params, body }) {
        await requireOwn(db, actor, params);
        const bytes = Buffer.from(body.base64, 'base64');
        if (bytes.length > MOST_EVIDENCE_BYTES) throw new AppError('too_large');
        if (!bytes.toString('hex', 0, 4).startsWith(BEGINNINGS[body.type]))
          throw new AppError('file_refused', { reason: 'not what its name says' });
        const { fileName, type, base64 } = body;
        await db.insert(evidenceDocuments).values({
          ...{ id: randomUUID(), tenantId: actor.tenantId, clipId: params.clipId },
          ...{ filmedPersonId: params.personId, bytes: bytes.length },
          sealed: secrets.seal(USE, JSON.stringify({ fileName, type, base64 })),
          ...{ addedBy: actor.personId, addedAt: now() },
        });
      },

      async openEvidence(actor, { params }) {
        return db.transaction(async (tx) => {
          await requireOwn(tx, actor, params);
          const [row] = await tx
            .select()
            .from(evidenceDocuments)
            .where(and(isOf(actor, params), eq(evidenceDocuments.id, params.evidenceId)));
          if (!row) throw new AppError('not_found');
          await tx.insert(evidenceOpenings).values({
            ...{ id: randomUUID(), tenantId: actor.tenantId, evidenceId: row.id },
            ...{ personId: actor.personId, at: now() },
          });
          return unsealed(row.sealed);
        });
      },

      async removeEvidence(actor, { params }) {
        await requireOwn(db, actor, params);
        const removed = await db
          .delete(evidenceDocuments)
          .where(and(isOf(actor, params), eq(evidenceDocuments.id, params.evidenceId)))
          .returning({ id: evidenceDocuments.id });
        if (removed.length === 0) throw new AppError('not_found');
      },
    },
  };
}
