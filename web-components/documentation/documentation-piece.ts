import { msg } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, svg, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { documentationRoutes, type Piece, type PieceKind } from '#contract/documentation';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatClock, formatRange } from '#elements/kit/time';

/** Refusals that stay: the piece is gone, or people in it keep it closed. */
const CLOSING: ReadonlySet<string> = new Set([
  ...['not_found', 'not_allowed', 'consent_missing', 'consent_withdrawn', 'consent_ended'],
]);

/** So soon a withdrawal reaches a page on which the piece stands. */
const ASK_EVERY_MS = 8_000;

/**
 * One piece of own documentation where it is read: a picture, a recording, a film, or a field note.
 * When its author or somebody in it has closed it, also while it is open here, an honest line stands
 * there.
 *
 * @tag lookfor-documentation-piece
 */
@customElement('lookfor-documentation-piece')
export class LookforDocumentationPiece extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        display: block;
      }
      figure {
        display: grid;
        gap: var(--lf-2);
        margin: 0;
      }
      img,
      video {
        max-inline-size: 100%;
        max-block-size: 32rem;
        border-radius: var(--lf-radius);
        justify-self: start;
      }
      audio {
        inline-size: 100%;
      }
      svg {
        inline-size: 100%;
        block-size: 32px;
        color: var(--lf-ink-3);
      }
      .heard {
        color: var(--lf-accent);
      }
      figcaption {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      b {
        color: var(--lf-ink);
      }
      .words {
        font: 400 var(--lf-text-note) / 1.45 var(--lf-font-text);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .note {
        padding-inline-start: var(--lf-4);
        border-inline-start: 2px solid var(--lf-accent);
      }
      .tombstone {
        padding: var(--lf-3);
        border: var(--lf-line);
        border-radius: var(--lf-radius);
        color: var(--lf-ink-2);
      }
    `,
  ];

  @query('audio, video') private medium!: HTMLMediaElement | null;

  /** Why it was closed while it was shown. */
  @state() private closed: ApiError | undefined;

  @property({ attribute: 'piece-id' }) pieceId = '';
  /** What is known of it where it is cited, for when it may not be seen. */
  @property() kind: PieceKind = 'note';
  @property({ attribute: 'piece-title' }) pieceTitle = '';
  /** Only this stretch of a recording. */
  @property({ type: Number, attribute: 'start-seconds' }) startSeconds: number | null = null;
  @property({ type: Number, attribute: 'end-seconds' }) endSeconds: number | null = null;
  /** The piece, when somebody has it already. */
  @property({ attribute: false }) piece: Piece | undefined;

  #asking: ReturnType<typeof setInterval> | undefined;
  #shown: Piece | undefined;

  #loading = new Task(this, {
    args: () => [this.api, this.pieceId, this.piece] as const,
    task: async ([api, pieceId, piece], { signal }) =>
      piece ?? (await api.call(documentationRoutes.readPiece, { params: { pieceId } }, { signal })),
    onComplete: (piece) => {
      this.#shown = piece;
      this.closed = undefined;
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asking = setInterval(() => this.#askAgain(), ASK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#asking);
  }

  /** Whoever looks at people hears of a withdrawal, as those do who are watching a clip. */
  #askAgain(): void {
    const shown = this.#shown;
    if (document.hidden || !shown || shown.isMine || !shown.hasPeople) return;
    void this.api
      .call(documentationRoutes.readPiece, { params: { pieceId: shown.id } })
      .catch((error: unknown) => {
        if (error instanceof ApiError && CLOSING.has(error.code)) this.closed = error;
      });
  }

  readonly #handlePlay = (): void => {
    const { medium, startSeconds: start, endSeconds: end } = this;
    if (!medium || start === null) return;
    const isOutside =
      medium.currentTime < start || (end !== null && medium.currentTime >= end - 0.05);
    if (isOutside) medium.currentTime = start;
  };

  readonly #handleTime = (): void => {
    const { medium, endSeconds } = this;
    if (medium && endSeconds !== null && medium.currentTime >= endSeconds) medium.pause();
  };

  override render() {
    if (this.closed) return this.#renderProblem(this.closed);
    return this.#loading.render({
      initial: () => nothing,
      pending: () => loading(msg('Loading…')),
      error: (error) => this.#renderProblem(error),
      complete: (piece) => this.#renderPiece(piece),
    });
  }

  #renderProblem(error: unknown): TemplateResult {
    if (!(error instanceof ApiError) || !CLOSING.has(error.code))
      return failed(error, () => void this.#loading.run());
    const words =
      error.code === 'not_found'
        ? msg('What was shown here has been taken away.')
        : problemWords(error);
    return html`<p class="tombstone" role="note"><b>${this.pieceTitle}</b> ${words}</p>`;
  }

  #renderPiece(piece: Piece): TemplateResult {
    const { kind, title, text } = piece;
    if (kind === 'note')
      return html`<figure>
        <div class="words note">${text}</div>
        <figcaption><b>${title || msg('Field note')}</b></figcaption>
      </figure>`;
    return html`<figure>
      ${kind === 'image' ? this.#renderImage(piece) : kind === 'video' ? this.#renderFilm(piece) : this.#renderAudio(piece)}
      <figcaption>
        <b>${title}</b> ${this.#stretchWords()}
        ${text ? html`<div class="words">${text}</div>` : nothing}
      </figcaption>
    </figure>`;
  }

  #stretchWords(): string {
    const { startSeconds, endSeconds } = this;
    return startSeconds === null ? '' : formatRange(startSeconds, endSeconds);
  }

  #renderImage({ url, title }: Piece): TemplateResult | typeof nothing {
    return url ? html`<img src=${this.#at(url)} alt=${title} loading="lazy" />` : nothing;
  }

  #renderFilm({ url, title, durationSeconds }: Piece): TemplateResult | typeof nothing {
    if (!url) return nothing;
    return html`<video
      controls
      playsinline
      preload="metadata"
      disablepictureinpicture
      controlslist="nodownload"
      src=${this.#at(url)}
      aria-label=${title || formatClock(durationSeconds ?? 0)}
      @play=${this.#handlePlay}
      @timeupdate=${this.#handleTime}
    ></video>`;
  }

  #renderAudio({ url, title, peaks, durationSeconds }: Piece): TemplateResult | typeof nothing {
    if (!url) return nothing;
    return html`${this.#renderPeaks(peaks ?? [], durationSeconds ?? 0)}
      <audio
        controls
        preload="metadata"
        src=${this.#at(url)}
        aria-label=${title || formatClock(durationSeconds ?? 0)}
        @play=${this.#handlePlay}
        @timeupdate=${this.#handleTime}
      ></audio>`;
  }

  #renderPeaks(peaks: readonly number[], durationSeconds: number) {
    const { startSeconds: from, endSeconds } = this;
    const to = endSeconds ?? durationSeconds;
    const isCited = (at: number) => {
      const seconds = (at / peaks.length) * durationSeconds;
      return from !== null && seconds >= from && seconds <= to;
    };
    return html`<svg viewBox="0 0 300 32" preserveAspectRatio="none" aria-hidden="true">
      ${peaks.map((peak, at) => {
        const height = Math.max(1, (peak / 100) * 30);
        return svg`<rect
          class=${isCited(at) ? 'heard' : nothing}
          x=${(at / peaks.length) * 300}
          y=${16 - height / 2}
          width=${(300 / peaks.length) * 0.7}
          height=${height}
          fill="currentColor"
        ></rect>`;
      })}
    </svg>`;
  }

  #at(url: string): string {
    return this.api.address(url);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-documentation-piece': LookforDocumentationPiece;
  }
}
