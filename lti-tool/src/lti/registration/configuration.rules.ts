import { z } from 'zod';
import { issuersOfHost } from '../platform-quirks.ts';
import type { RegistrationRefusal } from './refusals.ts';

const LTI_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

const address = z.url({ protocol: /^https?$/ }).max(2000);
const names = z.array(z.string()).max(500);

/** What is read of a platform's OpenID configuration (Dynamic Registration 1.0, 3.4). */
const documentSchema = z.object({
  issuer: z.string().min(1).max(2000),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address,
  /** Canvas: audience of client assertions (its own member). */
  authorization_server: z.string().min(1).max(2000).optional(),
  token_endpoint_auth_methods_supported: names.default(['private_key_jwt']),
  id_token_signing_alg_values_supported: names.default(['RS256']),
  response_types_supported: names.default(['id_token']),
  scopes_supported: names.optional(),
  claims_supported: names.optional(),
  [LTI_CONFIGURATION]: z.object({
    product_family_code: z.string().min(1).max(100),
    version: z.union([z.string(), z.number()]).transform(String).optional(),
    messages_supported: z
      .array(z.object({ type: z.string(), placements: names.nullish() }))
      .max(100)
      .default([]),
    variables: names.nullish(),
  }),
});

/** A platform's configuration as plain facts; null where it says nothing. */
export interface PlatformConfiguration {
  issuer: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  registrationUrl: string;
  tokenAudience: string | null;
  family: string;
  scopes: string[] | null;
  claims: string[] | null;
  messages: { type: string; placements: string[] | null }[];
}

/** Reads a configuration document and checks that we can work with what it offers. */
export function readConfiguration(text: string): PlatformConfiguration | RegistrationRefusal {
  const parsed = documentSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const member = issue?.path.map(String).join('.') || 'the document';
    return unusable(`${member}: ${issue?.message ?? 'unreadable'}`);
  }
  const found = parsed.data;
  const lti = found[LTI_CONFIGURATION];
  for (const [member, needed] of [
    ['token_endpoint_auth_methods_supported', 'private_key_jwt'],
    ['id_token_signing_alg_values_supported', 'RS256'],
    ['response_types_supported', 'id_token'],
  ] as const) {
    if (!found[member].includes(needed)) return unusable(`${member} lacks ${needed}`);
  }
  return {
    issuer: found.issuer,
    authUrl: found.authorization_endpoint,
    tokenUrl: found.token_endpoint,
    jwksUrl: found.jwks_uri,
    registrationUrl: found.registration_endpoint,
    tokenAudience: found.authorization_server ?? null,
    family: lti.product_family_code,
    scopes: found.scopes_supported ?? null,
    claims: found.claims_supported ?? null,
    messages: lti.messages_supported.map(({ type, placements }) => ({
      type,
      placements: placements ?? null,
    })),
  };
}

/**
 * Whether the issuer may come from where the configuration was read. It lives on the same host,
 * or is one that hosted platforms share, or was named by whoever invited.
 */
export function checkIssuer(
  issuer: string,
  configurationUrl: string,
  allowedIssuer: string | null,
): RegistrationRefusal | null {
  if (allowedIssuer !== null) {
    // Compared byte for byte, as at every launch.
    return issuer === allowedIssuer ? null : { refused: 'issuer_not_invited', detail: issuer };
  }
  const { host, hostname } = new URL(configurationUrl);
  const isSameHost = URL.canParse(issuer) && new URL(issuer).host === host;
  if (isSameHost || issuersOfHost(hostname).includes(issuer)) return null;
  return { refused: 'issuer_differs', detail: `${issuer} is not at ${host}` };
}

function unusable(detail: string): RegistrationRefusal {
  return { refused: 'configuration_unusable', detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
