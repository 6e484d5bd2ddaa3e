import { css } from 'lit';

/** One cell for each student, then words: what needs a person first, what is ready at the side. */
export const releasePageStyles = css`
  :host {
    container: release / inline-size;
  }
  .waiting-page {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--lf-4);
    padding: var(--lf-5) var(--lf-5) var(--lf-4);
  }
  h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  .head .task {
    flex: 1;
    color: var(--lf-ink-2);
  }
  .live {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--lf-ink-2);
  }
  .live::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--lf-ok);
  }
  .live.resting::before {
    background: var(--lf-field);
  }
  .live.lost::before {
    border: 2px solid var(--lf-noticed);
    background: none;
  }

  .everyone {
    padding: 0 var(--lf-5) var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .cells {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(20px, 1fr));
    gap: 3px;
  }
  .cells i {
    block-size: 30px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--lf-ink-3) 38%, var(--lf-paper));
  }
  .cells .kept {
    background: repeating-linear-gradient(
      90deg,
      color-mix(in srgb, var(--lf-ink-3) 38%, var(--lf-paper)) 0 2px,
      var(--lf-paper) 2px 4px
    );
  }
  .cells .waiting {
    background: none;
    box-shadow: inset 0 0 0 2px var(--lf-ink-3);
  }
  .cells .refused {
    background: var(--lf-danger);
  }
  .cells .ready {
    background: var(--lf-accent-soft);
    box-shadow: inset 0 0 0 1.5px var(--lf-accent);
  }
  .cells .open {
    background: var(--lf-sunken);
    box-shadow: inset 0 0 0 1px var(--lf-rule);
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2) var(--lf-6);
    margin-block-start: var(--lf-2);
    color: var(--lf-ink-2);
    line-height: 1.25;
  }
  .keys b {
    display: block;
    color: var(--lf-ink);
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .keys .refused,
  .keys .refused b {
    color: var(--lf-danger);
  }

  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 22rem;
    min-block-size: 50vh;
  }
  .transfers {
    padding: var(--lf-5);
    border-inline-end: var(--lf-line);
  }
  .next {
    padding: var(--lf-5);
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  h2 + p {
    max-inline-size: 42rem;
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  h3 {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 2.5rem;
    margin-block-start: var(--lf-4);
    border-block-end: 1px solid var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h3 span {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  h3 button {
    margin-inline-start: auto;
    font-size: var(--lf-text-s);
  }
  h4 {
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  .of {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  ol.sent {
    columns: 2;
    column-gap: var(--lf-5);
  }
  ol.sent li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 5.5rem;
    gap: var(--lf-3);
    padding-block: 6px;
    border-block-end: var(--lf-line);
    break-inside: avoid;
  }
  ol.sent b {
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 600;
  }
  ol.sent time {
    color: var(--lf-ink-3);
    text-align: end;
    white-space: nowrap;
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
  @container release (max-width: 56rem) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
    .next {
      order: -1;
      border-block-end: var(--lf-line);
    }
    .transfers {
      border: 0;
    }
  }
  @container release (max-width: 35rem) {
    .head,
    .transfers,
    .next {
      padding-inline: var(--lf-4);
    }
    .head h1 {
      flex-basis: 100%;
    }
    .everyone {
      padding-inline: var(--lf-4);
    }
    .keys {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: var(--lf-2);
      margin-block-start: var(--lf-3);
    }
    ol.sent {
      columns: 1;
    }
  }
`;
