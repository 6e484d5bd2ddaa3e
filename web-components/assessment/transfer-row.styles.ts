import { css } from 'lit';

/** One person's mark on its way: who, how many points, and an account of it. */
export const transferRowStyles = css`
  :host {
    container-type: inline-size;
  }
  .row {
    display: grid;
    grid-template-columns: 9.5rem 4.5rem minmax(0, 1fr);
    align-items: start;
    gap: 2px var(--lf-4);
    padding-block: var(--lf-3);
    border-block-end: var(--lf-line);
  }
  .who,
  .points {
    font-weight: 600;
  }
  .who {
    overflow-wrap: anywhere;
  }
  .of {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .stand {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--lf-ink-2);
    font-weight: 600;
  }
  .refused .stand {
    color: var(--lf-danger);
  }
  .at {
    margin-inline-start: auto;
    color: var(--lf-ink-3);
    font-weight: 400;
    white-space: nowrap;
  }
  .said {
    margin-block: 4px 6px;
    font: italic 400 var(--lf-text-s) / 1.5 var(--lf-font-text);
    overflow-wrap: anywhere;
  }
  .remedy {
    max-inline-size: 27rem;
    line-height: 1.5;
    text-wrap: pretty;
  }
  .tried {
    color: var(--lf-ink-2);
  }
  .do {
    margin-block-start: var(--lf-2);
  }
  @container (max-width: 30rem) {
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .account {
      grid-column: 1 / -1;
    }
  }
`;
