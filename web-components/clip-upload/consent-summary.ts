import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Consent } from '#contract/consents';
import { audienceWords, listWords, purposeWord } from '#elements/clip-library/clip-words';
import { formatDay } from '#elements/kit/time';

/** What a filmed person agreed to, or that it was withdrawn or not asked yet, in one line. */
export function consentSummary(
  consent: Pick<Consent, 'purposes' | 'audience' | 'validUntil' | 'withdrawnAt'> | null,
): TemplateResult {
  if (!consent) return html`<span>${msg('nothing recorded yet')}</span>`;
  if (consent.withdrawnAt) {
    const day = formatDay(consent.withdrawnAt.slice(0, 10));
    return html`<span class="withdrawn">${msg(str`withdrawn on ${day}`)}</span>`;
  }
  const uses = listWords(consent.purposes.map(purposeWord));
  const audience = audienceWords(consent.audience);
  const until = formatDay(consent.validUntil);
  return html`<span>${msg(str`${uses}, ${audience}, until ${until}`)}</span>`;
}
