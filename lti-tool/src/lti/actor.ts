import { CAPABILITIES_OF, type Capability, type Locale, type Role } from '#contract/vocabulary';
import { AppError } from '../infra/app-error.ts';

/**
 * Who asks, where, as what: made from a verified launch, renewed from the membership at every
 * request. Every use-case takes one and begins with a permission.
 */
export interface Actor {
  sessionId: string;
  tenantId: string;
  platformId: string;
  /** Our row of the deployment. */
  deploymentId: string;
  ltiContextId: string;
  personId: string;
  resourceLinkId: string | null;
  role: Role;
  /** A platform's "test student": works everywhere, counts nowhere, is never graded. */
  isTestPerson: boolean;
  locale: Locale;
}

/** Whether the actor's role has a capability. */
export function can(actor: Actor, capability: Capability): boolean {
  return CAPABILITIES_OF[actor.role].includes(capability);
}

/**
 * The first line of a use-case.
 * @throws {AppError} not_allowed
 */
export function requireCapability(actor: Actor, capability: Capability): void {
  if (!can(actor, capability)) throw new AppError('not_allowed', { capability });
}
