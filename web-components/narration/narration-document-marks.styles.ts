import { css } from 'lit';

/** How marked stretches look: a soft fill for evidence, a line under what a comment is about. */
export const documentMarkStyles = css`
  .hue-1 {
    --code: var(--lf-code-1);
    --code-soft: var(--lf-code-1-soft);
  }
  .hue-2 {
    --code: var(--lf-code-2);
    --code-soft: var(--lf-code-2-soft);
  }
  .hue-3 {
    --code: var(--lf-code-3);
    --code-soft: var(--lf-code-3-soft);
  }
  .hue-4 {
    --code: var(--lf-code-4);
    --code-soft: var(--lf-code-4-soft);
  }
  .hue-5 {
    --code: var(--lf-code-5);
    --code-soft: var(--lf-code-5-soft);
  }
  .hue-6 {
    --code: var(--lf-code-6);
    --code-soft: var(--lf-code-6-soft);
  }
  .hue-7 {
    --code: var(--lf-code-7);
    --code-soft: var(--lf-code-7-soft);
  }
  .hue-8 {
    --code: var(--lf-code-8);
    --code-soft: var(--lf-code-8-soft);
  }
  .document mark {
    padding-block: 2px;
    background: none;
    color: inherit;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
  .document mark.evidence {
    background: var(--code-soft);
  }
  .document mark.remark {
    border-block-end: 2px solid var(--lf-noticed);
  }
  .document mark.chosen {
    background: var(--lf-accent-soft);
    border-block-end: 2px solid var(--lf-accent);
  }
  .document .sign {
    padding-inline-start: 1px;
    color: var(--code, var(--lf-noticed-ink));
    font: 600 0.68em/1 var(--lf-font-ui);
    user-select: none;
  }
  .document .sign.evidence {
    padding-inline-end: 2px;
  }
`;
