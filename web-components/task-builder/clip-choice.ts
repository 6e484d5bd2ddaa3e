import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes, type ClipCard } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { empty, failed, loading } from '#elements/kit/states';
import { formatClock } from '#elements/kit/time';
import { obstacleWords } from './clip-words.ts';

/** Somebody chose a clip. */
export class ClipChosen extends Event {
  static readonly eventName = 'lookfor-clip-chosen';
  readonly clip: ClipCard;

  constructor(clip: ClipCard) {
    super(ClipChosen.eventName, OUTWARD);
    this.clip = clip;
  }
}

const SEARCH_AFTER_MS = 250;
const MOST_CLIPS = 60;

/**
 * The library as something to choose one clip from: a search box and small cards.
 *
 * @tag lookfor-clip-choice
 * @fires lookfor-clip-chosen {ClipChosen} - a card was pressed
 */
@customElement('lookfor-clip-choice')
export class LookforClipChoice extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      .search {
        position: relative;
        display: block;
        max-inline-size: 26rem;
        margin-block-end: var(--lf-4);
      }
      .search .icon {
        position: absolute;
        inset: 0 auto 0 var(--lf-2);
        margin-block: auto;
        color: var(--lf-ink-3);
      }
      .search input[type='search'] {
        padding-inline-start: 2.25rem;
        border-radius: var(--lf-radius);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
        gap: var(--lf-4);
      }
      button.plain {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 2px;
        inline-size: 100%;
        color: var(--lf-ink-2);
      }
      button.plain:hover b {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .poster {
        position: relative;
        display: grid;
        place-items: center;
        overflow: hidden;
        margin-block-end: 6px;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius);
        background: var(--lf-sunken);
        color: var(--lf-ink-3);
      }
      .poster img {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .poster .icon {
        inline-size: 28px;
        block-size: 28px;
      }
      .length {
        position: absolute;
        inset: auto 6px 6px auto;
        padding: 0 6px;
        border-radius: 3px;
        background: rgb(20 23 29 / 78%);
        color: var(--lf-on-stage);
        font-size: var(--lf-text-xs);
        line-height: 1.25rem;
      }
      [aria-current] .poster {
        outline: 2px solid var(--lf-accent);
        outline-offset: 2px;
      }
      b {
        color: var(--lf-ink);
        font-weight: 600;
      }
      small {
        font-size: var(--lf-text-xs);
      }
      .obstacle {
        color: var(--lf-noticed-ink);
        font-weight: 600;
      }
      .more {
        margin-block-start: var(--lf-3);
      }
    `,
  ];

  /** The clip that is chosen now. */
  @property({ attribute: 'clip-id' }) clipId = '';
  /** A clip that is no choice here: the one to which another is chosen. */
  @property({ attribute: 'except-id' }) exceptId = '';

  @state() private searched = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  #clips = new Task(this, {
    task: ([api, q], { signal }) =>
      api.call(clipRoutes.listClips, { query: { q, limit: MOST_CLIPS } }, { signal }),
    args: () => [this.api, this.searched] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  readonly #handleSearch = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.searched = value.trim();
    }, SEARCH_AFTER_MS);
  };

  override render() {
    return html`
      <label class="search"
        ><span class="unseen">${msg('Search clips')}</span>${icon('search')}
        <input
          type="search"
          placeholder=${msg('Title, strategy, what is said')}
          @input=${this.#handleSearch}
      /></label>
      ${this.#clips.render({
        pending: () => loading(msg('Loading clips')),
        error: (error) => failed(error, () => void this.#clips.run()),
        complete: ({ clips, total }) => this.#renderClips(clips, total),
      })}
    `;
  }

  #renderClips(clips: readonly ClipCard[], total: number): TemplateResult {
    if (clips.length === 0)
      return this.searched
        ? empty(msg('No clip matches'), msg('Try fewer or other words.'))
        : empty(
            msg('There are no clips yet'),
            msg('Upload a recording under “Clips”, and it will be here.'),
          );
    return html`<ul>
        ${clips.filter(({ id }) => id !== this.exceptId).map((clip) => this.#renderCard(clip))}
      </ul>
      ${
        total > clips.length
          ? html`<p class="more muted">
              ${msg(str`The first ${clips.length} of ${total}. Search to find the others.`)}
            </p>`
          : nothing
      }`;
  }

  #renderCard(clip: ClipCard): TemplateResult {
    const obstacle = obstacleWords(clip);
    return html`<li>
      <button
        type="button"
        class="plain"
        aria-current=${clip.id === this.clipId ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new ClipChosen(clip))}
      >
        <span class="poster"
          >${
            clip.posterUrl
              ? html`<img src=${clip.posterUrl} alt="" loading="lazy" />`
              : icon('film')
          }
          ${
            clip.durationSeconds === null
              ? nothing
              : html`<span class="length">${formatClock(clip.durationSeconds)}</span>`
          }</span
        >
        <b>${clip.title || msg('Without a title')}</b>
        ${clip.strategyTitle ? html`<span>${clip.strategyTitle}</span>` : nothing}
        ${obstacle ? html`<small class="obstacle">${obstacle}</small>` : nothing}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-choice': LookforClipChoice;
  }
  interface HTMLElementEventMap {
    'lookfor-clip-chosen': ClipChosen;
  }
}
