import { css } from 'lit';

/** Controls under the picture: white on the stage (bar, compact), or ink on paper (row). */
export const playerControlsStyles = css`
  :host {
    --media-primary-color: currentColor;
    --media-secondary-color: transparent;
    --media-control-background: transparent;
    --media-control-hover-background: transparent;
    --media-control-padding: 0px;
    --media-control-height: 1.5rem;
    --media-focus-box-shadow: 0 0 0 2px var(--lf-focus);
    --media-range-track-height: 4px;
    --media-range-track-border-radius: 2px;
    --media-range-thumb-width: 14px;
    --media-range-thumb-height: 14px;
    --media-range-padding: 0px;
    --media-preview-box-display: none;
    --media-icon-color: currentColor;
  }
  .on-stage {
    padding-inline: var(--lf-3);
    color: var(--lf-on-stage);
    color-scheme: dark;
    --lf-focus: #79b0ff;
    --media-range-track-background: rgb(255 255 255 / 28%);
    --media-range-bar-color: #fff;
    --media-range-thumb-background: #fff;
    --media-time-range-buffered-color: rgb(255 255 255 / 22%);
  }
  .compact {
    --media-range-bar-color: #f0b95a;
    --media-range-thumb-width: 12px;
    --media-range-thumb-height: 12px;
    display: flex;
    align-items: center;
    gap: var(--lf-3);
    min-block-size: 2.5rem;
  }
  .scrubber {
    position: relative;
    flex: 1;
    display: grid;
    min-inline-size: 3rem;
  }
  .bar .scrubber {
    margin-block-start: var(--lf-1);
  }
  media-time-range {
    inline-size: 100%;
    border-radius: var(--lf-radius-s);
  }
  .band {
    position: absolute;
    inset-block-start: 3px;
    block-size: 3px;
    border-radius: 2px;
    background: rgb(255 255 255 / 75%);
    pointer-events: none;
  }
  .band.closed {
    inset-block: 6px;
    block-size: auto;
    background: repeating-linear-gradient(-52deg, #fff 0 1.5px, var(--lf-stage) 1.5px 6px)
      var(--lf-stage);
  }
  .band.masked {
    inset-block: auto 1px;
    block-size: 2px;
    background: repeating-linear-gradient(90deg, currentColor 0 4px, transparent 4px 7px);
    opacity: 0.7;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--lf-1);
    min-block-size: 2.5rem;
    padding-block-end: var(--lf-1);
  }
  /* Its buttons bring their own room: with full screen all of them stand in one line beside notes. */
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    row-gap: var(--lf-1);
    padding: var(--lf-2) var(--lookfor-player-row-inset, 0);
  }
  .control,
  media-play-button,
  media-mute-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    min-inline-size: 2.25rem;
    min-block-size: 2.25rem;
    padding: 0 var(--lf-1);
    border: 0;
    border-radius: var(--lf-radius-s);
    background: none;
    color: inherit;
    font-weight: 400;
  }
  .compact :is(.control, media-play-button) {
    min-inline-size: 28px;
    min-block-size: 28px;
  }
  media-play-button svg[slot] {
    fill: currentColor;
  }
  .play {
    inline-size: 2.25rem;
    min-block-size: 2.25rem;
    margin-inline-end: var(--lf-1);
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--lf-accent);
    color: var(--lf-on-accent);
  }
  .play:hover {
    background: var(--lf-accent-strong);
  }
  .play .icon {
    fill: currentColor;
  }
  .row .control {
    min-inline-size: 2rem;
    min-block-size: 2rem;
    padding-inline: 6px;
  }
  .row select {
    padding-inline: 6px;
  }
  .on-stage :is(.control, select):hover {
    background: rgb(255 255 255 / 12%);
  }
  .row .control:hover {
    color: var(--lf-accent);
  }
  .clock {
    margin-inline: var(--lf-2) auto;
    white-space: nowrap;
  }
  .row .clock b {
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .compact .clock {
    margin: 0;
  }
  .row .clock span {
    color: var(--lf-ink-2);
  }
  select {
    inline-size: auto;
    max-inline-size: 9rem;
    min-block-size: 2rem;
    padding: 0 var(--lf-2);
    border: 0;
    border-radius: var(--lf-radius-s);
    background: none;
    color: inherit;
    appearance: none;
    text-align: center;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  /* The letters stand for the list: they stay as short as they are whatever language was chosen. */
  .tracks {
    position: relative;
    cursor: pointer;
  }
  .tracks:focus-within {
    outline: 2px solid var(--lf-focus);
    outline-offset: 2px;
  }
  .tracks select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    max-inline-size: none;
    min-block-size: 100%;
    opacity: 0;
  }
  .on-stage option {
    background: var(--lf-stage);
    color: var(--lf-on-stage);
  }
  :is(button.control[aria-pressed='true'], .tracks.shown) {
    background: none;
    color: inherit;
    box-shadow: inset 0 -2px #f0b95a;
    border-radius: 0;
  }
  .row :is(button.control[aria-pressed='true'], .tracks.shown) {
    box-shadow: inset 0 -2px var(--lf-accent);
  }
  @media (max-width: 640px) {
    .row {
      row-gap: 0;
    }
    .play {
      inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
    .row :is(.control, select) {
      min-inline-size: 2.5rem;
      min-block-size: 2.75rem;
    }
    .row .clock {
      margin-inline-start: var(--lf-1);
    }
  }
  /* Captions and a description to choose: one line too, without how long the clip is. */
  @media (max-width: 430px) {
    .row:has(.track ~ .track) :is(.control, select) {
      min-inline-size: 2.25rem;
    }
    .row:has(.track ~ .track) .clock span {
      display: none;
    }
  }
  /* 400 %, or the narrowest phone: still one line. How long the clip is stands at its end. */
  @media (max-width: 350px) {
    .row :is(.control, select) {
      min-inline-size: 2.25rem;
      padding-inline: 2px;
    }
    .row .clock span {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .row :is(.control, select) {
      min-block-size: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    :is(button.control[aria-pressed='true'], .tracks.shown) {
      border-block-end: 2px solid Highlight;
    }
  }
  .sound-off {
    font-size: var(--lf-text-xs);
    opacity: 0.85;
  }
`;
