import { z } from 'zod';
import { ANONYMOUS_LAUNCHES, UNKNOWN_DEPLOYMENTS } from '../lti/lti.table.ts';
import type { PlatformPolicies } from '../lti/platform-administration.ts';
import { adjusted, readAdjustment } from '../lti/role-map.rules.ts';
import { CommandError } from './command-error.ts';
import type { CommandLine } from './command-line.ts';
import { typedWish } from './typed-wish.ts';

/** Options of `platform activate` and `platform suspend`. */
export const STATE_OPTIONS = {
  deployment: { type: 'string' },
  institution: { type: 'string' },
} as const;

/** Options of `platform set`. */
export const POLICY_OPTIONS = {
  name: { type: 'string' },
  institution: { type: 'string' },
  'unknown-deployments': { type: 'string' },
  'anonymous-launches': { type: 'string' },
  'viewer-name': { type: 'string' },
  'token-audience': { type: 'string' },
  'frame-origin': { type: 'string', multiple: true },
  role: { type: 'string', multiple: true },
} as const;

const text = z.string().trim().min(1, 'is empty').max(200);

const stateSchema = z.object({ deployment: text.optional(), institution: text.optional() });

const policySchema = z.object({
  name: text.optional(),
  institution: text.optional(),
  'unknown-deployments': z.enum(UNKNOWN_DEPLOYMENTS).optional(),
  'anonymous-launches': z.enum(ANONYMOUS_LAUNCHES).optional(),
  'viewer-name': z.enum(['every-clip', 'clip-decides']).optional(),
  'token-audience': z.string().trim().max(2000).optional(),
  'frame-origin': z
    .array(z.url({ protocol: /^https?$/ }))
    .max(20)
    .optional(),
  role: z.array(z.string()).default([]),
});

/** Switches a registration on, or one deployment of it. */
export async function activatePlatform(
  { lti, say }: CommandLine,
  means: string,
  given: Record<string, unknown>,
): Promise<number> {
  const options = typedWish(stateSchema, given, 'This was not understood:');
  const platform = await lti.platforms.find(means);
  const { deployment, institution = null } = options;
  if (deployment === undefined) {
    await lti.platforms.setState(platform.id, 'active');
    say(`${platform.name} is active. A running server knows it within 5 seconds.`);
    return 0;
  }
  await lti.platforms.switchOn(platform, deployment, institution);
  say(`Deployment ${deployment} of ${platform.name} is active.`);
  return 0;
}

/** Switches a registration off, or one deployment of it. */
export async function suspendPlatform(
  { lti, say }: CommandLine,
  means: string,
  given: Record<string, unknown>,
): Promise<number> {
  const { deployment } = typedWish(stateSchema, given, 'This was not understood:');
  const platform = await lti.platforms.find(means);
  if (deployment === undefined) await lti.platforms.setState(platform.id, 'disabled');
  else await lti.platforms.switchOff(platform, deployment);
  const what = deployment === undefined ? platform.name : `Deployment ${deployment}`;
  say(`${what} is switched off. Nobody gets in within 5 seconds; all work is kept.`);
  return 0;
}

/** Removes a registration that nobody ever launched from. */
export async function removePlatform({ lti, say }: CommandLine, means: string): Promise<number> {
  const platform = await lti.platforms.find(means);
  await lti.platforms.remove(platform.id);
  say(`${platform.name} is removed.`);
  return 0;
}

/** Sets what a registration decides for itself. */
export async function setPolicies(
  { lti, say }: CommandLine,
  means: string,
  given: Record<string, unknown>,
): Promise<number> {
  const options = typedWish(policySchema, given, 'This was not understood:');
  const platform = await lti.platforms.find(means);
  const adjustments = options.role.map((wish) => {
    const adjustment = readAdjustment(wish);
    if ('wrong' in adjustment) throw new CommandError(`--role ${wish}: ${adjustment.wrong}`);
    return adjustment;
  });
  const { name, institution } = options;
  const unknownDeployments = options['unknown-deployments'];
  const anonymousLaunches = options['anonymous-launches'];
  const tokenAudience = options['token-audience'];
  const viewerName = options['viewer-name'];
  const policies: Partial<PlatformPolicies> = {
    ...(name !== undefined && { name }),
    ...(institution !== undefined && { institution }),
    ...(unknownDeployments && { unknownDeployments }),
    ...(anonymousLaunches && { anonymousLaunches }),
    ...(viewerName && { showsViewerName: viewerName === 'every-clip' }),
    ...(options['frame-origin'] && {
      frameOrigins: options['frame-origin'].map((given) => new URL(given).origin),
    }),
    ...(tokenAudience !== undefined && { tokenAudience: tokenAudience || null }),
    ...(adjustments.length > 0 && { roleMap: adjusted(platform.roleMap, adjustments) }),
  };
  if (Object.keys(policies).length === 0) throw new CommandError('Nothing to set was given.');
  await lti.platforms.setPolicies(platform.id, policies);
  say(`${platform.name} is set. A running server knows it within 5 seconds.`);
  if (adjustments.length > 0) say('Each person has the new role from their next launch on.');
  return 0;
}
