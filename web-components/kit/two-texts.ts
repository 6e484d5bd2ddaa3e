import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/**
 * Two versions of one text, until somebody chooses. The page says in a sentence what was changed,
 * and how `section.conflict` lies in it; `settle` is a `KeptDraft`’s.
 */
export function twoTexts(
  sentence: string,
  settle: (choice: 'mine' | 'theirs') => void,
): TemplateResult {
  return html`<section class="conflict" role="alert">
    <p>${sentence}</p>
    <div>
      <button @click=${() => settle('mine')}>${msg('Go on with the text here')}</button>
      <button @click=${() => settle('theirs')}>${msg('Take the other text')}</button>
    </div>
  </section>`;
}
