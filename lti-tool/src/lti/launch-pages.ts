import type { LaunchFacts } from '#contract/launch';
import type { Locale, Role } from '#contract/vocabulary';
import { LOGIN_PARAMETERS } from './login.rules.ts';
import { launchWords, type LaunchProblem, type LaunchWords } from './launch-words.ts';

/** Addresses of the built script and style of these pages; without them they are plain pages. */
export interface LaunchAssets {
  script: string | null;
  styles: readonly string[];
}

/** In whose language, and with which script and styles. */
export interface PageFrame {
  locale: Locale;
  assets: LaunchAssets;
}

const DONE =
  '<svg class="line-icon" viewBox="0 0 18 18" aria-hidden="true"><path d="M3.5 9.500l3.500 3.500 7.500-8"/></svg>';
const NEW_WINDOW =
  '<svg class="line-icon" viewBox="0 0 18 18" aria-hidden="true"><path d="M7 3.500H3.500v11h11V11M10.500 3.500h4v4M14 4l-6 6"/></svg>';

/**
 * The page of a login: finds out how this browser can be recognised, and goes on to the LMS.
 * Without any script it offers both ways: a window of its own, and the address of the LMS as a
 * plain form for a browser that keeps cookies in frames.
 * @param login the parameters with which the LMS began it.
 */
export function openingPage(
  { locale, assets }: PageFrame,
  facts: LaunchFacts & { step: 'opening' },
  login: Readonly<Record<string, unknown>>,
): string {
  const words = launchWords(locale);
  const form = ownWindowForm(words, login);
  return page(locale, assets, words.opening, facts, [
    `<main class="page" id="waiting">
      <h1>${text(words.opening)}</h1>
      ${checks([
        ['now', words.checks.browser],
        ['later', words.checks.identity],
        ['later', words.checks.task],
      ])}
      <noscript>${form}${continueForm(words, facts.authUrl)}</noscript>
    </main>
    <main class="page" id="own-window" hidden>
      <h1 tabindex="-1">${text(words.ownWindow.heading)}</h1>
      <p>${text(words.ownWindow.text)}</p>
      ${form}
    </main>
    <main class="page" id="opened" hidden>
      <h1 tabindex="-1">${text(words.ownWindow.openedHeading)}</h1>
      <p>${text(words.ownWindow.openedText)}</p>
    </main>
    <footer class="foot"><span id="foot-waiting">${text(words.atMost)}</span>
      <span id="foot-own-window" hidden>${text(words.accountFine)}</span></footer>`,
  ]);
}

/** The page of a launch whose browser is recognised by what the LMS stored for it. */
export function provingPage(
  { locale, assets }: PageFrame,
  facts: LaunchFacts & { step: 'proving' },
  held: string,
): string {
  const words = launchWords(locale);
  const other = words.problems.launch_other_browser;
  return page(locale, assets, words.opening, facts, [
    `<main class="page" id="waiting">
      <h1>${text(words.opening)}</h1>
      ${checks([
        ['done', words.checks.identity],
        ['now', words.checks.browser],
        ['later', words.checks.task],
      ])}
      <noscript><h2>${text(other.heading)}</h2><p>${text(other.text)}</p></noscript>
      <form id="confirm" method="post" action="/lti/launch/confirm">
        <input type="hidden" name="held" value="${text(held)}">
        <input type="hidden" name="secret" value="">
      </form>
    </main>
    <footer class="foot"><span>${text(words.atMost)}</span></footer>`,
  ]);
}

/** What a person reads when a launch is refused. Nothing that was sent to us is repeated. */
export function problemPage(
  { locale, assets }: PageFrame,
  problem: LaunchProblem,
  reference: string,
): string {
  const words = launchWords(locale);
  const { heading, text: sentence } = words.problems[problem];
  const [safe, saves] = words.workIsSafe;
  const again = CAN_TRY_AGAIN.has(problem) ? words.again : [];
  const steps = problem === 'launch_other_browser' ? [...again, words.allowCookies] : again;
  const lines = steps.map(
    (step, index) => `<li><b>${index + 1}</b><span>${text(step)}</span></li>`,
  );
  return page(locale, assets, heading, { step: 'problem', copied: words.copied }, [
    `<main class="page"><h1>${text(heading)}</h1>
      <p>${text(sentence)}${again.length > 0 ? ` <b>${text(safe)}</b> ${text(saves)}` : ''}</p>
      ${lines.length > 0 ? `<ol class="ways">${lines.join('')}</ol>` : ''}
    </main>`,
    foot(words, again.length > 0 ? words.stillHere : words.helpDesk, reference),
  ]);
}

/** A verified launch of somebody whose role does not open this page. */
export function rolePage(
  { locale, assets }: PageFrame,
  about: { course: string | null; role: Role; returnUrl: string | null },
  reference: string,
): string {
  const words = launchWords(locale);
  const { heading, advice } = words.forTeachers;
  const [before, role, after] = words.forTeachers.text(
    about.course ?? words.forTeachers.thisCourse,
    words.roles[about.role],
  );
  const back = about.returnUrl
    ? `<p class="do"><a class="action main" target="_top" href="${text(about.returnUrl)}">${text(words.backToCourse)}</a></p>`
    : '';
  return page(locale, assets, heading, { step: 'problem', copied: words.copied }, [
    `<main class="page"><h1>${text(heading)}</h1>
      <p>${text(before)}<b>${text(role)}</b>${text(after)}</p>${back}
      <p class="advice">${text(advice)}</p></main>`,
    foot(words, words.helpDesk, reference),
  ]);
}

/** Problems that pressing the link again may heal. */
const CAN_TRY_AGAIN: ReadonlySet<LaunchProblem> = new Set<LaunchProblem>([
  'launch_expired',
  'launch_used',
  'launch_other_browser',
  'launch_refused',
  'launch_platform_error',
  'launch_keys_unavailable',
  'too_many_requests',
  'not_signed_in',
  'session_expired',
  'unavailable',
  'internal',
]);

/** The authentication request as a form; a GET form loses the query of its action. */
function continueForm(words: LaunchWords, authUrl: string): string {
  const url = new URL(authUrl);
  const fields = [...url.searchParams].map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`,
  );
  url.search = '';
  return `<form class="do" id="continue" method="get" action="${text(url.href)}">
    ${fields.join('')}<button class="word">${text(words.ownWindow.continueHere)}</button></form>`;
}

function ownWindowForm(words: LaunchWords, login: Readonly<Record<string, unknown>>): string {
  const fields = LOGIN_PARAMETERS.flatMap((name) => {
    const value = login[name];
    return typeof value === 'string'
      ? [`<input type="hidden" name="${name}" value="${text(value)}">`]
      : [];
  });
  // A post: what the LMS sent stands in no address of ours.
  return `<form class="do" method="post" action="/lti/login/resume" target="_blank">
    ${fields.join('')}
    <button class="action main">${text(words.ownWindow.open)}${NEW_WINDOW}</button></form>`;
}

function checks(steps: readonly (readonly ['done' | 'now' | 'later', string])[]): string {
  const lines = steps.map(([progress, label]) => {
    const current = progress === 'now' ? ' aria-current="step"' : '';
    return `<li class="${progress}"${current}>${progress === 'done' ? DONE : '<i></i>'}${text(label)}</li>`;
  });
  const done = steps.filter(([progress]) => progress === 'done').length;
  return `<ul class="checks" role="status">${lines.join('')}</ul>
    <div class="progress at-${done + 1}"><b></b></div>`;
}

/** The foot of a page that somebody may ask their help desk about. */
export function foot(words: LaunchWords, label: string, reference: string): string {
  return `<footer class="foot"><span>${text(label)} <code id="reference">${text(reference)}</code></span>
    <button class="word" id="copy" type="button" hidden>${text(words.copy)}</button></footer>`;
}

/** A whole page before the app: its script knows its step, and its styles the class of it. */
export function page(
  locale: Locale,
  assets: LaunchAssets,
  title: string,
  facts: LaunchFacts,
  body: readonly string[],
): string {
  const styles = assets.styles.map((address) => `<link rel="stylesheet" href="${text(address)}">`);
  const script = assets.script
    ? `<script type="application/json" id="lookfor-launch">${json(facts)}</script>
       <script type="module" src="${text(assets.script)}"></script>`
    : '';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>${styles.join('')}</head>
<body class="launch ${facts.step}">${body.join('')}${script}</body></html>`;
}

/** A text as HTML, in content and in attributes alike. */
export function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Data in a script element: `<` cannot end it. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
