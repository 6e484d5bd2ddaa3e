import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { documentationRoutes, Piece } from '#contract/documentation';
import type { Consents } from '../consents/consents.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Actor } from '../lti/actor.ts';
import type { PieceRecord, PiecePersonRecord } from './documentation.store.ts';
import { piecePeople } from './documentation.table.ts';

export interface PiecePeopleDeps {
  db: Database;
  consents: Consents;
  now: () => Date;
  /** An own piece, locked until the transaction ends. @throws {AppError} not_found */
  openOwn: (tx: Queryable, actor: Actor, pieceId: string) => Promise<PieceRecord>;
  /** The piece as its author sees it. */
  see: (actor: Actor, pieceId: string) => Promise<Piece>;
}

type PeopleRoutes = Pick<
  typeof documentationRoutes,
  'addPiecePerson' | 'recordPieceConsent' | 'withdrawPieceConsent'
>;

/** More people than a class and its teachers have nobody names one by one. */
const MOST_PEOPLE = 60;

/** Who can be recognised in a piece, and what they agreed to. */
export function createPiecePeople(deps: PiecePeopleDeps): UseCases<Actor, PeopleRoutes> {
  const { db, consents, now, openOwn, see } = deps;

  async function change(
    actor: Actor,
    pieceId: string,
    act: (tx: Queryable, record: PieceRecord) => Promise<void>,
  ): Promise<Piece> {
    await db.transaction(async (tx) => act(tx, await openOwn(tx, actor, pieceId)));
    return see(actor, pieceId);
  }

  return {
    addPiecePerson: (actor, { params, body }) =>
      change(actor, params.pieceId, async (tx, { piece, people }) => {
        const { pseudonym, kind, consent } = body;
        if (!piece.hasPeople || people.length >= MOST_PEOPLE) throw new AppError('conflict');
        if (people.some(({ person }) => person.pseudonym === pseudonym))
          throw new AppError('invalid_request', { field: 'pseudonym', reason: 'taken' });
        const consentId = await consents.record(tx, actor, consent);
        await tx.insert(piecePeople).values({
          ...{ id: randomUUID(), tenantId: actor.tenantId, pieceId: piece.id },
          ...{ pseudonym, kind, consentId, createdAt: now() },
        });
      }),

    recordPieceConsent: (actor, { params, body }) =>
      change(actor, params.pieceId, async (tx, record) => {
        const { person } = personIn(record, params.personId);
        const consentId = await consents.record(tx, actor, body);
        await tx
          .update(piecePeople)
          .set({ consentId })
          .where(and(eq(piecePeople.tenantId, actor.tenantId), eq(piecePeople.id, person.id)));
      }),

    withdrawPieceConsent: (actor, { params }) =>
      change(actor, params.pieceId, async (tx, record) => {
        const { person } = personIn(record, params.personId);
        await consents.withdraw(tx, actor, person.consentId);
      }),
  };
}

function personIn({ people }: PieceRecord, personId: string): PiecePersonRecord {
  const found = people.find(({ person }) => person.id === personId);
  if (!found) throw new AppError('not_found');
  return found;
}
