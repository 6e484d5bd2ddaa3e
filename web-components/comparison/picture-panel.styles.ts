import { css } from 'lit';

/** Looks of the pictures below the lanes: a finding in a sentence, the picture, its table. */
export const picturePanelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    padding: var(--lf-5) 1.25rem;
  }
  .panel-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--lf-2);
  }
  .panel-head h2 {
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .panel-head button.plain,
  .panel-head select {
    min-block-size: 1.5rem;
    color: var(--lf-accent);
    font-weight: 600;
  }
  /* Also on a line of its own where the table's button stands in the other pictures. */
  .choices {
    display: flex;
    flex: 1 1 auto;
    align-items: baseline;
    justify-content: end;
    gap: var(--lf-1) var(--lf-2);
    min-inline-size: 0;
  }
  select {
    inline-size: auto;
    max-inline-size: 11rem;
    field-sizing: content;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }
  select option {
    background: var(--lf-surface);
    color: var(--lf-ink);
  }
  .says {
    min-block-size: 3.25rem;
    margin-block: var(--lf-1) var(--lf-4);
    font: 400 var(--lf-text-l) / 1.35 var(--lf-font-text);
    text-wrap: pretty;
  }
  .basis {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1) var(--lf-3);
    align-items: center;
    margin-block-start: auto;
    padding-block-start: var(--lf-3);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .basis span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .basis .whole {
    display: block;
  }
  .basis select {
    display: inline-block;
    inline-size: auto;
    padding: 0 2px;
    min-block-size: 1.5rem;
    color: var(--lf-accent);
    font-weight: 600;
  }
  .row {
    padding-block: var(--lf-2);
    border-block-start: var(--lf-line);
  }
  .table-frame {
    overflow-x: auto;
  }
  /* Read aloud, and nowhere to scroll with the keyboard. */
  .unseen .table-frame {
    overflow: visible;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 6px var(--lf-3) 6px 0;
    border-block-end: var(--lf-line);
    text-align: start;
    vertical-align: baseline;
    font-variant-numeric: tabular-nums;
  }
  thead th {
    border-block-end-color: var(--lf-ink);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  tbody th {
    font-weight: 600;
  }
  .note {
    padding-block-start: var(--lf-2);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  @media (max-width: 960px) {
    .says {
      min-block-size: 0;
    }
  }
  @media (max-width: 640px) {
    :host {
      padding-inline: var(--lf-4);
    }
  }
`;
