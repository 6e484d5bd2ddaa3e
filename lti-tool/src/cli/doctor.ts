import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '../infra/media/ffmpeg.ts';
import { canForgive } from '../clips/clip-search.store.ts';
import { createGuardedFetch } from '../infra/guarded-fetch.ts';
import type { PlatformAccess, ServiceRight } from '../lti/platform-access.ts';
import { readWhole } from '../infra/storage.ts';
import { openStorage, placeWords } from '../infra/storage-place.ts';
import type { CommandLine } from './command-line.ts';
import { describeKeySet } from './platform-commands.ts';

interface Finding {
  /** `warning` needs no one today; `problem` does. */
  state: 'ok' | 'warning' | 'problem';
  sentence: string;
}

const MARKS: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok       ',
  warning: 'note     ',
  problem: 'PROBLEM  ',
};

/** Looks at everything that Lookfor needs and says in plain sentences what it found. */
export async function doctor(cli: CommandLine): Promise<number> {
  const ownKeys = await keys(cli);
  const findings = [
    configuration(cli),
    ...(await Promise.all([database(cli), search(cli), queue(cli)])),
    ownKeys,
    ...(await Promise.all([ffmpeg(cli), files(cli), ownAddress(cli)])),
    ...(await platforms(cli, ownKeys.state === 'ok')),
  ];
  for (const { state, sentence } of findings) cli.say(MARKS[state] + sentence);
  const problems = findings.filter(({ state }) => state === 'problem').length;
  cli.say('');
  cli.say(problems === 0 ? 'Everything that Lookfor needs is there.' : `${problems} to put right.`);
  return problems === 0 ? 0 : 1;
}

function configuration({ config }: CommandLine): Finding {
  const url = new URL(config.publicUrl);
  const isLocal = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol === 'https:' || isLocal) {
    return { state: 'ok', sentence: `Lookfor calls itself ${config.publicUrl}.` };
  }
  return {
    state: 'problem',
    sentence: `PUBLIC_URL is ${config.publicUrl}: browsers keep no cookie of ours without https, so launches fail.`,
  };
}

async function database({ db, databasePlace }: CommandLine): Promise<Finding> {
  try {
    const result = await db.execute(
      sql`SELECT current_setting('server_version_num')::int / 10000 AS version,
        (SELECT count(*)::int FROM drizzle.__drizzle_migrations) AS migrations`,
    );
    const [found] = result.rows as { version: number; migrations: number }[];
    const version = found?.version ?? 0;
    if (version < 15) {
      return { state: 'problem', sentence: `PostgreSQL ${version} is too old; 15 is needed.` };
    }
    return {
      state: 'ok',
      sentence: `The database answers (PostgreSQL ${version}, ${databasePlace}) and is up to date.`,
    };
  } catch (error) {
    return { state: 'problem', sentence: `The database does not answer: ${reasonOf(error)}` };
  }
}

async function search({ db }: CommandLine): Promise<Finding> {
  try {
    if (await canForgive(db))
      return {
        state: 'ok',
        sentence: 'The search of the library forgives typing errors (pg_trgm).',
      };
    return {
      state: 'warning',
      sentence:
        'The search of the library forgives no typing errors. Let an administrator of the database run: ' +
        'CREATE EXTENSION pg_trgm; CREATE INDEX search_word_similar ON search_word USING gin (word gin_trgm_ops);',
    };
  } catch {
    return { state: 'warning', sentence: 'Whether the search works is not known.' };
  }
}

async function queue({ db }: CommandLine): Promise<Finding> {
  try {
    const result = await db.execute(
      sql`SELECT count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
        count(*) FILTER (WHERE state = 'failed')::int AS failed FROM pgboss.job`,
    );
    const [found] = result.rows as { waiting: number; failed: number }[];
    const { waiting = 0, failed = 0 } = found ?? {};
    const sentence = `The queue answers: ${waiting} jobs wait, ${failed} have failed.`;
    return { state: failed > 0 ? 'warning' : 'ok', sentence };
  } catch {
    return { state: 'warning', sentence: 'There is no queue yet; the first start makes it.' };
  }
}

async function keys({ lti }: CommandLine): Promise<Finding> {
  try {
    const { keys: published } = await lti.signingKeys.publicKeySet();
    await lti.signingKeys.sign({ purpose: 'doctor' });
    return { state: 'ok', sentence: `Our signing key works; ${published.length} are published.` };
  } catch {
    return {
      state: 'problem',
      sentence: 'Our signing key cannot be opened: SECRET_KEY is not the one it was made with.',
    };
  }
}

async function ffmpeg({ config }: CommandLine): Promise<Finding> {
  const found = await findFfmpeg({
    FFMPEG_PATH: config.ffmpegPath ?? undefined,
    PATH: config.programPath,
  });
  if (found) return { state: 'ok', sentence: `ffmpeg works (${found.ffmpeg}).` };
  return {
    state: 'warning',
    sentence:
      'No ffmpeg with x264 and AAC was found: only MP4 files that browsers play can be prepared.',
  };
}

/** Writes, reads and removes a small file where clips are kept. */
async function files({ config: { storage: place } }: CommandLine): Promise<Finding> {
  const where = placeWords(place);
  const folder = await mkdtemp(join(tmpdir(), 'lookfor-doctor-'));
  try {
    const storage = await openStorage(place);
    const key = `checks/${randomUUID()}`;
    const words = randomUUID();
    await writeFile(join(folder, 'check'), words);
    await storage.adopt(join(folder, 'check'), key);
    const read = (await readWhole(storage, key)).toString('utf8');
    await storage.remove(key);
    if (read !== words || (await storage.stat(key)) !== null)
      return { state: 'problem', sentence: `Clips: ${where} does not give back what it is given.` };
    const concerns = await storage.concerns();
    if (concerns.length > 0) return { state: 'problem', sentence: concerns.join(' ') };
    const sentence = `Clips are kept in ${where}: writing, reading and removing work.`;
    return { state: 'ok', sentence };
  } catch (error) {
    return { state: 'problem', sentence: `Clips cannot be kept in ${where}: ${reasonOf(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ownAddress({ config }: CommandLine): Promise<Finding> {
  const { host } = new URL(config.publicUrl);
  const guardedFetch = createGuardedFetch([host]);
  try {
    const { status } = await guardedFetch(`${config.publicUrl}/healthz`, { timeoutMs: 5_000 });
    if (status === 200) return { state: 'ok', sentence: `${config.publicUrl} answers.` };
    return {
      state: 'problem',
      sentence: `${config.publicUrl}/healthz answers ${status}, not 200.`,
    };
  } catch (error) {
    return {
      state: 'warning',
      sentence: `${config.publicUrl} does not answer from here (${reasonOf(error)}); is the server running?`,
    };
  }
}

async function platforms(cli: CommandLine, canSign: boolean): Promise<Finding[]> {
  const registered = await cli.lti.platforms.list();
  if (registered.length === 0) {
    return [{ state: 'warning', sentence: 'No LMS is registered yet (platform add).' }];
  }
  const found = await Promise.all(registered.map((one) => platformFindings(cli, one, canSign)));
  return found.flat();
}

async function platformFindings(
  { lti, guardedFetch }: CommandLine,
  { platform, deployments }: Awaited<ReturnType<CommandLine['lti']['platforms']['list']>>[number],
  canSign: boolean,
): Promise<Finding[]> {
  const keySet = await describeKeySet(guardedFetch, platform.jwksUrl);
  const pending = deployments.filter(({ state }) => state === 'pending').length;
  const waiting = pending > 0 ? ` ${pending} of its deployments wait to be activated.` : '';
  const isGood = keySet.includes('answers with');
  const keys: Finding = {
    state: isGood ? (pending > 0 ? 'warning' : 'ok') : 'problem',
    sentence: `${platform.name}: ${keySet}${waiting}`,
  };
  if (platform.state !== 'active') {
    const words = `${platform.name}: It is switched off here (platform activate), so nothing was asked of it.`;
    return [keys, { state: 'warning', sentence: words }];
  }
  if (!canSign) return [keys];
  const deployment = deployments.find(({ state }) => state === 'active')?.deploymentId ?? null;
  return [keys, accessFinding(platform, await lti.proveAccess(platform.id, deployment))];
}

const RIGHT_WORDS: Readonly<Record<ServiceRight, string>> = {
  score: 'send marks',
  lineItem: 'make gradebook columns',
  resultReadOnly: 'read marks back',
  roster: 'read the roster',
  groups: 'read groups',
  notices: 'hear of copied courses',
};

/** Without these two somebody will miss something; the rest is nice to have. */
const NEEDED: readonly ServiceRight[] = ['score', 'roster'];

function accessFinding(
  { name, tokenUrl }: { name: string; tokenUrl: string },
  { granted, withheld, failure }: PlatformAccess,
): Finding {
  const words = (rights: readonly ServiceRight[]): string =>
    rights.map((right) => RIGHT_WORDS[right]).join(', ');
  if (failure?.status === null) {
    const sentence = `${name}: It gives no access token: ${tokenUrl} does not answer.`;
    return { state: 'problem', sentence };
  }
  if (failure) {
    const own = failure.answer.replaceAll(/\s+/g, ' ').slice(0, 200);
    return {
      state: 'problem',
      sentence: `${name}: It gives no access token (${failure.status}: ${own}). Most often it does not know our keys or the client id, or wants another --token-audience.`,
    };
  }
  const missing = withheld.length > 0 ? ` Not granted: ${words(withheld)}.` : '';
  return {
    state: NEEDED.every((right) => granted.includes(right)) ? 'ok' : 'warning',
    sentence:
      granted.length > 0
        ? `${name}: It gives us tokens to ${words(granted)}.${missing}`
        : `${name}: It knows us, but grants nothing: marks and roster stay here.`,
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
