import { css, unsafeCSS } from 'lit';

const AUTHORS = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * What shows a member of a group everywhere: `class="author-3"` gives an element `--author` and
 * `--author-soft`, `here-3` a place where they are `--here`; `.by` is the round badge with their
 * letters, so that colour alone never tells.
 */
export const authorColourStyles = css`
  ${unsafeCSS(
    AUTHORS.map(
      (hue) =>
        `.author-${hue} { --author: var(--lf-code-${hue}); --author-soft: var(--lf-code-${hue}-soft); }
        .here-${hue} { --here: var(--lf-code-${hue}); }`,
    ).join('\n'),
  )}
  i.by {
    display: inline-block;
    min-inline-size: 1.5rem;
    padding-inline: 4px;
    border: 1.5px solid var(--author);
    border-radius: 1rem;
    background: var(--author-soft);
    color: var(--lf-ink);
    font: 600 var(--lf-text-xs) / 1.25rem var(--lf-font-ui);
    text-align: center;
  }
`;
