import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { viewerOf } from './browser-session.ts';
import type { Lms } from './lms.ts';
import { OneTimeTickets } from './one-time.ts';
import { html } from './pages/html.ts';
import { registrationFramePage } from './pages/registration-frame-page.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import type { RegistrationHabits } from './platforms/platform.ts';
import { offeredScopes } from './service-urls.ts';

const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const HOUR_MS = 60 * 60_000;

const url = z.url({ protocol: /^https?$/ }).max(2000);

/** What a tool says of itself (Dynamic Registration 1.0, 3.5); unknown members are let through. */
const metadataSchema = z.looseObject({
  application_type: z.literal('web'),
  response_types: z.array(z.string()).refine((types) => types.includes('id_token'), 'id_token'),
  grant_types: z
    .array(z.string())
    .refine((types) => types.includes('client_credentials'), 'client_credentials'),
  initiate_login_uri: url,
  redirect_uris: z.array(url).min(1),
  client_name: z.string().min(1),
  jwks_uri: url,
  token_endpoint_auth_method: z.literal('private_key_jwt'),
  scope: z.string(),
  [TOOL]: z.looseObject({
    domain: z.string().min(1),
    target_link_uri: url,
    claims: z.array(z.string()),
    messages: z.array(z.looseObject({ type: z.string(), target_link_uri: url.optional() })),
  }),
});

type Metadata = z.infer<typeof metadataSchema>;

/** Why metadata is refused, in the words that Moodle uses; null when it is fine. */
function problemOf(metadata: Metadata, { domainHasPort }: RegistrationHabits): string | null {
  const { domain, target_link_uri: target } = metadata[TOOL];
  const { host, hostname } = new URL(target);
  return domain === (domainHasPort ? host : hostname) ? null : 'domain_targetlinkuri_mismatch';
}

/** Dynamic registration: the administrator pastes a tool's address, and the tool does the rest. */
export function dynamicRegistrationRoutes(lms: Lms): { services: Router; pages: Router } {
  const services = Router();
  const pages = Router();
  const tokens = new OneTimeTickets<true>(lms.now, HOUR_MS);
  /** Without tokens: the administrator has opened a tool's page, which may register once. */
  let openUntilMs = 0;

  function mayRegister(token: string | undefined): boolean {
    if (token !== undefined) return tokens.peek(token) !== undefined;
    return !lms.state.platform.registration.sendsToken && openUntilMs > lms.now();
  }

  function begin(request: Request, response: Response): void {
    if (!lms.state.platform.registration.byAddress) {
      const words = html`<p>
          ${lms.state.platform.name} registers tools in a portal of its vendor.
        </p>
        <p><a href="/administration">Back to the administration</a></p>`;
      sendPage(response, smallPage(lms, 'Tools cannot be added by address', words), 404);
      return;
    }
    const address = (request.body as { address?: unknown } | undefined)?.address;
    const typed = url.safeParse(typeof address === 'string' ? address.trim() : '');
    if (!typed.success) {
      const words = html`<p>This is not an http or https address.</p>
        <p><a href="/administration">Back to the administration</a></p>`;
      sendPage(response, smallPage(lms, 'The tool was not opened', words), 422);
      return;
    }
    const target = new URL(typed.data);
    target.searchParams.set('openid_configuration', lms.urls.configuration);
    if (lms.state.platform.registration.sendsToken)
      target.searchParams.set('registration_token', tokens.issue(true));
    else openUntilMs = lms.now() + HOUR_MS;
    sendPage(response, registrationFramePage(lms, viewerOf(request), target.href));
  }

  function refuse(response: Response, status: number, error: string, reason: string): void {
    lms.state.log.add({
      kind: 'Dynamic registration',
      summary: `Registration of a tool: ${error}`,
      outcome: 'refused',
      status,
      reason,
    });
    response.status(status).json({ error, error_description: reason });
  }

  function register(request: Request, response: Response): void {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!lms.state.platform.registration.byAddress || !mayRegister(token)) {
      refuse(response, 401, 'invalid_token', 'The registration token is missing, used or too old.');
      return;
    }
    const habits = lms.state.platform.registration;
    const parsed = metadataSchema.safeParse(parse(request.body));
    const reason = parsed.success
      ? problemOf(parsed.data, habits)
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    if (!parsed.success || reason !== null) {
      refuse(response, 400, 'invalid_client_metadata', reason ?? '');
      return;
    }
    if (token !== undefined) tokens.take(token);
    openUntilMs = 0;
    const metadata = parsed.data;
    const configuration = metadata[TOOL];
    const scopes = metadata.scope.split(' ').filter((scope) => offeredScopes(lms).includes(scope));
    const choice = configuration.messages.find(({ type }) => type === 'LtiDeepLinkingRequest');
    const tool = lms.state.registerTool({
      name: metadata.client_name,
      loginUrl: metadata.initiate_login_uri,
      redirectUris: metadata.redirect_uris,
      targetLinkUri: configuration.target_link_uri,
      ...(choice?.target_link_uri && { deepLinkingUrl: choice.target_link_uri }),
      jwksUrl: metadata.jwks_uri,
      scopes,
    });
    lms.state.log.add({
      kind: 'Dynamic registration',
      summary: `${tool.name} registered itself`,
      outcome: 'accepted',
      status: 201,
      asked: metadata,
    });
    response.status(201).json({
      ...metadata,
      client_id: tool.clientId,
      scope: scopes.join(' '),
      [TOOL]: {
        ...configuration,
        ...(habits.namesDeployment && { deployment_id: tool.deploymentId }),
      },
    });
  }

  services.post('/', register);
  // Behind the administrator's other pages, whose forms only the administrator may post.
  pages.post('/administration/by-address', begin);
  return { services, pages };
}

function parse(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    return null;
  }
}
