import { msg } from '@lit/localize';
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js';
import { currentLocale } from '#elements/kit/locale';

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
