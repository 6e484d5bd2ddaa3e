import { css } from 'lit';

/** The vocabularies at the left, the words of one at the right. */
export const vocabularyStyles = css`
  :host {
    container: words / inline-size;
    max-inline-size: 60rem;
    padding: var(--lf-4) var(--lf-5) var(--lf-6);
  }
  header {
    padding-block-end: var(--lf-5);
  }
  h1 {
    padding-block: var(--lf-2) var(--lf-1);
    font-size: var(--lf-text-xl);
    font-weight: 600;
  }
  header p,
  .none,
  .note,
  .uses {
    color: var(--lf-ink-2);
  }
  .desk {
    display: grid;
    grid-template-columns: 12rem minmax(0, 1fr);
    gap: var(--lf-6);
    align-items: start;
  }
  nav:not(.way-back) {
    display: grid;
    border-block-start: var(--lf-line);
  }
  nav button.plain {
    display: flex;
    justify-content: space-between;
    min-block-size: var(--lf-target);
    padding-inline: var(--lf-2);
    border-block-end: var(--lf-line);
    border-radius: 0;
  }
  nav small {
    color: var(--lf-ink-3);
  }
  nav [aria-current] {
    font-weight: 600;
    box-shadow: inset 2px 0 var(--lf-ink);
  }
  li {
    padding-block: var(--lf-2);
    border-block-end: var(--lf-line);
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 6.5rem auto;
    gap: var(--lf-3);
    align-items: center;
  }
  .name {
    padding-inline: 10px;
    overflow-wrap: anywhere;
  }
  .retired > .line input {
    color: var(--lf-ink-3);
  }
  .more {
    display: grid;
    gap: var(--lf-3);
    padding: var(--lf-3) 0 var(--lf-3) 10px;
  }
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: var(--lf-2) var(--lf-4);
  }
  legend {
    padding-block-end: var(--lf-1);
    color: var(--lf-ink-2);
    font-weight: 600;
  }
  fieldset label {
    display: grid;
    gap: 2px;
    color: var(--lf-ink-2);
  }
  .acts,
  form {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .acts select {
    inline-size: auto;
    max-inline-size: 16rem;
  }
  form {
    padding-block: var(--lf-4);
  }
  form input {
    flex: 1 1 12rem;
    inline-size: auto;
  }
  h2 {
    padding-block: var(--lf-5) var(--lf-2);
    border-block-end: var(--lf-line);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .wrong {
    padding-block-start: var(--lf-3);
    font-size: var(--lf-text-s);
  }
  @container words (max-width: 44rem) {
    .desk {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--lf-4);
    }
    nav:not(.way-back) {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--lf-4);
      border: 0;
    }
    nav button.plain {
      gap: var(--lf-1);
      padding-inline: 0;
      border: 0;
    }
    nav [aria-current] {
      box-shadow: inset 0 -2px var(--lf-ink);
    }
    .line {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .line .uses {
      grid-area: 2 / 1;
      padding-inline-start: 10px;
    }
    .line button {
      grid-area: 1 / 2;
    }
  }
`;
