import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ConsentRow, Consents } from '../consents/consents.service.ts';
import type { Queryable } from '../infra/database.ts';
import { piecePeople, pieces } from './documentation.table.ts';

export type PieceRow = typeof pieces.$inferSelect;

/** A person in a piece with what they agreed to. */
export interface PiecePersonRecord {
  person: typeof piecePeople.$inferSelect;
  consent: ConsentRow | null;
}

/** A piece with everybody who can be recognised in it. */
export interface PieceRecord {
  piece: PieceRow;
  people: PiecePersonRecord[];
}

/** Where the cleaned file of a piece lies. */
export function pieceKey({ id }: Pick<PieceRow, 'id'>): string {
  return `documentation/${id}`;
}

/** Where the file lies as it came, until it is made anew. Never served. */
export function givenKey({ id }: Pick<PieceRow, 'id'>): string {
  return `documentation-given/${id}`;
}

/** A piece of this institution. */
export async function findPiece(
  db: Queryable,
  tenantId: string,
  pieceId: string,
  { lock = false } = {},
): Promise<PieceRow | undefined> {
  const found = db
    .select()
    .from(pieces)
    .where(and(eq(pieces.tenantId, tenantId), eq(pieces.id, pieceId)));
  const [row] = await (lock ? found.for('update') : found);
  return row;
}

/** Changes a piece; undefined when somebody removed it meanwhile. */
export async function writePiece(
  db: Queryable,
  { tenantId, id }: Pick<PieceRow, 'tenantId' | 'id'>,
  change: Partial<PieceRow>,
): Promise<PieceRow | undefined> {
  const [changed] = await db
    .update(pieces)
    .set(change)
    .where(and(eq(pieces.tenantId, tenantId), eq(pieces.id, id)))
    .returning();
  return changed;
}

/** The pieces with the people in them, as they come. */
export async function withPeople(
  db: Queryable,
  consents: Consents,
  tenantId: string,
  rows: readonly PieceRow[],
): Promise<PieceRecord[]> {
  const ids = rows.map(({ id }) => id);
  const found =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(piecePeople)
          .where(and(eq(piecePeople.tenantId, tenantId), inArray(piecePeople.pieceId, ids)))
          .orderBy(asc(piecePeople.createdAt), asc(piecePeople.id));
  const agreed = await consents.find(
    db,
    tenantId,
    found.map(({ consentId }) => consentId),
  );
  return rows.map((piece) => ({
    piece,
    people: found
      .filter(({ pieceId }) => pieceId === piece.id)
      .map((person) => ({ person, consent: agreed.get(person.consentId) ?? null })),
  }));
}
