/** `npm run bench`: measures, in a Node that was asked for what the server asks of it. */
import { join } from 'node:path';
import {
  build,
  ensurePostgresUser,
  installDependencies,
  node24,
  root,
  run,
  serverFlags,
} from './set-up.mjs';

await installDependencies();
ensurePostgresUser();
await build();
const bench = join(root, 'tests', 'bench', 'bench.ts');
process.exit(await run(node24, [...serverFlags, bench, ...process.argv.slice(2)]));
