/**
 * What `npm start` and `npm test` have in common before anything of ours can run: dependencies,
 * programs of the system, and the build. Plain JavaScript for Node >= 20.19, because it runs
 * before the project's own Node 24 is installed. Does nothing that was done before.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
/** The Node 24 that npm installs with the project. */
export const node24 = join(root, 'node_modules', 'node', 'bin', 'node');

/**
 * What the server asks of Node. Node would set aside up to 64 MB, twice the size of all that lives,
 * for what is thrown away at once; with 16 MB it tidies up more often and is as fast.
 */
export const serverFlags = JSON.parse(
  readFileSync(new URL('server-flags.json', import.meta.url), 'utf8'),
);

/** Ends with one plain sentence; a stack would help nobody here. */
export function giveUp(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

/** Programs that we started and that still run. */
const underWay = new Set();
let ending = false;
let exitCode = 0;

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal));
// Whoever gives up leaves nothing behind that still runs.
process.on('exit', () => underWay.forEach((child) => child.kill()));

/** Whether somebody has ended us, and we only wait for the programs that we started. */
export function isEnding() {
  return ending;
}

/** Remembers a program, so that whoever ends us ends it too: it would go on by itself. */
export function keep(child) {
  underWay.add(child);
  child.once('exit', () => {
    underWay.delete(child);
    if (ending && underWay.size === 0) process.exit(exitCode);
  });
  return child;
}

/** Ends every program that we started, and then ourselves. */
export function end(signal = 'SIGTERM', code = 0) {
  if (ending) return;
  ending = true;
  exitCode = code;
  for (const child of underWay) child.kill(signal);
  if (underWay.size === 0) process.exit(exitCode);
}

/** Runs a program to its end and shows what it says. */
export function run(program, args, options = {}) {
  return new Promise((done) => {
    const child = keep(
      spawn(program, args, {
        cwd: root,
        stdio: 'inherit',
        env: environment(),
        ...options,
      }),
    );
    child.once('error', () => done(127));
    child.once('close', (code) => {
      // Then there is nothing to go on with.
      if (!ending) done(code ?? 1);
    });
  });
}

/**
 * Runs a program to its end and keeps what it says, for when several run side by side.
 * @returns its exit code and its words.
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((done) => {
    let words = '';
    const child = keep(spawn(program, args, { cwd: root, env: environment(), ...options }));
    child.stdout.on('data', (chunk) => (words += chunk));
    child.stderr.on('data', (chunk) => (words += chunk));
    child.once('error', (error) => done({ code: 127, words: String(error) }));
    child.once('close', (code) => done({ code: code ?? 1, words }));
  });
}

/** The environment in which the project's own programs come first. */
export function environment(extra = {}) {
  const path = [
    join(root, 'node_modules', 'node', 'bin'),
    join(root, 'node_modules', '.bin'),
    process.env.PATH,
  ];
  return { ...process.env, PATH: path.join(delimiter), ...extra };
}

/** Installs dependencies when the lock file is not the one that was installed. */
export async function installDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    giveUp(`Lookfor needs Node 20.19 or newer to start; this is ${process.version}.`);
  const stamp = join(root, 'node_modules', '.lookfor-lock');
  const wanted = digestOf([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node24)) return;
  console.log('Installing dependencies …');
  const code = await run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      env: process.env,
    },
  );
  if (code !== 0) giveUp('npm could not install the dependencies; its own words are above.');
  writeFileSync(stamp, wanted);
}

/** Whether a program can be found on the PATH. */
export function has(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/**
 * Installs Debian packages where that is possible: as root, with apt-get.
 * @returns the packages that are still missing.
 */
export async function installPackages(packages) {
  if (packages.length === 0) return [];
  if (process.getuid?.() !== 0 || !has('apt-get')) return packages;
  console.log(`Installing ${packages.join(', ')} …`);
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' };
  await run('apt-get', ['update', '-qq'], quiet);
  const code = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    quiet,
  );
  return code === 0 ? [] : packages;
}

/** PostgreSQL refuses to be root: as root it runs as the system's user `postgres`. */
export function ensurePostgresUser() {
  if (process.getuid?.() !== 0) return;
  if (/^postgres:/m.test(readFileSync('/etc/passwd', 'utf8'))) return;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
    stdio: 'ignore',
  });
}

/** Builds server and web parts when a source has changed since the last build. */
export async function build() {
  const stamp = join(root, 'dist', '.sources');
  const sources = digestOf(
    ['lti-tool', 'web-components', 'course-templates', 'tsconfig.json', 'package-lock.json'].map(
      (name) => join(root, name),
    ),
  );
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  console.log('Building …');
  const code = await run(node24, [join(root, 'lti-tool', 'scripts', 'build.mjs')]);
  if (code !== 0) giveUp('The build failed; its own words are above.');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, sources);
}

/** A digest of files and folders by name, size and time of change: cheap, and good enough. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (!facts) return;
    if (facts.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path}\0${facts.size}\0${facts.mtimeMs}\n`);
  };
  paths.forEach(add);
  return hash.digest('hex');
}
