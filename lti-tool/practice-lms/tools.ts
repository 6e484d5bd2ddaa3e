import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ALL_SCOPES } from './vocabulary.ts';

const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000);

/** What the administrator types in to register a tool. */
export const toolRegistrationSchema = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(80),
  loginUrl: webUrl,
  redirectUris: z.array(webUrl).min(1, 'at least one address is needed').max(20),
  targetLinkUri: webUrl,
  /** Where content is chosen; the target address when left out. */
  deepLinkingUrl: webUrl.optional(),
  jwksUrl: webUrl,
  /** Services that the tool may use; all of them when left out. */
  scopes: z.array(z.enum(ALL_SCOPES as [string, ...string[]])).optional(),
  /** Given by scripts that must know the id beforehand; made up otherwise. */
  clientId: z.string().min(1).max(255).optional(),
  deploymentId: z.string().min(1).max(255).optional(),
});

/** The registration as typed in. */
export type ToolRegistration = z.input<typeof toolRegistrationSchema>;

/** A registered tool. */
export interface Tool {
  clientId: string;
  deploymentId: string;
  name: string;
  loginUrl: string;
  redirectUris: string[];
  targetLinkUri: string;
  deepLinkingUrl: string;
  jwksUrl: string;
  scopes: string[];
}

/** Makes a tool of a registration. Throws a ZodError that names each wrong field. */
export function toolFromRegistration(registration: ToolRegistration, nextDeployment: string): Tool {
  const typed = toolRegistrationSchema.parse(registration);
  return {
    clientId: typed.clientId ?? `tool-${randomBytes(8).toString('hex')}`,
    deploymentId: typed.deploymentId ?? nextDeployment,
    name: typed.name,
    loginUrl: typed.loginUrl,
    redirectUris: [...new Set(typed.redirectUris)],
    targetLinkUri: typed.targetLinkUri,
    deepLinkingUrl: typed.deepLinkingUrl ?? typed.targetLinkUri,
    jwksUrl: typed.jwksUrl,
    scopes: typed.scopes ?? [...ALL_SCOPES],
  };
}

/** Origins from which the tool's pages come: the only ones that may use platform storage. */
export function toolOrigins(tools: readonly Tool[]): string[] {
  const urls = tools.flatMap((tool) => [tool.loginUrl, tool.targetLinkUri, ...tool.redirectUris]);
  return [...new Set(urls.map((url) => new URL(url).origin))];
}
