import { css } from 'lit';

/** Lanes of marks over the whole clip, placed by `--s` and `--e` in seconds of `--whole`. */
export const readingLanesStyles = css`
  .lanes {
    position: relative;
    display: grid;
    grid-template-columns: 6.25rem minmax(0, 1fr);
    column-gap: var(--lf-2);
    align-items: center;
  }
  .at {
    position: absolute;
    inset-inline-start: calc(var(--s) / var(--whole) * 100%);
    inline-size: calc((var(--e) - var(--s)) / var(--whole) * 100%);
  }
  .ruler {
    grid-column: 2;
    position: relative;
    block-size: 1.375rem;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .ruler .at {
    inset-block: 3px 0;
    inline-size: auto;
    padding-inline-start: 4px;
    border-inline-start: var(--lf-line);
    line-height: 1.125rem;
  }
  .ruler .now {
    z-index: 1;
    inset-inline-start: calc(var(--s) / var(--whole) * 100%);
    translate: -50% 0;
    padding: 0 5px;
    border: 0;
    border-radius: 3px;
    background: var(--lf-noticed-soft);
    color: var(--lf-ink);
    font-weight: 600;
  }
  .set {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: subgrid;
    align-items: center;
    padding-block: 6px;
    border-block-start: var(--lf-line);
  }
  .set.first {
    border: 0;
  }
  .set h3 {
    grid-column: 1 / -1;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .who {
    overflow: hidden;
    color: var(--lf-ink);
    line-height: 1.2;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who span {
    display: block;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
  .who.me {
    font-weight: 600;
  }
  /* Where there are letters there is room for the whole name of a group. */
  .who.group {
    display: -webkit-box;
    white-space: normal;
    overflow-wrap: anywhere;
    -webkit-line-clamp: 3;
    -webkit-box-orient: vertical;
  }
  /* Below the marks there may be lines of letters: who of a group made them. */
  .lane {
    --high: 24px;
    --letters: calc(var(--rows, 0) * 18px);
    position: relative;
    block-size: calc(var(--high) + var(--letters));
  }
  .lane.mine {
    --high: 32px;
  }
  .m {
    inset-block: 4px calc(4px + var(--letters));
    min-inline-size: 5px;
    min-block-size: 0;
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: var(--code);
  }
  /* The mark may be thin; what is pressed is not. */
  .m::before {
    content: '';
    position: absolute;
    inset: -4px min(0px, (100% - 24px) / 2);
  }
  .m.absent {
    border: 1.5px dashed var(--code);
    background: none;
  }
  .m.unsorted {
    border: 2px solid var(--lf-noticed);
    border-radius: 6px;
    background: none;
  }
  .m.unsorted.point {
    inset-block: calc(var(--high) / 2 - 5px) auto;
    inline-size: 10px;
    block-size: 10px;
    margin-inline-start: -5px;
    border-radius: 50%;
  }
  .m .by {
    position: absolute;
    inset-block-start: calc(var(--high) - 7px + var(--row) * 18px);
    inset-inline-start: calc(var(--shift) * 1px);
  }
  .m.unsorted .by {
    inset-block-start: calc(var(--high) - 9px + var(--row) * 18px);
  }
  .m.unsorted.point .by {
    inset-block-start: calc(var(--high) / 2 + var(--row) * 18px);
  }
  .lane .by,
  .legend .by {
    min-inline-size: 1.375rem;
    padding-inline: 3px;
    border-radius: 0.5rem;
    font-size: 0.6875rem;
    line-height: 0.8125rem;
  }
  .by::before {
    content: attr(data-by);
    font-style: normal;
  }
  .m.because::after {
    content: '';
    position: absolute;
    inset: auto 0 -4px;
    border-block-end: 2px solid var(--code);
  }
  .m[aria-current='true'] {
    box-shadow:
      0 0 0 2px var(--lf-paper),
      0 0 0 4px var(--lf-focus);
  }
  .lane.ribbon {
    block-size: 64px;
  }
  .ribbon::before {
    content: '';
    position: absolute;
    inset: 31px 0 auto;
    border-block-start: 2px dotted var(--lf-rule);
  }
  .ribbon svg {
    position: absolute;
    inset: 4px 0 auto;
    inline-size: 100%;
    block-size: 56px;
  }
  .ribbon path {
    fill: var(--lf-ink-2);
  }
  .sign {
    inset-block-start: 20px;
    inset-inline-start: calc((var(--s) + var(--e)) / 2 / var(--whole) * 100%);
    inline-size: 24px;
    min-block-size: 24px;
    margin-inline-start: -12px;
    padding: 0;
    border: 0;
    background: none;
  }
  .sign:hover {
    background: none;
  }
  .sign::before {
    content: '';
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--lf-paper);
    box-shadow: 0 0 0 2px var(--lf-ink-2);
  }
  .sign.different::before {
    inline-size: 11px;
    block-size: 11px;
    border: 2.5px solid var(--lf-noticed);
    background: var(--lf-paper);
    box-shadow: none;
  }
  .sign[aria-current='true']::before {
    box-shadow: 0 0 0 2px var(--lf-noticed);
  }
  .sign.different[aria-current='true']::before {
    background: var(--lf-noticed);
    box-shadow: none;
  }
  .lane.density {
    block-size: 56px;
  }
  .density svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .density path {
    fill: var(--code);
    opacity: 0.85;
  }
  .density .absent {
    opacity: 0.35;
  }
  .over {
    grid-column: 2;
    position: absolute;
    inset: 1.375rem 0 0;
    pointer-events: none;
  }
  .band {
    inset-block: 0;
    border-inline: 1.5px solid var(--lf-noticed);
    background: color-mix(in srgb, var(--lf-noticed) 14%, transparent);
  }
  .playhead {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--now, 0) / var(--whole) * 100%);
    border-inline-start: 1px solid var(--lf-ink);
  }
  .more {
    grid-column: 1 / -1;
    justify-self: start;
    min-block-size: 1.75rem;
    padding: 0;
    font-size: var(--lf-text-xs);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px var(--lf-4);
    padding-block: var(--lf-2);
    border-block-start: var(--lf-line);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .reason {
    min-block-size: 1.5rem;
    padding-inline-start: 6.75rem;
    font: italic 400 var(--lf-text-s) / 1.4 var(--lf-font-text);
  }
  .reason b {
    font: 600 var(--lf-text-xs) var(--lf-font-ui);
  }
  @media (max-width: 640px) {
    .lanes {
      grid-template-columns: 4rem minmax(0, 1fr);
    }
    .who {
      font-size: var(--lf-text-xs);
    }
    .who span {
      white-space: normal;
    }
    .reason {
      padding-inline-start: 0;
    }
  }
  /* Lanes are told apart by the colours of their codes: they stay beside whatever was chosen. */
  @media (forced-colors: active) {
    .m {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
    }
    .m.absent {
      border-style: dashed;
    }
  }
`;
