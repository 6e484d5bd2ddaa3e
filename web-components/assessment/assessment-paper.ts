import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PassageComment } from '#contract/assessments';
import type { Framework } from '#contract/frameworks';
import type { NarrationReading } from '#contract/narrations';
import type { Criterion } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { formatInstant } from '#elements/kit/time';
import { authorMarkStyles } from '#elements/narration/author-marks.styles';
import { blockAuthors, writersOf, type BlockAuthor } from '#elements/narration/authors.rules';
import { writersLine } from '#elements/narration/writers-line';
import { documentMarkStyles } from '#elements/narration/narration-document-marks.styles';
import {
  renderNarrationDocument,
  type BlockDecoration,
} from '#elements/narration/narration-document';

import { blockText } from '#contract/shared/narration-text';
import { documentStyles } from '#elements/narration/narration-document.styles';
import { assessmentPaperStyles } from './assessment-paper.styles.ts';
import { signPassages, textMarks, type SignedPassage } from './assessment.rules.ts';
import { PassageChange, PassageRemoval } from './events.ts';
import { clearSelection, selectedPassage } from './passage-selection.ts';

/** What is about to be tied or commented: a stretch of words, or a cited moment as a whole. */
interface Offer {
  block: number;
  start: number;
  quote: string;
  /** Pixels from the upper edge of the text; null stands right after the block. */
  top: number | null;
  left: number;
}

const SETTLE_MS = 150;

/**
 * A narration as it was handed in, for somebody who marks it. Selecting words opens a small bar:
 * comment there, or tie them to a criterion as evidence (keys 1, 2, 3…). Moments play in place.
 *
 * @tag lookfor-assessment-paper
 * @fires lookfor-passage-change - PassageChange, a passage was tied, commented or changed
 * @fires lookfor-passage-removal - PassageRemoval
 */
@customElement('lookfor-assessment-paper')
export class LookforAssessmentPaper extends LookforElement {
  static override styles = [
    LookforElement.styles,
    documentStyles,
    documentMarkStyles,
    authorMarkStyles,
    assessmentPaperStyles,
  ];

  @query('.document') private text!: HTMLElement;
  @state() private offer: Offer | null = null;
  @state() private openId: string | null = null;
  @state() private writtenId: string | null = null;

  /** The narration; its author may be a candidate code. */
  @property({ attribute: false }) reading!: NarrationReading;
  @property({ attribute: false }) criteria: readonly Criterion[] = [];
  @property({ attribute: false }) passages: readonly PassageComment[] = [];
  /** Names of the codes on cited moments. */
  @property({ attribute: false }) framework: Framework | null = null;
  /** The author is a candidate code, not a name. */
  @property({ type: Boolean, attribute: 'names-hidden' }) namesHidden = false;
  /** Nothing can be said here any more. */
  @property({ type: Boolean }) locked = false;

  #authors: readonly BlockAuthor[] = [];
  #signed: readonly SignedPassage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('selectionchange', this.#handleSelection);
    document.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('selectionchange', this.#handleSelection);
    document.removeEventListener('keydown', this.#handleKey);
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reading')) {
      const { group } = this.reading;
      this.#authors = group ? blockAuthors(group.authors, writersOf(group)) : [];
    }
    if (changed.has('passages') || changed.has('reading'))
      this.#signed = signPassages(this.passages, this.reading.doc);
    if (changed.has('reading') && changed.get('reading')?.id !== this.reading.id) {
      this.offer = null;
      this.openId = null;
      this.writtenId = null;
    }
  }

  /** Shows a passage where it stands, with what can be done with it. */
  async visit(passageId: string): Promise<void> {
    this.openId = passageId;
    await this.updateComplete;
    const passage = this.#signed.find(({ id }) => id === passageId);
    const mark =
      this.renderRoot.querySelector<HTMLElement>(`mark[data-mark="${passageId}"]`) ??
      this.renderRoot.querySelector<HTMLElement>(`[data-block="${passage?.block ?? ''}"]`);
    mark?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    this.renderRoot
      .querySelector<HTMLElement>(`#at-${passageId} button`)
      ?.focus({ preventScroll: true });
  }

  #handleSelection = (): void => {
    clearTimeout(this.#timer);
    // A selection is read when it rests: while it is drawn, a bar would jump after the pointer.
    this.#timer = setTimeout(() => this.#readSelection(), SETTLE_MS);
  };

  #readSelection(): void {
    if (this.locked || !this.isConnected || !(this.renderRoot instanceof ShadowRoot)) return;
    const selected = selectedPassage(this.renderRoot);
    if (!selected) {
      if (this.offer?.top != null) this.offer = null;
      return;
    }
    const frame = this.text.getBoundingClientRect();
    this.offer = {
      block: selected.block,
      start: selected.start,
      quote: selected.quote,
      top: selected.bottom - frame.top,
      left: Math.max(0, Math.min(selected.left - frame.left, frame.width - 320)),
    };
  }

  #handleKey = (event: KeyboardEvent): void => {
    if (!this.offer || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === 'Escape') {
      this.#closeOffer();
      return;
    }
    const criterion = /^[1-9]$/.test(event.key) ? this.criteria[Number(event.key) - 1] : undefined;
    if (!criterion) return;
    event.preventDefault();
    this.#tie(criterion.id);
  };

  #handleTextClick = (event: MouseEvent): void => {
    const mark = event
      .composedPath()
      .find((node) => node instanceof HTMLElement && node.dataset['mark'] !== undefined);
    if (!(mark instanceof HTMLElement) || getSelection()?.type === 'Range') return;
    const id = mark.dataset['mark'] ?? null;
    this.openId = this.openId === id ? null : id;
  };

  async #takeBlock(index: number): Promise<void> {
    const block = this.reading.doc.content[index];
    if (!block) return;
    clearSelection();
    this.offer = { block: index, start: 0, quote: blockText(block), top: null, left: 0 };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.offer button')?.focus();
  }

  #closeOffer(): void {
    this.offer = null;
    clearSelection();
  }

  #tie(criterionId: string | null): void {
    const { offer } = this;
    if (!offer) return;
    const { block, start, quote } = offer;
    const passage: PassageComment = {
      id: crypto.randomUUID(),
      block,
      start,
      quote: quote.slice(0, 2_000),
      criterionId,
      comment: '',
    };
    this.#closeOffer();
    if (criterionId === null) void this.#write(passage.id);
    this.dispatchEvent(new PassageChange(passage));
    const criterion = this.criteria.find(({ id }) => id === criterionId);
    if (criterion) this.announce(msg(str`Tied to ${criterion.title}`));
  }

  async #write(passageId: string): Promise<void> {
    this.openId = passageId;
    this.writtenId = passageId;
    await this.updateComplete;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#at-${passageId} textarea`)?.focus();
  }

  #endWriting(passage: PassageComment): void {
    this.writtenId = null;
    if (passage.criterionId === null && passage.comment.trim() === '') this.#remove(passage);
  }

  #remove(passage: PassageComment): void {
    this.openId = null;
    this.writtenId = null;
    this.dispatchEvent(new PassageRemoval(passage.id));
  }

  override render() {
    const { reading } = this;
    return html`<article>
      <p class="about">
        <b
          >${this.namesHidden ? msg(str`Candidate ${reading.author}`) : reading.group?.name || reading.author}</b
        >
        ${
          reading.handedInAt
            ? html`<span>${msg(str`Handed in ${formatInstant(reading.handedInAt)}`)}</span>`
            : nothing
        }
        <span>${msg(str`Version ${reading.version}`)}</span>
        <span>${msg(str`${reading.wordCount} words`)}</span>
      </p>
      ${reading.group ? html`<p class="about">${writersLine(reading.group)}</p>` : nothing}
      <h1>${reading.title || msg('Untitled narration')}</h1>
      ${reading.question ? html`<p class="question">${reading.question}</p>` : nothing}
      <div class="document" @click=${this.#handleTextClick}>
        ${renderNarrationDocument(reading.doc, {
          api: this.api,
          framework: this.framework,
          closedClips: reading.closedClips,
          marksFor: (index) => this.#marksFor(index),
          decorateBlock: (index) => this.#decorate(index),
        })}
      </div>
    </article>`;
  }

  #marksFor(index: number) {
    const marks = textMarks(
      this.reading.doc.content[index],
      index,
      this.#signed,
      this.criteria,
    ).map((mark) =>
      mark.id === this.openId ? { ...mark, className: `${mark.className} visited` } : mark,
    );
    const { offer } = this;
    if (offer?.block !== index || offer.quote === '') return marks;
    const chosen = {
      start: offer.start,
      end: offer.start + offer.quote.length,
      className: 'chosen',
    };
    // Words that the browser shows as selected must stay the same nodes, or it lets them go.
    return offer.top === null ? [...marks, chosen] : marks;
  }

  #decorate(index: number): BlockDecoration {
    const block = this.reading.doc.content[index];
    const isMoment = block?.type === 'citation';
    const author = this.#authors[index];
    const here = this.#signed.filter((passage) => passage.block === index);
    const hasWords = block !== undefined && blockText(block).trim() !== '';
    return {
      className: `${author?.className ?? ''} ${isMoment && here.some(({ id }) => id === this.openId) ? 'visited' : ''}`,
      by: author?.initials ?? '',
      after: html`${isMoment ? this.#renderWithMoment(index, here) : nothing}
      ${!isMoment && hasWords && !this.locked ? this.#renderTake(index) : nothing}
      ${this.offer?.block === index ? this.#renderOffer(this.offer) : nothing}
      ${here
        .filter(({ id, comment }) => comment !== '' || id === this.openId)
        .map((passage) => this.#renderComment(passage))}`,
    };
  }

  #renderTake(index: number): TemplateResult {
    return html`<button
      class="take"
      title=${msg('Choose this passage')}
      aria-label=${msg(str`Choose passage ${index + 1}`)}
      @click=${() => this.#takeBlock(index)}
    >
      ${icon('plus')}
    </button>`;
  }

  #renderWithMoment(
    index: number,
    tied: readonly SignedPassage[],
  ): TemplateResult | typeof nothing {
    if (this.locked && tied.length === 0) return nothing;
    return html`<div class="with-moment">
      ${tied.map((passage) => {
        const criterion = this.criteria.find(({ id }) => id === passage.criterionId);
        return html`<button
          class="plain chip ${criterion ? `hue-${criterion.hue}` : ''}"
          @click=${() => void this.visit(passage.id)}
        >
          ${passage.sign} ${criterion?.title ?? msg('Comment')}
        </button>`;
      })}
      ${
        this.locked
          ? nothing
          : html`<button class="quiet" @click=${() => this.#takeBlock(index)}>
              ${msg('Say something about this moment')}
            </button>`
      }
    </div>`;
  }

  #renderOffer(offer: Offer): TemplateResult {
    const place =
      offer.top === null
        ? ''
        : `inset-block-start: ${Math.round(offer.top)}px; inset-inline-start: ${Math.round(offer.left)}px`;
    return html`<div
      class="offer"
      role="toolbar"
      aria-label=${msg('With the chosen passage')}
      .style=${place}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      <button @click=${() => this.#tie(null)}>${msg('Comment')}</button>
      ${this.criteria.map(
        ({ id, title }, at) =>
          html`<button @click=${() => this.#tie(id)}><b>${at + 1}</b> ${title}</button>`,
      )}
    </div>`;
  }

  #renderComment(passage: SignedPassage): TemplateResult {
    const criterion = this.criteria.find(({ id }) => id === passage.criterionId);
    const isWritten = this.writtenId === passage.id && !this.locked;
    return html`<aside
      id="at-${passage.id}"
      class="comment ${criterion ? `hue-${criterion.hue}` : ''}"
      aria-label=${msg(str`At passage ${passage.sign}`)}
    >
      <header>
        <b><span class="sign">${passage.sign}</span> ${criterion?.title ?? msg('Your comment')}</b>
        <span
          >${this.locked ? msg('the student reads it') : msg('to the student, when released')}</span
        >
      </header>
      ${isWritten ? this.#renderWriting(passage) : this.#renderWords(passage)}
    </aside>`;
  }

  #renderWriting(passage: SignedPassage): TemplateResult {
    return html`<textarea
        maxlength="5000"
        aria-label=${msg('Your comment')}
        .value=${passage.comment}
        @input=${({ target }: InputEvent & { target: HTMLTextAreaElement }) =>
          this.dispatchEvent(new PassageChange({ ...unsigned(passage), comment: target.value }))}
      ></textarea>
      <p class="do">
        <button class="quiet" @click=${() => this.#endWriting(passage)}>${msg('Done')}</button>
        <button class="quiet" @click=${() => this.#remove(passage)}>${msg('Remove')}</button>
      </p>`;
  }

  #renderWords(passage: SignedPassage): TemplateResult {
    return html`${passage.comment ? html`<p class="words">${passage.comment}</p>` : nothing}
    ${
      this.locked
        ? nothing
        : html`<p class="do">
            <button class="quiet" @click=${() => this.#write(passage.id)}>
              ${passage.comment ? msg('Edit') : msg('Comment')}
            </button>
            <button class="quiet" @click=${() => this.#remove(passage)}>
              ${passage.criterionId === null ? msg('Remove') : msg('No longer evidence')}
            </button>
          </p>`
    }`;
  }
}

/** The passage as it is stored: signs are given anew when passages come and go. */
function unsigned({
  id,
  block,
  start,
  quote,
  criterionId,
  comment,
}: SignedPassage): PassageComment {
  return { id, block, start, quote, criterionId, comment };
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-assessment-paper': LookforAssessmentPaper;
  }
}
