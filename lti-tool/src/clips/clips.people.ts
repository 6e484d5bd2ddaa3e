import { and, eq, ne } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Clip, clipRoutes } from '#contract/clips';
import type { Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Actor } from '../lti/actor.ts';
import { announceClips } from './clip-notices.ts';
import type { ClipAccess } from './clips.access.ts';
import { endClosings } from './closing.store.ts';
import type { ClipRecord, FilmedPersonRecord } from './clips.store.ts';
import { clips, filmedPeople } from './clips.table.ts';

export interface FilmedPeopleDeps {
  db: Database;
  consents: Consents;
  access: ClipAccess;
  now: () => Date;
  /** The clip as the actor sees it after the change. */
  see: (actor: Actor, clipId: string) => Promise<Clip>;
  /** Called when what may be watched has changed. */
  onConsentChange: (clipId: string) => void;
}

type PeopleRoutes = Pick<
  typeof clipRoutes,
  | 'addFilmedPerson'
  | 'changeFilmedPerson'
  | 'removeFilmedPerson'
  | 'recordConsent'
  | 'withdrawConsent'
>;

/** Who is seen or heard in a clip, and what they agreed to. */
export function createFilmedPeople(deps: FilmedPeopleDeps): {
  useCases: UseCases<Actor, PeopleRoutes>;
} {
  const { db, consents, access, now, see, onConsentChange } = deps;

  async function change(
    actor: Actor,
    clipId: string,
    act: (tx: Queryable, record: ClipRecord) => Promise<void>,
  ): Promise<Clip> {
    await db.transaction(async (tx) => {
      const record = await access.openToCare(tx, actor, clipId);
      await act(tx, record);
      await announceClips(tx, [clipId]);
      await tx
        .update(clips)
        .set({ updatedAt: now() })
        .where(and(eq(clips.tenantId, actor.tenantId), eq(clips.id, clipId)));
    });
    onConsentChange(clipId);
    return see(actor, clipId);
  }

  async function write(
    tx: Queryable,
    { person }: FilmedPersonRecord,
    fields: Partial<typeof filmedPeople.$inferInsert>,
  ): Promise<void> {
    await tx
      .update(filmedPeople)
      .set(fields)
      .where(and(eq(filmedPeople.tenantId, person.tenantId), eq(filmedPeople.id, person.id)));
  }

  return {
    useCases: {
      addFilmedPerson: (actor, { params, body }) =>
        change(actor, params.clipId, async (tx, { clip }) => {
          await refuseTakenPseudonym(tx, clip, body.pseudonym);
          await tx.insert(filmedPeople).values({
            ...{ id: randomUUID(), tenantId: actor.tenantId, clipId: clip.id },
            ...body,
            createdAt: now(),
          });
        }),

      changeFilmedPerson: (actor, { params, body }) =>
        change(actor, params.clipId, async (tx, record) => {
          const found = personIn(record, params.personId);
          await refuseTakenPseudonym(tx, record.clip, body.pseudonym, params.personId);
          await write(tx, found, body);
        }),

      removeFilmedPerson: (actor, { params }) =>
        change(actor, params.clipId, async (tx, record) => {
          const { person, consent } = personIn(record, params.personId);
          if (consent) throw new AppError('person_has_consent');
          await tx
            .delete(filmedPeople)
            .where(and(eq(filmedPeople.tenantId, actor.tenantId), eq(filmedPeople.id, person.id)));
        }),

      recordConsent: (actor, { params, body }) =>
        change(actor, params.clipId, async (tx, record) => {
          const found = personIn(record, params.personId);
          await write(tx, found, { consentId: await consents.record(tx, actor, body) });
          // Who agrees again is shown again.
          await endClosings(tx, record.clip, [found.person.id], now());
        }),

      withdrawConsent: (actor, { params }) =>
        change(actor, params.clipId, async (tx, record) => {
          const { consent } = personIn(record, params.personId);
          if (!consent) throw new AppError('not_found');
          await consents.withdraw(tx, actor, consent.id);
        }),
    },
  };
}

function personIn({ people }: ClipRecord, personId: string): FilmedPersonRecord {
  const found = people.find(({ person }) => person.id === personId);
  if (!found) throw new AppError('not_found');
  return found;
}

/** Two people of one name would share one consent in the eye of the reader. */
async function refuseTakenPseudonym(
  tx: Queryable,
  clip: ClipRecord['clip'],
  pseudonym: string,
  ownId?: string,
): Promise<void> {
  const [taken] = await tx
    .select({ id: filmedPeople.id })
    .from(filmedPeople)
    .where(
      and(
        eq(filmedPeople.tenantId, clip.tenantId),
        eq(filmedPeople.clipId, clip.id),
        eq(filmedPeople.pseudonym, pseudonym),
        ownId ? ne(filmedPeople.id, ownId) : undefined,
      ),
    );
  if (taken) throw new AppError('invalid_request', { field: 'pseudonym', reason: 'taken' });
}
