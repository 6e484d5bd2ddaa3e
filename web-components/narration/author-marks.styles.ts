import { css } from 'lit';
import { authorColourStyles } from '#elements/observation/author-colours.styles';

/** How it looks who wrote which block: a line in their colour, and their letters in the margin. */
export const authorMarkStyles = css`
  ${authorColourStyles}
  .document:has(.written),
  .document.ProseMirror:has(.written) {
    padding-inline-start: 2.75rem;
  }
  .document .written {
    position: relative;
  }
  .document .written[data-by]::before {
    content: attr(data-by);
    position: absolute;
    inset-block: 0;
    inset-inline-end: calc(100% + 0.5rem);
    inline-size: max-content;
    max-inline-size: 2.5rem;
    padding-inline-end: 0.375rem;
    border-inline-end: 3px solid var(--author, var(--lf-rule));
    color: var(--lf-ink-2);
    font: 600 var(--lf-text-xs) / 1.4 var(--lf-font-ui);
    font-style: normal;
    letter-spacing: 0.02em;
    text-align: end;
    text-indent: 0;
    pointer-events: none;
  }
  .document .written.occupied::after {
    content: '';
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline-end: calc(100% + 0.25rem);
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border: 2px solid var(--lf-surface);
    border-radius: 50%;
    background: var(--here);
    pointer-events: none;
  }
  .writers {
    display: inline-flex;
    flex-wrap: wrap;
    gap: var(--lf-1) var(--lf-3);
  }
  .writers > span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  @media (max-width: 640px) {
    .document:has(.written),
    .document.ProseMirror:has(.written) {
      padding-inline-start: 0.5rem;
    }
    .document .written[data-by] {
      border-inline-start: 3px solid var(--author, var(--lf-rule));
      padding-inline-start: 0.625rem;
    }
    .document .written[data-by]::before {
      position: static;
      display: block;
      max-inline-size: none;
      border: 0;
      padding: 0;
      text-align: start;
    }
    .document .written.occupied::after {
      inset-inline: auto 0;
    }
  }
  .document .faint {
    opacity: 0.45;
  }
`;
