import { msg, str } from '@lit/localize';
import type { Clip, ClipCard } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import { formatDay } from '#elements/kit/time';

/** Whether consent allows what a task does with a clip, and until when, in a sentence. */
export function coverageWords(coverage: Coverage): string {
  if (!coverage.training) return msg('Consent does not cover training students.');
  return coverage.until
    ? msg(str`Consent covers training students until ${formatDay(coverage.until)}.`)
    : msg('Consent covers training students.');
}

/** Who is seen, in a sentence: "3 children, 1 educator." */
export function peopleWords(people: Clip['people']): string {
  const children = people.filter((person) => person.kind === 'child').length;
  const adults = people.length - children;
  const facts = [
    ...(children > 0 ? [children === 1 ? msg('1 child') : msg(str`${children} children`)] : []),
    ...(adults > 0 ? [adults === 1 ? msg('1 adult') : msg(str`${adults} adults`)] : []),
  ];
  return facts.length > 0 ? `${facts.join(', ')}.` : '';
}

/** What keeps a clip from being played today; '' when nothing does. */
export function obstacleWords(card: Pick<ClipCard, 'state' | 'coverage'>): string {
  if (card.state === 'failed') return msg('could not be prepared');
  if (card.state !== 'ready') return msg('being prepared');
  return card.coverage.training ? '' : msg('consent does not cover training');
}
