import { Router, json } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Lms } from './lms.ts';
import { PLATFORM_KEYS } from './platforms/platform.ts';
import { switchesChangeSchema } from './switches.ts';
import { toolRegistrationSchema } from './tools.ts';

const resetSchema = z.strictObject({ forgetTools: z.boolean().optional() });
const gradeSchema = z.strictObject({
  columnId: z.string(),
  userId: z.string(),
  points: z.number().min(0).nullable(),
  comment: z.string().optional(),
});

const activitySchema = z.strictObject({
  clientId: z.string(),
  title: z.string().min(1).max(255),
  text: z.string().max(2000).optional(),
  url: z.url(),
  custom: z.record(z.string(), z.string()),
  scoreMaximum: z.number().positive().optional(),
  endDateTime: z.iso.datetime({ offset: true }).optional(),
});

// Only JSON: another site's page cannot send it here without being asked first.
function jsonOnly(): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST' || request.is('application/json')) {
      next();
      return;
    }
    response.status(415).json({ reason: 'Content-Type must be application/json.' });
  };
}

function take<T>(
  schema: z.ZodType<T>,
  work: (body: T, request: Request) => unknown,
): RequestHandler {
  return (request, response) => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({
        field: issue.path.map(String).join('.'),
        problem: issue.message,
      }));
      response.status(400).json({ reason: 'The body is not valid.', problems });
      return;
    }
    response.json(work(parsed.data, request));
  };
}

/** JSON doors for tests and scripts: look at everything, turn switches, register, start again. */
export function practiceRoutes(lms: Lms): Router {
  const router = Router();
  const { state } = lms;
  router.use(jsonOnly(), json({ limit: '64kb' }));
  router.get('/state', (_request, response) => {
    const { tools, activities, launches, people, switches, gradebook, log } = state;
    const { columns, cells } = gradebook;
    response.set('Cache-Control', 'no-store').json({
      platform: state.platform.key,
      ...{ issuer: lms.issuer, urls: lms.urls, people, tools, activities, columns, cells },
      ...{ switches, launches, log: log.entries },
    });
  });
  router.post(
    '/switches',
    take(switchesChangeSchema, (change) => state.setSwitches(change)),
  );
  router.post(
    '/tools',
    take(toolRegistrationSchema, (registration) => state.registerTool(registration)),
  );
  router.post(
    '/activities',
    take(activitySchema, ({ clientId, scoreMaximum, endDateTime, ...wish }) => {
      const tool = state.tool(clientId);
      if (!tool) return { reason: 'This tool is not registered.' };
      const known = state.activities.find((activity) => activity.url === wish.url);
      if (known) return known;
      const submission = endDateTime === undefined ? {} : { submission: { endDateTime } };
      const column =
        scoreMaximum === undefined
          ? undefined
          : { label: wish.title, scoreMaximum, resourceId: wish.url, tag: '' };
      return state.addActivity(tool, { ...wish, ...submission }, 'by hand', column);
    }),
  );
  router.post(
    '/grades',
    take(gradeSchema, ({ columnId, userId, ...change }) => {
      state.changeGradeByHand(columnId, userId, change);
      return state.gradebook.cell(columnId, userId);
    }),
  );
  router.post(
    '/platform',
    take(z.strictObject({ platform: z.enum(PLATFORM_KEYS) }), ({ platform }) => {
      state.playPlatform(platform);
      return { platform, issuer: lms.issuer, urls: lms.urls };
    }),
  );
  router.post(
    '/reset',
    take(resetSchema, ({ forgetTools }) => {
      state.reset({ keepTools: forgetTools !== true });
      lms.tokens.clear();
      return { tools: state.tools.length };
    }),
  );
  return router;
}
