import { css } from 'lit';

/** A quiet sheet over the page: the context sheet, the list of keys. */
export const calmDialogStyles = css`
  dialog {
    inline-size: min(38rem, 100% - 2rem);
    max-block-size: calc(var(--lf-sight, 100dvh) - 4rem);
    padding: var(--lf-5) var(--lf-6);
    border: 0;
    border-radius: var(--lf-radius-l);
    background: var(--lf-paper);
    color: var(--lf-ink);
    box-shadow: var(--lf-shadow);
  }
  dialog::backdrop {
    background: color-mix(in srgb, #14171d 46%, transparent);
  }
  dialog h2 {
    margin-block-end: var(--lf-4);
    padding-inline-end: var(--lf-6);
    font-size: var(--lf-text-xl);
    font-weight: 600;
    line-height: 1.25;
  }
  dialog .shut {
    position: absolute;
    inset: 16px 20px auto auto;
    color: var(--lf-ink-2);
  }
  @media (max-width: 640px) {
    dialog {
      padding: var(--lf-4);
    }
  }
`;
