import type { Request } from 'express';
import type { Lms } from './lms.ts';
import type { PagingHabits } from './platforms/platform.ts';
import { Refusal } from './refusal.ts';

/** One page of a list, with the Link header that leads to the next. */
export interface Page<T> {
  rows: T[];
  headers: Record<string, string>;
}

const SMALL_PAGE = 2;

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
 * Cuts a list as the platform does. The next address keeps the whole query, but for what the
 * platform loses.
 * @param endsEmpty whether a page without rows follows the last one
 */
export function pageOf<T>(
  lms: Lms,
  request: Request,
  all: readonly T[],
  endsEmpty = false,
): Page<T> {
  const habits = lms.state.platform.paging;
  const { smallPages, oddAnswers } = lms.state.switches;
  const most = smallPages ? SMALL_PAGE : (habits.most ?? Infinity);
  const limit = Math.min(wholeNumber(request, habits.limit, 1) ?? Infinity, most);
  const given = wholeNumber(request, habits.from, 0);
  const byPages = habits.counts === 'pages';
  const from = byPages ? (Math.max(given ?? 1, 1) - 1) * limit : (given ?? 0);
  if (limit === Infinity) return { rows: all.slice(from), headers: {} };
  const rows = all.slice(from, from + limit);
  const isLast = endsEmpty ? from >= all.length : from + limit >= all.length;
  if (isLast) return { rows, headers: {} };
  const next = new URL(request.originalUrl, lms.baseUrl);
  next.searchParams.set(habits.limit, String(limit));
  next.searchParams.set(habits.from, String(byPages ? (given ?? 1) + 1 : from + limit));
  for (const name of habits.loses) next.searchParams.delete(name);
  const link = oddAnswers ? 'typographic' : habits.link;
  return { rows, headers: { [habits.header]: linkValue(link, next, request) } };
}

function linkValue(link: PagingHabits['link'], next: URL, request: Request): string {
  switch (link) {
    case 'plain':
      return `<${next}>; rel="next"`;
    case 'unquoted':
      // Relative, and without quotes.
      return `<${next.pathname}${next.search}>; rel=next; title=more`;
    case 'several':
      return [
        `<${new URL(request.originalUrl, next)}>; rel="current"`,
        `<${next}>; rel="next"`,
        `<${next.origin}${next.pathname}>; rel="first"`,
      ].join(',');
    case 'typographic': {
      const odd = `<${next.href.replaceAll('&', '&amp;')}>; rel=\u201Cnext\u201D`;
      // Header bytes are UTF-8 on the wire; Node takes one character per byte.
      return Buffer.from(odd, 'utf8').toString('latin1');
    }
  }
}
