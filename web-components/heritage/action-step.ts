import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActionStep, OwnStep } from '#contract/heritage';
import { LookforElement } from '#elements/kit/element';
import '#elements/kit/save-state';
import { today } from '#elements/kit/time';
import { showingChoice, showingStyles, tickBox } from './showing-choice.ts';
import { StepDraft } from './step-draft.ts';

/**
 * What the author of a narration will try in practice, by when, because of which clips, and how it
 * went. It is the author's alone, until they show it on the pages of these clips. Shows nothing to
 * anybody else, and does not print.
 *
 * @tag lookfor-action-step
 */
@customElement('lookfor-action-step')
export class LookforActionStep extends LookforElement {
  static override styles = [
    LookforElement.styles,
    showingStyles,
    css`
      fieldset {
        gap: var(--lf-3);
      }
      .field {
        display: grid;
        gap: var(--lf-1);
      }
      .group {
        display: grid;
      }
      textarea {
        inline-size: 100%;
        min-block-size: 4.5rem;
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        resize: vertical;
      }
      input[type='date'] {
        inline-size: fit-content;
        max-inline-size: 100%;
      }
      .gone {
        color: var(--lf-ink-2);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
      }
    `,
  ];

  /** The narration that it follows from. */
  @property({ attribute: 'narration-id' }) narrationId = '';

  #draft: StepDraft | undefined;
  #isFound = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('narrationId') && this.narrationId) void this.#open();
  }

  async #open(): Promise<void> {
    this.#draft?.leave();
    this.#isFound = false;
    const draft = new StepDraft(this, this.narrationId, () => ({
      ...{ api: this.api, store: this.localStore },
    }));
    this.#draft = draft;
    // Whoever did not write the narration has nothing to plan here.
    this.#isFound = await draft.open().then(
      () => true,
      () => false,
    );
    this.requestUpdate();
  }

  #write(change: Partial<ActionStep>): void {
    const draft = this.#draft;
    if (!draft?.draft) return;
    // With its first words it comes from the clip that was watched.
    const [first] = draft.clips;
    const isFirst = draft.draft.text === '' && draft.draft.clipIds.length === 0;
    draft.write({ ...(isFirst && first && { clipIds: [first.id] }), ...change });
    // What is taken away from others' eyes is gone at once.
    if ('isShown' in change || 'isNamed' in change) void draft.flush().catch(() => undefined);
  }

  #renderWords(
    words: string,
    name: 'text' | 'outcome',
    { value, longest }: { value: string; longest: number },
  ): TemplateResult {
    return html`<label class="field"
      >${words}<textarea
        maxlength=${longest}
        .value=${value}
        @input=${(event: Event) =>
          this.#write({ [name]: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
    </label>`;
  }

  #renderClips(step: ActionStep, clips: OwnStep['clips']): TemplateResult | typeof nothing {
    const shown = clips.filter(({ id, closed }) => !closed || step.clipIds.includes(id));
    if (shown.length === 0) return nothing;
    return html`<div class="group" role="group" aria-labelledby="from">
      <span id="from">${msg('It comes from')}</span>
      ${shown.map(({ id, title, closed }) =>
        closed
          ? html`<p class="gone">
              ${title ? html`${title}: ` : nothing}${
                closed === 'not_found'
                  ? msg('This clip was removed. Your words stay.')
                  : msg('This clip may not be shown any more. Your words stay.')
              }
            </p>`
          : tickBox(title || msg('A clip'), step.clipIds.includes(id), (ticked) =>
              this.#write({
                clipIds: ticked ? [...step.clipIds, id] : step.clipIds.filter((one) => one !== id),
              }),
            ),
      )}
    </div>`;
  }

  /** Written on two devices: one of both is kept, and the writer says which. */
  #renderConflict(draft: StepDraft): TemplateResult | typeof nothing {
    if (!draft.conflict) return nothing;
    return html`<p role="alert">
        ${msg('This was changed on another device meanwhile. Which of both shall stay?')}
      </p>
      <p class="gone">${draft.conflict.step.text}</p>
      <div class="acts">
        <button @click=${() => draft.settle('mine')}>${msg('What stands here')}</button>
        <button @click=${() => draft.settle('theirs')}>${msg('The other one')}</button>
      </div>`;
  }

  override render() {
    const draft = this.#draft;
    const step = draft?.draft;
    if (!this.#isFound || !draft || !step) return nothing;
    return html`<fieldset>
      <legend>${msg('What I shall try')}</legend>
      ${this.#renderWords(msg('One small next move in practice'), 'text', {
        ...{ value: step.text, longest: 2_000 },
      })}
      ${
        step.text.trim() === ''
          ? nothing
          : html`<label class="field"
                >${msg('By when')}
                <input
                  type="date"
                  min=${step.dueOn ?? today()}
                  .value=${step.dueOn ?? ''}
                  @change=${(event: Event) =>
                    this.#write({ dueOn: (event.target as HTMLInputElement).value || null })}
                />
              </label>
              ${this.#renderClips(step, draft.clips)}
              ${this.#renderWords(msg('How it went, once you have tried it'), 'outcome', {
                ...{ value: step.outcome, longest: 4_000 },
              })}
              ${
                step.clipIds.length > 0
                  ? html`<div class="group">
                      ${showingChoice(
                        msg('Show it on the page of the clip, as tried because of it'),
                        step,
                        (change) => this.#write(change),
                      )}
                    </div>`
                  : nothing
              }`
      }
      ${this.#renderConflict(draft)}
      <lookfor-save-state
        state=${draft.state}
        kept=${draft.state === 'offline' ? 1 : 0}
        at=${draft.savedAt}
      ></lookfor-save-state>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-action-step': LookforActionStep;
  }
}
