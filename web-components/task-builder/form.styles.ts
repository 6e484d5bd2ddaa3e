import { css } from 'lit';

/** What the parts of the builder's form share. */
export const formStyles = css`
  section {
    padding-block: var(--lf-4);
    border-block-start: var(--lf-line);
  }
  h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--lf-3);
    margin-block-end: var(--lf-2);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h2 .aside {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  h2 button.quiet {
    min-block-size: 24px;
    margin-block: -2px;
    padding-inline: 0;
    font-size: var(--lf-text-s);
  }
  .sub {
    margin-block: var(--lf-3) 6px;
    color: var(--lf-ink-2);
  }
  label.over {
    display: grid;
    gap: 4px;
    color: var(--lf-ink-2);
  }
  :is(input, select, textarea).entry {
    min-block-size: var(--lf-target);
    border-radius: var(--lf-radius);
    color: var(--lf-ink);
  }
  textarea.entry {
    min-block-size: 3.75rem;
    padding: 7px var(--lf-3);
  }
  input.number {
    text-align: end;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--lf-3);
  }
  .pair :is(label, .entry) {
    inline-size: 100%;
    min-inline-size: 0;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    border: 1px solid var(--lf-field);
    border-radius: var(--lf-radius);
    background: var(--lf-surface);
  }
  .choices label {
    display: grid;
    flex: 1 0 auto;
    place-items: center;
    min-block-size: 34px;
    padding-inline: var(--lf-3);
    color: var(--lf-ink-2);
    cursor: pointer;
  }
  .choices label + label {
    border-inline-start: var(--lf-line);
  }
  .choices label:has(:checked) {
    background: var(--lf-accent-soft);
    color: var(--lf-accent-strong);
    font-weight: 600;
  }
  .choices label:has(:focus-visible) {
    outline: 2px solid var(--lf-focus);
    outline-offset: -2px;
  }
  .stepper {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    color: var(--lf-ink-2);
  }
  .stepper button.plain {
    display: inline-grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    font-weight: 600;
  }
  .stepper button.plain:hover {
    background: var(--lf-sunken);
  }
  .stepper button[aria-disabled='true'] {
    background: none;
    color: var(--lf-rule);
  }
  .stepper output {
    min-inline-size: 1.5rem;
    color: var(--lf-ink);
    font-weight: 600;
    text-align: center;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 30px;
    color: var(--lf-ink);
    cursor: pointer;
  }
  .ticks {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0 var(--lf-4);
  }
  .wrong {
    display: flex;
    gap: 6px;
    margin-block-start: 6px;
    font-size: var(--lf-text-s);
    line-height: 1.45;
  }
  .wrong .icon {
    margin-block-start: 1px;
  }
  .wrong b {
    font-weight: 600;
  }

  /* One line each, opened one at a time: passes and criteria. */
  .folds {
    border-block-end: var(--lf-line);
  }
  .fold {
    border-block-start: var(--lf-line);
  }
  button.fold-head {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0 var(--lf-2);
    inline-size: 100%;
    min-block-size: 40px;
    padding-block: 9px;
  }
  .fold-head .place {
    color: var(--lf-ink-3);
    font-weight: 600;
  }
  .fold-head .name {
    font-weight: 600;
  }
  .fold-head .short {
    color: var(--lf-ink-2);
    text-align: end;
  }
  .fold-head[aria-expanded='true'] .short {
    color: var(--lf-accent);
    font-weight: 600;
  }
  .fold-head:hover .name {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .fold-head.has-gap .place {
    color: var(--lf-danger);
  }
  .fold-body {
    display: grid;
    gap: var(--lf-3);
    padding: 0 0 var(--lf-4) 2rem;
  }
  .fold-body .sub {
    margin: 0 0 -6px;
  }
  .fold-foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-4);
  }
  .fold-foot button.quiet {
    padding-inline: 0;
  }
  .fold-foot .away {
    margin-inline-start: auto;
    color: var(--lf-danger);
  }
  .add {
    margin-block-start: var(--lf-2);
  }
  .add button.quiet {
    padding-inline: 0;
  }
  @container (max-width: 560px) {
    .choices {
      inline-size: 100%;
    }
    .choices label {
      padding-inline: var(--lf-2);
      text-align: center;
    }
    .fold-body {
      padding-inline-start: 0;
    }
    .pair.dates {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
