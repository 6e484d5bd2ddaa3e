import { css } from 'lit';

/** A picture, a title and quiet lines; the rows are those of the grid around (subgrid). */
export const clipCardStyles = css`
  :host {
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
    align-items: start;
    row-gap: 0;
    padding-block-end: var(--lf-6);
  }
  lookfor-collection-menu {
    grid-area: 1 / 1;
    z-index: 1;
    place-self: start end;
    margin: 0.4rem;
    border-radius: var(--lf-radius);
    background: var(--lf-surface);
    opacity: 0;
    transition: opacity var(--lf-ease);
  }
  :host(:hover) lookfor-collection-menu,
  :host(:focus-within) lookfor-collection-menu {
    opacity: 1;
  }
  @media (hover: none) {
    lookfor-collection-menu {
      opacity: 1;
    }
  }
  .from {
    display: block;
    color: var(--lf-ink-3);
  }
  .poster {
    grid-area: 1 / 1;
    position: relative;
    display: block;
    inline-size: 100%;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--lf-radius);
    background: var(--lf-sunken);
    text-decoration: none;
  }
  .poster > img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .poster > .sheet {
    position: absolute;
    inset: 0;
    overflow: hidden;
    background: var(--lf-stage);
  }
  .sheet img {
    position: absolute;
    max-inline-size: none;
    inline-size: calc(var(--columns) * 100%);
    block-size: calc(var(--rows) * 100%);
    inset-inline-start: calc(var(--column) * -100%);
    inset-block-start: calc(var(--row) * -100%);
  }
  .time {
    position: absolute;
    padding: 0.05rem 0.38rem;
    border-radius: var(--lf-radius-s);
    background: var(--lf-stage);
    color: var(--lf-on-stage);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .duration {
    inset: auto 0.4rem 0.4rem auto;
  }
  .scrubbed .duration {
    inset-block-end: 1.05rem;
  }
  .place {
    inset-block-end: 1.05rem;
    inset-inline-start: clamp(8%, calc(var(--share) * 100%), 72%);
    translate: -50% 0;
  }
  .line {
    position: absolute;
    inset: auto 0.4rem 0.4rem;
    block-size: 4px;
    overflow: hidden;
    border-radius: 4px;
    background: rgb(20 23 29 / 45%);
  }
  .line i {
    display: block;
    inline-size: calc(var(--share) * 100%);
    block-size: 100%;
    background: var(--lf-on-stage);
  }
  .blank {
    display: grid;
    block-size: 100%;
    place-content: center;
    color: var(--lf-ink-2);
  }
  .making {
    display: grid;
    align-content: center;
    gap: var(--lf-2);
    padding: var(--lf-4);
    border: 1px dashed var(--lf-rule);
    color: var(--lf-ink-2);
  }
  .making:hover {
    border-color: var(--lf-ink-3);
    color: var(--lf-ink-2);
  }
  .making b {
    color: var(--lf-ink);
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 4px;
    overflow: hidden;
    border: 0;
    border-radius: 4px;
    background: var(--lf-rule);
  }
  progress::-webkit-progress-bar {
    background: var(--lf-rule);
  }
  progress::-webkit-progress-value {
    background: var(--lf-accent);
  }
  progress::-moz-progress-bar {
    background: var(--lf-accent);
  }
  h3 {
    padding-block-start: var(--lf-3);
    font: 600 1.0625rem / 1.3 var(--lf-font-text);
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  h3 a {
    color: inherit;
    text-decoration: none;
  }
  h3 a:hover {
    color: inherit;
    text-decoration: underline;
  }
  h3 .untitled {
    color: var(--lf-ink-2);
    font-weight: 400;
  }
  mark {
    background: none;
    box-shadow: inset 0 -0.5em var(--lf-noticed-soft);
    color: inherit;
  }
  .teaches {
    padding-block-start: var(--lf-1);
    color: var(--lf-ink-2);
    overflow-wrap: anywhere;
  }
  .teaches b {
    display: block;
    color: var(--lf-ink);
    font-weight: 600;
  }
  .hit {
    display: flex;
    gap: 0.6rem;
    padding-block-start: var(--lf-2);
    font-size: var(--lf-text-s);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .hit a {
    min-block-size: 24px;
    flex: none;
    font-weight: 600;
    text-decoration: none;
  }
  .hit a:hover {
    text-decoration: underline;
  }
  .hit q {
    color: var(--lf-ink-2);
    font-family: var(--lf-font-text);
    font-style: italic;
  }
  .consent {
    display: flex;
    gap: 0.45rem;
    margin-block-start: var(--lf-3);
    padding-block-start: var(--lf-2);
    border-block-start: var(--lf-line);
    color: var(--lf-ink-2);
    font-size: 0.8125rem;
    line-height: 1.35;
    text-wrap: balance;
  }
  .consent .icon {
    inline-size: 1rem;
    block-size: 1rem;
    margin-block-start: 0.06rem;
    color: var(--lf-ink-3);
  }
  .needs {
    padding: var(--lf-2) 0.6rem;
    border: 0;
    border-radius: var(--lf-radius-s);
    background: var(--lf-noticed-soft);
    color: var(--lf-ink);
  }
  .needs .icon {
    color: var(--lf-noticed);
  }
  .needs a {
    display: block;
    inline-size: fit-content;
    min-block-size: 24px;
    padding-block: 0.25rem 0.15rem;
    color: var(--lf-ink);
    font-weight: 600;
    line-height: 1.4;
  }
  @media (max-width: 40rem) {
    .making {
      aspect-ratio: auto;
      padding-block: var(--lf-5);
    }
    h3 {
      font-size: var(--lf-text-l);
    }
    .consent {
      font-size: var(--lf-text-s);
    }
  }
`;
