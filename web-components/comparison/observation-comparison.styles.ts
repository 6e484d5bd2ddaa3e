import { css } from 'lit';

/** Comparing keeps the workspace's shape: the clip and the line of time, and readings beside. */
export const observationComparisonStyles = css`
  :host {
    background: var(--lf-paper);
  }
  .task-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-1) var(--lf-4);
    min-block-size: 3.25rem;
    padding: var(--lf-1) 1.25rem;
    border-block-end: var(--lf-line);
    background: var(--lf-surface);
  }
  h1 {
    overflow: hidden;
    font-size: var(--lf-text-m);
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .handed-in {
    margin-inline-start: auto;
    color: var(--lf-ink-2);
  }
  .task-bar button {
    min-block-size: 2rem;
  }
  .comparison {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 26rem);
    min-block-size: calc(var(--lf-fill, 100dvh) - 3.25rem);
  }
  /* Beside long readings the clip and the lanes stay in sight: with their foot where they are
     higher than the window, with their head where they are not. */
  .looking {
    position: sticky;
    inset-block-start: min(0px, 100dvh - var(--own-height, 1000000px));
    align-self: start;
    min-inline-size: 0;
    padding: var(--lf-4) 1.25rem;
  }
  .finding {
    margin-block-end: var(--lf-3);
    font: 400 var(--lf-text-xl) / 1.25 var(--lf-font-text);
    letter-spacing: -0.005em;
    text-wrap: balance;
  }
  .finding span {
    display: block;
  }
  .finding button {
    color: inherit;
    font: inherit;
    text-decoration: underline;
    text-decoration-color: var(--lf-noticed);
    text-decoration-thickness: 2px;
    text-underline-offset: 4px;
  }
  .count {
    margin-block: calc(-1 * var(--lf-2)) var(--lf-3);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .loop {
    min-block-size: 2rem;
    border-color: transparent;
    background: var(--lf-noticed-soft);
    font-weight: 400;
  }
  button.loop[aria-pressed='true'] {
    border-color: var(--lf-noticed);
    background: var(--lf-noticed-soft);
    color: var(--lf-ink);
  }
  .beside {
    display: flex;
    flex-direction: column;
    border-inline-start: var(--lf-line);
    background: var(--lf-surface);
  }
  lookfor-moment-readings {
    padding: var(--lf-4) 1.25rem;
  }
  lookfor-moment-talk {
    flex: 1;
    padding: var(--lf-4) 1.25rem;
    border-block-start: var(--lf-line);
  }
  .onward {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--lf-3);
    padding: var(--lf-3) 1.25rem;
    border-block-start: var(--lf-line);
    background: var(--lf-surface);
    color: var(--lf-ink-2);
  }
  .onward button {
    flex: none;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-6) 1.25rem;
  }
  @media (max-width: 960px) {
    .comparison {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      min-block-size: 0;
    }
    .looking {
      position: static;
    }
    .beside {
      border-inline-start: 0;
      border-block-start: var(--lf-line);
    }
  }
  @media (max-width: 640px) {
    :host {
      --lf-covered-start: calc(100vw * 9 / 16 + 4.5rem);
      --lf-covered-end: 5rem;
    }
    .clip,
    .onward {
      --lf-covered-start: 0px;
      --lf-covered-end: 0px;
    }
    .task-bar {
      padding: var(--lf-2) var(--lf-4);
    }
    .task-bar button {
      min-block-size: 2.75rem;
    }
    .handed-in {
      margin-inline-start: 0;
    }
    .looking,
    .onward,
    lookfor-moment-talk,
    lookfor-moment-readings {
      padding-inline: var(--lf-4);
    }
    .finding {
      font-size: var(--lf-text-l);
    }
    .clip {
      position: sticky;
      inset-block-start: 0;
      z-index: 3;
      margin-inline: calc(-1 * var(--lf-4));
      background: var(--lf-paper);
      --lookfor-player-radius: 0;
      --lookfor-player-row-inset: var(--lf-4);
    }
    .loop {
      display: none;
    }
  }
  /* A low window, as at 400 %: what sticks would leave no room for what has the focus. */
  @media (max-height: 480px) {
    .clip,
    .onward {
      position: static;
    }
    :host {
      --lf-covered-start: 0px;
      --lf-covered-end: 0px;
    }
  }
`;
