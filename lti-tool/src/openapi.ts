import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import type { ZodObject } from 'zod';
import { problemSchema } from '#contract/errors';
import type { Route } from '#contract/route';

/** The OpenAPI 3.1 document of the API, made from the schemas that check the requests. */
export function openApiDocument(
  slices: Readonly<Record<string, Readonly<Record<string, Route>>>>,
  publicUrl: string,
): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'launchToken', { type: 'http', scheme: 'bearer' });
  for (const [slice, routes] of Object.entries(slices)) {
    for (const [name, facts] of Object.entries(routes))
      registry.registerPath(toPath(slice, name, facts));
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Lookfor',
      version: '1',
      description: 'Every request carries the token that the page got with its launch.',
    },
    servers: [{ url: publicUrl }],
  });
}

function toPath(slice: string, name: string, facts: Route): RouteConfig {
  const success = facts.status ?? (facts.reply ? 200 : 204);
  return {
    method: facts.method,
    path: facts.path.replaceAll(/:(\w+)/g, '{$1}'),
    operationId: name,
    summary: facts.summary,
    tags: [slice],
    security: [{ launchToken: [] }],
    request: {
      ...(facts.params && { params: facts.params as ZodObject }),
      ...(facts.query && { query: facts.query as ZodObject }),
      ...(facts.body && {
        body: { required: true, content: { 'application/json': { schema: facts.body } } },
      }),
    },
    responses: {
      [success]: facts.reply
        ? { description: 'Done.', content: { 'application/json': { schema: facts.reply } } }
        : { description: 'Done.' },
      default: {
        description: 'A problem (RFC 9457).',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}
