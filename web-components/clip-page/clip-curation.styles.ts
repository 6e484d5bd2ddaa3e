import { css } from 'lit';

/** Stations on a line, and quiet words below it. */
export const clipCurationStyles = css`
  :host {
    display: block;
    container: curation / inline-size;
    padding-block-end: var(--lf-6);
  }
  .stations {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    padding-block: var(--lf-3) var(--lf-2);
  }
  .stations li {
    position: relative;
    padding-block-start: var(--lf-4);
    border-block-start: 2px solid var(--lf-rule);
  }
  .stations li::before {
    position: absolute;
    inset: -0.4rem auto auto 0;
    inline-size: 0.7rem;
    block-size: 0.7rem;
    border: 2px solid var(--lf-ink-3);
    border-radius: 50%;
    background: var(--lf-paper);
    content: '';
  }
  .stations .past {
    border-color: var(--lf-ink);
  }
  .stations .past::before {
    border-color: var(--lf-ink);
    background: var(--lf-ink);
  }
  .stations [aria-current] {
    border-color: var(--lf-rule);
  }
  .stations [aria-current]::before {
    outline: 2px solid var(--lf-ink);
    outline-offset: 2px;
  }
  .stations b {
    display: block;
    font-weight: 600;
  }
  .stations span,
  .standing,
  .history {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
  }
  .standing {
    padding-block: var(--lf-2) var(--lf-3);
    font-size: var(--lf-text-m);
  }
  .problem {
    padding-block-end: var(--lf-3);
    color: var(--lf-danger);
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .reason {
    display: grid;
    gap: var(--lf-3);
    max-inline-size: 40rem;
  }
  .reason label {
    display: grid;
    gap: var(--lf-1);
    font-weight: 600;
  }
  textarea {
    font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
  }
  .history {
    padding-block-start: var(--lf-3);
  }
  .history summary {
    min-block-size: var(--lf-target);
    cursor: pointer;
  }
  .history li {
    padding-block: var(--lf-2);
    border-block-start: var(--lf-line);
    overflow-wrap: anywhere;
  }
  .why {
    font-family: var(--lf-font-text);
  }
  @container curation (max-width: 34rem) {
    /* What is to be done comes before the long line of stations. */
    .way {
      display: flex;
      flex-direction: column;
    }
    .stations {
      order: 1;
      padding-block-start: var(--lf-5);
    }
    .stations {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .stations li {
      padding: 0 0 var(--lf-3) var(--lf-5);
      border-block-start: 0;
      border-inline-start: 2px solid var(--lf-rule);
    }
    .stations li::before {
      inset: 0.2rem auto auto -0.45rem;
    }
  }
`;
