import { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import { CommandError } from './command-error.ts';
import type { CommandLine } from './command-line.ts';
import { typedWish } from './typed-wish.ts';

/** Options of `page add`. */
export const PAGE_OPTIONS = {
  origin: { type: 'string' },
  institution: { type: 'string' },
} as const;

const wishSchema = z.object({
  origin: z
    .url({
      protocol: /^https?$/,
      error: 'is missing or wrong: such as https://www.example.org',
    })
    .refine((text) => new URL(text).origin === text.replace(/\/$/, ''), 'has a path'),
  institution: z.string({ error: 'is missing: whose page is it?' }).trim().min(1).max(200),
});

/** Lets a page of an institution show elements; its secret is said once. */
export async function addPage(
  { lti, say }: CommandLine,
  given: Record<string, unknown>,
): Promise<number> {
  const wish = typedWish(wishSchema, given, 'No page was added:');
  const { id, secret } = await lti.pages.add(wish).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found')
      throw new CommandError(
        `No active deployment belongs to an institution named ${wish.institution}.`,
      );
    throw error;
  });
  say(`Pages of ${wish.origin} may show clips. Page ${id}.`);
  say('The server of that page asks for tokens with this secret. It is not shown again:');
  say('');
  say(`  ${secret}`);
  return 0;
}

/** Lists the pages that may show elements. */
export async function listPages({ lti, say }: CommandLine): Promise<number> {
  const all = await lti.pages.list();
  if (all.length === 0) say('No page may show elements. Begin with: page add --origin …');
  for (const { id, origin, institution } of all) say(`${origin}  ${institution}  ${id}`);
  return 0;
}

/** Takes a page back, with all its tokens. */
export async function revokePage({ lti, say }: CommandLine, id: string): Promise<number> {
  await lti.pages.revoke(z.uuid('this is not the id of a page').parse(id));
  say('The page is taken back: its secret and its tokens are void.');
  return 0;
}
