import { Router } from 'express';
import type { Request, Response } from 'express';
import type { JWTPayload } from 'jose';
import { readContentItems, type WantedActivity } from './deep-link.rules.ts';
import type { DeepLinkPlan, Lms } from './lms.ts';
import { html } from './pages/html.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import { Refusal } from './refusal.ts';
import { checkTimes, decodeToken, verifyToolJwt } from './tool-jwt.ts';
import type { Tool } from './tools.ts';
import { CLAIM } from './vocabulary.ts';

const KIND = 'LtiDeepLinkingResponse';

function expectClaim(claims: JWTPayload, name: string, value: string): void {
  if (claims[name] !== value) {
    throw new Refusal(
      400,
      `The claim ${name} must be "${value}", not ${JSON.stringify(claims[name]) ?? 'absent'}.`,
    );
  }
}

function checkClaims(lms: Lms, tool: Tool, claims: JWTPayload, data: unknown): DeepLinkPlan {
  const audience =
    Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud;
  if (audience !== lms.issuer) {
    throw new Refusal(401, `aud must be ${lms.issuer}, not ${JSON.stringify(claims.aud)}.`);
  }
  checkTimes(claims, lms.now());
  expectClaim(claims, CLAIM.messageType, KIND);
  expectClaim(claims, CLAIM.version, '1.3.0');
  expectClaim(claims, CLAIM.deploymentId, tool.deploymentId);
  const nonce = claims['nonce'];
  if (typeof nonce !== 'string' || nonce === '')
    throw new Refusal(401, 'The claim nonce is missing.');
  const untilMs = ((claims.exp ?? 0) + 120) * 1000;
  if (!lms.seen.first(`deep link nonce ${tool.clientId} ${nonce}`, untilMs)) {
    throw new Refusal(401, 'The nonce was used before: this answer came twice.');
  }
  if (!lms.state.platform.deepLinking.sendsData && claims[CLAIM.data] !== undefined) {
    throw new Refusal(400, `The claim ${CLAIM.data} was not asked for.`);
  }
  const plan = typeof data === 'string' ? lms.deepLinks.peek(data) : undefined;
  if (!plan || plan.tool.clientId !== tool.clientId) {
    throw new Refusal(
      400,
      `The claim ${CLAIM.data} is not the data of an open request of this tool, or was answered before.`,
    );
  }
  return plan;
}

interface Answer {
  created: number;
  message: string;
}

async function takeAnswer(lms: Lms, request: Request, token: string): Promise<Answer> {
  if (request.query['sesskey'] !== lms.state.sesskey) {
    throw new Refusal(403, 'The return address lost its session key.');
  }
  if (token === '') throw new Refusal(400, 'The form has no field named JWT.');
  const claimed = decodeToken(token);
  if (!claimed) throw new Refusal(400, 'JWT is not a signed JWT.');
  const tool = lms.state.tool(claimed.payload.iss);
  if (!tool) throw new Refusal(401, 'iss is no client id of this LMS.');
  const claims = await verifyToolJwt(token, tool, lms.toolKeys);
  const habits = lms.state.platform.deepLinking;
  const data = habits.sendsData ? claims[CLAIM.data] : request.query['dialog'];
  const plan = checkClaims(lms, tool, claims, data);
  const wanted = readContentItems(claims[CLAIM.contentItems], tool.name, habits);
  // Only now, so that an answer with a mistake in its items can be sent once more.
  lms.deepLinks.take(String(data));
  for (const one of wanted) place(lms, plan, one);
  const message = claims[CLAIM.msg] ?? claims[CLAIM.errormsg];
  lms.state.log.add({
    kind: KIND,
    summary: `${created(wanted.length)} for ${plan.person.givenName}`,
    outcome: 'accepted',
    status: 200,
    asked: { JWT: claimed },
  });
  return { created: wanted.length, message: typeof message === 'string' ? message : '' };
}

/** Puts what was chosen into the course, or into the page that is written. */
function place(lms: Lms, { tool, pageId }: DeepLinkPlan, wanted: WantedActivity): void {
  const { activity, column, size } = wanted;
  const page = lms.state.pages.page(pageId);
  if (!page) {
    lms.state.addActivity(tool, activity, 'deep linking', column);
    return;
  }
  const kept = lms.state.platform.editor?.makesColumns ? column : undefined;
  lms.state.pages.insert(page, lms.state.addActivity(tool, activity, 'page', kept), size);
}

function created(count: number): string {
  if (count === 0) return 'Nothing created';
  return count === 1 ? 'One activity created' : `${count} activities created`;
}

async function receive(lms: Lms, request: Request, response: Response): Promise<void> {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const token = form.get('JWT') ?? '';
  try {
    const answer = await takeAnswer(lms, request, token);
    const words = html`${answer.message !== '' && html`<p>${answer.message}</p>`}
      <p><a href="/course" target="_top">Back to the course</a></p>`;
    const title = created(answer.created);
    sendPage(
      response,
      smallPage(lms, title, words, {
        scripts: ['deep-link-done.js'],
        bodyAttributes: html`data-message="${`${title}. ${answer.message}`.trim()}"`,
      }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    lms.state.log.add({
      kind: KIND,
      summary: 'Choice from a tool',
      outcome: 'refused',
      status: error.status,
      reason: error.message,
      asked: { fields: [...form.keys()], JWT: decodeToken(token) ?? '(not a JWT)' },
    });
    const words = html`<p>Nothing was added to the course.</p>
      <p>${error.message}</p>
      <p><a href="/course" target="_top">Back to the course</a></p>`;
    sendPage(response, smallPage(lms, 'The choice was refused', words), error.status);
  }
}

/** Return endpoint of deep linking: checks the tool's answer and fills the course. */
export function deepLinkingRoutes(lms: Lms): Router {
  const router = Router();
  router.post('/deep-linking/return', (request, response) => receive(lms, request, response));
  return router;
}
