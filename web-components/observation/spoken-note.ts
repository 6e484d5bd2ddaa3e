import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mark, Spoken } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { formatClock } from '#elements/kit/time';
import { problemWords } from '#elements/kit/problem-words';
import { MarkPutRequest } from './events.ts';
import './spoken-player.ts';
import { base64Of, keepSpoken, sendSpoken, takeSpokenBack } from './spoken-sending.ts';
import { LONGEST_SECONDS, VoiceRecorder, type Recording } from './voice-recorder.ts';

const AGREED = 'voice-agreed';
/** The mark goes first. */
const SEND_AFTER_MS = 1_500;

/**
 * A note that is spoken instead of typed. Before the first one the speaker is asked in words
 * whether the voice may be kept; afterwards it can be played, put into words, and taken back.
 *
 * @tag lookfor-spoken-note
 * @fires lookfor-mark-put {MarkPutRequest} - something was said, put into words, or taken back
 */
@customElement('lookfor-spoken-note')
export class LookforSpokenNote extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        font-size: var(--lf-text-xs);
      }
      button {
        min-block-size: 1.75rem;
        padding-inline: var(--lf-2);
        font-size: var(--lf-text-xs);
        font-weight: 400;
      }
      .add {
        border: 1px dashed var(--lf-ink-3);
        background: none;
        color: var(--lf-ink-2);
      }
      .recording {
        border-color: var(--lf-danger);
      }
      .recording::before {
        content: '';
        inline-size: 0.625rem;
        block-size: 0.625rem;
        border-radius: 50%;
        background: var(--lf-danger);
      }
      .back {
        margin-inline-start: calc(-1px - var(--lf-2));
      }
      .asked {
        padding: var(--lf-2) var(--lf-3);
        border: var(--lf-line);
        border-radius: var(--lf-radius-s);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-start: 6px;
      }
      label {
        display: block;
        margin-block: 8px 4px;
        color: var(--lf-ink-3);
      }
      textarea {
        min-block-size: 3.5rem;
      }
      .wrong {
        margin-block-start: 4px;
      }
      @media (max-width: 640px) {
        button {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) mark!: Mark;

  @state() private isAsking = false;
  @state() private problem = '';

  #recorder = new VoiceRecorder(this, (recording) => void this.#keep(recording));

  override render() {
    const { spoken } = this.mark;
    return html`${spoken ? this.#renderSpoken(spoken) : this.#renderBegin()}
    ${this.problem ? html`<p class="wrong" role="alert">${this.problem}</p>` : nothing}`;
  }

  #renderBegin(): TemplateResult {
    const { seconds, isRefused } = this.#recorder;
    if (seconds !== null) {
      const [now, longest] = [formatClock(seconds), formatClock(LONGEST_SECONDS)];
      return html`<button class="recording" @click=${() => this.#recorder.stop()}>
        ${msg(str`Recording, ${now} of ${longest}. Stop`)}
      </button>`;
    }
    if (this.isAsking)
      return html`<div class="asked" role="group" aria-labelledby="asked">
        <p id="asked">
          ${msg(
            'Your voice is kept with this note. Nobody hears it before you hand in; then those who may read your notes. You can take it back at any time.',
          )}
        </p>
        <div class="row">
          <button @click=${this.#handleAgree}>${msg('I agree: record')}</button>
          <button class="quiet" @click=${() => (this.isAsking = false)}>${msg('Not now')}</button>
        </div>
      </div>`;
    return html`<button class="add" @click=${this.#handleBegin}>+ ${msg('Say it aloud')}</button> ${
        isRefused
          ? html`<p class="wrong" role="alert">
              ${msg('The microphone is not to be had here. You can write instead.')}
            </p>`
          : nothing
      }`;
  }

  #renderSpoken(spoken: Spoken): TemplateResult {
    return html`<lookfor-spoken-player .spoken=${{ ...spoken, words: '' }}></lookfor-spoken-player>
      <label for="words">${msg('What you say, for who cannot hear it')}</label>
      <textarea
        id="words"
        maxlength="4000"
        .value=${spoken.words}
        @change=${(event: Event) =>
          this.#put({ ...spoken, words: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      <button class="quiet back" @click=${() => void this.#takeBack(spoken)}>
        ${msg('Take the recording back')}
      </button>`;
  }

  readonly #handleBegin = async (): Promise<void> => {
    if (await this.localStore.read<string>(AGREED)) await this.#recorder.start();
    else this.isAsking = true;
  };

  readonly #handleAgree = async (): Promise<void> => {
    this.isAsking = false;
    await this.localStore.write(AGREED, new Date().toISOString());
    await this.#recorder.start();
  };

  /** On this device first, then with the mark, then to the server. */
  async #keep({ sound, mediaType, seconds }: Recording): Promise<void> {
    const { mark, localStore, api } = this;
    const id = crypto.randomUUID();
    const base64 = await base64Of(sound);
    const agreedAt = (await localStore.read<string>(AGREED)) ?? new Date().toISOString();
    const madeAt = new Date().toISOString();
    const waiting = { noteId: id, markId: mark.id, mediaType, base64, agreedAt, madeAt };
    await keepSpoken(localStore, waiting);
    this.#put({ id, seconds, words: '' }, mark);
    setTimeout(() => void sendSpoken(api, localStore), SEND_AFTER_MS);
  }

  async #takeBack({ id }: Spoken): Promise<void> {
    try {
      await takeSpokenBack(this.api, this.localStore, id);
      this.problem = '';
      this.#put(null);
    } catch (error) {
      this.problem = problemWords(error);
    }
  }

  #put(spoken: Spoken | null, mark: Mark = this.mark): void {
    this.dispatchEvent(new MarkPutRequest({ ...mark, spoken }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-spoken-note': LookforSpokenNote;
  }
}
