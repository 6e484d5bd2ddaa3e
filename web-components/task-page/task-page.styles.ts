import { css } from 'lit';

/** The page of a task: head, what students are asked, and who has done what. */
export const taskPageStyles = css`
  :host {
    container-type: inline-size;
  }
  .waiting {
    max-inline-size: 40rem;
    padding: var(--lf-5) 1.25rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--lf-3) var(--lf-4);
    padding: var(--lf-5);
    border-block-end: var(--lf-line);
  }
  .what {
    flex: 1 1 22rem;
    min-inline-size: 0;
  }
  h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .what p {
    margin-block-start: 4px;
    color: var(--lf-ink-2);
  }
  b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .needs {
    padding: var(--lf-3) var(--lf-5);
    border-block-end: var(--lf-line);
    background: var(--lf-noticed-soft);
    line-height: 1.5;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 21rem;
  }
  .asked {
    padding: var(--lf-5);
    border-inline-end: var(--lf-line);
  }
  .done {
    padding: var(--lf-5);
  }
  h2 {
    margin-block-end: var(--lf-3);
    font-size: var(--lf-text-l);
    font-weight: 600;
  }
  .clip {
    display: grid;
    grid-template-columns: 9rem minmax(0, 1fr);
    gap: var(--lf-4);
    align-items: center;
    margin-block-end: var(--lf-5);
  }
  .poster {
    display: grid;
    place-items: center;
    overflow: hidden;
    aspect-ratio: 16 / 9;
    border-radius: var(--lf-radius);
    background: var(--lf-sunken);
    color: var(--lf-ink-3);
  }
  .poster img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .clip p {
    color: var(--lf-ink-2);
    line-height: 1.5;
  }
  .steps {
    border-block-start: 1px solid var(--lf-ink);
  }
  .steps > li {
    display: grid;
    grid-template-columns: 1.5rem minmax(0, 1fr);
    gap: 4px var(--lf-2);
    padding-block: var(--lf-3) var(--lf-4);
    border-block-end: var(--lf-line);
  }
  .steps .place {
    color: var(--lf-ink-3);
    font-weight: 600;
  }
  .steps h3 {
    font-weight: 600;
  }
  .steps h3 span {
    margin-inline-start: var(--lf-2);
    color: var(--lf-ink-3);
    font-weight: 400;
  }
  .steps :is(.prompt, .wanted, .criteria) {
    grid-column: 2;
  }
  .prompt {
    max-inline-size: 38rem;
    font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .wanted {
    display: flex;
    flex-wrap: wrap;
    gap: 4px var(--lf-4);
    margin-block-start: 4px;
    color: var(--lf-ink-2);
  }
  .criteria {
    display: flex;
    flex-wrap: wrap;
    gap: 4px var(--lf-4);
    margin-block-start: 4px;
    color: var(--lf-ink-2);
  }
  .count {
    padding-block: var(--lf-3);
    border-block-start: var(--lf-line);
  }
  .count:first-of-type {
    border-block-start: 1px solid var(--lf-ink);
  }
  .count h3 {
    font-weight: 600;
  }
  .count p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--lf-3);
    color: var(--lf-ink-2);
  }
  .count button.quiet {
    min-block-size: 28px;
    padding-inline: 0;
  }
  .count .doors {
    margin-block-start: 4px;
  }
  @container (max-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .asked {
      border: 0;
    }
    .done {
      border-block-start: var(--lf-line);
    }
  }
  @container (max-width: 560px) {
    header,
    .needs,
    .asked,
    .done {
      padding-inline: var(--lf-4);
    }
    header button {
      inline-size: 100%;
    }
  }
`;
