import { css } from 'lit';

/** Who is seen when, and what they agreed to. On a phone each person is a paragraph. */
export const consentRegisterStyles = css`
  :host {
    container: register / inline-size;
  }
  .head {
    display: flex;
    align-items: end;
    gap: var(--lf-5);
    padding-block-end: var(--lf-3);
  }
  .head > div {
    flex: 1;
  }
  h2 {
    font: 600 var(--lf-text-xl) / 1.25 var(--lf-font-text);
  }
  .head p {
    padding-block-start: var(--lf-1);
    color: var(--lf-ink-2);
    font-size: var(--lf-text-m);
  }
  .head p b {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .decides {
    text-decoration: underline 2px var(--lf-ink);
    text-underline-offset: 4px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th {
    padding: var(--lf-2) 0;
    color: var(--lf-ink-2);
    font-weight: 400;
    text-align: start;
    vertical-align: bottom;
  }
  thead th {
    border-block-end: 1px solid var(--lf-ink-3);
  }
  tbody :is(th, td) {
    block-size: 3.5rem;
    padding-block: 0;
    border-block-end: var(--lf-line);
    vertical-align: middle;
  }
  .person {
    inline-size: 10.5rem;
    padding-inline-end: var(--lf-3);
  }
  .uses {
    display: none;
  }
  tbody .person b {
    display: block;
    color: var(--lf-ink);
    font-size: var(--lf-text-m);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .use {
    inline-size: 4rem;
    text-align: center;
  }
  thead .training {
    color: var(--lf-ink);
    font-weight: 600;
  }
  .terms {
    inline-size: 9.75rem;
    padding-inline-start: var(--lf-4);
  }
  .terms b {
    display: block;
    font-weight: 600;
  }
  .ruler {
    display: flex;
    justify-content: space-between;
  }
  .bars {
    display: block;
    inline-size: 100%;
    block-size: 1.25rem;
    overflow: visible;
  }
  .bars .base {
    fill: var(--lf-rule);
  }
  .bars .seen {
    fill: var(--lf-ink-3);
  }
  .bars .now {
    fill: var(--lf-ink);
  }
  .withdrawn .bars .seen {
    fill: url(#hatch);
    stroke: var(--lf-danger);
    stroke-width: 1.5px;
    vector-effect: non-scaling-stroke;
  }
  .hatching {
    position: absolute;
    inline-size: 0;
    block-size: 0;
  }
  .hatching path {
    stroke: var(--lf-danger);
    stroke-width: 3;
  }
  .withdrawn .terms b {
    color: var(--lf-danger);
  }
  .covers {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    margin-inline: auto;
    border-radius: 50%;
    background: var(--lf-ink);
  }
  .covers.not {
    block-size: 1.5px;
    border-radius: 0;
    background: var(--lf-ink-3);
    opacity: 0.7;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--lf-2) var(--lf-5);
    padding-block-start: var(--lf-4);
    color: var(--lf-ink-2);
  }
  dialog {
    inline-size: min(32rem, calc(100vw - 2rem));
  }
  dialog form {
    display: grid;
    gap: var(--lf-4);
  }
  dialog h3 {
    font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
  }
  dialog p {
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  dialog .choices {
    display: grid;
    gap: var(--lf-1);
  }
  dialog label {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: var(--lf-target);
    color: var(--lf-ink);
  }
  dialog .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--lf-2);
  }
  @container register (max-width: 44rem) {
    .head {
      display: block;
    }
    .head button {
      margin-block-start: var(--lf-3);
    }
    thead {
      display: none;
    }
    table,
    tbody,
    tr,
    :is(th, td) {
      display: block;
      inline-size: auto !important;
    }
    tr {
      padding-block: var(--lf-3);
      border-block-end: var(--lf-line);
    }
    tbody :is(th, td) {
      block-size: auto;
      border: 0;
      text-align: start;
    }
    td.seen {
      margin-block: var(--lf-2);
      padding: 0.375rem 0;
    }
    .use {
      display: none !important;
    }
    .uses {
      display: block;
    }
    .bars {
      overflow: hidden;
    }
    .terms {
      padding: 0;
    }
    .terms b {
      display: inline;
    }
  }
`;
