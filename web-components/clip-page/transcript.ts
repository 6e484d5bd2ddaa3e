import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import { hasWords, markWords } from '#elements/clip-library/mark-words';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { formatClock, formatRange, machineDuration } from '#elements/kit/time';
import { LAST_CAPTIONS_KEY } from '#elements/player/track-choice';
import type { MaskedStretch } from '#elements/player/masked-stretches.rules';
import { playbackOf } from '#elements/player/playback-source';
import { maskedWords } from '#elements/player/player-words';
import { lineAt, parseTranscript, type TranscriptLine } from './webvtt.rules.ts';

const LANGUAGE_KEY = 'transcript:language';

/** The wish to play the clip from a time. */
export class SeekRequest extends Event {
  static readonly eventName = 'lookfor-seek-request';
  readonly seconds: number;

  constructor(seconds: number) {
    super(SeekRequest.eventName, OUTWARD);
    this.seconds = seconds;
  }
}

/**
 * What is said in a clip, in each language that there is: follows the clip, a line plays from where
 * it was said, and words are found whatever their accents.
 *
 * @tag lookfor-transcript
 * @fires lookfor-seek-request - the wish to play from a line
 */
@customElement('lookfor-transcript')
export class LookforTranscript extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        padding-block-end: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      h2 {
        flex: 1;
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      select {
        inline-size: auto;
        min-block-size: 1.75rem;
        padding: 0 var(--lf-1);
        border: 0;
        background: none;
        color: var(--lf-ink-2);
      }
      header .icon-only {
        inline-size: 1.75rem;
        min-block-size: 1.75rem;
        color: var(--lf-ink-2);
      }
      input {
        margin-block: var(--lf-2);
      }
      ol {
        position: relative;
        /* None of its own on a wide page: there the clip beside it says how high it is. */
        flex: 1 1 var(--transcript-basis, 0);
        min-block-size: 0;
        overflow: hidden auto;
      }
      button.line {
        display: grid;
        grid-template-columns: 2.6rem 1fr;
        inline-size: 100%;
        min-block-size: 1.75rem;
        padding: 0.34rem 0.5rem 0.34rem 0.6rem;
        border-inline-start: 2px solid transparent;
        border-radius: 0;
        color: var(--lf-ink);
        align-items: baseline;
        justify-content: start;
      }
      button.line:hover {
        background: var(--lf-sunken);
      }
      time {
        color: var(--lf-ink-3);
      }
      b {
        margin-inline-end: 0.3em;
        color: var(--lf-ink-3);
        font-weight: 400;
      }
      .masked {
        display: grid;
        grid-template-columns: 2.6rem 1fr;
        padding: 0.34rem 0.5rem 0.34rem 0.6rem;
        border-inline-start: 2px dashed var(--lf-rule);
        color: var(--lf-ink-3);
      }
      .unspoken {
        color: var(--lf-ink-3);
        font-style: italic;
      }
      mark {
        background: none;
        box-shadow: inset 0 -0.5em var(--lf-noticed-soft);
        color: inherit;
      }
      button.line[aria-current] {
        border-color: var(--lf-ink);
        border-start-end-radius: var(--lf-radius-s);
        border-end-end-radius: var(--lf-radius-s);
        background: var(--lf-surface);
        box-shadow: var(--lf-shadow);
        font-size: var(--lf-text-m);
      }
      button.line[aria-current] :is(b, time) {
        color: var(--lf-ink);
      }
      button.line[aria-current] span {
        font-weight: 600;
      }
      .count {
        padding-block-end: var(--lf-1);
        color: var(--lf-ink-2);
      }
      .none {
        padding-block: var(--lf-3);
        color: var(--lf-ink-2);
      }
    `,
  ];

  @query('ol') private list!: HTMLElement | null;
  @state() private language = '';
  @state() private sought: string | null = null;

  /** The clip, to ask for newer addresses when those below have ended. */
  @property({ attribute: 'clip-id' }) clipId = '';
  /** The captions of the clip with their addresses. */
  @property({ attribute: false }) captions: Playback['captions'] = [];
  /** What is masked in the clip: said among the lines, where it begins. */
  @property({ attribute: false }) masked: readonly MaskedStretch[] = [];
  /** Where the clip stands, in seconds. */
  @property({ type: Number }) seconds = 0;

  #lines = new Task(this, {
    args: () => [this.captions, this.language] as const,
    task: async ([captions, language], { signal }): Promise<TranscriptLine[]> => {
      const track = captions.find((one) => one.language === language) ?? captions[0];
      if (!track) return [];
      let response = await fetch(track.url, { signal });
      if (response.status === 403 && this.clipId) {
        // The page may have been open for longer than its addresses hold.
        const fresh = await playbackOf(this.api, { clipId: this.clipId });
        const again = fresh.captions.find(({ language: one }) => one === track.language);
        if (again) response = await fetch(again.url, { signal });
      }
      if (!response.ok) throw new Error(`captions answered ${response.status}`);
      return parseTranscript(await response.text());
    },
  });

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('captions') && this.captions.length > 0) void this.#chooseLanguage();
    if (changed.has('seconds')) this.#follow();
  }

  /** Keeps the current line in view, without moving the page. */
  #follow(): void {
    const line = this.renderRoot.querySelector<HTMLElement>('[aria-current]');
    const { list } = this;
    if (!line || !list || list.matches(':hover, :focus-within')) return;
    const { offsetTop, offsetHeight } = line.parentElement ?? line;
    const isInView =
      offsetTop >= list.scrollTop && offsetTop + offsetHeight <= list.scrollTop + list.clientHeight;
    if (!isInView) list.scrollTop = offsetTop - list.clientHeight / 3;
  }

  readonly #handleSearch = (): void => {
    this.sought = this.sought === null ? '' : null;
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  };

  #found(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
    const { sought } = this;
    if (!sought?.trim()) return lines;
    return lines.filter((line) => hasWords(`${line.speaker} ${line.text}`, sought));
  }

  /** Enter plays one line after the other that has the words; Escape ends the search. */
  readonly #handleSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.sought = null;
      this.renderRoot.querySelector<HTMLElement>('header .icon-only')?.focus();
    }
    const found = this.sought?.trim() ? this.#found(this.#lines.value ?? []) : [];
    if (event.key !== 'Enter' || found.length === 0) return;
    event.preventDefault();
    const next = found.find(({ startSeconds }) => startSeconds > this.seconds + 0.1) ?? found[0];
    if (next) this.dispatchEvent(new SeekRequest(next.startSeconds));
  };

  readonly #handleLanguage = (event: Event): void => {
    this.language = (event.target as HTMLSelectElement).value;
    void this.localStore.write(LANGUAGE_KEY, this.language);
  };

  /** The language that was read last, then that of the captions, then that of the page. */
  async #chooseLanguage(): Promise<void> {
    const kept = [
      await this.localStore.read<string>(LANGUAGE_KEY),
      await this.localStore.read<string>(LAST_CAPTIONS_KEY),
      currentLocale(),
    ];
    const offered = this.captions.map(({ language }) => language);
    this.language ||= kept.find((one) => one && offered.includes(one)) ?? offered[0] ?? '';
  }

  #renderLine(line: TranscriptLine, isCurrent: boolean) {
    return html`<li>
      <button
        class="plain line"
        aria-current=${isCurrent ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new SeekRequest(line.startSeconds))}
      >
        <time datetime=${machineDuration(line.startSeconds)}
          >${formatClock(line.startSeconds)}</time
        >
        <span class=${line.isUnspoken ? 'unspoken' : ''}
          >${
            line.speaker ? html`<b>${markWords(line.speaker, this.sought ?? '')}</b>` : nothing
          }${markWords(line.text, this.sought ?? '')}</span
        >
      </button>
    </li>`;
  }

  #renderLines(lines: readonly TranscriptLine[]) {
    const sought = this.sought?.trim() ?? '';
    const shown = this.#found(lines);
    if (lines.length === 0)
      return html`<p class="none">${msg('This clip has no captions yet.')}</p>
        ${
          this.masked.length > 0
            ? html`<ol>
                ${this.masked.map(maskedLine)}
              </ol>`
            : nothing
        }`;
    if (shown.length === 0)
      return html`<p class="none" role="status">${msg(str`Nobody says “${sought}” here.`)}</p>`;
    const current = lines[lineAt(lines, this.seconds)];
    return html`${sought ? html`<p class="count" role="status">${countWords(shown.length)}</p>` : nothing}
      <ol>
        ${this.#withMasked(shown).map((entry) =>
          'what' in entry ? maskedLine(entry) : this.#renderLine(entry, entry === current),
        )}
      </ol>`;
  }

  /** What is said, and between it what is masked; who searches is shown only what is said. */
  #withMasked(lines: readonly TranscriptLine[]): readonly (TranscriptLine | MaskedStretch)[] {
    if (this.sought?.trim() || this.masked.length === 0) return lines;
    // Sorting is stable: what is masked stands before the words that begin with it.
    return [...this.masked, ...lines].sort((a, b) => a.startSeconds - b.startSeconds);
  }

  override render() {
    return html`
      <header>
        <h2>${msg('Transcript')}</h2>
        ${
          this.captions.length > 1
            ? html`<select
                aria-label=${msg('Language of the transcript')}
                @change=${this.#handleLanguage}
              >
                ${this.captions.map(
                  (track) =>
                    html`<option
                      value=${track.language}
                      .selected=${track.language === this.language}
                    >
                      ${track.label}
                    </option>`,
                )}
              </select>`
            : nothing
        }
        ${
          this.captions.length > 0
            ? html`<button
                class="icon-only"
                aria-label=${msg('Search the transcript')}
                aria-expanded=${this.sought !== null}
                @click=${this.#handleSearch}
              >
                ${icon('search')}
              </button>`
            : nothing
        }
      </header>
      ${
        this.sought === null
          ? nothing
          : html`<input
              type="search"
              aria-label=${msg('Words in the transcript')}
              .value=${this.sought}
              @keydown=${this.#handleSearchKey}
              @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
            />`
      }
      ${this.#lines.render({
        complete: (lines) => this.#renderLines(lines),
        error: () => html`<p class="none">${msg('The captions could not be loaded.')}</p>`,
      })}
    `;
  }
}

function maskedLine({ startSeconds, endSeconds, what }: MaskedStretch) {
  return html`<li class="masked">
    <time datetime=${machineDuration(startSeconds)}>${formatClock(startSeconds)}</time>
    <span>${maskedWords(what)} ${formatRange(startSeconds, endSeconds)}</span>
  </li>`;
}

function countWords(count: number): string {
  return count === 1 ? msg('1 line') : msg(str`${count} lines`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-transcript': LookforTranscript;
  }
  interface HTMLElementEventMap {
    'lookfor-seek-request': SeekRequest;
  }
}
