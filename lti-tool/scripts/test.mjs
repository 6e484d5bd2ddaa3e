/**
 * `npm test`: everything on one machine that had nothing but Node. Unit tests,
 * integration tests on the embedded and on a server PostgreSQL; beside them killed processes, and
 * journeys in a real Chromium; then films through ffmpeg, format, types and lint. Ends with
 * `N passed, N failed`.
 */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  existsSync,
  chmodSync,
  chownSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  build,
  ensurePostgresUser,
  giveUp,
  has,
  installDependencies,
  installPackages,
  root,
  run,
  runQuietly,
} from './set-up.mjs';
import { chromium, runVitest } from './suite.mjs';

const tally = { passed: 0, failed: 0 };
const bin = (name) => join(root, 'node_modules', '.bin', name);

await installDependencies();
await requirePrograms();
ensurePostgresUser();

console.log('Two lanes run side by side; each part says what came of it when it is done.');
// Unit tests need nothing that is built.
const built = build();
// Done by whichever lane has time for it, in this order.
const rest = [
  () => vitest('films', 'films'),
  () => check('types and lint', bin('oxlint'), []),
  () => check('format', bin('prettier'), ['--check', '--log-level=warn', '.']),
  () => check('lint of templates', bin('eslint'), ['--max-warnings=0', 'web-components']),
];
await Promise.all([
  (async () => {
    await vitest('unit', 'unit');
    await built;
    await vitest('integration, embedded PostgreSQL', 'integration');
    await onServerPostgres((url) =>
      vitest('integration, server PostgreSQL', 'integration', { TEST_DATABASE_URL: url }),
    );
    await takeTurns();
  })(),
  (async () => {
    await built;
    await vitest('faults', 'faults');
    await vitest('journeys', 'journeys');
    await takeTurns();
  })(),
]);

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);

/** Does what is left, one part after the other. */
async function takeTurns() {
  for (let part = rest.shift(); part; part = rest.shift()) await part();
}

/** ffmpeg, Chromium and a PostgreSQL server; what cannot be installed is named. */
async function requirePrograms() {
  const wanted = [
    !has('ffmpeg') && 'ffmpeg',
    !chromium() && 'chromium',
    !serverPostgres() && 'postgresql',
    !has('openssl') && 'openssl',
  ].filter(Boolean);
  const missing = await installPackages(wanted);
  if (missing.length > 0)
    giveUp(
      `The tests need these packages, which could not be installed here: ${missing.join(', ')}.`,
    );
}

/** The folder with initdb and postgres of an installed server, 15 or newer. */
function serverPostgres() {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  const versions = readdirSync(base).filter((name) => Number(name) >= 15);
  return versions
    .map((version) => join(base, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

async function check(name, program, args) {
  const { code, words } = await runQuietly(program, args);
  tally[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`\n— ${name}\n${words}${code === 0 ? 'ok' : 'FAILED'}`);
}

/** Runs a part of the suite, shows what came of it and adds its counts. */
async function vitest(title, project, variables = {}) {
  const { words, passed, failed } = await runVitest(title, project, { variables });
  console.log(`\n— ${title}\n${words}`);
  tally.passed += passed;
  tally.failed += failed;
}

/** A cluster of its own on an installed PostgreSQL server, gone afterwards. */
async function onServerPostgres(work) {
  const programs = serverPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-server-'));
  const cluster = join(folder, 'cluster');
  chmodSync(folder, 0o755);
  const asRoot = process.getuid?.() === 0;
  const owner = asRoot ? ownerOf('postgres') : {};
  if (asRoot) chownSync(folder, owner.uid, owner.gid);
  const quiet = { stdio: 'ignore', ...owner };
  const initdb = [
    '-D',
    cluster,
    '-U',
    'lookfor',
    '--auth=trust',
    '--locale=C.UTF-8',
    '--encoding=UTF8',
  ];
  const isMade = (await run(join(programs, 'initdb'), initdb, quiet)) === 0;
  // Asked for as late as can be: in the seconds before, somebody else might take it.
  const port = await freePort();
  // What a machine without power would lose, nobody misses here: the cluster is thrown away.
  const settings = `-p ${port} -h 127.0.0.1 -k '' -c fsync=off -c full_page_writes=off`;
  const control = (verb) =>
    run(
      join(programs, 'pg_ctl'),
      ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', settings, verb],
      quiet,
    );
  if (!isMade || (await control('start')) !== 0) {
    console.log('FAILED  the PostgreSQL server did not start');
    tally.failed += 1;
    return;
  }
  try {
    await work(`postgres://lookfor@127.0.0.1:${port}/postgres`);
  } finally {
    await control('stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownerOf(user) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
