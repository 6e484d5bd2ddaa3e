import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InvitationWish } from '#server/lti/registration/invitations.service';
import { PUBLIC_URL, startPretendTool, type PretendTool } from './pretend-tool.ts';

const PLATFORM = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

let tool: PretendTool;
let clientNumber = 0;
beforeAll(async () => {
  tool = await startPretendTool({
    config: { publicUrl: PUBLIC_URL, registrationsPerMinute: 1_000 },
  });
});
afterAll(() => tool.close());
beforeEach(() => {
  tool.platform.asked.length = 0;
  offer();
  answerRegistration();
});

function configuration(): Record<string, unknown> {
  const { url } = tool.platform;
  return {
    issuer: url,
    authorization_endpoint: `${url}/auth`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    registration_endpoint: `${url}/register?site=7`,
    scopes_supported: [
      'openid',
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
      'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ],
    claims_supported: ['sub', 'iss', 'name', 'email'],
    [PLATFORM]: {
      product_family_code: 'moodle',
      version: '4.5',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
    },
  };
}

function offer(changes: Record<string, unknown> = {}): void {
  const body = { ...configuration(), ...changes };
  tool.platform.answers.set('GET /configuration?key=1', { body });
}

function answerRegistration(
  answer: { status?: number; body?: unknown } = {
    body: {
      client_id: `client-${(clientNumber += 1)}`,
      scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
      jwks_uri: 'https://attacker.example/jwks',
      [TOOL]: { deployment_id: 12 },
    },
  },
): void {
  tool.platform.answers.set('POST /register?site=7', answer);
}

async function invited(wish: Partial<InvitationWish> = {}): Promise<string> {
  const name = wish.name ?? `LMS ${clientNumber}`;
  const { address } = await tool.lti.invitations.create({ ...wish, name });
  return new URL(address).pathname;
}

async function openPage(
  path: string,
  query: Record<string, string> = {},
  language = 'en',
): Promise<{ status: number; page: string; headers: Headers }> {
  const parameters = new URLSearchParams({
    openid_configuration: `${tool.platform.url}/configuration?key=1`,
    registration_token: 'the-token',
    ...query,
  });
  const answer = await fetch(`${tool.url}${path}?${parameters}`, {
    headers: { 'accept-language': language },
  });
  return { status: answer.status, page: await answer.text(), headers: answer.headers };
}

async function agree(path: string, page: string): Promise<{ status: number; page: string }> {
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(`${tool.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ sealed }),
  });
  return { status: answer.status, page: await answer.text() };
}

function posted(): { headers: Record<string, string>; body: Record<string, unknown> } | null {
  const found = tool.platform.asked.find(({ method }) => method === 'POST');
  return found
    ? { headers: found.headers, body: JSON.parse(found.body) as Record<string, unknown> }
    : null;
}

async function registered(name: string) {
  return (await tool.lti.platforms.list()).find(({ platform }) => platform.name === name);
}

describe('an administrator registers an LMS by an invitation', () => {
  test('reads what is asked for, agrees, and is done; the operator switches it on', async () => {
    const path = await invited({ name: 'College A', institution: 'Institution of A' });
    const first = await openPage(path);
    expect(first.status).toBe(200);
    for (const words of ['Add Lookfor to College A', tool.platform.url, 'Send marks', 'pseudonyms'])
      expect(first.page).toContain(words);
    expect(first.page).toContain('Whether marks arrived cannot be checked.');
    expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(tool.platform.asked.map(({ method }) => method)).toEqual(['GET']);
    expect(tool.platform.asked[0]?.headers['authorization']).toBe('Bearer the-token');
    expect(await registered('College A')).toBeUndefined();

    const done = await agree(path, first.page);
    expect(done.status).toBe(200);
    expect(done.page).toContain('Lookfor is added');
    expect(done.page).toContain('<body class="launch registered">');
    // The answer grants line items only.
    expect(done.page).toContain('Your LMS did not grant:');
    expect(posted()?.headers['authorization']).toBe('Bearer the-token');
    expect(posted()?.headers['content-type']).toBe('application/json');
    expect(posted()?.body).toMatchObject({
      initiate_login_uri: 'http://tool.localhost:3100/lti/login',
      redirect_uris: ['http://tool.localhost:3100/lti/launch'],
      jwks_uri: 'http://tool.localhost:3100/lti/jwks',
      scope: [
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
        'https://purl.imsglobal.org/spec/lti-ags/scope/score',
        'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
      ].join(' '),
      // Moodle compares host and port.
      [TOOL]: { domain: 'tool.localhost:3100', claims: ['iss', 'sub', 'name', 'email'] },
    });

    const found = await registered('College A');
    expect(found?.platform).toMatchObject({
      state: 'pending',
      issuer: tool.platform.url,
      family: 'moodle',
      // An address in the answer never replaces one that was checked.
      jwksUrl: `${tool.platform.url}/jwks`,
    });
    expect(found?.deployments).toEqual([
      expect.objectContaining({
        deploymentId: '12',
        state: 'active',
        institution: 'Institution of A',
      }),
    ]);

    const login = new URLSearchParams({
      iss: tool.platform.url,
      client_id: found?.platform.clientId ?? '',
      login_hint: '1',
      target_link_uri: 'http://tool.localhost:3100/lti/launch',
    });
    const knock = () => fetch(`${tool.url}/lti/login?${login}`, { redirect: 'manual' });
    const waiting = await knock();
    expect(waiting.status).toBe(403);
    expect(await waiting.text()).toContain('Lookfor is not switched on for this LMS yet');
    await tool.lti.platforms.setState(found?.platform.id ?? '', 'active');
    expect((await knock()).status).toBe(200);
  });

  test('no token, no authorization (Brightspace); active at once; deployment at first launch', async () => {
    answerRegistration({ body: { client_id: 'without-deployment' } });
    const path = await invited({ name: 'College B', activatesAtOnce: true });
    const { page } = await openPage(path, { registration_token: '' });
    expect((await agree(path, page)).page).toContain('It can be used in courses now.');
    expect(tool.platform.asked.every(({ headers }) => headers['authorization'] === undefined)).toBe(
      true,
    );
    const found = await registered('College B');
    expect(found?.platform).toMatchObject({ state: 'active', unknownDeployments: 'activate' });
    const opened = await tool.lti.platforms.openDeployment(found!.platform, 'told-at-launch');
    expect(opened.state).toBe('active');
  });

  test('switched on later, an LMS that named no deployment brings it by its first launch (Canvas)', async () => {
    answerRegistration({ body: { client_id: 'later-deployment' } });
    const path = await invited({ name: 'College C' });
    const { page } = await openPage(path, {});
    await agree(path, page);
    const found = await registered('College C');
    await tool.lti.platforms.setState(found?.platform.id ?? '', 'active');
    const { platform } = (await registered('College C'))!;
    const opened = await tool.lti.platforms.openDeployment(platform, 'told-at-launch');
    expect(opened.state).toBe('active');
  });

  test.each([
    ['pl', 'O co prosi Lookfor'],
    ['it', 'Che cosa chiede Lookfor'],
    ['nl', 'Wat Lookfor vraagt'],
    ['fr', 'Ce que demande Lookfor'],
  ])('the page speaks %s', async (language, words) => {
    expect((await openPage(await invited(), {}, language)).page).toContain(words);
  });
});

describe('refused, in words', () => {
  test('an invitation that is unknown, taken back, expired or used', async () => {
    expect((await openPage('/lti/register/made-up')).status).toBe(404);
    expect((await openPage('/lti/register')).status).toBe(404);

    const { invitation, address } = await tool.lti.invitations.create({ name: 'Taken back' });
    await tool.lti.invitations.revoke(invitation.id);
    const revoked = await openPage(new URL(address).pathname);
    expect([revoked.status, revoked.page.includes('This is not an invitation')]).toEqual([
      404,
      true,
    ]);

    const late = await invited({ days: 1 });
    tool.setNow(new Date(Date.now() + 25 * 3_600_000));
    const expired = await openPage(late);
    tool.setNow(null);
    expect([expired.status, expired.page.includes('has expired')]).toEqual([410, true]);

    const path = await invited();
    const { page } = await openPage(path);
    expect((await agree(path, page)).status).toBe(200);
    const again = await agree(path, page);
    expect([again.status, again.page.includes('was used already')]).toEqual([410, true]);
    expect((await openPage(path)).status).toBe(410);
  });

  test('of many who agree at once, one registers', async () => {
    const path = await invited({ name: 'Pressed often' });
    const { page } = await openPage(path);
    const answers = await Promise.all(Array.from({ length: 5 }, () => agree(path, page)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(tool.platform.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('opened in a browser without an LMS', async () => {
    const answer = await fetch(`${tool.url}${await invited()}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Paste this address into your LMS');
    // One that serves nothing is not recommended for pasting.
    const unknown = await fetch(`${tool.url}/lti/register/made-up`);
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('This is not an invitation');
  });

  test('whoever registers by hand reads each address, and the parameters of every link', async () => {
    const page = await (await fetch(`${tool.url}/lti/config`)).text();
    for (const path of ['launch', 'login', 'jwks', 'config.json'])
      expect(page).toContain(`/lti/${path}</code>`);
    expect(page).toContain('groups=$Moodle.Person.userGroupIds');
    expect(page).toContain('link_history=$ResourceLink.id.history<br>');
  });

  test.each([
    ['a private address', 'https://10.0.0.7/configuration', 'may not be called'],
    ['a private address in the loopback', 'https://[::1]/configuration', 'may not be called'],
    ['no https', 'http://lms.example/configuration', 'may not be called'],
    ['no address', 'configuration', 'may not be called'],
  ])('a configuration on %s', async (_what, address, words) => {
    const refused = await openPage(await invited(), { openid_configuration: address });
    expect([refused.status, refused.page.includes(words)]).toEqual([400, true]);
    expect(tool.platform.asked).toHaveLength(0);
  });

  test.each([
    ['the key set', { jwks_uri: 'https://192.168.1.1/jwks' }],
    ['the token address', { token_endpoint: 'http://lms.example/token' }],
    ['the registration address', { registration_endpoint: 'https://169.254.169.254/latest' }],
    ['the sign-in', { authorization_endpoint: 'http://lms.example/auth' }],
  ])('%s on an address that may not be called', async (_what, change) => {
    offer(change);
    const refused = await openPage(await invited());
    expect([refused.status, refused.page.includes('may not be called')]).toEqual([400, true]);
  });

  test.each([
    ['issuer of another host', { issuer: 'https://moodle.example' }, {}, 400, 'another address'],
    [
      'issuer of another invitation',
      {},
      { allowedIssuer: 'https://moodle.example' },
      403,
      'another LMS',
    ],
    ['no LTI member', { [PLATFORM]: undefined }, {}, 400, 'cannot be used'],
    ['no RS256', { id_token_signing_alg_values_supported: ['ES256'] }, {}, 400, 'RS256'],
    ['no private_key_jwt', { token_endpoint_auth_methods_supported: ['x'] }, {}, 400, 'lacks'],
  ])('%s', async (_what, change, wish, status, words) => {
    offer(change);
    const refused = await openPage(await invited(wish));
    expect([refused.status, refused.page.includes(words)]).toEqual([status, true]);
  });

  test('an issuer that the operator named may live elsewhere (Canvas on a host of its own)', async () => {
    offer({ issuer: 'https://canvas.instructure.com' });
    const path = await invited({ allowedIssuer: 'https://canvas.instructure.com' });
    expect((await openPage(path)).status).toBe(200);
  });

  test('the LMS refuses: its words are shown as text, and the invitation serves again', async () => {
    answerRegistration({ status: 422, body: '{"errors":["<b>missing claims</b>"]}' });
    const path = await invited();
    const { page } = await openPage(path);
    const refused = await agree(path, page);
    expect(refused.status).toBe(424);
    expect(refused.page).toContain('missing claims');
    expect(refused.page).not.toContain('<b>missing');
    answerRegistration();
    expect((await agree(path, page)).status).toBe(200);
  });

  test('a registration that exists is never taken over', async () => {
    answerRegistration({ body: { client_id: 'taken' } });
    const first = await invited({ name: 'The first' });
    expect((await agree(first, (await openPage(first)).page)).status).toBe(200);
    const second = await invited({ name: 'The second' });
    expect((await agree(second, (await openPage(second)).page)).status).toBe(409);
    expect((await registered('The first'))?.platform.state).toBe('pending');
    expect(await registered('The second')).toBeUndefined();
  });

  test('a page of another invitation, altered, or too old', async () => {
    const path = await invited();
    const { page } = await openPage(path);
    expect((await agree(await invited(), page)).status).toBe(400);
    expect((await agree(path, page.replace('value="', 'value="A'))).status).toBe(400);
    tool.setNow(new Date(Date.now() + 46 * 60_000));
    expect((await agree(path, page)).status).toBe(400);
    tool.setNow(null);
  });
});

test('neither token nor invitation stands in the log', () => {
  expect(tool.logged()).toContain('registration');
  expect(tool.logged()).not.toContain('the-token');
  expect(tool.logged()).not.toMatch(/\/lti\/register\/[\w-]{20,}/);
});

test('by hand: a page of addresses, and the configuration that Canvas reads', async () => {
  const page = await (await fetch(`${tool.url}/lti/config`)).text();
  expect(page).toContain('http://tool.localhost:3100/lti/jwks');
  const canvas: unknown = await (await fetch(`${tool.url}/lti/config.json`)).json();
  expect(canvas).toMatchObject({
    oidc_initiation_url: 'http://tool.localhost:3100/lti/login',
    public_jwk_url: 'http://tool.localhost:3100/lti/jwks',
    scopes: [
      'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
      'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
      'https://purl.imsglobal.org/spec/lti/scope/noticehandlers',
    ],
    extensions: [
      {
        ...{ platform: 'canvas.instructure.com', privacy_level: 'public' },
        domain: 'tool.localhost',
        settings: {
          icon_url: 'http://tool.localhost:3100/lti/icon.svg',
          placements: [
            { placement: 'assignment_selection', message_type: 'LtiDeepLinkingRequest' },
            { placement: 'link_selection' },
            { placement: 'course_assignments_menu' },
            { placement: 'module_index_menu_modal' },
            { placement: 'editor_button', icon_url: 'http://tool.localhost:3100/lti/icon.svg' },
          ],
        },
      },
    ],
  });
  const icon = await fetch(`${tool.url}/lti/icon.svg`);
  expect(icon.headers.get('content-type')).toContain('image/svg+xml');
  expect(icon.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});
