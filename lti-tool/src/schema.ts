/** Gathers every table for the migration generator; nothing else imports this file. */
export * from './lti/lti.table.ts';
export * from './lti/course-groups.table.ts';
export * from './lti/launch-log.table.ts';
export * from './lti/registration/invitations.table.ts';
export * from './consents/consents.table.ts';
export * from './exchange/exchange.table.ts';
export * from './frameworks/frameworks.table.ts';
export * from './gradebook/outbox.table.ts';
export * from './gradebook/circuit.table.ts';
export * from './gradebook/columns.table.ts';
export * from './clips/clips.table.ts';
export * from './clips/clip-search.table.ts';
export * from './tasks/tasks.table.ts';
export * from './tasks/course-copies.table.ts';
export * from './observations/observations.table.ts';
export * from './narrations/narrations.table.ts';
export * from './assessments/assessments.table.ts';
