import { createOperatorAccess } from '../operator/operator-access.ts';
import type { CommandLine } from './command-line.ts';

/** Says an address that opens the operator's page once. */
export function operatorLink({ config, db, secrets, now, say }: CommandLine): Promise<number> {
  const { publicUrl, operatorSecret } = config;
  const access = createOperatorAccess({ db, secrets, publicUrl, operatorSecret, now });
  const { address, endsAt } = access.makeLink();
  say('This opens the operator’s page in one browser, once:');
  say('');
  say(`  ${address}`);
  say('');
  say(`It serves until ${endsAt.toISOString().slice(11, 16)} (UTC). Give it to nobody.`);
  return Promise.resolve(0);
}
