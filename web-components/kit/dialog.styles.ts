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
