import type { ErrorCode } from '#contract/errors';
import { CLAIM } from './claims.ts';
import {
  asObject,
  checkSender,
  isId,
  parseObject,
  textOf,
  type Refusal,
  type SenderExpectation,
} from './launch-token.rules.ts';

/** A verified notice of a platform (Platform Notification Service 1.0). */
export interface Notice {
  id: string;
  type: string;
  deploymentId: string;
  /** The course that the notice is about: of a copy the new one. */
  context: { id: string; label: string | null; title: string | null } | null;
  /** Courses that it was copied from, as the platform names them. */
  originIds: string[];
}

const MOST_ORIGINS = 20;

/**
 * Who a notice says it is from, before anything is verified: only to find the key to verify with.
 */
export function claimedSender(token: string): { issuer: string; clientId: string } | null {
  const claims = parseObject(token.split('.')[1] ?? '');
  const audience = claims?.['aud'];
  const clientId = Array.isArray(audience) ? (audience as unknown[])[0] : audience;
  const issuer = claims?.['iss'];
  return isId(clientId) && typeof issuer === 'string' ? { issuer, clientId } : null;
}

/** Checks the claims of a notice whose signature is good. Nobody has signed in, so it has no login. */
export function readNotice(
  claims: Record<string, unknown>,
  expected: SenderExpectation,
): Notice | Refusal {
  const refusal = checkSender(claims, expected);
  if (refusal) return refusal;
  if (claims[CLAIM.version] !== '1.3.0') return malformed('version');
  const deploymentId = claims[CLAIM.deploymentId];
  if (!isId(deploymentId)) return malformed('deployment-missing');
  const notice = asObject(claims[CLAIM.notice]);
  const id = notice?.['id'];
  const type = notice?.['type'];
  if (!isId(id) || !isId(type)) return malformed('notice-missing');
  const context = asObject(claims[CLAIM.context]);
  const origins = claims[CLAIM.originContexts];
  return {
    ...{ id, type, deploymentId },
    context: isId(context?.['id'])
      ? { id: context['id'], label: textOf(context['label']), title: textOf(context['title']) }
      : null,
    originIds: Array.isArray(origins) ? origins.filter(isId).slice(0, MOST_ORIGINS) : [],
  };
}

function malformed(reason: string): Refusal {
  return { code: 'launch_malformed' satisfies ErrorCode, reason };
}
