import { css } from 'lit';

/** Words first, the number beside them; criteria on one line each; comments at their passages. */
export const feedbackPageStyles = css`
  :host {
    container: feedback / inline-size;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-1) var(--lf-2);
    padding: var(--lf-3) var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .head .task {
    flex: 1 1 16rem;
    color: var(--lf-ink-2);
  }
  .head strong {
    margin-inline-end: var(--lf-3);
    color: var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .verdict {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 13rem;
    align-items: end;
    gap: var(--lf-7);
    max-inline-size: 70rem;
    margin-inline: auto;
    padding: var(--lf-6) var(--lf-5);
  }
  h1 {
    margin-block-end: var(--lf-4);
    font: 600 var(--lf-text-2xl) / 1.15 var(--lf-font-text);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  .verdict blockquote {
    max-inline-size: 40rem;
    font: 400 var(--lf-text-l) / 1.6 var(--lf-font-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .from + blockquote {
    margin-block-start: var(--lf-4);
  }
  .words {
    white-space: pre-wrap;
  }
  .from {
    margin-block-start: var(--lf-3);
    color: var(--lf-ink-2);
  }
  .number {
    padding-inline-start: var(--lf-5);
    border-inline-start: var(--lf-line);
  }
  .number b {
    display: block;
    font-size: var(--lf-text-3xl);
    font-weight: 600;
    line-height: 1;
  }
  .number small {
    margin-inline-start: 4px;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-m);
    font-weight: 400;
  }
  .verdict .reason {
    margin-block-start: var(--lf-2);
    font: italic 400 var(--lf-text-body) / 1.4 var(--lf-font-text);
  }
  .number p {
    margin-block-start: var(--lf-2);
    color: var(--lf-ink-2);
    text-wrap: balance;
  }

  .rubric {
    border-block: var(--lf-line);
    background: var(--lf-surface);
  }
  .rubric > div {
    max-inline-size: 70rem;
    margin-inline: auto;
    padding: var(--lf-5);
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
    text-wrap: pretty;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--lf-4);
    margin-block: 2px var(--lf-4);
    color: var(--lf-ink-2);
  }
  /* Alone, its word begins at the edge of everything else. */
  .key button:first-child {
    margin-inline-start: calc(-1px - var(--lf-2));
  }
  .key span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .key i {
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--lf-ink-2);
  }
  .key i.own {
    border: 2px solid var(--lf-ink-2);
    background: none;
  }
  .criteria {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr));
    gap: var(--lf-5) var(--lf-6);
  }
  .criterion {
    display: grid;
    align-content: start;
    gap: var(--lf-3);
    break-inside: avoid;
  }
  h3 {
    display: flex;
    align-items: baseline;
    gap: var(--lf-2);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h3::before {
    content: '';
    inline-size: 10px;
    block-size: 10px;
    border-radius: 2px;
    background: var(--code);
  }
  h3 span {
    margin-inline-start: auto;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
    white-space: nowrap;
  }
  .finding {
    line-height: 1.5;
    text-wrap: pretty;
  }
  .finding b {
    display: block;
    font-weight: 600;
  }
  .finding q {
    display: block;
    margin-block-start: 6px;
    font: 400 var(--lf-text-note) / 1.5 var(--lf-font-text);
    quotes: none;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .finding .further {
    margin-block-start: 6px;
    color: var(--lf-ink-2);
  }
  .evidence button {
    display: grid;
    grid-template-columns: 1.25rem minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--lf-2);
    inline-size: 100%;
    min-block-size: 36px;
    border-block-start: var(--lf-line);
    border-radius: 0;
  }
  .evidence b {
    color: var(--code);
    font-weight: 600;
  }
  .evidence span {
    overflow: hidden;
    font-family: var(--lf-font-text);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .evidence .moment {
    font-family: var(--lf-font-ui);
  }
  .evidence em {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-style: normal;
  }
  table {
    inline-size: 100%;
    max-inline-size: 44rem;
    border-collapse: collapse;
  }
  :is(th, td) {
    padding: 8px var(--lf-3) 8px 0;
    border-block-end: var(--lf-line);
    font-weight: 400;
    text-align: start;
  }
  thead th {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  tbody th {
    font-weight: 600;
  }
  :is(th, td):last-child {
    padding-inline-end: 0;
    text-align: end;
  }

  .sheet {
    max-inline-size: 70rem;
    margin-inline: auto;
    padding: var(--lf-6) var(--lf-5) var(--lf-7);
  }
  .lead {
    margin-block-end: var(--lf-5);
    color: var(--lf-ink-2);
  }
  .document {
    display: grid;
    grid-template-columns: minmax(0, 38rem) minmax(0, 1fr);
    align-items: start;
    column-gap: var(--lf-6);
    max-inline-size: none;
    overflow-wrap: anywhere;
  }
  .document > * {
    grid-column: 1;
    scroll-margin-block: 30vh;
  }
  .document > .notes {
    grid-column: 2;
    display: grid;
    gap: var(--lf-4);
    /* The margin stands at the height of its passage, which its own gap would lower. */
    margin-block-start: var(--lf-4);
    padding-block-start: 2px;
    font: 400 var(--lf-text-s) / 1.5 var(--lf-font-ui);
  }
  .document > .citation + .notes {
    margin-block-start: var(--lf-5);
  }
  .document > .notes:nth-child(2) {
    margin-block-start: 0;
  }
  .note .who {
    color: var(--lf-ink-2);
  }
  .note .who b {
    color: var(--code, var(--lf-ink));
    font-weight: 600;
  }
  .note .said {
    margin-block-start: 2px;
    font: 400 var(--lf-text-note) / 1.5 var(--lf-font-text);
    white-space: pre-wrap;
  }
  .document mark.remark {
    border-block-end-color: var(--lf-ink-3);
  }
  .document .sign.remark {
    color: var(--lf-ink-2);
  }
  .document mark.visited {
    outline: 2px solid var(--lf-focus);
    outline-offset: 1px;
    border-radius: 2px;
  }

  @container feedback (max-width: 54rem) {
    .verdict {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--lf-4);
    }
    .number {
      padding: 0;
      border: 0;
    }
    .document {
      display: block;
      max-inline-size: 38rem;
    }
    .document > .notes {
      margin-block: var(--lf-3) var(--lf-5);
      padding: 0 0 0 var(--lf-4);
      border-inline-start: 2px solid var(--lf-field);
    }
  }
  @container feedback (max-width: 35rem) {
    .head {
      padding-inline: var(--lf-4);
    }
    .head strong {
      display: block;
    }
    .head .quiet {
      padding-inline: 0;
    }
    .verdict {
      padding: var(--lf-5) var(--lf-4);
    }
    h1 {
      font-size: 1.625rem;
    }
    .verdict blockquote {
      font-size: var(--lf-text-body);
    }
    .rubric > div,
    .sheet {
      padding-inline: var(--lf-4);
    }
    .criteria {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    .head button,
    .key button,
    .evidence em {
      display: none;
    }
    .verdict,
    .rubric > div,
    .sheet {
      padding-inline: 0;
    }
    .rubric {
      background: none;
    }
    .document {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 13rem;
      column-gap: var(--lf-4);
      font-size: 11pt;
    }
    .document mark.evidence {
      print-color-adjust: exact;
    }
    .document > :is(.citation, .notes, blockquote) {
      break-inside: avoid;
    }
  }
`;
