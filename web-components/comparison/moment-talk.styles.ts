import { css } from 'lit';

/** Talk about a moment, below what was made of it. */
export const momentTalkStyles = css`
  :host {
    display: block;
  }
  h3 {
    margin-block-end: var(--lf-3);
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  h3 span {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  ol {
    display: grid;
    gap: var(--lf-3);
    margin-block-end: var(--lf-3);
    padding: 0;
    list-style: none;
  }
  .by {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--lf-2);
    min-block-size: 24px;
    font-size: var(--lf-text-xs);
    color: var(--lf-ink-3);
  }
  .by b {
    color: var(--lf-ink-2);
    font-weight: 600;
  }
  .acts {
    display: flex;
    margin-inline-start: auto;
  }
  .acts button {
    inline-size: 28px;
    min-block-size: 28px;
    color: var(--lf-ink-3);
  }
  .acts button.quiet {
    inline-size: auto;
    padding-inline: var(--lf-1);
    font-size: var(--lf-text-xs);
  }
  .words {
    font: 400 var(--lf-text-s) / 1.45 var(--lf-font-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .words button {
    color: var(--lf-accent);
    text-decoration: underline;
  }
  .hidden {
    padding-inline-start: var(--lf-3);
    border-inline-start: 2px solid var(--lf-ink-3);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-s);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--lf-2);
  }
  form textarea,
  form input {
    flex: 1 1 12rem;
    min-inline-size: 0;
    min-block-size: 2.5rem;
    max-block-size: 16rem;
    field-sizing: content;
    resize: none;
  }
  .wrong,
  .hint {
    flex-basis: 100%;
    font-size: var(--lf-text-xs);
  }
  .elsewhere {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 0 var(--lf-3);
    margin-block-start: var(--lf-4);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  @media (max-width: 640px) {
    button.icon-only {
      min-inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
    textarea {
      min-block-size: 2.75rem;
    }
  }
`;
