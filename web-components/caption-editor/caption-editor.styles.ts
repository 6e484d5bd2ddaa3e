import { css } from 'lit';

/** The clip and its tools at the left, the lines at the right; one below the other on a phone. */
export const captionEditorStyles = css`
  :host {
    container: editor / inline-size;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  header,
  .which {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-3);
    padding: var(--lf-3) var(--lf-5);
  }
  header {
    padding-block-end: 0;
  }
  /* Its sign, not its room, stands where everything else begins. */
  header .quiet {
    margin-inline-start: calc(-1 * var(--lf-2));
  }
  .which {
    border-block-end: var(--lf-line);
  }
  h1 {
    flex: 1 1 12rem;
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
    overflow-wrap: anywhere;
  }
  .which select {
    inline-size: auto;
    max-inline-size: 100%;
    font-weight: 600;
  }
  .standing {
    flex: 1 1 14rem;
    color: var(--lf-ink-2);
    text-align: end;
  }
  .conflict {
    display: grid;
    gap: var(--lf-2);
    padding: var(--lf-3) var(--lf-5);
    background: var(--lf-noticed-soft);
    line-height: 1.5;
  }
  .conflict div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .desk {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 26rem);
    align-items: start;
  }
  .watch {
    position: sticky;
    inset-block-start: 0;
    padding: var(--lf-4) var(--lf-5);
  }
  .lines {
    align-self: stretch;
    max-block-size: calc(100dvh - 2rem);
    padding: var(--lf-3) var(--lf-4);
    overflow-y: auto;
    border-inline-start: var(--lf-line);
  }
  .said {
    position: absolute;
    inset-inline: 6%;
    inset-block-end: 5%;
    text-align: center;
    pointer-events: none;
  }
  .said span {
    padding: 0.15em 0.45em;
    background: rgb(0 0 0 / 78%);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
    color: #fff;
    font-size: clamp(0.875rem, 2.6cqi, 1.25rem);
    line-height: 1.55;
    white-space: pre-line;
  }
  @container editor (max-width: 52rem) {
    .desk {
      grid-template-columns: minmax(0, 1fr);
    }
    .watch {
      display: contents;
      --lookfor-player-radius: 0;
      --lookfor-player-row-inset: var(--lf-4);
    }
    lookfor-player {
      position: sticky;
      z-index: 1;
      inset-block-start: 0;
      background: var(--lf-paper);
    }
    lookfor-cue-tools {
      padding-inline: var(--lf-4);
    }
    .lines {
      max-block-size: none;
      overflow: visible;
      border: 0;
      border-block-start: var(--lf-line);
    }
    header,
    .which,
    .conflict {
      padding-inline: var(--lf-4);
    }
    .standing {
      text-align: start;
    }
  }
`;
