import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey } from './lti.table.ts';

/** A group of a course as the platform made it. */
export const courseGroups = pgTable(
  'course_group',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    /** As the platform names it. */
    groupId: text('group_id').notNull(),
    /** Null where the platform tells ids only. */
    name: text('name'),
    /** What a lecturer calls it where the platform has no name for it. */
    givenName: text('given_name'),
    tag: text('tag'),
    setName: text('set_name'),
    /** Its members must not know of it. */
    isHidden: boolean('is_hidden').notNull().default(false),
    /** Set when the platform no longer has it; what was done in it is kept. */
    goneAt: instant('gone_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.ltiContextId, table.groupId),
    unique().on(table.tenantId, table.id),
    ltiContextKey(table),
  ],
);

/** Who is in a group now. */
export const courseGroupMembers = pgTable(
  'course_group_member',
  {
    tenantId: uuid('tenant_id').notNull(),
    courseGroupId: uuid('course_group_id').notNull(),
    personId: uuid('person_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.courseGroupId, table.personId] }),
    index().on(table.personId),
    foreignKey({
      columns: [table.tenantId, table.courseGroupId],
      foreignColumns: [courseGroups.tenantId, courseGroups.id],
    }).onDelete('cascade'),
    personKey(table.tenantId, table.personId),
  ],
);
