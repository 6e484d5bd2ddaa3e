import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { ApiError } from '#elements/kit/api';
import { empty, failed } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';

/** Why there is nothing to compare yet, and when there will be; `lookAgain` asks the server again. */
export function whyClosed(error: unknown, lookAgain: () => void): TemplateResult {
  const details = error instanceof ApiError && error.code === 'not_revealed' ? error.problem?.details : undefined; // prettier-ignore
  const again = html`<button @click=${lookAgain}>${msg('Look again')}</button>`;
  const opensAt = details?.['opensAt'];
  switch (details?.['reason']) {
    case 'hand-in-first':
      return empty(
        msg('First your own eyes'),
        msg('What others noticed is shown when you have handed in what you noticed yourself.'),
      );
    case 'at-date':
      return empty(
        msg('Handed in. Others are still looking'),
        typeof opensAt === 'string'
          ? msg(str`All readings open at the same time: ${formatInstant(opensAt)}.`)
          : msg('All readings open at the same time.'),
        again,
      );
    case 'by-hand':
      return empty(
        msg('Handed in. You will compare together'),
        msg('Your lecturer opens the readings for everybody, perhaps in class.'),
        again,
      );
    case 'group-first':
      return empty(
        msg('Handed in. Your group is still looking'),
        msg('The readings open when everyone in your group has handed in.'),
        again,
      );
    default:
      return failed(error, lookAgain);
  }
}
