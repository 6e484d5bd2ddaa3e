import { msg, str } from '@lit/localize';
import type { BoxStyle, SoundMaskStyle } from '#contract/vocabulary';

/** How a part of the picture is covered. */
export function boxStyleWords(style: BoxStyle): string {
  switch (style) {
    case 'blur':
      return msg('Blurred');
    case 'pixelate':
      return msg('Large squares');
    case 'black':
      return msg('Black');
  }
}

/** What is heard instead of words. */
export function soundMaskWords(style: SoundMaskStyle): string {
  switch (style) {
    case 'mute':
      return msg('Silence');
    case 'beep':
      return msg('A tone');
  }
}

/** About how long something takes: never less than it may be. */
export function durationWords(seconds: number): string {
  if (seconds < 50) return msg('less than a minute');
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? msg('about 1 minute') : msg(str`about ${minutes} minutes`);
}
