import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Playback } from '#contract/clips';
import type { NamedCode } from '#contract/frameworks';
import type { Mark } from '#contract/observations';
import { AfterFrame } from '#elements/kit/after-frame';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart } from '#elements/kit/later-part';
import type { PlaybackController } from '#elements/player/playback-controller';
import { MarkChoose, MarkPutRequest, SeekRequest, type MarkDragging } from './events.ts';
import { authorColourStyles } from './author-colours.styles.ts';
import { hueStyles } from './hues.styles.ts';
import { lanesOfMark, type Lane } from './lanes.rules.ts';
import './note-editor.ts';
import type { LookforNoteEditor } from './note-editor.ts';
import { noteLine } from './note-line.ts';
import { notesListStyles } from './notes-list.styles.ts';
import { bringIntoSight, endNearby, hiddenNotes } from './notes-sight.ts';
import {
  firstAfter,
  firstAround,
  firstOnPage,
  MOST_NOTES,
  notesWith,
} from './notes-window.rules.ts';
import type { Member } from './team.rules.ts';

// The same array each time: what is drawn of it stays.
const NO_CODES: readonly NamedCode[] = [];

/** The list moves by itself at most so often. */
const REST_MS = 400;

/**
 * All notes in the order of the clip. The list follows playing, finds words, and opens one note
 * to be written on. It is also the timeline for those who do not see it: every time can be typed.
 *
 * @tag lookfor-notes-list
 * @fires lookfor-mark-put {MarkPutRequest} - a note changed
 * @fires lookfor-mark-remove {MarkRemoveRequest} - a note shall go
 * @fires lookfor-mark-choose {MarkChoose} - a note was chosen, opened or is done
 * @fires lookfor-seek {SeekRequest} - a note's time was pressed
 */
@customElement('lookfor-notes-list')
export class LookforNotesList extends LookforElement {
  static override styles = [LookforElement.styles, hueStyles, authorColourStyles, notesListStyles];

  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  @property({ attribute: false }) childNames: readonly string[] = [];
  @property({ attribute: false }) people: Playback['people'] = [];
  @property({ attribute: false }) chosenId: string | null = null;
  /** The note that is written on. */
  @property({ attribute: false }) openId: string | null = null;
  @property({ attribute: false }) dragging: MarkDragging | null = null;
  /** What plays the clip, to be followed. */
  @property({ attribute: false }) controller!: PlaybackController;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  /** How codes of an older version of the framework were called. */
  @property({ attribute: false }) earlierCodes: readonly NamedCode[] = NO_CODES;
  /** In a group: who may have made a note. */
  @property({ attribute: false }) members: readonly Member[] = [];

  @query('ol') private list!: HTMLOListElement | null;
  @query('lookfor-note-editor') private editor!: LookforNoteEditor | null;
  @query('input[type="search"]') private searchField!: HTMLInputElement | null;
  @state() private follows = true;
  @state() private searched: string | null = null;
  @state() private outOfView = { before: 0, after: 0 };
  /** Which of the notes that are found stands first on the page. */
  @state() private firstAt = 0;

  readonly #spoken = new LaterPart(
    this,
    'lookfor-spoken-player',
    () => import('./spoken-player.ts'),
  );
  #stopFrames: (() => void) | undefined;
  /** The note of the second that plays; it moves with the clip, so nothing is drawn anew for it. */
  #nearId: string | null = null;
  #broughtAtMs = 0;
  /** Which note was written on when its editor closed with the focus in it. */
  #leftAt: number | null = null;
  /** Only after layout is it known what is out of view. */
  readonly #counting = new AfterFrame(() => this.#countHidden());
  readonly #bringing = new AfterFrame(() => {
    const markId = this.openId ?? this.chosenId;
    if (markId && this.isConnected) this.#bringIntoView(markId);
  });
  #resize = new ResizeObserver(() => this.#counting.ask());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFrames?.();
    this.#resize.disconnect();
  }

  protected override firstUpdated(): void {
    if (this.list) this.#resize.observe(this.list);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.#listen();
    // Who was in the editor that closes goes on in the list: at its note, or where that was.
    const closed = changed.has('openId') && this.openId === null && changed.get('openId');
    const isInEditor = this.editor !== null && this.shadowRoot?.activeElement === this.editor;
    if (closed && isInEditor) {
      const before = changed.get('marks') ?? this.marks;
      this.#leftAt = before.findIndex(({ id }) => id === closed);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('openId') && this.openId) {
      this.#bringIntoView(this.openId);
      this.editor?.focus();
    } else if (changed.has('chosenId') && this.chosenId) {
      this.#bringing.ask();
    }
    this.#counting.ask();
    if (this.#leftAt === null) return;
    const at = Math.min(this.#leftAt, this.marks.length - 1);
    this.#leftAt = null;
    // Not its button: the space bar goes on playing the clip.
    this.#noteOf(this.marks[at]?.id ?? null)?.focus({ preventScroll: true });
  }

  /** Opens the field that finds words. */
  search(): void {
    this.searched ??= '';
    void this.updateComplete.then(() => this.searchField?.focus());
  }

  /** Puts the cursor into the note that is open. */
  focusNote(): void {
    this.editor?.focus();
  }

  override render() {
    const found = this.#found();
    const first = firstOnPage(this.firstAt, found.length);
    const shown = found.length > MOST_NOTES ? found.slice(first, first + MOST_NOTES) : found;
    const heading = this.members.length > 0 ? msg('Our notes') : msg('My notes');
    return html`<section class="column" aria-label=${heading}>
      <header class="head">
        <h2>${heading} <span>${this.marks.length}</span></h2>
        <button
          class="follow"
          role="switch"
          aria-checked=${this.follows}
          @click=${() => (this.follows = !this.follows)}
        >
          ${msg('Follow the clip')} <i></i>
        </button>
        <button
          class="icon-only find"
          aria-label=${msg('Search notes')}
          title=${msg('Search notes (/)')}
          aria-expanded=${this.searched !== null}
          @click=${() => (this.searched === null ? this.search() : this.#endSearch())}
        >
          ${icon('search')}
        </button>
      </header>
      ${this.searched === null ? nothing : this.#renderSearch(found.length)}
      ${this.#renderMore(this.outOfView.before, -1)}
      ${
        this.marks.length === 0
          ? this.#renderEmpty()
          : html`<ol @scroll=${this.#handleScroll}>
              ${repeat(
                shown,
                (mark) => mark.id,
                (mark) => guard(this.#factsOf(mark), () => this.#renderNote(mark)),
              )}
            </ol>`
      }
      ${this.#renderMore(this.outOfView.after, 1)}
    </section>`;
  }

  #renderSearch(found: number): TemplateResult {
    return html`<div class="search">
      <input
        type="search"
        aria-label=${msg('Search notes')}
        .value=${this.searched ?? ''}
        @input=${(event: Event) => (this.searched = (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          this.#endSearch();
        }}
      />
      <p class="hint" role="status">
        ${this.searched ? msg(str`${found} of ${this.marks.length} notes`) : ''}
      </p>
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="state">
      <h2>${msg('No notes yet')}</h2>
      <p>
        ${
          this.readOnly
            ? msg('Nothing was marked in this clip.')
            : msg('Play the clip and press M when you notice something. Words can come later.')
        }
      </p>
    </div>`;
  }

  #renderMore(count: number, direction: 1 | -1): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    // Where not all notes stand on the page, this is the way to them without a pointer.
    const isWay = this.marks.length > MOST_NOTES;
    return html`<button
      class="more"
      tabindex=${isWay ? 0 : -1}
      @click=${() => this.#scroll(direction)}
    >
      ${direction < 0 ? earlierWords(count) : laterWords(count)}
    </button>`;
  }

  #renderNote(mark: Mark): TemplateResult {
    const lanes = lanesOfMark(mark, this.lanes);
    const hue = lanes[0]?.hue ? `hue-${lanes[0].hue}` : 'unsorted';
    const isOpen = mark.id === this.openId && !this.readOnly;
    const isChosen = mark.id === this.chosenId;
    const classes = [
      'note',
      hue,
      isOpen ? 'editing' : '',
      isChosen ? 'chosen' : '',
      mark.id === this.#nearId ? 'near' : '',
    ];
    return html`<li
      class=${classes.join(' ')}
      tabindex="-1"
      data-note=${mark.id}
      aria-current=${isChosen}
    >
      ${isOpen ? this.#renderEditor(mark) : this.#renderClosed(mark, lanes)}
    </li>`;
  }

  /** What a note is drawn of: one that stays the same is not drawn anew. */
  #factsOf(mark: Mark): unknown[] {
    const { openId, readOnly, chosenId, lanes, dragging, members } = this;
    const isOpen = mark.id === openId && !readOnly;
    const facts: unknown[] = [mark, lanes, members, readOnly, isOpen, mark.id === chosenId];
    const moved = dragging?.markId === mark.id ? dragging : null;
    if (mark.earlier) facts.push(this.earlierCodes);
    if (mark.spoken) facts.push(this.#spoken.isHere, this.#spoken.isMissing);
    return [...facts, moved, ...(isOpen ? [this.childNames, this.people, {}] : [])];
  }

  #renderEditor(mark: Mark): TemplateResult {
    return html`<lookfor-note-editor
      .mark=${mark}
      .lanes=${this.lanes}
      .childNames=${this.childNames}
      .people=${this.people}
      .dragging=${this.dragging}
      .durationSeconds=${this.controller.durationSeconds}
      @lookfor-mark-put=${this.#passOn}
    ></lookfor-note-editor>`;
  }

  #renderClosed(mark: Mark, lanes: readonly Lane[]): TemplateResult {
    const facts = {
      lanes,
      isSorting: this.lanes.length > 0,
      dragged: this.dragging?.markId === mark.id ? this.dragging : null,
      members: this.members,
      earlierCodes: this.earlierCodes,
    };
    return html`${noteLine(mark, facts, () => this.#goTo(mark))} ${this.#renderText(mark)}
    ${
      mark.spoken
        ? this.#spoken.render(
            () => html`<lookfor-spoken-player .spoken=${mark.spoken}></lookfor-spoken-player>`,
          )
        : nothing
    }`;
  }

  #renderText(mark: Mark): TemplateResult | typeof nothing {
    if (this.readOnly) return html`<p class="text written">${mark.body}</p>`;
    return html`<button
      class="plain text ${mark.body ? 'written' : 'nothing'}"
      title=${msg('Write (N)')}
      @click=${() => this.dispatchEvent(new MarkChoose(mark.id, true))}
    >
      ${mark.body || msg('Write what you saw')}
    </button>`;
  }

  #found(): readonly Mark[] {
    return notesWith(this.searched ?? '', this.marks, this);
  }

  #endSearch(): void {
    this.searched = null;
  }

  #goTo(mark: Mark): void {
    this.dispatchEvent(new SeekRequest(mark.startSeconds));
    this.dispatchEvent(new MarkChoose(mark.id));
  }

  /** The last words of an editor that is leaving come after it has left the page. */
  readonly #passOn = (event: MarkPutRequest): void => {
    event.stopPropagation();
    this.dispatchEvent(new MarkPutRequest(event.draft, event.isTyping));
  };

  #listen(): void {
    this.#stopFrames?.();
    this.#stopFrames = this.controller?.onFrame((seconds) => this.#followTo(seconds));
  }

  #followTo(seconds: number): void {
    if (!this.follows) return;
    const near = this.marks.findLast((mark) => mark.startSeconds <= seconds + 0.05);
    if ((near?.id ?? null) === this.#nearId) return;
    this.#noteOf(this.#nearId)?.classList.remove('near');
    this.#nearId = near?.id ?? null;
    this.#noteOf(this.#nearId)?.classList.add('near');
    // Who writes or searches must not lose the line; and a list that never rests cannot be read.
    const isRested = performance.now() - this.#broughtAtMs > REST_MS;
    if (!near || !isRested || this.openId !== null || this.searched !== null) return;
    this.#broughtAtMs = performance.now();
    this.#bringIntoView(near.id);
  }

  /** Brings a note to the page, when it is not among those that stand there. */
  #standAround(markId: string): void {
    const found = this.#found();
    const at = found.findIndex(({ id }) => id === markId);
    if (at >= 0) this.firstAt = firstAround(at, this.firstAt, found.length);
  }

  readonly #handleScroll = (): void => {
    const { list } = this;
    const found = this.#found().length;
    const near = list && found > MOST_NOTES ? endNearby(list) : null;
    // What is seen stays where it is: browsers hold on to it when something comes above.
    if (near) this.firstAt = firstAfter(near, this.firstAt, found);
    this.#counting.ask();
  };

  #bringIntoView(markId: string): void {
    this.#standAround(markId);
    void this.updateComplete.then(() => {
      const note = this.#noteOf(markId);
      if (this.list && note) bringIntoSight(this.list, note);
    });
  }

  #noteOf(markId: string | null): HTMLElement | null {
    const found = this.#found();
    const at = found.findIndex(({ id }) => id === markId) - firstOnPage(this.firstAt, found.length);
    const note = this.list?.children[at];
    return note instanceof HTMLElement && note.dataset['note'] === markId ? note : null;
  }

  #scroll(direction: 1 | -1): void {
    this.follows = false;
    this.list?.scrollBy({ top: direction * this.list.clientHeight * 0.8, behavior: 'smooth' });
  }

  #countHidden(): void {
    if (!this.isConnected) return;
    const { list } = this;
    const found = this.#found().length;
    const first = firstOnPage(this.firstAt, found);
    const hidden = list ? hiddenNotes(list) : { before: 0, after: 0 };
    const before = hidden.before + first;
    const after = hidden.after + found - first - (list?.children.length ?? 0);
    if (before !== this.outOfView.before || after !== this.outOfView.after) {
      this.outOfView = { before, after };
    }
  }
}

function earlierWords(count: number): string {
  return count === 1 ? msg('1 earlier note') : msg(str`${count} earlier notes`);
}

function laterWords(count: number): string {
  return count === 1 ? msg('1 later note') : msg(str`${count} later notes`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-notes-list': LookforNotesList;
  }
}
