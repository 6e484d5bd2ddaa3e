import type { RequestHandler } from 'express';
import { COURSE } from './course-state.ts';
import type { PracticeLmsState } from './course-state.ts';
import type { Places } from './platforms/platform.ts';
import { practice } from './platforms/practice.ts';
import type { Tool } from './tools.ts';

/** What the braces of a place stand for. */
interface Fillings {
  tool?: Tool;
  item?: string;
}

/** The address of an endpoint on the platform that is played. */
export function placeUrl(
  lms: { baseUrl: string; state: PracticeLmsState },
  name: keyof Places,
  { tool, item = '' }: Fillings = {},
): URL {
  const values: Record<string, string> = {
    course: COURSE.id,
    deployment: tool?.deploymentId ?? '',
    client: tool?.clientId ?? 'platform',
    item,
  };
  const filled = lms.state.platform.places[name].replaceAll(
    /\{(\w+)\}/g,
    (_, word: string) => values[word] ?? '',
  );
  const shared = /^\/\/(\w+)(\/.*)$/.exec(filled);
  if (!shared) return new URL(filled, lms.baseUrl);
  const url = new URL(shared[2] ?? '/', lms.baseUrl);
  url.hostname = `${shared[1]}.${url.hostname}`;
  return url;
}

const PARTS: Readonly<Record<string, string>> = {
  course: COURSE.id,
  deployment: '[^/]+',
  client: '[^/]+',
  item: '(?<item>[^/]+)',
};

function patternOf(place: string): RegExp {
  const path = place.replace(/^\/\/\w+/, '').replaceAll('.', '\\.');
  const parts = path.replaceAll(/\{(\w+)\}/g, (_, word: string) => PARTS[word] ?? '');
  return new RegExp(`^${parts}(?<tail>/(?:scores|results)(?:/[^/]+)?)?$`);
}

const PLACE_NAMES = Object.keys(practice.places) as (keyof Places)[];

/**
 * Leads requests for the endpoints of the platform that is played to our own paths. What the
 * browser or tool asked for stays in `originalUrl`.
 */
export function leadToOwnPaths(state: PracticeLmsState): RequestHandler {
  return (request, _response, next) => {
    const { platform } = state;
    for (const name of PLACE_NAMES) {
      const place = platform.places[name];
      const found = patternOf(place).exec(request.path);
      if (!found) continue;
      const item = found.groups?.['item'] ?? '';
      const tail = found.groups?.['tail'] ?? '';
      const own = practice.places[name].replace('{course}', COURSE.id).replace('{item}', item);
      const query = request.originalUrl.split('?')[1];
      request.url = `${own}${tail}${query === undefined ? '' : `?${query}`}`;
      break;
    }
    next();
  };
}
