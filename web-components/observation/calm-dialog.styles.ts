import { css } from 'lit';

/** A quiet sheet over the page: the context sheet, the list of keys. */
export const calmDialogStyles = css`
  dialog {
    --pad: var(--lf-5);
    --pad-inline: var(--lf-6);
    inline-size: min(38rem, 100% - 2rem);
    max-block-size: calc(var(--lf-sight, 100dvh) - 4rem);
    padding: var(--pad) var(--pad-inline);
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
    font-size: var(--lf-text-xl);
    font-weight: 600;
    line-height: 1.25;
  }
  /* What it is and the way out stay in sight, however long the sheet is. */
  dialog .shut {
    position: sticky;
    z-index: 2;
    inset-block-start: -6px;
    float: inline-end;
    margin-block: -6px;
    margin-inline-end: -10px;
    color: var(--lf-ink-2);
  }
  dialog .shut + h2 {
    position: sticky;
    z-index: 1;
    inset-block-start: calc(-1 * var(--pad));
    margin-block: calc(-1 * var(--pad)) 0;
    margin-inline: calc(-1 * var(--pad-inline));
    padding-block: var(--pad) var(--lf-3);
    padding-inline: var(--pad-inline) calc(var(--pad-inline) + 2.5rem);
    background: var(--lf-paper);
  }
  @media (max-width: 640px) {
    dialog {
      --pad: var(--lf-4);
      --pad-inline: var(--lf-4);
    }
  }
`;
