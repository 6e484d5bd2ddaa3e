import { msg, str } from '@lit/localize';
import type { ContrastCite } from '#contract/observations';
import { formatSeconds } from '#elements/kit/time';

/** Which case, and when. */
export function citeWords({ of, seconds }: ContrastCite): string {
  const time = formatSeconds(seconds);
  return of === 'first' ? msg(str`First ${time}`) : msg(str`Second ${time}`);
}
