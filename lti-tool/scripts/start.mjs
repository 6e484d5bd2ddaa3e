/**
 * `npm start`: sets everything up that is not there yet, starts Lookfor and the practice LMS,
 * and prints the one address to open.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { privateHosts } from './private-hosts.mjs';
import {
  build,
  end,
  ensurePostgresUser,
  environment,
  has,
  installDependencies,
  installPackages,
  isEnding,
  keep,
  node24,
  root,
  serverFlags,
} from './set-up.mjs';

await installDependencies();
if (!has('ffmpeg') && !process.env.FFMPEG_PATH) {
  const missing = await installPackages(['ffmpeg']);
  if (missing.length > 0)
    console.log(
      'ffmpeg is not here and could not be installed. Lookfor starts without it: MP4 files with ' +
        'H.264 and AAC play, anything else waits until ffmpeg is installed.',
    );
}
ensurePostgresUser();
await build();

const demo = process.env.DEMO ?? '1';
const port = process.env.PORT ?? '3000';
const lmsPort = process.env.LMS_PORT ?? '3001';
const dataDir = process.env.DATA_DIR ?? join(root, 'data');
const lmsUrl = `http://lms.localhost:${lmsPort}`;

const shared = {
  DEMO: demo,
  PORT: port,
  LMS_PORT: lmsPort,
  DATA_DIR: dataDir,
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  PRIVATE_HOSTS: privateHosts(process.env),
};
const tool = start('main', shared);
if (demo === '1')
  start('practice-lms', { LMS_PORT: lmsPort, LMS_DATA_DIR: join(dataDir, 'practice-lms') });

tool.on('message', (message) => {
  if (message.kind === 'demo') console.log(`  ${message.words}`);
  const isReady = demo === '1' ? message.kind === 'demo-ready' : message.kind === 'ready';
  if (isReady)
    console.log(
      demo === '1'
        ? `\nLookfor is ready. Open the practice LMS:\n\n  ${lmsUrl}\n`
        : `\nLookfor is ready on port ${port}.\n`,
    );
});

function start(name, extra) {
  const child = keep(
    fork(join(root, 'dist', 'server', `${name}.js`), {
      cwd: root,
      execPath: node24,
      execArgv: name === 'main' ? serverFlags : [],
      env: environment(extra),
    }),
  );
  child.once('exit', (code) => {
    if (isEnding()) return;
    if (code !== 0) console.error(`\n${name} ended; its own words are above.\n`);
    end('SIGTERM', code ?? 1);
  });
  return child;
}
