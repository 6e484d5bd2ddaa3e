import { can, type Actor } from './actor.ts';
import type { Launch } from './launch-token.rules.ts';
import type { Platform } from './platforms.service.ts';

/** Rights that the platform may not have checked (Moodle lets a learner name another one). */
export function mayOpen(actor: Actor, launch: Launch): boolean {
  if (launch.messageType === 'LtiDeepLinkingRequest') return can(actor, 'tasks.build');
  if (launch.messageType === 'LtiSubmissionReviewRequest') {
    const isOwn = launch.forSubject === null || launch.forSubject === launch.subject;
    return can(actor, 'narrations.mark') || (isOwn && can(actor, 'narrations.write'));
  }
  return true;
}

/**
 * Pages that may stand around ours: the issuer, and for hosted platforms, whose pages live
 * elsewhere, the page that the launch came from, and those that an operator named.
 */
export function ancestorsOf(launch: Launch, platform: Platform): string[] {
  const addresses = [
    platform.issuer,
    launch.returnUrl,
    launch.deepLinking?.returnUrl,
    ...platform.frameOrigins,
  ];
  const origins = addresses
    .filter((address) => address !== null && address !== undefined && URL.canParse(address))
    .map((address) => new URL(address as string).origin)
    .filter((candidate) => candidate !== 'null');
  return [...new Set(origins)];
}

/** What a signed message claims; null when it is no JSON object. */
export function parseClaims(payload: Uint8Array): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
