import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Columns that many tables share, so that they are the same everywhere. */
export const primaryId = () => uuid('id').primaryKey();
/** A moment in time; a `Date` in the program. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
/** When the row was written. */
export const createdAt = () => instant('created_at').notNull().defaultNow();

/** Bytes, for digests. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
