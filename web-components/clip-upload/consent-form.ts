import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes, type FilmedPerson } from '#contract/clips';
import type { ConsentDraft } from '#contract/consents';
import { AUDIENCES, PURPOSES, type Purpose } from '#contract/vocabulary';
import { audienceWords, purposeWords } from '#elements/clip-library/clip-words';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { consentGaps, newConsentDraft, type ConsentGaps } from './consent-draft.rules.ts';
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
    this.draft =
      person.consent && !person.consent.withdrawnAt
        ? { ...person.consent }
        : newConsentDraft(today());
  }

  #change(change: Partial<ConsentDraft>): void {
    this.draft = { ...this.draft, ...change };
    if (Object.keys(this.gaps).length > 0) this.gaps = consentGaps(this.draft, today());
  }

  #toggle(purpose: Purpose): void {
    const { purposes } = this.draft;
    this.#change({
      purposes: purposes.includes(purpose)
        ? purposes.filter((one) => one !== purpose)
        : PURPOSES.filter((one) => one === purpose || purposes.includes(one)),
    });
  }

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
      const { purposes, audience, validFrom, validUntil, evidence, assentNote } = draft;
      const clip = await this.api.call(clipRoutes.recordConsent, {
        params: { clipId: this.clipId, personId: person.id },
        body: { purposes, audience, validFrom, validUntil, evidence, assentNote },
      });
      this.announce(msg(str`The consent of ${person.pseudonym} is recorded.`));
      this.dispatchEvent(new ClipChange(clip));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSending = false;
    }
  };

  #renderDay(
    name: 'validFrom' | 'validUntil',
    label: string,
    wrong: string | undefined,
  ): TemplateResult {
    return html`<div class="field third pair">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type="date"
        .value=${this.draft[name]}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? `${name}-wrong` : nothing}
        @input=${(event: Event) =>
          this.#change({ [name]: (event.target as HTMLInputElement).value })}
      />
      ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : nothing}
    </div>`;
  }

  #untilWords(): string | undefined {
    switch (this.gaps.validUntil) {
      case undefined:
        return undefined;
      case 'missing':
        return msg('Give the day it ends.');
      case 'before-begin':
        return msg('It ends before it begins.');
      case 'over':
        return msg('This day has passed.');
    }
  }

  override render() {
    const { draft, gaps, person } = this;
    if (!person) return nothing;
    const name = person.pseudonym;
    return html`<form
      novalidate
      aria-label=${msg(str`Consent of ${name}`)}
      @submit=${this.#handleRecord}
    >
      <fieldset class="field">
        <legend>${msg('May be used for')}</legend>
        <div class="options">
          ${PURPOSES.map(
            (purpose) =>
              html`<label
                ><input
                  type="checkbox"
                  name="purpose"
                  value=${purpose}
                  aria-invalid=${gaps.purposes ? 'true' : 'false'}
                  .checked=${draft.purposes.includes(purpose)}
                  @change=${() => this.#toggle(purpose)}
                />${purposeWords(purpose)}</label
              >`,
          )}
        </div>
        ${gaps.purposes ? html`<p class="wrong">${msg('Choose at least one use.')}</p>` : nothing}
      </fieldset>
      <fieldset class="field">
        <legend>${msg('May be seen in')}</legend>
        <div class="options row">
          ${AUDIENCES.map(
            (audience) =>
              html`<label
                ><input
                  type="radio"
                  name="audience"
                  value=${audience}
                  .checked=${draft.audience === audience}
                  @change=${() => this.#change({ audience })}
                />${audienceWords(audience)}</label
              >`,
          )}
        </div>
      </fieldset>
      ${this.#renderDay('validFrom', msg('From'), gaps.validFrom && msg('Give the day it begins.'))}
      ${this.#renderDay('validUntil', msg('Until'), this.#untilWords())}
      <div class="field third">
        <label for="evidence">${msg('Signed form')}</label>
        <input
          id="evidence"
          maxlength="500"
          placeholder=${msg('Where it is kept')}
          .value=${draft.evidence ?? ''}
          @input=${(event: Event) =>
            this.#change({ evidence: (event.target as HTMLInputElement).value })}
        />
      </div>
      ${
        person.kind === 'child'
          ? html`<div class="field">
              <label for="assent">${msg('The child’s own yes')}</label>
              <textarea
                id="assent"
                class="short"
                rows="1"
                maxlength="2000"
                placeholder=${msg('How the child showed it')}
                .value=${draft.assentNote ?? ''}
                @input=${(event: Event) =>
                  this.#change({ assentNote: (event.target as HTMLTextAreaElement).value })}
              ></textarea>
            </div>`
          : nothing
      }
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

/** The day of now, as consents count days (UTC). */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-consent-form': LookforConsentForm;
  }
}
