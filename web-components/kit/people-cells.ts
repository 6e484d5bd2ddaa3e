import { css, html, type TemplateResult } from 'lit';
import { cssFacts } from './css-facts.ts';

/** Where people stand: not there yet, half way, there, and done with. */
export type CellLook = '' | 'half' | 'in' | 'done';

/** So many cells can still be told apart; more people are drawn as one bar. */
export const MOST_CELLS = 60;

/**
 * One cell for each person, in the looks of where they stand; a large course as one bar. A picture
 * only: the counts beside it say the same in words.
 */
export function peopleCells(
  groups: readonly (readonly [look: CellLook, people: number])[],
): TemplateResult {
  const people = groups.reduce((sum, [, count]) => sum + count, 0);
  if (people > MOST_CELLS) {
    return html`<div class="people-bar" aria-hidden="true">
      ${groups
        .filter(([, count]) => count > 0)
        .map(([look, count]) => html`<i class=${look} ${cssFacts({ '--people': count })}></i>`)}
    </div>`;
  }
  return html`<div class="people-cells" aria-hidden="true">
    ${groups.flatMap(([look, count]) =>
      Array.from({ length: count }, () => html`<i class=${look}></i>`),
    )}
  </div>`;
}

/** The look of a row of people, one cell for each. */
export const peopleCellsStyles = css`
  .people-cells {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7px, 1fr));
    gap: 2px;
    margin-block: 4px 6px;
  }
  .people-bar {
    display: flex;
    gap: 2px;
    margin-block: 4px 6px;
  }
  .people-cells i,
  .people-bar i {
    block-size: 16px;
    border-radius: 2px;
    box-shadow: inset 0 0 0 1px var(--lf-field);
  }
  .people-bar i {
    flex: var(--people) 1 0;
    min-inline-size: 4px;
  }
  .people-cells .in,
  .people-bar .in {
    background: var(--lf-ink-2);
    box-shadow: none;
  }
  .people-cells .done,
  .people-bar .done {
    background: color-mix(in srgb, var(--lf-ink-3) 45%, var(--lf-paper));
    box-shadow: none;
  }
  .people-cells .half,
  .people-bar .half {
    box-shadow:
      inset 0 -8px var(--lf-ink-2),
      inset 0 0 0 1px var(--lf-ink-2);
  }
`;
