import { Router } from 'express';
import type { Request, Response } from 'express';
import { personOf } from './browser-session.ts';
import { launchClaims } from './launch-claims.ts';
import type { LaunchPlan, Lms } from './lms.ts';
import { html } from './pages/html.ts';
import { postingPage, sendPage, smallPage } from './pages/layout.ts';
import type { Person } from './people.ts';
import { Refusal } from './refusal.ts';
import { answerSlowly } from './service-exchange.ts';
import type { Tool } from './tools.ts';
import { offeredScopes } from './service-urls.ts';
import { CLAIM } from './vocabulary.ts';

const REPOSTED = 'practice_reposted';
const LONGEST_VALUE = 8 * 1024;
const NONCE_KEPT_MS = 24 * 60 * 60_000;

/** Parameters of an authentication request, each at most once. */
type Parameters = Map<string, string>;

function readParameters(request: Request): Parameters {
  const text =
    request.method === 'POST' && typeof request.body === 'string'
      ? request.body
      : new URL(request.originalUrl, 'http://any.invalid').search;
  const parameters: Parameters = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) throw new Refusal(400, `${name} is given twice.`, 'invalid_request');
    if (value.length > LONGEST_VALUE) {
      throw new Refusal(400, `${name} is longer than 8 KB.`, 'invalid_request');
    }
    parameters.set(name, value);
  }
  return parameters;
}

/** Until these two are known to be right, nothing may be posted to anybody. */
function readReceiver(lms: Lms, parameters: Parameters): { tool: Tool; redirectUri: string } {
  const tool = lms.state.tool(parameters.get('client_id'));
  if (!tool) throw new Refusal(400, 'client_id is not registered here.', 'unauthorized_client');
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!tool.redirectUris.includes(redirectUri)) {
    throw new Refusal(
      400,
      'redirect_uri is not one of the registered addresses.',
      'invalid_request',
    );
  }
  return { tool, redirectUri };
}

function expectExactly(parameters: Parameters, name: string, value: string, code: string): void {
  const given = parameters.get(name);
  if (given !== value) {
    throw new Refusal(400, `${name} must be exactly "${value}", not "${given ?? 'absent'}".`, code);
  }
}

/** The ticket inside a hint, which is JSON on Moodle. */
function ticketOf(hint: string): string {
  if (!hint.startsWith('{')) return hint;
  try {
    const { launchid } = JSON.parse(hint) as { launchid?: unknown };
    return typeof launchid === 'string' ? launchid : '';
  } catch {
    return '';
  }
}

/** Where people are logged in; some platforms take sign-ins at another host. */
function ownAuthUrl(lms: Lms): string {
  const url = new URL(lms.urls.auth);
  url.host = new URL(lms.baseUrl).host;
  return url.href;
}

function checkRequest(
  lms: Lms,
  tool: Tool,
  parameters: Parameters,
  person: Person | undefined,
): { plan: LaunchPlan; nonce: string } {
  // Taken before anything else is looked at: a hint is used up by its first request, good or bad.
  const plan = lms.hints.take(ticketOf(parameters.get('lti_message_hint') ?? ''));
  expectExactly(parameters, 'scope', 'openid', 'invalid_scope');
  expectExactly(parameters, 'response_type', 'id_token', 'unsupported_response_type');
  expectExactly(parameters, 'response_mode', 'form_post', 'invalid_request');
  expectExactly(parameters, 'prompt', 'none', 'invalid_request');
  const nonce = parameters.get('nonce') ?? '';
  if (nonce === '') throw new Refusal(400, 'nonce is missing.', 'invalid_request');
  if ((parameters.get('state') ?? '') === '') {
    throw new Refusal(400, 'state is missing.', 'invalid_request');
  }
  if (!plan || plan.tool.clientId !== tool.clientId) {
    throw new Refusal(
      400,
      'lti_message_hint is missing, unknown, too old, or was used before.',
      'invalid_request',
    );
  }
  if (!person) throw new Refusal(400, 'Nobody is logged in in this browser.', 'login_required');
  if (parameters.get('login_hint') !== person.userId || plan.person.key !== person.key) {
    throw new Refusal(
      400,
      `login_hint is not ${person.givenName}, who is logged in.`,
      'access_denied',
    );
  }
  if (!lms.seen.first(`nonce ${tool.clientId} ${nonce}`, lms.now() + NONCE_KEPT_MS)) {
    throw new Refusal(400, 'nonce was used before.', 'invalid_request');
  }
  return { plan, nonce };
}

async function answerLaunch(
  lms: Lms,
  response: Response,
  redirectUri: string,
  state: string,
  launch: { plan: LaunchPlan; nonce: string },
): Promise<void> {
  const { plan, nonce } = launch;
  const claims = launchClaims(lms, plan, nonce);
  const messageType = String(claims[CLAIM.messageType]);
  const token = await lms.key.sign(claims);
  lms.state.launches.push({
    at: new Date(lms.now()).toISOString(),
    personKey: plan.person.key,
    messageType,
    ...(plan.activity ? { activityId: plan.activity.id } : {}),
  });
  lms.state.log.add({
    kind: messageType,
    summary: `Launch as ${plan.person.givenName}${plan.activity ? `: ${plan.activity.title}` : ''}`,
    outcome: 'accepted',
    answered: { address: redirectUri, id_token: { header: { kid: lms.key.kid }, payload: claims } },
  });
  const fields = { id_token: token, state };
  sendPage(response, postingPage(lms, `Opening ${plan.tool.name}`, redirectUri, fields));
}

function answerError(
  lms: Lms,
  response: Response,
  parameters: Parameters,
  receiver: { tool: Tool; redirectUri: string } | undefined,
  refusal: Refusal,
): void {
  const code = refusal.code ?? 'invalid_request';
  lms.state.log.add({
    kind: 'Authentication request',
    summary: `Sign-in${receiver ? ` of ${receiver.tool.name}` : ''}: ${code}`,
    outcome: 'refused',
    reason: refusal.message,
    asked: Object.fromEntries(parameters),
  });
  if (!receiver) {
    const words = html`<p>The tool asked for a sign-in that this LMS cannot answer.</p>
      <p><code>${code}</code>: ${refusal.message}</p>`;
    sendPage(response, smallPage(lms, 'The activity was not opened', words), 400);
    return;
  }
  const state = parameters.get('state');
  sendPage(
    response,
    postingPage(lms, 'The activity was not opened', receiver.redirectUri, {
      error: code,
      error_description: refusal.message,
      ...(state === undefined ? {} : { state }),
    }),
  );
}

async function authorize(lms: Lms, request: Request, response: Response): Promise<void> {
  await answerSlowly(lms, response);
  let parameters: Parameters = new Map();
  let receiver: { tool: Tool; redirectUri: string } | undefined;
  try {
    parameters = readParameters(request);
    const reposted = parameters.delete(REPOSTED);
    receiver = readReceiver(lms, parameters);
    const person = personOf(request);
    if (!person && !reposted) {
      // Coming from the tool inside a frame, the LMS's own Lax cookie is not sent. A form of this
      // origin brings it along; Moodle does the same.
      const fields = { ...Object.fromEntries(parameters), [REPOSTED]: '1' };
      sendPage(response, postingPage(lms, 'Signing in', ownAuthUrl(lms), fields));
      return;
    }
    const launch = checkRequest(lms, receiver.tool, parameters, person);
    const state = parameters.get('state') ?? '';
    await answerLaunch(lms, response, receiver.redirectUri, state, launch);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answerError(lms, response, parameters, receiver, error);
  }
}

/** Authorization endpoint, key set and configuration document of the platform. */
export function oidcRoutes(lms: Lms): Router {
  const router = Router();
  router.get('/auth', (request, response) => authorize(lms, request, response));
  router.post('/auth', (request, response) => authorize(lms, request, response));
  router.get('/jwks', async (_request, response) => {
    await answerSlowly(lms, response);
    response.set('Cache-Control', 'public, max-age=300').json({ keys: [lms.key.publicJwk] });
  });
  router.get('/.well-known/openid-configuration', (_request, response) => {
    const { tokenAudience, registration } = lms.state.platform;
    response.json({
      issuer: lms.issuer,
      authorization_endpoint: lms.urls.auth,
      token_endpoint: lms.urls.token,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256'],
      jwks_uri: lms.urls.jwks,
      registration_endpoint: `${lms.baseUrl}/registration`,
      ...(tokenAudience !== null && { authorization_server: tokenAudience }),
      scopes_supported: ['openid', ...offeredScopes(lms)],
      response_types_supported: ['id_token'],
      response_modes_supported: ['form_post'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email', 'locale'],
      'https://purl.imsglobal.org/spec/lti-platform-configuration': {
        product_family_code: lms.state.platform.family,
        version: lms.state.platform.version,
        messages_supported: [
          { type: 'LtiResourceLinkRequest' },
          { type: 'LtiDeepLinkingRequest', placements: registration.placements },
          { type: 'LtiSubmissionReviewRequest' },
        ],
        variables: lms.state.platform.variables,
      },
    });
  });
  return router;
}
