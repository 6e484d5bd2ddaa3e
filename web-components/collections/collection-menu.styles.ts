import { css } from 'lit';

/** A dialog of choices, and one line for what is new. */
export const collectionMenuStyles = css`
  :host {
    display: inline-block;
  }
  dialog {
    inline-size: min(30rem, calc(100vw - 2rem));
  }
  h3 {
    margin-block-end: var(--lf-3);
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
  }
  p {
    color: var(--lf-ink-2);
  }
  .choices {
    display: grid;
    max-block-size: calc(var(--lf-sight, 100dvh) * 0.4);
    overflow: auto;
  }
  .choices label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: var(--lf-target);
    cursor: pointer;
  }
  .choices input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
  }
  .choices span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  small {
    margin-inline-start: var(--lf-2);
    color: var(--lf-ink-3);
  }
  .new {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: end;
    gap: var(--lf-2);
    margin-block-start: var(--lf-4);
    padding-block-start: var(--lf-4);
    border-block-start: var(--lf-line);
  }
  .new label {
    display: grid;
    gap: var(--lf-1);
    color: var(--lf-ink-2);
  }
  .acts {
    display: flex;
    justify-content: end;
    margin-block-start: var(--lf-4);
  }
  @media (max-width: 30rem) {
    .new {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
