import { css } from 'lit';

/** What is ready at the side: a table, what would arrive, one filled button, and all marks as dots. */
export const releaseReadyStyles = css`
  :host {
    display: block;
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  h2 + p {
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  h4 {
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  .of {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  table {
    inline-size: 100%;
    margin-block-end: var(--lf-4);
    border-collapse: collapse;
  }
  th {
    padding-block: 4px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 400;
    text-align: start;
  }
  td {
    padding-block: 6px;
    border-block-start: var(--lf-line);
  }
  :is(th, td):last-child {
    padding-inline-end: var(--lf-2);
    text-align: end;
  }
  td:first-child,
  th:first-child {
    inline-size: 2.25rem;
    padding-inline-start: 6px;
  }
  td b {
    font-weight: 600;
  }
  tr.shown td {
    background: var(--lf-surface);
  }
  tr.shown td:first-child {
    box-shadow: inset 3px 0 0 var(--lf-accent);
  }
  tr.held b {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  td button.plain {
    inline-size: 100%;
    justify-content: start;
    font-weight: 600;
  }
  .arrives {
    margin-block: var(--lf-2) var(--lf-4);
    padding: var(--lf-4);
    border: var(--lf-line);
    border-radius: var(--lf-radius);
    background: var(--lf-surface);
  }
  dl {
    display: grid;
    grid-template-columns: 5rem minmax(0, 1fr);
    gap: 6px var(--lf-3);
  }
  dt {
    color: var(--lf-ink-3);
  }
  dd {
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .words {
    white-space: pre-wrap;
  }
  .stays {
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .primary {
    inline-size: 100%;
  }
  .wrong {
    margin-block-end: var(--lf-3);
  }
  .plot {
    margin-block-start: var(--lf-5);
    padding-block-start: var(--lf-4);
    border-block-start: var(--lf-line);
  }
  .plot figcaption {
    color: var(--lf-ink-2);
    line-height: 1.45;
  }
  .plot b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .plot svg {
    inline-size: 100%;
    margin-block-start: var(--lf-2);
    overflow: visible;
    fill: var(--lf-ink-3);
    font: 400 12px var(--lf-font-ui);
  }
  .plot .scale {
    stroke: var(--lf-rule);
  }
  .plot .middle {
    stroke: var(--lf-ink);
  }
  .plot .gone {
    fill: var(--lf-surface);
    stroke: var(--lf-ink-2);
    stroke-width: 1.5;
  }
  .plot .ready {
    fill: var(--lf-accent);
  }
  .members {
    margin: 2px 0 0;
    padding: 0;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    list-style: none;
  }
`;
