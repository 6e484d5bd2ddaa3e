import { and, asc, eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { FrameworkContent, FrameworkDraftContent } from '#contract/frameworks';
import { AppError } from '../infra/app-error.ts';
import type { Queryable } from '../infra/database.ts';
import { frameworkDrafts, frameworks } from './frameworks.table.ts';

export type FrameworkRow = typeof frameworks.$inferSelect;
export type FrameworkDraftRow = typeof frameworkDrafts.$inferSelect;

/** All published versions of an institution, oldest first. */
export function allVersions(db: Queryable, tenantId: string): Promise<FrameworkRow[]> {
  return db
    .select()
    .from(frameworks)
    .where(eq(frameworks.tenantId, tenantId))
    .orderBy(asc(frameworks.createdAt), asc(frameworks.key), asc(frameworks.version));
}

/** All drafts of an institution, oldest first. */
export function allDrafts(db: Queryable, tenantId: string): Promise<FrameworkDraftRow[]> {
  return db
    .select()
    .from(frameworkDrafts)
    .where(eq(frameworkDrafts.tenantId, tenantId))
    .orderBy(asc(frameworkDrafts.createdAt));
}

/** One version, or undefined when this institution has none of that id. */
export async function findVersion(
  db: Queryable,
  tenantId: string,
  frameworkId: string,
): Promise<FrameworkRow | undefined> {
  const [row] = await db
    .select()
    .from(frameworks)
    .where(and(eq(frameworks.tenantId, tenantId), eq(frameworks.id, frameworkId)));
  return row;
}

/**
 * A draft; with `lock` it is held until the transaction ends.
 * @throws {AppError} not_found
 */
export async function requireDraft(
  db: Queryable,
  tenantId: string,
  draftId: string,
  lock = false,
): Promise<FrameworkDraftRow> {
  const query = db
    .select()
    .from(frameworkDrafts)
    .where(and(eq(frameworkDrafts.tenantId, tenantId), eq(frameworkDrafts.id, draftId)));
  const [row] = await (lock ? query.for('update') : query);
  if (!row) throw new AppError('not_found');
  return row;
}

/** Begins a draft, or gives back the one that its key has already. */
export async function insertDraft(
  db: Queryable,
  tenantId: string,
  content: FrameworkDraftContent,
): Promise<FrameworkDraftRow> {
  await db
    .insert(frameworkDrafts)
    .values({ id: randomUUID(), tenantId, key: content.key, content })
    .onConflictDoNothing();
  const [row] = await db
    .select()
    .from(frameworkDrafts)
    .where(and(eq(frameworkDrafts.tenantId, tenantId), eq(frameworkDrafts.key, content.key)));
  if (!row) throw new AppError('internal');
  return row;
}

/** Stores what a draft says now. */
export async function updateDraft(
  db: Queryable,
  row: FrameworkDraftRow,
  content: FrameworkDraftContent,
  at: Date,
): Promise<FrameworkDraftRow> {
  const [updated] = await db
    .update(frameworkDrafts)
    .set({ content, updatedAt: at, revision: sql`${frameworkDrafts.revision} + 1` })
    .where(and(eq(frameworkDrafts.tenantId, row.tenantId), eq(frameworkDrafts.id, row.id)))
    .returning();
  if (!updated) throw new AppError('internal');
  return updated;
}

/** Gives a draft up. */
export async function deleteDraft(db: Queryable, row: FrameworkDraftRow): Promise<void> {
  await db
    .delete(frameworkDrafts)
    .where(and(eq(frameworkDrafts.tenantId, row.tenantId), eq(frameworkDrafts.id, row.id)));
}

/** Publishes a version. */
export async function insertVersion(
  db: Queryable,
  tenantId: string,
  content: FrameworkContent,
): Promise<FrameworkRow> {
  const [row] = await db
    .insert(frameworks)
    .values({ id: randomUUID(), tenantId, key: content.key, version: content.version, content })
    .returning();
  if (!row) throw new AppError('internal');
  return row;
}
