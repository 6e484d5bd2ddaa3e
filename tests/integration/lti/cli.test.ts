import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '#server/infra/embedded-postgres';
import { createLog } from '#server/infra/log';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startPretendPlatform, type PretendPlatform } from './pretend-platform.ts';

/** As it is built: from the sources each command would take four times as long to start. */
const CLI = fileURLToPath(new URL('../../../dist/server/cli.js', import.meta.url));

let platform: PretendPlatform;
let folder: string;
beforeAll(async () => {
  platform = await startPretendPlatform();
  folder = mkdtempSync(join(tmpdir(), 'lookfor-cli-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

function lookfor(
  environment: Record<string, string>,
  ...words: string[]
): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...words], {
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: folder,
        PRIVATE_HOSTS: '127.0.0.1',
        PUBLIC_URL: 'http://tool.localhost:4310',
        ...environment,
      },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (code) => done({ code, said }));
  });
}

function registration(...deployments: string[]): string[] {
  const options = {
    name: 'Moodle of Institution A',
    issuer: 'https://moodle.example',
    'client-id': 'abc',
    'auth-url': 'https://moodle.example/mod/lti/auth.php',
    'token-url': `${platform.url}/token`,
    'jwks-url': `${platform.url}/jwks`,
    institution: 'Institution A',
  };
  return [
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...deployments.flatMap((deployment) => ['--deployment', deployment]),
  ];
}

describe('on a server of DATABASE_URL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  const run = (...words: string[]) => lookfor({ DATABASE_URL: database.url }, ...words);

  test('registers an LMS, says what to enter there, and whether its keys answer', async () => {
    const { code, said } = await run('platform', 'add', ...registration('2'));
    expect(said).toContain('http://tool.localhost:4310/lti/login');
    expect(said).toContain('http://tool.localhost:4310/lti/jwks');
    expect(said).toContain('Its key set answers with 1 key.');
    expect(code).toBe(0);
  });

  test('brings it up to date when it is registered again', async () => {
    await run('platform', 'add', ...registration('2', '3'));
    const { said } = await run('platform', 'list');
    expect(said.match(/Moodle of Institution A/g)).toHaveLength(1);
    expect(said).toMatch(/deployment {2}2 {2}\[active\] {2}Institution A/);
    expect(said).toMatch(/deployment {2}3 {2}\[active\] {2}Institution A/);
    const tenants = await database.pool.query('SELECT name FROM tenant');
    expect(tenants.rows).toEqual([{ name: 'Institution A' }]);
  });

  test('names everything that is missing or wrong', async () => {
    const wrong = ['--name', 'X', '--auth-url', 'ftp://x', '--issuer', 'https://x.example'];
    const { code, said } = await run('platform', 'add', ...wrong);
    expect(code).toBe(1);
    expect(said).toContain('--client-id is missing');
    expect(said).toContain('--deployment is missing');
    expect(said).toContain('--auth-url is not an http(s) address');
    expect(said).not.toContain('    at ');
  });

  test('invites an LMS, once and for a time, and takes an invitation back', async () => {
    const nameless = await run('platform', 'invite', '--days', '0');
    expect(nameless.code).toBe(1);
    expect(nameless.said).toContain('--name is missing');
    expect(nameless.said).toContain('--days');
    const wish = ['--name', 'College B', '--issuer', 'https://b.example', '--days', '3'];
    const { code, said } = await run('platform', 'invite', ...wish);
    expect(code).toBe(0);
    const secret = /http:\/\/tool\.localhost:4310\/lti\/register\/(\S+)/.exec(said)?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(said).toContain('Afterwards: platform activate "College B"');

    const { said: listed } = await run('platform', 'invitations');
    expect(listed).toContain('College B  [open]');
    expect(listed).toContain('issuer      https://b.example');
    expect(listed).not.toContain(secret);
    const id = /id {10}(\S+)/.exec(listed)?.[1] ?? '';
    expect(await run('platform', 'revoke', id)).toMatchObject({ code: 0 });
    expect((await run('platform', 'invitations')).said).toContain('College B  [revoked]');
    const unknown = await run('platform', 'revoke', 'c0ffee00-0000-4000-8000-000000000000');
    expect(unknown).toMatchObject({ code: 1, said: 'Not done: there is no such invitation.\n' });
  });

  test('switches a registration, and one deployment of it, off and on', async () => {
    const moodle = 'Moodle of Institution A';
    expect(await run('platform', 'suspend', moodle)).toMatchObject({ code: 0 });
    await run('platform', 'suspend', 'abc', '--deployment', '3');
    const { said: off } = await run('platform', 'list');
    expect(off).toContain(`${moodle}  [disabled]`);
    expect(off).toMatch(/deployment {2}3 {2}\[disabled\]/);
    expect(await run('platform', 'activate', 'abc')).toMatchObject({ code: 0 });
    // One that never launched is made, for the institution that is named.
    await run('platform', 'activate', 'abc', '--deployment', '4', '--institution', 'School C');
    const { said: on } = await run('platform', 'list');
    expect(on).toContain(`${moodle}  [active]`);
    expect(on).toMatch(/deployment {2}3 {2}\[disabled\]/);
    expect(on).toMatch(/deployment {2}4 {2}\[active\] {2}School C/);
    const several = await run('platform', 'activate', 'abc', 'def');
    expect(several).toMatchObject({ code: 1 });
    expect(several.said).toContain('Say which one, once');
  });

  test('sets what a registration decides for itself, or says what is wrong', async () => {
    const frames = ['--frame-origin', 'https://courses.example/any/page'];
    const { code } = await run(
      ...['platform', 'set', 'abc', '--name', 'Moodle of A', ...frames],
      ...['--unknown-deployments', 'refuse', '--anonymous-launches', 'read'],
      ...['--role', 'TeachingAssistant=lecturer'],
    );
    expect(code).toBe(0);
    const { said } = await run('platform', 'list');
    for (const line of [
      'Moodle of A  [active]',
      'frames      https://courses.example\n',
      'unknown deployments: refuse',
      'anonymous launches: read',
      'is lecturer',
    ])
      expect(said).toContain(line);
    await run('platform', 'set', 'abc', '--role', 'TeachingAssistant=usual');
    expect((await run('platform', 'list')).said).not.toContain('is lecturer');
    for (const [wrong, sentence] of [
      [['--anonymous-launches', 'perhaps'], '--anonymous-launches'],
      [['--frame-origin', 'courses'], '--frame-origin'],
      [['--role', 'Nobody=king'], '--role Nobody=king'],
      [[], 'Nothing to set was given.'],
    ] as const) {
      const refused = await run('platform', 'set', 'abc', ...wrong);
      expect(refused.code).toBe(1);
      expect(refused.said).toContain(sentence);
    }
    expect(await run('platform', 'set', 'nothing', '--name', 'X')).toMatchObject({ code: 1 });
  });

  test('removes a registration from which nobody came', async () => {
    const other = registration('1').map((word) => (word === 'abc' ? 'to-remove' : word));
    await run('platform', 'add', ...other);
    expect(await run('platform', 'remove', 'to-remove')).toMatchObject({ code: 0 });
    const { said } = await run('platform', 'list');
    expect(said).not.toContain('to-remove');
    expect(said).toContain('client id   abc');
  });

  test('doctor finds nothing to put right, and proves that an LMS gives tokens, and for what', async () => {
    const isRefused = (scope: string) => scope.includes('lti-gs');
    platform.answers.set('POST /token', () => {
      const { body = '' } = platform.asked.at(-1) ?? {};
      const scope = new URLSearchParams(body).get('scope') ?? '';
      // As Sakai and others do, which refuse everything for one scope too many.
      if (isRefused(scope)) return { status: 400, body: { error: 'invalid_scope' } };
      return { body: { access_token: 'secret-of-a-token', expires_in: 3600, scope } };
    });
    const { code, said } = await run('doctor');
    expect(said).toContain('Moodle of A: Its key set answers with 1 key.');
    expect(said).toContain(
      'Moodle of A: It gives us tokens to send marks, make gradebook columns, read marks back, read the roster, hear of copied courses. Not granted: read groups.',
    );
    expect(said).toContain('Everything that Lookfor needs is there.');
    expect(said).toContain('the server of DATABASE_URL');
    expect(said).not.toContain('secret-of-a-token');
    expect(code).toBe(0);
  });

  test('doctor says when an LMS gives no token, and in its own words why', async () => {
    platform.answers.set('POST /token', { status: 401, body: { error: 'invalid_client' } });
    const { code, said } = await run('doctor');
    expect(said).toContain(
      'PROBLEM  Moodle of A: It gives no access token (401: {"error":"invalid_client"})',
    );
    expect(code).toBe(1);
  });

  test('doctor says so when the secret key is another one', async () => {
    const environment = {
      DATABASE_URL: database.url,
      SECRET_KEY: 'another secret key than the one of before',
    };
    const { code, said } = await lookfor(environment, 'doctor');
    expect(said).toContain('PROBLEM  Our signing key cannot be opened');
    expect(code).toBe(1);
  });

  test('shows launches, marks on their way and keys, and opens the page of the operator', async () => {
    const insert = `INSERT INTO launch_record (at, issuer, code, reference)
      VALUES (now(), 'https://stranger.example', 'launch_unknown_platform', '7KQ-2M4')`;
    await database.pool.query(insert);
    const { said: launches } = await run('launches', '--refused', '--last', '5');
    expect(launches).toContain('https://stranger.example  launch_unknown_platform  REFUSED');
    const { said: outbox } = await run('outbox', 'abc');
    expect(outbox).toMatch(/Moodle of .*\n {2}waiting {5}0\n/);
    const again = await run('outbox', 'send-again', 'abc');
    expect(again).toMatchObject({ code: 0 });
    expect(again.said).toContain('Nothing waits to be sent to Moodle of');
    expect((await run('keys', 'list')).said).toMatch(/\[active\].*signs/);
    const { said: link } = await run('operator', 'link');
    expect(link).toMatch(/http:\/\/tool\.localhost:4310\/operator\/enter\/[\w-]{60,}/);
    const { said: help } = await run('help');
    for (const command of ['operator link', 'launches', 'outbox send-again', 'keys list'])
      expect(help).toContain(`  ${command}`);
  });

  test('a key is not used before it was published for a day, unless it must be', async () => {
    const refused = await run('keys', 'rotate');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.said).toContain('the next key was published less than a day ago');
    expect(await run('keys', 'rotate', '--at-once')).toMatchObject({ code: 0 });
  });

  test.each([[], ['platform'], ['platform', 'add', '--nonsense', 'x']])(
    'shows what can be done: %j',
    async (...words) => {
      const { said } = await run(...words);
      expect(said).toContain('platform add --name');
    },
  );

  test('wrong settings are named', async () => {
    const { code, said } = await lookfor({ PORT: 'three' }, 'doctor');
    expect(code).toBe(1);
    expect(said).toContain('PORT');
  });
});

test('beside a running server it works on the database of that server', async () => {
  const running = await startEmbeddedPostgres(folder, createLog('silent'));
  try {
    const pid = running.pid();
    expect((await lookfor({}, 'platform', 'add', ...registration('9'))).code).toBe(0);
    const { said } = await lookfor({}, 'platform', 'list');
    expect(said).toContain('deployment  9');
    expect((await lookfor({}, 'doctor')).said).toContain('the one of the running server');
    expect(running.pid()).toBe(pid);
  } finally {
    await running.stop();
  }
  const alone = await lookfor({}, 'platform', 'list');
  expect(alone).toMatchObject({ code: 0 });
  expect(alone.said).toContain('deployment  9');
});
