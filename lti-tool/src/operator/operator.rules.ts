import { z } from 'zod';
import { ROLES } from '#contract/vocabulary';
import type { PlatformOutbox } from '../gradebook/outbox.service.ts';
import { ANONYMOUS_LAUNCHES, UNKNOWN_DEPLOYMENTS } from '../lti/lti.table.ts';
import type { RegisteredPlatform } from '../lti/platform-administration.ts';

/** How a registration stands, the most urgent first. */
const STANDINGS = ['silent', 'pending', 'deployment', 'refused', 'active', 'off'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the page can say after something was done, or could not be. */
export const NOTICES = [
  'switched-on',
  'switched-off',
  'saved',
  'removed',
  'invited',
  'revoked',
  'rotated',
  'sent',
  'wrong-form',
  'wrong-role',
  'wrong-issuer',
  'has-people',
  'key-too-young',
  'invitation-used',
  'stale-form',
] as const;
export type Notice = (typeof NOTICES)[number];

/** Notices of what was not done. */
export const REFUSALS: ReadonlySet<Notice> = new Set<Notice>([
  'wrong-form',
  'wrong-role',
  'wrong-issuer',
  'has-people',
  'key-too-young',
  'invitation-used',
  'stale-form',
]);

/** A registration with what the operator has to know of it. */
export interface StandingPlatform extends RegisteredPlatform {
  outbox: PlatformOutbox | null;
  standing: Standing;
}

/** Joins registrations with the state of their scores: what needs the operator comes first. */
export function withStandings(
  registered: readonly RegisteredPlatform[],
  outboxes: readonly PlatformOutbox[],
): StandingPlatform[] {
  return registered
    .map((one) => {
      const outbox = outboxes.find(({ platformId }) => platformId === one.platform.id) ?? null;
      return { ...one, outbox, standing: standingOf(one, outbox) };
    })
    .sort((one, other) => STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing));
}

function standingOf(
  { platform, deployments }: RegisteredPlatform,
  outbox: PlatformOutbox | null,
): Standing {
  if (platform.state === 'disabled') return 'off';
  if (platform.state === 'pending') return 'pending';
  if (outbox && outbox.circuit.state !== 'closed') return 'silent';
  if (deployments.some(({ state }) => state === 'pending')) return 'deployment';
  return (outbox?.refused ?? 0) > 0 ? 'refused' : 'active';
}

/** What the first line of the page has to tell, in this order. */
export function findings(
  platforms: readonly StandingPlatform[],
): ('silent' | 'waiting' | 'refused' | 'empty' | 'fine')[] {
  if (platforms.length === 0) return ['empty'];
  const has = (...which: Standing[]): boolean =>
    platforms.some(({ standing }) => which.includes(standing));
  const found = [
    ...(has('silent') ? (['silent'] as const) : []),
    ...(has('pending', 'deployment') ? (['waiting'] as const) : []),
    ...(platforms.some(({ outbox }) => (outbox?.refused ?? 0) > 0) ? (['refused'] as const) : []),
  ];
  return found.length > 0 ? found : ['fine'];
}

/** One page of a list. */
export interface Paged<T> {
  shown: readonly T[];
  page: number;
  pages: number;
}

/** A page of a list; one beyond its end is the last one. */
export function pageOf<T>(all: readonly T[], wish: number, perPage: number): Paged<T> {
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(Math.max(1, wish), pages);
  return { shown: all.slice((page - 1) * perPage, page * perPage), page, pages };
}

const text = (most: number) => z.string().trim().max(most);
const orNull = (most: number) => text(most).transform((value) => value || null);
const checked = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
const page = z.coerce.number().int().min(1).max(100_000).catch(1);

/** The address of the page says what of its lists is shown. */
export const viewSchema = z.object({
  page,
  invitations: page,
  scores: page,
  launches: z.enum(['all', 'refused']).catch('all'),
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().catch(null),
});
export type View = z.output<typeof viewSchema>;

/** The form that invites an LMS. */
export const invitationForm = z.object({
  name: text(200).min(1),
  institution: orNull(200),
  issuer: orNull(2_000),
  days: z.coerce.number().int().min(1).max(365),
  activate: checked,
});

/** The form that switches a registration on or off. */
export const stateForm = z.object({ state: z.enum(['active', 'disabled']) });

/** The form that decides on a deployment. */
export const deploymentForm = z.object({
  deployment: text(255).min(1),
  state: z.enum(['active', 'disabled']),
  institution: orNull(200).optional(),
});

/** The form of what a registration decides for itself. */
export const policiesForm = z.object({
  name: text(200).min(1),
  institution: orNull(200),
  unknownDeployments: z.enum(UNKNOWN_DEPLOYMENTS),
  anonymousLaunches: z.enum(ANONYMOUS_LAUNCHES),
  showsViewerName: z.enum(['true', 'false']).transform((shows) => shows === 'true'),
  tokenAudience: orNull(2_000),
  frameOrigins: text(20_000).transform((lines, context) => {
    const addresses = lines.split(/\s+/).filter(Boolean);
    const isAddress = z.url({ protocol: /^https?$/ });
    if (addresses.length > 20 || addresses.some((one) => !isAddress.safeParse(one).success)) {
      context.addIssue({ code: 'custom', message: 'not a list of addresses' });
      return z.NEVER;
    }
    return addresses.map((address) => new URL(address).origin);
  }),
});

/** The form that says what a role of an LMS means here. */
export const roleForm = z.object({
  role: text(255).min(1),
  means: z.enum([...ROLES, 'usual']),
});

/** The form that rotates the signing keys. */
export const rotationForm = z.object({ atOnce: checked });

/** The form that sends scores again: one, or all that have not arrived. */
export const sendForm = z.object({ score: z.uuid().optional() });
