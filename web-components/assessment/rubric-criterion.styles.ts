import { css } from 'lit';

/** One criterion: its levels as cells of a row, the chosen one in the criterion's own hue. */
export const rubricCriterionStyles = css`
  legend {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--lf-2);
    inline-size: 100%;
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  legend::before {
    content: '';
    align-self: center;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 2px;
    background: var(--code);
  }
  legend .title {
    flex: 1;
  }
  legend .points {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
    white-space: nowrap;
  }
  .open::before {
    content: '';
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
    background: var(--lf-noticed);
  }
  legend .open {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .levels {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(4.25rem, 1fr));
    margin-block: var(--lf-2);
    border: 1px solid var(--lf-field);
    border-radius: var(--lf-radius);
    overflow: hidden;
  }
  .levels label {
    position: relative;
    display: grid;
    padding: 6px var(--lf-2) 7px;
    line-height: 1.3;
    cursor: pointer;
  }
  .levels label + label {
    border-inline-start: var(--lf-line);
  }
  .levels label:hover {
    background: var(--lf-sunken);
  }
  .levels b {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .levels small {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .levels label:hover small {
    color: var(--lf-ink-2);
  }
  .levels label:has(:checked) {
    border-radius: var(--lf-radius-s);
    background: var(--code-soft);
    box-shadow: inset 0 0 0 2px var(--code);
    color: var(--code);
  }
  .levels label:has(:checked) :is(b, small) {
    color: inherit;
    font-weight: 600;
  }
  .levels label:has(:focus-visible) {
    border-radius: var(--lf-radius-s);
    outline: 2px solid var(--lf-focus);
    outline-offset: -2px;
  }
  .locked .levels label {
    cursor: default;
  }
  .descriptor,
  dl {
    color: var(--lf-ink-2);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .descriptor b,
  dt {
    color: var(--lf-ink);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(3.75rem, auto) minmax(0, 1fr);
    gap: 4px var(--lf-2);
    line-height: 1.45;
  }
  .evidence {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    margin-block-start: var(--lf-2);
  }
  .evidence button.chip {
    display: inline-block;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding: 0 8px;
    background: var(--code-soft);
    color: var(--code);
    font-weight: 600;
    border-radius: var(--lf-radius-s);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tie {
    padding: 2px 8px;
    border: 1px solid var(--lf-rule);
    border-radius: var(--lf-radius-s);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .more {
    display: flex;
    gap: var(--lf-2);
    margin-block-start: var(--lf-1);
    margin-inline-start: calc(-1 * var(--lf-2));
  }
  .more button {
    min-block-size: 28px;
  }
  textarea {
    margin-block-start: var(--lf-2);
    min-block-size: 3.25rem;
  }
  .said {
    margin-block-start: var(--lf-2);
    white-space: pre-wrap;
  }
`;
