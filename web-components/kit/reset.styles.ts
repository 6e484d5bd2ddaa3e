import { css } from 'lit';

/** Reset, type, focus, and where a dialog opens. The custom properties come from app/tokens.css. */
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
