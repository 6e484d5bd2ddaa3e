import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  frameworkRoutes,
  type FrameworkDraft,
  type FrameworkDraftContent,
} from '#contract/frameworks';
import type { Locale } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { hueStyles } from '#elements/observation/hues.styles';
import { withNewTier } from './framework-edits.rules.ts';
import {
  headFields,
  mappingFields,
  takenOutLine,
  tierFields,
  type FrameworkForm,
} from './framework-fields.ts';
import { findings, frameworkPreview } from './framework-preview.ts';
import { FrameworkWriting, type TakenOut } from './framework-writing.ts';
import { frameworkStyles } from './frameworks.styles.ts';

/**
 * Writes a framework: groups of codes with definitions, examples, colours and keys in every
 * language, what became of the codes of the version before, and beside it how it looks on a
 * timeline and what is still missing. Saves as it is changed; publishing is the one act.
 *
 * @tag lookfor-framework-editor
 * @fires lookfor-navigate {NavigateRequest} - back to the shelf
 */
@customElement('lookfor-framework-editor')
export class LookforFrameworkEditor extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, hueStyles, frameworkStyles];

  @property({ attribute: 'draft-id' }) draftId = '';

  @state() private language: Locale = currentLocale();
  @state() private isActing = false;

  readonly #writing = new FrameworkWriting(this);
  /** What was taken out when it was drawn last. */
  #told: TakenOut | null = null;
  readonly #loading = new Loading(this, {
    task: async ([api, draftId], { signal }) => {
      const params = { draftId };
      this.#writing.open(await api.call(frameworkRoutes.getFrameworkDraft, { params }, { signal }));
    },
    args: () => [this.api, this.draftId] as const,
  });

  readonly #handlePublish = async (): Promise<void> => {
    if (this.isActing) return;
    this.isActing = true;
    if (await this.#writing.publish()) {
      this.announce(msg('Published.'));
      this.dispatchEvent(new NavigateRequest('frameworks'));
    }
    this.isActing = false;
  };

  readonly #handleRemove = async (): Promise<void> => {
    if (await this.#writing.remove()) this.dispatchEvent(new NavigateRequest('frameworks'));
  };

  protected override updated(): void {
    // The button that took it out is gone: who presses keys stays there.
    const { takenOut } = this.#writing;
    if (takenOut && takenOut !== this.#told)
      this.renderRoot.querySelector<HTMLElement>('.taken-out button')?.focus();
    this.#told = takenOut;
  }

  override render() {
    const { draft, content } = this.#writing;
    if (draft && content) return this.#renderEditor(draft, content);
    return html`<div class="waiting">
      ${this.#loading.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#loading.run()),
      })}
    </div>`;
  }

  #renderEditor(draft: FrameworkDraft, content: FrameworkDraftContent): TemplateResult {
    const { problem, isDirty, takenOut } = this.#writing;
    const change = (next: FrameworkDraftContent) => this.#writing.change(next);
    const form: FrameworkForm = {
      ...{ content, language: this.language, page: this, change, takenOut },
      takeOut: (next, what) => this.#writing.takeOut(next, what),
      putBack: () => this.#writing.putBack(),
    };
    return html`<header>
        <button class="quiet" @click=${() => this.dispatchEvent(new NavigateRequest('frameworks'))}>
          ${icon('arrow-left')} ${msg('Frameworks')}
        </button>
        <h1 tabindex="-1">
          ${content.title[this.language] || content.title.en || msg('A new framework')}
        </h1>
        <span class="muted" role="status">
          ${isDirty ? msg('Saving…') : msg(str`Version ${draft.version}, a draft. Saved.`)}
        </span>
        <button
          class="primary"
          ?disabled=${this.isActing || draft.gaps.length > 0}
          @click=${this.#handlePublish}
        >
          ${msg(str`Publish version ${draft.version}`)}
        </button>
      </header>
      ${
        problem === undefined
          ? nothing
          : html`<p class="wrong-line" role="alert">
              ${problemWords(problem)}
              <button class="quiet" @click=${() => void this.#loading.run()}>
                ${msg('Show what is saved')}
              </button>
            </p>`
      }
      <div class="builder">
        <form class="form" @submit=${(event: Event) => event.preventDefault()}>
          ${headFields(form, (language) => (this.language = language))}
          ${repeat(
            content.tiers,
            (tier) => tier.id,
            (tier, at) => html`${takenOutLine(form, null, at)} ${tierFields(form, tier)}`,
          )}
          ${takenOutLine(form, null, content.tiers.length)}
          <section>
            <button type="button" class="quiet" @click=${() => change(withNewTier(content))}>
              ${icon('plus')} ${msg('Add a group')}
            </button>
          </section>
          ${mappingFields(form, draft)}
          <section>
            <button type="button" class="quiet" @click=${this.#handleRemove}>
              ${msg('Give this draft up')}
            </button>
          </section>
        </form>
        <div class="seen">
          ${frameworkPreview(content, this.language)}
          ${findings(msg('Before it is published'), draft.gaps)}
          ${findings(msg('Worth a look'), draft.warnings)}
        </div>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-framework-editor': LookforFrameworkEditor;
  }
}
