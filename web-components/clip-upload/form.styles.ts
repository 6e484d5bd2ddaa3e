import { css } from 'lit';

/** The look of what is written and agreed beside the files: six columns, hairlines between parts. */
export const formStyles = css`
  .part {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: var(--lf-4);
    padding-block: var(--lf-4) var(--lf-5);
    border-block-start: var(--lf-line);
  }
  .part > h3 {
    display: flex;
    grid-column: 1 / -1;
    justify-content: space-between;
    margin-block-end: calc(-1 * var(--lf-1));
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .part > h3 small {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  .field {
    display: block;
    grid-column: span 6;
  }
  .field.half {
    grid-column: span 3;
  }
  .field.third {
    grid-column: span 2;
  }
  .field > :is(label, legend) {
    display: block;
    padding-block-end: 0.3rem;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  .field :is(input:not([type='checkbox'], [type='radio']), select, textarea) {
    padding-inline: 0.7rem;
    border-radius: var(--lf-radius);
  }
  .field textarea {
    min-block-size: 4.25rem;
    padding-block: 0.55rem;
    font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
  }
  .field textarea.short {
    min-block-size: 2.6rem;
  }
  .field input.written {
    min-block-size: 2.6rem;
    font: 600 1.0625rem/1.3 var(--lf-font-text);
  }
  .field .wrong {
    padding-block-start: 0.3rem;
    font-size: var(--lf-text-s);
  }
  .options {
    display: grid;
    grid-template-columns: repeat(2, 1fr);
    gap: 0 var(--lf-4);
  }
  .options.row {
    grid-template-columns: repeat(4, auto);
    justify-content: space-between;
  }
  .options label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 1.875rem;
    cursor: pointer;
  }
  .options input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
  }
  @media (max-width: 40rem) {
    .field:is(.half, .third) {
      grid-column: span 6;
    }
    .field.pair {
      grid-column: span 3;
    }
    .options,
    .options.row {
      grid-template-columns: 1fr;
    }
  }
`;
