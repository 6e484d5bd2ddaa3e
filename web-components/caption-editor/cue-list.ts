import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TrackKind } from '#contract/captions';
import { withoutName } from '#elements/clip-page/webvtt.rules';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { formatSeconds, parseTime } from '#elements/kit/time';
import { hintWords } from './caption-words.ts';
import { hintsOf, LEAST_SECONDS, type EditedCue } from './cue-edits.rules.ts';
import { cueListStyles } from './cue-list.styles.ts';
import { CueChosen, CueWritten } from './events.ts';

/**
 * The lines of a track in the order of the clip; the one that is worked on is open. Tab goes from
 * line to line.
 *
 * @tag lookfor-cue-list
 * @fires lookfor-cue-chosen - a line is to be worked on
 * @fires lookfor-cue-written - words, speaker or times of a line were written
 */
@customElement('lookfor-cue-list')
export class LookforCueList extends LookforElement {
  static override styles = [LookforElement.styles, cueListStyles];

  @query('textarea') private words!: HTMLTextAreaElement | null;
  @query('.open') private openRow!: HTMLElement | null;
  /** Times as they are typed and not understood. */
  @state() private wrongTime: { edge: 'start' | 'end'; text: string } | undefined;

  @property({ attribute: false }) cues: readonly EditedCue[] = [];
  /** The line that is worked on. */
  @property({ attribute: 'current-id' }) currentId = '';
  /** The line that is heard now. */
  @property({ attribute: 'heard-id' }) heardId = '';
  @property() kind: TrackKind = 'captions';
  /** Language of the words. */
  @property({ attribute: 'words-language' }) wordsLanguage = '';
  /** Pseudonyms of those who may speak. */
  @property({ attribute: false }) speakers: readonly string[] = [];

  #wantsCaret = false;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('currentId') || !this.#wantsCaret) return;
    this.#wantsCaret = false;
    this.focusWords();
  }

  /** Puts the caret into the words of the open line: at their end, or at a letter. */
  focusWords(atLetter?: number): void {
    const { words } = this;
    if (!words) return;
    words.focus({ preventScroll: true });
    const at = atLetter ?? words.value.length;
    words.setSelectionRange(at, at);
    this.showOpen();
  }

  /** Leaves the words: the row has focus, and single keys work. */
  focusRow(): void {
    this.openRow?.focus({ preventScroll: true });
    this.showOpen();
  }

  /** Brings the open line into view. */
  showOpen(): void {
    this.openRow?.scrollIntoView({ block: 'nearest' });
  }

  /** Brings the line that is heard into view of a box that scrolls, unless somebody writes. */
  showHeard(box: HTMLElement): void {
    const row = this.renderRoot.querySelector('.heard');
    if (!row || this.matches(':focus-within, :hover')) return;
    const { top, bottom } = row.getBoundingClientRect();
    const sight = box.getBoundingClientRect();
    // Only the box moves, never the page around it.
    if (top < sight.top || bottom > sight.bottom)
      box.scrollTop += top - sight.top - box.clientHeight / 3;
  }

  #choose(cueId: string): void {
    if (cueId === this.currentId) return;
    this.wrongTime = undefined;
    this.#wantsCaret = true;
    this.dispatchEvent(new CueChosen(cueId));
  }

  #write(change: CueWritten['change']): void {
    this.dispatchEvent(new CueWritten(this.currentId, change));
  }

  readonly #handleTime = (cue: EditedCue, edge: 'start' | 'end', event: Event): void => {
    const text = (event.target as HTMLInputElement).value;
    const seconds = parseTime(text);
    const isOrdered =
      seconds !== null &&
      (edge === 'start'
        ? cue.endSeconds - seconds >= LEAST_SECONDS
        : seconds - cue.startSeconds >= LEAST_SECONDS);
    if (seconds === null || !isOrdered) {
      this.wrongTime = { edge, text };
      return;
    }
    this.wrongTime = undefined;
    this.#write(edge === 'start' ? { startSeconds: seconds } : { endSeconds: seconds });
  };

  #renderTime(cue: EditedCue, edge: 'start' | 'end'): TemplateResult {
    const isWrong = this.wrongTime?.edge === edge;
    const seconds = edge === 'start' ? cue.startSeconds : cue.endSeconds;
    return html`<input
      class="time"
      size="9"
      autocomplete="off"
      inputmode="decimal"
      aria-label=${edge === 'start' ? msg('Begins') : msg('Ends')}
      aria-invalid=${isWrong}
      aria-describedby=${isWrong ? 'wrong-time' : nothing}
      .value=${live(isWrong ? (this.wrongTime?.text ?? '') : exactTime(seconds))}
      @change=${(event: Event) => this.#handleTime(cue, edge, event)}
    />`;
  }

  #renderSpeaker({ speaker }: EditedCue): TemplateResult | typeof nothing {
    if (this.kind !== 'captions') return nothing;
    const names = [...new Set([...this.speakers, ...(speaker ? [speaker] : [])])];
    return html`<select
      aria-label=${msg('Who speaks')}
      @change=${(event: Event) =>
        this.#write({ speaker: (event.target as HTMLSelectElement).value })}
    >
      <option value="" .selected=${speaker === ''}>${msg('nobody named')}</option>
      ${names.map(
        (name) => html`<option value=${name} .selected=${name === speaker}>${name}</option>`,
      )}
    </select>`;
  }

  #renderOpen(cue: EditedCue, number: number, next: EditedCue | undefined): TemplateResult {
    const hints = this.kind === 'captions' ? hintsOf(cue, next) : [];
    return html`<li
      class="open ${cue.id === this.heardId ? 'heard' : ''}"
      tabindex="-1"
      role="group"
      aria-current="true"
      aria-label=${msg(str`Line ${number}`)}
    >
      <div class="facts">
        ${this.#renderTime(cue, 'start')}<span aria-hidden="true">–</span>${this.#renderTime(
          cue,
          'end',
        )}
        ${this.#renderSpeaker(cue)}
      </div>
      <textarea
        rows="2"
        maxlength="2000"
        dir="auto"
        lang=${this.wordsLanguage}
        aria-label=${this.kind === 'captions' ? msg('What is said') : msg('What is to be seen')}
        aria-describedby=${hints.length > 0 ? 'hints' : nothing}
        .value=${live(cue.text)}
        @input=${(event: Event) =>
          this.#write({ text: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      ${
        this.wrongTime
          ? html`<p class="wrong" id="wrong-time" role="alert">
              ${msg('A time looks like 1:02.345, and the end lies after the beginning.')}
            </p>`
          : nothing
      }
      ${
        hints.length > 0
          ? html`<p class="hints" id="hints">${hints.map((hint) => hintWords(hint)).join(' ')}</p>`
          : nothing
      }
    </li>`;
  }

  #renderClosed(cue: EditedCue, next: EditedCue | undefined): TemplateResult {
    const hints = this.kind === 'captions' ? hintsOf(cue, next) : [];
    return html`<li class=${cue.id === this.heardId ? 'heard' : ''}>
      <button
        class="plain line"
        @focus=${() => this.#choose(cue.id)}
        @click=${() => this.#choose(cue.id)}
      >
        <time>${formatSeconds(cue.startSeconds)}</time>
        <span class="said" dir="auto" lang=${this.wordsLanguage}
          >${cue.speaker ? html`<b>${cue.speaker}</b>` : nothing}${withoutName(cue.text, cue.speaker)}</span
        >
        ${
          hints.length > 0
            ? html`<span class="sign"
                >${icon('warning')}<span class="unseen"
                  >${hints.map((hint) => hintWords(hint)).join(' ')}</span
                ></span
              >`
            : nothing
        }
      </button>
    </li>`;
  }

  override render() {
    return html`<ol>
      ${repeat(
        this.cues,
        (cue) => cue.id,
        (cue, at) =>
          cue.id === this.currentId
            ? this.#renderOpen(cue, at + 1, this.cues[at + 1])
            : this.#renderClosed(cue, this.cues[at + 1]),
      )}
    </ol>`;
  }
}

/** A time to the millisecond: `62.345` → `1:02.345`. */
function exactTime(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const rest = ((ms % 60_000) / 1000).toFixed(3).padStart(6, '0');
  return `${Math.floor(ms / 60_000)}:${rest}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-cue-list': LookforCueList;
  }
}
