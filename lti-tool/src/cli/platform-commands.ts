import { z } from 'zod';
import type { CommandLine } from './command-line.ts';
import { typedWish } from './typed-wish.ts';

/** Options of `platform add`, as node:util reads them. */
export const PLATFORM_OPTIONS = {
  name: { type: 'string' },
  issuer: { type: 'string' },
  'client-id': { type: 'string' },
  'auth-url': { type: 'string' },
  'token-url': { type: 'string' },
  'jwks-url': { type: 'string' },
  deployment: { type: 'string', multiple: true },
  institution: { type: 'string' },
  'token-audience': { type: 'string' },
  'frame-origin': { type: 'string', multiple: true },
} as const;

const text = z.string({ error: 'is missing' }).trim().min(1, 'is empty');
const address = z.url({
  protocol: /^https?$/,
  error: (issue) => (issue.input === undefined ? 'is missing' : 'is not an http(s) address'),
});

const registrationSchema = z.object({
  name: text.max(200),
  // Compared byte for byte at every launch, so nothing is tidied.
  issuer: text,
  'client-id': text,
  'auth-url': address,
  'token-url': address,
  'jwks-url': address,
  deployment: z.array(text.max(255), { error: 'is missing' }).min(1, 'is missing'),
  institution: text.optional(),
  'token-audience': text.optional(),
  'frame-origin': z.array(address).max(20).optional(),
});

/** Registers an LMS and says what has to be entered there. */
export async function addPlatform(
  { lti, config, guardedFetch, say }: CommandLine,
  given: Record<string, unknown>,
): Promise<number> {
  const options = typedWish(registrationSchema, given, 'The registration is not complete:');
  const platform = await lti.platforms.register({
    name: options.name,
    issuer: options.issuer,
    clientId: options['client-id'],
    authUrl: options['auth-url'],
    tokenUrl: options['token-url'],
    jwksUrl: options['jwks-url'],
    tokenAudience: options['token-audience'] ?? null,
    deploymentIds: options.deployment,
    ...(options['frame-origin'] && {
      frameOrigins: options['frame-origin'].map((given) => new URL(given).origin),
    }),
    institution: options.institution ?? null,
  });
  say(`${platform.name} is registered and active. A running server knows it within 5 seconds.`);
  say('');
  say('Enter in the LMS:');
  say(`  Tool URL               ${config.publicUrl}/lti/launch`);
  say(`  Initiate login URL     ${config.publicUrl}/lti/login`);
  say(`  Redirection URI        ${config.publicUrl}/lti/launch`);
  say(`  Public key set URL     ${config.publicUrl}/lti/jwks`);
  say(`  Content selection URL  ${config.publicUrl}/lti/launch`);
  say('');
  say(await describeKeySet(guardedFetch, platform.jwksUrl));
  return 0;
}

/** Lists registrations with their deployments. */
export async function listPlatforms({ lti, say }: CommandLine): Promise<number> {
  const registered = await lti.platforms.list();
  if (registered.length === 0) say('No LMS is registered yet. Begin with: platform add');
  for (const { platform, deployments } of registered) {
    say(`${platform.name}  [${platform.state}]`);
    say(`  id          ${platform.id}`);
    say(`  issuer      ${platform.issuer}`);
    say(`  client id   ${platform.clientId}`);
    say(`  kind        ${platform.family ?? 'not known before its first launch'}`);
    for (const origin of platform.frameOrigins) say(`  frames      ${origin}`);
    say(`  unknown deployments: ${platform.unknownDeployments}`);
    say(`  anonymous launches: ${platform.anonymousLaunches}`);
    for (const [role, meaning] of Object.entries(platform.roleMap)) {
      say(`  role        ${role} is ${meaning}`);
    }
    for (const { deploymentId, state, institution } of deployments) {
      say(`  deployment  ${deploymentId}  [${state}]  ${institution}`);
    }
  }
  return 0;
}

/** Whether the keys of an LMS can be fetched, in one sentence. */
export async function describeKeySet(
  guardedFetch: CommandLine['guardedFetch'],
  jwksUrl: string,
): Promise<string> {
  try {
    const answer = await guardedFetch(jwksUrl, { timeoutMs: 5_000, maximumRedirects: 2 });
    const { keys } = z.object({ keys: z.array(z.unknown()) }).parse(JSON.parse(answer.text));
    return `Its key set answers with ${keys.length} ${keys.length === 1 ? 'key' : 'keys'}.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Its key set cannot be fetched from ${jwksUrl}: ${reason} For an LMS on a private address set PRIVATE_HOSTS.`;
  }
}
