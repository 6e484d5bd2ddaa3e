import { css } from 'lit';

/** The library: search and facets beside a grid of cards without boxes. */
export const clipLibraryStyles = css`
  :host {
    container: library / inline-size;
    padding: var(--lf-5);
  }
  .head {
    display: flex;
    align-items: center;
    gap: var(--lf-3);
    margin-block-end: var(--lf-5);
  }
  .head h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    letter-spacing: -0.005em;
    line-height: 1.2;
  }
  .head p {
    flex: 1;
    margin-inline-start: var(--lf-2);
    padding-block-start: 0.35rem;
    color: var(--lf-ink-2);
  }
  .library {
    display: grid;
    grid-template-columns: 14.25rem minmax(0, 1fr);
    gap: var(--lf-6);
    align-items: start;
  }
  .search-row {
    display: flex;
    gap: var(--lf-2);
    margin-block-end: var(--lf-4);
  }
  .search {
    position: relative;
    flex: 1;
  }
  .search > .icon {
    position: absolute;
    inset: 0 auto 0 0.7rem;
    margin-block: auto;
    color: var(--lf-ink-3);
  }
  .search input {
    block-size: 2.5rem;
    padding: 0 2.25rem;
    border-radius: var(--lf-radius);
    font-size: var(--lf-text-m);
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .search button {
    position: absolute;
    inset: 0 0.25rem 0 auto;
    inline-size: 1.75rem;
    min-block-size: 1.75rem;
    margin-block: auto;
    block-size: 1.75rem;
    color: var(--lf-ink-2);
  }
  .scope {
    margin-block: calc(-1 * var(--lf-2)) var(--lf-4);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .open-filters {
    display: none;
    block-size: 2.5rem;
  }
  .facet {
    padding-block: var(--lf-2);
    border-block-start: var(--lf-line);
  }
  .facet > summary {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 1.875rem;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  .facet > summary::-webkit-details-marker {
    display: none;
  }
  .facet > summary .icon {
    margin-inline-start: auto;
    color: var(--lf-ink-3);
    transition: transform var(--lf-ease);
  }
  .facet[open] > summary .icon {
    transform: rotate(180deg);
  }
  .facet label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 1.75rem;
    color: var(--lf-ink-2);
    cursor: pointer;
  }
  .facet label:has(:checked) {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .facet input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
  }
  .facet small {
    display: block;
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .facet label span:first-of-type {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .facet > button {
    min-block-size: 1.75rem;
  }
  .instead {
    inline-size: 100%;
    color: var(--lf-ink-2);
  }
  .count {
    margin-inline-start: auto;
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .result-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2) var(--lf-4);
    padding-block-end: var(--lf-4);
  }
  .result-head h2 {
    font-size: var(--lf-text-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .views {
    display: flex;
    gap: var(--lf-4);
    margin-inline-start: auto;
  }
  .views button {
    min-block-size: var(--lf-target);
    border-block-end: 2px solid transparent;
    border-radius: 0;
    color: var(--lf-ink-2);
  }
  .views button[aria-pressed='true'] {
    border-color: var(--lf-ink);
    color: var(--lf-ink);
    font-weight: 600;
  }
  .applied {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--lf-2);
    inline-size: 100%;
  }
  .applied button:not(.quiet) {
    min-block-size: 1.75rem;
    padding-inline: 0.7rem 0.5rem;
    border-radius: 2rem;
    font-weight: 400;
    white-space: normal;
  }
  .applied .icon {
    inline-size: 0.8rem;
    block-size: 0.8rem;
    color: var(--lf-ink-3);
  }
  .clips {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    column-gap: var(--lf-5);
  }
  .clips > li {
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
  }
  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block-start: var(--lf-4);
    border-block-start: var(--lf-line);
    color: var(--lf-ink-2);
  }
  .stale {
    opacity: 0.55;
    transition: opacity var(--lf-ease) 200ms;
  }
  @container library (max-width: 54rem) {
    .clips {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container library (max-width: 40rem) {
    .library {
      display: block;
    }
    .open-filters {
      display: inline-flex;
    }
    .search-row {
      margin-block-end: var(--lf-3);
    }
    .facets,
    .scope {
      display: none;
    }
    .facets.shown {
      display: block;
      margin-block-end: var(--lf-4);
      border-block-end: var(--lf-line);
    }
    .head {
      flex-wrap: wrap;
      gap: var(--lf-2);
      margin-block-end: var(--lf-4);
    }
    .head p {
      display: none;
    }
    .head h1 {
      flex: 1 0 100%;
    }
    .head .quiet {
      margin-inline-end: auto;
      padding-inline: 0;
    }
    .result-head h2 {
      flex: 1;
    }
    .views {
      order: 2;
      inline-size: 100%;
      margin: 0;
      border-block-end: var(--lf-line);
    }
    .applied {
      order: 3;
    }
    .clips {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 40rem) {
    :host {
      padding: var(--lf-4);
    }
  }
`;
