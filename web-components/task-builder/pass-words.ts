import { msg, str } from '@lit/localize';
import type { Pass } from '#contract/tasks';

/** How much must be watched, in words: a clip's last moments rarely count, so nine tenths are all. */
export function watchWords(share: number): string {
  if (share <= 0) return msg('as much as they like');
  if (share >= 0.9) return msg('right through');
  if (share === 0.5) return msg('half of the clip');
  if (share === 0.25) return msg('a quarter of the clip');
  if (share === 0.75) return msg('three quarters of the clip');
  return msg(str`${Math.round(share * 100)} % of the clip`);
}

function timesSign({ watchTimes = 1 }: Pass): string {
  return watchTimes > 1 ? ` × ${watchTimes}` : '';
}

/** A pass in a few words: what it asks for, and what is different in it. */
export function passFacts(pass: Pass): string {
  const moments = pass.moments.reduce((sum, moment) => sum + moment.minimum, 0);
  const facts = [
    ...(moments > 0 ? [moments === 1 ? msg('1 moment') : msg(str`${moments} moments`)] : []),
    ...(pass.tools.codes ? [] : [msg('no codes')]),
    ...(pass.tools.sound ? [] : [msg('no sound')]),
    ...(pass.watchShare > 0 ? [watchWords(pass.watchShare) + timesSign(pass)] : []),
  ];
  return facts.slice(0, 2).join(', ');
}
