import { css } from 'lit';

/** The picture with what covers it, and a frame around each box that can be held. */
export const maskStageStyles = css`
  :host {
    position: relative;
    overflow: hidden;
    border-radius: var(--lf-radius);
    background: var(--lf-stage);
  }
  .frame {
    position: relative;
    inline-size: min(100%, calc(62vh * var(--shape, 1.7778)));
    aspect-ratio: var(--shape, 1.7778);
    margin-inline: auto;
    touch-action: none;
    cursor: crosshair;
  }
  video,
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  canvas {
    pointer-events: none;
  }
  .box {
    position: absolute;
    inset: calc(var(--y) * 100%) auto auto calc(var(--x) * 100%);
    inline-size: calc(var(--w) * 100%);
    block-size: calc(var(--h) * 100%);
    min-block-size: 24px;
    min-inline-size: 24px;
    padding: 0;
    border: 1.5px solid var(--lf-on-stage);
    border-radius: 2px;
    outline: 1.5px solid var(--lf-stage);
    background: none;
    cursor: move;
    touch-action: none;
  }
  .box[aria-pressed='true']:not(.plain) {
    border: 2.5px solid var(--lf-on-stage);
    outline: 2.5px solid var(--lf-accent);
    background: none;
  }
  .box:focus-visible {
    outline: 3px solid var(--lf-focus);
    outline-offset: 1px;
  }
  .box span {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    padding: 0 6px;
    border-radius: 2px;
    background: var(--lf-stage);
    color: var(--lf-on-stage);
    font: 600 var(--lf-text-xs) / 1.25rem var(--lf-font-ui);
  }
  .box i {
    position: absolute;
    inset-block-end: -2px;
    inset-inline-end: -2px;
    inline-size: 24px;
    block-size: 24px;
    border-block-end: 5px solid var(--lf-on-stage);
    border-inline-end: 5px solid var(--lf-on-stage);
    cursor: nwse-resize;
  }
`;
