import { css } from 'lit';

/** Dark stage, rounded; the clip is the largest thing on the screen. */
export const clipPlayerStyles = css`
  .frame {
    overflow: hidden;
    border-radius: var(--lookfor-player-radius, var(--lf-radius));
    background: var(--lf-stage);
    color: var(--lf-on-stage);
  }
  .frame:focus {
    outline: none;
  }
  .frame:focus-visible {
    outline: 2px solid var(--lf-focus);
  }
  .frame.row {
    border-radius: 0;
    background: none;
    color: inherit;
  }
  .stage {
    position: relative;
    overflow: hidden;
    aspect-ratio: var(--lookfor-player-ratio, 16 / 9);
    background: var(--lf-stage);
    color: var(--lf-on-stage);
  }
  .frame.row .stage {
    border-radius: var(--lookfor-player-radius, var(--lf-radius));
  }
  video,
  iframe,
  .poster,
  ::slotted([slot='poster']) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .swapped > video {
    inset: 0.75rem 0.75rem auto auto;
    inline-size: max(30%, min(9rem, 40%));
    block-size: auto;
    aspect-ratio: 16 / 9;
    border: 2px solid var(--lf-on-stage);
    border-radius: var(--lf-radius-s);
    background: var(--lf-stage);
    z-index: 1;
  }
  .second-away {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    z-index: 1;
    inline-size: min(16rem, 60%);
    padding-inline: var(--lf-3);
    border-radius: var(--lf-radius-s);
    background: var(--lf-paper);
    color: var(--lf-ink);
  }
  .swap {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    z-index: 2;
    display: flex;
    align-items: end;
    justify-content: end;
    gap: 6px;
    inline-size: max(30%, min(9rem, 40%));
    aspect-ratio: 16 / 9;
    padding: 4px 6px;
    border: 0;
    background: none;
    color: #fff;
    font-size: var(--lf-text-xs);
    opacity: 0;
  }
  .swap .icon {
    display: none;
  }
  .stage:hover .swap,
  .swap:focus-visible {
    opacity: 1;
    text-shadow:
      0 0 4px #000,
      0 0 8px #000;
  }
  @media (hover: none) {
    .swap {
      opacity: 1;
      font-size: 0;
    }
    .swap kbd {
      display: none;
    }
    .swap .icon {
      display: block;
      inline-size: 1.5rem;
      block-size: 1.5rem;
      padding: 3px;
      border-radius: var(--lf-radius-s);
      background: rgb(0 0 0 / 0.6);
    }
  }
  .before-first-frame video {
    opacity: 0;
  }
  .after-first-frame :is(.poster, slot[name='poster']) {
    display: none;
  }
  iframe {
    border: 0;
  }
  .ask-first {
    position: absolute;
    inset: 0;
    display: grid;
    gap: var(--lf-3);
    align-content: center;
    justify-items: start;
    overflow: auto;
    padding: var(--lf-4);
    background: var(--lf-stage);
  }
  .ask-first p {
    max-inline-size: 34rem;
  }
  .ask-first b {
    display: block;
  }
  video::cue {
    background: rgb(20 23 29 / 82%);
    color: #fff;
    font: 400 0.85em var(--lf-font-ui);
  }
  .start {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 56px;
    block-size: 56px;
    min-block-size: 56px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: rgb(20 23 29 / 78%);
    color: #fff;
  }
  .start:hover {
    background: rgb(20 23 29 / 92%);
  }
  .start .icon {
    inline-size: 22px;
    block-size: 22px;
    fill: currentColor;
  }
  .said {
    position: absolute;
    inset-block-start: var(--lf-3);
    inset-inline: var(--lf-3) auto;
    max-inline-size: calc(100% - 2 * var(--lf-3));
    padding: 2px 8px;
    border-radius: 3px;
    background: rgb(20 23 29 / 82%);
    color: #fff;
    pointer-events: none;
  }
  .described {
    position: absolute;
    inset-inline: 6%;
    inset-block-end: 6%;
    display: grid;
    justify-items: center;
    gap: var(--lf-2);
    padding: var(--lf-3) var(--lf-4);
    border-radius: var(--lf-radius);
    background: rgb(20 23 29 / 92%);
    color: #fff;
    text-align: center;
  }
  .described p {
    font: 400 var(--lf-text-m) / 1.45 var(--lf-font-text);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  @media (hover: none) {
    .described kbd {
      display: none;
    }
  }
  .viewer-name {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    max-inline-size: 40%;
    margin: 0.75rem;
    overflow: hidden;
    color: rgb(255 255 255 / 62%);
    font: 400 var(--lf-text-s) / 1.3 var(--lf-font-ui);
    text-overflow: ellipsis;
    text-shadow: 0 0 3px rgb(0 0 0 / 80%);
    white-space: nowrap;
    pointer-events: none;
    animation: viewer-name-wanders 80s ease-in-out infinite;
  }
  @keyframes viewer-name-wanders {
    0%,
    100% {
      inset-block-start: 4%;
      inset-inline-start: 3%;
    }
    25% {
      inset-block-start: 62%;
      inset-inline-start: 55%;
    }
    50% {
      inset-block-start: 10%;
      inset-inline-start: 56%;
    }
    75% {
      inset-block-start: 58%;
      inset-inline-start: 4%;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    /* It jumps from place to place; the page's rule for less motion would make it stand still. */
    .viewer-name {
      animation: viewer-name-wanders 80s steps(1, end) infinite !important;
    }
  }
  .waiting {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 32px;
    block-size: 32px;
    border: 3px solid rgb(255 255 255 / 30%);
    border-block-start-color: #fff;
    border-radius: 50%;
    opacity: 0;
    pointer-events: none;
    animation:
      waiting-turn 900ms linear infinite,
      waiting-appear 200ms 400ms forwards;
  }
  @keyframes waiting-turn {
    to {
      rotate: 1turn;
    }
  }
  @keyframes waiting-appear {
    to {
      opacity: 1;
    }
  }
  :fullscreen.frame {
    display: flex;
    flex-direction: column;
    border-radius: 0;
    background: var(--lf-stage);
  }
  :fullscreen .stage {
    flex: 1;
    aspect-ratio: auto;
    min-block-size: 0;
    border-radius: 0;
  }
  :fullscreen.row lookfor-player-controls {
    padding-inline: var(--lf-4);
    background: var(--lf-paper);
    color: var(--lf-ink);
  }
  .closed {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--lf-1) var(--lf-3);
    padding: var(--lf-4) var(--lf-3);
    border-block: var(--lf-line);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-note);
    text-wrap: pretty;
  }
  .closed b {
    display: block;
    color: var(--lf-ink);
    font-weight: 600;
  }
  .hatch {
    inline-size: 22px;
    block-size: 16px;
    margin-block-start: 3px;
    border: 1.5px solid var(--lf-ink-3);
    border-radius: 3px;
    background: repeating-linear-gradient(-52deg, var(--lf-ink-3) 0 1.5px, transparent 1.5px 5px);
  }
  .failed {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--lf-3);
    padding: var(--lf-4);
    text-align: center;
  }
  @media print {
    lookfor-player-controls,
    .start {
      display: none;
    }
  }
`;
