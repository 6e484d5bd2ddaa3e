import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';

/** What to know before watching, as far as it was written. */
export function contextList(context: Playback['context']): TemplateResult | typeof nothing {
  const known = [
    [msg('Setting'), context.setting],
    [msg('Group'), context.group],
    [msg('Moment'), context.moment],
    [msg('What came before'), context.before],
    [msg('Please remember'), context.remember],
  ].filter(([, text]) => text);
  if (known.length === 0) return nothing;
  return html`<dl>
    ${known.map(
      ([term, text]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
