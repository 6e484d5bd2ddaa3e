import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { viewerOf } from './browser-session.ts';
import type { Lms } from './lms.ts';
import { EMPTY_FORM, administrationPage } from './pages/administration-page.ts';
import type { ToolForm } from './pages/administration-page.ts';
import { html } from './pages/html.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import { PLATFORM_KEYS } from './platforms/platform.ts';
import type { Tool, ToolRegistration } from './tools.ts';

const text = z.string().max(4000).default('');
const typedSchema = z.object({
  name: text,
  loginUrl: text,
  redirectUris: text,
  targetLinkUri: text,
  deepLinkingUrl: text,
  jwksUrl: text,
  clientId: z.string().max(255).optional(),
  deploymentId: z.string().max(255).optional(),
  scopes: z.union([z.array(z.string()), z.string()]).default([]),
});

type Typed = z.infer<typeof typedSchema>;

function registrationOf(typed: Typed): ToolRegistration {
  const { redirectUris, deepLinkingUrl, scopes, clientId, deploymentId, ...fields } = typed;
  return {
    ...fields,
    redirectUris: redirectUris
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
    scopes: [scopes].flat(),
    ...(deepLinkingUrl === '' ? {} : { deepLinkingUrl }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(deploymentId === undefined ? {} : { deploymentId }),
  };
}

function problemsOf(error: z.ZodError): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'name');
    problems[name] ??= issue.message;
  }
  return problems;
}

function formOf(tool: Tool): ToolForm {
  const { scopes, redirectUris, ...values } = tool;
  return { values: { ...values, redirectUris: redirectUris.join('\n') }, scopes, problems: {} };
}

function register(lms: Lms, request: Request, response: Response): void {
  const typed = typedSchema.parse(request.body ?? {});
  try {
    lms.state.registerTool(registrationOf(typed));
    response.redirect(303, '/administration');
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const { scopes, ...values } = typed;
    const form: ToolForm = {
      values: Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const],
        ),
      ),
      scopes: [scopes].flat(),
      problems: problemsOf(error),
    };
    sendPage(response, administrationPage(lms, viewerOf(request), form), 422);
  }
}

/** Pages on which the administrator registers tools by hand. */
export function administrationRoutes(lms: Lms): Router {
  const router = Router();
  router.use('/administration', urlencoded({ extended: false, limit: '64kb' }));
  router.get('/administration', (request, response) => {
    const viewer = viewerOf(request);
    const changed = lms.state.tool(request.query['change']);
    const form = changed ? formOf(changed) : EMPTY_FORM;
    const status = viewer.part === 'administrator' ? 200 : 403;
    sendPage(response, administrationPage(lms, viewer, form), status);
  });
  router.post('/administration{*rest}', (request, response, next) => {
    const viewer = viewerOf(request);
    if (viewer.part === 'administrator') {
      next();
      return;
    }
    const words = html`<p>${viewer.givenName} may not register tools.</p>`;
    sendPage(response, smallPage(lms, 'Not allowed', words), 403);
  });
  router.post('/administration', (request, response) => register(lms, request, response));
  router.post('/administration/platform', (request, response) => {
    const { platform } = z.object({ platform: z.enum(PLATFORM_KEYS) }).parse(request.body ?? {});
    lms.state.playPlatform(platform);
    response.redirect(303, '/administration');
  });
  router.post('/administration/:clientId/remove', (request, response) => {
    lms.state.removeTool(String(request.params['clientId']));
    response.redirect(303, '/administration');
  });
  return router;
}
