import { msg, str } from '@lit/localize';
import { formatLocale } from '#elements/kit/locale';
import type { Comparison, CriterionView } from './feedback.rules.ts';

/** The finding in a sentence or two: where both estimates agree and where they part. */
export function comparisonWords({ same, more, less }: Comparison): string {
  const sentences: string[] = [];
  if (same.length > 0) sentences.push(msg(str`You and your marker agree on ${listed(same)}.`));
  if (more.length > 0)
    sentences.push(msg(str`Your marker sees more in ${listed(more)} than you did.`));
  if (less.length > 0)
    sentences.push(msg(str`Your marker sees less in ${listed(less)} than you did.`));
  return sentences.length > 0 ? sentences.join(' ') : msg('Criterion by criterion');
}

/** One criterion's finding: "Rich, two levels above your own." */
export function stepsWords({ theirs, steps }: CriterionView): string {
  const level = theirs?.title ?? '';
  switch (steps) {
    case null:
      return `${level}.`;
    case 0:
      return msg(str`${level}, as you said.`);
    case 1:
      return msg(str`${level}, one level above your own.`);
    case -1:
      return msg(str`${level}, one level below your own.`);
    default:
      return steps > 0
        ? msg(str`${level}, ${steps} levels above your own.`)
        : msg(str`${level}, ${-steps} levels below your own.`);
  }
}

function listed(titles: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: 'conjunction' }).format(titles);
}
