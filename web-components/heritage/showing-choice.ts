import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Showing } from '#contract/heritage';

/** How boxes look in which an author decides about the page of a clip. */
export const showingStyles = css`
  fieldset {
    display: grid;
    gap: var(--lf-1);
    margin: var(--lf-5) 0 0;
    padding: var(--lf-3) var(--lf-4);
    border: var(--lf-line);
    border-radius: var(--lf-radius);
    font-family: var(--lf-font-ui);
  }
  legend {
    padding-inline: var(--lf-1);
    font-weight: 600;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: var(--lf-2);
    min-block-size: 1.75rem;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
  }
  fieldset p {
    color: var(--lf-ink-2);
    text-wrap: pretty;
  }
  @media print {
    :host {
      display: none;
    }
  }
`;

/** One box to tick, with its words. */
export function tickBox(
  words: string,
  isTicked: boolean,
  change: (isTicked: boolean) => void,
): TemplateResult {
  return html`<label class="choice"
    ><input
      type="checkbox"
      .checked=${isTicked}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />${words}</label
  >`;
}

/** Whether a work stands on the page of its clip, and with whose name. */
export function showingChoice(
  words: string,
  { isShown, isNamed }: Showing,
  change: (change: Partial<Showing>) => void,
): TemplateResult {
  return html`${tickBox(words, isShown, (ticked) => change({ isShown: ticked }))}
    ${
      isShown
        ? tickBox(msg('With my name'), isNamed, (ticked) => change({ isNamed: ticked }))
        : nothing
    }
    <p>${msg('Those who look for clips can read it there. You can take it away at any time.')}</p>`;
}
