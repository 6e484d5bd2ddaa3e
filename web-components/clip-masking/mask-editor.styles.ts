import { css } from 'lit';

/** The picture large, what can be done beside it, the moments below. */
export const maskEditorStyles = css`
  .head {
    padding-block-end: var(--lf-4);
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h2 small {
    margin-inline-start: var(--lf-2);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  .head p {
    max-inline-size: 46rem;
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .desk {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 16rem;
    gap: var(--lf-4) var(--lf-5);
    align-items: start;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
    align-items: center;
  }
  aside {
    display: grid;
    gap: var(--lf-3);
  }
  .time {
    min-inline-size: 7.5rem;
    color: var(--lf-ink-2);
  }
  .hint {
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .out {
    display: flex;
    gap: var(--lf-5);
    align-items: center;
    margin-block-start: var(--lf-4);
    padding-block-start: var(--lf-4);
    border-block-start: 1px solid var(--lf-ink-3);
  }
  .out > div:first-child {
    flex: 1;
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .out .row {
    justify-content: end;
  }
  progress {
    display: block;
    appearance: none;
    inline-size: 100%;
    block-size: 5px;
    margin-block-end: var(--lf-2);
    overflow: hidden;
    border: 0;
    border-radius: 3px;
    background: var(--lf-rule);
  }
  progress::-webkit-progress-bar {
    background: var(--lf-rule);
  }
  progress::-webkit-progress-value {
    background: var(--lf-accent);
  }
  progress::-moz-progress-bar {
    background: var(--lf-accent);
  }
  .wrong {
    color: var(--lf-danger);
  }
  @media (max-width: 56rem) {
    .desk {
      grid-template-columns: minmax(0, 1fr);
    }
    .out {
      flex-direction: column;
      align-items: stretch;
      gap: var(--lf-3);
    }
    .out .row {
      justify-content: start;
    }
  }
  @media (max-width: 40rem) {
    .out .row button {
      flex: 1 1 100%;
      white-space: normal;
    }
  }
`;
