import { configureLocalization, type LocaleModule } from '@lit/localize';
import type { Locale } from '#contract/vocabulary';

const translations: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<LocaleModule>>> = {
  pl: () => import('../locales/generated/pl.ts'),
  it: () => import('../locales/generated/it.ts'),
  nl: () => import('../locales/generated/nl.ts'),
  fr: () => import('../locales/generated/fr.ts'),
};

const localization = configureLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(translations),
  loadLocale: (locale) => {
    const load = translations[locale as Exclude<Locale, 'en'>];
    return load();
  },
});

/** The language of the texts on this page. */
export function currentLocale(): Locale {
  return localization.getLocale() as Locale;
}

/** The language in which Intl writes days and numbers: days first, as in the other languages. */
export function formatLocale(): string {
  const locale = currentLocale();
  return locale === 'en' ? 'en-GB' : locale;
}

/**
 * Sets the language of every Lookfor element on the page, and of the page itself. Resolves when
 * the texts are there; when they cannot be loaded, the texts stay in the language they had.
 */
export async function setLocale(locale: Locale): Promise<void> {
  try {
    await localization.setLocale(locale);
  } finally {
    document.documentElement.lang = currentLocale();
  }
}
