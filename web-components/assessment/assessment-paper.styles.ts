import { css } from 'lit';

/** The narration in the centre: as it was handed in, with what the marker says at its passages. */
export const assessmentPaperStyles = css`
  :host {
    container-type: inline-size;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-3);
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
  }
  .about b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  h1 {
    margin-block-end: var(--lf-3);
    font: 600 var(--lf-text-2xl) / 1.15 var(--lf-font-text);
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .question {
    margin-block-end: var(--lf-5);
    color: var(--lf-ink-2);
    font: italic 400 var(--lf-text-body) / 1.45 var(--lf-font-text);
  }
  .document {
    position: relative;
    overflow-wrap: anywhere;
  }
  .document mark[data-mark] {
    cursor: pointer;
  }
  .document mark.visited {
    background: var(--code-soft, var(--lf-noticed-soft));
    border-block-end: 2px solid var(--code, var(--lf-noticed));
  }
  .document .citation.visited {
    outline: 2px solid var(--lf-noticed);
    outline-offset: 4px;
    border-radius: var(--lf-radius-s);
  }
  .document .citation {
    margin-block-end: 0;
  }
  .with-moment {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-1) var(--lf-3);
    margin-block: 0 var(--lf-4);
    font: 400 var(--lf-text-s) / var(--lf-leading-ui) var(--lf-font-ui);
  }
  .document > .with-moment {
    margin-block-start: var(--lf-1);
  }
  .with-moment .quiet:first-child {
    margin-inline-start: calc(-1 * var(--lf-2));
  }
  .with-moment button.chip {
    min-block-size: 24px;
    padding-inline: 8px;
    background: var(--code-soft, var(--lf-noticed-soft));
    color: var(--code, var(--lf-noticed-ink));
    font-weight: 600;
  }

  /* Choosing a whole paragraph needs no mouse: the button stands in the margin. */
  .take {
    position: absolute;
    inset-inline-start: -1.75rem;
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--lf-accent);
    opacity: 0;
    translate: 0 -1.65rem;
  }
  .document > .take {
    margin-block-start: 0;
  }
  :is(p, h2, blockquote):hover + .take,
  .take:is(:hover, :focus-visible) {
    opacity: 1;
  }
  .document > .take + * {
    margin-block-start: var(--lf-4);
  }
  @media (hover: none) {
    .take:not(:focus-visible) {
      pointer-events: none;
    }
  }

  .offer {
    position: absolute;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    max-inline-size: 100%;
    margin: 0;
    padding: 4px;
    border-radius: var(--lf-radius);
    background: var(--lf-ink);
    color: var(--lf-paper);
    box-shadow: var(--lf-shadow);
    font: 400 var(--lf-text-s) / var(--lf-leading-ui) var(--lf-font-ui);
  }
  .document > .offer {
    margin-block-start: 10px;
  }
  .offer::before {
    content: '';
    position: absolute;
    inset-block-start: -5px;
    inset-inline-start: 28px;
    border: 6px solid transparent;
    border-block-start: 0;
    border-block-end-color: var(--lf-ink);
  }
  .offer button {
    min-block-size: 28px;
    padding-inline: 10px;
    border: 0;
    border-radius: var(--lf-radius-s);
    background: none;
    color: inherit;
    font-weight: 500;
  }
  .offer button:hover {
    background: color-mix(in srgb, var(--lf-paper) 16%, transparent);
  }
  .offer button:focus-visible {
    outline-color: var(--lf-paper);
    outline-offset: -2px;
  }
  .offer b {
    opacity: 0.75;
    font-weight: 600;
  }

  .comment {
    padding: var(--lf-3) var(--lf-4);
    border-inline-start: 3px solid var(--code, var(--lf-noticed));
    border-radius: 0 var(--lf-radius) var(--lf-radius) 0;
    background: var(--lf-surface);
    box-shadow: var(--lf-shadow);
    font: 400 var(--lf-text-s) / 1.5 var(--lf-font-ui);
  }
  .document > .comment {
    margin-block: var(--lf-3) var(--lf-5);
  }
  .comment header {
    display: flex;
    justify-content: space-between;
    gap: var(--lf-3);
    color: var(--lf-ink-3);
  }
  .comment header b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .comment header .sign {
    color: var(--code, var(--lf-noticed-ink));
  }
  .comment .words {
    white-space: pre-wrap;
  }
  .comment textarea {
    margin-block: var(--lf-2);
    min-block-size: 4.5rem;
  }
  .comment .do {
    display: flex;
    gap: var(--lf-2);
    margin-inline-start: calc(-1 * var(--lf-2));
  }
  .comment .do button {
    min-block-size: 24px;
  }
  .comment blockquote {
    color: var(--lf-ink-2);
    font: italic 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
    border: 0;
    padding: 0;
  }
  @container (max-width: 24rem) {
    h1 {
      font-size: 1.625rem;
    }
    .take {
      inset-inline: auto 0;
      translate: 0 0.25rem;
    }
  }
`;
