import { css } from 'lit';

/** The picker: tabs, what to choose from, and the one action, which stays put. */
export const pickerStyles = css`
  .picker {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    block-size: 100dvh;
    min-block-size: 26rem;
  }
  .kinds {
    display: flex;
    gap: var(--lf-5);
    padding-inline: var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .kinds [role='tablist'] {
    display: flex;
    gap: var(--lf-5);
  }
  .kinds button.plain {
    min-block-size: 2.75rem;
    margin-block-end: -1px;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-m);
    white-space: nowrap;
  }
  .kinds button[aria-selected='true'] {
    border-color: var(--lf-ink);
    color: var(--lf-ink);
    font-weight: 600;
  }
  .kinds p {
    overflow: hidden;
    align-self: center;
    margin-inline-start: auto;
    color: var(--lf-ink-2);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .body {
    display: grid;
    min-block-size: 0;
  }
  .body > * {
    min-block-size: 0;
  }
  .waiting {
    max-inline-size: 36rem;
    padding: var(--lf-4) var(--lf-5);
  }
  .body:has(> .parts) {
    grid-template-rows: auto minmax(0, 1fr);
  }
  .parts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1) var(--lf-5);
    margin: 0;
    padding: var(--lf-3) var(--lf-5);
    border: 0;
    border-block-end: var(--lf-line);
  }
  .parts legend {
    float: inline-start;
    padding: 2px 0 0;
    color: var(--lf-ink-2);
  }
  .parts label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
  }
  footer {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    padding: var(--lf-3) var(--lf-5);
    border-block-start: 1px solid var(--lf-ink-3);
    background: var(--lf-surface);
  }
  footer > div {
    flex: 1;
  }
  footer b {
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  footer p {
    color: var(--lf-ink-2);
  }
  footer p.wrong {
    color: var(--lf-danger);
    font-size: var(--lf-text-s);
  }
  footer button {
    min-block-size: 2.5rem;
    padding-inline: var(--lf-4);
  }

  @media (max-width: 44rem) {
    .picker {
      grid-template-rows: auto 1fr auto;
      block-size: auto;
      min-block-size: 100dvh;
    }
    .body {
      align-content: start;
    }
    .kinds {
      padding-inline: var(--lf-4);
    }
    .kinds [role='tablist'] {
      gap: var(--lf-4);
    }
    .kinds p {
      display: none;
    }
    .parts {
      flex-direction: column;
      padding: var(--lf-3) var(--lf-4);
    }
    footer {
      position: sticky;
      inset-block-end: 0;
      flex-wrap: wrap;
      padding: var(--lf-3) var(--lf-4);
    }
    footer > div {
      flex: 1 0 100%;
    }
    footer button {
      flex: 1;
    }
  }
`;
