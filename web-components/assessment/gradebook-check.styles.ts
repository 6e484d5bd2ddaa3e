import { css } from 'lit';

/** Rows of what the LMS has taken, quiet, in two columns where there is room. */
export const gradebookCheckStyles = css`
  :host {
    display: block;
    container: check / inline-size;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 2.5rem;
    margin-block-start: var(--lf-4);
    border-block-end: 1px solid var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h3 span {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-3);
    margin-block-start: var(--lf-5);
    color: var(--lf-ink-2);
  }
  .tools p {
    flex: 1 1 14rem;
  }
  .tools input {
    inline-size: 12rem;
  }
  .unread {
    margin-block-start: var(--lf-2);
    color: var(--lf-ink-2);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .said {
    font: italic 400 var(--lf-text-s) / 1.5 var(--lf-font-text);
    overflow-wrap: anywhere;
  }
  ol {
    columns: 2;
    column-gap: var(--lf-5);
  }
  li {
    padding-block: 2px;
    border-block-end: var(--lf-line);
    break-inside: avoid;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 5.5rem auto;
    align-items: center;
    gap: var(--lf-3);
  }
  .row b {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row .when {
    color: var(--lf-ink-3);
    text-align: end;
    white-space: nowrap;
  }
  .row button {
    min-block-size: 2rem;
    padding-inline: 6px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-s);
  }
  .row button:is(:hover, :focus-visible) {
    color: var(--lf-ink);
  }
  .ask {
    padding-block: var(--lf-2) var(--lf-3);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .ask div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
    margin-block-start: var(--lf-2);
  }
  .nobody {
    padding-block: var(--lf-3);
    color: var(--lf-ink-2);
  }
  @container check (max-width: 36rem) {
    ol {
      columns: 1;
    }
    .tools input {
      inline-size: 100%;
    }
  }
`;
