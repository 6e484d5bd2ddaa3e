import { css } from 'lit';

/** One file: where it is, in words and in one line. */
export const arrivingFileStyles = css`
  :host {
    position: relative;
    padding-block: var(--lf-4);
    border-block-end: var(--lf-line);
  }
  :host([current])::before {
    position: absolute;
    inset: var(--lf-4) auto var(--lf-4) calc(-1 * var(--lf-3));
    inline-size: 3px;
    border-radius: 3px;
    background: var(--lf-ink);
    content: '';
  }
  .preview {
    position: relative;
    overflow: hidden;
    aspect-ratio: 16 / 9;
    margin-block-end: var(--lf-3);
    border-radius: var(--lf-radius);
    background: var(--lf-stage);
  }
  .preview video {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .preview button {
    position: absolute;
    inset: auto auto 0.6rem 0.6rem;
    min-block-size: 2rem;
    padding: 0.3rem 0.7rem 0.3rem 0.5rem;
    border: 0;
    border-radius: 2rem;
    background: var(--lf-stage);
    color: var(--lf-on-stage);
  }
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--lf-3);
    align-items: center;
  }
  h2 {
    font-size: var(--lf-text-m);
    font-weight: 600;
    line-height: 1.3;
  }
  h2 button {
    display: block;
    max-inline-size: 100%;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h2 button:hover {
    text-decoration: underline;
  }
  .head p {
    color: var(--lf-ink-2);
  }
  .stages {
    display: grid;
    grid-template-columns: 5fr 2fr 4fr;
    gap: 3px;
    padding-block-start: var(--lf-3);
  }
  .stages li {
    color: var(--lf-ink-3);
  }
  .stages progress,
  .stages .whole {
    display: block;
    appearance: none;
    inline-size: 100%;
    block-size: 5px;
    margin-block-end: 0.3rem;
    overflow: hidden;
    border: 0;
    border-radius: 3px;
    background: var(--lf-rule);
  }
  .stages progress::-webkit-progress-bar {
    background: var(--lf-rule);
  }
  .stages progress::-webkit-progress-value {
    background: var(--lf-accent);
  }
  .stages progress::-moz-progress-bar {
    background: var(--lf-accent);
  }
  .stages .done {
    color: var(--lf-ink-2);
  }
  .stages .done .whole {
    background: var(--lf-ink-2);
  }
  .stages .now {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .stages .broken {
    color: var(--lf-danger);
    font-weight: 600;
  }
  .stages .broken .whole {
    background: var(--lf-danger);
  }
  .stages .broken progress::-webkit-progress-value {
    background: var(--lf-danger);
  }
  .safe {
    padding-block-start: var(--lf-2);
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .masked {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--lf-2);
  }
  .failed {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--lf-2);
    padding-block-start: var(--lf-2);
    text-wrap: pretty;
  }
  .failed .icon {
    margin-block-start: 0.1rem;
    color: var(--lf-danger);
  }
  .failed button,
  .safe button {
    color: var(--lf-accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
`;
