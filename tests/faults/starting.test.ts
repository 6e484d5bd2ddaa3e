import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { httpCall } from '../support/http-launch.ts';
import { freePort, startTool, type ToolProcess } from '../support/tool-process.ts';
import { databaseUrl, newDataDir } from '../support/tool-database.ts';
import { until } from '../support/tool-with-lms.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const started: ToolProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const tool of started.splice(0).reverse()) await tool.kill('SIGTERM');
  for (const folder of folders.splice(0))
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
});

async function start(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<ToolProcess> {
  const tool = await startTool({ dataDir, environment });
  started.push(tool);
  return tool;
}

function ownFolder(): string {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
}

const isReady = async (tool: ToolProcess): Promise<boolean> =>
  (await httpCall(`${tool.baseUrl}/readyz`)).status === 200;

test('a second server on the same folder is refused in words, however the folder is spelled', async () => {
  const dataDir = ownFolder();
  const first = await start(dataDir);
  const otherName = `${dataDir}-link`;
  await symlink(dataDir, otherName);
  folders.push(otherName);
  for (const name of [dataDir, otherName])
    await expect(start(name)).rejects.toThrow(
      /Another Lookfor is running on .+\. Stop it first, or give this one its own DATA_DIR\./,
    );
  expect(await isReady(first)).toBe(true);
});

/** How far a first start has come, by what stands in its folder. */
const STAGES: Record<string, (dataDir: string) => boolean> = {
  'the cluster is begun': (dataDir) =>
    readdirSync(dataDir).some((name) => name.startsWith('postgres-begun-')),
  'the cluster is in its place': (dataDir) => existsSync(join(dataDir, 'postgres/PG_VERSION')),
  'the database runs': (dataDir) => existsSync(join(dataDir, 'postgres/postmaster.pid')),
};

test('a connection that rests is kept longer than proxies keep theirs', async () => {
  const tool = await start(ownFolder());
  const { headers } = await httpCall(`${tool.baseUrl}/healthz`);
  expect(headers['keep-alive']).toBe('timeout=75');
});

test('a first start that is killed in the middle leaves nothing that stops the next one', async () => {
  const dataDir = ownFolder();
  for (const [stage, isReached] of Object.entries(STAGES)) {
    const child = fork(`${root}dist/server/main.js`, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {
        ...process.env,
        ...{ NODE_ENV: 'test', DEMO: '0', PORT: String(await freePort()), DATA_DIR: dataDir },
      },
    });
    const ended = once(child, 'exit');
    await until(stage, () => isReached(dataDir));
    await pause(Math.random() * 200);
    child.kill('SIGKILL');
    await ended;
  }
  expect(await isReady(await start(dataDir))).toBe(true);
});

test('three servers that start at once on one database migrate it once, and all serve', async () => {
  const host = await start(ownFolder());
  const url = new URL(databaseUrl(host.dataDir));
  await query(url.href, 'CREATE DATABASE together');
  url.pathname = '/together';
  const environment = {
    DATABASE_URL: url.href,
    SECRET_KEY: 'one secret for three servers, long enough',
  };
  const three = await Promise.all([1, 2, 3].map(() => start(ownFolder(), environment)));
  expect(await Promise.all(three.map(isReady))).toEqual([true, true, true]);
  const applied = await query(
    url.href,
    'SELECT hash, count(*)::int AS times FROM drizzle.__drizzle_migrations GROUP BY hash',
  );
  expect(applied.map((row) => row['times'])).toEqual(applied.map(() => 1));
  const keySets = await Promise.all(three.map((tool) => httpCall(`${tool.baseUrl}/lti/jwks`)));
  expect(new Set(keySets.map((answer) => answer.text)).size).toBe(1);
});

test.each([
  ['npm start', 'while its database starts', ['start'], '1', /Practice LMS: /],
  ['npm run serve', 'when several processes serve', ['run', 'serve'], '2', /Lookfor is ready/],
])('%s that is told to end %s leaves nothing running', async (...given) => {
  const [, , words, WEB_PROCESSES, moment] = given;
  const dataDir = ownFolder();
  const [PORT, LMS_PORT] = [String(await freePort()), String(await freePort())];
  const own = {
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'info', WEB_PROCESSES },
    ...{ PORT, LMS_PORT, DATA_DIR: dataDir },
  };
  const child = spawn('npm', words, { cwd: root, env: { ...process.env, ...own } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said, { timeout: 120_000 }).toMatch(moment);
  expect(programsOf(dataDir)).not.toEqual([]);
  child.kill('SIGTERM');
  await expect.poll(() => programsOf(dataDir), { timeout: 120_000 }).toEqual([]);
});

/** Running programs, the database among them, that have to do with a folder. */
function programsOf(dataDir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const settings = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const isOurs = command.includes(dataDir) || settings.includes(`DATA_DIR=${dataDir}`);
        return isOurs ? [command] : [];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}
