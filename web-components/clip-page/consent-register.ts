import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clipRoutes, type Clip, type FilmedPerson } from '#contract/clips';
import { PURPOSES } from '#contract/vocabulary';
import {
  audienceWords,
  gapWords,
  kindWords,
  listWords,
  purposeWord,
  purposeWords,
} from '#elements/clip-library/clip-words';
import { ClipChange } from '#elements/clip-library/events';
import { dialogStyles } from '#elements/kit/dialog.styles';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { formatClock, formatDay, formatRange } from '#elements/kit/time';
import { consentRegisterStyles } from './consent-register.styles.ts';
import './withdrawn-people.ts';

/**
 * Who is seen or heard in a clip, when, and what they agreed to; the narrowest consent decides.
 * A withdrawal is recorded here.
 *
 * @tag lookfor-consent-register
 * @fires lookfor-clip-change - after a withdrawal was recorded
 * @fires lookfor-navigate - to where people and consents are written down
 */
@customElement('lookfor-consent-register')
export class LookforConsentRegister extends LookforElement {
  static override styles = [LookforElement.styles, dialogStyles, consentRegisterStyles];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private chosen = '';
  @state() private problem: unknown;
  @state() private isSending = false;

  @property({ attribute: false }) clip: Clip | undefined;
  /** Where the clip stands, in seconds. */
  @property({ type: Number }) seconds = 0;

  readonly #handleOpen = (): void => {
    const open = this.#withdrawable();
    this.chosen = open.length === 1 ? (open[0]?.id ?? '') : '';
    this.problem = undefined;
    void openDialog(this.dialog);
  };

  readonly #handleWithdraw = async (event: Event): Promise<void> => {
    event.preventDefault();
    const person = this.clip?.people.find(({ id }) => id === this.chosen);
    if (!this.clip || !person || this.isSending) return;
    this.isSending = true;
    try {
      const params = { clipId: this.clip.id, personId: person.id };
      const clip = await this.api.call(clipRoutes.withdrawConsent, { params });
      this.dialog.close();
      this.announce(msg(str`The withdrawal of ${person.pseudonym} is recorded.`));
      this.dispatchEvent(new ClipChange(clip));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSending = false;
    }
  };

  readonly #handleAdd = (event: Event): void => {
    event.preventDefault();
    if (this.clip) this.dispatchEvent(new NavigateRequest('upload', { clipId: this.clip.id }));
  };

  #withdrawable(): FilmedPerson[] {
    return this.clip?.people.filter(({ consent }) => consent && !consent.withdrawnAt) ?? [];
  }

  #renderSentence({ coverage }: Clip): TemplateResult {
    if (coverage.gap) return html`<p><b>${gapWords(coverage)}</b></p>`;
    const audience = coverage.audience ? audienceWords(coverage.audience) : '';
    const until = coverage.until ? formatDay(coverage.until) : '';
    return html`<p>
      ${msg('The narrowest consent decides:')}
      <b
        >${msg(
          html`training students, in <span class="decides">${audience}</span>, until
            <span class="decides">${until}</span>`,
        )}</b
      >
    </p>`;
  }

  #renderPerson(person: FilmedPerson, clip: Clip): TemplateResult {
    const { consent } = person;
    const isWithdrawn = Boolean(consent?.withdrawnAt);
    const decides = clip.coverage.decidedBy.includes(person.pseudonym);
    return html`<tr class=${isWithdrawn ? 'withdrawn' : ''}>
      <th class="person" scope="row">
        <b>${person.pseudonym}</b><span>${kindWords(person)}</span>
      </th>
      <td class="seen">${this.#renderBars(person, clip.durationSeconds ?? 0)}</td>
      ${PURPOSES.map((purpose) => {
        const covers = !isWithdrawn && consent?.purposes.includes(purpose);
        return html`<td class="use">
          <div class="covers ${covers ? '' : 'not'}"></div>
          <span class="unseen"
            >${covers ? purposeWord(purpose) : msg('no', { desc: 'not agreed' })}</span
          >
        </td>`;
      })}
      <td class="terms">${this.#renderTerms(person, decides)}</td>
    </tr>`;
  }

  #renderTerms({ consent }: FilmedPerson, decides: boolean): TemplateResult {
    if (!consent) return html`<b class=${decides ? 'decides' : ''}>${msg('Nothing recorded')}</b>`;
    if (consent.withdrawnAt) {
      return html`<b>${msg('Withdrawn')}</b> ${formatDay(consent.withdrawnAt.slice(0, 10))}`;
    }
    const uses = listWords(consent.purposes.map(purposeWord));
    const isNarrowest = consent.audience === this.clip?.coverage.audience;
    return html`<span class="uses">${uses}</span>
      <b><span class=${isNarrowest ? 'decides' : ''}>${audienceWords(consent.audience)}</span></b>
      <span class=${decides ? 'decides' : ''}>${formatDay(consent.validUntil)}</span>`;
  }

  #renderBars({ ranges, pseudonym }: FilmedPerson, durationSeconds: number): TemplateResult {
    const duration = Math.max(durationSeconds, 0.001);
    // Without times, a person is taken to be there all the time.
    const shown: [number, number][] = ranges.length > 0 ? ranges : [[0, duration]];
    const times = shown.map(([start, end]) => formatRange(start, end)).join(', ');
    const share = (seconds: number): string => `${Math.min(100, (seconds / duration) * 100)}%`;
    return html`<svg class="bars" role="img" aria-label=${msg(str`${pseudonym}: ${times}`)}>
      <rect class="base" x="0" y="9.5" width="100%" height="1"></rect>
      ${shown.map(
        ([start, end]) =>
          svg`<rect class="seen" x=${share(start)} y="4" rx="3" height="12"
            width=${share(Math.max(end - start, duration / 200))}></rect>`,
      )}
      <rect class="now" x=${share(this.seconds)} y="-18" width="1" height="56"></rect>
    </svg>`;
  }

  #renderDialog(): TemplateResult {
    const people = this.#withdrawable();
    const chosen = people.find(({ id }) => id === this.chosen);
    return html`<dialog aria-labelledby="withdrawal">
      <form @submit=${this.#handleWithdraw}>
        <h3 id="withdrawal">${msg('Who has withdrawn?')}</h3>
        <div class="choices" role="radiogroup" aria-labelledby="withdrawal">
          ${people.map(
            (person) =>
              html`<label
                ><input
                  type="radio"
                  name="person"
                  .checked=${person.id === this.chosen}
                  @change=${() => (this.chosen = person.id)}
                />${person.pseudonym}</label
              >`,
          )}
        </div>
        <p>
          ${msg(
            'The clip stops playing for everybody within seconds, also for those who are watching now. You alone can still see it, so that you can change or remove it. What students wrote and their marks stay.',
          )}
        </p>
        ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
        <div class="acts">
          <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
          <button class="danger" aria-disabled=${!chosen || this.isSending}>
            ${
              chosen
                ? msg(str`Record the withdrawal of ${chosen.pseudonym}`)
                : msg('Choose a person first')
            }
          </button>
        </div>
      </form>
    </dialog>`;
  }

  override render() {
    const { clip } = this;
    if (!clip) return nothing;
    return html`
      <svg class="hatching" aria-hidden="true">
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0v6"></path>
        </pattern>
      </svg>
      <div class="head">
        <div>
          <h2>${msg('Who is seen, and what they agreed to')}</h2>
          ${this.#renderSentence(clip)}
        </div>
        ${
          this.#withdrawable().length > 0
            ? html`<button @click=${this.#handleOpen}>${msg('Record a withdrawal')}</button>`
            : nothing
        }
      </div>
      ${
        clip.people.length > 0
          ? html`<table>
              <thead>
                <tr>
                  <th class="person" scope="col">${msg('Person')}</th>
                  <th class="seen" scope="col">
                    <span class="unseen">${msg('When in the picture')}</span>
                    <span class="ruler" aria-hidden="true"
                      ><span>0:00</span><span>${formatClock(clip.durationSeconds ?? 0)}</span></span
                    >
                  </th>
                  ${PURPOSES.map(
                    (purpose) =>
                      html`<th class="use ${purpose}" scope="col" title=${purposeWords(purpose)}>
                        ${purposeWord(purpose)}
                      </th>`,
                  )}
                  <th class="terms" scope="col">${msg('Audience, until')}</th>
                </tr>
              </thead>
              <tbody>
                ${clip.people.map((person) => this.#renderPerson(person, clip))}
              </tbody>
            </table>`
          : nothing
      }
      <lookfor-withdrawn-people .api=${this.api} .clip=${clip}></lookfor-withdrawn-people>
      <p class="foot">
        <a href="#people" @click=${this.#handleAdd}>${msg('Add a person or change a consent')}</a>
      </p>
      ${this.#renderDialog()}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-consent-register': LookforConsentRegister;
  }
}
