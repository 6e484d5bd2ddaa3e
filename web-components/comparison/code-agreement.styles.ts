import { css } from 'lit';

/** Looks of agreement: the word large, the figure with its interval small. */
export const codeAgreementStyles = css`
  .agree {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 var(--lf-3);
    align-items: center;
  }
  .agree dt {
    grid-column: 1 / -1;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .word {
    font-size: var(--lf-text-l);
    font-weight: 600;
    line-height: 1.3;
  }
  /* Longer words beside a longer figure. */
  .range {
    column-gap: var(--lf-2);
  }
  .range .word {
    font-size: var(--lf-text-m);
  }
  .range .figure {
    gap: 6px;
  }
  .range .figure svg {
    inline-size: 40px;
  }
  .word small {
    display: block;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
  .fit {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    text-wrap: pretty;
  }
  p.fit {
    margin-block: calc(-1 * var(--lf-2)) var(--lf-3);
  }
  dd.fit {
    grid-column: 1 / -1;
  }
  .figure {
    display: flex;
    gap: var(--lf-2);
    align-items: center;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    white-space: nowrap;
  }
  .figure svg {
    inline-size: 48px;
    block-size: 12px;
  }
  .figure line {
    stroke: var(--lf-rule);
    stroke-width: 2;
  }
  .figure .spread {
    stroke: var(--lf-ink-3);
  }
  .figure circle {
    fill: var(--lf-ink);
  }
  .figure .band {
    fill: var(--lf-rule);
  }
  .figure .outside {
    fill: var(--lf-noticed);
  }
`;
