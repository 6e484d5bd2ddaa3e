import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Mark } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart } from '#elements/kit/later-part';
import { formatRange, formatSeconds, parseTime } from '#elements/kit/time';
import type { CodeChoose } from './code-chooser.ts';
import { MarkChoose, MarkPutRequest, MarkRemoveRequest, type MarkDragging } from './events.ts';
import { hueStyles } from './hues.styles.ts';
import { isAbsence, lanesOfMark, shortChild, toggleLane, type Lane } from './lanes.rules.ts';
import './note-details.ts';
import { noteEditorStyles } from './note-editor.styles.ts';

/** Words are on the device this soon after each key. */
const KEEP_MS = 250;
/** As the contract allows. */
const LONGEST_BODY = 10_000;

/**
 * One note, open to be written on: its times, codes, child in focus and words. There is no Save:
 * every input is a wish to keep it.
 *
 * @tag lookfor-note-editor
 * @fires lookfor-mark-put {MarkPutRequest} - the note changed
 * @fires lookfor-mark-remove {MarkRemoveRequest} - the note shall go
 * @fires lookfor-mark-choose {MarkChoose} - the note is done
 */
@customElement('lookfor-note-editor')
export class LookforNoteEditor extends LookforElement {
  static override styles = [LookforElement.styles, hueStyles, noteEditorStyles];

  @property({ attribute: false }) mark!: Mark;
  /** All lanes of the task; those that the pass forbids are left out by the caller. */
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  /** Pseudonyms that may be in focus; none: the pass does not ask. */
  @property({ attribute: false }) childNames: readonly string[] = [];
  /** People of the clip, who may have begun something. */
  @property({ attribute: false }) people: Playback['people'] = [];
  @property({ attribute: false }) dragging: MarkDragging | null = null;
  @property({ type: Number }) durationSeconds = 0;

  @query('textarea') private textarea!: HTMLTextAreaElement | null;
  @state() private wrongTime: 'start' | 'end' | null = null;
  @state() private offersCodes = false;

  readonly #chooser = new LaterPart(
    this,
    'lookfor-code-chooser',
    () => import('./code-chooser.ts'),
  );
  #typed: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasInCodes = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#keep);
    void this.#chooser.loadAhead();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#keep);
    this.#keep();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#wasInCodes = !!this.shadowRoot?.activeElement?.closest('.codes');
    const before = changed.get('mark');
    if (!before || before.id === this.mark.id) return;
    this.#keep(before);
    this.wrongTime = null;
    this.offersCodes = false;
  }

  protected override updated(): void {
    // A code that was pressed is gone: who presses keys stays among the codes.
    if (!this.#wasInCodes || this.shadowRoot?.activeElement) return;
    this.renderRoot.querySelector<HTMLElement>('.codes .add, .codes .code')?.focus();
  }

  /** Puts the cursor behind the last word. */
  override focus(): void {
    void this.updateComplete.then(() => {
      this.textarea?.focus();
      const end = this.textarea?.value.length ?? 0;
      this.textarea?.setSelectionRange(end, end);
    });
  }

  override render() {
    return html`${this.#renderTimes()} ${this.#renderCodes()} ${this.#renderChildren()}
      <label class="name" for="body">${msg('What you saw')}</label>
      <textarea
        id="body"
        maxlength=${LONGEST_BODY}
        .value=${this.#typed ?? this.mark.body}
        @input=${this.#handleInput}
        @blur=${() => this.#keep()}
        @keydown=${this.#handleKey}
      ></textarea>
      <lookfor-note-details
        .mark=${this.mark}
        .lanes=${this.lanes}
        .people=${this.people}
        @lookfor-mark-put=${this.#handleDetail}
      ></lookfor-note-details>
      ${this.#renderFoot()}`;
  }

  #renderTimes(): TemplateResult {
    const dragged = this.dragging?.markId === this.mark.id ? this.dragging : null;
    const { startSeconds, endSeconds } = dragged?.times ?? this.mark;
    const live = dragged?.grip;
    return html`<div class="head">
        ${this.#renderTime('start', startSeconds, msg('Begins at'), live === 'start' || live === 'whole')}
        – ${this.#renderTime('end', endSeconds, msg('Ends at'), live === 'end' || live === 'whole')}
        ${
          endSeconds === null
            ? html`<span class="lasts">${msg('a moment')}</span>`
            : html`<span class="lasts"
                >${msg(str`${(endSeconds - startSeconds).toFixed(1)} s`)}</span
              >`
        }
      </div>
      ${
        this.wrongTime
          ? html`<p class="wrong" id="wrong-time">
              ${msg('Write a time of this clip such as 1:43.5; the end lies after the beginning.')}
            </p>`
          : nothing
      }`;
  }

  #renderTime(
    which: 'start' | 'end',
    seconds: number | null,
    label: string,
    isLive: boolean,
  ): TemplateResult {
    const isWrong = this.wrongTime === which;
    return html`<input
      class="time ${isLive ? 'live' : ''}"
      type="text"
      inputmode="text"
      autocomplete="off"
      aria-label=${label}
      aria-invalid=${isWrong}
      aria-describedby=${isWrong ? 'wrong-time' : nothing}
      .value=${seconds === null ? '' : formatSeconds(seconds + 0.0005)}
      placeholder="–"
      @change=${(event: Event) => this.#handleTime(which, event.target as HTMLInputElement)}
    />`;
  }

  #renderCodes(): TemplateResult | typeof nothing {
    if (this.lanes.length === 0) return nothing;
    const chosen = lanesOfMark(this.mark, this.lanes);
    const others = this.lanes.filter((lane) => !chosen.includes(lane));
    return html`<p class="name">${msg('Codes')}</p>
      <div class="chips codes">
        ${chosen.map(
          (lane) =>
            html`<button
              class="code hue-${lane.hue ?? 1}"
              title=${msg('Remove this code')}
              @click=${() => this.#change(toggleLane(this.mark, lane))}
            >
              <span class="swatch ${isAbsence(lane.codeId) ? 'absent' : ''}">${lane.label}</span>
              ${icon('close')}<span class="unseen">${msg('Remove this code')}</span>
            </button>`,
        )}
        ${
          others.length > 0
            ? html`<button
                class="add"
                aria-expanded=${this.offersCodes}
                @click=${() => (this.offersCodes = !this.offersCodes)}
              >
                ${msg('Add a code')}
              </button>`
            : nothing
        }
      </div>
      ${
        this.offersCodes && others.length > 0
          ? this.#chooser.render(
              () =>
                html`<lookfor-code-chooser
                  class="codes"
                  .lanes=${others}
                  @lookfor-code-choose=${this.#handleCode}
                ></lookfor-code-chooser>`,
            )
          : nothing
      }`;
  }

  #renderChildren(): TemplateResult | typeof nothing {
    if (this.childNames.length === 0) return nothing;
    return html`<p class="name" id="focus-name">${msg('Child in focus')}</p>
      <div class="chips children" role="group" aria-labelledby="focus-name">
        ${this.childNames.map((child) => {
          const isFocus = this.mark.child === child;
          return html`<button
            aria-pressed=${isFocus}
            aria-label=${child}
            title=${child}
            @click=${() => this.#change({ ...this.mark, child: isFocus ? null : child })}
          >
            ${shortChild(child)}
          </button>`;
        })}
      </div>`;
  }

  #renderFoot(): TemplateResult {
    const counted = lanesOfMark(this.mark, this.lanes)
      .filter((lane) => lane.kind === 'look-for')
      .map((lane) => lane.label)
      .join(', ');
    return html`<p class="foot">
      <span>${counted ? msg(str`Counts for: ${counted}`) : ''}</span>
      <button class="quiet delete" @click=${this.#handleDelete}>${msg('Delete')}</button>
      <button class="quiet" @click=${this.#handleDone}>${msg('Done')}</button>
    </p>`;
  }

  readonly #handleCode = ({ lane }: CodeChoose): void => {
    this.offersCodes = false;
    if (lane) this.#change(toggleLane(this.mark, lane));
  };

  #change(next: Mark): void {
    clearTimeout(this.#timer);
    const body = this.#typed ?? next.body;
    this.#typed = undefined;
    this.dispatchEvent(new MarkPutRequest({ ...next, body }));
  }

  /** Wishes to keep what was typed since the last time. */
  #keep = (mark: unknown = this.mark): void => {
    clearTimeout(this.#timer);
    const body = this.#typed;
    if (body === undefined) return;
    this.#typed = undefined;
    const own = isMark(mark) ? mark : this.mark;
    // Heard also when the editor has just left the page: the list listens on the editor itself.
    this.dispatchEvent(new MarkPutRequest({ ...own, body }, true));
  };

  readonly #handleDetail = (event: MarkPutRequest): void => {
    event.stopPropagation();
    const body = this.#typed ?? this.mark.body;
    this.#change({ ...this.mark, ...event.draft, body });
  };

  readonly #handleInput = (event: Event): void => {
    this.#typed = (event.target as HTMLTextAreaElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), KEEP_MS);
  };

  #handleTime(which: 'start' | 'end', field: HTMLInputElement): void {
    const typed = field.value.trim();
    const seconds = parseTime(typed);
    const { mark } = this;
    if (which === 'end' && typed === '') {
      this.wrongTime = null;
      this.#change({ ...mark, endSeconds: null });
      return;
    }
    const start = which === 'start' ? seconds : mark.startSeconds;
    const end = which === 'end' ? seconds : mark.endSeconds;
    const isRight =
      seconds !== null &&
      seconds <= this.durationSeconds &&
      start !== null &&
      (end === null || end >= start);
    this.wrongTime = isRight ? null : which;
    if (!isRight || start === null) return;
    this.#change({ ...mark, startSeconds: start, endSeconds: end });
    this.announce(formatRange(start, end));
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const isDone =
      event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
    this.#handleDone();
  };

  readonly #handleDelete = (): void => {
    clearTimeout(this.#timer);
    this.#typed = undefined;
    this.dispatchEvent(new MarkRemoveRequest(this.mark.id));
  };

  readonly #handleDone = (): void => {
    this.#keep();
    this.dispatchEvent(new MarkChoose(this.mark.id, false));
  };
}

function isMark(value: unknown): value is Mark {
  return typeof value === 'object' && value !== null && 'startSeconds' in value;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-note-editor': LookforNoteEditor;
  }
}
