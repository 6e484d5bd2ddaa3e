import type { ErrorCode } from '#contract/errors';
import type { Role } from '#contract/vocabulary';
import { sameText } from '../infra/secrets.ts';
import { CLAIM, COPY_NOTICE, MESSAGE_TYPES, SCOPE, type MessageType } from './claims.ts';
import type { RoleMap } from './role-map.rules.ts';
import { TEST_USER, toRole } from './roles.rules.ts';

/** A verified message as plain facts. What platforms may leave out is null. */
export interface Launch {
  messageType: MessageType;
  /** As the platform names it. */
  deploymentId: string;
  subject: string;
  roles: string[];
  /** What the roles mean under this registration. */
  role: Role;
  targetLinkUri: string | null;
  context: { id: string; label: string | null; title: string | null } | null;
  resourceLink: { id: string; title: string | null } | null;
  custom: Record<string, string>;
  person: {
    name: string | null;
    givenName: string | null;
    familyName: string | null;
    email: string | null;
  };
  /** As the platform writes it: `en`, `pl_PL`, `de-AT`. */
  locale: string | null;
  ags: { scopes: string[]; lineItemsUrl: string | null; lineItemUrl: string | null } | null;
  membershipsUrl: string | null;
  /** The service of course groups, when the platform grants it. */
  groups: { groupsUrl: string; groupSetsUrl: string | null } | null;
  /** Where we may ask to be told of copied courses, when the platform offers it. */
  noticeServiceUrl: string | null;
  /** May carry a session key of the LMS: for the page only, never stored, never logged. */
  returnUrl: string | null;
  deepLinking: DeepLinkingSettings | null;
  /** Whose work a submission review is about. */
  forSubject: string | null;
  platformFamily: string | null;
}

/** What a platform accepts from who chooses content for it. */
export interface DeepLinkingSettings {
  /** For the page only, like `returnUrl`. */
  returnUrl: string;
  acceptTypes: string[];
  /** Where it shows what is chosen: `iframe`, `window`, `embed`. */
  acceptTargets: string[];
  acceptsMultiple: boolean;
  /** Whether it stores the answer without a further step of a person. */
  autoCreates: boolean;
  /** Whether it was asked for from a page that is being written. */
  isEditor: boolean;
  /** Null when the platform does not say: line items are then sent all the same. */
  acceptsLineItem: boolean | null;
  data: string | null;
}

/** Why a message is refused: the code that a person reads about, and the reason for the log. */
export interface Refusal {
  code: ErrorCode;
  reason: string;
}

/** Whom a signed message must be from, and to whom. */
export interface SenderExpectation {
  issuer: string;
  clientId: string;
  nowSeconds: number;
}

/** What the message must agree with. */
export interface Expectation extends SenderExpectation {
  nonce: string;
  /** `lti_deployment_id` of the login, when the platform sent it. */
  deploymentHint: string | null;
  /** Origin of this tool. */
  origin: string;
  /** Where this registration's roles mean something else than usual. */
  roleMap: RoleMap;
  /** A subject for somebody whom the platform does not name; null refuses them. */
  anonymousSubject: string | null;
}

/** Clocks of platform and tool may differ by so much. */
export const LEEWAY_SECONDS = 60;
/** An older message is a copy, however long its sender lets it live. */
export const OLDEST_SECONDS = 600;
const LONGEST_TOKEN = 64 * 1024;
const LONGEST_ID = 255;

/**
 * Reads the header of an id_token (rules 2 to 4): a compact JWS, RS256 and nothing else, with a
 * `kid`. What the header says about keys (`jku`, `jwk`, `x5u`, `x5c`) is not read at all.
 */
export function readHeader(token: string): { kid: string } | Refusal {
  if (token.length > LONGEST_TOKEN) return refused('token-too-long');
  const parts = token.split('.');
  if (parts.length !== 3) return refused('not-a-token');
  const header = parseObject(parts[0] ?? '');
  if (!header) return refused('header-unreadable');
  if (header['alg'] !== 'RS256') return refused('algorithm');
  // What a token demands to be understood, we do not understand (RFC 7515, 4.1.11).
  if (header['crit'] !== undefined) return refused('header-critical');
  // jose would take the only key of a set when `kid` is absent; the certification demands refusal.
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '') return refused('kid-missing');
  return { kid };
}

/** Whether a check ended in a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return 'reason' in answer && 'code' in answer;
}

/**
 * Checks the claims of a message whose signature is good: first whose it is, for whom, and from
 * when, then what it says.
 */
export function readLaunch(
  claims: Record<string, unknown>,
  expected: Expectation,
): Launch | Refusal {
  return checkEnvelope(claims, expected) ?? readMessage(claims, expected);
}

/** Rules 6 to 10: who sent it, to whom, when, in answer to which login. */
function checkEnvelope(claims: Record<string, unknown>, expected: Expectation): Refusal | null {
  const refusal = checkSender(claims, expected);
  if (refusal) return refusal;
  const { nonce } = claims;
  return typeof nonce === 'string' && sameText(nonce, expected.nonce) ? null : refused('nonce');
}

/** Rules 6 to 9: who sent it, to whom, when. */
export function checkSender(
  claims: Record<string, unknown>,
  expected: SenderExpectation,
): Refusal | null {
  if (claims['iss'] !== expected.issuer) return refused('issuer');
  const audience = claims['aud'];
  const audiences = Array.isArray(audience) ? (audience as unknown[]) : [audience];
  if (!audiences.includes(expected.clientId)) return refused('audience');
  // No audience but ourselves is trusted (OpenID Connect core 3.1.3.7, 3).
  if (audiences.some((name) => name !== expected.clientId)) return refused('audience-foreign');
  const authorised = claims['azp'];
  if (authorised !== undefined && authorised !== expected.clientId) return refused('azp');
  const { exp, iat } = claims;
  if (!isInstant(exp) || !isInstant(iat)) return refused('timestamps-missing');
  if (exp + LEEWAY_SECONDS <= expected.nowSeconds) return late('expired');
  if (iat - LEEWAY_SECONDS > expected.nowSeconds) return refused('issued-in-future');
  if (iat + OLDEST_SECONDS + LEEWAY_SECONDS < expected.nowSeconds) return late('issued-long-ago');
  return null;
}

/** Rules 11 to 18: a complete LTI 1.3 message for this tool. */
function readMessage(claims: Record<string, unknown>, expected: Expectation): Launch | Refusal {
  const version = claims[CLAIM.version];
  if (version === undefined) return malformed('version-missing');
  if (version !== '1.3.0') return malformed('version');
  const given = claims[CLAIM.messageType];
  if (typeof given !== 'string' || given === '') return malformed('message-type-missing');
  const messageType = MESSAGE_TYPES.find((type) => type === given);
  if (!messageType) return { code: 'launch_unsupported', reason: 'message-type-unknown' };
  const deploymentId = claims[CLAIM.deploymentId];
  if (!isId(deploymentId)) return malformed('deployment-missing');
  if (expected.deploymentHint !== null && expected.deploymentHint !== deploymentId) {
    return { code: 'launch_unknown_deployment', reason: 'deployment-differs-from-login' };
  }
  const targetLinkUri = claims[CLAIM.targetLinkUri] ?? null;
  if (targetLinkUri === null && messageType === 'LtiResourceLinkRequest') {
    return malformed('target-link-missing');
  }
  if (targetLinkUri !== null && !isOwnAddress(targetLinkUri, expected.origin)) {
    return malformed('target-link-foreign');
  }
  const roles = claims[CLAIM.roles];
  if (!Array.isArray(roles)) return malformed('roles-missing');
  const link = asObject(claims[CLAIM.resourceLink]);
  if (messageType === 'LtiResourceLinkRequest' && !isId(link?.['id'])) {
    return malformed('resource-link-missing');
  }
  const isAnonymous = claims['sub'] === undefined && expected.anonymousSubject !== null;
  const subject = isAnonymous ? expected.anonymousSubject : claims['sub'];
  if (!isId(subject)) return { code: 'launch_anonymous', reason: 'subject-missing' };
  const deepLinking = readDeepLinking(
    asObject(claims[CLAIM.deepLinkingSettings]),
    claims[CLAIM.canvasPlacement],
  );
  if (messageType === 'LtiDeepLinkingRequest' && !deepLinking) {
    return malformed('deep-linking-settings');
  }
  // Whoever is not named reads and counts nowhere, whatever else the message says of them.
  const sentRoles = isAnonymous ? [TEST_USER] : texts(roles);
  const presentation = asObject(claims[CLAIM.launchPresentation]);
  const context = asObject(claims[CLAIM.context]);
  return {
    messageType,
    deploymentId,
    subject,
    roles: sentRoles,
    role: toRole(sentRoles, expected.roleMap),
    targetLinkUri,
    context: isId(context?.['id'])
      ? { id: context['id'], label: textOf(context['label']), title: textOf(context['title']) }
      : null,
    resourceLink: isId(link?.['id']) ? { id: link['id'], title: textOf(link['title']) } : null,
    custom: readCustom(asObject(claims[CLAIM.custom])),
    person: {
      name: textOf(claims['name']),
      givenName: textOf(claims['given_name']),
      familyName: textOf(claims['family_name']),
      email: textOf(claims['email']),
    },
    locale: textOf(presentation?.['locale']) ?? textOf(claims['locale']),
    ags: readAgs(asObject(claims[CLAIM.ags])),
    membershipsUrl: urlOf(asObject(claims[CLAIM.nrps])?.['context_memberships_url']),
    groups: readGroups(asObject(claims[CLAIM.groups])),
    noticeServiceUrl: readNoticeService(asObject(claims[CLAIM.notices])),
    returnUrl: urlOf(presentation?.['return_url']),
    deepLinking: messageType === 'LtiDeepLinkingRequest' ? deepLinking : null,
    forSubject: textOf(asObject(claims[CLAIM.forUser])?.['user_id']),
    platformFamily: textOf(asObject(claims[CLAIM.toolPlatform])?.['product_family_code']),
  };
}

/**
 * Custom parameters that carry something: a variable that the platform does not know arrives as
 * written (`$ResourceLink.id.history`), one without a value as an empty text.
 */
function readCustom(given: Record<string, unknown> | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given ?? {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && entry[1] !== '' && !entry[1].startsWith('$'),
    ),
  );
}

function readGroups(given: Record<string, unknown> | null): Launch['groups'] {
  const groupsUrl = urlOf(given?.['context_groups_url']);
  if (!given || !groupsUrl || !texts(given['scope']).includes(SCOPE.groups)) return null;
  return { groupsUrl, groupSetsUrl: urlOf(given['context_group_sets_url']) };
}

/** Where handlers of notices are registered, when it is offered to us, for copied courses. */
function readNoticeService(given: Record<string, unknown> | null): string | null {
  if (!texts(given?.['scope']).includes(SCOPE.notices)) return null;
  if (!texts(given?.['notice_types_supported']).includes(COPY_NOTICE)) return null;
  return urlOf(given?.['platform_notification_service_url']);
}

function readAgs(given: Record<string, unknown> | null): Launch['ags'] {
  if (!given) return null;
  return {
    scopes: texts(given['scope']),
    lineItemsUrl: urlOf(given['lineitems']),
    lineItemUrl: urlOf(given['lineitem']),
  };
}

function readDeepLinking(
  given: Record<string, unknown> | null,
  placement: unknown,
): DeepLinkingSettings | null {
  const returnUrl = urlOf(given?.['deep_link_return_url']);
  if (!given || !returnUrl) return null;
  const acceptsLineItem = given['accept_lineitem'];
  const acceptTargets = texts(given['accept_presentation_document_targets']);
  const isCanvasEditor = placement === 'editor_button';
  return {
    returnUrl,
    acceptTypes: texts(given['accept_types']),
    // Canvas may send null or an empty text; both mean no.
    acceptsMultiple: given['accept_multiple'] === true,
    autoCreates: given['auto_create'] === true,
    acceptTargets,
    isEditor: isCanvasEditor || acceptTargets.includes('embed'),
    // Canvas does not say so, but makes no assignment from what its editor inserts.
    acceptsLineItem: isCanvasEditor
      ? false
      : typeof acceptsLineItem === 'boolean'
        ? acceptsLineItem
        : null,
    data: typeof given['data'] === 'string' ? given['data'] : null,
  };
}

function isOwnAddress(given: unknown, origin: string): given is string {
  return typeof given === 'string' && URL.canParse(given) && new URL(given).origin === origin;
}

/** Whether a claim can be an id: kept as it is, at most 255 characters. */
export function isId(value: unknown): value is string {
  return isKeepable(value) && value !== '' && value.length <= LONGEST_ID;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A text for people: trimmed, at most 1,000 characters; null when there is none. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.replaceAll('\0', '').trim().slice(0, 1000).toWellFormed() || null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isKeepable) : [];
}

/** A text that PostgreSQL can keep: without NUL, and without half a character. */
function isKeepable(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

/** An address that may become a link or be fetched: http or https, without credentials. */
function urlOf(value: unknown): string | null {
  if (!isKeepable(value) || value.length > 4096 || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && !url.username && !url.password ? value : null;
}

/** A part of a token that should be an object; null when it is none. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** A part of a compact JWS as an object; null when it is none. */
export function parseObject(base64url: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function refused(reason: string): Refusal {
  return { code: 'launch_refused', reason };
}

function late(reason: string): Refusal {
  return { code: 'launch_expired', reason };
}

function malformed(reason: string): Refusal {
  return { code: 'launch_malformed', reason };
}
