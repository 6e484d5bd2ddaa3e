import { css } from 'lit';

/** One open note: what is live is white, what a person writes is serif. */
export const noteEditorStyles = css`
  :host {
    padding: 12px 1.25rem 14px;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 2px;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .time[type='text'] {
    inline-size: 4rem;
    field-sizing: content;
    min-inline-size: 2rem;
    min-block-size: 1.5rem;
    padding: 0 2px;
    border-color: transparent;
    border-block-end-color: var(--lf-field);
    border-radius: 3px 3px 0 0;
    background: none;
    color: var(--lf-ink);
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  .time.live {
    border-block-end: 2px solid var(--lf-focus);
  }
  .time:first-of-type {
    margin-inline-start: -2px;
  }
  .lasts {
    margin-inline-start: var(--lf-2);
  }
  .name {
    display: block;
    margin-block: 10px 4px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .code,
  .add {
    min-block-size: 1.75rem;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--lf-radius-s);
    background: var(--code-soft);
    color: var(--lf-ink);
    font-size: var(--lf-text-xs);
    font-weight: 400;
    white-space: normal;
    text-align: start;
  }
  .code:hover {
    border-color: var(--code);
  }
  .code .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .add {
    border: 1px dashed var(--lf-ink-3);
    background: none;
    color: var(--lf-ink-2);
  }
  .children button {
    min-inline-size: 2.25rem;
    min-block-size: 1.75rem;
    padding: 0 var(--lf-2);
    border-radius: var(--lf-radius-s);
    font-weight: 400;
  }
  .children button[aria-pressed='true'] {
    font-weight: 600;
  }
  textarea {
    resize: none;
    max-block-size: 22rem;
    padding: 8px 10px;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    margin-block-start: 10px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .foot span {
    margin-inline-end: auto;
  }
  .foot button {
    min-block-size: 1.75rem;
    font-size: var(--lf-text-xs);
  }
  .foot .delete {
    color: var(--lf-ink-2);
    font-weight: 400;
  }
  @media (max-width: 640px) {
    .code,
    .add,
    .children button {
      min-block-size: 2.75rem;
    }
    .children button {
      min-inline-size: 2.75rem;
    }
    .foot button {
      min-inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
  }
`;
