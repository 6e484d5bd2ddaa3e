import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { AgsScore } from '#server/lti/ags';
import { keepConnections } from './resting-connections.ts';

/** One request to the platform, in the order of arrival. */
export interface Asked {
  kind: 'token' | 'score' | 'results' | 'line items';
  /** The person of a score. */
  userId: string;
  /** How many scores of this person were posted before. */
  earlier: number;
  token: string;
}

/** What goes wrong with one request. `lost`: it is done, but nobody hears of it. */
export type Fault =
  | { status: number; headers?: Record<string, string>; text?: string }
  | 'silence'
  | 'truncated'
  | 'broken off'
  | 'lost';

/** A score that the gradebook took. */
export interface TakenScore {
  lineItem: string;
  score: AgsScore;
  atMs: number;
}

/**
 * A little platform over real HTTP that keeps scores as Moodle does: what is not later by a whole
 * second than the last change of its cell is refused with 409, and anything but a final grade
 * empties the cell.
 */
export interface FaultPlatform {
  url: string;
  tokenUrl: string;
  lineItem(id: string): string;
  /** Everything that was asked, faults included. */
  asked: Asked[];
  taken: TakenScore[];
  cells: Map<string, { points: number | null; maximum: number; modifiedMs: number }>;
  /** Decides what goes wrong; nothing by default. */
  fault: (asked: Asked) => Fault | null;
  latencyMs: number;
  /** More scores in a second than this get 429 with Retry-After: 1. */
  perSecond: number;
  /** Tokens that were issued and are still good. */
  tokens: Set<string>;
  tokenSeconds: number;
  close(): Promise<void>;
}

/** Starts it on a free port of loopback. */
export async function startFaultPlatform(): Promise<FaultPlatform> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  keepConnections(server).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const platform: FaultPlatform = {
    url,
    tokenUrl: `${url}/token`,
    lineItem: (id) => `${url}/lineitems/${id}/lineitem?type_id=3`,
    asked: [],
    taken: [],
    cells: new Map(),
    fault: () => null,
    latencyMs: 0,
    perSecond: Infinity,
    tokens: new Set(),
    tokenSeconds: 3_600,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const postsOf = new Map<string, number>();
  let allowance = { left: 0, atMs: 0 };

  /** A bucket that fills evenly and holds the scores of one second. */
  function isTooFast(): boolean {
    if (platform.perSecond === Infinity) return false;
    const nowMs = performance.now();
    const filled = ((nowMs - allowance.atMs) / 1_000) * platform.perSecond;
    const left = Math.min(platform.perSecond, allowance.left + filled);
    allowance = { left: Math.max(0, left - 1), atMs: nowMs };
    return left < 1;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', url).pathname;
    const score = path.endsWith('/scores') ? (JSON.parse(body) as AgsScore) : null;
    const kind = score
      ? 'score'
      : path === '/token'
        ? 'token'
        : path.endsWith('/results')
          ? 'results'
          : 'line items';
    const userId = score?.userId ?? '';
    const earlier = postsOf.get(userId) ?? 0;
    if (score) postsOf.set(userId, earlier + 1);
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const asked: Asked = { kind, userId, earlier, token };
    platform.asked.push(asked);
    if (platform.latencyMs > 0) await pause(platform.latencyMs);
    const fault = platform.fault(asked);
    if (fault === 'silence') return;
    if (fault === 'broken off') {
      response.destroy();
      return;
    }
    if (fault && typeof fault === 'object') {
      response.writeHead(fault.status, fault.headers).end(fault.text ?? '');
      return;
    }
    const reply = respond(kind, path, token, score);
    if (fault === 'lost') {
      response.destroy();
      return;
    }
    const text = JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    if (fault === 'truncated') response.end(text.slice(0, Math.floor(text.length / 2)));
    else response.end(text);
  }

  function respond(
    kind: Asked['kind'],
    path: string,
    token: string,
    score: AgsScore | null,
  ): { status: number; headers?: Record<string, string>; body?: unknown } {
    if (kind === 'token') {
      const issued = `token-${platform.asked.length}-${Math.random().toString(36).slice(2)}`;
      platform.tokens.add(issued);
      const { tokenSeconds } = platform;
      return {
        status: 200,
        body: { access_token: issued, token_type: 'Bearer', expires_in: tokenSeconds },
      };
    }
    if (!platform.tokens.has(token)) return { status: 401, body: { reason: 'token is void' } };
    const lineItem = path.replace(/\/(scores|results)$/, '');
    if (kind === 'results') return { status: 200, body: resultsOf(lineItem) };
    if (!score) return { status: 200, body: [] };
    if (isTooFast()) return { status: 429, headers: { 'retry-after': '1' } };
    const key = `${lineItem} ${score.userId}`;
    const before = platform.cells.get(key);
    const postedMs = Date.parse(score.timestamp);
    if (before && Math.floor(before.modifiedMs / 1_000) >= Math.floor(postedMs / 1_000))
      return { status: 409, body: { reason: 'not later' } };
    const isFinal = score.gradingProgress === 'FullyGraded';
    platform.cells.set(key, {
      points: isFinal ? (score.scoreGiven ?? null) : null,
      maximum: score.scoreMaximum ?? 1,
      modifiedMs: postedMs,
    });
    platform.taken.push({ lineItem, score, atMs: performance.now() });
    return { status: 200 };
  }

  function resultsOf(lineItem: string): unknown[] {
    return [...platform.cells].flatMap(([key, cell]) => {
      const [where = '', userId = ''] = key.split(' ');
      if (where !== lineItem) return [];
      return [
        {
          userId,
          resultMaximum: cell.maximum,
          timestamp: new Date(cell.modifiedMs).toISOString(),
          ...(cell.points !== null && { resultScore: cell.points }),
        },
      ];
    });
  }

  return platform;
}

/** The points in a cell of a platform; undefined when nothing was ever written there. */
export function pointsIn(
  platform: FaultPlatform,
  lineItemUrl: string,
  userId: string,
): number | null | undefined {
  return platform.cells.get(`${new URL(lineItemUrl).pathname} ${userId}`)?.points;
}
