import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clipRoutes, type Clip, type FilmedPerson } from '#contract/clips';
import { PERSON_KINDS, type PersonKind } from '#contract/vocabulary';
import { gapWords } from '#elements/clip-library/clip-words';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { formatRange } from '#elements/kit/time';
import { nextPseudonym, parseRanges } from './consent-draft.rules.ts';
import { consentSummary } from './consent-summary.ts';
import './consent-form.ts';
import { formStyles } from './form.styles.ts';

interface PersonDraft {
  /** Null while a new person is named. */
  id: string | null;
  pseudonym: string;
  kind: PersonKind;
  ranges: string;
}

/**
 * The people who are seen or heard in a clip, by pseudonym, each with what they agreed to.
 *
 * @tag lookfor-filmed-people
 * @fires lookfor-clip-change - a person or a consent was changed
 */
@customElement('lookfor-filmed-people')
export class LookforFilmedPeople extends LookforElement {
  static override styles = [
    LookforElement.styles,
    formStyles,
    css`
      .hold {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: auto 1fr;
        gap: var(--lf-2);
        padding: var(--lf-3);
        border-radius: var(--lf-radius);
        background: var(--lf-noticed-soft);
      }
      /* Its word stands under the other words. */
      li > .quiet,
      .field > .quiet {
        margin-inline-start: calc(-1 * var(--lf-2));
      }
      .hold .icon {
        color: var(--lf-noticed);
      }
      .filmed {
        grid-column: 1 / -1;
      }
      .filmed > li {
        padding-block: var(--lf-2);
        border-block-start: var(--lf-line);
      }
      .filmed > li:last-child {
        border-block-end: var(--lf-line);
      }
      .person {
        display: grid;
        grid-template-columns: 7rem 1fr auto;
        gap: var(--lf-3);
        align-items: center;
        min-block-size: 2.25rem;
      }
      .person b {
        font-size: var(--lf-text-m);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .person span {
        color: var(--lf-ink-2);
      }
      .person .withdrawn {
        color: var(--lf-danger);
      }
      .naming {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: var(--lf-4);
        grid-column: 1 / -1;
        padding-block: var(--lf-3);
      }
      .acts {
        display: flex;
        grid-column: 1 / -1;
        flex-wrap: wrap;
        gap: var(--lf-2);
      }
      .options.kinds {
        display: flex;
      }
      @media (max-width: 40rem) {
        .person {
          grid-template-columns: 5.5rem 1fr auto;
          gap: var(--lf-2);
        }
      }
    `,
  ];

  /** The person whose consent is open. */
  @state() private openId = '';
  @state() private naming: PersonDraft | undefined;
  @state() private namingWrong = '';
  @state() private problem: unknown;

  @property({ attribute: false }) clip: Clip | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('clip');
    if (!changed.has('clip') || before?.id === this.clip?.id) return;
    this.openId = '';
    this.naming = undefined;
  }

  readonly #handleRecorded = (): void => {
    this.openId = '';
  };

  readonly #handleNew = (): void => {
    const kind = 'child';
    const pseudonym = nextPseudonym(this.clip?.people ?? [], msg('Child'));
    this.#name({ id: null, kind, pseudonym, ranges: '' });
  };

  #name(draft: PersonDraft | undefined): void {
    this.naming = draft;
    this.namingWrong = '';
    this.problem = undefined;
    if (!draft) return;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('#pseudonym')?.select(),
    );
  }

  #changeKind(kind: PersonKind): void {
    const { naming, clip } = this;
    if (!naming || !clip) return;
    const words = { child: msg('Child'), adult: msg('Educator') };
    const isOffered = PERSON_KINDS.some(
      (one) => naming.pseudonym === nextPseudonym(clip.people, words[one]),
    );
    const pseudonym = isOffered ? nextPseudonym(clip.people, words[kind]) : naming.pseudonym;
    this.naming = { ...naming, kind, pseudonym };
  }

  readonly #handleNamed = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { naming, clip } = this;
    if (!naming || !clip) return;
    const pseudonym = naming.pseudonym.trim();
    const ranges = parseRanges(naming.ranges);
    const isTaken = clip.people.some(
      (person) => person.pseudonym === pseudonym && person.id !== naming.id,
    );
    if (pseudonym === '') this.namingWrong = msg('Give a name that is not the real one.');
    else if (isTaken) this.namingWrong = msg(str`${pseudonym} is named already.`);
    else if (!ranges) this.namingWrong = msg('Write times such as 0:10–0:40, 1:20–2:00.');
    if (pseudonym === '' || isTaken || !ranges) return;
    const body = { pseudonym, kind: naming.kind, ranges };
    try {
      const params = { clipId: clip.id };
      const changed = naming.id
        ? await this.api.call(clipRoutes.changeFilmedPerson, {
            params: { ...params, personId: naming.id },
            body,
          })
        : await this.api.call(clipRoutes.addFilmedPerson, { params, body });
      this.#name(undefined);
      if (!naming.id)
        this.openId = changed.people.find((person) => person.pseudonym === pseudonym)?.id ?? '';
      this.dispatchEvent(new ClipChange(changed));
    } catch (error) {
      this.problem = error;
    }
  };

  async #remove(person: FilmedPerson): Promise<void> {
    if (!this.clip) return;
    try {
      const clip = await this.api.call(clipRoutes.removeFilmedPerson, {
        params: { clipId: this.clip.id, personId: person.id },
      });
      this.#name(undefined);
      this.dispatchEvent(new ClipChange(clip));
    } catch (error) {
      this.problem = error;
    }
  }

  #renderPerson(person: FilmedPerson, clip: Clip): TemplateResult {
    const { pseudonym } = person;
    const isOpen = this.openId === person.id;
    const act = isOpen
      ? [msg('Close'), msg(str`Close the consent of ${pseudonym}`)]
      : person.consent
        ? [msg('Change'), msg(str`Change the consent of ${pseudonym}`)]
        : [msg('Record'), msg(str`Record a consent for ${pseudonym}`)];
    return html`<li>
      <div class="person">
        <b>${pseudonym}</b>
        ${consentSummary(person.consent)}
        <button
          class=${isOpen || person.consent ? 'quiet' : ''}
          aria-expanded=${isOpen}
          aria-label=${act[1] ?? ''}
          @click=${() => (this.openId = isOpen ? '' : person.id)}
        >
          ${act[0]}
        </button>
      </div>
      ${
        isOpen
          ? html`${
                this.naming?.id === person.id
                  ? this.#renderNaming(this.naming, person)
                  : html`<button
                      class="quiet"
                      aria-label=${msg(str`Change name and times of ${pseudonym}`)}
                      @click=${() =>
                        this.#name({
                          id: person.id,
                          pseudonym,
                          kind: person.kind,
                          ranges: person.ranges
                            .map(([start, end]) => formatRange(start, end))
                            .join(', '),
                        })}
                    >
                      ${
                        person.ranges.length > 0
                          ? msg(
                              str`Seen or heard ${person.ranges.map(([start, end]) => formatRange(start, end)).join(', ')}. Change`,
                            )
                          : msg('Seen or heard all the time. Change')
                      }
                    </button>`
              }
              <lookfor-consent-form
                .api=${this.api}
                clip-id=${clip.id}
                .person=${person}
                @lookfor-clip-change=${this.#handleRecorded}
              ></lookfor-consent-form>`
          : nothing
      }
    </li>`;
  }

  #renderNaming(draft: PersonDraft, person?: FilmedPerson): TemplateResult {
    const change = (part: Partial<PersonDraft>): void => {
      this.naming = { ...draft, ...part };
    };
    return html`<form
      class="naming"
      aria-label=${draft.id ? msg('Name and times') : msg('A new person')}
      @submit=${this.#handleNamed}
    >
      <div class="field half">
        <label for="pseudonym">${msg('Name in Lookfor, never the real one')}</label>
        <input
          id="pseudonym"
          maxlength="60"
          autocomplete="off"
          aria-invalid=${this.namingWrong ? 'true' : 'false'}
          aria-describedby="naming-wrong"
          .value=${draft.pseudonym}
          @input=${(event: Event) => change({ pseudonym: (event.target as HTMLInputElement).value })}
        />
      </div>
      <fieldset class="field half">
        <legend>${msg('Who is it?')}</legend>
        <div class="options kinds">
          ${PERSON_KINDS.map(
            (kind) =>
              html`<label
                ><input
                  type="radio"
                  name="kind"
                  value=${kind}
                  .checked=${draft.kind === kind}
                  @change=${() => this.#changeKind(kind)}
                />${kind === 'child' ? msg('a child') : msg('an adult')}</label
              >`,
          )}
        </div>
      </fieldset>
      <div class="field">
        <label for="ranges">${msg('When seen or heard; empty means all the time')}</label>
        <input
          id="ranges"
          autocomplete="off"
          placeholder="0:10–0:40, 1:20–2:00"
          .value=${draft.ranges}
          @input=${(event: Event) => change({ ranges: (event.target as HTMLInputElement).value })}
        />
        <p class="wrong" id="naming-wrong" role="alert">${this.namingWrong}</p>
      </div>
      <div class="acts">
        <button class="outlined">${draft.id ? msg('Keep') : msg('Add this person')}</button>
        <button type="button" @click=${() => this.#name(undefined)}>${msg('Cancel')}</button>
        ${
          person && !person.consent
            ? html`<button type="button" class="danger" @click=${() => void this.#remove(person)}>
                ${msg(str`Remove ${person.pseudonym}`)}
              </button>`
            : nothing
        }
      </div>
      ${
        this.problem
          ? html`<p class="field wrong" role="alert">${problemWords(this.problem)}</p>`
          : nothing
      }
    </form>`;
  }

  override render() {
    const { clip } = this;
    if (!clip) return nothing;
    const { people, coverage } = clip;
    const recorded = people.filter(({ consent }) => consent && !consent.withdrawnAt).length;
    const holds = coverage.gap === 'nobody-named' || coverage.gap === 'missing';
    return html`<div class="part">
      <h3>
        ${msg('Consent of the people who are filmed')}
        ${
          people.length > 0
            ? html`<small>${msg(str`${recorded} of ${people.length} recorded`)}</small>`
            : nothing
        }
      </h3>
      ${
        coverage.gap
          ? html`<p class="hold">
              ${icon('lock')}<span
                >${
                  holds
                    ? msg(
                        'Only you can watch this clip until everyone who is seen or heard in it has a consent here.',
                      )
                    : gapWords(coverage)
                }</span
              >
            </p>`
          : nothing
      }
      ${
        people.length > 0
          ? html`<ul class="filmed">
              ${repeat(
                people,
                (person) => person.id,
                (person) => this.#renderPerson(person, clip),
              )}
            </ul>`
          : nothing
      }
      ${
        this.naming && !this.naming.id
          ? this.#renderNaming(this.naming)
          : html`<div class="field">
              <button class="quiet" @click=${this.#handleNew}>
                ${icon('plus')} ${msg('Add a person')}
              </button>
            </div>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-filmed-people': LookforFilmedPeople;
  }
}
