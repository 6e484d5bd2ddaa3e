import { css } from 'lit';
import { formStyles } from './form.styles.ts';

/** The small live picture of a task: the shapes of the observation and narration workspaces. */
export const previewStyles = [
  formStyles,
  css`
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--lf-2) var(--lf-3);
      margin-block-end: var(--lf-3);
    }
    h2 {
      margin: 0;
    }
    .preview {
      overflow: hidden;
      border: var(--lf-line);
      border-radius: var(--lf-radius-l);
      background: var(--lf-surface);
      box-shadow: var(--lf-shadow);
      font-size: var(--lf-text-xs);
    }
    .nothing {
      padding: var(--lf-5);
      color: var(--lf-ink-3);
    }
    .ask {
      padding: 10px 14px;
      border-block-end: var(--lf-line);
      font: italic 400 15px/1.4 var(--lf-font-text);
      text-wrap: pretty;
      overflow-wrap: anywhere;
    }
    .columns {
      display: grid;
      grid-template-columns: 104px minmax(0, 1fr) 116px;
    }
    .rail {
      display: grid;
      gap: 10px;
      align-content: start;
      padding: 12px 10px 12px 14px;
      border-inline-end: var(--lf-line);
      color: var(--lf-ink-3);
      overflow-wrap: anywhere;
    }
    .rail b {
      display: block;
      font-weight: 400;
    }
    .rail span {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      line-clamp: 2;
    }
    .rail .now {
      margin-inline-start: -14px;
      padding-inline-start: 11px;
      border-inline-start: 3px solid var(--lf-ink);
      color: var(--lf-ink-2);
    }
    .rail .now b {
      color: var(--lf-ink);
      font-weight: 600;
    }
    .watch {
      padding: 10px;
    }
    .screen {
      position: relative;
      display: grid;
      place-items: center;
      overflow: hidden;
      aspect-ratio: 16 / 9;
      border-radius: 4px;
      background: var(--lf-stage);
      color: var(--lf-ink-3);
    }
    .screen img,
    figure img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .screen span {
      position: absolute;
      inset: auto 8px 8px auto;
      padding: 4px;
      border-radius: 50%;
      background: rgb(20 23 29 / 78%);
      color: var(--lf-on-stage);
    }
    .lanes {
      display: grid;
      gap: 4px;
      margin-block-start: 8px;
    }
    .lanes li {
      display: grid;
      grid-template-columns: 30% 1fr;
      gap: 6px;
      align-items: center;
      color: var(--lf-ink-2);
      line-height: 1.15;
    }
    .lanes span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .lanes svg {
      inline-size: 100%;
      block-size: 12px;
      border-radius: 2px;
      background: var(--lf-sunken);
      fill: var(--code, var(--lf-field));
    }
    .notes {
      display: grid;
      gap: 10px;
      align-content: start;
      padding: 12px 14px 12px 10px;
      border-inline-start: var(--lf-line);
      color: var(--lf-ink-2);
    }
    .notes b,
    figcaption b {
      font-weight: 600;
    }
    :is(.notes, .paper) i {
      display: block;
      block-size: 5px;
      margin-block-start: 5px;
      border-radius: 3px;
      background: var(--lf-rule);
    }
    .notes i:last-child {
      inline-size: 60%;
    }
    .narration {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 11rem;
    }
    .paper {
      padding: 18px 24px 24px;
    }
    .paper i {
      margin-block-start: 8px;
    }
    .paper .title {
      inline-size: 45%;
      block-size: 11px;
      margin-block: 0 14px;
      background: var(--lf-field);
    }
    .paper .short {
      inline-size: 62%;
    }
    figure {
      display: grid;
      grid-template-columns: 96px minmax(0, 1fr);
      gap: 10px;
      margin-block: 16px 14px;
      align-items: center;
      color: var(--lf-ink-2);
    }
    figure img {
      aspect-ratio: 16 / 9;
      border-radius: 4px;
    }
    dl {
      padding: 14px;
      border-inline-start: var(--lf-line);
      color: var(--lf-ink-2);
    }
    dt {
      color: var(--lf-ink-3);
    }
    dd {
      display: flex;
      justify-content: space-between;
      gap: 6px;
      color: var(--lf-ink);
    }
    dd + dt {
      margin-block-start: 10px;
    }
    @container (max-width: 560px) {
      .columns,
      .narration {
        grid-template-columns: minmax(0, 1fr);
      }
      .rail,
      .notes {
        display: none;
      }
      dl {
        border-inline-start: 0;
        border-block-start: var(--lf-line);
      }
    }
  `,
];
