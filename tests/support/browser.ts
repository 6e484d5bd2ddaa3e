import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { expect } from 'vitest';

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real Chromium; `npm test` has installed it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = EXECUTABLES.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is not installed; npm test installs it.');
  return chromium.launch({
    executablePath,
    timeout: 180_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      // A microphone that hums, and nobody who has to allow it.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      // Playwright sometimes loses a frame that changes its process in the middle of a form post.
      '--disable-site-isolation-trials',
      // Debian's Chromium keeps two pages ready behind the address bar of each window, which nobody
      // sees in these tests: three quarters of what an empty window costs.
      '--disable-features=IsolateOrigins,site-per-process,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
    ],
  });
}

/** A person's browser. Third-party cookies are blocked in it, as in any private window. */
export interface Person {
  context: BrowserContext;
  page: Page;
  /** Requests to hosts that are not ours; must stay empty. */
  foreignRequests: string[];
  /** Errors of scripts in any page or frame. */
  scriptErrors: string[];
  /** What a page's own content policy refused: a style or script that should not be there. */
  policyRefusals: string[];
}

/** Opens a window for somebody, and watches what its pages ask for. */
export async function openPerson(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  // A slow machine needs patience, which costs nothing elsewhere.
  context.setDefaultTimeout(120_000);
  const person: Person = {
    context,
    page: await context.newPage(),
    foreignRequests: [],
    scriptErrors: [],
    policyRefusals: [],
  };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !/(^|\.)localhost$/.test(url.hostname))
      person.foreignRequests.push(request.url());
  });
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) person.policyRefusals.push(message.text());
  });
  context.on('weberror', (error) => person.scriptErrors.push(String(error.error())));
  return person;
}

/**
 * Scans a page and all its frames with axe (WCAG 2.2 AA).
 * @param name the screen, for the message
 */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // axe would copy style sheets into a document of its own, which the page's policy refuses.
    .options({ preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(
    (violation) =>
      `${violation.id}: ${violation.help}\n${violation.nodes
        .slice(0, 4)
        .map((node) => `    ${node.target.flat().join(' ▸ ')} — ${node.failureSummary ?? ''}`)
        .join('\n')}`,
  );
  expect(found, `axe on ${name}`).toEqual([]);
}
