import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';
import { icon } from '#elements/kit/icons';

/** What belongs under the context sheet of a clip wherever it is shown. */
export const contextSheetStyles = css`
  .context-sheet {
    display: grid;
    gap: var(--lf-3);
  }
  .context-sheet dt {
    margin-block-end: 2px;
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 600;
  }
  .context-sheet dd {
    font: 400 var(--lf-text-body) / 1.55 var(--lf-font-text);
    text-wrap: pretty;
    white-space: pre-line;
  }
  .context-sheet .remember dd {
    padding-inline-start: var(--lf-3);
    border-inline-start: 2px solid var(--lf-noticed);
  }
`;

/** What a viewer should know before watching (T8); empty answers are left out. */
export function contextSheet(context: Playback['context']): TemplateResult | typeof nothing {
  const parts: [name: string, words: string, look: string][] = [
    [msg('Where'), context.setting, ''],
    [msg('Who'), context.group, ''],
    [msg('When'), context.moment, ''],
    [msg('What happened before'), context.before, ''],
    [msg('Remember'), context.remember, 'remember'],
  ];
  const told = parts.filter(([, words]) => words.trim() !== '');
  if (told.length === 0) return nothing;
  return html`<dl class="context-sheet">
    ${told.map(
      ([name, words, look]) =>
        html`<div class=${look}>
          <dt>${name}</dt>
          <dd>${words}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Whether a clip's context sheet says anything. */
export function hasContext(context: Playback['context']): boolean {
  return Object.values(context).some((words) => words.trim() !== '');
}

/** The context sheet over the page, wherever one is in the work. */
export function contextDialog(context: Playback['context']): TemplateResult {
  const sheetOf = (event: Event) => (event.currentTarget as Element).closest('dialog');
  return html`<dialog
    class="context"
    aria-labelledby="context"
    @click=${(event: Event) => event.target === event.currentTarget && sheetOf(event)?.close()}
  >
    <button
      class="icon-only shut"
      aria-label=${msg('Close')}
      @click=${(event: Event) => sheetOf(event)?.close()}
    >
      ${icon('close')}
    </button>
    <h2 id="context">${msg('Context sheet')}</h2>
    ${contextSheet(context)}
  </dialog>`;
}
