import { bigserial, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../infra/columns.ts';

/**
 * Launches and refusals of the last days, for whoever runs Lookfor: which registration, which code,
 * never who. Not tied to the registration by a key: a line outlives what it is about, and one whose
 * registration is gone must not keep a batch from being written.
 */
export const launchRecords = pgTable(
  'launch_record',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    /** Null when no registration of ours was meant, or none was named yet. */
    platformId: uuid('platform_id'),
    issuer: text('issuer'),
    clientId: text('client_id'),
    /** As the platform names it. */
    deploymentId: text('deployment_id'),
    messageType: text('message_type'),
    /** `opened`, or the error code of contract/errors. */
    code: text('code').notNull(),
    /** What exactly was wrong, as a short name. */
    reason: text('reason'),
    /** The reference that the person was shown. */
    reference: text('reference'),
    /** Tells launches apart without saying whose they are. */
    nonceHash: text('nonce_hash'),
  },
  (table) => [index().on(table.at), index().on(table.platformId, table.id)],
);
