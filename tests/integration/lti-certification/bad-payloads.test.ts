import { SignJWT } from 'jose';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../lti/pretend-platform.ts';
import {
  beginLogin,
  claimsOf,
  launch,
  LTI,
  postLaunch,
  startPretendTool,
  type LaunchAnswer,
  type PretendTool,
} from '../lti/pretend-tool.ts';

/** Certification guide 1.3, 6.1.1: every one is refused with an error that a person can see. */
let tool: PretendTool;
beforeAll(async () => {
  tool = await startPretendTool();
});
afterAll(() => tool.close());

function expectRefusal(answer: LaunchAnswer, status: number, heading: string): void {
  expect(answer.status).toBe(status);
  expect(answer.boot).toBeNull();
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.page).toContain(`<h1>${heading}</h1>`);
  expect(answer.page).toMatch(/<code id="reference">[2-9A-Z]{3}-[2-9A-Z]{3}<\/code>/);
}

const UNVERIFIED = 'Lookfor could not verify the message of your LMS';
const INCOMPLETE = 'The message of your LMS is incomplete';
const EXPIRED = 'This link has expired';

async function launchWith(token: (claims: Record<string, unknown>) => Promise<string>) {
  const login = await beginLogin(tool);
  const idToken = await token(claimsOf(login));
  return postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
}

describe('6.1.1 bad payloads', () => {
  test('1 no kid sent in the JWT header', async () => {
    const answer = await launchWith((claims) => tool.platform.sign(claims, { kid: undefined }));
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('2 incorrect kid in the JWT header', async () => {
    const answer = await launchWith((claims) => tool.platform.sign(claims, { kid: 'imaginary' }));
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('3 wrong LTI version', async () => {
    expectRefusal(await launch(tool, { [`${LTI}version`]: '11.3' }), 400, INCOMPLETE);
  });

  test('4 no LTI version', async () => {
    expectRefusal(await launch(tool, { [`${LTI}version`]: null }), 400, INCOMPLETE);
  });

  test('5 invalid LTI message: a JWT without the shape of one', async () => {
    const answer = await launchWith(({ iss, aud, iat, exp, nonce }) =>
      tool.platform.sign({ iss, aud, iat, exp, nonce, name: 'badltilaunch' }),
    );
    expectRefusal(answer, 400, INCOMPLETE);
  });

  test.each(['target_link_uri', 'message_type', 'version', 'roles', 'deployment_id'])(
    '6 missing LTI claim: %s',
    async (claim) => {
      expectRefusal(await launch(tool, { [LTI + claim]: null }), 400, INCOMPLETE);
    },
  );

  const nowSeconds = Math.floor(Date.now() / 1000);
  test.each([
    ['iat and exp missing', { iat: null, exp: null }, UNVERIFIED],
    ['exp missing', { exp: null }, UNVERIFIED],
    ['exp past', { iat: nowSeconds - 300, exp: nowSeconds - 240 }, EXPIRED],
    ['iat future', { iat: nowSeconds + 3600, exp: nowSeconds + 7200 }, UNVERIFIED],
    ['iat long ago', { iat: nowSeconds - 7200, exp: nowSeconds + 600 }, EXPIRED],
    ['exp is a text', { exp: String(nowSeconds + 60) }, UNVERIFIED],
  ])('7 timestamps incorrect: %s', async (_name, changes, heading) => {
    const answer = await launch(tool, changes);
    expectRefusal(answer, heading === EXPIRED ? 400 : 401, heading);
  });

  test('8 message type claim missing', async () => {
    expectRefusal(await launch(tool, { [`${LTI}message_type`]: null }), 400, INCOMPLETE);
  });

  test('9 role claim missing', async () => {
    expectRefusal(await launch(tool, { [`${LTI}roles`]: null }), 400, INCOMPLETE);
  });

  test('10 deployment id claim missing', async () => {
    expectRefusal(await launch(tool, { [`${LTI}deployment_id`]: null }), 400, INCOMPLETE);
  });

  test('11 resource link id claim missing', async () => {
    const answer = await launch(tool, { [`${LTI}resource_link`]: { title: 'no id' } });
    expectRefusal(answer, 400, INCOMPLETE);
  });

  test('12 user claim missing', async () => {
    const answer = await launch(tool, { sub: null });
    expectRefusal(answer, 403, 'Your LMS did not say who you are');
  });
});

describe('more that must be refused', () => {
  test('alg none', async () => {
    const answer = await launchWith((claims) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const header = { alg: 'none', typ: 'JWT', kid: tool.platform.kid };
      return Promise.resolve(`${part(header)}.${part(claims)}.`);
    });
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('HS256 with the public key as secret', async () => {
    const answer = await launchWith((claims) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const text = `${part({ alg: 'HS256', kid: tool.platform.kid })}.${part(claims)}`;
      const secret = JSON.stringify(tool.platform.publishedKeys[0]);
      const signature = createHmac('sha256', secret).update(text).digest('base64url');
      return Promise.resolve(`${text}.${signature}`);
    });
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('a header that demands to be understood', async () => {
    const answer = await launchWith((claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: tool.platform.kid, crit: ['rule'], rule: 1 })
        .sign(tool.platform.privateKey, { crit: { rule: true } }),
    );
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('a good signature with words around it, or cut short', async () => {
    for (const spoil of [
      (token: string) => `${token}=`,
      (token: string) => ` ${token}`,
      (token: string) => token.slice(0, -4),
      (token: string) => token.slice(0, token.lastIndexOf('.') + 1),
      (token: string) => token.replace('.', '.A'),
    ]) {
      const answer = await launchWith(async (claims) => spoil(await tool.platform.sign(claims)));
      expectRefusal(answer, 401, UNVERIFIED);
    }
  });

  test('a key that the header brings along', async () => {
    const other = await makeKey(tool.platform.kid);
    const answer = await launchWith((claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: other.kid, jwk: other.jwk })
        .sign(other.privateKey),
    );
    expectRefusal(answer, 401, UNVERIFIED);
  });

  test('another issuer', async () => {
    expectRefusal(await launch(tool, { iss: 'http://moodle.localhost:8080/' }), 401, UNVERIFIED);
  });

  test.each([
    ['another audience', { aud: 'somebody-else' }],
    ['an audience with a foreign member', { aud: ['client-1', 'somebody-else'] }],
    ['no audience', { aud: null }],
    ['azp of somebody else', { azp: 'somebody-else' }],
    ['the nonce of another login', { nonce: 'another' }],
  ])('%s', async (_name, changes) => {
    expectRefusal(await launch(tool, changes), 401, UNVERIFIED);
  });

  test('a replayed message', async () => {
    const login = await beginLogin(tool);
    const idToken = await tool.platform.sign(claimsOf(login));
    const fields = { id_token: idToken, state: login.state };
    expect((await postLaunch(tool, fields, login.cookie)).status).toBe(200);
    const again = await postLaunch(tool, fields, login.cookie);
    expectRefusal(again, 400, 'This link was used already');
    const other = await beginLogin(tool);
    const moved = await postLaunch(tool, { ...fields, state: other.state }, other.cookie);
    expectRefusal(moved, 401, UNVERIFIED);
  });

  test('of many copies at once exactly one opens', async () => {
    const login = await beginLogin(tool);
    const fields = { id_token: await tool.platform.sign(claimsOf(login)), state: login.state };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => postLaunch(tool, fields, login.cookie)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(7);
  });

  test('a login whose message was refused, which a good one cannot use any more', async () => {
    const login = await beginLogin(tool);
    const bad = await tool.platform.sign(claimsOf(login, { nonce: 'another' }));
    const good = await tool.platform.sign(claimsOf(login));
    const fields = { id_token: good, state: login.state };
    const refused = await postLaunch(tool, { ...fields, id_token: bad }, login.cookie);
    expectRefusal(refused, 401, UNVERIFIED);
    expectRefusal(await postLaunch(tool, fields, login.cookie), 400, 'This link was used already');
  });

  test('a state with another word in it', async () => {
    const login = await beginLogin(tool);
    const [text = '', signature = ''] = login.state.split('.');
    const facts = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    facts[2] = Number(facts[2]) + 60_000;
    const state = `${Buffer.from(JSON.stringify(facts)).toString('base64url')}.${signature}`;
    const fields = { id_token: await tool.platform.sign(claimsOf(login)), state };
    expectRefusal(await postLaunch(tool, fields, login.cookie), 400, EXPIRED);
  });

  test('a deployment or a frame whose name is no name', async () => {
    for (const name of ['lti_deployment_id', 'lti_storage_target']) {
      const begun = beginLogin(tool, { [name]: 'x'.repeat(256) });
      await expect(begun).rejects.toThrow('login answered 400');
    }
  });

  test('the state of another browser, which is then of no use to anybody', async () => {
    const login = await beginLogin(tool);
    const stranger = await beginLogin(tool);
    const fields = { id_token: await tool.platform.sign(claimsOf(login)), state: login.state };
    const answer = await postLaunch(tool, fields, stranger.cookie);
    expectRefusal(answer, 401, 'Lookfor could not recognise your browser');
    expectRefusal(await postLaunch(tool, fields, login.cookie), 400, 'This link was used already');
  });

  test('a cookie that was made up', async () => {
    const login = await beginLogin(tool);
    const fields = { id_token: await tool.platform.sign(claimsOf(login)), state: login.state };
    const forged = login.cookie.replace(/(__Host-lti-[0-9a-f]{16})=[^;]+/, '$1=guessed');
    expect(forged).not.toBe(login.cookie);
    const answer = await postLaunch(tool, fields, forged);
    expectRefusal(answer, 401, 'Lookfor could not recognise your browser');
  });

  test('no state, and a state that nobody began', async () => {
    const login = await beginLogin(tool);
    const idToken = await tool.platform.sign(claimsOf(login));
    expectRefusal(await postLaunch(tool, { id_token: idToken }, login.cookie), 400, INCOMPLETE);
    const unknown = await postLaunch(tool, { id_token: idToken, state: 'unknown' }, login.cookie);
    expectRefusal(unknown, 400, EXPIRED);
  });

  test('a login that is older than ten minutes', async () => {
    const login = await beginLogin(tool);
    const fields = { id_token: await tool.platform.sign(claimsOf(login)), state: login.state };
    tool.setNow(new Date(Date.now() + 11 * 60_000));
    const answer = await postLaunch(tool, fields, login.cookie);
    tool.setNow(null);
    expectRefusal(answer, 400, EXPIRED);
  });

  test('a deployment that is not known is noted for the operator', async () => {
    const answer = await launch(tool, { [`${LTI}deployment_id`]: 'new-faculty' });
    expectRefusal(answer, 403, 'Lookfor is not switched on here yet');
    const [registered] = await tool.lti.platforms.list();
    expect(registered?.deployments).toContainEqual({
      platformId: registered?.platform.id,
      deploymentId: 'new-faculty',
      state: 'pending',
      institution: 'Pretend, deployment new-faculty',
    });
    const again = await launch(tool, { [`${LTI}deployment_id`]: 'new-faculty' });
    expectRefusal(again, 403, 'Lookfor is not switched on here yet');
  });

  test('the deployment of another tenant, of the same issuer', async () => {
    await tool.lti.platforms.register({
      name: 'Second school',
      issuer: 'http://moodle.localhost:8080',
      clientId: 'client-2',
      authUrl: 'http://moodle.localhost:8080/auth',
      tokenUrl: `${tool.platform.url}/token`,
      jwksUrl: `${tool.platform.url}/jwks`,
      deploymentIds: ['of-second-school'],
    });
    const answer = await launch(tool, { [`${LTI}deployment_id`]: 'of-second-school' });
    expectRefusal(answer, 403, 'Lookfor is not switched on here yet');
  });

  test('a deployment that differs from the one of the login', async () => {
    const login = await beginLogin(tool, { lti_deployment_id: '3' });
    const idToken = await tool.platform.sign(claimsOf(login));
    const answer = await postLaunch(tool, { id_token: idToken, state: login.state }, login.cookie);
    expectRefusal(answer, 403, 'Lookfor is not switched on here yet');
  });

  test.each(['https://evil.example/', 'javascript:alert(1)', 'http://tool.localhost:3100.evil/'])(
    'target_link_uri on a foreign host: %s',
    async (address) => {
      const answer = await launch(tool, { [`${LTI}target_link_uri`]: address });
      expectRefusal(answer, 400, INCOMPLETE);
    },
  );

  test('a token of 1 MB', async () => {
    const login = await beginLogin(tool);
    const fields = { id_token: 'a'.repeat(1_048_576), state: login.state };
    const answer = await postLaunch(tool, fields, login.cookie);
    expectRefusal(answer, 400, 'This is not the whole link');
  });

  test.each(['', 'not a token', 'a.b.c', '{}.{}.{}', 'e30.e30.e30'])(
    'something that is no token: %j',
    async (idToken) => {
      const login = await beginLogin(tool);
      const answer = await postLaunch(
        tool,
        { id_token: idToken, state: login.state },
        login.cookie,
      );
      expect(answer.status).toBe(idToken === '' ? 400 : 401);
      expect(answer.page).toContain('<h1>');
    },
  );

  test('a message type that nobody knows', async () => {
    const answer = await launch(tool, { [`${LTI}message_type`]: 'LtiEulaRequest' });
    expectRefusal(answer, 400, 'Lookfor cannot open this kind of link');
  });

  test('an error of the platform, with and without state', async () => {
    const login = await beginLogin(tool);
    const error = { error: 'login_required', error_description: '<b>echo</b>' };
    const answer = await postLaunch(tool, { ...error, state: login.state }, login.cookie);
    expectRefusal(answer, 400, 'Your LMS could not sign you in');
    expect(answer.page).not.toContain('echo');
    expectRefusal(await postLaunch(tool, error), 400, 'Your LMS could not sign you in');
    const byAddress = await fetch(`${tool.url}/lti/launch?error=login_required`);
    expect(byAddress.status).toBe(400);
    expect(await byAddress.text()).toContain('<h1>Your LMS could not sign you in</h1>');
    expect((await fetch(`${tool.url}/lti/launch?id_token=x&state=y`)).status).toBe(400);
  });

  test('nothing that was sent stands in the page', async () => {
    const marker = '"><script>alert(1)</script>';
    const answer = await postLaunch(tool, { id_token: marker, state: marker, [marker]: marker });
    expect(answer.status).toBe(400);
    expect(answer.page).not.toContain('alert(1)');
  });
});
