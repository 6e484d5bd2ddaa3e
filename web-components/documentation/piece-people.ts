import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ConsentDraft } from '#contract/consents';
import { documentationRoutes, type Piece, type PiecePerson } from '#contract/documentation';
import { PERSON_KINDS, type PersonKind } from '#contract/vocabulary';
import { gapWords } from '#elements/clip-library/clip-words';
import {
  consentDraftOf,
  consentGaps,
  newConsentDraft,
  nextPseudonym,
} from '#elements/clip-upload/consent-draft.rules';
import { consentFields } from '#elements/clip-upload/consent-fields';
import { consentSummary } from '#elements/clip-upload/consent-summary';
import { formStyles } from '#elements/clip-upload/form.styles';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { today } from '#elements/kit/time';
import { PieceChange } from './events.ts';

/** Somebody who is written down, or whose consent is renewed. */
interface Draft {
  /** Null while a new person is named. */
  id: string | null;
  pseudonym: string;
  kind: PersonKind;
  consent: ConsentDraft;
  /** Wrong is said only after somebody tried to record. */
  isTried: boolean;
}

/**
 * Who can be recognised in an own piece, and what each of them agreed to: the register, as short as
 * it can be for who brings a picture from practice.
 *
 * @tag lookfor-piece-people
 * @fires lookfor-piece-change {PieceChange} - somebody agreed, or has withdrawn
 */
@customElement('lookfor-piece-people')
export class LookforPiecePeople extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    formStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--lf-2);
        container-type: inline-size;
      }
      h4 {
        font: 600 var(--lf-text-s) / 1.4 var(--lf-font-ui);
      }
      .hold {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--lf-2);
        padding: var(--lf-3);
        border-radius: var(--lf-radius);
        background: var(--lf-noticed-soft);
      }
      .hold .icon {
        color: var(--lf-noticed);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1) var(--lf-3);
        align-items: center;
        padding-block: var(--lf-1);
      }
      li span {
        flex: 1 1 12rem;
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      li .withdrawn,
      .wrong {
        color: var(--lf-danger);
      }
      form {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: var(--lf-4);
        padding-block: var(--lf-3);
        border-block: var(--lf-line);
      }
      form > b {
        grid-column: 1 / -1;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: var(--lf-2);
      }
      .add {
        justify-self: start;
      }
      /* It also stands in a narrow column of a wide page. */
      @container (max-width: 34rem) {
        .field:is(.third, .pair) {
          grid-column: span 6;
        }
        .options,
        .options.row {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @state() private draft: Draft | undefined;
  @state() private isSending = false;
  @state() private problem: unknown;

  @property({ attribute: false }) piece: Piece | undefined;

  #open(person: PiecePerson | undefined): void {
    const { piece } = this;
    if (!piece) return;
    this.problem = undefined;
    this.draft = {
      id: person?.id ?? null,
      pseudonym: person?.pseudonym ?? nextPseudonym(piece.people, msg('Child')),
      kind: person?.kind ?? 'child',
      consent: consentDraftOf(person?.consent, newConsentDraft(today(), 'course')),
      isTried: false,
    };
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus(),
    );
  }

  #change(draft: Draft, change: Partial<ConsentDraft>): void {
    this.draft = { ...draft, consent: { ...draft.consent, ...change } };
  }

  #nameProblem({ id, pseudonym }: Draft): string {
    const name = pseudonym.trim();
    if (id) return '';
    if (name === '') return msg('Give a name that is not the real one.');
    return this.piece?.people.some((person) => person.pseudonym === name)
      ? msg(str`${name} is named already.`)
      : '';
  }

  readonly #handleRecord = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, piece } = this;
    if (!draft || !piece || this.isSending) return;
    const gaps = consentGaps(draft.consent, today());
    if (this.#nameProblem(draft) || Object.keys(gaps).length > 0) {
      this.draft = { ...draft, isTried: true };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    const { id: personId, kind, consent } = draft;
    const pseudonym = draft.pseudonym.trim();
    const params = { pieceId: piece.id };
    await this.#send(() =>
      personId
        ? this.api.call(documentationRoutes.recordPieceConsent, {
            params: { ...params, personId },
            body: consent,
          })
        : this.api.call(documentationRoutes.addPiecePerson, {
            params,
            body: { pseudonym, kind, consent },
          }),
    );
    if (!this.problem) this.announce(msg(str`The consent of ${pseudonym} is recorded.`));
  };

  readonly #handleWithdraw = (person: PiecePerson): Promise<void> =>
    this.#send(() =>
      this.api.call(documentationRoutes.withdrawPieceConsent, {
        params: { pieceId: this.piece?.id ?? '', personId: person.id },
      }),
    );

  async #send(act: () => Promise<Piece>): Promise<void> {
    this.isSending = true;
    this.problem = undefined;
    try {
      this.dispatchEvent(new PieceChange(await act()));
      this.draft = undefined;
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSending = false;
    }
  }

  #renderPerson(person: PiecePerson): TemplateResult {
    const { pseudonym, consent } = person;
    const isOpen = consent !== null && consent.withdrawnAt === null;
    return html`<li>
      <b>${pseudonym}</b> ${consentSummary(person.consent)}
      <button
        type="button"
        class="plain act"
        aria-label=${msg(str`Change the consent of ${pseudonym}`)}
        @click=${() => this.#open(person)}
      >
        ${isOpen ? msg('Change') : msg('Record')}
      </button>
      ${
        isOpen
          ? html`<button
              type="button"
              class="plain act"
              aria-label=${msg(str`${pseudonym} has withdrawn`)}
              ?disabled=${this.isSending}
              @click=${() => void this.#handleWithdraw(person)}
            >
              ${msg('Has withdrawn')}
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderDraft(draft: Draft): TemplateResult {
    const { consent, kind, id, isTried } = draft;
    const gaps = isTried ? consentGaps(consent, today()) : {};
    const wrongName = isTried ? this.#nameProblem(draft) : '';
    return html`<form novalidate @submit=${this.#handleRecord}>
      ${
        id
          ? html`<b>${draft.pseudonym}</b>`
          : html`<div class="field">
                <label for="pseudonym">${msg('Name in Lookfor, never the real one')}</label>
                <input
                  id="pseudonym"
                  maxlength="60"
                  autocomplete="off"
                  aria-invalid=${wrongName ? 'true' : 'false'}
                  aria-describedby=${wrongName ? 'wrong-name' : nothing}
                  .value=${draft.pseudonym}
                  @input=${(event: Event) =>
                    (this.draft = {
                      ...draft,
                      pseudonym: (event.target as HTMLInputElement).value,
                    })}
                />
                ${wrongName ? html`<p class="wrong" id="wrong-name">${wrongName}</p>` : nothing}
              </div>
              <fieldset class="field">
                <legend>${msg('Who is it?')}</legend>
                <div class="options">
                  ${PERSON_KINDS.map(
                    (one) =>
                      html`<label
                        ><input
                          type="radio"
                          name="kind"
                          .checked=${kind === one}
                          @change=${() => (this.draft = { ...draft, kind: one })}
                        />${one === 'child' ? msg('a child') : msg('an adult')}</label
                      >`,
                  )}
                </div>
              </fieldset>`
      }
      ${consentFields({ draft: consent, gaps, kind, change: (change) => this.#change(draft, change) })}
      <div class="acts">
        <button type="submit" ?disabled=${this.isSending}>
          ${msg(str`Record the consent of ${draft.pseudonym}`)}
        </button>
        <button type="button" class="plain" @click=${() => (this.draft = undefined)}>
          ${msg('Cancel')}
        </button>
      </div>
    </form>`;
  }

  override render() {
    const { piece, draft } = this;
    if (!piece?.hasPeople || !piece.isMine) return nothing;
    const { people, coverage } = piece;
    return html`<h4>${msg('People who can be recognised')}</h4>
      ${
        coverage?.gap
          ? html`<p class="hold">
              ${icon('lock')}<span
                >${
                  coverage.gap === 'nobody-named'
                    ? msg('Only you see it until everyone in it has a consent here.')
                    : gapWords(coverage)
                }</span
              >
            </p>`
          : nothing
      }
      ${
        people.length > 0
          ? html`<ul>
              ${repeat(
                people,
                ({ id }) => id,
                (person) => this.#renderPerson(person),
              )}
            </ul>`
          : nothing
      }
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
      ${
        draft
          ? this.#renderDraft(draft)
          : html`<button type="button" class="plain act add" @click=${() => this.#open(undefined)}>
              ${icon('plus')} ${msg('Add a person')}
            </button>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-piece-people': LookforPiecePeople;
  }
}
