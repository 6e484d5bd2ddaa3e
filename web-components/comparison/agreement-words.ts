import { msg, str } from '@lit/localize';
import type { Caution, CodeAgreement, Verdict } from '#contract/shared/code-agreement';
import { formatLocale } from '#elements/kit/locale';
import { alikeAndApart, type Fit } from './agreement.rules.ts';

/** How far people agree, in a word that needs no statistics. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict) {
    case 'nearly-always':
      return msg('Nearly always alike');
    case 'mostly':
      return msg('Mostly alike');
    case 'partly':
      return msg('Partly alike');
    case 'often-different':
      return msg('Often different');
    case 'as-by-chance':
      return msg('No more alike than by chance');
    case 'too-few':
      return msg('Too few to say');
    case 'undefined':
      return msg('Nothing to tell apart');
  }
}

/** What should be known before a figure is believed. */
export function cautionWords(caution: Caution): string {
  switch (caution) {
    case 'rare':
      return msg('rare: one mark more would change it');
    case 'wide':
      return msg('uncertain: the range is wide');
  }
}

/**
 * What the figures of all codes come to, in a sentence; never more than they can carry. Who has no
 * marks of their own among them (a lecturer looks) reads it of the students.
 */
export function findingWords(
  codes: readonly CodeAgreement[],
  labelOf: (code: CodeAgreement) => string,
  hasMe: boolean,
): string {
  const found = alikeAndApart(codes);
  const alike = found.alike && labelOf(found.alike);
  const apart = found.apart && labelOf(found.apart);
  if (alike && apart) {
    return hasMe
      ? msg(str`On “${alike}” you see the same. “${apart}” is worth a talk.`)
      : msg(str`On “${alike}” your students see the same. “${apart}” is worth a talk.`);
  }
  if (alike && codes.some((code) => code.verdict === 'too-few')) {
    return hasMe
      ? msg(str`On “${alike}” you see the same. For the rest there are too few marks.`)
      : msg(str`On “${alike}” your students see the same. For the rest there are too few marks.`);
  }
  if (alike) return hasMe ? msg('You see the same things.') : msg('Your students see the same.');
  if (apart && codes.every((code) => code === found.apart || code.verdict === 'too-few')) {
    return msg(str`“${apart}” is worth a talk. For the rest there are too few marks.`);
  }
  if (apart) {
    return hasMe
      ? msg(str`You look with different eyes. “${apart}” is worth a talk.`)
      : msg(str`Your students look with different eyes. “${apart}” is worth a talk.`);
  }
  return hasMe
    ? msg('There are too few marks to say how far you agree.')
    : msg('There are too few marks to say how far your students agree.');
}

/** How the marks of a pair fit in time: hit, shifted, missed, extra. */
export function fitWords({ hits, shifted, missed, extra }: Fit): string {
  return msg(
    str`Of their marks you hit ${hits} at the same time and ${shifted} shifted in time; you missed ${missed}. Only you have ${extra}.`,
  );
}

/** The same for one code, in short; what did not happen is left out. */
export function fitLine({ hits, shifted, missed, extra }: Fit): string {
  const parts: [label: string, count: number][] = [
    [msg('Same time'), hits],
    [msg('Shifted'), shifted],
    [msg('Only they'), missed],
    [msg('Only you'), extra],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label}: ${count}`)
    .join(' · ');
}

/** "κ 0.86 (0.71–0.95)"; with too little no number, but how little there is. */
export function kappaWords({ verdict, kappa, interval, moments }: CodeAgreement): string {
  if (verdict === 'too-few') return momentsWords(moments);
  if (kappa === null) return '';
  const range = interval ? ` (${intervalWords(interval)})` : '';
  return `κ ${figure(kappa)}${range}`;
}

/** "0.71–0.95"; a minus keeps away from the dash: "−0.13 – 0.48". */
export function intervalWords({ low, high }: { low: number; high: number }): string {
  const [from, to] = [figure(low), figure(high)];
  return `${from}${to}`.includes('−') ? `${from} – ${to}` : `${from}–${to}`;
}

/** A measure with two digits, or a dash where it is not defined. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  return new Intl.NumberFormat(formatLocale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'negative',
  })
    .format(value)
    .replace('-', '−');
}

/** A share as "84 %". */
export function percentWords(share: number | null): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(formatLocale(), {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(share);
}

function momentsWords(count: number): string {
  return count === 1 ? msg('1 moment') : msg(str`${count} moments`);
}
