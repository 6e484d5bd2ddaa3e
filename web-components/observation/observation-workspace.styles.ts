import { css } from 'lit';

/** The workspace: rail and lane names share the first column, clip and tracks the second. */
export const observationWorkspaceStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: var(--lf-fill, 100dvh);
    background: var(--lf-paper);
  }
  .task-bar {
    display: flex;
    align-items: center;
    gap: var(--lf-3);
    min-block-size: 3.25rem;
    padding-inline: 1.25rem;
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
  .task-bar .length {
    color: var(--lf-ink-3);
  }
  .task-bar .sheet {
    flex: none;
  }
  .task-bar lookfor-save-state {
    display: flex;
    flex: none;
    margin-inline-start: auto;
  }
  .task-bar .contrast[aria-pressed='true'] {
    margin-inline-end: auto;
  }
  .task-bar .keys {
    min-block-size: 2rem;
    padding-inline: var(--lf-2);
    border: 0;
    background: none;
    font-weight: 400;
  }
  .no-team {
    padding: var(--lf-2) 1.25rem;
    border-block-end: var(--lf-line);
    background: var(--lf-surface);
  }
  .workspace {
    flex: 1;
    display: grid;
    grid-template: auto auto auto 1fr / clamp(9.25rem, 14vw, 11rem) minmax(0, 1fr) 20rem;
    column-gap: var(--lf-4);
    padding-inline-start: 1.25rem;
  }
  .question {
    grid-column: 1 / 3;
    display: grid;
    grid-template-columns: subgrid;
    align-items: baseline;
    padding-block: var(--lf-4) var(--lf-3);
  }
  .question button.sheet {
    display: none;
  }
  button.sheet {
    color: var(--lf-accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  .question h2 {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  lookfor-pass-rail {
    grid-column: 1;
  }
  .clip {
    grid-column: 2;
    min-inline-size: 0;
  }
  .shown-frame {
    position: absolute;
    inset-block-start: var(--lf-3);
    inset-inline-start: var(--lf-3);
    padding: 2px 8px;
    border-radius: 3px;
    background: rgb(20 23 29 / 82%);
    color: #fff;
    font-weight: 600;
    pointer-events: none;
  }
  .away {
    position: absolute;
    inset: auto var(--lf-3) var(--lf-3);
    padding-inline: var(--lf-4);
    border-radius: var(--lf-radius);
    background: var(--lf-paper);
  }
  .actions {
    display: contents;
  }
  .mark-moment {
    min-block-size: 2rem;
    margin-inline-end: 6px;
    padding-inline: 10px;
    border-color: var(--lf-noticed);
    background: var(--lf-noticed-soft);
  }
  .mark-moment:hover {
    border-color: var(--lf-noticed-ink);
  }
  .in-out {
    gap: 5px;
    min-block-size: 2rem;
    padding-inline: 3px;
    border: 0;
    background: none;
    font-weight: 400;
  }
  button.in-out[aria-pressed='true'] {
    background: var(--lf-noticed-soft);
    color: var(--lf-ink);
  }
  lookfor-timeline {
    grid-column: 1 / 3;
  }
  .no-timeline {
    grid-column: 2;
    padding-block: var(--lf-4);
  }
  .key-hints {
    grid-column: 1 / 3;
    align-self: end;
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1) var(--lf-4);
    padding-block: var(--lf-3);
    border-block-start: var(--lf-line);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  lookfor-notes-list {
    grid-column: 3;
    grid-row: 1 / 5;
    min-block-size: 36rem;
  }
  .late {
    display: grid;
    gap: var(--lf-2);
    padding: var(--lf-3) 1.25rem;
    border-block-end: 1px solid var(--lf-noticed);
    background: var(--lf-noticed-soft);
  }
  .late li {
    font: 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
    user-select: text;
  }
  .touch-bar {
    display: none;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-6) 1.25rem;
  }

  @media (max-width: 960px) {
    .workspace {
      grid-template: none / 8.5rem minmax(0, 1fr);
      padding-inline-end: 1.25rem;
    }
    lookfor-notes-list {
      grid-column: 1 / 3;
      grid-row: auto;
      min-block-size: 0;
      margin-inline: -1.25rem;
    }
    .in-out kbd {
      display: none;
    }
    .key-hints {
      grid-row: 4;
    }
  }
  @media (max-width: 640px) {
    :host {
      --lf-covered-start: calc(100vw * 9 / 16 + 4.5rem);
      --lf-covered-end: 5rem;
    }
    .clip,
    .touch-bar {
      --lf-covered-start: 0px;
      --lf-covered-end: 0px;
    }
    .task-bar {
      flex-wrap: wrap;
      gap: 0 var(--lf-2);
      min-block-size: 2.75rem;
      padding: var(--lf-1) var(--lf-4);
    }
    /* One line, whatever the state of saving says: the clip below must not jump. */
    h1 {
      flex: 1 1 0;
      min-inline-size: 5rem;
      font-size: var(--lf-text-s);
    }
    .task-bar lookfor-save-state {
      max-inline-size: calc(100% - 8.75rem);
    }
    .task-bar .codes {
      flex-basis: 100%;
      justify-content: start;
      min-block-size: 2.75rem;
      padding-inline: 0;
    }
    .task-bar :is(.length, .sheet, .keys),
    .key-hints,
    .actions {
      display: none;
    }
    .workspace {
      display: flex;
      flex-direction: column;
      padding: 0;
    }
    .question {
      display: block;
      padding: var(--lf-3) var(--lf-4);
    }
    .question button.sheet {
      display: inline-flex;
      margin-block-start: var(--lf-1);
    }
    .clip {
      position: sticky;
      inset-block-start: 0;
      z-index: 3;
      border-block-end: var(--lf-line);
      background: var(--lf-paper);
      --lookfor-player-radius: 0;
      --lookfor-player-row-inset: var(--lf-4);
    }
    lookfor-timeline {
      padding-inline: var(--lf-4);
    }
    lookfor-pass-rail {
      padding: var(--lf-3) var(--lf-4);
      border-block-start: var(--lf-line);
      order: 1;
    }
    lookfor-notes-list {
      order: 2;
      margin: 0;
    }
    .touch-bar {
      position: sticky;
      inset-block-end: 0;
      z-index: 3;
      order: 3;
      display: flex;
      gap: var(--lf-2);
      margin-block-start: auto;
      padding: var(--lf-2) var(--lf-4) var(--lf-3);
      border-block-start: var(--lf-line);
      background: var(--lf-surface);
    }
    .touch-bar button {
      min-block-size: 3rem;
      padding-inline: var(--lf-4);
      border: 1px solid var(--lf-field);
    }
    .touch-bar .mark-moment {
      flex: 1;
      margin: 0;
      border-color: var(--lf-noticed);
      font-size: var(--lf-text-m);
    }
  }
  /* A low window, as at 400 %: what sticks would leave no room for what has the focus. */
  @media (max-height: 480px) {
    .clip,
    .touch-bar {
      position: static;
    }
    :host {
      --lf-covered-start: 0px;
      --lf-covered-end: 0px;
    }
  }
`;
