import { css } from 'lit';

/** A sheet of paper: title, text on about 62 characters, captions in the margin. */
export const narrationReaderStyles = css`
  :host {
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-3);
    padding: var(--lf-3) var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .bar .gap {
    flex: 1;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  .sheet {
    max-inline-size: 57rem;
    margin-inline: auto;
    padding: 4rem var(--lf-5) var(--lf-7);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 36rem) minmax(0, 1fr);
    column-gap: var(--lf-6);
    align-items: start;
  }
  .columns > * {
    grid-column: 1;
  }
  header {
    margin-block-end: 2.75rem;
  }
  h1 {
    font: 600 var(--lf-text-3xl) / 1.1 var(--lf-font-text);
    letter-spacing: -0.018em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .question {
    margin-block: var(--lf-4) var(--lf-5);
    color: var(--lf-ink-2);
    font: italic 400 var(--lf-text-l) / 1.45 var(--lf-font-text);
  }
  .byline {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-4);
    margin-block-start: var(--lf-4);
    padding-block-start: var(--lf-3);
    border-block-start: var(--lf-line);
    color: var(--lf-ink-2);
  }
  .byline b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .document {
    max-inline-size: none;
    font-size: 1.125rem;
    line-height: 1.68;
  }
  .document > p,
  .document > blockquote {
    overflow-wrap: anywhere;
  }
  .document > .caption {
    grid-column: 2;
    align-self: end;
    margin-block: 0 var(--lf-5);
    color: var(--lf-ink-2);
    font: 400 var(--lf-text-s) / 1.45 var(--lf-font-ui);
  }
  .caption b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .caption .note {
    margin-block: 4px 6px;
    color: var(--lf-ink);
    font: italic 400 var(--lf-text-m) / 1.45 var(--lf-font-text);
    overflow-wrap: anywhere;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1);
    margin-block-start: 6px;
  }
  .chip {
    min-block-size: 0;
    padding: 1px 7px;
    border-radius: 99px;
    line-height: 18px;
  }
  .colophon {
    margin-block-start: var(--lf-7);
    padding-block-start: var(--lf-3);
    border-block-start: 1px solid var(--lf-ink);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    line-height: 1.6;
  }
  @container (max-width: 50rem) {
    .bar {
      padding-inline: var(--lf-4);
    }
    .sheet {
      max-inline-size: 40rem;
      padding: var(--lf-6) var(--lf-4) var(--lf-6);
    }
    .columns {
      display: block;
    }
    h1 {
      font-size: 2.125rem;
    }
    .document {
      font-size: var(--lf-text-body);
    }
    .document > .citation:has(+ .caption) {
      margin-block-end: var(--lf-2);
    }
  }
  @media print {
    .bar {
      display: none;
    }
    .sheet {
      max-inline-size: none;
      padding: 0;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 11rem;
      column-gap: var(--lf-4);
    }
    .document {
      font-size: 11pt;
    }
    .document > p {
      orphans: 3;
      widows: 3;
    }
    .document > :is(.citation, .caption, blockquote) {
      break-inside: avoid;
    }
    h1,
    .document h2 {
      break-after: avoid;
    }
  }
`;
