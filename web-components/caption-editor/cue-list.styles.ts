import { css } from 'lit';

/** One line each; the open one is a small form. */
export const cueListStyles = css`
  li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 2.25rem;
    border-inline-start: 2px solid transparent;
  }
  .heard {
    border-color: var(--lf-ink);
  }
  button.line {
    display: grid;
    grid-template-columns: 3.6rem minmax(0, 1fr) auto;
    gap: var(--lf-1);
    align-items: baseline;
    justify-content: start;
    inline-size: 100%;
    padding: 0.4rem 0.6rem;
    border-radius: 0;
  }
  button.line:hover {
    background: var(--lf-sunken);
  }
  time {
    color: var(--lf-ink-3);
  }
  .said {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  b {
    margin-inline-end: 0.4em;
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .sign {
    align-self: start;
    color: var(--lf-noticed);
  }
  .open {
    content-visibility: visible;
    display: grid;
    gap: var(--lf-2);
    margin-block: var(--lf-1);
    padding: var(--lf-3);
    border-radius: 0 var(--lf-radius) var(--lf-radius) 0;
    background: var(--lf-surface);
    box-shadow: var(--lf-shadow);
    scroll-margin-block: 1rem;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-1) var(--lf-2);
  }
  input.time {
    inline-size: 5.5rem;
    min-block-size: 2rem;
    padding-inline: 0.5rem;
  }
  select {
    flex: 1 1 6.5rem;
    min-inline-size: 0;
    inline-size: auto;
    min-block-size: 2rem;
  }
  textarea {
    min-block-size: 3.4rem;
    resize: none;
  }
  .hints {
    color: var(--lf-noticed-ink);
    line-height: 1.4;
  }
  .wrong {
    font-size: var(--lf-text-s);
  }
`;
