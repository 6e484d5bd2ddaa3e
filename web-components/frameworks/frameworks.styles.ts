import { css } from 'lit';
import { formStyles } from '#elements/task-builder/form.styles';

/** The shelf of frameworks, and the page on which one is written. */
export const frameworkStyles = [
  formStyles,
  css`
    :host {
      container-type: inline-size;
    }
    .waiting {
      max-inline-size: 40rem;
      padding: var(--lf-5);
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--lf-2) var(--lf-3);
      padding: var(--lf-4) var(--lf-5);
      border-block-end: var(--lf-line);
    }
    h1 {
      flex: 1 1 12rem;
      font-size: var(--lf-text-xl);
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    header p {
      flex: 1 0 100%;
      color: var(--lf-ink-2);
      line-height: 1.5;
    }
    .wrong-line {
      padding: var(--lf-3) var(--lf-5);
      background: var(--lf-noticed-soft);
      line-height: 1.5;
    }
    .shelf {
      padding: 0 var(--lf-5) var(--lf-5);
    }
    .shelf > li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: var(--lf-2) var(--lf-4);
      padding-block: var(--lf-4);
      border-block-end: var(--lf-line);
    }
    .shelf h2 {
      justify-content: start;
      margin: 0;
      overflow-wrap: anywhere;
    }
    .shelf p {
      max-inline-size: 70ch;
      color: var(--lf-ink-2);
      line-height: 1.5;
      overflow-wrap: anywhere;
    }
    .hues {
      display: flex;
      flex-wrap: wrap;
      gap: 3px;
      margin-block: 6px;
    }
    .hues i {
      inline-size: 14px;
      block-size: 8px;
      border-radius: 2px;
      background: var(--code);
    }
    .doors {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: end;
      gap: var(--lf-2);
      align-content: start;
    }
    .doors .muted {
      margin-inline-start: var(--lf-2);
    }
    .doors .quiet {
      padding-inline: 4px;
    }
    .doors select {
      min-block-size: var(--lf-target);
    }
    .builder {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 26rem);
    }
    .form {
      padding: 0 var(--lf-5) var(--lf-5);
      border-inline-end: var(--lf-line);
    }
    .form > section:first-child {
      border: 0;
    }
    .taken-out {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--lf-2);
      margin-block: var(--lf-3);
      padding: var(--lf-2) var(--lf-3);
      border: 1px solid var(--lf-noticed);
      border-radius: var(--lf-radius);
      background: var(--lf-noticed-soft);
      overflow-wrap: anywhere;
    }
    .seen {
      padding: var(--lf-4) var(--lf-5);
    }
    .seen h2 {
      margin-block-start: var(--lf-4);
    }
    .code {
      display: grid;
      gap: var(--lf-2);
      padding-block: var(--lf-3);
      border-block-start: var(--lf-line);
    }
    .line {
      display: grid;
      grid-template-columns: 14px minmax(0, 1fr) 5.5rem 7.5rem auto;
      gap: var(--lf-2);
      align-items: center;
    }
    .line > i {
      inline-size: 12px;
      block-size: 12px;
      border-radius: 2px;
      background: var(--code);
    }
    .entry {
      inline-size: 100%;
    }
    .group {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: var(--lf-2);
      margin-block-end: var(--lf-3);
    }
    .mapped {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--lf-2);
      align-items: center;
      padding-block: 6px;
    }
    .lanes {
      border-block-start: var(--lf-line);
    }
    .lanes li {
      display: grid;
      grid-template-columns: 1.5rem 9rem minmax(0, 1fr);
      gap: var(--lf-2);
      align-items: center;
      min-block-size: 30px;
      border-block-end: var(--lf-line);
    }
    .lanes span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .stretch {
      position: relative;
      block-size: 16px;
    }
    .stretch i {
      position: absolute;
      inset-block: 2px;
      border: 1.5px solid var(--code);
      border-radius: 3px;
      background: var(--code-soft);
    }
    .stretch i:last-child {
      inset-block: 3px;
      inline-size: 10px;
      border-radius: 50%;
      background: var(--code);
    }
    .stretch i:first-child {
      inset-inline-start: var(--at);
      inline-size: 22%;
    }
    .stretch i:last-child {
      inset-inline-start: calc(var(--at) + 34%);
    }
    .findings li {
      padding-block: 6px;
      border-block-end: var(--lf-line);
      line-height: 1.5;
      overflow-wrap: anywhere;
    }
    @container (max-width: 860px) {
      .builder {
        grid-template-columns: minmax(0, 1fr);
      }
      .form {
        border: 0;
      }
      .seen {
        border-block-start: var(--lf-line);
      }
    }
    @container (max-width: 560px) {
      header,
      .shelf,
      .form,
      .seen {
        padding-inline: var(--lf-4);
      }
      .shelf > li {
        grid-template-columns: minmax(0, 1fr);
      }
      .doors {
        justify-content: start;
      }
      .doors > button:not(.quiet) {
        flex-basis: 100%;
      }
      .doors .muted {
        margin-inline-start: 0;
      }
      h1 {
        flex-basis: 100%;
      }
      header > .quiet {
        padding-inline: 0;
      }
      header > :is(.button, .primary) {
        flex: 1;
      }
      .line {
        grid-template-columns: 14px minmax(0, 1fr) minmax(0, 1fr) auto;
      }
      .line input {
        grid-column: 2 / 4;
      }
      .line button {
        grid-area: 1 / 4;
      }
      .line input + select {
        grid-area: 2 / 2;
      }
      .line select + select {
        grid-area: 2 / 3;
      }
      .lanes li {
        grid-template-columns: 1.5rem 7rem minmax(0, 1fr);
      }
    }
  `,
];
