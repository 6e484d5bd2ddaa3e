import { css } from 'lit';

/** The picture large, its moments below, what can be done beside it, or last on a phone. */
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
    display: grid;
    grid-column: 1 / -1;
    grid-row: 2;
    gap: var(--lf-2);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
    align-items: center;
  }
  aside {
    display: grid;
    grid-area: 1 / 2;
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
  .wrong {
    color: var(--lf-danger);
  }
  @media (max-width: 56rem) {
    .desk {
      grid-template-columns: minmax(0, 1fr);
    }
    .wide,
    aside {
      grid-area: auto;
    }
  }
`;
