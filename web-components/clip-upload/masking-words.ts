import { msg } from '@lit/localize';
import type { Clip } from '#contract/clips';
import { canBeTriedAgain } from './failure.rules.ts';

/** What is masked in a film, and what became or becomes of it as it was; empty where nothing is. */
export function maskingWords({
  masking,
  state,
  failure,
}: Pick<Clip, 'masking' | 'state' | 'failure'>): string {
  if (!masking) return '';
  if (masking.by === 'browser')
    return msg('Masked on this device before it was sent. The film as it was never left it.');
  if (masking.finishedAt) return msg('Masked by the server. The film as it came was destroyed.');
  if (state !== 'failed')
    return msg(
      'The server masks it before anything else is made of it, and then destroys the film as it came. Nobody can watch it before.',
    );
  return canBeTriedAgain(failure)
    ? msg('It is not masked yet, and nobody can watch it. Trying again masks it first.')
    : msg('It could not be masked, and nobody can watch it. Removing it destroys it here.');
}

/** Whether the film on this device is another than the one that Lookfor has: that one is masked. */
export function isMaskedElsewhere({ masking }: Pick<Clip, 'masking'>): boolean {
  return masking?.by === 'server' && masking.finishedAt !== null;
}
