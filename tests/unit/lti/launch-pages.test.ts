import { describe, expect, test } from 'vitest';
import { LOCALES, ROLES } from '#contract/vocabulary';
import { openingPage, problemPage, rolePage } from '#server/lti/launch-pages';
import {
  launchWords,
  localeOf,
  preferredLocale,
  type LaunchProblem,
} from '#server/lti/launch-words';

const assets = { script: '/assets/launch.js', styles: ['/assets/launch.css'] };
const problems = Object.keys(launchWords('en').problems) as LaunchProblem[];

describe.each(LOCALES)('words in %s', (locale) => {
  test.each(problems)('%s has a heading, a sentence and a reference', (problem) => {
    const page = problemPage({ locale, assets }, problem, '7KQ-2M4');
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page).toMatch(/<h1>[^<]{6,80}<\/h1>/);
    expect(page).toContain('7KQ-2M4');
  });

  test('no text is empty or left in English', () => {
    const texts = textsOf(launchWords(locale));
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    if (locale === 'en') return;
    const english = textsOf(launchWords('en'));
    const same = texts.filter((text, index) => text === english[index] && text.includes(' '));
    expect(same).toEqual([]);
  });

  test.each(ROLES)('the role %s has a name', (role) => {
    const about = { course: null, role, returnUrl: null };
    const page = rolePage({ locale, assets }, about, '7KQ-2M4');
    expect(page).toContain(`<b>${launchWords(locale).roles[role]}</b>`);
  });
});

test('what comes from outside stands in a page as text only', () => {
  const evil = '"><script>alert(1)</script>';
  const pages = [
    rolePage(
      { locale: 'en', assets },
      { course: evil, role: 'observer', returnUrl: `https://lms.example/?${evil}` },
      evil,
    ),
    openingPage(
      { locale: 'en', assets },
      {
        step: 'opening',
        probeUrl: evil,
        authUrl: `https://lms.example/auth?hint=</script>${evil}`,
        storage: { target: evil, origin: evil, key: evil, value: evil },
      },
      { iss: evil, login_hint: evil, [evil]: evil },
    ),
  ];
  for (const page of pages) {
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<script/g)).toHaveLength(2);
  }
});

test('the course is told as the LMS names it', () => {
  const about = { course: 'EDU 210', role: 'observer', returnUrl: null } as const;
  expect(rolePage({ locale: 'en', assets }, about, 'x')).toContain(
    'In EDU 210 you are <b>observer</b>',
  );
});

test.each([
  ['pl_PL', 'pl'],
  ['fr-CA', 'fr'],
  ['EN', 'en'],
  ['de-AT', null],
  ['', null],
  [null, null],
])('the locale claim %j', (claim, locale) => {
  expect(localeOf(claim)).toBe(locale);
});

test.each([
  ['nl', 'nl'],
  ['de, fr;q=0.4, it;q=0.8', 'it'],
  ['pl;q=0, nl;q=0.1', 'nl'],
  ['de', 'en'],
  ['*', 'en'],
  [undefined, 'en'],
  ['x'.repeat(10_000), 'en'],
])('Accept-Language %j', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});

function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function')
    return textsOf((words as (...given: string[]) => unknown)('C', 'R'));
  if (typeof words !== 'object' || words === null) return [];
  return Object.values(words).flatMap(textsOf);
}
