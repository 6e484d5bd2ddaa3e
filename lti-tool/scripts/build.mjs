/** Builds the server into dist/server and the web parts into dist/web. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build as buildWeb } from 'vite';

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
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  }),
  buildWeb({ configFile: join(root, 'web-components', 'vite.config.ts'), logLevel: 'warn' }),
]);
