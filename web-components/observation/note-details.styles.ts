import { css } from 'lit';

/** The folded part of an open note: small choices in rows. */
export const noteDetailsStyles = css`
  details {
    margin-block-start: 10px;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 1.5rem;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    cursor: pointer;
  }
  .name {
    display: block;
    margin-block: 10px 4px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chips button {
    min-inline-size: 2.25rem;
    min-block-size: 1.75rem;
    padding: 0 var(--lf-2);
    border-radius: var(--lf-radius-s);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
  .choice[aria-pressed='true'] {
    font-weight: 600;
  }
  .add {
    border: 1px dashed var(--lf-ink-3);
    background: none;
    color: var(--lf-ink-2);
  }
  .drawn {
    display: inline-flex;
  }
  .drawn > :first-child {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .drawn > .icon-only {
    min-inline-size: 1.75rem;
    padding: 0;
  }
  .drawn .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  @media (max-width: 640px) {
    .chips button {
      min-inline-size: 2.75rem;
      min-block-size: 2.75rem;
    }
  }
`;
