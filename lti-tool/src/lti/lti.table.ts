import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { AssignableRole, Role } from '#contract/vocabulary';
import { createdAt, instant, primaryId } from '../infra/columns.ts';
import type { RoleMap } from './role-map.rules.ts';

/** An institution: everything below belongs to exactly one. */
export const tenants = pgTable('tenant', {
  id: primaryId(),
  name: text('name').notNull(),
  createdAt: createdAt(),
});

/** `refuse`, note as pending for the operator, or `activate` for the registration's institution. */
export const UNKNOWN_DEPLOYMENTS = ['refuse', 'pending', 'activate'] as const;
export type UnknownDeployments = (typeof UNKNOWN_DEPLOYMENTS)[number];

/** What a launch without a person may do. */
export const ANONYMOUS_LAUNCHES = ['refuse', 'read'] as const;
export type AnonymousLaunches = (typeof ANONYMOUS_LAUNCHES)[number];

/** A registration: issuer and client id, and where its services are. */
export const platforms = pgTable(
  'platform',
  {
    id: primaryId(),
    name: text('name').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    authUrl: text('auth_url').notNull(),
    tokenUrl: text('token_url').notNull(),
    /** Audience of the client assertion where it is not the token URL. */
    tokenAudience: text('token_audience'),
    jwksUrl: text('jwks_url').notNull(),
    /** Origins of its pages that neither the issuer nor a launch names (Canvas' vanity hosts). */
    frameOrigins: text('frame_origins')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Product family as the platform names itself; for quirks, never for security. */
    family: text('family'),
    state: text('state').$type<'pending' | 'active' | 'disabled'>().notNull(),
    /** The institution of deployments to come; the platform's name when null. */
    institution: text('institution'),
    /** What becomes of a deployment that a launch names and nobody has activated. */
    unknownDeployments: text('unknown_deployments')
      .$type<UnknownDeployments>()
      .notNull()
      .default('pending'),
    /** Whether somebody whom the platform does not name may read what a task asks. */
    anonymousLaunches: text('anonymous_launches')
      .$type<AnonymousLaunches>()
      .notNull()
      .default('refuse'),
    /** Whether the institution wants the viewer's name over the picture of every clip. */
    showsViewerName: boolean('shows_viewer_name').notNull().default(false),
    /** Where this registration's roles mean something else than usual. */
    roleMap: jsonb('role_map').$type<RoleMap>().notNull().default({}),
    /** Last key set that was fetched, used while the platform cannot be reached. */
    keySet: jsonb('key_set'),
    keySetAt: instant('key_set_at'),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.issuer, table.clientId)],
);

/** One installation in a platform: with the platform it decides the tenant. */
export const deployments = pgTable(
  'deployment',
  {
    id: primaryId(),
    platformId: uuid('platform_id')
      .notNull()
      .references(() => platforms.id),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    deploymentId: text('deployment_id').notNull(),
    state: text('state').$type<'pending' | 'active' | 'disabled'>().notNull(),
    /** The service that tells us of copied courses, once it has taken our address. */
    noticeServiceUrl: text('notice_service_url'),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.platformId, table.deploymentId)],
);

/** Usually a course. Service addresses are overwritten at every launch. */
export const ltiContexts = pgTable(
  'lti_context',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    deploymentId: uuid('deployment_id')
      .notNull()
      .references(() => deployments.id),
    /** `context.id`; for launches without a context one of the link's own (lti/launch.store.ts). */
    contextId: text('context_id').notNull(),
    label: text('label'),
    title: text('title'),
    membershipsUrl: text('memberships_url'),
    lineItemsUrl: text('line_items_url'),
    /** The service of course groups and their sets, where the platform has one. */
    groupsUrl: text('groups_url'),
    groupSetsUrl: text('group_sets_url'),
    /** AGS scopes that the platform grants. */
    agsScopes: text('ags_scopes')
      .array()
      .notNull()
      .default(sql`'{}'`),
    rosterReadAt: instant('roster_read_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.deploymentId, table.contextId),
    unique().on(table.tenantId, table.id),
  ],
);

/** A row belongs to a course of its own institution. */
export const ltiContextKey = (table: { tenantId: AnyPgColumn; ltiContextId: AnyPgColumn }) =>
  foreignKey({
    columns: [table.tenantId, table.ltiContextId],
    foreignColumns: [ltiContexts.tenantId, ltiContexts.id],
  });

/** One placement of the tool in a course. */
export const resourceLinks = pgTable(
  'resource_link',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    resourceLinkId: text('resource_link_id').notNull(),
    title: text('title'),
    /** The gradebook column of the link, as last launched. */
    lineItemUrl: text('line_item_url'),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.ltiContextId, table.resourceLinkId), ltiContextKey(table)],
);

/** Somebody whom a platform named. Names and e-mail may be withheld. */
export const people = pgTable(
  'person',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    platformId: uuid('platform_id')
      .notNull()
      .references(() => platforms.id),
    subject: text('subject').notNull(),
    name: text('name'),
    givenName: text('given_name'),
    familyName: text('family_name'),
    email: text('email'),
    locale: text('locale'),
    isTestPerson: boolean('is_test_person').notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.platformId, table.subject),
    unique().on(table.tenantId, table.id),
  ],
);

/** A row is about somebody of its own institution. */
export const personKey = (tenantId: AnyPgColumn, personId: AnyPgColumn) =>
  foreignKey({
    columns: [tenantId, personId],
    foreignColumns: [people.tenantId, people.id],
  });

/**
 * A person in a context. `launchRole` follows the last launch, `rosterRoles` the last roster;
 * `assignedRole` was given by a lecturer and is touched by neither.
 */
export const memberships = pgTable(
  'membership',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    launchRole: text('launch_role').$type<Role>(),
    launchRoles: text('launch_roles')
      .array()
      .notNull()
      .default(sql`'{}'`),
    rosterRole: text('roster_role').$type<Role>(),
    rosterRoles: text('roster_roles')
      .array()
      .notNull()
      .default(sql`'{}'`),
    assignedRole: text('assigned_role').$type<AssignableRole>(),
    assignedBy: uuid('assigned_by'),
    assignedAt: instant('assigned_at'),
    /** Set when a complete roster no longer names the person; work is kept. */
    leftAt: instant('left_at'),
    /** Since when they have been here themselves: when they come again is nobody's business. */
    lastLaunchAt: instant('last_launch_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.ltiContextId, table.personId),
    ltiContextKey(table),
    personKey(table.tenantId, table.personId),
  ],
);

/** What a verified launch opened: who, where, as what. The token names it; ending it ends access. */
export const sessions = pgTable(
  'session',
  {
    id: primaryId(),
    tenantId: uuid('tenant_id').notNull(),
    ltiContextId: uuid('lti_context_id').notNull(),
    personId: uuid('person_id').notNull(),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    resourceLinkId: uuid('resource_link_id').references(() => resourceLinks.id),
    locale: text('locale').notNull(),
    /** The only origin from which this session may be used; null for launches. */
    pageOrigin: text('page_origin'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index().on(table.expiresAt),
    ltiContextKey(table),
    personKey(table.tenantId, table.personId),
  ],
);

/** The tool's own keys; the private part is sealed with SECRET_KEY. */
export const signingKeys = pgTable(
  'signing_key',
  {
    kid: text('kid').primaryKey(),
    publicJwk: jsonb('public_jwk').notNull(),
    sealedPrivateJwk: text('sealed_private_jwk').notNull(),
    state: text('state').$type<'next' | 'active' | 'retired'>().notNull(),
    /** Published for a while after its last use, since platforms keep key sets. */
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (table) => [check('signing_key_state', sql`${table.state} IN ('next', 'active', 'retired')`)],
);

/** What may be done once and has been done, such as the answer to a deep-linking request. */
export const spentTickets = pgTable(
  'spent_ticket',
  {
    ticket: text('ticket').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index().on(table.expiresAt)],
);

/** What a course is called: its title, or the short label when the platform gave no title. */
export const courseTitle = sql<string>`coalesce(${ltiContexts.title}, ${ltiContexts.label}, '')`;

/** What somebody is in a course: as a lecturer said, else as they launched, else as the roster says. */
export const roleInCourse = sql<string>`coalesce(${memberships.assignedRole}, ${memberships.launchRole}, ${memberships.rosterRole})`;
