import { z } from 'zod';
import { OPENED } from '../lti/launch-log.ts';
import { CommandError } from './command-error.ts';
import type { CommandLine } from './command-line.ts';

/** Options of `launches`. */
export const LAUNCH_OPTIONS = {
  platform: { type: 'string' },
  refused: { type: 'boolean' },
  last: { type: 'string' },
} as const;

const wishSchema = z.object({
  platform: z.string().optional(),
  refused: z.boolean().default(false),
  last: z.coerce.number().int().min(1).max(1_000).default(30),
});

/** Lists the last launches with their codes: no names, no work. */
export async function listLaunches(
  { lti, say }: CommandLine,
  given: Record<string, unknown>,
): Promise<number> {
  const parsed = wishSchema.safeParse(given);
  if (!parsed.success) throw new CommandError('--last is a number from 1 to 1000.');
  const { platform, refused, last } = parsed.data;
  const platformId = platform === undefined ? null : (await lti.platforms.find(platform)).id;
  const lines = await lti.launchLog.list({ platformId, isRefusedOnly: refused, limit: last });
  if (lines.length === 0) say('There were none in the last two weeks.');
  for (const line of lines) {
    const { at, platformName, issuer, deploymentId, messageType, code, reason, reference } = line;
    const where = platformName ?? issuer ?? 'unknown LMS';
    const details = [
      reason,
      messageType,
      deploymentId && `deployment ${deploymentId}`,
      reference && `reference ${reference}`,
    ].filter(Boolean);
    const mark = code === OPENED ? '' : '  REFUSED';
    say(
      `${at.toISOString().slice(0, 19)}Z  ${where}  ${code}${mark}  ${details.join(', ')}`.trim(),
    );
  }
  return 0;
}
