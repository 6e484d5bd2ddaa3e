import { html, render } from 'lit';
import { LOCALES, type Locale } from '#contract/vocabulary';
import { setLocale } from '#elements/kit/locale';
import { exhibits } from './exhibits.ts';

/**
 * Elements alone, without a server: `/gallery/` lists them, `/gallery/?show=save-state` shows
 * one, `&locale=pl` in another language.
 */
const asked = new URLSearchParams(location.search);
const locale = LOCALES.find((one: Locale) => one === asked.get('locale'));
if (locale) await setLocale(locale);

const exhibit = exhibits[asked.get('show') ?? ''];
if (exhibit) {
  render(await exhibit(), document.body);
} else {
  render(
    html`<ul class="gallery-list">
      ${Object.keys(exhibits).map((name) => html`<li><a href="?show=${name}">${name}</a></li>`)}
    </ul>`,
    document.body,
  );
}
