import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Deps } from '../src/deps.ts';

const stateSchema = z.object({
  issuer: z.string(),
  urls: z.object({ auth: z.string(), token: z.string(), jwks: z.string() }),
  people: z.array(
    z.object({
      key: z.string(),
      userId: z.string(),
      givenName: z.string(),
      familyName: z.string(),
      part: z.enum(['administrator', 'lecturer', 'assessor', 'student']),
    }),
  ),
});
/** The practice LMS as its own door describes it. */
export type PracticeState = z.infer<typeof stateSchema>;

/** Ids of the demo's registration: known beforehand, so that a second start finds it. */
export const DEMO_CLIENT_ID = 'lookfor-demo';
/** How the practice LMS calls its only deployment. */
export const DEMO_DEPLOYMENT_ID = '1';
/** The practice LMS has one course. */
export const DEMO_CONTEXT = {
  id: '12',
  label: 'EDU 210',
  title: 'EDU 210 Observing Young Children',
};

const WAIT_MS = 60_000;

/** The practice LMS, once it answers; the two start at the same time. */
export async function reachPracticeLms(deps: Deps): Promise<PracticeState> {
  for (let waitedMs = 0; ; waitedMs += 200) {
    try {
      const answer = await deps.guardedFetch(`${addressOf(deps)}/practice/state`);
      return stateSchema.parse(JSON.parse(answer.text));
    } catch (error) {
      if (waitedMs >= WAIT_MS)
        throw new Error('the practice LMS does not answer', { cause: error });
      await pause(200);
    }
  }
}

/** Registers Lookfor there and the LMS here, as an administrator would by hand. */
export async function registerWithEachOther(deps: Deps, lms: PracticeState): Promise<void> {
  const { publicUrl } = deps.config;
  await post(deps, '/practice/tools', {
    name: 'Lookfor',
    loginUrl: `${publicUrl}/lti/login`,
    redirectUris: [`${publicUrl}/lti/launch`],
    targetLinkUri: `${publicUrl}/lti/launch`,
    jwksUrl: `${publicUrl}/lti/jwks`,
    clientId: DEMO_CLIENT_ID,
    deploymentId: DEMO_DEPLOYMENT_ID,
  });
  await deps.lti.platforms.register({
    name: 'Practice LMS',
    issuer: lms.issuer,
    clientId: DEMO_CLIENT_ID,
    authUrl: lms.urls.auth,
    tokenUrl: lms.urls.token,
    jwksUrl: lms.urls.jwks,
    deploymentIds: [DEMO_DEPLOYMENT_ID],
    institution: 'Practice LMS',
  });
}

/** An activity that the course of the practice LMS shall have. */
export interface DemoActivity {
  title: string;
  taskId: string;
  maximumPoints: number;
  dueAt: string | null;
}

/**
 * Puts an activity with its gradebook column into the course; a second time it is there already.
 * @returns its id in the LMS: the id of the resource link
 */
export async function placeActivity(deps: Deps, activity: DemoActivity): Promise<string> {
  const placed = await post(deps, '/practice/activities', {
    clientId: DEMO_CLIENT_ID,
    title: activity.title,
    url: `${deps.config.publicUrl}/lti/launch?task=${activity.taskId}`,
    custom: { task: activity.taskId },
    ...(activity.maximumPoints > 0 && { scoreMaximum: activity.maximumPoints }),
    ...(activity.dueAt !== null && { endDateTime: activity.dueAt }),
  });
  return z.object({ id: z.string() }).parse(placed).id;
}

function addressOf(deps: Deps): string {
  return `http://lms.localhost:${deps.config.lmsPort}`;
}

async function post(deps: Deps, path: string, body: unknown): Promise<unknown> {
  const answer = await deps.guardedFetch(`${addressOf(deps)}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`the practice LMS refused ${path}: ${answer.text}`);
  return JSON.parse(answer.text);
}
