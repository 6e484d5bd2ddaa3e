import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PieceKind } from '#contract/documentation';
import type { ErrorCode } from '#contract/errors';
import type { PersonKind } from '#contract/vocabulary';
import { consents } from '../consents/consents.table.ts';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import { ltiContextKey, personKey } from '../lti/lti.table.ts';
import { taskKey } from '../tasks/tasks.table.ts';

/** Own documentation: pictures, recordings and field notes that somebody brings to a task. */
export const pieces = pgTable(
  'documentation_piece',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    taskId: uuid('task_id').notNull(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').$type<PieceKind>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    isShared: boolean('is_shared').notNull(),
    hasPeople: boolean('has_people').notNull(),
    isPrivate: boolean('is_withdrawn').notNull().default(false),
    /** The file as it was announced; null for a note. */
    fileName: text('file_name'),
    bytes: bigint('bytes', { mode: 'number' }),
    /** When the whole file was here; null while parts of it are missing. */
    arrivedAt: instant('arrived_at'),
    /** Of the preparation. */
    percent: integer('percent').notNull().default(0),
    failure: text('failure').$type<ErrorCode>(),
    /** Whether the cleaned file is there. */
    hasFile: boolean('has_file').notNull().default(false),
    durationSeconds: doublePrecision('duration_seconds'),
    peaks: jsonb('peaks').$type<number[]>(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.tenantId, table.taskId, table.personId),
    ltiContextKey(table),
    taskKey(table).onDelete('cascade'),
    personKey(table.tenantId, table.personId),
  ],
);

/** Somebody who can be recognised in a piece; what they agreed to stands in the register. */
export const piecePeople = pgTable(
  'documentation_person',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    pieceId: uuid('piece_id')
      .notNull()
      .references(() => pieces.id, { onDelete: 'cascade' }),
    pseudonym: text('pseudonym').notNull(),
    kind: text('kind').$type<PersonKind>().notNull(),
    consentId: uuid('consent_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.pieceId, table.pseudonym),
    foreignKey({
      columns: [table.tenantId, table.consentId],
      foreignColumns: [consents.tenantId, consents.id],
    }),
  ],
);
