import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClipCard } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import '#elements/task-builder/clip-choice';
import type { ClipChosen } from '#elements/task-builder/clip-choice';

/** Other clips are to be linked by themselves. */
export class ClipLinksChosen extends Event {
  static readonly eventName = 'lookfor-clip-links-chosen';
  readonly clips: ClipCard[];

  constructor(clips: ClipCard[]) {
    super(ClipLinksChosen.eventName, OUTWARD);
    this.clips = clips;
  }
}

/** A task is to begin with this clip. */
export class ClipTaskWish extends Event {
  static readonly eventName = 'lookfor-clip-task-wish';
  readonly clip: ClipCard;

  constructor(clip: ClipCard) {
    super(ClipTaskWish.eventName, OUTWARD);
    this.clip = clip;
  }
}

/**
 * Clips to choose from: each can be linked by itself, or a task begins with it.
 *
 * @tag lookfor-clip-links
 * @fires lookfor-clip-links-chosen {ClipLinksChosen} - others are to be linked
 * @fires lookfor-clip-task-wish {ClipTaskWish} - a task is to begin with one
 */
@customElement('lookfor-clip-links')
export class LookforClipLinks extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: var(--lf-4) var(--lf-5);
      }
      .lead {
        margin-block-end: var(--lf-3);
        color: var(--lf-ink-2);
      }
      .asked {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-2) var(--lf-3);
        margin-block-end: var(--lf-4);
        padding: var(--lf-3) 0;
        border-block: 1px solid var(--lf-ink-3);
      }
      .asked > div {
        flex: 1 1 16rem;
        min-inline-size: 0;
      }
      .asked b,
      li b {
        font-size: var(--lf-text-m);
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      ul {
        margin-block-end: var(--lf-4);
        border-block-start: 1px solid var(--lf-ink-3);
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--lf-3);
        padding-block: 6px;
        border-block-end: var(--lf-line);
      }
      @media (max-width: 44rem) {
        :host {
          overflow: visible;
          padding: var(--lf-4);
        }
      }
    `,
  ];

  /** Clips that are to be linked. */
  @property({ attribute: false }) chosen: readonly ClipCard[] = [];
  /** The LMS takes only one activity at a time. */
  @property({ type: Boolean, attribute: 'only-one' }) onlyOne = false;

  @state() private asked: ClipCard | undefined;

  readonly #handleClipChosen = async (event: ClipChosen): Promise<void> => {
    event.stopPropagation();
    this.asked = event.clip;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.asked')?.scrollIntoView({ block: 'nearest' });
    this.renderRoot.querySelector<HTMLElement>('.asked button:not([disabled])')?.focus();
  };

  #link(clip: ClipCard): void {
    const others = this.onlyOne ? [] : this.chosen.filter(({ id }) => id !== clip.id);
    this.asked = undefined;
    this.dispatchEvent(new ClipLinksChosen([...others, clip]));
  }

  #unlink(clip: ClipCard): void {
    this.dispatchEvent(new ClipLinksChosen(this.chosen.filter(({ id }) => id !== clip.id)));
  }

  override render() {
    return html`<p class="lead">
        ${msg('Choose a clip: link to it by itself, or begin a task with it.')}
      </p>
      ${this.asked ? this.#renderAsked(this.asked) : nothing}
      ${
        this.chosen.length > 0
          ? html`<ul aria-label=${msg('Clips to be linked')}>
              ${this.chosen.map((clip) => this.#renderLinked(clip))}
            </ul>`
          : nothing
      }
      <lookfor-clip-choice
        .api=${this.api}
        clip-id=${this.asked?.id ?? ''}
        @lookfor-clip-chosen=${this.#handleClipChosen}
      ></lookfor-clip-choice>`;
  }

  #renderAsked(clip: ClipCard): TemplateResult {
    const isDraft = clip.curation !== 'published';
    return html`<div class="asked">
      <div>
        <b>${clip.title || msg('Without a title')}</b>
        ${
          isDraft
            ? html`<small
                >${msg('A draft: publish it in the library before you link to it.')}</small
              >`
            : nothing
        }
      </div>
      <button type="button" ?disabled=${isDraft} @click=${() => this.#link(clip)}>
        ${icon('plus')}${msg('Link to the clip')}
      </button>
      <button
        type="button"
        class="quiet"
        @click=${() => this.dispatchEvent(new ClipTaskWish(clip))}
      >
        ${msg('Begin a task with it')}
      </button>
    </div>`;
  }

  #renderLinked(clip: ClipCard): TemplateResult {
    const title = clip.title || msg('Without a title');
    return html`<li>
      <div>
        <b>${title}</b>
        <small>${msg('will be linked')}</small>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label=${msg(str`Take out: ${title}`)}
        @click=${() => this.#unlink(clip)}
      >
        ${msg('Take out')}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-links': LookforClipLinks;
  }
  interface HTMLElementEventMap {
    'lookfor-clip-links-chosen': ClipLinksChosen;
    'lookfor-clip-task-wish': ClipTaskWish;
  }
}
