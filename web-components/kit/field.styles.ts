import { css } from 'lit';

/** A labelled field: `<div class="field"><label>…</label><input><p class="hint|wrong">…</p></div>`. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: var(--lf-1);
  }
  .field > label {
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  input:is(
    [type='text'],
    [type='search'],
    [type='number'],
    [type='date'],
    [type='datetime-local'],
    [type='url'],
    :not([type])
  ),
  textarea,
  select {
    display: block;
    inline-size: 100%;
    min-block-size: var(--lf-target);
    padding: 6px 10px;
    border: 1px solid var(--lf-field);
    border-radius: var(--lf-radius-s);
    background: var(--lf-surface);
    color: var(--lf-ink);
  }
  textarea {
    min-block-size: 6rem;
    field-sizing: content;
    resize: vertical;
    font: 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
  }
  input:is([type='checkbox'], [type='radio']) {
    inline-size: 18px;
    block-size: 18px;
    margin: 3px;
    accent-color: var(--lf-accent);
  }
  input:focus-visible,
  textarea:focus-visible,
  select:focus-visible {
    outline-offset: 1px;
  }
  :is(input, textarea, select)[aria-invalid='true'] {
    border-color: var(--lf-danger);
  }
  ::placeholder {
    color: var(--lf-ink-3);
    opacity: 1;
  }
  .hint {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .wrong {
    color: var(--lf-danger);
    font-size: var(--lf-text-xs);
  }
  .ruled {
    border-block-start: var(--lf-line);
  }
`;
