import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { ReleaseView } from '#contract/assessments';
import { markDots, middleOf } from './release.rules.ts';

const WIDTH = 300;
const DOT = 6;

/** All marks of a task as dots over their scale; filled are those that are still to be released. */
export function renderMarkPlot(view: ReleaseView): TemplateResult | typeof nothing {
  const dots = markDots(view);
  if (dots.length < 3 || view.maximumPoints <= 0) return nothing;
  const points = dots.map((dot) => dot.points);
  const middle = middleOf(points) ?? 0;
  const lowest = Math.min(...points);
  const highest = Math.max(...points);
  // A scale that begins at nought would leave most of the picture empty.
  const first = Math.max(0, Math.floor((lowest - 2) / 5) * 5);
  const last = Math.max(view.maximumPoints, highest);
  const across = (value: number) => ((value - first) / Math.max(1, last - first)) * WIDTH;
  // Dots of the same mark stand closer together when there are many.
  const rise = Math.min(12, 96 / Math.max(1, ...dots.map(({ level }) => level + 1)));
  const height = Math.max(40, ...dots.map(({ level }) => (level + 1) * rise + DOT));
  const words = msg(
    str`${dots.length} marks from ${lowest} to ${highest} of ${view.maximumPoints}, middle value ${middle}`,
  );
  return html`<figure class="plot">
    <figcaption>
      <b>${msg(str`All ${dots.length} marks`)}</b>, ${msg(str`middle value ${middle}.`)}
      ${view.ready.length > 0 ? msg('Filled: those to be released.') : nothing}
    </figcaption>
    <svg viewBox="-8 0 316 ${height + 30}" role="img" aria-label=${words}>
      <path class="scale" d="M-8 ${height + 2}h316" />
      <path class="middle" d="M${across(middle)} ${height + 2}v6" />
      ${dots.map(
        (dot) =>
          svg`<circle class=${dot.isReady ? 'ready' : 'gone'} cx=${across(dot.points)} cy=${
            height - 6 - dot.level * rise
          } r="5" />`,
      )}
      <text x="0" y=${height + 22} text-anchor="middle">${first}</text>
      <text x=${WIDTH} y=${height + 22} text-anchor="middle">${last}</text>
    </svg>
  </figure>`;
}
