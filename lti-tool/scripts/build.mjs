/** Builds the server into dist/server and the web parts into dist/web. */
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildWeb } from 'vite';
import { compressFolder } from './compress.mjs';

/**
 * Leaves packages in node_modules, but for one. Importing all of drizzle-orm costs a process about
 * 150 MB; bundled, only what is used of it is loaded.
 */
function bundleOnly(name) {
  return {
    name: 'bundle-only',
    setup({ onResolve }) {
      onResolve({ filter: /^[^.#/]/ }, ({ path, kind }) =>
        kind === 'entry-point' || path === name || path.startsWith(`${name}/`)
          ? undefined
          : { path, external: true },
      );
    },
  };
}

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
rmSync(join(root, 'dist', 'server'), { recursive: true, force: true });

await Promise.all([
  bundle({
    absWorkingDir: root,
    entryPoints: {
      main: 'lti-tool/src/main.ts',
      cli: 'lti-tool/src/cli.ts',
      'practice-lms': 'lti-tool/practice-lms/main.ts',
    },
    outdir: 'dist/server',
    bundle: true,
    splitting: true,
    plugins: [bundleOnly('drizzle-orm')],
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  }),
  buildWeb({ configFile: join(root, 'web-components', 'vite.config.ts'), logLevel: 'warn' }),
]);
await compressFolder(join(root, 'dist/web/assets'));
// The practice LMS serves these files as they are, from beside itself.
cpSync(join(root, 'lti-tool/practice-lms/public'), join(root, 'dist/server/public'), {
  recursive: true,
});
