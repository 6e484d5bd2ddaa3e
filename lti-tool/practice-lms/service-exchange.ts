import type { Request, RequestHandler, Response } from 'express';
import type { Lms } from './lms.ts';
import { Refusal } from './refusal.ts';
import type { Tool } from './tools.ts';

/** What a service answers. */
export interface ServiceAnswer {
  status: number;
  body?: unknown;
  mediaType?: string;
  headers?: Record<string, string>;
  /** A remark for the messages page about an accepted request. */
  note?: string;
}

/** One call of a service while it is worked on; its fields end up in the messages page. */
export interface Exchange {
  request: Request;
  /** The body as text, whatever its media type claims. */
  text: string;
  /** One line for the messages page; the work makes it more telling as it learns more. */
  summary: string;
  /** The request in full for the messages page. */
  asked: Record<string, unknown>;
}

function wait(response: Response, timeMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeMs);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Waits as long as the "answers slowly" switch says, or until the caller has gone. */
export async function answerSlowly(lms: Lms, response: Response): Promise<void> {
  const { delayMs } = lms.state.switches;
  if (delayMs > 0) await wait(response, delayMs);
}

const LOOK_AGAIN_MS = 100;

/** Holds the request while the LMS is silent. True when the request must then be given up. */
async function isSilent(lms: Lms, response: Response, exchange: Exchange): Promise<boolean> {
  const { silence } = lms.state.switches;
  if (silence === 'off') return false;
  lms.state.log.add({
    kind: exchange.summary,
    summary: exchange.summary,
    outcome: 'failed',
    reason: 'The LMS was switched to silence: nothing was done.',
    asked: exchange.asked,
  });
  while (lms.state.switches.silence === 'hang' && !response.closed) {
    await wait(response, LOOK_AGAIN_MS);
  }
  return true;
}

function inFull(request: Request): Record<string, unknown> {
  const { accept, 'content-type': contentType } = request.headers;
  const authorization = request.headers.authorization === undefined ? 'none' : '(kept secret)';
  return {
    method: request.method,
    address: request.originalUrl,
    headers: { accept, 'content-type': contentType, authorization },
  };
}

/**
 * Wraps the work of a service: makes it slow or silent as the switches say, turns refusals into
 * answers that carry their reason, and writes the exchange into the messages page.
 */
export function serviceExchange(
  lms: Lms,
  kind: string,
  work: (exchange: Exchange) => Promise<ServiceAnswer> | ServiceAnswer,
  refuse: (refusal: Refusal, exchange: Exchange) => RefusalAnswer,
): RequestHandler {
  return async (request, response) => {
    const text = typeof request.body === 'string' ? request.body : '';
    const exchange: Exchange = { request, text, summary: kind, asked: inFull(request) };
    await answerSlowly(lms, response);
    if (await isSilent(lms, response, exchange)) {
      if (!response.closed) response.status(503).set('Retry-After', '5').end();
      return;
    }
    try {
      const answer = await work(exchange);
      lms.state.log.add({
        kind,
        summary: exchange.summary,
        outcome: 'accepted',
        status: answer.status,
        ...(answer.note === undefined ? {} : { reason: answer.note }),
        asked: exchange.asked,
        answered: answer.body,
      });
      send(response, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { body, statusWords } = refuse(error, exchange);
      lms.state.log.add({
        kind,
        summary: exchange.summary,
        outcome: error.status >= 500 ? 'failed' : 'refused',
        status: error.status,
        reason: error.message,
        asked: exchange.asked,
        answered: body,
      });
      if (statusWords !== undefined) response.statusMessage = statusWords;
      if (error.status === 401) response.set('WWW-Authenticate', 'Bearer realm="practice-lms"');
      send(
        response,
        body === undefined ? { status: error.status } : { status: error.status, body },
      );
    }
  };
}

function send(response: Response, answer: ServiceAnswer): void {
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.body === undefined) {
    response.end();
    return;
  }
  response.set('Content-Type', answer.mediaType ?? 'application/json');
  // As bytes: with a text Node would write headers and body in one encoding, and spoil curly quotes.
  response.end(Buffer.from(JSON.stringify(answer.body), 'utf8'));
}

/** What a refusal of AGS, NRPS or groups says, as the platform writes it. */
export interface RefusalAnswer {
  body: unknown;
  statusWords?: string;
}

/** Error answers of AGS, NRPS and groups; nothing for a 500, which says nothing. */
export function serviceRefusal(lms: Lms) {
  return (refusal: Refusal, exchange: Exchange): RefusalAnswer => {
    if (refusal.status >= 500) return { body: undefined };
    const { method, originalUrl, headers, path } = exchange.request;
    const words = {
      status: refusal.status,
      reason: refusal.message,
      method,
      url: originalUrl,
      accept: headers.accept,
      contentType: headers['content-type'],
      isScore: path.endsWith('/scores'),
      text: exchange.text,
    };
    const statusWords = lms.state.platform.statusWords(words);
    return {
      body: lms.state.platform.refusalBody(words),
      ...(statusWords === null ? {} : { statusWords }),
    };
  };
}

/** The tool behind the bearer token. Refuses a missing or old token (401) and a wrong scope (403). */
export function toolOfRequest(lms: Lms, request: Request, scopes: readonly string[]): Tool {
  const { voidTokenStatus, needsUserAgent, hasTypeId } = lms.state.platform;
  if (needsUserAgent && (request.headers['user-agent'] ?? '') === '') {
    throw new Refusal(403, 'The request has no User-Agent.');
  }
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    throw new Refusal(voidTokenStatus, 'There is no bearer token in the Authorization header.');
  }
  const grant = lms.tokens.find(token);
  const tool = grant && lms.state.tool(grant.clientId);
  if (!grant || !tool) {
    throw new Refusal(voidTokenStatus, 'The access token is unknown or has expired.');
  }
  if (!scopes.some((scope) => grant.scopes.includes(scope))) {
    throw new Refusal(
      403,
      `The access token has no scope for this; it needs ${scopes.join(' or ')}.`,
    );
  }
  if (hasTypeId && !namesDeployment(request, tool)) {
    throw new Refusal(
      404,
      `The address must carry type_id=${tool.deploymentId} in its query, as it was given in the launch.`,
    );
  }
  return tool;
}

/** By its query or, in Moodle's roster, by its path. */
function namesDeployment(request: Request, tool: Tool): boolean {
  const inPath = request.originalUrl.includes(`/bindings/${tool.deploymentId}/`);
  return inPath || request.query['type_id'] === tool.deploymentId;
}

/** The type before any parameter, in lower case. */
function bareType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Refuses (415) a Content-Type other than the exact one. */
export function expectContentType(request: Request, mediaType: string): void {
  const given = bareType(request.headers['content-type']);
  if (given !== mediaType) {
    throw new Refusal(415, `Content-Type must be ${mediaType}, not "${given || 'absent'}".`);
  }
}

/** Refuses (406) an Accept header other than exactly the one type. */
export function expectAccept(request: Request, mediaType: string): void {
  const given = request.headers.accept;
  if (bareType(given) !== mediaType || given?.includes(',') === true) {
    throw new Refusal(406, `Accept must be exactly ${mediaType}, not "${given ?? 'absent'}".`);
  }
}

/** The body as JSON object. Refuses (400) anything else. */
export function readJson(exchange: Exchange): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(exchange.text);
  } catch {
    exchange.asked['body'] = exchange.text.slice(0, 2000);
    throw new Refusal(400, 'The body is not JSON.');
  }
  exchange.asked['body'] = body;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Refusal(400, 'The body is not a JSON object.');
  }
  return { ...body };
}
