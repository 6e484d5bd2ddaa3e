import { Router } from 'express';
import type { JWTPayload } from 'jose';
import type { Lms } from './lms.ts';
import { placeUrl } from './places.ts';
import { Refusal } from './refusal.ts';
import { serviceExchange } from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import { checkTimes, decodeToken, verifyToolJwt } from './tool-jwt.ts';
import type { Tool } from './tools.ts';
import { CLAIM } from './vocabulary.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const TOKEN_SECONDS = 3600;
const SHORT_TOKEN_SECONDS = 5;

function readForm(exchange: Exchange): Map<string, string> {
  const type = exchange.request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal(
      400,
      'Content-Type must be application/x-www-form-urlencoded.',
      'invalid_request',
    );
  }
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(exchange.text)) {
    if (form.has(name)) throw new Refusal(400, `${name} is given twice.`, 'invalid_request');
    form.set(name, value);
  }
  return form;
}

function required(form: Map<string, string>, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '') {
    throw new Refusal(400, `${name} is missing.`, 'invalid_request');
  }
  return value;
}

function checkClaims(lms: Lms, tool: Tool, claims: JWTPayload): void {
  if (claims.iss !== tool.clientId || claims.sub !== tool.clientId) {
    throw new Refusal(401, 'iss and sub of the assertion must both be the client id.');
  }
  const audience = lms.state.platform.tokenAudience ?? placeUrl(lms, 'token', { tool }).href;
  // A tool that registered itself knows the address from before it had an id.
  const registered = lms.state.platform.tokenAudience ?? lms.urls.token;
  if (claims.aud !== audience && claims.aud !== registered) {
    throw new Refusal(
      401,
      `aud of the assertion must be exactly the string ${audience}, not ${JSON.stringify(claims.aud)}.`,
    );
  }
  checkTimes(claims, lms.now());
  const deployment = claims[CLAIM.deploymentId];
  if (deployment !== undefined && deployment !== tool.deploymentId) {
    throw new Refusal(401, 'The assertion names a deployment of somebody else.');
  }
  if (typeof claims.jti !== 'string' || claims.jti === '') {
    throw new Refusal(401, 'The assertion has no jti.');
  }
  // Kept a little longer than the assertion is valid, for the leeway.
  const untilMs = ((claims.exp ?? 0) + 120) * 1000;
  if (!lms.seen.first(`jti ${tool.clientId} ${claims.jti}`, untilMs)) {
    throw new Refusal(401, 'This assertion was used before: its jti is not new.');
  }
}

async function authenticate(lms: Lms, assertion: string): Promise<Tool> {
  const decoded = decodeToken(assertion);
  if (!decoded) throw new Refusal(401, 'client_assertion is not a signed JWT.', 'invalid_client');
  const tool = lms.state.tool(decoded.payload.iss);
  if (!tool) {
    throw new Refusal(401, 'iss of the assertion is no client id of this LMS.', 'invalid_client');
  }
  try {
    checkClaims(lms, tool, await verifyToolJwt(assertion, tool, lms.toolKeys));
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(401, error.message, 'invalid_client');
    throw error;
  }
  return tool;
}

async function giveToken(lms: Lms, exchange: Exchange): Promise<ServiceAnswer> {
  const form = readForm(exchange);
  const decoded = decodeToken(form.get('client_assertion') ?? '');
  exchange.asked['form'] = {
    ...Object.fromEntries(form),
    client_assertion: decoded ?? '(not a JWT)',
  };
  exchange.summary = `Access token for ${shortScopes(form.get('scope') ?? 'no scope')}`;
  if (required(form, 'grant_type') !== 'client_credentials') {
    throw new Refusal(400, 'grant_type must be client_credentials.', 'unsupported_grant_type');
  }
  if (required(form, 'client_assertion_type') !== ASSERTION_TYPE) {
    throw new Refusal(400, `client_assertion_type must be ${ASSERTION_TYPE}.`, 'invalid_request');
  }
  const tool = await authenticate(lms, required(form, 'client_assertion'));
  const { platform } = lms.state;
  const asked = [...new Set((form.get('scope') ?? '').split(' ').filter(Boolean))];
  const scopes =
    platform.token.foreignScope === 'left out'
      ? asked.filter((scope) => tool.scopes.includes(scope))
      : asked;
  if (scopes.length === 0) throw new Refusal(400, 'scope is missing.', 'invalid_scope');
  const foreign = scopes.find((scope) => !tool.scopes.includes(scope));
  if (foreign !== undefined) {
    throw new Refusal(400, `The tool may not use the scope ${foreign}.`, 'invalid_scope');
  }
  const { shortTokens, oddAnswers } = lms.state.switches;
  const lifeSeconds = shortTokens ? SHORT_TOKEN_SECONDS : TOKEN_SECONDS;
  return {
    status: 200,
    mediaType: oddAnswers ? 'text/html; charset=utf-8' : platform.token.mediaType,
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    body: {
      access_token: lms.tokens.issue(tool.clientId, scopes, lifeSeconds),
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      scope: scopes.join(' '),
    },
  };
}

function shortScopes(scope: string): string {
  return scope.replaceAll(/\S*\/scope\//g, '').slice(0, 120);
}

/** `POST /token`: OAuth 2 client credentials with a client assertion, checked in every particular. */
export function tokenRoutes(lms: Lms): Router {
  const router = Router();
  router.post(
    '/token',
    serviceExchange(
      lms,
      'Access token',
      (exchange) => giveToken(lms, exchange),
      (refusal) => ({
        body: {
          error: refusal.code ?? 'invalid_request',
          error_description: refusal.message,
        },
      }),
    ),
  );
  return router;
}
