import { msg } from '@lit/localize';
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js';
import { currentLocale } from '#elements/kit/locale';
import type { MaskedStretch } from './masked-stretches.rules.ts';

/** Gives the controls of media-chrome their words in the language of the page. */
export function speakToControls(): string {
  const locale = currentLocale();
  addTranslation(locale, {
    play: msg('play'),
    pause: msg('pause'),
    mute: msg('sound off'),
    unmute: msg('sound on'),
    seek: msg('Position in the clip'),
    '{currentTime} of {totalTime}': msg('{currentTime} of {totalTime}'),
    'video not loaded, unknown time.': msg('The clip is not loaded yet.'),
    hour: msg('hour'),
    hours: msg('hours'),
    minute: msg('minute'),
    minutes: msg('minutes'),
    second: msg('second'),
    seconds: msg('seconds'),
  });
  setLanguage(locale);
  return locale;
}

/** What is masked in a stretch of a clip. */
export function maskedWords(what: MaskedStretch['what']): string {
  switch (what) {
    case 'all':
      return msg('Nothing is seen or heard here.');
    case 'picture':
      return msg('Parts of the picture are covered.');
    case 'sound':
      return msg('Words are silenced.');
  }
}
