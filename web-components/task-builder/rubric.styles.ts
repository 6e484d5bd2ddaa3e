import { css } from 'lit';

/** The rubric in the builder: criteria that open, levels with points, and their sum. */
export const rubricStyles = css`
  .rubric-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--lf-3);
    margin-block-end: var(--lf-2);
  }
  .rubric-head .sub {
    margin: 0;
  }
  .rubric-head label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    color: var(--lf-ink-2);
  }
  .rubric-head input {
    inline-size: 4.5rem;
  }
  .fold-head i {
    display: block;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 2px;
    background: var(--code);
  }
  .fold-head.has-gap i {
    box-shadow:
      0 0 0 2px var(--lf-paper),
      0 0 0 4px var(--lf-danger);
  }
  .levels {
    display: grid;
    gap: var(--lf-2);
  }
  .levels li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 4rem 2rem;
    gap: 4px var(--lf-2);
    align-items: center;
    padding: var(--lf-2) var(--lf-2) var(--lf-2) var(--lf-3);
    border-inline-start: 3px solid var(--code);
    border-radius: 0 var(--lf-radius) var(--lf-radius) 0;
    background: var(--lf-surface);
  }
  .levels input:first-child {
    font-weight: 600;
  }
  .levels :is(textarea, .wrong) {
    grid-column: 1 / -1;
  }
  .levels textarea.entry {
    min-block-size: 2.25rem;
    border-color: transparent;
    background: none;
    padding-inline: 0;
    resize: none;
  }
  .levels textarea.entry:is(:hover, :focus) {
    border-color: var(--lf-field);
    padding-inline: var(--lf-2);
  }
  .levels button.icon-only {
    inline-size: 2rem;
    min-block-size: 2rem;
    color: var(--lf-ink-3);
  }
  .sum {
    display: flex;
    gap: 6px;
    margin-block-start: var(--lf-2);
    color: var(--lf-ink-2);
  }
  .sum .icon {
    color: var(--lf-ok);
  }
  .sum.apart,
  .sum.apart .icon {
    color: var(--lf-danger);
  }
  .sum button.quiet {
    min-block-size: 24px;
    padding-inline: 4px;
  }
`;
