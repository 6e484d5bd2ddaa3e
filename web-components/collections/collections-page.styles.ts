import { css } from 'lit';

/** Lists of collections, a line each. */
export const collectionsPageStyles = css`
  :host {
    display: block;
    padding: var(--lf-4) var(--lf-5) var(--lf-6);
  }
  h1 {
    padding-block: var(--lf-2) var(--lf-4);
    font-size: var(--lf-text-xl);
    font-weight: 600;
  }
  section {
    max-inline-size: 52rem;
    padding-block-end: var(--lf-5);
  }
  h2 {
    padding-block-end: var(--lf-2);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--lf-2) var(--lf-4);
    align-items: center;
    padding-block: var(--lf-3);
    border-block-start: var(--lf-line);
  }
  li:last-child {
    border-block-end: var(--lf-line);
  }
  .offer {
    padding-inline: var(--lf-3);
    border: 0;
    border-radius: var(--lf-radius);
    background: var(--lf-noticed-soft);
  }
  h3 {
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
    overflow-wrap: anywhere;
  }
  h3 a {
    color: inherit;
  }
  li p {
    color: var(--lf-ink-2);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-1) var(--lf-3);
  }
  form {
    display: flex;
    gap: var(--lf-2);
  }
  lookfor-collection-shares {
    grid-column: 1 / -1;
  }
  @media (max-width: 36rem) {
    li {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
