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
  .teaching {
    max-inline-size: 40rem;
  }
  .kicker {
    color: var(--lf-ink-2);
    font-weight: 600;
  }
  .teaching section + section {
    padding-block-start: var(--lf-6);
  }
  h2 {
    font: 600 var(--lf-text-xl) / 1.25 var(--lf-font-text);
  }
  .teaching h2 {
    padding-block: var(--lf-1) var(--lf-2);
  }
  .prose {
    font: 400 1.0625rem / var(--lf-leading-text) var(--lf-font-text);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .prose span {
    white-space: pre-line;
  }
  .prose + .prose {
    padding-block-start: var(--lf-3);
  }
  .prose button.moment {
    display: inline;
    min-block-size: 0;
    border-block-end: 1px solid;
    border-radius: 0;
    color: var(--lf-accent);
    font: 600 0.9375rem/1 var(--lf-font-ui);
  }
  .sources {
    padding-block-start: var(--lf-3);
    color: var(--lf-ink-2);
    overflow-wrap: anywhere;
  }
  .context dl {
    margin-block-start: var(--lf-2);
    border-block-end: var(--lf-line);
  }
  .context dl div {
    display: grid;
    grid-template-columns: 7.5rem 1fr;
    padding-block: var(--lf-2);
    border-block-start: var(--lf-line);
  }
  dt {
    padding-block-start: 0.15rem;
    color: var(--lf-ink-2);
  }
  dd {
    font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
    white-space: pre-line;
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
  .practices {
    padding-block-start: var(--lf-7);
  }
  .practices h2 {
    padding-block-end: var(--lf-4);
  }
  .take-away {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: var(--lf-5);
    counter-reset: practice;
  }
  .take-away li {
    padding-block: var(--lf-3);
    border-block-start: 1px solid var(--lf-ink-3);
    counter-increment: practice;
  }
  .take-away li::before {
    display: block;
    color: var(--lf-ink-3);
    content: counter(practice);
    font: 400 var(--lf-text-2xl) / 1.2 var(--lf-font-text);
  }
  .take-away h3 {
    padding-block: var(--lf-1);
    font: 600 var(--lf-text-l) / 1.35 var(--lf-font-text);
  }
  .take-away p {
    font: 400 1.0625rem/1.55 var(--lf-font-text);
    text-wrap: pretty;
  }
  .care {
    margin-block-start: var(--lf-7);
    padding-block-start: var(--lf-5);
    border-block-start: 1px solid var(--lf-ink-3);
  }
  .care > h2 {
    padding-block-end: var(--lf-2);
  }
  .captions {
    display: block;
    margin-block-start: var(--lf-6);
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
    .context dl div {
      grid-template-columns: 6rem 1fr;
    }
    .take-away {
      grid-template-columns: 1fr;
      gap: 0;
    }
    .take-away li {
      display: grid;
      grid-template-columns: 2.25rem 1fr;
      border-block-start: var(--lf-line);
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
