import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Piece } from '#contract/documentation';
import { formatBytes } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { codeWords } from '#elements/kit/problem-words';
import type { ArrivingPiece } from './arriving-pieces.ts';
import { PieceFileRequest, type PieceFileWish } from './events.ts';

/**
 * How far the file of an own piece has come: what has arrived, what is made of it, what is safe, and
 * what can be done.
 *
 * @tag lookfor-piece-arrival
 * @fires lookfor-piece-file {PieceFileRequest} - pause, resume, choose the file again
 */
@customElement('lookfor-piece-arrival')
export class LookforPieceArrival extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2) var(--lf-3);
        align-items: center;
      }
      progress {
        flex: 1 1 6rem;
        min-inline-size: 4rem;
        max-inline-size: 20rem;
      }
      p {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      .wrong {
        color: var(--lf-danger);
      }
    `,
  ];

  @property({ attribute: false }) piece: Piece | undefined;
  /** The file, when it is on this page. */
  @property({ attribute: false }) arriving: ArrivingPiece | undefined;

  #renderAct(piece: Piece, wish: PieceFileWish, words: string, label: string): TemplateResult {
    return html`<button
      type="button"
      aria-label=${label}
      @click=${() => this.dispatchEvent(new PieceFileRequest(wish, piece))}
    >
      ${wish === 'pause' ? icon('pause') : wish === 'resume' ? icon('play') : nothing} ${words}
    </button>`;
  }

  #renderProgress(percent: number, words: string): TemplateResult {
    return html`<progress max="100" value=${percent} aria-label=${words}></progress>
      <span>${words}</span>`;
  }

  #renderArriving(piece: Piece): TemplateResult {
    const { arriving } = this;
    const bytes = arriving?.file.size ?? piece.file?.bytes ?? 0;
    const sentBytes = Math.max(arriving?.sentBytes ?? 0, piece.file?.arrivedBytes ?? 0);
    const percent = bytes > 0 ? Math.floor((sentBytes / bytes) * 100) : 0;
    const [sent, size, name] = [formatBytes(sentBytes), formatBytes(bytes), piece.file?.name ?? ''];
    if (!arriving)
      return html`<div class="line">
          ${this.#renderProgress(percent, msg(str`${sent} of ${size}`))}
          ${this.#renderAct(piece, 'choose', msg('Choose it again'), msg(str`Choose the file ${name} again`))}
        </div>
        <p>
          ${msg('What has arrived is kept for a week. Choose the same file again to send the rest.')}
        </p>`;
    const isStopped = arriving.sending === 'stopped';
    return html`<div class="line">
        ${this.#renderProgress(percent, msg(str`${sent} of ${size}`))}
        ${
          arriving.sending === 'now'
            ? this.#renderAct(piece, 'pause', msg('Pause'), msg(str`Pause the upload of ${name}`))
            : arriving.sending === 'paused'
              ? this.#renderAct(
                  piece,
                  'resume',
                  msg('Go on'),
                  msg(str`Go on with the upload of ${name}`),
                )
              : isStopped
                ? this.#renderAct(
                    piece,
                    'resume',
                    msg('Try again'),
                    msg(str`Try the upload of ${name} again`),
                  )
                : nothing
        }
      </div>
      ${
        arriving.sending === 'now' && arriving.isAbsent
          ? html`<p role="status">
              ${msg('The server does not answer. The upload goes on by itself as soon as it does; what has arrived is kept.')}
            </p>`
          : nothing
      }
      ${
        isStopped
          ? html`<p class="wrong" role="alert">
              ${codeWords(stopCode(arriving.status))}
              ${msg(str`The first ${sent} are kept for a week; trying again sends only the rest.`)}
            </p>`
          : nothing
      }`;
  }

  override render() {
    const { piece } = this;
    switch (piece?.state) {
      case 'arriving':
        return this.#renderArriving(piece);
      case 'preparing': {
        const percent = Math.round(piece.percent);
        const words =
          piece.percent > 0 ? msg(str`Being prepared, ${percent} %`) : msg('Being prepared');
        return html`<div class="line">${this.#renderProgress(percent, words)}</div>
          <p>
            ${msg('The file is safe on the server. You may leave this page; it goes on by itself.')}
          </p>`;
      }
      case 'failed':
        return html`<div class="line">
          <p class="wrong" role="alert">
            ${codeWords(piece.failure ?? 'internal')} ${msg('What you wrote about it stays.')}
          </p>
          ${this.#renderAct(piece, 'choose', msg('Choose another file'), msg(str`Choose another file for ${piece.title}`))}
        </div>`;
      default:
        return nothing;
    }
  }
}

function stopCode(status: number): string {
  if (status === 0) return 'offline';
  if (status === 413) return 'too_large';
  if (status === 507) return 'storage_full';
  return status === 401 ? 'session_expired' : 'unavailable';
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-piece-arrival': LookforPieceArrival;
  }
}
