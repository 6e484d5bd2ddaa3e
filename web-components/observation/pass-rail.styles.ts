import { css } from 'lit';

/** Passes from top to bottom; on a phone side by side, with what is asked below. */
export const passRailStyles = css`
  /* As tall as the clip beside it and never taller: what is more scrolls, and the way on stays. */
  :host {
    display: block;
    position: relative;
    block-size: 0;
    min-block-size: max(100%, 16rem);
    overflow: hidden auto;
    padding-inline-end: 4px;
    scrollbar-width: thin;
    mask-image: linear-gradient(#000 calc(100% - 1rem), transparent);
  }
  li {
    position: relative;
    padding: 0 0 var(--lf-4) 1.75rem;
  }
  li:not(:last-child)::before {
    content: '';
    position: absolute;
    inset: 1.5rem auto 2px 10px;
    border-inline-start: var(--lf-line);
  }
  h3 {
    font-weight: 600;
    line-height: 1.375rem;
  }
  .sign {
    position: absolute;
    inset: 0 auto auto 0;
    display: grid;
    place-items: center;
    inline-size: 1.375rem;
    block-size: 1.375rem;
    border: 1.5px solid var(--lf-ink-3);
    border-radius: 50%;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .sign .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2;
  }
  [aria-current] .sign {
    border-color: var(--lf-accent);
    background: var(--lf-accent);
    color: var(--lf-on-accent);
  }
  .locked .sign {
    border-style: dashed;
  }
  .locked h3 {
    color: var(--lf-ink-2);
    font-weight: 400;
  }
  .under {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .prompt {
    margin-block: 2px var(--lf-3);
    color: var(--lf-ink-2);
    text-wrap: pretty;
    white-space: pre-line;
  }
  .prompt.folded {
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 5;
  }
  .prompt.folded:has(~ .asks > :nth-child(2)) {
    -webkit-line-clamp: 4;
  }
  .prompt:has(+ .unfold) {
    margin-block-end: 0;
  }
  button.unfold {
    margin-block-end: var(--lf-2);
    color: var(--lf-accent);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .frame {
    margin-block-end: var(--lf-2);
  }
  .asks {
    display: grid;
    gap: 6px;
    margin-block-end: var(--lf-3);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    line-height: 1.3;
  }
  .asks b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .asks li {
    padding: 0;
  }
  .asks li::before {
    content: none;
  }
  .met .icon {
    display: inline-block;
    inline-size: 12px;
    block-size: 12px;
    margin-block-end: -2px;
    color: var(--lf-ok);
  }
  button:not(.plain) {
    min-block-size: 2rem;
    white-space: normal;
    line-height: 1.2;
  }
  .asked > button:last-child {
    position: sticky;
    inset-block-end: 1rem;
    /* Covers what scrolls below it and beside it. */
    box-shadow:
      0 0.5rem 0 0.5rem var(--lf-paper),
      4rem 0.5rem 0 0.5rem var(--lf-paper),
      0 -0.25rem 0.5rem var(--lf-paper);
  }
  .asked > button.outlined:last-child {
    background: var(--lf-paper);
  }
  /* In the narrow rail a step on would be broken: here it begins below the numbers. */
  @media (641px <= width <= 960px) {
    .asked > button:last-child {
      inline-size: calc(100% + 1.75rem);
      margin-inline-start: -1.75rem;
      padding-inline: var(--lf-2);
    }
  }
  @media (max-width: 640px) {
    :host {
      block-size: auto;
      min-block-size: 0;
      overflow: visible;
      mask-image: none;
    }
    .asked > button:last-child {
      position: static;
      box-shadow: none;
    }
    ol.passes {
      display: flex;
      flex-wrap: wrap;
      gap: var(--lf-2) var(--lf-4);
    }
    .passes > li {
      padding-block-end: 0;
      white-space: nowrap;
    }
    li:not(:last-child)::before {
      content: none;
    }
    .passes > [aria-current] {
      display: contents;
    }
    [aria-current] h3 {
      position: relative;
      padding-inline-start: 1.75rem;
    }
    [aria-current] .asked {
      flex-basis: 100%;
      order: 1;
      white-space: normal;
    }
    .under:not(.frame),
    button.unfold {
      display: none;
    }
    /* Here it stands under the timeline and pushes nothing away. */
    .prompt.folded {
      display: block;
    }
    button:not(.plain) {
      inline-size: 100%;
      min-block-size: 2.75rem;
    }
  }
`;
