import { css } from 'lit';

/** How a narration's text looks wherever it stands: while it is written, read, marked. */
export const documentStyles = css`
  .document {
    max-inline-size: 38rem;
    font: 400 var(--lf-text-body) / var(--lf-leading-text) var(--lf-font-text);
    text-wrap: pretty;
    hanging-punctuation: first;
  }
  .document > * + * {
    margin-block-start: var(--lf-4);
  }
  .document h2 {
    margin-block-start: var(--lf-5);
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
  }
  .document blockquote {
    padding-inline-start: var(--lf-4);
    border-inline-start: 2px solid var(--lf-ink);
    font-style: italic;
  }
  .document .citation {
    margin-block: var(--lf-5);
    font: 400 var(--lf-text-s) / var(--lf-leading-ui) var(--lf-font-ui);
  }
`;
