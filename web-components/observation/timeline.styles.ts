import { css } from 'lit';

/**
 * Every mark is placed by `--s` (and `--e`) in seconds, the window by `--from` and `--span`:
 * zooming changes two numbers. Lane names stand in the first column of the page's own grid, the
 * tracks in the second, so that they share both edges with the clip.
 */
export const timelineStyles = css`
  :host {
    display: grid;
    grid-template-columns: subgrid;
  }
  .whole,
  .tracks {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: subgrid;
    align-items: center;
  }
  .at {
    position: absolute;
    inset-inline-start: calc((var(--s) - var(--from)) / var(--span) * 100%);
    inline-size: calc((var(--e) - var(--s)) / var(--span) * 100%);
  }
  .zoom {
    display: flex;
    align-items: center;
    margin-inline-start: -6px;
    color: var(--lf-ink-2);
  }
  .zoom button {
    inline-size: 1.75rem;
    min-block-size: 1.75rem;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
  }
  .zoom button:hover {
    color: var(--lf-accent);
  }
  .zoom button[aria-disabled='true'] {
    color: var(--lf-field);
  }
  .zoom output {
    min-inline-size: 5rem;
    text-align: center;
    font-size: var(--lf-text-xs);
  }
  lookfor-timeline-overview {
    grid-column: 2;
  }
  .tracks {
    position: relative;
    padding-block-end: var(--lf-2);
  }
  .row-name {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .ruler {
    grid-column: 2;
    position: relative;
    overflow: hidden;
    contain: strict;
    block-size: 1.625rem;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    cursor: pointer;
    touch-action: pan-y;
  }
  .ruler .at {
    inset-block: 6px 0;
    inline-size: auto;
    padding-inline-start: 4px;
    border-inline-start: var(--lf-line);
    line-height: 1.25rem;
    user-select: none;
  }
  .frames {
    grid-column: 2;
    display: flex;
    overflow: hidden;
    contain: strict;
    block-size: 34px;
    border-radius: 3px;
    background: var(--lf-stage);
    cursor: pointer;
    touch-action: pan-y;
  }
  .frames i {
    flex: 1;
    border-inline-end: 1px solid var(--lf-paper);
    background-repeat: no-repeat;
  }
  .frames i:last-child {
    border: 0;
  }
  .sound {
    grid-column: 2;
    overflow: hidden;
    contain: strict;
    block-size: 36px;
    margin-block: 2px;
    color: var(--lf-ink-3);
    cursor: pointer;
    touch-action: pan-y;
  }
  .sound svg {
    inline-size: 100%;
    block-size: 100%;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .masked {
    position: absolute;
    inset-block: auto 1px;
    block-size: 3px;
    background: repeating-linear-gradient(90deg, var(--lf-ink-3) 0 5px, transparent 5px 8px);
  }
  .lane-name {
    z-index: 1;
    display: grid;
    /* Names begin at one edge, whether a key stands before them or not. */
    grid-template-columns: 1.25rem 1fr;
    gap: 0 var(--lf-2);
    align-items: center;
    align-self: stretch;
    align-content: center;
    justify-content: start;
    inline-size: 100%;
    line-height: 1.15;
  }
  button.lane-name:hover .label {
    color: var(--code);
  }
  .lane-name kbd {
    grid-row: 1 / 3;
    grid-column: 1;
    inline-size: 1.25rem;
    padding: 0;
    border-color: var(--code);
    color: var(--code);
  }
  .lane-name:not(:has(.pips)) kbd {
    grid-row: 1;
  }
  .lane-name :is(.label, .pips) {
    grid-column: 2;
  }
  .lane-name .pips:not(:empty) {
    block-size: 12px;
    line-height: 1;
  }
  .lane-name .label.long {
    font-size: 0.8125rem;
  }
  .lane-name .label.long + .pips {
    block-size: 10px;
    font-size: 0.6875rem;
  }
  .lane-name.unsorted kbd {
    color: var(--lf-ink-2);
  }
  .lane-name .label {
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    color: var(--lf-ink);
    font-weight: 400;
    line-height: 1.05;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .track {
    grid-column: 2;
    position: relative;
    overflow: hidden;
    contain: strict;
    content-visibility: auto;
    block-size: calc(2.375rem + (var(--rows, 1) - 1) * 1.75rem);
    border-block-start: var(--lf-line);
    touch-action: pan-y;
    cursor: pointer;
  }
  .track canvas {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    inline-size: 100%;
  }
  .lane-name:not(.first) {
    margin-block-start: 1px;
  }
  .mark {
    min-block-size: 0;
    border: 0;
    background: none;
    color: var(--lf-ink);
    font-weight: 400;
    text-align: start;
    cursor: grab;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .mark:hover {
    border-color: var(--code);
  }
  .mark:active {
    cursor: grabbing;
  }
  .interval {
    inset-block-start: calc(6px + var(--row, 0) * 1.75rem);
    display: block;
    block-size: 25px;
    min-inline-size: 6px;
    padding: 0 6px;
    overflow: hidden;
    border: 0 solid var(--code);
    border-inline-start-width: 3px;
    border-radius: 2px;
    background: var(--code-soft);
    font-size: var(--lf-text-xs);
    line-height: 25px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .interval.absent {
    border: 1.5px dashed var(--code);
    background: none;
    line-height: 22px;
  }
  .interval.chosen {
    padding-inline-start: 7px;
    border-width: 2px;
    border-inline-width: 5px 2px;
    line-height: 21px;
    font-weight: 600;
  }
  .interval .grip {
    position: absolute;
    inset-block: -2px;
    inline-size: 10px;
    cursor: ew-resize;
  }
  .interval .grip.start {
    inset-inline-start: -5px;
  }
  .interval .grip.end {
    inset-inline-end: -2px;
  }
  .point {
    inset-block-start: 7px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-start: -12px;
    padding: 0;
  }
  .point::before {
    content: '';
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--code);
  }
  .point.unsorted::before {
    border: 2.5px solid var(--lf-noticed);
    background: var(--lf-noticed-soft);
  }
  .point.absent::before {
    border: 1.5px dashed var(--code);
    background: none;
  }
  .point.chosen::after {
    content: '';
    position: absolute;
    inset: 1px;
    border: 2px solid var(--code);
    border-radius: 50%;
  }
  .interval.unsorted {
    background: var(--lf-noticed-soft);
  }
  .growing {
    inline-size: max(3px, calc((var(--now) - var(--s)) / var(--span) * 100%));
    border-inline-end: 2px dotted var(--code);
    pointer-events: none;
  }
  .ghost {
    inset-block-start: calc(6px + var(--row, 0) * 1.75rem);
    block-size: 25px;
    min-inline-size: 1px;
    border: 0 dashed var(--code);
    border-inline-width: 1.5px;
    pointer-events: none;
  }
  .overlay {
    grid-column: 2;
    position: absolute;
    inset: 0;
    contain: layout size style;
    pointer-events: none;
  }
  .overlay.cut {
    overflow: clip;
    overflow-clip-margin: 2rem;
  }
  .playhead {
    inset-block: 2px 0;
    inset-inline-start: calc((var(--now) - var(--from)) / var(--span) * 100%);
    inline-size: 0;
    border-inline-start: 1.5px solid var(--lf-ink);
  }
  .playhead.outside {
    display: none;
  }
  .playhead output {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    translate: -50% 0;
    padding: 0 6px;
    border-radius: 3px;
    background: var(--lf-ink);
    color: var(--lf-paper);
    font-size: var(--lf-text-xs);
    font-weight: 600;
    line-height: 1.25rem;
  }
  .elsewhere {
    inset-block: 2px 0;
    inline-size: 0;
    border-inline-start: 1.5px dotted var(--lf-ink-3);
  }
  .elsewhere b {
    position: absolute;
    inset-block-start: 0;
    translate: -50% 0;
    padding: 0 4px;
    border: 1px solid var(--lf-ink-3);
    border-radius: 0.75rem;
    background: var(--lf-surface);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    line-height: 1.125rem;
  }
  .mark .by {
    flex: none;
    margin-inline-end: 4px;
    padding-inline: 3px;
    border: 1.5px solid var(--author);
    border-radius: 0.5rem;
    background: var(--author-soft);
    color: var(--lf-ink);
    font-size: 0.6875rem;
    font-weight: 600;
    line-height: 0.875rem;
  }
  .by::before {
    content: attr(data-by);
    font-style: normal;
  }
  .mark.point .by {
    position: absolute;
    inset-inline-start: calc(100% + 2px);
    margin: 0;
    pointer-events: none;
  }
  .drag-line {
    inset-block: 26px 0;
    inline-size: 0;
    border-inline-start: 1.5px solid var(--lf-focus);
  }
  .drag-grip {
    position: absolute;
    inset-block-start: calc(var(--lane-top) - 26px + 2px);
    inset-inline-start: -5px;
    inline-size: 9px;
    block-size: 33px;
    border-radius: 5px;
    background: var(--lf-focus);
  }
  .drag-label {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(var(--lane-top) - 26px + 43px);
    inset-inline-end: 9px;
    padding: 4px 10px 5px;
    border-radius: var(--lf-radius-s);
    background: var(--lf-ink);
    color: var(--lf-paper);
    box-shadow: var(--lf-shadow);
    font-size: var(--lf-text-xs);
    line-height: 1.35;
    white-space: nowrap;
  }
  .drag-label.after {
    inset-inline: 9px auto;
  }
  .drag-label b {
    font-size: var(--lf-text-s);
    font-weight: 600;
  }
  @media (max-width: 640px) {
    :host,
    .whole,
    .tracks {
      display: block;
    }
    .zoom {
      justify-content: space-between;
      margin-inline: -6px;
    }
    .zoom button {
      inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
    .row-name {
      display: none;
    }
    /* The clock on the line stays within the frame at both ends of the clip. */
    .overlay {
      container-type: inline-size;
    }
    .playhead {
      --reached: calc((var(--now) - var(--from)) / var(--span) * 100cqi);
    }
    .playhead output {
      translate: min(
          max(-50%, -1 * (var(--reached) + 0.75rem)),
          100cqi - var(--reached) + 0.75rem - 100%
        )
        0;
    }
    .lane-name {
      position: absolute;
      display: flex;
      inline-size: fit-content;
      min-block-size: 20px;
      margin-block-start: 2px;
      padding-inline-end: 6px;
      background: var(--lf-paper);
      font-size: var(--lf-text-xs);
    }
    .lane-name .label {
      -webkit-line-clamp: 1;
    }
    .lane-name .label.long {
      font-size: inherit;
    }
    .lane-name kbd {
      display: none;
    }
    .track {
      block-size: calc(3.25rem + (var(--rows, 1) - 1) * 1.75rem);
    }
    .interval,
    .ghost {
      inset-block-start: calc(22px + var(--row, 0) * 1.75rem);
    }
    .point {
      inset-block-start: 22px;
    }
    .drag-grip {
      inset-block-start: calc(var(--lane-top) - 26px + 18px);
    }
    .drag-label {
      inset-block-start: calc(var(--lane-top) - 26px - 20px);
    }
    .drag-label span {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .interval,
    .point::before {
      forced-color-adjust: none;
    }
    .interval {
      border-block-width: 1px;
      border-inline-end-width: 1px;
    }
  }
`;
