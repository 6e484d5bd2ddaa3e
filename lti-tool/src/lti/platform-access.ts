import { AppError } from '../infra/app-error.ts';
import { SCOPE } from './claims.ts';
import type { ServiceClient } from './service-client.ts';

/** What Lookfor may ask a platform to do, by the name of its scope here. */
export type ServiceRight = Exclude<keyof typeof SCOPE, 'lineItemReadOnly'>;

const RIGHTS = [
  'score',
  'lineItem',
  'resultReadOnly',
  'roster',
  'groups',
  'notices',
] as const satisfies readonly ServiceRight[];

/** Whether a platform gives us access tokens, and for what. */
export interface PlatformAccess {
  granted: ServiceRight[];
  withheld: ServiceRight[];
  /** Why it gives none at all: its status and words, or that it is silent. */
  failure: { status: number | null; answer: string } | null;
}

/**
 * Asks a platform for a token of each right by itself: some refuse all when one is not theirs to
 * give. Nothing is done with the tokens.
 */
export async function provePlatformAccess(
  client: Pick<ServiceClient, 'isGranted'>,
  platformId: string,
  deploymentId: string | null,
): Promise<PlatformAccess> {
  const access: PlatformAccess = { granted: [], withheld: [], failure: null };
  for (const right of RIGHTS) {
    try {
      const isGranted = await client.isGranted({ platformId, deploymentId, scope: SCOPE[right] });
      (isGranted ? access.granted : access.withheld).push(right);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { status, answer } = error.details;
      return {
        ...access,
        failure: {
          status: typeof status === 'number' ? status : null,
          answer: typeof answer === 'string' ? answer : '',
        },
      };
    }
  }
  return access;
}
