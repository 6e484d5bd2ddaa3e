import { css } from 'lit';

/** One cell for each student, then words: what needs a person first, what is ready at the side. */
export const releasePageStyles = css`
  :host {
    container: release / inline-size;
  }
  .waiting-page {
    max-inline-size: 40rem;
    padding: var(--lf-5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px var(--lf-4);
    padding: var(--lf-5) var(--lf-5) var(--lf-4);
  }
  h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  .head .task {
    flex: 1;
    color: var(--lf-ink-2);
  }
  .live {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--lf-ink-2);
  }
  .live::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--lf-ok);
  }
  .live.resting::before {
    background: var(--lf-field);
  }
  .live.lost::before {
    border: 2px solid var(--lf-noticed);
    background: none;
  }

  .everyone {
    padding: 0 var(--lf-5) var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .cells {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(20px, 1fr));
    gap: 3px;
  }
  .cells i {
    block-size: 30px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--lf-ink-3) 38%, var(--lf-paper));
  }
  .cells .kept {
    background: repeating-linear-gradient(
      90deg,
      color-mix(in srgb, var(--lf-ink-3) 38%, var(--lf-paper)) 0 2px,
      var(--lf-paper) 2px 4px
    );
  }
  .cells .waiting {
    background: none;
    box-shadow: inset 0 0 0 2px var(--lf-ink-3);
  }
  .cells .refused {
    background: var(--lf-danger);
  }
  .cells .accepted {
    background: color-mix(in srgb, var(--lf-ink-3) 20%, var(--lf-paper));
  }
  .cells .differs {
    background: linear-gradient(
      var(--lf-danger) 0 55%,
      color-mix(in srgb, var(--lf-ink-3) 38%, var(--lf-paper)) 55%
    );
  }
  .cells .ready {
    background: var(--lf-accent-soft);
    box-shadow: inset 0 0 0 1.5px var(--lf-accent);
  }
  .cells .open {
    background: var(--lf-sunken);
    box-shadow: inset 0 0 0 1px var(--lf-rule);
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2) var(--lf-6);
    margin-block-start: var(--lf-2);
    color: var(--lf-ink-2);
    line-height: 1.25;
  }
  .keys b {
    display: block;
    color: var(--lf-ink);
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .keys :is(.refused, .differs),
  .keys :is(.refused, .differs) b {
    color: var(--lf-danger);
  }

  .late {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-4);
    margin-block-end: var(--lf-4);
    padding: var(--lf-3) var(--lf-4);
    border-inline-start: 3px solid var(--lf-accent);
    background: var(--lf-surface);
  }
  .late p {
    flex: 1 1 18rem;
  }
  .wrong {
    margin-block-end: var(--lf-3);
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 22rem;
    min-block-size: 50vh;
  }
  .transfers {
    padding: var(--lf-5);
    border-inline-end: var(--lf-line);
  }
  .next {
    padding: var(--lf-5);
  }
  h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  h2 + p {
    max-inline-size: 42rem;
    margin-block-end: var(--lf-4);
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  h3 {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 2.5rem;
    margin-block-start: var(--lf-4);
    border-block-end: 1px solid var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  h3 span {
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  h3 button {
    margin-inline-start: auto;
    font-size: var(--lf-text-s);
  }
  @container release (max-width: 56rem) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
    .next {
      order: -1;
      border-block-end: var(--lf-line);
    }
    .transfers {
      border: 0;
    }
  }
  @container release (max-width: 35rem) {
    .head,
    .transfers,
    .next {
      padding-inline: var(--lf-4);
    }
    .head h1 {
      flex-basis: 100%;
    }
    .everyone {
      padding-inline: var(--lf-4);
    }
    .keys {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: var(--lf-2);
      margin-block-start: var(--lf-3);
    }
  }
`;
