import { PUBLISHED_BEFORE_USE_MS } from '../lti/signing-keys.ts';
import type { CommandLine } from './command-line.ts';

/** Lists the tool's own keys and what each does. */
export async function listKeys({ lti, say }: CommandLine): Promise<number> {
  for (const { kid, state, createdAt, retiredAt } of await lti.signingKeys.list()) {
    const day = (at: Date): string => at.toISOString().slice(0, 16);
    const readyAt = new Date(createdAt.getTime() + PUBLISHED_BEFORE_USE_MS);
    const more =
      state === 'next'
        ? `may sign from ${day(readyAt)}Z`
        : retiredAt
          ? `signed until ${day(retiredAt)}Z`
          : 'signs';
    say(`${kid}  [${state}]  made ${day(createdAt)}Z, ${more}`);
  }
  return 0;
}

/** Lets the next key sign. */
export async function rotateKeys(
  { lti, say }: CommandLine,
  isAtOnce: boolean | undefined,
): Promise<number> {
  await lti.signingKeys.rotate(isAtOnce);
  say('Done. The new key signs from now on, and the one after it is published already.');
  return 0;
}
