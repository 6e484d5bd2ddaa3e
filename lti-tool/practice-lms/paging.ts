import type { Request } from 'express';
import type { Lms } from './lms.ts';
import { Refusal } from './refusal.ts';

/** One page of a list, with the Link header that leads to the next. */
export interface Page<T> {
  rows: T[];
  headers: Record<string, string>;
}

function wholeNumber(request: Request, name: string, least: number): number | undefined {
  const text = request.query[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (typeof text !== 'string' || !/^\d{1,9}$/.test(text) || number < least) {
    throw new Refusal(400, `${name} must be a whole number of at least ${least}.`);
  }
  return number;
}

/**
 * Cuts a list by `limit` and `from`. The next address keeps the whole query. With odd answers it is
 * written as Moodle writes it: typographic quotes and `&amp;`.
 */
export function pageOf<T>(lms: Lms, request: Request, all: readonly T[]): Page<T> {
  const limit = wholeNumber(request, 'limit', 1);
  const from = wholeNumber(request, 'from', 0) ?? 0;
  if (limit === undefined) return { rows: all.slice(from), headers: {} };
  const rows = all.slice(from, from + limit);
  if (from + limit >= all.length) return { rows, headers: {} };
  const next = new URL(request.originalUrl, lms.baseUrl);
  next.searchParams.set('from', String(from + limit));
  if (!lms.state.switches.oddAnswers) return { rows, headers: { Link: `<${next}>; rel="next"` } };
  const odd = `<${next.href.replaceAll('&', '&amp;')}>; rel=\u201Cnext\u201D`;
  // Header bytes are UTF-8 on the wire; Node takes one character per byte.
  return { rows, headers: { Link: Buffer.from(odd, 'utf8').toString('latin1') } };
}
