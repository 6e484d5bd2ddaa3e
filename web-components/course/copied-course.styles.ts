import { css } from 'lit';

/** One question, two ways, and the tasks that it is about. */
export const copiedCourseStyles = css`
  .page {
    max-inline-size: 52rem;
    margin-inline: auto;
    padding: var(--lf-6) var(--lf-5);
  }
  h1 {
    font-size: var(--lf-text-xl);
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .lead {
    max-inline-size: 40rem;
    margin-block: var(--lf-2) var(--lf-5);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-m);
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .wrong {
    margin-block-end: var(--lf-4);
    padding: var(--lf-3) var(--lf-4);
    background: var(--lf-noticed-soft);
  }
  .ways {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--lf-5);
    margin-block-end: var(--lf-5);
  }
  .ways section {
    display: flex;
    flex-direction: column;
    gap: var(--lf-2);
    padding-block-start: var(--lf-3);
    border-block-start: 1px solid var(--lf-ink-3);
  }
  .ways h2 {
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .ways p {
    flex: 1;
    color: var(--lf-ink-2);
    line-height: 1.5;
  }
  .ways button {
    align-self: start;
    margin-block-start: var(--lf-1);
  }
  ul {
    border-block-start: var(--lf-line);
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--lf-3);
    padding-block: 10px;
    border-block-end: var(--lf-line);
  }
  li b {
    display: block;
    font-size: var(--lf-text-m);
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  small {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
  }
  .none {
    color: var(--lf-ink-2);
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--lf-5) var(--lf-4);
    }
    .ways {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
