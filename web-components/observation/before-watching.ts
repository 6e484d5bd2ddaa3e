import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';
import type { Pass } from '#contract/tasks';
import { contextSheet } from './context-sheet.ts';

/** Looks of the page before the first viewing. */
export const beforeWatchingStyles = css`
  .before {
    display: grid;
    gap: var(--lf-5);
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
    padding: var(--lf-6) 1.25rem var(--lf-7);
  }
  .before h2 {
    font: 400 var(--lf-text-xl) / 1.25 var(--lf-font-text);
    text-wrap: balance;
  }
  .before h2 + p {
    margin-block-start: var(--lf-1);
    color: var(--lf-ink-2);
  }
  .before .name {
    display: block;
    margin-block-end: var(--lf-2);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .before .asked {
    padding-block-start: var(--lf-4);
    border-block-start: var(--lf-line);
  }
  .before .begin {
    justify-self: start;
    min-block-size: 2.5rem;
    padding-inline: var(--lf-5);
  }
  @media (max-width: 640px) {
    .before {
      padding: var(--lf-5) var(--lf-4);
    }
    .before .begin {
      justify-self: stretch;
      min-block-size: 3rem;
    }
  }
`;

/** What stands before the first viewing. */
export interface BeforeWatching {
  context: Playback['context'];
  /** The helping question, to be written or read; nothing when there is none. */
  question: { name: string; field: TemplateResult } | null;
  /** What is believed beforehand (C4); nothing when the task does not ask. */
  beliefs: TemplateResult | null;
  pass: Pass | undefined;
  begin: () => void;
}

/** The context sheet comes before the clip (T8), and with it the own question (V1). */
export function beforeWatching({
  context,
  question,
  beliefs,
  pass,
  begin,
}: BeforeWatching): TemplateResult {
  return html`<div class="before">
    <div>
      <h2>${msg('Before you watch')}</h2>
      <p>${msg('What you should know about this clip.')}</p>
    </div>
    ${contextSheet(context)}
    ${
      question
        ? html`<section class="asked">
            <span class="name">${question.name}</span>${question.field}
          </section>`
        : nothing
    }
    ${
      beliefs
        ? html`<section class="asked">
            <span class="name"
              >${msg('What do you believe? You will see it beside your marks.')}</span
            >
            ${beliefs}
          </section>`
        : nothing
    }
    ${
      pass?.prompt
        ? html`<section class="asked">
            <span class="name">${pass.title}</span>
            <p class="written">${pass.prompt}</p>
          </section>`
        : nothing
    }
    <button class="primary begin" @click=${begin}>${msg('Watch the clip')}</button>
  </div>`;
}
