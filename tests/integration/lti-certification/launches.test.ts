import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#contract/vocabulary';
import {
  ISSUER,
  PUBLIC_URL,
  beginLogin,
  callApi,
  claimsOf,
  INSTRUCTOR,
  launch,
  LEARNER,
  LTI,
  newSubject,
  postLaunch,
  startPretendTool,
  type PretendTool,
} from '../lti/pretend-tool.ts';

/** Certification guide 1.3, 6.1.2 and 6.1.3, and messages recorded from a real Moodle 4.5. */
let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool();
});
afterAll(() => tool.close());

const NO_NAMES = { name: null, given_name: null, family_name: null, email: null };

async function roleAfter(changes: Record<string, unknown>): Promise<unknown> {
  const answer = await launch(tool, { sub: newSubject(), ...changes });
  expect(answer.status).toBe(200);
  expect(answer.boot?.target).toEqual({ screen: 'course' });
  const session = await callApi(tool, answer.boot, 'GET', '/api/session');
  expect(session.status).toBe(200);
  return session.body['role'];
}

describe.each([
  ['6.1.2 valid teacher launches', 'lecturer', INSTRUCTOR, 'Instructor'],
  ['6.1.3 valid student launches', 'student', LEARNER, 'Learner'],
] as const)('%s', (_name, role: Role, uri, short) => {
  const roles = `${LTI}roles`;

  test('launch', async () => {
    expect(await roleAfter({ [roles]: [uri] })).toBe(role);
  });

  test('launch with multiple role values', async () => {
    const person = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Staff';
    expect(await roleAfter({ [roles]: [person, uri] })).toBe(role);
  });

  test('launch with short role value', async () => {
    expect(await roleAfter({ [roles]: [short] })).toBe(role);
  });

  test('launch with unknown role', async () => {
    const unknown = 'http://purl.imsglobal.org/vocab/lis/v2/uknownrole/unknown#Helper';
    expect(await roleAfter({ [roles]: [unknown, uri] })).toBe(role);
    expect(await roleAfter({ [roles]: [unknown] })).toBe('observer');
  });

  test('launch with no role', async () => {
    expect(await roleAfter({ [roles]: [] })).toBe('observer');
  });

  test('launch with e-mail only', async () => {
    const changes = { ...NO_NAMES, email: 'somebody@example.test', [roles]: [uri] };
    expect(await roleAfter(changes)).toBe(role);
  });

  test('launch with names only', async () => {
    expect(await roleAfter({ email: null, [roles]: [uri] })).toBe(role);
  });

  test('launch with no personal information', async () => {
    expect(await roleAfter({ ...NO_NAMES, [roles]: [uri] })).toBe(role);
  });

  test('launch with e-mail but without a context', async () => {
    const changes = { ...NO_NAMES, email: 'somebody@example.test', [roles]: [uri] };
    expect(await roleAfter({ ...changes, [`${LTI}context`]: null })).toBe(role);
  });
});

describe('what platforms do besides', () => {
  test('an audience as a list with ourselves alone, and azp', async () => {
    expect(await roleAfter({ aud: ['client-1'], azp: 'client-1' })).toBe('student');
  });

  test('clocks that differ by less than a minute', async () => {
    for (const aheadSeconds of [50, -110]) {
      const iat = Math.floor(Date.now() / 1000) + aheadSeconds;
      expect(await roleAfter({ iat, exp: iat + 60 })).toBe('student');
    }
  });

  test('custom values that are not texts, and empty claims, are left aside', async () => {
    const changes = { [`${LTI}custom`]: { number: 5, list: [], task: 'x' }, name: '', email: null };
    expect(await roleAfter(changes)).toBe('student');
    expect(await roleAfter({ [`${LTI}custom`]: null, [`${LTI}context`]: 'wrong' })).toBe('student');
  });

  test('names with characters that no database keeps', async () => {
    const given = { name: 'Stu\0dent \ud83d', given_name: '\0', family_name: '\udc00' };
    const answer = await launch(tool, { sub: newSubject(), ...given });
    const session = await callApi(tool, answer.boot, 'GET', '/api/session');
    expect(session.body['name']).toBe('Student \ufffd');
  });

  test('launches of the same moment: a new course, one person twice, one refused', async () => {
    const context = { id: 'all-at-once', title: 'All at once' };
    const twice = newSubject();
    const subjects = [newSubject(), twice, newSubject(), twice, newSubject()];
    const [answers, refused] = await Promise.all([
      Promise.all(
        subjects.map((sub) =>
          launch(tool, { sub, [`${LTI}context`]: context, [`${LTI}roles`]: [INSTRUCTOR] }),
        ),
      ),
      launch(tool, { sub: newSubject(), aud: 'somebody-else' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(refused.status).toBe(401);
    const sessions = await Promise.all(
      answers.map(({ boot }) => callApi(tool, boot, 'GET', '/api/session')),
    );
    const people = sessions.map(({ body }) => body['personId']);
    expect(people[1]).toBe(people[3]);
    expect(new Set(people).size).toBe(4);
    expect(new Set(answers.map(({ boot }) => boot?.token)).size).toBe(5);
    const course = await callApi(tool, answers[0]?.boot ?? null, 'GET', '/api/course');
    expect(course.body['people']).toHaveLength(4);
  });

  test('a course that was renamed, and a launch that says less of it', async () => {
    const titleAfter = async (context: object) => {
      const answer = await launch(tool, { sub: newSubject(), [`${LTI}context`]: context });
      return (await callApi(tool, answer.boot, 'GET', '/api/session')).body['courseTitle'];
    };
    expect(await titleAfter({ id: 'renamed', title: 'Before' })).toBe('Before');
    expect(await titleAfter({ id: 'renamed', title: 'After' })).toBe('After');
    expect(await titleAfter({ id: 'renamed' })).toBe('After');
  });

  test('a role that is gone at the next launch is gone here', async () => {
    const sub = newSubject();
    expect(await roleAfter({ sub, [`${LTI}roles`]: [INSTRUCTOR] })).toBe('lecturer');
    expect(await roleAfter({ sub, [`${LTI}roles`]: [LEARNER] })).toBe('student');
  });

  test('people of links without a course do not meet', async () => {
    const launchOf = (id: string) =>
      launch(tool, {
        sub: newSubject(),
        [`${LTI}context`]: null,
        [`${LTI}resource_link`]: { id },
        [`${LTI}roles`]: [INSTRUCTOR],
      });
    await launchOf('lonely-1');
    const second = await launchOf('lonely-2');
    const course = await callApi(tool, second.boot, 'GET', '/api/course');
    expect(course.body['people']).toHaveLength(1);
  });

  test('the test student of a platform works, and does not stand among the people', async () => {
    const context = { id: 'with-test-student' };
    const role = await roleAfter({
      [`${LTI}context`]: context,
      [`${LTI}roles`]: [LEARNER, 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'],
    });
    expect(role).toBe('student');
    const lecturer = await launch(tool, {
      sub: newSubject(),
      [`${LTI}context`]: context,
      [`${LTI}roles`]: [INSTRUCTOR],
    });
    const course = await callApi(tool, lecturer.boot, 'GET', '/api/course');
    expect(course.body['people']).toHaveLength(1);
  });
});

const SESSION_KEY = 'sesskey=s3cretOfTheLms';

function recorded(file: string): Record<string, unknown> {
  const path = new URL(`../../fixtures/moodle/${file}.json`, import.meta.url);
  const { payload } = JSON.parse(
    readFileSync(path, 'utf8').replaceAll('sesskey=REDACTED', SESSION_KEY),
  ) as {
    payload: Record<string, unknown>;
  };
  return payload;
}

async function launchRecorded(file: string) {
  const login = await beginLogin(tool);
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    ...recorded(file),
    nonce: login.nonce,
    aud: 'client-1',
    iat: nowSeconds,
    exp: nowSeconds + 60,
  };
  const idToken = await tool.platform.sign(claims);
  return postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
}

describe('messages of a real Moodle 4.5', () => {
  test.each([
    ['idtoken-lecturer1', 'lecturer', 'Lena Lecturer'],
    ['idtoken-student1', 'student', 'Stu1 Student01'],
    // A non-editing teacher arrives as Instructor.
    ['idtoken-assessor1', 'lecturer', 'Asa Assessor'],
  ])('%s', async (file, role, name) => {
    const answer = await launchRecorded(file);
    expect(answer.status).toBe(200);
    expect(answer.boot?.returnUrl).toContain(SESSION_KEY);
    const session = await callApi(tool, answer.boot, 'GET', '/api/session');
    expect(session.body).toMatchObject({ role, name, courseTitle: 'ECE 101 Observation' });
  });

  test('deep linking: the page gets the return address, the tool keeps nothing of it', async () => {
    const answer = await launchRecorded('idtoken-deeplinking-lecturer1');
    expect(answer.boot?.target).toEqual({ screen: 'deep-linking' });
    expect(answer.boot?.deepLinking).toMatchObject({ acceptsMultiple: true });
    expect(answer.boot?.deepLinking?.returnUrl).toContain(SESSION_KEY);
    expect(answer.boot?.resumePath).toBeUndefined();
  });

  test('submission review: of others by those who mark, of oneself by anybody', async () => {
    expect((await launchRecorded('idtoken-submissionreview-lecturer1')).status).toBe(200);
    const student = await launchRecorded('idtoken-submissionreview-student1');
    const { sub, [`${LTI}for_user`]: forUser } = recorded('idtoken-submissionreview-student1');
    const isOwn = (forUser as { user_id: string }).user_id === sub;
    expect(student.status).toBe(isOwn ? 200 : 403);
    const forged = await launch(tool, {
      [`${LTI}message_type`]: 'LtiSubmissionReviewRequest',
      [`${LTI}for_user`]: { user_id: 'somebody-else' },
    });
    expect(forged.status).toBe(403);
    expect(forged.page).toContain('This page is for those who teach the course');
  });

  test('the session key of the LMS is neither in the database nor in the log', async () => {
    await launchRecorded('idtoken-lecturer1');
    const tables = await tool.database.pool.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(tables.rows.length).toBeGreaterThan(10);
    for (const { name } of tables.rows) {
      const found = await tool.database.pool.query(
        `SELECT 1 FROM ${name} AS row WHERE row::text LIKE '%sesskey%' OR row::text LIKE '%s3cret%'`,
      );
      expect(found.rowCount, name).toBe(0);
    }
    const log = tool.logged();
    expect(log).toContain('"msg":"launch"');
    expect(log).not.toMatch(/sesskey|s3cret|Lena|example\.test|eyJ/);
  });
});

describe('the page of a launch', () => {
  test('may be framed by the LMS alone and runs our own scripts alone', async () => {
    const login = await beginLogin(tool);
    const idToken = await tool.platform.sign(
      claimsOf(login, {
        [`${LTI}launch_presentation`]: { return_url: 'https://school.example/return?x=1' },
      }),
    );
    const answer = await postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(
      "frame-ancestors 'self' http://moodle.localhost:8080 https://school.example",
    );
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+';/);
    expect(policy).toContain("default-src 'none'");
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('may be framed by hosts that the operator named, and tells them how tall it is', async () => {
    await tool.database.pool.query('UPDATE platform SET frame_origins = $1 WHERE issuer = $2', [
      ['https://courses.school.example'],
      ISSUER,
    ]);
    tool.lti.platforms.forget();
    const answer = await launch(tool, { sub: newSubject() });
    await tool.database.pool.query("UPDATE platform SET frame_origins = '{}'");
    tool.lti.platforms.forget();
    expect(answer.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' http://moodle.localhost:8080 https://courses.school.example;",
    );
    expect(answer.boot?.frameOrigins).toEqual([
      'http://moodle.localhost:8080',
      'https://courses.school.example',
    ]);
  });

  test('opens in a window of its own for its own token, asked by its own page', async () => {
    const { boot } = await launch(tool, { sub: newSubject() });
    const ask = (fields: Record<string, string>, origin: string) =>
      fetch(`${tool.url}/app/window`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams(fields),
      });
    const fields = { token: boot?.token ?? '', target: JSON.stringify({ screen: 'course' }) };
    const opened = await ask(fields, PUBLIC_URL);
    expect([opened.status, opened.headers.get('location')]).toEqual([303, boot?.resumePath]);
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(tool.url + (boot?.resumePath ?? ''), { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self';");
    expect((await ask(fields, 'https://elsewhere.example')).status).toBe(401);
    expect((await ask(fields, 'null')).status).toBe(401);
    expect((await ask({ ...fields, token: `${fields.token}x` }, PUBLIC_URL)).status).toBe(401);
    const strange = { ...fields, target: JSON.stringify({ screen: 'anywhere' }) };
    expect((await ask(strange, PUBLIC_URL)).status).toBe(400);
    expect((await ask({ ...fields, target: '{' }, PUBLIC_URL)).status).toBe(400);
  });

  test('is there again after a reload, for the browser that launched alone', async () => {
    const answer = await launch(tool, { sub: newSubject() });
    const path = answer.boot?.resumePath ?? '';
    const cookie = answer.headers
      .getSetCookie()
      .map((text) => text.split(';')[0] ?? '')
      .find((text) => text.startsWith('__Host-lookfor-'));
    const again = await fetch(tool.url + path, { headers: { cookie: cookie ?? '' } });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('lookfor-boot');
    const stranger = await fetch(tool.url + path);
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).toContain('Open Lookfor from your course');
    const other = await launch(tool, { sub: newSubject() });
    const mixed = await fetch(tool.url + (other.boot?.resumePath ?? ''), {
      headers: {
        cookie: (cookie ?? '').replace(/-[0-9a-f]{12}=/, `-${other.boot?.resumePath?.slice(5)}=`),
      },
    });
    expect(mixed.status).toBe(401);
  });

  test('gives the browser that launched a token after its own has ended, asked by its own page', async () => {
    const answer = await launch(tool, { sub: newSubject() });
    const cookie = answer.headers
      .getSetCookie()
      .map((text) => text.split(';')[0] ?? '')
      .find((text) => text.startsWith('__Host-lookfor-'));
    const ask = (headers: Record<string, string>) =>
      fetch(`${tool.url}${answer.boot?.resumePath ?? ''}/token`, { method: 'POST', headers });
    const given = await ask({ origin: PUBLIC_URL, cookie: cookie ?? '' });
    expect([given.status, given.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { token } = (await given.json()) as { token: string };
    const session = await fetch(`${tool.url}/api/session`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(session.status).toBe(200);
    expect((await ask({ origin: PUBLIC_URL })).status).toBe(401);
    expect((await ask({ cookie: cookie ?? '' })).status).toBe(401);
    expect((await ask({ origin: 'https://elsewhere.example', cookie: cookie ?? '' })).status).toBe(
      401,
    );
  });

  test('speaks the language of the launch', async () => {
    const changes = { [`${LTI}launch_presentation`]: { locale: 'pl_PL' } };
    expect((await launch(tool, changes)).boot?.locale).toBe('pl');
  });

  test.each([
    ['pl', 'Ten odnośnik wygasł'],
    ['it-IT,it;q=0.9', 'Questo collegamento è scaduto'],
    ['nl', 'Deze link is verlopen'],
    ['fr-CA, en;q=0.5', 'Ce lien a expiré'],
    ['de, en;q=0.5', 'This link has expired'],
  ])('a refusal speaks the language of the browser: %s', async (language, heading) => {
    const answer = await postLaunch(tool, { id_token: 'x', state: 'unknown' }, '', {
      'accept-language': language,
    });
    expect(answer.page).toContain(heading);
  });
});

describe('sessions', () => {
  test('a token ends after a quarter of an hour and can be renewed before', async () => {
    const { boot } = await launch(tool, { sub: newSubject() });
    tool.setNow(new Date(Date.now() + 14 * 60_000));
    const renewed = await callApi(tool, boot, 'POST', '/api/session/token', {});
    expect(renewed.status).toBe(200);
    tool.setNow(new Date(Date.now() + 16 * 60_000));
    const late = await callApi(tool, boot, 'GET', '/api/session');
    expect(late).toMatchObject({ status: 401, body: { code: 'session_expired' } });
    const token = String(renewed.body['token']);
    const fresh = boot && { ...boot, token };
    expect((await callApi(tool, fresh, 'GET', '/api/session')).status).toBe(200);
    tool.setNow(new Date(Date.now() + 13 * 3_600_000));
    expect((await callApi(tool, fresh, 'GET', '/api/session')).status).toBe(401);
    tool.setNow(null);
  });

  test('a token that was altered is none', async () => {
    const { boot } = await launch(tool, { sub: newSubject() });
    const later = boot && { ...boot, token: boot.token.replace(/\.\d+\./, '.9999999999.') };
    expect(await callApi(tool, later, 'GET', '/api/session')).toMatchObject({
      status: 401,
      body: { code: 'not_signed_in' },
    });
    expect((await callApi(tool, null, 'GET', '/api/session')).status).toBe(401);
  });

  test('a platform that is switched off closes its sessions at once', async () => {
    const { boot } = await launch(tool, { sub: newSubject() });
    await tool.database.pool.query("UPDATE platform SET state = 'disabled'");
    expect((await callApi(tool, boot, 'GET', '/api/session')).status).toBe(401);
    tool.lti.platforms.forget();
    await expect(beginLogin(tool)).rejects.toThrow('403');
    await tool.database.pool.query("UPDATE platform SET state = 'active'");
    tool.lti.platforms.forget();
    expect((await callApi(tool, boot, 'GET', '/api/session')).status).toBe(200);
  });

  test('ended logins and sessions are swept away', async () => {
    await launch(tool, { sub: newSubject() });
    tool.setNow(new Date(Date.now() + 48 * 3_600_000));
    await tool.lti.sweep();
    tool.setNow(null);
    const left = await tool.database.pool.query(
      'SELECT (SELECT count(*) FROM spent_ticket) + (SELECT count(*) FROM session) AS left',
    );
    expect(left.rows).toEqual([{ left: '0' }]);
  });
});
