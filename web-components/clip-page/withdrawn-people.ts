import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { careRoutes } from '#contract/care';
import { clipRoutes, type Clip, type FilmedPerson } from '#contract/clips';
import type { MaskStyle } from '#contract/vocabulary';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { formatRange } from '#elements/kit/time';
import { isWithin } from './masked.rules.ts';

/**
 * Those who have withdrawn from a clip: what was done for each, a certificate of it, and the choice
 * to mask their moments so that the rest can be watched again.
 *
 * @tag lookfor-withdrawn-people
 * @fires lookfor-clip-change - somebody's moments are being masked
 */
@customElement('lookfor-withdrawn-people')
export class LookforWithdrawnPeople extends LookforElement {
  static override styles = [
    LookforElement.styles,
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
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2) var(--lf-3);
        padding-block-start: var(--lf-2);
      }
      dialog {
        inline-size: min(32rem, calc(100vw - 2rem));
        padding: var(--lf-5);
        border: 0;
        border-radius: var(--lf-radius-l);
        background: var(--lf-surface);
        color: var(--lf-ink);
        box-shadow: var(--lf-shadow);
      }
      dialog::backdrop {
        background: rgb(20 23 29 / 46%);
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
        min-block-size: 2rem;
      }
      form .acts {
        justify-content: end;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private chosen: FilmedPerson | undefined;
  @state() private maskStyle: MaskStyle = 'blur';
  @state() private problem: unknown;
  @state() private isSending = false;

  @property({ attribute: false }) clip: Clip | undefined;

  #open(person: FilmedPerson): void {
    this.chosen = person;
    this.problem = undefined;
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  readonly #handleMask = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { clip, chosen } = this;
    if (!clip || !chosen || this.isSending) return;
    this.isSending = true;
    try {
      await this.api.call(careRoutes.maskPerson, {
        params: { clipId: clip.id, personId: chosen.id },
        body: { style: this.maskStyle },
      });
      this.dialog.close();
      this.announce(msg(str`The moments of ${chosen.pseudonym} are being masked.`));
      const params = { clipId: clip.id };
      this.dispatchEvent(new ClipChange(await this.api.call(clipRoutes.getClip, { params })));
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
      const { fileName, html: page } = await this.api.call(careRoutes.getCertificate, {
        params: { clipId: this.clip.id, personId: person.id },
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
      link.download = fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.problem = error;
    }
  }

  #renderPerson(person: FilmedPerson, clip: Clip): TemplateResult {
    const { pseudonym, ranges } = person;
    const times = ranges.map(([start, end]) => formatRange(start, end)).join(', ');
    const isMasked = isWithin(ranges, clip.masked ?? []);
    const canMask =
      clip.isMine && !isMasked && ranges.length > 0 && clip.state === 'ready' && !clip.progress;
    return html`<li>
      <p>
        <b>${pseudonym}</b>
        ${
          isMasked
            ? msg(
                str`${times}: masked and silent in the film itself. The film as it was is destroyed.`,
              )
            : ranges.length > 0
              ? msg('The whole clip is closed. Masking these moments opens the rest of it again.')
              : msg('Seen or heard all the time, so the whole clip stays closed.')
        }
      </p>
      <div class="acts">
        ${
          canMask
            ? html`<button @click=${() => this.#open(person)}>${msg(str`Mask ${times}…`)}</button>`
            : nothing
        }
        <button class="plain" @click=${() => void this.#saveCertificate(person)}>
          ${msg('Certificate of what was done')}
        </button>
      </div>
    </li>`;
  }

  #renderDialog(person: FilmedPerson): TemplateResult {
    const choices: [MaskStyle, string][] = [
      ['blur', msg('Blur the picture')],
      ['black', msg('Make the picture black')],
    ];
    return html`<form @submit=${this.#handleMask}>
      <h3 id="masking">${msg(str`Mask the moments of ${person.pseudonym}`)}</h3>
      <div role="radiogroup" aria-labelledby="masking">
        ${choices.map(
          ([value, words]) =>
            html`<label
              ><input
                type="radio"
                name="style"
                .checked=${this.maskStyle === value}
                @change=${() => (this.maskStyle = value)}
              />${words}</label
            >`,
        )}
      </div>
      <p>
        ${msg(
          'The sound is silent there too. The clip is made anew and cannot be watched until that is done. The film as it is now is destroyed: this cannot be undone.',
        )}
      </p>
      ${this.problem ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
      <div class="acts">
        <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
        <button class="danger" aria-disabled=${this.isSending}>${msg('Mask for good')}</button>
      </div>
    </form>`;
  }

  override render() {
    const { clip, chosen } = this;
    const withdrawn = clip?.people.filter(({ consent }) => consent?.withdrawnAt) ?? [];
    if (!clip || withdrawn.length === 0) return nothing;
    return html`<ul>
        ${withdrawn.map((person) => this.#renderPerson(person, clip))}
      </ul>
      ${this.problem && !chosen ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
      <dialog aria-labelledby="masking" @close=${() => (this.chosen = undefined)}>
        ${chosen ? this.#renderDialog(chosen) : nothing}
      </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-withdrawn-people': LookforWithdrawnPeople;
  }
}
