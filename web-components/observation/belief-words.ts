import { msg, str } from '@lit/localize';
import type { Belief } from '#contract/tasks';
import { formatLocale } from '#elements/kit/locale';

/** An answer on the scale of its question: "3 s", "4 times", "about half". */
export function beliefWords(belief: Pick<Belief, 'measure'>, answer: number): string {
  const number = new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 0 }).format(answer);
  switch (belief.measure) {
    case 'seconds':
      return msg(str`${number} s`);
    case 'moments':
      return answer === 1 ? msg('once') : msg(str`${number} times`);
    case 'share':
      return shareWords(answer);
  }
}

function shareWords(share: number): string {
  if (share <= 0.05) return msg('none');
  if (share < 0.2) return msg('very few');
  if (share < 0.4) return msg('less than half');
  if (share < 0.6) return msg('half');
  if (share < 0.8) return msg('more than half');
  return share < 0.95 ? msg('nearly all') : msg('all');
}
