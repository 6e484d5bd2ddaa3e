import { css } from 'lit';

/** Lines of tasks. */
export const courseTasksStyles = css`
  :host {
    container-type: inline-size;
  }
  .titled {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0 var(--lf-3);
    min-block-size: var(--lf-target);
    margin-block-end: var(--lf-2);
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .titled h2 {
    margin-inline-end: auto;
  }
  .hint {
    color: var(--lf-ink-3);
  }
  .titled h2:has(+ .hint) {
    margin-inline-end: 0;
  }
  .titled .hint {
    margin-inline-end: auto;
  }
  .ruled,
  ol {
    border-block-start: 1px solid var(--lf-ink);
  }
  li {
    display: grid;
    grid-template-columns: 5.5rem minmax(0, 1fr) minmax(0, 15rem);
    gap: 2px var(--lf-4);
    align-items: start;
    padding-block: var(--lf-3) var(--lf-4);
    border-block-end: var(--lf-line);
  }
  .poster {
    overflow: hidden;
    aspect-ratio: 16 / 9;
    border-radius: var(--lf-radius-s);
    background: var(--lf-sunken);
  }
  .poster img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  h3 {
    font-size: var(--lf-text-m);
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h3 button.plain:hover {
    color: var(--lf-accent);
  }
  .draft h3 {
    color: var(--lf-ink-2);
  }
  p {
    color: var(--lf-ink-2);
    line-height: 1.5;
  }
  p b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .clip {
    color: var(--lf-ink-3);
    overflow-wrap: anywhere;
  }
  .need {
    padding-block-start: 2px;
    color: var(--lf-noticed-ink);
    font-weight: 600;
  }
  .progress p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-4);
  }
  @container (max-width: 560px) {
    .titled .hint {
      display: none;
    }
    .titled h2:has(+ .hint) {
      margin-inline-end: auto;
    }
    li {
      grid-template-columns: 4.5rem minmax(0, 1fr);
    }
    .need,
    .progress {
      grid-column: 2;
    }
  }
`;
