import type { Response } from 'express';
import type { Lms } from '../lms.ts';
import { PEOPLE } from '../people.ts';
import type { Person } from '../people.ts';
import { COURSE } from '../course-state.ts';
import { html } from './html.ts';
import type { HtmlValue, SafeHtml } from './html.ts';

/** Entries of the course menu. */
const MENU = [
  { path: '/course', label: 'Overview' },
  { path: '/course#activities', label: 'Activities' },
  { path: '/people', label: 'People' },
  { path: '/course#gradebook', label: 'Gradebook' },
  { path: '/messages', label: 'Messages' },
  { path: '/administration', label: 'Administration' },
  { path: '/start-again', label: 'Start again' },
] as const;

/** What a page is made of. */
export interface PageParts {
  lms: Lms;
  viewer: Person;
  /** Name of the page, for the tab, the trail and the heading. */
  title: string;
  /** Path of the menu entry that is current. */
  current: string;
  /** Path to come back to when somebody else is chosen. */
  here: string;
  main: SafeHtml;
  aside?: SafeHtml;
  /** Scripts under /assets. */
  scripts?: string[];
  /** Plays platform storage: its script must listen before the first frame begins to load. */
  storage?: boolean;
  /** Without the menu at the side, for activities that need the width. */
  wide?: boolean;
  bodyAttributes?: HtmlValue;
}

function bar(parts: PageParts): SafeHtml {
  const { lms, viewer, here } = parts;
  return html`<div class="bar">
    <b>${lms.title}</b
    ><span class="pretend"
      >A pretend learning platform for trying Lookfor. No real people, no real grades.</span
    >
    <form class="who" method="get" action="${here}">
      <label for="who">You are</label>
      <select id="who" name="as">
        ${PEOPLE.map(
          (person) =>
            html`<option value="${person.key}" ${person === viewer && html`selected`}>
              ${person.givenName}, ${person.part}
            </option>`,
        )}
      </select>
      <button>Change</button>
    </form>
  </div>`;
}

function trail(parts: PageParts): SafeHtml {
  const overview = parts.current === '/course' && !parts.wide;
  return html`<nav class="trail" aria-label="Where you are">
    ${
      overview
        ? html`Courses / ${COURSE.label}`
        : html`Courses / <a href="/course">${COURSE.label}</a> / ${parts.title}`
    }
  </nav>`;
}

function menu(parts: PageParts): SafeHtml {
  return html`<nav class="box menu" aria-label="Course">
    <h2>Course</h2>
    <ul>
      ${MENU.map(
        ({ path, label }) =>
          html`<li>
            <a href="${path}" ${path === parts.current && html`aria-current="page"`}>${label}</a>
          </li>`,
      )}
    </ul>
  </nav>`;
}

function documentOf(
  title: string,
  lms: Lms,
  body: SafeHtml,
  options: { scripts?: string[] | undefined; storage?: boolean; bodyAttributes?: HtmlValue },
): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${lms.title}</title>
        <link rel="stylesheet" href="/assets/practice-lms.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${options.storage === true && html`<script src="/assets/platform-storage.js"></script>`}
        ${(options.scripts ?? []).map(
          (name) => html`<script type="module" src="/assets/${name}"></script>`,
        )}
      </head>
      <body ${options.bodyAttributes}>
        ${body}
      </body>
    </html>`.text;
}

/** A whole page with bar, menu and footer. */
export function page(parts: PageParts): string {
  const { lms, title, main, aside, wide } = parts;
  const layout = wide ? 'page wide' : aside ? 'page' : 'page two';
  const body = html`<header>
      ${bar(parts)} ${trail(parts)}
      <div class="course"><h1>${title}</h1></div>
    </header>
    <div class="${layout}">
      ${!wide && menu(parts)}
      <main>${main}</main>
      ${aside && html`<aside aria-label="Behind the scenes">${aside}</aside>`}
    </div>
    <footer>
      This platform exists only for demonstration. It speaks LTI 1.3 with Lookfor as a real one
      would, and its messages are forgotten when it stops.
    </footer>`;
  return documentOf(title, lms, body, parts);
}

/** A small page for the frame of a launch: a few words and perhaps a form. */
export function smallPage(
  lms: Lms,
  title: string,
  main: SafeHtml,
  options: { scripts?: string[]; storage?: boolean; bodyAttributes?: HtmlValue } = {},
): string {
  const body = html`<main class="small">
    <h1>${title}</h1>
    ${main}
  </main>`;
  return documentOf(title, lms, body, options);
}

/** A page that posts a form as soon as it is loaded, with a button for browsers without scripts. */
export function postingPage(
  lms: Lms,
  title: string,
  action: string,
  fields: Record<string, string>,
): string {
  const form = html`<form method="post" action="${action}" id="go-on">
    ${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <button class="button">Go on</button>
  </form>`;
  return smallPage(lms, title, form, { scripts: ['submit-form.js'] });
}

/**
 * Sends a page. It is never stored, and only its own scripts and styles run. Pages of the
 * platform's sign-in host stand inside those of the LMS, whose origin the application has left in
 * `locals`.
 */
export function sendPage(response: Response, text: string, status = 200): void {
  const around = String(response.locals['lmsOrigin'] ?? '');
  response
    .status(status)
    .set('Content-Type', 'text/html; charset=utf-8')
    .set('Cache-Control', 'no-store')
    .set(
      'Content-Security-Policy',
      `default-src 'self'; frame-src http: https:; base-uri 'none'; object-src 'none'; frame-ancestors 'self' ${around}`,
    )
    .end(text);
}
