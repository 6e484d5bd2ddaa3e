import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import { markWords } from '#elements/clip-library/mark-words';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { formatClock, machineDuration } from '#elements/kit/time';
import { lineAt, parseTranscript, type TranscriptLine } from './webvtt.rules.ts';

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
 * What is said in a clip: follows the clip, and a line plays from where it was said.
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
      .none {
        padding-block: var(--lf-3);
        color: var(--lf-ink-2);
      }
    `,
  ];

  @query('ol') private list!: HTMLElement | null;
  @state() private language = '';
  @state() private sought: string | null = null;

  /** The captions of the clip with their addresses. */
  @property({ attribute: false }) captions: Playback['captions'] = [];
  /** Where the clip stands, in seconds. */
  @property({ type: Number }) seconds = 0;

  #lines = new Task(this, {
    args: () => [this.captions, this.language] as const,
    task: async ([captions, language], { signal }): Promise<TranscriptLine[]> => {
      const track = captions.find((one) => one.language === language) ?? captions[0];
      if (!track) return [];
      const response = await fetch(track.url, { signal });
      if (!response.ok) throw new Error(`captions answered ${response.status}`);
      return parseTranscript(await response.text());
    },
  });

  protected override updated(changed: PropertyValues<this>): void {
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
          >${line.speaker ? html`<b>${line.speaker}</b>` : nothing}${markWords(
            line.text,
            this.sought ?? '',
          )}</span
        >
      </button>
    </li>`;
  }

  #renderLines(lines: readonly TranscriptLine[]) {
    const words = (this.sought ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const shown = lines.filter((line) =>
      words.every((word) => `${line.speaker} ${line.text}`.toLowerCase().includes(word)),
    );
    if (lines.length === 0)
      return html`<p class="none">${msg('This clip has no captions yet.')}</p>`;
    if (shown.length === 0)
      return html`<p class="none">${msg(str`Nobody says “${this.sought ?? ''}” here.`)}</p>`;
    const current = lines[lineAt(lines, this.seconds)];
    return html`<ol>
      ${shown.map((line) => this.#renderLine(line, line === current))}
    </ol>`;
  }

  override render() {
    return html`
      <header>
        <h2>${msg('Transcript')}</h2>
        ${
          this.captions.length > 1
            ? html`<select
                aria-label=${msg('Language of the transcript')}
                @change=${(event: Event) =>
                  (this.language = (event.target as HTMLSelectElement).value)}
              >
                ${this.captions.map(
                  (track) => html`<option value=${track.language}>${track.label}</option>`,
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

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-transcript': LookforTranscript;
  }
  interface HTMLElementEventMap {
    'lookfor-seek-request': SeekRequest;
  }
}
