import { css } from 'lit';

/** Shapes of kit/states.ts. */
export const stateStyles = css`
  .state {
    display: grid;
    justify-items: start;
    gap: var(--lf-2);
    max-inline-size: 34rem;
    padding-block: var(--lf-5);
  }
  .state h2 {
    font: 400 var(--lf-text-l) / 1.3 var(--lf-font-text);
  }
  .state p {
    color: var(--lf-ink-2);
  }
  .state .reference {
    font: 500 var(--lf-text-xs) var(--lf-font-mono);
    color: var(--lf-ink-3);
  }
  .loading {
    display: grid;
    gap: var(--lf-3);
    padding-block: var(--lf-4);
    opacity: 0;
    /* Nothing flashes when the answer comes at once. */
    animation: state-appear 200ms 300ms forwards;
  }
  .loading i {
    display: block;
    block-size: 0.875rem;
    border-radius: var(--lf-radius-s);
    background: var(--lf-rule);
  }
  .loading i:nth-of-type(2) {
    inline-size: 82%;
  }
  .loading i:nth-of-type(3) {
    inline-size: 64%;
  }
  @keyframes state-appear {
    to {
      opacity: 1;
    }
  }
`;
