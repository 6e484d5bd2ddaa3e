import { css } from 'lit';

/** Templates at the left, the chosen one over the weeks of the term. */
export const templatePlanStyles = css`
  :host {
    display: grid;
    grid-template-columns: 14.5rem minmax(0, 1fr);
    min-block-size: 0;
  }
  .templates {
    overflow: auto;
    padding: var(--lf-2) 0;
    border-inline-end: var(--lf-line);
  }
  .templates label {
    position: relative;
    display: block;
    padding: 0.6rem var(--lf-4) 0.65rem var(--lf-5);
    cursor: pointer;
  }
  .templates input {
    position: absolute;
    opacity: 0;
  }
  .templates b {
    display: block;
    font: 600 var(--lf-text-m) / 1.3 var(--lf-font-text);
    text-wrap: balance;
  }
  .templates span {
    color: var(--lf-ink-2);
  }
  .templates label:has(:checked) {
    background: var(--lf-surface);
  }
  .templates label:has(:checked)::before {
    content: '';
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: 3px;
    background: var(--lf-ink);
  }
  .templates label:has(:focus-visible) {
    outline: 2px solid var(--lf-focus);
    outline-offset: -2px;
  }
  .plan {
    overflow: auto;
    padding: var(--lf-4) var(--lf-5) var(--lf-3);
  }
  .on-phone {
    display: none;
  }
  .head {
    display: flex;
    align-items: end;
    gap: var(--lf-4);
    padding-block-end: var(--lf-4);
  }
  .head > div {
    flex: 1;
  }
  h2 {
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
    text-wrap: balance;
  }
  .head p {
    color: var(--lf-ink-2);
    line-height: 1.45;
  }
  label:has(> select) {
    color: var(--lf-ink-2);
    white-space: nowrap;
  }
  select {
    margin-block-start: 2px;
    min-block-size: 2.25rem;
    border-radius: var(--lf-radius);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  :is(th, td) {
    padding: 0;
    block-size: 2.375rem;
    font-weight: 400;
    text-align: start;
    vertical-align: middle;
  }
  thead th {
    padding-block-end: 2px;
    border-block-end: 1px solid var(--lf-ink-3);
    color: var(--lf-ink-2);
    vertical-align: bottom;
  }
  tbody :is(th, td) {
    border-block-end: var(--lf-line);
  }
  .what {
    inline-size: 17rem;
  }
  .points {
    inline-size: 3.5rem;
    text-align: end;
  }
  .due {
    inline-size: 4.5rem;
    text-align: end;
  }
  .what label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 2rem;
    padding-inline-end: var(--lf-2);
    line-height: 1.25;
    cursor: pointer;
  }
  .what input {
    flex: none;
    margin: 0;
  }
  .scale,
  .track {
    display: grid;
    grid-template-columns: repeat(var(--weeks), 1fr);
    align-items: center;
  }
  .scale {
    row-gap: 1px;
    text-align: center;
  }
  .scale b {
    grid-row: 1;
    grid-column: var(--from) / span var(--length);
    overflow: hidden;
    padding-inline-start: 0.3rem;
    border-inline-start: var(--lf-line);
    font-weight: 600;
    text-align: start;
    text-overflow: ellipsis;
  }
  .scale span {
    grid-row: 2;
  }
  .track i,
  .key i {
    block-size: 0.875rem;
    border-radius: 3px;
    background: var(--lf-ink-2);
  }
  .track i {
    grid-column: var(--from) / span var(--length);
    margin-inline: 2px;
  }
  i.unmarked {
    border: 1.5px solid var(--lf-ink-2);
    background: var(--lf-surface);
  }
  .left-out {
    color: var(--lf-ink-3);
  }
  .left-out .track i {
    border: 1.5px dashed var(--lf-ink-3);
    background: none;
  }
  .key {
    display: flex;
    gap: var(--lf-4);
    padding-block-start: var(--lf-2);
    color: var(--lf-ink-2);
  }
  .key span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .key i {
    inline-size: 1.25rem;
    block-size: 0.7rem;
  }

  @media (max-width: 44rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    .templates {
      display: none;
    }
    .on-phone {
      display: block;
      padding-block-end: var(--lf-3);
    }
    .on-phone select {
      min-block-size: 2.75rem;
      font: 600 var(--lf-text-m) / 1.3 var(--lf-font-text);
      color: var(--lf-ink);
    }
    .plan {
      overflow: visible;
      padding: var(--lf-4);
    }
    .head {
      flex-wrap: wrap;
    }
    .head > * {
      flex: 1 0 100%;
    }
    h2 {
      display: none;
    }
    table,
    thead,
    tbody,
    thead tr {
      display: block;
    }
    thead th:not(.weeks) {
      display: none;
    }
    thead th {
      display: block;
      block-size: auto;
    }
    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto 4rem;
      gap: 2px var(--lf-2);
      padding-block: 0.35rem 0.6rem;
      border-block-end: var(--lf-line);
    }
    tbody :is(th, td) {
      align-self: center;
      inline-size: auto;
      block-size: auto;
      border: 0;
    }
    tbody :is(.what, .points, .due) {
      inline-size: auto;
    }
    tbody .weeks {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .what label {
      min-block-size: 2.25rem;
      font-size: var(--lf-text-m);
    }
  }
`;
