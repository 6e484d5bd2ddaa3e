import { msg, str } from '@lit/localize';
import { formatLocale } from '#elements/kit/locale';
import { formatDay } from '#elements/kit/time';
import type { Notice, Outcome } from './selection.rules.ts';

/** What will be created: "9 activities, 5 gradebook columns, 100 points". */
export function outcomeWords({ activities, columns, points }: Outcome): string {
  if (activities === 0) return msg('Nothing is chosen yet');
  const parts = [
    activities === 1 ? msg('1 activity') : msg(str`${activities} activities`),
    ...(columns === 0
      ? [msg('no gradebook column')]
      : [columns === 1 ? msg('1 gradebook column') : msg(str`${columns} gradebook columns`)]),
    ...(points > 0 ? [msg(str`${points} points`)] : []),
  ];
  return parts.join(', ');
}

/** From when to when: "1 February 2027 to 16 April 2027."; '' without dates. */
export function spanWords({ from, until }: Outcome): string {
  if (from !== null && until !== null) return msg(str`${formatDay(from)} to ${formatDay(until)}.`);
  if (until !== null) return msg(str`Until ${formatDay(until)}.`);
  return from === null ? '' : msg(str`From ${formatDay(from)}.`);
}

/** What the LMS makes of a choice, in a sentence. */
export function noticeWords(notice: Notice, maximumPoints: number | null): string {
  switch (notice) {
    case 'no-columns':
      return msg('Your LMS takes no gradebook column from here.');
    case 'points-scaled':
      return msg(str`Its columns count to ${maximumPoints ?? 100}: marks are scaled to that.`);
    case 'dates-here':
      return msg('Your LMS may not show the dates; they hold in Lookfor.');
    case 'save-there':
      return msg('Then save it in your LMS.');
  }
}

/** A day without its year: "5 Feb". */
export function shortDay(day: string): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));
}

/** The month of a day: "February". */
export function monthName(day: string): string {
  return new Intl.DateTimeFormat(formatLocale(), { month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}
