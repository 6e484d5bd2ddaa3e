import { css } from 'lit';

/** One's own pieces under each other, with the forms that make, change and cite them. */
export const ownDocumentationStyles = css`
  :host {
    display: block;
  }
  h2 {
    padding-block: var(--lf-5) var(--lf-2);
    font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .hint {
    padding-block-start: var(--lf-2);
  }
  .hint,
  li .facts {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--lf-2);
    padding-block: var(--lf-3);
    border-block-end: var(--lf-line);
  }
  form {
    display: grid;
    gap: var(--lf-3);
    padding-block: var(--lf-3);
  }
  label {
    display: grid;
    gap: var(--lf-1);
    color: var(--lf-ink-2);
  }
  label.tick {
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: var(--lf-2);
  }
  .stretch {
    display: flex;
    gap: var(--lf-2);
    align-items: end;
  }
  .stretch label {
    flex: 0 1 6rem;
    min-inline-size: 0;
  }
  .stretch input {
    inline-size: 100%;
    min-inline-size: 0;
  }
  .wrong {
    color: var(--lf-danger);
  }
  /* Only a device that is held in the hand has its camera behind a file chooser. */
  @media not (pointer: coarse) {
    .with-camera {
      display: none;
    }
  }
`;
