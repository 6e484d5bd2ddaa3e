import { doublePrecision, foreignKey, index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { clipKey, clips } from './clips.table.ts';

/** A clip that shows the scene of another one from a second camera. */
export const secondViews = pgTable(
  'second_view',
  {
    clipId: uuid('clip_id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    viewClipId: uuid('view_clip_id').notNull(),
    /** What the second clip shows at second 0 of the first: so many seconds into it. */
    offsetSeconds: doublePrecision('offset_seconds').notNull(),
  },
  (table) => [
    index().on(table.viewClipId),
    clipKey(table),
    foreignKey({
      columns: [table.tenantId, table.viewClipId],
      foreignColumns: [clips.tenantId, clips.id],
    }).onDelete('cascade'),
  ],
);
