import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** An expert's reason after what they saw: it goes on with the sentence, or is one of its own. */
export function reasonWords(because: string): TemplateResult {
  const isSentence = /^["“„«]?\p{Lu}/u.test(because);
  return html`<em>${isSentence ? msg('because:') : msg('because')} ${because}</em>`;
}
