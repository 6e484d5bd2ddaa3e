import { css } from 'lit';

/**
 * What every shadow root begins with: reset, type, focus, buttons, fields, chips, hairlines and
 * the shapes of empty, loading and failed. The custom properties come from app/tokens.css.
 */
export const resetStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--lf-ink);
    font: 400 var(--lf-text-s) / var(--lf-leading-ui) var(--lf-font-ui);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ol,
  ul,
  dl,
  dd,
  figure,
  fieldset,
  legend,
  blockquote {
    margin: 0;
    padding: 0;
    border: 0;
    font-size: inherit;
    font-weight: inherit;
    min-inline-size: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  img,
  video,
  svg {
    display: block;
    max-inline-size: 100%;
  }
  a {
    color: var(--lf-accent);
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
  }
  a:hover {
    color: var(--lf-accent-strong);
  }
  /* A screen says how much of it what sticks to its edges covers. */
  :is(a, button, input, select, textarea, summary, [tabindex]) {
    scroll-margin-block: var(--lf-covered-start, 0px) var(--lf-covered-end, 0px);
  }
  :focus-visible {
    outline: 2px solid var(--lf-focus);
    outline-offset: 2px;
    border-radius: var(--lf-radius-s);
  }
  :is(h1, h2, h3)[tabindex='-1']:focus {
    outline: none;
  }
  /* A frame may be taller than the window around it: a dialog opens in the part that is in sight. */
  dialog {
    inset-block: var(--lf-sight-start, 0px) var(--lf-sight-end, 0px);
    max-block-size: calc(var(--lf-sight, 100dvh) - 2rem);
  }
  /* In the dark a shadow shows no edge. */
  @media (prefers-color-scheme: dark) {
    dialog {
      outline: var(--lf-line);
    }
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .muted {
    color: var(--lf-ink-3);
  }
  .small {
    font-size: var(--lf-text-xs);
  }
  .written {
    font: 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
    text-wrap: pretty;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;

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

/** A labelled field: `<div class="field"><label>…</label><input><p class="hint|wrong">…</p></div>`. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: var(--lf-1);
  }
  .field > label {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  input:is(
    [type='text'],
    [type='search'],
    [type='number'],
    [type='date'],
    [type='datetime-local'],
    [type='url'],
    :not([type])
  ),
  textarea,
  select {
    display: block;
    inline-size: 100%;
    min-block-size: var(--lf-target);
    padding: 6px 10px;
    border: 1px solid var(--lf-field);
    border-radius: var(--lf-radius-s);
    background: var(--lf-surface);
    color: var(--lf-ink);
  }
  textarea {
    min-block-size: 6rem;
    field-sizing: content;
    resize: vertical;
    font: 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
  }
  input:is([type='checkbox'], [type='radio']) {
    inline-size: 18px;
    block-size: 18px;
    margin: 3px;
    accent-color: var(--lf-accent);
  }
  input:focus-visible,
  textarea:focus-visible,
  select:focus-visible {
    outline-offset: 1px;
  }
  :is(input, textarea, select)[aria-invalid='true'] {
    border-color: var(--lf-danger);
  }
  ::placeholder {
    color: var(--lf-ink-3);
    opacity: 1;
  }
  .hint {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .wrong {
    color: var(--lf-danger);
    font-size: var(--lf-text-xs);
  }
  .ruled {
    border-block-start: var(--lf-line);
  }
`;

/** Shapes of kit/states.ts. */
export const stateStyles = css`
  .state {
    display: grid;
    justify-items: start;
    gap: var(--lf-2);
    max-inline-size: 34rem;
    padding-block: var(--lf-5);
  }
  .state h2 {
    font: 400 var(--lf-text-l) / 1.3 var(--lf-font-text);
  }
  .state p {
    color: var(--lf-ink-2);
  }
  .state .reference {
    font: 500 var(--lf-text-xs) var(--lf-font-mono);
    color: var(--lf-ink-3);
  }
  .loading {
    display: grid;
    gap: var(--lf-3);
    padding-block: var(--lf-4);
    opacity: 0;
    /* Nothing flashes when the answer comes at once. */
    animation: state-appear 200ms 300ms forwards;
  }
  .loading i {
    display: block;
    block-size: 0.875rem;
    border-radius: var(--lf-radius-s);
    background: var(--lf-rule);
  }
  .loading i:nth-of-type(2) {
    inline-size: 82%;
  }
  .loading i:nth-of-type(3) {
    inline-size: 64%;
  }
  @keyframes state-appear {
    to {
      opacity: 1;
    }
  }
`;

/** Set as one by `LookforElement`. */
export const baseStyles = [resetStyles, controlStyles, fieldStyles, stateStyles];
