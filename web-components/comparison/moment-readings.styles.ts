import { css } from 'lit';

/** Readings of one moment, side by side. */
export const momentReadingsStyles = css`
  .head {
    display: flex;
    align-items: center;
    min-block-size: 2rem;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
  }
  .head span {
    margin-inline-end: auto;
  }
  .head button {
    inline-size: 2rem;
    min-block-size: 2rem;
  }
  .head button:last-child {
    margin-inline-end: -7px;
  }
  h2 {
    margin-block-end: var(--lf-4);
    font: 400 var(--lf-text-xl) / 1.25 var(--lf-font-text);
    text-wrap: balance;
  }
  .heads {
    display: flex;
    flex-wrap: wrap;
    gap: 3px;
    margin-block-end: 4px;
  }
  .heads i {
    inline-size: 14px;
    block-size: 14px;
    border-radius: 50%;
    background: var(--code);
  }
  @media (forced-colors: active) {
    .heads i {
      forced-color-adjust: none;
    }
  }
  .heads .absent {
    border: 1.5px dashed var(--code);
    background: none;
  }
  .heads .silent {
    border: 1px solid var(--lf-ink-3);
    background: none;
    opacity: 0.6;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-3);
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .readings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: var(--lf-4) 0;
    /* The line before whatever stands first in a row lies outside, and is not seen. */
    margin-inline: calc(-1 * var(--lf-4));
    clip-path: inset(0 1px);
  }
  .reading {
    padding-inline: calc(var(--lf-4) - 1px) var(--lf-4);
    border-inline-start: var(--lf-line);
  }
  .reading h3 {
    font-weight: 600;
  }
  .reading h3 .swatch::before {
    inline-size: 10px;
    block-size: 10px;
  }
  .voice {
    margin-block-start: var(--lf-3);
  }
  .voice b {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .voice p {
    font: 400 var(--lf-text-s) / 1.45 var(--lf-font-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .voice .none {
    color: var(--lf-ink-3);
    font-family: var(--lf-font-ui);
  }
  .voice .author {
    color: var(--lf-ink-2);
    font: 400 var(--lf-text-xs) / 1.75 var(--lf-font-ui);
  }
  .author .by {
    font-style: normal;
  }
  .voice .details {
    color: var(--lf-ink-2);
    font: 400 var(--lf-text-xs) / 1.4 var(--lf-font-ui);
  }
  .voice em {
    color: var(--lf-ink-2);
  }
  .voice.expert {
    padding-block-start: var(--lf-2);
    border-block-start: var(--lf-line);
  }
  summary {
    min-block-size: 24px;
    margin-block-start: var(--lf-2);
    color: var(--lf-accent);
    font-size: var(--lf-text-xs);
    font-weight: 600;
    cursor: pointer;
  }
  .silent-ones {
    margin-block-start: var(--lf-4);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .state {
    padding-block-start: 0;
  }
  @media (max-width: 640px) {
    button.icon-only {
      min-inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
  }
`;
