import { css } from 'lit';
import { formStyles } from './form.styles.ts';

/** The builder: its head, the two columns, and what stands before publishing. */
export const builderStyles = [
  formStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .waiting {
      max-inline-size: 40rem;
      padding: var(--lf-5) 1.25rem;
    }
    header {
      position: sticky;
      inset-block-start: 0;
      z-index: 2;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--lf-2) var(--lf-4);
      padding: var(--lf-3) var(--lf-5);
      border-block-end: var(--lf-line);
      background: var(--lf-paper);
    }
    .what {
      flex: 1;
      min-inline-size: 0;
    }
    h1 {
      display: inline;
      margin-inline-end: var(--lf-3);
      font-size: var(--lf-text-m);
      font-weight: 600;
    }
    .what span {
      color: var(--lf-ink-3);
    }
    header lookfor-save-state {
      display: flex;
    }
    .away {
      padding-inline: 0;
      color: var(--lf-danger);
    }
    button.stops {
      color: var(--lf-danger);
      font-weight: 600;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .trouble {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--lf-2) var(--lf-3);
      padding: var(--lf-3) var(--lf-5);
      border-block-end: var(--lf-line);
      background: var(--lf-noticed-soft);
      line-height: 1.5;
    }
    .trouble p {
      flex: 1 1 24rem;
    }
    .trouble b {
      font-weight: 600;
    }
    .builder {
      display: grid;
      grid-template-columns: minmax(24rem, 30rem) minmax(0, 1fr);
    }
    .form {
      padding: var(--lf-5);
      border-inline-end: var(--lf-line);
    }
    .form > section:first-child {
      padding-block-start: 0;
      border: 0;
    }
    .titled {
      display: grid;
      gap: var(--lf-2);
    }
    .titled > span {
      font-size: var(--lf-text-m);
      font-weight: 600;
    }
    input.title {
      padding: 7px var(--lf-3);
      font: 600 var(--lf-text-l) / 1.3 var(--lf-font-ui);
    }
    .below {
      margin-block-start: var(--lf-3);
    }
    .seen {
      padding: var(--lf-5);
    }
    .check {
      margin-block-start: var(--lf-6);
      padding-block: var(--lf-4) 0;
    }
    .check li {
      display: grid;
      grid-template-columns: 18px 1fr auto;
      gap: var(--lf-3);
      align-items: start;
      padding-block: 10px;
      border-block-end: var(--lf-line);
      line-height: 1.5;
    }
    .check b {
      font-weight: 600;
    }
    .check button.quiet {
      min-block-size: 24px;
    }
    .stop {
      color: var(--lf-danger);
    }
    .fine {
      color: var(--lf-ok);
    }
    wa-dialog {
      --width: 32rem;
    }
    .asked {
      margin-block-end: var(--lf-3);
      font-size: var(--lf-text-m);
      line-height: 1.5;
      text-wrap: pretty;
    }
    @media (min-width: 981px) and (min-height: 700px) {
      .seen {
        position: sticky;
        inset-block-start: 3.75rem;
        align-self: start;
        max-block-size: calc(100dvh - 3.75rem);
        overflow: auto;
      }
    }
    @container (max-width: 980px) {
      .builder {
        grid-template-columns: minmax(0, 1fr);
      }
      .form {
        border: 0;
      }
      .seen {
        position: static;
        max-block-size: none;
        border-block-start: var(--lf-line);
      }
    }
    @container (max-width: 560px) {
      header {
        position: static;
        padding-inline: var(--lf-4);
      }
      .what {
        flex-basis: 100%;
      }
      header lookfor-save-state {
        flex: 1;
      }
      header button:not(.plain) {
        inline-size: 100%;
      }
      .form,
      .seen {
        padding-inline: var(--lf-4);
      }
      .stacked .choices {
        display: grid;
      }
      .stacked .choices label + label {
        border-inline-start: 0;
        border-block-start: var(--lf-line);
      }
      .check li {
        grid-template-columns: 18px 1fr;
      }
      .check button.quiet {
        grid-column: 2;
        justify-self: start;
        padding-inline: 0;
      }
    }
  `,
];
