import type { z } from 'zod';
import { AppError } from '../infra/app-error.ts';
import { nextLink } from './service-url.rules.ts';
import type { ServiceClient, ServiceRequest } from './service-client.ts';

const MOST_PAGES = 200;

/**
 * Reads every page of a list, or fails as a whole: a page that is missing, empty or unreadable
 * must not be taken for a short list. The next page is followed on the same origin only, and
 * never twice, so that no platform leads us astray or around in circles.
 * @param options.onlyFirst for platforms whose next page fails: the first has to be long enough
 * @throws {AppError} platform_unreachable, platform_refused
 */
export async function readPages<Page extends z.ZodType>(
  client: ServiceClient,
  request: Omit<ServiceRequest, 'method'>,
  page: Page,
  { onlyFirst = false } = {},
): Promise<z.output<Page>[]> {
  const pages: z.output<Page>[] = [];
  const seen = new Set<string>();
  let url: string | null = request.url;
  while (url !== null) {
    if (seen.has(url) || seen.size >= MOST_PAGES) throw refused('the pages have no end');
    if (new URL(url).origin !== new URL(request.url).origin) throw refused('a page lies elsewhere');
    seen.add(url);
    const answer = await client.call({ ...request, url, method: 'GET' });
    if (answer.status !== 200) throw refused(answer.text.slice(0, 500), answer.status);
    // Sakai ends its pages with an empty one.
    if (answer.text.trim() === '' && pages.length > 0) return pages;
    const parsed = page.safeParse(parseJson(answer.text));
    if (!parsed.success) throw refused('a page cannot be read', answer.status);
    pages.push(parsed.data);
    if (onlyFirst) return pages;
    url = nextLink(answer.headers['link'], url);
  }
  return pages;
}

function refused(answer: string, status?: number): AppError {
  return new AppError('platform_refused', { answer, ...(status !== undefined && { status }) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
