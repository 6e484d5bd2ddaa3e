import { css } from 'lit';

/** Watch, read, care: from above to below. */
export const clipPageStyles = css`
  :host {
    container: clip / inline-size;
    padding: var(--lf-4) var(--lf-5) var(--lf-6);
  }
  .way-back {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: var(--lf-target);
  }
  .way-back > a:first-child {
    margin-inline-end: auto;
    padding-block: 0.3rem;
  }
  .clip-head {
    padding-block: var(--lf-2) var(--lf-4);
  }
  h1 {
    font: 600 var(--lf-text-2xl) / 1.2 var(--lf-font-text);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--lf-5);
  }
  .about p {
    padding-block-start: var(--lf-1);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-m);
    overflow-wrap: anywhere;
  }
  .about b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .consent {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
    padding-block: 0.2rem;
    color: var(--lf-ink-2);
    text-decoration: none;
  }
  .consent .icon {
    inline-size: 1rem;
    block-size: 1rem;
    color: var(--lf-ink-3);
  }
  .consent.needs {
    padding: var(--lf-1) var(--lf-2);
    border-radius: var(--lf-radius-s);
    background: var(--lf-noticed-soft);
    color: var(--lf-ink);
  }
  .watch {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 20.5rem;
    gap: var(--lf-5);
  }
  .watch lookfor-player {
    align-self: start;
  }
  .notes {
    grid-column: 1;
    color: var(--lf-ink-2);
  }
  .notes button {
    color: var(--lf-accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .notes p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-2);
    align-items: baseline;
  }
  .making {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: var(--lf-2);
    aspect-ratio: 16 / 9;
    padding: var(--lf-6);
    border: 1px dashed var(--lf-rule);
    border-radius: var(--lf-radius);
    background: var(--lf-sunken);
    color: var(--lf-ink-2);
  }
  .making b {
    color: var(--lf-ink);
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .making progress {
    inline-size: min(24rem, 100%);
    accent-color: var(--lf-accent);
  }
  .reading {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 20.5rem;
    gap: var(--lf-5);
    padding-block-start: var(--lf-6);
  }
  .beside lookfor-excerpt-list {
    margin-block-end: var(--lf-6);
  }
  .beside h2 {
    display: flex;
    align-items: baseline;
    gap: var(--lf-2);
    padding-block-end: var(--lf-2);
    border-block-end: var(--lf-line);
    font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
  }
  .beside small {
    margin-inline-start: auto;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  .beside li {
    padding-block: var(--lf-3);
    border-block-end: var(--lf-line);
  }
  .beside .title {
    display: inline-block;
    min-block-size: 24px;
    color: var(--lf-ink);
    font-weight: 600;
    text-decoration: none;
  }
  .beside p {
    color: var(--lf-ink-2);
  }
  .beside > section > p {
    padding-block: var(--lf-3);
  }
  @container clip (max-width: 52rem) {
    .watch,
    .reading {
      grid-template-columns: minmax(0, 1fr);
    }
    lookfor-transcript {
      max-block-size: 20rem;
      --transcript-basis: auto;
    }
  }
  @container clip (max-width: 40rem) {
    h1 {
      font-size: var(--lf-text-xl);
    }
    .about p {
      font-size: var(--lf-text-s);
    }
  }
  @media (max-width: 40rem) {
    :host {
      padding: var(--lf-2) var(--lf-4) var(--lf-5);
    }
    .watch lookfor-player {
      margin-inline: calc(-1 * var(--lf-4));
      --lookfor-player-radius: 0;
    }
  }
`;
