import { css } from 'lit';

/** The summary over the workspace, which stays visible and still. */
export const handInDialogStyles = css`
  dialog {
    flex-direction: column;
    inline-size: min(44rem, 100% - 2rem);
    max-inline-size: none;
    max-block-size: calc(var(--lf-sight, 100dvh) - 4rem);
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: var(--lf-radius-l);
    background: var(--lf-paper);
    color: var(--lf-ink);
    box-shadow: var(--lf-shadow);
  }
  dialog[open] {
    display: flex;
  }
  dialog::backdrop {
    background: color-mix(in srgb, #14171d 46%, transparent);
  }
  .summary {
    padding: var(--lf-5) var(--lf-6) var(--lf-4);
    overflow: auto;
  }
  .summary:focus {
    outline: none;
  }
  h2 {
    padding-inline-end: var(--lf-6);
    font-size: var(--lf-text-xl);
    font-weight: 600;
    letter-spacing: -0.005em;
    line-height: 1.25;
    text-wrap: balance;
  }
  .lead {
    margin-block: 4px var(--lf-4);
    color: var(--lf-ink-2);
  }
  .shut {
    position: absolute;
    z-index: 1;
    inset: 16px 20px auto auto;
    color: var(--lf-ink-2);
  }
  .at {
    position: absolute;
    inset-inline-start: calc(var(--s) / var(--whole) * 100%);
    inline-size: calc((var(--e) - var(--s)) / var(--whole) * 100%);
  }
  .strip {
    position: relative;
    block-size: 34px;
    border-block-end: 2px solid var(--lf-ink-2);
  }
  .tick {
    inset-block: 10px 6px;
    min-inline-size: 3px;
    border-radius: 1px;
    background: var(--code);
  }
  .tick.unsorted {
    inset-block: 13px auto;
    inline-size: 10px;
    min-inline-size: 0;
    block-size: 10px;
    margin-inline-start: -5px;
    border: 2px solid var(--code);
    border-radius: 50%;
    background: none;
  }
  .bare {
    inset-block: 4px 0;
    border: 1.5px dashed var(--lf-noticed);
    border-block-end: 0;
    border-radius: 3px 3px 0 0;
  }
  .ends {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--lf-3);
    margin-block-end: var(--lf-4);
    padding-block-start: 4px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .ends span:nth-child(2) {
    text-align: end;
  }
  .asked {
    border-block-start: 1px solid var(--lf-ink);
  }
  .asked li {
    display: grid;
    grid-template-columns: 18px minmax(0, 1fr) auto auto;
    gap: 2px var(--lf-3);
    align-items: center;
    min-block-size: 38px;
    padding-block: 6px;
    border-block-end: var(--lf-line);
  }
  .asked .icon {
    color: var(--lf-ok);
  }
  .asked .have {
    color: var(--lf-ink-2);
    text-align: end;
  }
  .asked b {
    font-weight: 600;
  }
  .asked .open {
    align-items: start;
  }
  .asked .open b {
    color: var(--lf-noticed-ink);
  }
  .ring {
    inline-size: 14px;
    block-size: 14px;
    margin: 3px 0 0 2px;
    border: 2.5px solid var(--lf-noticed);
    border-radius: 50%;
  }
  .more {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--lf-4);
    line-height: 1.5;
  }
  .more p {
    flex-basis: 100%;
    color: var(--lf-ink-2);
  }
  .asked button.quiet {
    min-block-size: 24px;
    padding: 0;
    white-space: normal;
    text-align: start;
  }
  .then {
    margin-block-start: var(--lf-4);
  }
  .then h3 {
    margin-block-end: 4px;
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: 8.5rem minmax(0, 1fr);
    gap: 6px var(--lf-3);
    line-height: 1.5;
  }
  dt {
    color: var(--lf-ink-3);
  }
  dd b {
    font-weight: 600;
  }
  footer {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: var(--lf-3);
    padding: var(--lf-3) var(--lf-6);
    border-block-start: var(--lf-line);
    background: var(--lf-surface);
  }
  footer p {
    margin-inline-end: auto;
    color: var(--lf-ink-2);
  }
  footer button {
    min-block-size: 2.5rem;
    padding-inline: var(--lf-5);
  }
  @media (max-width: 640px) {
    dialog {
      inline-size: 100%;
      max-block-size: calc(var(--lf-sight, 100dvh) * 0.92);
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
    .summary {
      padding: var(--lf-4) var(--lf-4) var(--lf-3);
    }
    footer {
      flex-wrap: wrap;
      padding: var(--lf-3) var(--lf-4) var(--lf-4);
    }
    footer p {
      flex-basis: 100%;
    }
    footer button {
      flex: 1;
      min-block-size: 3rem;
    }
    .asked li {
      grid-template-columns: 18px minmax(0, 1fr) auto;
    }
    .asked .pips {
      display: none;
    }
    .asked li:not(.open) > button.quiet {
      grid-column: 2;
      justify-self: start;
    }
    .asked .have {
      grid-column: 3;
      grid-row: 1;
    }
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    dd {
      margin-block-end: var(--lf-2);
    }
  }
`;
