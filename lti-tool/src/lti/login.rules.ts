import { hash } from 'node:crypto';

/** What a platform says when somebody presses a link to us. All of it is unsigned. */
export interface LoginRequest {
  issuer: string;
  loginHint: string;
  messageHint: string | null;
  clientId: string | null;
  deploymentHint: string | null;
  /** `_parent` or the name of a frame; null when the platform has no storage. */
  storageTarget: string | null;
}

/** What an LMS may say when it begins a login. */
export const LOGIN_PARAMETERS = [
  'iss',
  'login_hint',
  'target_link_uri',
  'lti_message_hint',
  'client_id',
  'lti_deployment_id',
  // Canvas has used the name without prefix (instructure/canvas-lms 2201).
  'deployment_id',
  'lti_storage_target',
] as const;

const LONGEST_VALUE = 8 * 1024;
/** These two travel in the state; ids are no longer (core 1.3, 5.4.1). */
const LONGEST_ID = 255;

/** Reads the parameters of a login, or says which one is wrong. */
export function readLoginRequest(given: Record<string, unknown>): LoginRequest | { wrong: string } {
  for (const name of LOGIN_PARAMETERS) {
    const value = given[name];
    // A parameter that stands twice arrives as a list; which one is meant is not ours to guess.
    if (value !== undefined && typeof value !== 'string') return { wrong: `${name} stands twice` };
    if (typeof value === 'string' && value.length > LONGEST_VALUE) {
      return { wrong: `${name} is too long` };
    }
  }
  const text = (name: string): string | null => {
    const value = given[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const issuer = text('iss');
  const loginHint = text('login_hint');
  if (issuer === null) return { wrong: 'iss is missing' };
  if (loginHint === null) return { wrong: 'login_hint is missing' };
  if (text('target_link_uri') === null) return { wrong: 'target_link_uri is missing' };
  const deploymentHint = text('lti_deployment_id') ?? text('deployment_id');
  if ((deploymentHint?.length ?? 0) > LONGEST_ID) return { wrong: 'lti_deployment_id is too long' };
  const storageTarget = text('lti_storage_target');
  if ((storageTarget?.length ?? 0) > LONGEST_ID) return { wrong: 'lti_storage_target is too long' };
  return {
    issuer,
    loginHint,
    messageHint: text('lti_message_hint'),
    clientId: text('client_id'),
    deploymentHint,
    storageTarget,
  };
}

/** The authentication request of OpenID Connect. The address may carry a query of its own. */
export function authenticationUrl(request: {
  authUrl: string;
  clientId: string;
  redirectUri: string;
  loginHint: string;
  messageHint: string | null;
  state: string;
  nonce: string;
}): string {
  const url = new URL(request.authUrl);
  const parameters = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    login_hint: request.loginHint,
    ...(request.messageHint !== null && { lti_message_hint: request.messageHint }),
    state: request.state,
    nonce: request.nonce,
  };
  // Apart from the address, which would be written anew for each of them.
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  url.search = query.toString();
  return url.href;
}

/** A name for a login that may stand in cookie names and storage keys, without giving it away. */
export function loginKey(state: string): string {
  return hash('sha256', state).slice(0, 16);
}

/** Cookie of one login: each has its own, so that several tabs launch at once. */
export function bindingCookieName(state: string): string {
  return `__Host-lti-${loginKey(state)}`;
}

/** Says that this browser, in this LMS, has kept a cookie of ours before. */
export const KNOWN_COOKIE = '__Host-lti-known';

/** Cookie with which a reload of the frame finds its session again. */
export function keepsakeCookieName(key: string): string {
  return `__Host-lookfor-${key}`;
}

/** The value of a cookie in a `Cookie` header, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/**
 * A cookie that a third party may keep inside one LMS: `Partitioned` where browsers know it.
 * Over http browsers accept `Secure` on `*.localhost` alone, which is where http is used.
 * @param maxAgeSeconds 0 takes the cookie away.
 */
export function partitionedCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; Secure; HttpOnly; SameSite=None; Partitioned`;
}
