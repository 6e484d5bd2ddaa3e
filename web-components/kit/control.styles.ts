import { css } from 'lit';

/** Buttons: `.primary` (one on a screen), none (outlined), `.quiet` (a word), `.plain` (no look). */
export const controlStyles = css`
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--lf-2);
    min-block-size: var(--lf-target);
    padding: 0 var(--lf-3);
    border: 1px solid var(--lf-rule);
    border-radius: var(--lf-radius);
    background: var(--lf-surface);
    color: var(--lf-ink);
    font-weight: 600;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background var(--lf-ease),
      border-color var(--lf-ease);
  }
  button:hover,
  .button:hover {
    border-color: var(--lf-field);
  }
  button.primary,
  .button.primary {
    border-color: var(--lf-accent);
    background: var(--lf-accent);
    color: var(--lf-on-accent);
  }
  button.primary:hover,
  .button.primary:hover {
    border-color: var(--lf-accent-strong);
    background: var(--lf-accent-strong);
  }
  button.outlined,
  .button.outlined {
    border-color: var(--lf-accent);
    color: var(--lf-accent);
  }
  button.quiet,
  .button.quiet {
    min-block-size: 2rem;
    padding-inline: var(--lf-2);
    border-color: transparent;
    background: none;
    color: var(--lf-accent);
  }
  button.quiet:hover,
  .button.quiet:hover {
    color: var(--lf-accent-strong);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button.danger {
    border-color: var(--lf-danger);
    color: var(--lf-danger);
  }
  button.plain {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--lf-radius-s);
    background: none;
    color: inherit;
    font-weight: inherit;
    text-align: start;
    white-space: normal;
  }
  /* A word in a line that does something. */
  button.plain.act {
    color: var(--lf-accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button.icon-only {
    inline-size: var(--lf-target);
    padding: 0;
    border-color: transparent;
    background: none;
  }
  button[aria-pressed='true']:not(.plain) {
    border-color: var(--lf-accent);
    background: var(--lf-accent-soft);
    color: var(--lf-accent-strong);
  }
  /* Where a person has chosen all colours, what is pressed is told by theirs. */
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
  /* What does nothing looks so under a pointer too, whatever kind of button it is. */
  button[aria-disabled='true'],
  button[aria-disabled='true']:hover,
  button:disabled,
  button:disabled:hover {
    border-color: var(--lf-rule);
    background: var(--lf-sunken);
    color: var(--lf-ink-2);
    cursor: default;
  }
  kbd {
    display: inline-block;
    min-inline-size: 1.125rem;
    padding: 0 4px;
    border: 1px solid var(--lf-rule);
    border-block-end-width: 2px;
    border-radius: 3px;
    background: var(--lf-surface);
    color: var(--lf-ink-2);
    font: 500 var(--lf-text-xs) / 1.125rem var(--lf-font-ui);
    text-align: center;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-block-size: 1.5rem;
    padding: 0 8px;
    border: 0;
    border-radius: var(--lf-radius-s);
    background: var(--code-soft, var(--lf-sunken));
    color: var(--code, var(--lf-ink-2));
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .chip.outlined {
    border: 1px solid var(--lf-rule);
    background: none;
    color: var(--lf-ink-2);
  }
`;
