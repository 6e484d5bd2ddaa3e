import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Reading } from '#contract/observations';
import { isAbsence } from '#elements/observation/lanes.rules';
import { authorBadge } from '#elements/observation/timeline-words';
import { authorsOf } from './authors.rules.ts';
import { positionOf, type Scheme } from './comparison.rules.ts';

/** What the colours, the lines and the letters of the lanes mean. */
export function lanesLegend(readings: readonly Reading[], scheme: Scheme): TemplateResult {
  const positions = new Map(
    readings
      .flatMap((reading) => reading.marks)
      .map((mark) => positionOf(mark, scheme))
      .map((position) => [position.id, position]),
  );
  const hasReasons = readings.some((one) => one.marks.some((mark) => mark.because));
  return html`<p class="legend">
    ${[...positions.values()].map((position) =>
      position.id === ''
        ? html`<span class="swatch unsorted">${msg('not sorted')}</span>`
        : html`<span
            class="swatch hue-${position.hue ?? 1} ${isAbsence(position.codeId) ? 'absent' : ''}"
            >${position.label}</span
          >`,
    )}
    ${hasReasons ? html`<span>${msg('underlined: gives a reason')}</span>` : nothing}
    ${readings
      .filter(({ kind }) => kind === 'me')
      .flatMap((mine) => [...authorsOf(mine).values()])
      .map((author) => html`<span>${authorBadge(author)} ${author.name}</span>`)}
  </p>`;
}
