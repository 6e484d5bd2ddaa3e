import { css } from 'lit';

/** The page of a course: its head, tasks, and people beside them. */
export const coursePageStyles = css`
  :host {
    container-type: inline-size;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5) 1.25rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--lf-4);
    padding: var(--lf-5) var(--lf-5) var(--lf-4);
    border-block-end: var(--lf-line);
  }
  h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    letter-spacing: -0.005em;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  header p {
    color: var(--lf-ink-2);
  }
  .read {
    margin-inline-start: auto;
  }
  .read button.quiet {
    min-block-size: 28px;
    padding-inline: 2px;
  }
  .wrong-line {
    padding: var(--lf-3) var(--lf-5);
    border-block-end: var(--lf-line);
    background: var(--lf-noticed-soft);
    line-height: 1.5;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 25rem);
  }
  .columns > :first-child {
    padding: var(--lf-5);
    border-inline-end: var(--lf-line);
  }
  .columns > :last-child {
    padding: var(--lf-5);
  }
  @container (max-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .columns > :first-child {
      border: 0;
    }
    .columns > :last-child {
      border-block-start: var(--lf-line);
    }
  }
  @container (max-width: 560px) {
    header,
    .wrong-line,
    .columns > * {
      padding-inline: var(--lf-4) !important;
    }
    .read {
      inline-size: 100%;
      margin: 0;
    }
  }
`;
