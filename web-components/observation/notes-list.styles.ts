import { css } from 'lit';

/** Notes in time order beside the clip; under it where the page is narrow. */
export const notesListStyles = css`
  :host {
    position: relative;
    border-inline-start: var(--lf-line);
    background: var(--lf-surface);
  }
  .column {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
  }
  .head {
    display: flex;
    align-items: center;
    gap: var(--lf-1);
    padding: var(--lf-3) var(--lf-3) var(--lf-2) 1.25rem;
  }
  h2 {
    margin-inline-end: auto;
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h2 span {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .follow {
    min-block-size: 2rem;
    padding-inline: var(--lf-2);
    border: 0;
    background: none;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
  .follow i {
    position: relative;
    inline-size: 26px;
    block-size: 16px;
    border-radius: 8px;
    background: var(--lf-field);
    transition: background var(--lf-ease);
  }
  .follow i::after {
    content: '';
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--lf-surface);
    transition: translate var(--lf-ease);
  }
  .follow[aria-checked='true'] i {
    background: var(--lf-accent);
  }
  .follow[aria-checked='true'] i::after {
    translate: 10px 0;
    background: var(--lf-on-accent);
  }
  .find {
    min-block-size: 2rem;
    inline-size: 2rem;
  }
  @media (forced-colors: active) {
    .follow i {
      border: 1px solid;
    }
    .follow i::after {
      background: CanvasText;
    }
    .follow[aria-checked='true'] i {
      background: Highlight;
      forced-color-adjust: none;
    }
    .follow[aria-checked='true'] i::after {
      background: HighlightText;
    }
  }
  .search {
    padding: 0 1.25rem var(--lf-2);
  }
  .search .hint {
    margin-block-start: var(--lf-1);
  }
  .more {
    flex: none;
    justify-content: start;
    inline-size: 100%;
    min-block-size: 1.875rem;
    padding-inline: 1.25rem;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
  .more:hover {
    color: var(--lf-accent);
  }
  .more:focus-visible {
    outline-offset: -2px;
  }
  ol {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--lf-rule) transparent;
  }
  .note {
    border-block-start: var(--lf-line);
  }
  .note:not(.editing, .chosen) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 4.5rem;
  }
  .note:not(.editing) {
    padding: 10px 1.25rem 12px;
  }
  .note:is(.chosen, .editing) {
    background: var(--lf-paper);
  }
  .note.editing,
  .note.chosen {
    box-shadow: inset 4px 0 var(--code);
  }
  .note.near:not(.editing, .chosen) {
    box-shadow: inset 4px 0 var(--lf-rule);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--lf-2);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .line button {
    color: var(--lf-ink);
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  .line button:hover {
    color: var(--lf-accent);
  }
  .line .live {
    box-shadow: 0 2px var(--lf-focus);
  }
  .child {
    margin-inline-start: auto;
  }
  .by {
    min-inline-size: 1.5rem;
    padding-inline: 4px;
    border: 1.5px solid var(--author);
    border-radius: 0.75rem;
    background: var(--author-soft);
    color: var(--lf-ink);
    font-size: 0.6875rem;
    font-weight: 600;
    line-height: 1.125rem;
    text-align: center;
  }
  .line > .by:not(.child + .by) {
    margin-inline-start: auto;
  }
  .text {
    display: block;
    inline-size: 100%;
    margin-block-start: 2px;
    color: var(--lf-ink);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .text.nothing {
    color: var(--lf-ink-3);
    font: 400 var(--lf-text-s) / 1.45 var(--lf-font-ui);
  }
  button.text:hover {
    color: var(--lf-accent-strong);
  }
  .state {
    padding: var(--lf-4) 1.25rem;
  }
  @media (max-width: 960px) {
    :host {
      border-inline-start: 0;
      border-block-start: var(--lf-line);
    }
    .column {
      position: static;
    }
    .more {
      display: none;
    }
    ol {
      overflow: visible;
      columns: 2;
      column-gap: 0;
    }
    .note {
      break-inside: avoid;
    }
  }
  @media (max-width: 640px) {
    .follow,
    .find {
      min-inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
    ol {
      columns: 1;
    }
    .head,
    .note:not(.editing) {
      padding-inline: var(--lf-4);
    }
  }
`;
