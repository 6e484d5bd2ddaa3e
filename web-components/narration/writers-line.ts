import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NarrationReading } from '#contract/narrations';
import { writersOf } from './authors.rules.ts';

/** Who wrote a text together, each with the letters and the colour beside their paragraphs. */
export function writersLine(group: NonNullable<NarrationReading['group']>): TemplateResult {
  return html`<span class="writers"
    >${repeat(
      writersOf(group),
      ({ key }) => key,
      ({ hue, initials, name }) =>
        html`<span
          ><i class="by author-${hue}" aria-hidden="true">${initials}</i
          ><span class=${name === initials ? 'unseen' : ''}>${name}</span></span
        >`,
    )}</span
  >`;
}
