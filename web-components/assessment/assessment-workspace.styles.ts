import { css } from 'lit';

/** Queue, narration, rubric: three columns divided by hairlines, one above the other on a phone. */
export const assessmentWorkspaceStyles = css`
  :host {
    container: assessment / inline-size;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--lf-4);
    padding: var(--lf-2) var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .task {
    flex: 1 1 16rem;
  }
  h1 {
    display: inline;
    margin-inline-end: var(--lf-3);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .head lookfor-save-state {
    display: grid;
  }
  .steps {
    display: flex;
    align-items: center;
    gap: var(--lf-1);
  }
  .step {
    border-color: transparent;
    background: none;
    font-weight: 500;
  }
  .bench {
    display: grid;
    grid-template-columns: 13rem minmax(0, 1fr) 23.5rem;
    align-items: stretch;
    padding-inline-start: var(--lf-5);
  }
  .queue {
    padding-block: var(--lf-4);
    padding-inline-end: var(--lf-4);
  }
  .paper {
    min-block-size: 60vh;
    padding: var(--lf-5) 1.75rem var(--lf-6);
    border-inline: var(--lf-line);
  }
  .rubric {
    background: var(--lf-surface);
  }
  lookfor-assessment-rubric {
    position: sticky;
    inset-block-start: 0;
    /* The points stay in sight below the bars, also before anybody has scrolled. */
    min-block-size: min(100%, 100dvh - 6rem);
    max-block-size: calc(100dvh - 6rem);
    overflow-y: auto;
  }
  .action {
    display: grid;
    justify-items: end;
  }
  .primary .keys {
    font-weight: 400;
    opacity: 0.8;
  }
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--lf-1) var(--lf-3);
    margin-block-end: var(--lf-4);
    padding-block-end: var(--lf-4);
    border-block-end: var(--lf-line);
    color: var(--lf-ink-2);
  }
  .notice > div {
    display: grid;
    gap: var(--lf-2);
    justify-items: start;
  }
  .notice b {
    display: block;
    color: var(--lf-ink);
    font-weight: 600;
  }
  .notice.needed .icon {
    color: var(--lf-noticed);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  @container assessment (max-width: 62rem) {
    .bench {
      grid-template-columns: minmax(0, 1fr) 21rem;
      padding: 0;
    }
    .queue {
      grid-column: 1 / -1;
      padding: var(--lf-3) var(--lf-5);
      border-block-end: var(--lf-line);
    }
    .paper {
      border-inline-start: 0;
      padding-inline: 2.25rem 1.5rem;
    }
  }
  @container assessment (max-width: 47rem) {
    .head {
      padding-inline: var(--lf-4);
    }
    .task {
      flex-basis: 100%;
    }
    .head lookfor-save-state {
      flex: 1 0 100%;
    }
    .bench {
      display: block;
    }
    .queue {
      padding-inline: var(--lf-4);
    }
    .paper {
      min-block-size: 0;
      padding: var(--lf-4) var(--lf-4) var(--lf-5);
      border: 0;
    }
    .rubric {
      border-block-start: var(--lf-line);
    }
    lookfor-assessment-rubric {
      position: static;
      max-block-size: none;
      overflow: visible;
    }
    .step kbd,
    .primary .keys {
      display: none;
    }
  }
`;
