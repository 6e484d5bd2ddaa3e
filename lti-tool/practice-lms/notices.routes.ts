import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { COURSE } from './course-state.ts';
import type { Lms } from './lms.ts';
import { postJson } from './local-fetch.ts';
import { Refusal } from './refusal.ts';
import { readJson, serviceExchange, serviceRefusal, toolOfRequest } from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import type { Tool } from './tools.ts';
import { CLAIM, SCOPE } from './vocabulary.ts';

const COPY_NOTICE = 'LtiContextCopyNotice';
const LIFE_SECONDS = 3_600;

function setHandler(lms: Lms, exchange: Exchange): ServiceAnswer {
  exchange.summary = 'Who is told of copied courses';
  const tool = toolOfRequest(lms, exchange.request, [SCOPE.noticeHandlers]);
  if (!lms.state.platform.hasNotices) throw new Refusal(404, 'This platform has no such service.');
  const { notice_type: type, handler } = readJson(exchange);
  if (type !== COPY_NOTICE) throw new Refusal(400, 'There is no such kind of notice.');
  if (typeof handler !== 'string' || !isOfTool(tool, handler))
    throw new Refusal(400, 'The handler must be on the domain of the tool.');
  lms.state.noticeHandlers.set(tool.clientId, handler);
  return { status: 200, body: { notice_type: type, handler } };
}

function isOfTool({ targetLinkUri }: Tool, handler: string): boolean {
  return URL.canParse(handler) && new URL(handler).host === new URL(targetLinkUri).host;
}

/** Platform Notification Service 1.0, as far as Canvas has it: one handler for each kind. */
export function noticesRoutes(lms: Lms): Router {
  const router = Router();
  router.put(
    '/services/notice-handlers',
    serviceExchange(lms, 'Notices', (exchange) => setHandler(lms, exchange), serviceRefusal(lms)),
  );
  return router;
}

/** Tells a tool that a course was copied from the one here, once, as Canvas does. */
export async function sendCopyNotice(
  lms: Lms,
  tool: Tool,
  { id, title }: { id: string; title: string },
): Promise<number> {
  const handler = lms.state.noticeHandlers.get(tool.clientId);
  if (handler === undefined) throw new Error('The tool has not asked to be told of copies.');
  const iat = Math.floor(lms.now() / 1_000);
  const jwt = await lms.key.sign({
    ...{ iss: lms.issuer, aud: tool.clientId, azp: tool.clientId, nonce: randomUUID() },
    ...{ iat, exp: iat + LIFE_SECONDS },
    [CLAIM.version]: '1.3.0',
    [CLAIM.deploymentId]: tool.deploymentId,
    [CLAIM.notice]: {
      id: randomUUID(),
      timestamp: new Date(lms.now()).toISOString(),
      type: COPY_NOTICE,
    },
    [CLAIM.context]: { id, title, label: title, type: lms.state.platform.contextTypes },
    [CLAIM.originContexts]: [COURSE.id],
  });
  const status = await postJson(handler, { notices: [{ jwt }] });
  lms.state.log.add({
    kind: 'Notice',
    summary: `The tool is told that the course was copied: ${title}`,
    outcome: status < 300 ? 'accepted' : 'refused',
    status,
  });
  return status;
}
