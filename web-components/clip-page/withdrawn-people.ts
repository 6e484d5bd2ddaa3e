import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { careRoutes } from '#contract/care';
import { clipRoutes, type Clip, type FilmedPerson } from '#contract/clips';
import type { MaskStyle } from '#contract/vocabulary';
import { ClipChange } from '#elements/clip-library/events';
import { dialogStyles } from '#elements/kit/dialog.styles';
import { LookforElement } from '#elements/kit/element';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { keepPage } from '#elements/exchange/files';
import { formatRange, today } from '#elements/kit/time';
import { isWithin } from './masked.rules.ts';

/** What the owner may do about the moments of somebody whose consent has ended. */
type Decision = 'leave-out' | MaskStyle | 'whole';

/**
 * Those who have withdrawn from a clip, or whose consent is over: what was done for each, a certificate
 * of it, and the choice to leave their moments out or to mask them, so that the rest can be watched
 * again. Until its owner has chosen, the whole clip is closed.
 *
 * @tag lookfor-withdrawn-people
 * @fires lookfor-clip-change - it was decided what becomes of somebody's moments
 */
@customElement('lookfor-withdrawn-people')
export class LookforWithdrawnPeople extends LookforElement {
  static override styles = [
    LookforElement.styles,
    dialogStyles,
    css`
      li {
        padding-block: var(--lf-3);
        border-block-end: var(--lf-line);
      }
      p {
        max-inline-size: 44rem;
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      p b {
        color: var(--lf-ink);
        font-weight: 600;
      }
      li .plain {
        color: var(--lf-accent);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2) var(--lf-3);
        padding-block-start: var(--lf-2);
      }
      dialog {
        inline-size: min(32rem, calc(100vw - 2rem));
      }
      form {
        display: grid;
        gap: var(--lf-4);
      }
      h3 {
        font: 600 var(--lf-text-l) / 1.3 var(--lf-font-text);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        min-block-size: var(--lf-target);
      }
      form .acts {
        justify-content: end;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private chosen: FilmedPerson | undefined;
  @state() private decision: Decision = 'leave-out';
  @state() private problem: unknown;
  @state() private isSending = false;

  @property({ attribute: false }) clip: Clip | undefined;

  #open(person: FilmedPerson): void {
    this.chosen = person;
    this.decision = isWithin(person.ranges, this.clip?.closed ?? []) ? 'whole' : 'leave-out';
    this.problem = undefined;
    void this.updateComplete.then(() => openDialog(this.dialog));
  }

  readonly #handleDecision = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { clip, chosen, decision } = this;
    if (!clip || !chosen || this.isSending) return;
    this.isSending = true;
    const params = { clipId: clip.id, personId: chosen.id };
    try {
      if (decision === 'leave-out') await this.api.call(careRoutes.closePerson, { params });
      else if (decision === 'whole') await this.api.call(careRoutes.reopenPerson, { params });
      else await this.api.call(careRoutes.maskPerson, { params, body: { style: decision } });
      this.dialog.close();
      this.announce(decidedWords(decision, chosen.pseudonym));
      const changed = await this.api.call(clipRoutes.getClip, { params: { clipId: clip.id } });
      this.dispatchEvent(new ClipChange(changed));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSending = false;
    }
  };

  async #saveCertificate(person: FilmedPerson): Promise<void> {
    if (!this.clip) return;
    this.problem = undefined;
    try {
      const params = { clipId: this.clip.id, personId: person.id };
      keepPage(await this.api.call(careRoutes.getCertificate, { params }));
    } catch (error) {
      this.problem = error;
    }
  }

  #renderPerson(person: FilmedPerson, clip: Clip): TemplateResult {
    const { pseudonym, ranges } = person;
    const times = ranges.map(([start, end]) => formatRange(start, end)).join(', ');
    const isMasked = isWithin(ranges, clip.masked ?? []);
    const isOpen = clip.isMine && clip.state === 'ready' && !clip.progress && !clip.referenceKind;
    const canDecide = isOpen && !isMasked && ranges.length > 0;
    const isLeftOut = isWithin(ranges, clip.closed ?? []);
    return html`<li>
      <p>
        <b>${pseudonym}</b>
        ${
          isMasked
            ? msg(
                str`${times}: masked and silent in the film itself. The film as it was is destroyed.`,
              )
            : clip.state !== 'ready'
              ? makingWords(clip)
              : isLeftOut
                ? msg(str`${times}: left out when the clip plays. The film is kept.`)
                : ranges.length > 0
                  ? msg(
                      'The whole clip is closed until it is decided what becomes of these moments.',
                    )
                  : msg('Seen or heard all the time, so the whole clip stays closed.')
        }
      </p>
      <div class="acts">
        ${
          canDecide
            ? html`<button @click=${() => this.#open(person)}>
                ${isLeftOut ? msg('Decide otherwise…') : msg(str`Decide about ${times}…`)}
              </button>`
            : nothing
        }
        <button class="plain" @click=${() => void this.#saveCertificate(person)}>
          ${msg('Certificate of what was done')}
        </button>
      </div>
    </li>`;
  }

  #renderDialog({ id, pseudonym, ranges }: FilmedPerson, clip: Clip): TemplateResult {
    const { decision } = this;
    const isAlone = !clip.people.some(
      (other) => other.id !== id && other.consent && other.consent.withdrawnAt === null,
    );
    const isLeftOut = isWithin(ranges, clip.closed ?? []);
    const choices: [Decision, string][] = [
      ...(isLeftOut ? [] : [['leave-out', msg('Leave these moments out')] as [Decision, string]]),
      ['blur', msg('Blur the picture')],
      ['black', msg('Make the picture black')],
      ['whole', msg('Keep the whole clip closed')],
    ];
    const isMask = decision === 'blur' || decision === 'black';
    return html`<form @submit=${this.#handleDecision}>
      <h3 id="deciding">${msg(str`What shall become of the moments of ${pseudonym}?`)}</h3>
      <div role="radiogroup" aria-labelledby="deciding">
        ${choices.map(
          ([value, words]) =>
            html`<label
              ><input
                type="radio"
                name="decision"
                .checked=${decision === value}
                @change=${() => (this.decision = value)}
              />${words}</label
            >`,
        )}
      </div>
      <p>${consequenceWords(decision)}</p>
      ${
        isAlone && decision !== 'whole'
          ? html`<p>
              ${msg('Nobody else is recorded in this clip with a consent: until somebody is, it stays closed.')}
            </p>`
          : nothing
      }
      ${this.problem ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
      <div class="acts">
        <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
        <button class=${isMask ? 'danger' : 'primary'} aria-disabled=${this.isSending}>
          ${
            isMask
              ? msg('Mask for good')
              : decision === 'whole'
                ? msg('Keep it closed')
                : msg('Leave them out')
          }
        </button>
      </div>
    </form>`;
  }

  override render() {
    const { clip, chosen } = this;
    const ended =
      clip?.people.filter(
        ({ consent }) => consent && (consent.withdrawnAt !== null || consent.validUntil < today()),
      ) ?? [];
    if (!clip || ended.length === 0) return nothing;
    return html`<ul>
        ${ended.map((person) => this.#renderPerson(person, clip))}
      </ul>
      ${this.problem && !chosen ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
      <dialog aria-labelledby="deciding" @close=${() => (this.chosen = undefined)}>
        ${chosen ? this.#renderDialog(chosen, clip) : nothing}
      </dialog>`;
  }
}

function consequenceWords(decision: Decision): string {
  switch (decision) {
    case 'leave-out':
      return msg(
        'The rest of the clip plays again. Players jump over these moments and say so; up to a few seconds around them go with them. You can decide otherwise at any time.',
      );
    case 'whole':
      return msg('Nobody but you can watch any of it. You can decide otherwise at any time.');
    case 'blur':
    case 'black':
      return msg(
        'The sound is silent there too. The clip is made anew and cannot be watched until that is done. The film as it is now is destroyed: this cannot be undone.',
      );
  }
}

function decidedWords(decision: Decision, pseudonym: string): string {
  switch (decision) {
    case 'leave-out':
      return msg(str`The moments of ${pseudonym} are left out now.`);
    case 'whole':
      return msg('The whole clip is closed.');
    case 'blur':
    case 'black':
      return msg(str`The moments of ${pseudonym} are being masked.`);
  }
}

/** What becomes of a clip that is made anew, such as one in which somebody is being masked. */
function makingWords({ state: now }: Clip): string {
  return now === 'failed'
    ? msg('The clip could not be made. It stays closed for everybody until it is tried once more.')
    : msg('The clip is being made. Nobody can watch it until that is done.');
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-withdrawn-people': LookforWithdrawnPeople;
  }
}
