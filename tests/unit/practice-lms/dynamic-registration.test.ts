import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformKey } from '../../../lti-tool/practice-lms/platforms/platform.ts';
import { openBench, send, type Answer, type Bench } from './pretend-tool.ts';

const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.lms.state.reset({ keepTools: true });
});

/** Max pastes an address; answers with the page, and the address that the tool is opened with. */
async function paste(address: string, as = 'max'): Promise<{ answer: Answer; opened: URL | null }> {
  const answer = await send(`${bench.lms.baseUrl}/administration/by-address`, {
    ...{ method: 'POST', as },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: bench.lms.baseUrl },
    body: new URLSearchParams({ address }).toString(),
  });
  const source = /<iframe[^>]* src="([^"]+)"/.exec(answer.text)?.[1]?.replaceAll('&amp;', '&');
  return { answer, opened: source === undefined ? null : new URL(source) };
}

/** The tool tells about itself, with a token or without. */
function tell(metadata: unknown, token: string | null): Promise<Answer> {
  return send(`${bench.lms.baseUrl}/registration`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(metadata),
  });
}

function metadata(domain = 'other.example'): Record<string, unknown> {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: 'https://other.example:8443/login',
    redirect_uris: ['https://other.example:8443/launch'],
    client_name: 'Other tool',
    jwks_uri: 'https://other.example:8443/jwks',
    token_endpoint_auth_method: 'private_key_jwt',
    scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score https://example.com/unknown',
    [TOOL]: {
      domain,
      target_link_uri: 'https://other.example:8443/launch',
      claims: ['sub', 'name'],
      messages: [
        { type: 'LtiDeepLinkingRequest', target_link_uri: 'https://other.example:8443/choose' },
      ],
    },
  };
}

async function tokenOf(): Promise<string> {
  const { opened } = await paste('https://other.example:8443/register/secret?kept=1');
  return opened?.searchParams.get('registration_token') ?? '';
}

const others = () => bench.lms.state.tools.filter(({ name }) => name === 'Other tool');

describe('a pasted address', () => {
  test('is opened in a frame with the configuration of the LMS and a token', async () => {
    const { opened } = await paste(' https://other.example:8443/register/secret?kept=1 ');
    expect(opened?.origin + (opened?.pathname ?? '')).toBe(
      'https://other.example:8443/register/secret',
    );
    expect(opened?.searchParams.get('kept')).toBe('1');
    const configuration = await send(opened?.searchParams.get('openid_configuration') ?? '');
    expect(JSON.parse(configuration.text)).toMatchObject({
      issuer: bench.lms.issuer,
      registration_endpoint: `${bench.lms.baseUrl}/registration`,
    });
  });

  test.each(['', 'other.example', 'javascript:alert(1)'])('%j is none', async (address) => {
    const { answer, opened } = await paste(address);
    expect(answer.status).toBe(422);
    expect(opened).toBeNull();
  });

  test('is not for lecturers', async () => {
    expect((await paste('https://other.example/register', 'lee')).answer.status).toBe(403);
  });
});

describe('a tool that tells about itself', () => {
  test('is registered with the rights that exist here, once', async () => {
    const token = await tokenOf();
    const answer = await tell(metadata(), token);
    expect(answer.status).toBe(201);
    const [tool] = others();
    expect(tool).toMatchObject({
      loginUrl: 'https://other.example:8443/login',
      deepLinkingUrl: 'https://other.example:8443/choose',
      scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      client_id: tool?.clientId,
      scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
      [TOOL]: { deployment_id: tool?.deploymentId },
    });
    expect((await tell(metadata(), token)).status).toBe(401);
    expect(others()).toHaveLength(1);
    bench.lms.state.removeTool(tool?.clientId ?? '');
  });

  test.each([null, 'invented'])('is refused with the token %j', async (token) => {
    expect((await tell(metadata(), token)).status).toBe(401);
    expect(others()).toHaveLength(0);
  });

  test('is refused when something is missing, and may try again', async () => {
    const token = await tokenOf();
    const refused = await tell({ ...metadata(), redirect_uris: [] }, token);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('redirect_uris');
    expect((await tell('not JSON at all', token)).status).toBe(400);
    expect((await tell(metadata(), token)).status).toBe(201);
    for (const { clientId } of others()) bench.lms.state.removeTool(clientId);
  });
});

describe('the platforms differ', () => {
  const play = (platform: PlatformKey) => bench.lms.state.playPlatform(platform);

  test('Moodle compares the domain with its port, others take a host alone', async () => {
    play('moodle');
    expect((await tell(metadata(), await tokenOf())).text).toContain(
      'domain_targetlinkuri_mismatch',
    );
    expect((await tell(metadata('other.example:8443'), await tokenOf())).status).toBe(201);
    play('canvas');
    expect((await tell(metadata('other.example:8443'), await tokenOf())).status).toBe(400);
    expect((await tell(metadata(), await tokenOf())).status).toBe(201);
  });

  test('Canvas names no deployment', async () => {
    play('canvas');
    const answer = await tell(metadata(), await tokenOf());
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain('deployment_id');
  });

  test('Brightspace hands out no token, and waits for one tool at a time', async () => {
    play('brightspace');
    const { opened } = await paste('https://other.example:8443/register');
    expect(opened?.searchParams.has('registration_token')).toBe(false);
    expect(opened?.searchParams.get('openid_configuration')).toContain('/d2l/.well-known/');
    const told = metadata('other.example:8443');
    expect((await tell(told, null)).status).toBe(201);
    expect((await tell(told, null)).status).toBe(401);
  });
});
