import type { Problem } from '#contract/errors';
import type { Route } from '#contract/route';
import { createApi, type Api } from '#elements/kit/api';

/** What was asked, for answers that depend on it. */
export interface Asked {
  body: unknown;
  params: Record<string, string>;
}

/** What a pretend server answers to one route. */
export interface Answer {
  route: Pick<Route, 'method' | 'path'>;
  /** The reply of the contract; undefined is 204. */
  reply: (asked: Asked) => unknown;
  /** Makes the answer a refusal instead. */
  problem?: Problem;
  delayMs?: number;
}

/** An api for the gallery: answers given routes with fixtures; all others are "not found". */
export function pretendApi(answers: readonly Answer[]): Api {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, location.href).pathname;
    const method = (init?.method ?? 'GET').toLowerCase();
    for (const answer of answers) {
      const params = method === answer.route.method ? matchPath(answer.route.path, path) : null;
      if (!params) continue;
      if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      if (answer.problem) return json(answer.problem, answer.problem.status);
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      const reply = answer.reply({ body, params });
      return reply === undefined ? new Response(null, { status: 204 }) : json(reply, 200);
    }
    return json(refusal('not_found', 404), 404);
  };
  return createApi({
    fetch,
    boot: { token: 'gallery', tokenExpiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
}

/** A problem as the server would write it. */
export function refusal(code: string, status: number): Problem {
  return { type: 'about:blank', title: code, status, code, reference: '7KQ-2M4' };
}

function json(value: unknown, status: number): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = [];
  const source = pattern.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const match = new RegExp(`^${source}$`).exec(path);
  if (!match) return null;
  return Object.fromEntries(
    names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]),
  );
}
