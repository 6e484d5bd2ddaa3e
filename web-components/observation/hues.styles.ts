import { css, unsafeCSS } from 'lit';

const hues = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (hue) =>
    `.hue-${hue} { --code: var(--lf-code-${hue}); --code-soft: var(--lf-code-${hue}-soft); }`,
);

/**
 * What shows a code everywhere: `class="hue-3"` gives an element `--code` and `--code-soft`;
 * `.unsorted` is marigold; `.swatch` is the small square before a code's name.
 */
export const hueStyles = css`
  ${unsafeCSS(hues.join('\n'))}
  .unsorted {
    --code: var(--lf-noticed);
    --code-soft: var(--lf-noticed-soft);
  }
  .swatch {
    display: inline-flex;
    align-items: start;
    gap: 5px;
  }
  /* Beside the first line of a long name. */
  .swatch::before {
    content: '';
    flex: none;
    margin-block-start: calc((1lh - 8px) / 2);
    inline-size: 8px;
    block-size: 8px;
    border-radius: 2px;
    background: var(--code);
  }
  .swatch.absent::before {
    border: 1.5px dashed var(--code);
    background: none;
  }
  .swatch.unsorted::before {
    inline-size: 9px;
    block-size: 9px;
    border: 2px solid var(--lf-noticed);
    border-radius: 50%;
    background: none;
  }
  .pips {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    block-size: 14px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
  }
  .pips i {
    inline-size: 7px;
    block-size: 7px;
    border: 1.5px solid var(--code);
    border-radius: 50%;
  }
  .pips i.found {
    background: var(--code);
  }
  /* Which code it is is said by its colour, too, where a person has chosen all others. */
  @media (forced-colors: active) {
    .swatch::before,
    .pips i {
      forced-color-adjust: none;
    }
  }
`;
