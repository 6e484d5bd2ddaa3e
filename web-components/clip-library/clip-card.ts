import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ClipCard } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { codeWords } from '#elements/kit/problem-words';
import { formatClock, formatDay, spokenSeconds } from '#elements/kit/time';
import { tileAt } from '#elements/player/thumbnail.rules';
import '#elements/collections/collection-menu';
import { clipCardStyles } from './clip-card.styles.ts';
import {
  agreedWords,
  closedWords,
  endsSoon,
  formatBytes,
  gapWords,
  stageWords,
  titleOf,
} from './clip-words.ts';
import { markWords } from './mark-words.ts';

/**
 * One clip of the library: a picture that scrubs under the pointer, what it teaches, and how far
 * the people in it agreed. Lay it in a grid with five shared rows.
 *
 * @tag lookfor-clip-card
 * @fires lookfor-navigate - to the clip, to a moment of it, or to its upload while it is not ready
 * @csspart poster - the picture
 */
@customElement('lookfor-clip-card')
export class LookforClipCard extends LookforElement {
  static override styles = [LookforElement.styles, clipCardStyles];

  @query('.poster') private poster!: HTMLElement;
  /** Share of the clip to which the pointer points; null away from the picture. */
  @state() private share: number | null = null;

  @property({ attribute: false }) clip: ClipCard | undefined;
  /** Words of the search, marked in what is shown. */
  @property() sought = '';

  protected override updated(): void {
    const sheet = this.clip?.thumbnails;
    if (this.share === null || !sheet) return;
    const { column, row } = tileAt(sheet, this.#seconds());
    const facts = {
      '--share': this.share,
      '--column': column,
      '--row': row,
      '--columns': sheet.columns,
      '--rows': sheet.rows,
    };
    // By property: the page's policy refuses style attributes.
    for (const [name, fact] of Object.entries(facts))
      this.poster.style.setProperty(name, String(fact));
  }

  readonly #handlePoint = (event: PointerEvent): void => {
    const { left, width } = this.poster.getBoundingClientRect();
    if (width > 0) this.share = Math.min(1, Math.max(0, (event.clientX - left) / width));
  };

  readonly #handleLeave = (): void => {
    this.share = null;
  };

  readonly #handleFocus = (): void => {
    if (this.poster.matches(':focus-visible')) this.share = 0;
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 0.1, ArrowLeft: -0.1 }[event.key];
    if (step === undefined || !this.clip?.thumbnails) return;
    event.preventDefault();
    this.share = Math.min(1, Math.max(0, (this.share ?? 0) + step));
  };

  readonly #handleOpen = (event: Event): void => {
    event.preventDefault();
    const { clip } = this;
    if (!clip) return;
    const screen = clip.state === 'ready' || !clip.isMine ? 'clip' : 'upload';
    this.dispatchEvent(new NavigateRequest(screen, { clipId: clip.id }));
  };

  readonly #handleCare = (event: Event): void => {
    event.preventDefault();
    if (this.clip) this.dispatchEvent(new NavigateRequest('upload', { clipId: this.clip.id }));
  };

  /** What was withdrawn is dealt with on the page of the clip. */
  readonly #handleDecide = (event: Event): void => {
    event.preventDefault();
    if (this.clip) this.dispatchEvent(new NavigateRequest('clip', { clipId: this.clip.id }));
  };

  readonly #handlePlay = (event: Event): void => {
    event.preventDefault();
    const { clip } = this;
    const startSeconds = clip?.hit?.startSeconds;
    if (!clip || typeof startSeconds !== 'number') return;
    this.dispatchEvent(new NavigateRequest('clip', { clipId: clip.id, startSeconds }));
  };

  #seconds(): number {
    return (this.share ?? 0) * (this.clip?.durationSeconds ?? 0);
  }

  #renderPoster(clip: ClipCard): TemplateResult {
    if (clip.state !== 'ready') return this.#renderMaking(clip);
    const seconds = this.#seconds();
    const isScrubbed = this.share !== null && clip.thumbnails !== null;
    return html`<a
      part="poster"
      class="poster ${isScrubbed ? 'scrubbed' : ''}"
      href="#clip"
      aria-label=${msg(str`Open ${titleOf(clip)}`)}
      @click=${this.#handleOpen}
      @pointermove=${this.#handlePoint}
      @pointerleave=${this.#handleLeave}
      @focus=${this.#handleFocus}
      @blur=${this.#handleLeave}
      @keydown=${this.#handleKey}
    >
      ${
        clip.posterUrl
          ? html`<img src=${clip.posterUrl} alt="" loading="lazy" decoding="async" />`
          : html`<span class="blank">${icon(clip.coverage.training ? 'film' : 'lock')}</span>`
      }
      ${
        isScrubbed
          ? html`<span class="sheet"><img src=${clip.thumbnails?.url ?? ''} alt="" /></span>
              <span class="time place" aria-hidden="true">${formatClock(seconds)}</span>
              <span class="line"><i></i></span>`
          : nothing
      }
      ${
        clip.durationSeconds === null
          ? nothing
          : html`<span class="time duration"
              ><span class="unseen">${spokenSeconds(clip.durationSeconds)}</span
              ><span aria-hidden="true">${formatClock(clip.durationSeconds)}</span></span
            >`
      }
    </a>`;
  }

  #renderMaking(clip: ClipCard): TemplateResult {
    const { arriving } = clip;
    const percent = arriving
      ? Math.floor((arriving.arrivedBytes / Math.max(1, arriving.bytes)) * 100)
      : Math.round(clip.progress?.percent ?? 0);
    const [sent, size] = [arriving?.arrivedBytes ?? 0, arriving?.bytes ?? 0].map(formatBytes);
    const [title, words] = {
      uploading: [
        arriving ? msg(str`${sent} of ${size} arrived`) : msg('The file is on its way'),
        msg('Choose the same file again to send the rest of it.'),
      ],
      waiting: [msg('Waiting to be prepared'), msg('It begins by itself, also without you.')],
      processing: [
        msg(str`Transcoding ${percent} %`),
        clip.progress ? stageWords(clip.progress.stage) : '',
      ],
      failed: [msg('It could not be prepared'), codeWords(clip.failure ?? 'transcode_failed')],
      ready: ['', ''],
    }[clip.state];
    return html`<a part="poster" class="poster making" href="#upload" @click=${this.#handleOpen}>
      <b>${title}</b>
      ${
        clip.state === 'processing' || arriving
          ? html`<progress max="100" value=${percent} aria-label=${title ?? ''}></progress>`
          : nothing
      }
      <span>${words}</span>
    </a>`;
  }

  /** Where the words of the search stand; an empty row without a search keeps the grid's lines. */
  #renderHit({ hit }: ClipCard): TemplateResult {
    if (!hit) return html`<div></div>`;
    const words = markWords(hit.text, this.sought);
    if (hit.startSeconds === null) return html`<p class="hit"><q>${words}</q></p>`;
    return html`<p class="hit">
      <a
        href="#clip"
        aria-label=${msg(str`Play from ${formatClock(hit.startSeconds)}`)}
        @click=${this.#handlePlay}
        >${formatClock(hit.startSeconds)}</a
      >
      <q lang=${hit.language ?? nothing}>${words}</q>
    </p>`;
  }

  #renderConsent(clip: ClipCard): TemplateResult {
    const { coverage, isMine } = clip;
    if (coverage.gap && isMine) {
      return html`<p class="consent needs">
        ${icon('consent')}<span
          >${gapWords(coverage)}
          ${
            coverage.gap === 'withdrawn'
              ? html`<a href="#clip" @click=${this.#handleDecide}
                  >${msg('Decide what becomes of it')}</a
                >`
              : html`<a href="#consent" @click=${this.#handleCare}>${msg('Record consent')}</a>`
          }</span
        >
      </p>`;
    }
    if (isMine && clip.curation === 'draft' && clip.state === 'ready') {
      return html`<p class="consent needs">
        ${icon('edit')}<span
          >${msg('A draft: only you can find it.')}
          <a href="#publish" @click=${this.#handleCare}>${msg('Publish it')}</a></span
        >
      </p>`;
    }
    if (coverage.gap) return html`<p class="consent">${icon('lock')} ${closedWords(coverage)}</p>`;
    if (isMine && endsSoon(coverage) && coverage.until) {
      return html`<p class="consent needs">
        ${icon('clock')}<span
          >${msg(str`Consent ends on ${formatDay(coverage.until)}.`)}
          <a href="#consent" @click=${this.#handleCare}>${msg('Renew it')}</a></span
        >
      </p>`;
    }
    return html`<p class="consent">${icon('consent')} ${agreedWords(coverage)}</p>`;
  }

  override render() {
    const { clip } = this;
    if (!clip) return nothing;
    const title = clip.title || clip.fileName || clip.arriving?.fileName;
    const facts = [clip.domain, clip.ageGroup].filter(Boolean).join(' · ');
    return html`
      ${this.#renderPoster(clip)}
      ${
        clip.state === 'ready'
          ? html`<lookfor-collection-menu
              compact
              clip-id=${clip.id}
              clip-title=${clip.title}
            ></lookfor-collection-menu>`
          : nothing
      }
      <h3>
        <a href="#clip" @click=${this.#handleOpen}
          >${
            title
              ? markWords(title, this.sought)
              : html`<span class="untitled">${msg('A clip without a title')}</span>`
          }</a
        >
      </h3>
      <p class="teaches">
        <b>${markWords(clip.strategyTitle || msg('No strategy named yet'), this.sought)}</b>
        ${facts ? markWords(facts, this.sought) : msg('No domain chosen yet')}
        ${clip.institution ? html`<span class="from">${msg(str`From ${clip.institution}`)}</span>` : nothing}
      </p>
      ${this.#renderHit(clip)} ${this.#renderConsent(clip)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-card': LookforClipCard;
  }
}
