import { css } from 'lit';

/** The sheets of export and import. */
export const exchangeStyles = css`
  dialog section + section {
    margin-block-start: var(--lf-5);
    padding-block-start: var(--lf-4);
    border-block-start: var(--lf-line);
  }
  h3 {
    margin-block-end: 4px;
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  p {
    max-inline-size: 60ch;
    color: var(--lf-ink-2);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2);
    margin-block-start: var(--lf-3);
  }
  /* Their words stand below those above. */
  .forms {
    margin-inline-start: calc(-1 * var(--lf-2) - 1px);
  }
  .button.choose:has(:focus-visible) {
    outline: 2px solid var(--lf-focus);
    outline-offset: 2px;
  }
  .button.choose:has(:disabled) {
    border-color: var(--lf-rule);
    background: var(--lf-sunken);
    color: var(--lf-ink-2);
    cursor: default;
  }
  .file {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    color: var(--lf-ink);
  }
  .over {
    display: grid;
    gap: 4px;
    margin-block-start: var(--lf-3);
    color: var(--lf-ink-2);
  }
  .entry {
    inline-size: 100%;
    min-block-size: var(--lf-target);
    padding: 7px var(--lf-3);
  }
  .outcome {
    margin-block-start: var(--lf-3);
    color: var(--lf-ink);
  }
  .problems {
    margin-block-start: var(--lf-2);
    line-height: 1.5;
  }
  .problems li {
    overflow-wrap: anywhere;
  }
  .wrong {
    margin-block-start: var(--lf-3);
    color: var(--lf-danger);
  }
  .records {
    display: block;
  }
  .records li {
    padding-block: var(--lf-2);
    overflow-wrap: anywhere;
  }
  .records li + li {
    border-block-start: var(--lf-line);
  }
  .outcome,
  .problems,
  .wrong,
  .take {
    scroll-margin-block-end: var(--lf-5);
  }
`;
