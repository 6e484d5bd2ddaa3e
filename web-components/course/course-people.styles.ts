import { css } from 'lit';

/** The table of who teaches and marks; on a narrow page each person is a small block. */
export const coursePeopleStyles = css`
  :host {
    container-type: inline-size;
  }
  .titled {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--lf-3);
    min-block-size: var(--lf-target);
  }
  .titled button.quiet {
    padding-inline-end: 0;
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .lead {
    color: var(--lf-ink-2);
    line-height: 1.5;
  }
  table {
    inline-size: 100%;
    margin-block-start: var(--lf-2);
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--lf-2) var(--lf-3) var(--lf-2) 0;
    border-block-end: var(--lf-line);
    font-weight: 400;
    line-height: 1.4;
    text-align: start;
    vertical-align: middle;
    overflow-wrap: anywhere;
  }
  thead th {
    padding-block-end: 6px;
    border-block-end: 1px solid var(--lf-ink);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  :is(th, td):last-child {
    padding-inline-end: 0;
  }
  tbody b {
    font-weight: 600;
  }
  tbody th .small {
    display: block;
  }
  select {
    inline-size: auto;
    min-inline-size: 8.5rem;
    min-block-size: 2rem;
    padding-block: 2px;
  }
  .named :is(th, td) {
    padding-block-end: 4px;
    border: 0;
  }
  .named select {
    border: 2px solid var(--lf-ink-2);
    font-weight: 600;
  }
  .why td {
    padding-block: 0 var(--lf-3);
    color: var(--lf-ink-2);
    line-height: 1.5;
  }
  .why button.quiet {
    min-block-size: 24px;
    padding: 0;
  }
  .narrow-label {
    display: none;
  }
  form {
    max-inline-size: 30rem;
    margin-block-start: var(--lf-4);
  }
  form label {
    color: var(--lf-ink);
    font-size: var(--lf-text-s);
  }
  .entry {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--lf-2);
  }
  @container (max-width: 390px) {
    thead {
      position: absolute;
      clip-path: inset(50%);
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
    }
    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      padding-block: var(--lf-2);
      border-block-end: var(--lf-line);
    }
    tbody :is(th, td) {
      padding: 2px 0;
      border: 0;
    }
    tbody td:nth-child(2) {
      grid-row: 2;
      color: var(--lf-ink-2);
    }
    tbody td:nth-child(3) {
      grid-row: 1 / 3;
      grid-column: 2;
    }
    .named {
      padding-block-end: 0;
      border: 0;
    }
    .why td {
      grid-column: 1 / -1;
    }
    .narrow-label {
      display: inline;
    }
  }
`;
