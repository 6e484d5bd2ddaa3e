import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  authenticationRequest,
  beginLaunch,
  encode,
  formOf,
  jsonOf,
  launch,
  openBench,
  send,
} from './pretend-tool.ts';
import type { Bench } from './pretend-tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const open = '/activities/1/open';

describe('a launch', () => {
  test('carries a signed id_token that verifies against the key set, for sixty seconds', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' });
    const { action, fields } = formOf(answer.text);
    expect(action).toBe(bench.tool.redirectUris[0]);
    expect(fields['state']).toBe(request['state']);

    const keySet = jsonOf(await send(`${bench.lms.baseUrl}/jwks`)) as unknown as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(
      fields['id_token'] ?? '',
      createLocalJWKSet(keySet),
      {
        issuer: bench.lms.issuer,
        audience: bench.tool.clientId,
        currentDate: new Date(bench.clock.ms),
      },
    );
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: keySet.keys[0]?.kid });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    expect(payload).toMatchObject({
      nonce: request['nonce'],
      sub: '5',
      name: 'Sam Sparrow',
      email: 'sam@example.org',
      locale: 'en',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}message_type`]: 'LtiResourceLinkRequest',
      [`${LTI}deployment_id`]: bench.tool.deploymentId,
      [`${LTI}target_link_uri`]: bench.tool.targetLinkUri,
      [`${LTI}resource_link`]: { id: '1', title: 'Pretend tool' },
      [`${LTI}roles`]: [`${MEMBERSHIP}#Learner`],
    });
    const presentation = JSON.stringify(payload[`${LTI}launch_presentation`]);
    expect(presentation).toContain(`sesskey=${bench.lms.state.sesskey}`);
  });

  test.each([
    ['lee', [`${MEMBERSHIP}#Instructor`]],
    ['ash', [`${MEMBERSHIP}#Instructor`]],
    ['kit', [`${MEMBERSHIP}#Learner`]],
    [
      'max',
      [
        `${MEMBERSHIP}#Instructor`,
        'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator',
        'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator',
      ],
    ],
  ])('of %s has the roles that Moodle would send', async (person, roles) => {
    expect((await launch(bench, person, open))[`${LTI}roles`]).toEqual(roles);
  });

  test('of Ash shows the assistant once the switch is on, as Canvas does', async () => {
    bench.lms.state.setSwitches({ assessorAsTeachingAssistant: true });
    const claims = await launch(bench, 'ash', open);
    bench.lms.state.setSwitches({ assessorAsTeachingAssistant: false });
    expect(claims[`${LTI}roles`]).toEqual([
      `${MEMBERSHIP}#Instructor`,
      `${MEMBERSHIP}/Instructor#TeachingAssistant`,
    ]);
  });

  test('asks for the chosen language and says in what it is opened', async () => {
    const claims = await launch(bench, 'sam', `${open}?locale=pl&opensIn=window`);
    expect(claims['locale']).toBe('pl');
    expect(claims[`${LTI}launch_presentation`]).toMatchObject({
      locale: 'pl',
      document_target: 'window',
    });
  });

  test('has no name when names are not sent', async () => {
    bench.lms.state.setSwitches({ noNames: true });
    const claims = await launch(bench, 'sam', open);
    bench.lms.state.setSwitches({ noNames: false });
    for (const name of ['name', 'given_name', 'family_name', 'email']) {
      expect(claims).not.toHaveProperty(name);
    }
    expect(claims.sub).toBe('5');
  });

  test('puts variables into custom parameters and leaves unknown ones as they are', async () => {
    const activity = bench.lms.state.addActivity(
      bench.tool,
      {
        title: 'With custom',
        custom: {
          user: '$User.id',
          due: '$ResourceLink.submission.endDateTime',
          odd: '$Nobody.knows',
        },
        submission: { endDateTime: '2026-12-01T18:00:00Z' },
      },
      'deep linking',
    );
    const claims = await launch(bench, 'sam', `/activities/${activity.id}/open`);
    expect(claims[`${LTI}custom`]).toEqual({
      user: '5',
      due: '2026-12-01T18:00:00Z',
      odd: '$Nobody.knows',
    });
  });

  test('for a review names the student whose work it is, and does not ask who opens it', async () => {
    const claims = await launch(bench, 'sam', `${open}?review=6`);
    expect(claims[`${LTI}message_type`]).toBe('LtiSubmissionReviewRequest');
    expect(claims[`${LTI}for_user`]).toEqual({ user_id: '6' });
    expect(claims[`${LTI}roles`]).toEqual([`${MEMBERSHIP}#Learner`]);
  });
});

describe('login initiation', () => {
  test('offers platform storage unless it is switched off', async () => {
    expect((await beginLaunch(bench, 'sam', open))['lti_storage_target']).toBe('_parent');
    bench.lms.state.setSwitches({ noPlatformStorage: true });
    const login = await beginLaunch(bench, 'sam', open);
    bench.lms.state.setSwitches({ noPlatformStorage: false });
    expect(login).not.toHaveProperty('lti_storage_target');
    expect(login).toMatchObject({
      iss: bench.lms.issuer,
      login_hint: '5',
      client_id: bench.tool.clientId,
      lti_deployment_id: bench.tool.deploymentId,
      target_link_uri: bench.tool.targetLinkUri,
    });
  });
});

describe('an authentication request is refused to the tool', () => {
  test.each([
    ['another scope', { scope: 'openid profile' }, 'invalid_scope'],
    ['another response_type', { response_type: 'code' }, 'unsupported_response_type'],
    ['no response_mode', { response_mode: undefined }, 'invalid_request'],
    ['another prompt', { prompt: 'login' }, 'invalid_request'],
    ['no nonce', { nonce: undefined }, 'invalid_request'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['no hint', { lti_message_hint: undefined }, 'invalid_request'],
    ['an invented hint', { lti_message_hint: 'invented' }, 'invalid_request'],
    ['the login_hint of another person', { login_hint: '6' }, 'access_denied'],
  ])('with %s', async (_name, wrong, code) => {
    const login = await beginLaunch(bench, 'sam', open);
    const request: Record<string, string | undefined> = {
      ...authenticationRequest(bench, login),
      ...wrong,
    };
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' });
    const { action, fields } = formOf(answer.text);
    expect(action).toBe(bench.tool.redirectUris[0]);
    expect(fields['error']).toBe(code);
    expect(fields['state']).toBe(request['state']);
    expect(fields).not.toHaveProperty('id_token');
    const [newest] = bench.lms.state.log.entries;
    expect(newest).toMatchObject({ outcome: 'refused', reason: fields['error_description'] });
  });

  test('when the hint is used a second time', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' });
    const again = { ...request, nonce: 'another', state: 'another' };
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(again)}`, { as: 'sam' });
    expect(formOf(answer.text).fields['error']).toBe('invalid_request');
  });

  test('when the nonce is used a second time', async () => {
    const nonce = 'the-same-nonce';
    const answers = [];
    for (const state of ['one', 'two']) {
      const login = await beginLaunch(bench, 'sam', open);
      const request = { ...authenticationRequest(bench, login), nonce, state };
      answers.push(await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' }));
    }
    const [first, second] = answers.map((answer) => formOf(answer.text).fields);
    expect(first).toHaveProperty('id_token');
    expect(second).toMatchObject({ error: 'invalid_request' });
  });

  test('when the hint has become too old', async () => {
    const login = await beginLaunch(bench, 'sam', open);
    bench.clock.ms += 6 * 60_000;
    const request = authenticationRequest(bench, login);
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' });
    expect(formOf(answer.text).fields['error']).toBe('invalid_request');
  });

  test('when somebody else has logged in meanwhile', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'robin' });
    expect(formOf(answer.text).fields['error']).toBe('access_denied');
  });
});

describe('without the cookie of the LMS', () => {
  test('the request is posted again from the own origin, and then refused if nobody is logged in', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    const first = formOf((await send(`${bench.lms.baseUrl}/auth?${encode(request)}`)).text);
    expect(first.action).toBe(`${bench.lms.baseUrl}/auth`);
    expect(first.fields).toMatchObject({ nonce: request['nonce'], state: request['state'] });
    const post = (as?: string) =>
      send(first.action, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: encode(first.fields),
        ...(as === undefined ? {} : { as }),
      });
    expect(formOf((await post()).text).fields['error']).toBe('login_required');
  });

  test('the posted request with the cookie is a launch', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    const { action, fields } = formOf(
      (await send(`${bench.lms.baseUrl}/auth?${encode(request)}`)).text,
    );
    const answer = await send(action, { method: 'POST', as: 'sam', body: encode(fields) });
    expect(decodeJwt(formOf(answer.text).fields['id_token'] ?? '').sub).toBe('5');
  });
});

describe('nothing is posted anywhere', () => {
  test.each([
    ['an address that is not registered', { redirect_uri: 'http://tool.localhost/launch/' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('for %s', async (_name, wrong) => {
    const login = await beginLaunch(bench, 'sam', open);
    const request = { ...authenticationRequest(bench, login), ...wrong };
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}`, { as: 'sam' });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('<form');
    expect(answer.text).toContain('was not opened');
  });

  test('for a parameter that is given twice', async () => {
    const request = authenticationRequest(bench, await beginLaunch(bench, 'sam', open));
    const answer = await send(`${bench.lms.baseUrl}/auth?${encode(request)}&nonce=second`, {
      as: 'sam',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('nonce is given twice');
  });
});

test('the message shown in the log has neither signature nor session key', async () => {
  await launch(bench, 'sam', open);
  const text = JSON.stringify(bench.lms.state.log.entries);
  expect(text).toContain('LtiResourceLinkRequest');
  expect(text).not.toContain(bench.lms.state.sesskey);
  expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
});
