import { z } from 'zod';
import { INVITATION_DAYS } from '../lti/registration/invitations.service.ts';
import type { CommandLine } from './command-line.ts';
import { typedWish } from './typed-wish.ts';

/** Options of `platform invite`. */
export const INVITATION_OPTIONS = {
  name: { type: 'string' },
  institution: { type: 'string' },
  issuer: { type: 'string' },
  days: { type: 'string' },
  activate: { type: 'boolean' },
} as const;

const wishSchema = z.object({
  name: z.string({ error: 'is missing: what is this LMS called?' }).trim().min(1).max(200),
  institution: z.string().trim().min(1).max(200).optional(),
  issuer: z.string().min(1).max(2000).optional(),
  days: z.coerce.number().int().min(1).max(365).default(INVITATION_DAYS),
  activate: z.boolean().default(false),
});

/** Makes an address with which an LMS registers itself, once. */
export async function invite(
  { lti, say }: CommandLine,
  given: Record<string, unknown>,
): Promise<number> {
  const wish = typedWish(wishSchema, given, 'No invitation was made:');
  const { name, institution = null, issuer = null, days, activate } = wish;
  const { invitation, address } = await lti.invitations.create({
    ...{ name, institution, days },
    allowedIssuer: issuer,
    activatesAtOnce: activate,
  });
  say(`An administrator of ${name} pastes this address into the LMS, where it registers external`);
  say('tools (LTI Advantage, dynamic registration). It serves once, and is not shown again:');
  say('');
  say(`  ${address}`);
  say('');
  say(`It expires on ${invitation.expiresAt.toISOString().slice(0, 10)} (UTC).`);
  say(
    activate
      ? 'Launches are open as soon as it is used.'
      : `Afterwards: platform activate ${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}`,
  );
  return 0;
}

/** Lists invitations with what became of them. */
export async function listInvitations({ lti, say }: CommandLine): Promise<number> {
  const all = await lti.invitations.list();
  if (all.length === 0) say('Nobody is invited. Begin with: platform invite --name …');
  for (const { id, name, state, expiresAt, allowedIssuer, activatesAtOnce } of all) {
    say(`${name}  [${state}]`);
    say(`  id          ${id}`);
    say(`  until       ${expiresAt.toISOString().slice(0, 10)}`);
    if (allowedIssuer !== null) say(`  issuer      ${allowedIssuer}`);
    say(`  afterwards  ${activatesAtOnce ? 'active at once' : 'pending'}`);
  }
  return 0;
}

/** Takes an invitation back. */
export async function revokeInvitation({ lti, say }: CommandLine, id: string): Promise<number> {
  await lti.invitations.revoke(id);
  say('Done. Its address opens nothing any more.');
  return 0;
}
