import { describe, expect, test } from 'vitest';
import {
  authenticationUrl,
  bindingCookieName,
  partitionedCookie,
  readCookie,
  readLoginRequest,
} from '#server/lti/login.rules';
import { quirksOf } from '#server/lti/platform-quirks';

const COMPLETE = { iss: 'https://lms.example', login_hint: '5', target_link_uri: 'https://t/' };

describe('a login', () => {
  test('as Moodle sends it', () => {
    expect(
      readLoginRequest({
        ...COMPLETE,
        lti_message_hint: '{"cmid":8}',
        client_id: 'c',
        lti_deployment_id: '2',
      }),
    ).toEqual({
      issuer: 'https://lms.example',
      loginHint: '5',
      messageHint: '{"cmid":8}',
      clientId: 'c',
      deploymentHint: '2',
      storageTarget: null,
    });
  });

  test('Canvas has used a shorter name for the deployment', () => {
    expect(readLoginRequest({ ...COMPLETE, deployment_id: '7' })).toMatchObject({
      deploymentHint: '7',
    });
  });

  test.each([
    [{ iss: undefined }, 'iss is missing'],
    [{ iss: '' }, 'iss is missing'],
    [{ login_hint: undefined }, 'login_hint is missing'],
    [{ target_link_uri: undefined }, 'target_link_uri is missing'],
    [{ iss: ['a', 'b'] }, 'iss stands twice'],
    [{ lti_message_hint: 'x'.repeat(8_193) }, 'lti_message_hint is too long'],
  ])('%j', (change, wrong) => {
    expect(readLoginRequest({ ...COMPLETE, ...change })).toEqual({ wrong });
  });
});

test('the authorisation address keeps its query and echoes the hints exactly', () => {
  const url = new URL(
    authenticationUrl({
      authUrl: 'https://lms.example/auth?site=1',
      clientId: 'c',
      redirectUri: 'https://tool.example/lti/launch',
      loginHint: 'a+b&c=d',
      messageHint: '{"cmid":8,"launchid":"x y"}',
      state: 's',
      nonce: 'n',
    }),
  );
  expect(url.searchParams.get('site')).toBe('1');
  expect(url.searchParams.get('login_hint')).toBe('a+b&c=d');
  expect(url.searchParams.get('lti_message_hint')).toBe('{"cmid":8,"launchid":"x y"}');
});

test('cookies of logins do not collide, and say nothing of the state', () => {
  expect(bindingCookieName('state-1')).toMatch(/^__Host-lti-[0-9a-f]{16}$/);
  expect(bindingCookieName('state-1')).not.toBe(bindingCookieName('state-2'));
  expect(partitionedCookie('__Host-x', 'v', 60)).toBe(
    '__Host-x=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned',
  );
});

test.each([
  ['a=1; b=2', 'b', '2'],
  ['a=1;b=x=y', 'b', 'x=y'],
  ['ab=1', 'b', null],
  ['b', 'b', null],
  [undefined, 'b', null],
])('the header %j has %s = %j', (header, name, value) => {
  expect(readCookie(header, name)).toBe(value);
});

test('an unknown platform is treated like the one that is easiest to harm', () => {
  expect(quirksOf(null)).toEqual(quirksOf('never heard of'));
  expect(quirksOf(null).postsProgress).toBe(false);
  expect(quirksOf('constructor').postsProgress).toBe(false);
  expect(quirksOf('moodle')).toMatchObject({ postsProgress: false, resultsInPages: false });
  expect(quirksOf('canvas').postsProgress).toBe(true);
  expect(quirksOf('sakai').voidTokenStatuses).toContain(403);
});
