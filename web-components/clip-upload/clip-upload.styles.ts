import { css } from 'lit';

/** Left what arrives, right what is written meanwhile. */
export const clipUploadStyles = css`
  :host {
    padding: var(--lf-4) var(--lf-5) var(--lf-6);
  }
  .upload-head {
    display: flex;
    align-items: center;
    gap: var(--lf-4);
    padding-block-end: var(--lf-4);
  }
  h1 {
    flex: 1;
    font-size: var(--lf-text-xl);
    font-weight: 600;
  }
  .upload-head a {
    padding-block: 0.3rem;
  }
  .upload {
    display: grid;
    grid-template-columns: minmax(20rem, 26.5rem) minmax(0, 1fr);
    align-items: start;
  }
  .arriving {
    padding-inline-end: var(--lf-5);
  }
  .drop {
    display: grid;
    gap: var(--lf-3);
    padding: var(--lf-4);
    border: 1.5px dashed var(--lf-ink-3);
    border-radius: var(--lf-radius);
  }
  .drop.over {
    border-color: var(--lf-accent);
    background: var(--lf-accent-soft);
  }
  .drop b {
    display: block;
    color: var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
  }
  .drop p {
    color: var(--lf-ink-2);
  }
  .drop div {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2);
  }
  .first {
    display: flex;
    gap: var(--lf-2);
    align-items: center;
    min-block-size: 1.875rem;
    cursor: pointer;
  }
  .camera,
  .drop .by-touch {
    display: none;
  }
  @media (pointer: coarse) {
    .camera {
      display: inline-flex;
    }
    .drop .by-touch {
      display: block;
    }
    .drop .by-mouse {
      display: none;
    }
  }
  .files {
    margin-block-start: var(--lf-4);
  }
  .refused {
    padding-block-start: var(--lf-3);
    color: var(--lf-danger);
    overflow-wrap: anywhere;
  }
  .describe {
    min-inline-size: 0;
    padding-inline-start: var(--lf-5);
    border-inline-start: var(--lf-line);
  }
  .describe-head {
    display: flex;
    align-items: baseline;
    gap: var(--lf-3);
    padding-block-end: var(--lf-2);
  }
  .describe-head h2 {
    flex: 1;
    min-inline-size: 0;
    font-size: var(--lf-text-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .describe-head small {
    margin-inline-start: var(--lf-2);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-s);
    font-weight: 400;
  }
  .publish {
    display: flex;
    gap: var(--lf-5);
    align-items: center;
    padding-block-start: var(--lf-4);
    border-block-start: 1px solid var(--lf-ink-3);
  }
  .publish p {
    flex: 1;
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  .publish .wrong {
    color: var(--lf-danger);
    font-size: var(--lf-text-s);
  }
  @media (max-width: 56rem) {
    .upload {
      grid-template-columns: minmax(0, 1fr);
    }
    .arriving {
      padding: 0;
    }
    .describe {
      padding: var(--lf-6) 0 0;
      border: 0;
    }
  }
  @media (max-width: 40rem) {
    :host {
      padding: var(--lf-3) var(--lf-4) var(--lf-5);
    }
    .describe-head small {
      display: block;
      margin: 0;
    }
    .publish {
      flex-direction: column;
      align-items: stretch;
      gap: var(--lf-3);
    }
  }
`;
