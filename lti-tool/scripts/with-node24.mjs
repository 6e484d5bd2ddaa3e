/** Runs one of the built programs under the project's own Node 24: `main` or `cli`. */
import { join } from 'node:path';
import { privateHosts } from './private-hosts.mjs';
import {
  build,
  ensurePostgresUser,
  environment,
  installDependencies,
  node24,
  root,
  run,
  serverFlags,
} from './set-up.mjs';

const [name, ...args] = process.argv.slice(2);
await installDependencies();
ensurePostgresUser();
await build();
const flags = name === 'main' ? serverFlags : [];
const code = await run(node24, [...flags, join(root, 'dist', 'server', `${name}.js`), ...args], {
  env: environment(name === 'main' ? { DEMO: '0' } : { PRIVATE_HOSTS: privateHosts(process.env) }),
  // A server hears when we are gone, however we went, and ends as well.
  ...(name === 'main' && { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }),
});
process.exit(code);
