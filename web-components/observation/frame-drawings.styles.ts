import { css } from 'lit';

/** Drawings lie on the picture itself, not on the dark bars beside it. */
export const frameDrawingsStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    container-type: size;
    pointer-events: none;
  }
  .picture {
    position: relative;
    inline-size: min(100cqw, 100cqh * var(--ratio));
    aspect-ratio: var(--ratio);
  }
  .picture.editing {
    pointer-events: auto;
    cursor: crosshair;
    touch-action: none;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .shape {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .halo {
    stroke: rgb(0 0 0 / 0.65);
    stroke-width: 6px;
  }
  .line {
    stroke: #ffd166;
    stroke-width: 3px;
  }
  .chosen .line {
    stroke: #fff;
    stroke-dasharray: 6 5;
  }
  .grip {
    position: absolute;
    inset-inline-start: calc(var(--x) * 100%);
    inset-block-start: calc(var(--y) * 100%);
    min-inline-size: 1.5rem;
    inline-size: 1.5rem;
    min-block-size: 1.5rem;
    block-size: 1.5rem;
    margin: -0.75rem;
    padding: 0;
    border: 2px solid #fff;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.55);
    pointer-events: auto;
    cursor: move;
    touch-action: none;
  }
`;
