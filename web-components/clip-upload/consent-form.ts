import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes, type FilmedPerson } from '#contract/clips';
import type { ConsentDraft } from '#contract/consents';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { today } from '#elements/kit/time';
import {
  consentDraftOf,
  consentGaps,
  newConsentDraft,
  type ConsentGaps,
} from './consent-draft.rules.ts';
import { consentFields } from './consent-fields.ts';
import { formStyles } from './form.styles.ts';

/**
 * Writes down what one filmed person agreed to. Recording is an act of its own: each record stays
 * in the register, a new one takes its place.
 *
 * @tag lookfor-consent-form
 * @fires lookfor-clip-change - the consent was recorded
 */
@customElement('lookfor-consent-form')
export class LookforConsentForm extends LookforElement {
  static override styles = [
    LookforElement.styles,
    formStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: var(--lf-4);
        padding-block: var(--lf-2) var(--lf-4);
      }
      .acts {
        display: flex;
        grid-column: 1 / -1;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-3);
      }
    `,
  ];

  @state() private draft: ConsentDraft = newConsentDraft(today());
  /** Said only after somebody tried to record. */
  @state() private gaps: ConsentGaps = {};
  @state() private problem: unknown;
  @state() private isSending = false;

  @property({ attribute: 'clip-id' }) clipId = '';
  @property({ attribute: false }) person: FilmedPerson | undefined;

  #personId = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { person } = this;
    if (!changed.has('person') || !person || person.id === this.#personId) return;
    this.#personId = person.id;
    this.gaps = {};
    this.draft = consentDraftOf(person.consent, newConsentDraft(today()));
  }

  readonly #change = (change: Partial<ConsentDraft>): void => {
    this.draft = { ...this.draft, ...change };
    if (Object.keys(this.gaps).length > 0) this.gaps = consentGaps(this.draft, today());
  };

  readonly #handleRecord = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { person, draft } = this;
    if (!person || this.isSending) return;
    this.gaps = consentGaps(draft, today());
    if (Object.keys(this.gaps).length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.isSending = true;
    this.problem = undefined;
    try {
      const clip = await this.api.call(clipRoutes.recordConsent, {
        params: { clipId: this.clipId, personId: person.id },
        body: draft,
      });
      this.announce(msg(str`The consent of ${person.pseudonym} is recorded.`));
      this.dispatchEvent(new ClipChange(clip));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSending = false;
    }
  };

  override render() {
    const { draft, gaps, person } = this;
    if (!person) return nothing;
    const name = person.pseudonym;
    return html`<form
      novalidate
      aria-label=${msg(str`Consent of ${name}`)}
      @submit=${this.#handleRecord}
    >
      ${consentFields({
        ...{ draft, gaps, kind: person.kind },
        ...{ asksBegin: true, change: this.#change },
      })}
      <div class="acts">
        <button class="outlined" aria-disabled=${this.isSending}>
          ${msg(str`Record the consent of ${name}`)}
        </button>
        ${
          this.problem
            ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>`
            : nothing
        }
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-consent-form': LookforConsentForm;
  }
}
