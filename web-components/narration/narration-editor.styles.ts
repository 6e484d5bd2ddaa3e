import { css } from 'lit';

/** Paper in the middle, what may be cited beside it. */
export const narrationEditorStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: var(--lf-fill, 100dvh);
    background: var(--lf-paper);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-4);
    padding: var(--lf-3) var(--lf-5);
  }
  .head h1 {
    flex: 1;
    min-inline-size: 12rem;
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .head h1 span {
    margin-inline-start: var(--lf-3);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  lookfor-team-strip {
    display: block;
    margin-block-end: var(--lf-4);
  }
  .stages {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    gap: var(--lf-1);
    padding-inline: var(--lf-5);
  }
  .stages button {
    display: block;
    inline-size: 100%;
    padding-block-start: var(--lf-2);
    border-block-start: 3px solid var(--lf-rule);
    border-radius: 0;
    color: var(--lf-ink-3);
    font-weight: 600;
    line-height: 1.3;
  }
  .stages .done {
    border-color: var(--lf-accent);
    color: var(--lf-ink-2);
  }
  .stages [aria-current] {
    border-color: var(--lf-ink);
    color: var(--lf-ink);
  }
  .prompt {
    margin: var(--lf-4) var(--lf-5) 0;
    padding-block: var(--lf-3);
    border-block: var(--lf-line);
    color: var(--lf-ink-2);
  }
  .prompt b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .desk {
    display: grid;
    flex: 1;
    grid-template-columns: 15rem minmax(0, 1fr);
    padding-inline: var(--lf-5);
  }
  .moments {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    max-block-size: calc(var(--lf-fill, 100dvh) - 4rem);
    padding-block: var(--lf-5);
    padding-inline-end: var(--lf-4);
    overflow-y: auto;
  }
  .text {
    padding-block: var(--lf-5) var(--lf-6);
    padding-inline: 1.75rem;
    border-inline-start: var(--lf-line);
  }
  .sheet {
    max-inline-size: 38rem;
  }
  .question {
    display: grid;
    gap: 2px;
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
  }
  .question input.own {
    font: italic 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
  }
  .question p {
    color: var(--lf-ink);
    font: italic 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
  }
  input.title {
    min-block-size: 3rem;
    margin-block-end: var(--lf-3);
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    font: 600 var(--lf-text-2xl) / 1.15 var(--lf-font-text);
    letter-spacing: -0.01em;
    resize: none;
  }
  .conflict {
    display: grid;
    gap: var(--lf-3);
    margin: var(--lf-4) var(--lf-5) 0;
    padding: var(--lf-4);
    border-inline-start: 3px solid var(--lf-noticed);
    background: var(--lf-noticed-soft);
  }
  .conflict div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .foot {
    position: sticky;
    z-index: 2;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-4);
    padding: var(--lf-2) var(--lf-5);
    border-block-start: var(--lf-line);
    background: var(--lf-surface);
  }
  .foot .gap {
    flex: 1;
  }
  .measure {
    position: relative;
    inline-size: 9rem;
    block-size: 6px;
    border-radius: 3px;
    background: var(--lf-sunken);
    overflow: hidden;
  }
  .measure i {
    position: absolute;
    inset-block: 0;
    border-radius: 3px;
  }
  .measure .wanted {
    background: var(--lf-accent-soft);
  }
  .measure .written {
    inset-inline-start: 0;
    background: var(--lf-accent);
  }
  .missing {
    color: var(--lf-noticed-ink);
  }
  .tabs {
    display: none;
  }
  @media (max-width: 760px) {
    .head,
    .stages,
    .foot {
      padding-inline: var(--lf-4);
    }
    .stages {
      display: flex;
    }
    .stages li {
      flex: 1;
      min-inline-size: 0;
    }
    .head h1 span {
      display: block;
      margin: 0;
    }
    .head .quiet {
      padding-inline: 0;
    }
    .stages button:not([aria-current]) span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .stages li:has([aria-current]) {
      flex: 4;
    }
    @media (pointer: coarse) {
      .stages li {
        min-inline-size: 44px;
      }
      .stages button {
        min-block-size: 44px;
      }
    }
    .prompt,
    .conflict {
      margin-inline: var(--lf-4);
    }
    .desk {
      display: block;
      padding-inline: var(--lf-4);
    }
    .tabs {
      display: grid;
      grid-template-columns: 1fr 1fr;
      border-block-end: var(--lf-line);
    }
    .tabs button {
      min-block-size: 44px;
      border: 0;
      border-block-end: 2px solid transparent;
      border-radius: 0;
      background: none;
      color: var(--lf-ink-2);
    }
    .tabs button[aria-pressed='true'] {
      border-color: var(--lf-ink);
      background: none;
      color: var(--lf-ink);
    }
    .text {
      padding-inline: 0;
      border: 0;
    }
    .moments {
      position: static;
      max-block-size: none;
    }
    .shows-text .moments,
    .shows-moments .text {
      display: none;
    }
    .measure {
      inline-size: 5rem;
    }
  }
`;
