import { css } from 'lit';

/** One component, three sizes; hairlines, no boxes. */
export const citedMomentStyles = css`
  figure {
    display: grid;
    gap: var(--lf-2) var(--lf-4);
  }
  .beside.whole {
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
  }
  .line {
    grid-template-columns: 76px minmax(0, 1fr);
    gap: 0 10px;
  }
  .line.open {
    grid-template-columns: minmax(0, 1fr);
    gap: var(--lf-2);
  }
  .picture {
    position: relative;
    min-inline-size: 0;
  }
  lookfor-clip-frame {
    border-radius: var(--lf-radius-s);
  }
  lookfor-clip-frame[slot='poster'] {
    border-radius: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  button.thumbnail {
    display: block;
    inline-size: 100%;
  }
  .start {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 56px;
    block-size: 56px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: rgb(20 23 29 / 78%);
    color: #fff;
  }
  .start.pill {
    inset: auto auto var(--lf-3) var(--lf-3);
    margin: 0;
    inline-size: auto;
    block-size: 36px;
    padding-inline: var(--lf-3) 14px;
    border-radius: 99px;
    background: rgb(20 23 29 / 84%);
  }
  .start:hover {
    background: rgb(20 23 29 / 94%);
  }
  .start .icon {
    fill: currentColor;
  }
  .start:not(.pill) .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  figcaption {
    display: grid;
    align-content: start;
    gap: var(--lf-1);
    min-inline-size: 0;
  }
  .note {
    font: italic 400 var(--lf-text-body) / 1.45 var(--lf-font-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .line .note {
    font: 400 var(--lf-text-s) / 1.35 var(--lf-font-ui);
  }
  .source {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-1) var(--lf-2);
  }
  .source b {
    font-weight: 600;
  }
  .source time {
    color: var(--lf-ink-2);
    white-space: nowrap;
  }
  .line .source time {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .within {
    position: relative;
    flex: 0 1 72px;
    min-inline-size: 40px;
    block-size: 3px;
    border-radius: 2px;
    background: var(--lf-rule);
  }
  .within i {
    position: absolute;
    inset-block: -1px;
    min-inline-size: 3px;
    border-radius: 2px;
    background: var(--lf-noticed);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1);
  }
  .wide .chips {
    margin-inline-start: auto;
  }
  .chip {
    border-radius: 99px;
  }
  .tombstone {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--lf-1) var(--lf-3);
    padding-block: var(--lf-3);
    border-block: var(--lf-line);
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .tombstone b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .tombstone .own {
    display: grid;
    grid-column: 2;
    gap: var(--lf-1);
    color: var(--lf-ink);
  }
  .hatch {
    inline-size: 18px;
    block-size: 13px;
    margin-block-start: 4px;
    border: 1.5px solid var(--lf-ink-3);
    border-radius: 2px;
    background: repeating-linear-gradient(-52deg, var(--lf-ink-3) 0 1.5px, transparent 1.5px 4.5px);
  }
  @container (max-width: 26rem) {
    .beside.whole {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  :host {
    container-type: inline-size;
  }
  @media print {
    .start {
      display: none;
    }
    figure,
    .tombstone {
      break-inside: avoid;
    }
  }
`;
