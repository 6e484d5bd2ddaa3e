import type { Request, RequestHandler, Response } from 'express';
import type { Lms } from './lms.ts';
import { personByKey } from './people.ts';
import type { Person } from './people.ts';
import { isLocale } from './vocabulary.ts';
import type { Locale } from './vocabulary.ts';

const PERSON_COOKIE = 'practice_lms_person';
const VIEW_COOKIE = 'practice_lms_view';

/** Widths of the frame that can be chosen, in pixels; `full` takes what there is. */
export const FRAME_WIDTHS = ['600', '900', '1120', 'full'] as const;

/** How this browser wants to see activities. */
export interface View {
  opensIn: 'frame' | 'window';
  width: (typeof FRAME_WIDTHS)[number];
  locale: Locale;
}

function cookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}

function setCookie(lms: Lms, response: Response, name: string, value: string): void {
  // Lax, as LMSs have it: a sign-in that comes from the tool inside a frame arrives without it, and
  // the authorization endpoint posts to itself once to get it.
  response.cookie(name, value, { httpOnly: true, sameSite: 'lax', path: '/', secure: lms.secure });
}

/** Who is logged in to the LMS in this browser, if anybody. */
export function personOf(request: Request): Person | undefined {
  return personByKey(cookie(request, PERSON_COOKIE));
}

/** Who the pages are shown to: whoever is logged in, otherwise Lee. */
export function viewerOf(request: Request): Person {
  const viewer = personOf(request) ?? personByKey('lee');
  if (!viewer) throw new Error('The list of people has no lecturer.');
  return viewer;
}

/**
 * For pages: `?as=sam` logs Sam in and comes back to the same address without it. Somebody who
 * comes for the first time is Lee, so that a launch never fails for want of a login.
 */
export function choosePerson(lms: Lms): RequestHandler {
  const own = new URL(lms.baseUrl).hostname;
  return (request, response, next) => {
    // A host that a vendor's schools share (the sign-in, the frame of the storage) knows nobody.
    if (request.hostname !== own) {
      next();
      return;
    }
    const wanted = personByKey(request.query['as']);
    if (wanted) {
      setCookie(lms, response, PERSON_COOKIE, wanted.key);
      const url = new URL(request.originalUrl, lms.baseUrl);
      url.searchParams.delete('as');
      response.redirect(303, url.pathname + url.search);
      return;
    }
    if (!personOf(request)) setCookie(lms, response, PERSON_COOKIE, viewerOf(request).key);
    next();
  };
}

/** Reads a view out of loose values; whatever is not known becomes the default. */
export function readView(values: { opensIn?: unknown; width?: unknown; locale?: unknown }): View {
  return {
    opensIn: values.opensIn === 'window' ? 'window' : 'frame',
    width: FRAME_WIDTHS.find((width) => width === values.width) ?? 'full',
    locale: isLocale(values.locale) ? values.locale : 'en',
  };
}

/** The view that this browser chose. */
export function viewOf(request: Request): View {
  const [opensIn, width, locale] = (cookie(request, VIEW_COOKIE) ?? '').split('.');
  return readView({ opensIn, width, locale });
}

/** Remembers the view in this browser. */
export function rememberView(lms: Lms, response: Response, view: View): void {
  setCookie(lms, response, VIEW_COOKIE, `${view.opensIn}.${view.width}.${view.locale}`);
}
