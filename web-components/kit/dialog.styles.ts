import { css } from 'lit';

/** A short dialog that asks or tells: its card and what dims the page; the width is the element's. */
export const dialogStyles = css`
  dialog {
    padding: var(--lf-5);
    border: 0;
    border-radius: var(--lf-radius-l);
    background: var(--lf-surface);
    color: var(--lf-ink);
    box-shadow: var(--lf-shadow);
  }
  dialog::backdrop {
    background: rgb(20 23 29 / 46%);
  }
`;

/**
 * Web Awesome's dialog looks like ours and lies in sight like ours (kit/reset.styles). What it is
 * stays in sight however long it is; the way out is our `.shut`, in the language of the page.
 */
export const widgetDialogStyles = css`
  wa-dialog {
    color: var(--lf-ink);
  }
  wa-dialog::part(dialog) {
    inset-block: var(--lf-sight-start, 0px) var(--lf-sight-end, 0px);
    max-inline-size: calc(100% - 2rem);
    max-block-size: calc(var(--lf-sight, 100dvh) - 2rem);
  }
  wa-dialog::part(header) {
    padding-block-end: var(--lf-3);
  }
  wa-dialog::part(body) {
    padding-block-start: 0;
  }
  wa-dialog::part(close-button) {
    display: none;
  }
  @media (prefers-color-scheme: dark) {
    wa-dialog::part(dialog) {
      outline: var(--lf-line);
    }
  }
`;
