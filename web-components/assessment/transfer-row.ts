import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Transfer } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { formatInstant } from '#elements/kit/time';
import { remedyWords } from './release-words.ts';
import { transferRowStyles } from './transfer-row.styles.ts';
import { isBeingSent, minutesUntil, platformSentence, refusalCause } from './release.rules.ts';

/** The wish to send a waiting or refused mark again at once. */
export class TransferRetryRequest extends Event {
  static readonly eventName = 'lookfor-transfer-retry';
  readonly transferId: string;

  constructor(transferId: string) {
    super(TransferRetryRequest.eventName, OUTWARD);
    this.transferId = transferId;
  }
}

/**
 * One mark on its way that has not arrived: waiting, with the clock time of the next try, or
 * refused, with the LMS's own words, the likely cause and what to do.
 *
 * @tag lookfor-transfer-row
 * @fires lookfor-transfer-retry - TransferRetryRequest
 */
@customElement('lookfor-transfer-row')
export class LookforTransferRow extends LookforElement {
  static override styles = [LookforElement.styles, transferRowStyles];

  @property({ attribute: false }) transfer!: Transfer;
  /** The clock of now, so that "in 6 min" counts down with the page. */
  @property({ type: Number }) nowMs = Date.now();
  /** A wish to send it again is under way. */
  @property({ type: Boolean }) busy = false;

  override render() {
    const { transfer } = this;
    const isCleared = transfer.kind === 'cleared';
    return html`<div class="row ${transfer.state}">
      <p class="who">${transfer.candidate}</p>
      <p class="points">
        ${isCleared ? '–' : transfer.points}<span class="of"> / ${transfer.maximumPoints}</span>
      </p>
      <div class="account">
        ${transfer.state === 'refused' ? this.#renderRefusal() : this.#renderWaiting()}
      </div>
    </div>`;
  }

  #renderRefusal(): TemplateResult {
    const { transfer } = this;
    const sentence = platformSentence(transfer.answer);
    const { attempts, answerStatus } = transfer;
    const cause = refusalCause(transfer);
    const remedy = html`<p class="remedy">${remedyWords(cause, transfer.candidate)}</p>`;
    if (cause === 'clear-by-hand') {
      return html`<p class="stand">${icon('warning')} ${msg('Still in the gradebook')}</p>
        ${remedy}`;
    }
    if (cause === 'changed-there') {
      return html`<p class="stand">${icon('warning')} ${msg('Changed in the gradebook')}</p>
        ${remedy}
        <p class="do">${this.#renderRetry(msg(str`Send ${transfer.points} again`))}</p>`;
    }
    const noReason =
      answerStatus === null
        ? msg('The LMS gave no answer.')
        : msg(str`The LMS gives no reason (error ${answerStatus}).`);
    return html`<p class="stand">
        ${icon('warning')} ${attempts > 1 ? msg(str`Refused ${attempts} times`) : msg('Refused')}
      </p>
      <p class="said">${sentence ? msg(str`The LMS says: “${sentence}”`) : noReason}</p>
      ${remedy}
      <p class="do">${this.#renderRetry(msg('Send again'))}</p>`;
  }

  #renderWaiting(): TemplateResult {
    const { transfer, nowMs } = this;
    if (isBeingSent(transfer, nowMs)) {
      const words = transfer.kind === 'cleared' ? msg('Being taken back') : msg('Being sent');
      return html`<p class="stand">${icon('send')} ${words}</p>
        <p class="tried">${this.#triedWords()}</p>`;
    }
    const nextTryAt = transfer.nextTryAt ?? '';
    const minutes = minutesUntil(nextTryAt, nowMs);
    const reason =
      transfer.errorCode === 'platform_unreachable'
        ? msg('The LMS did not answer. The mark is kept here.')
        : msg('The LMS could not take it yet. The mark is kept here.');
    return html`<p class="stand">
        ${icon('clock')} ${msg(str`Next try at ${formatInstant(nextTryAt)}`)}
        <span class="at"
          >${minutes === 0 ? msg('in less than a minute') : msg(str`in ${minutes} min`)}</span
        >
      </p>
      <p class="tried">${reason} ${this.#triedWords()}</p>
      <p class="do">${this.#renderRetry(msg('Try now'))}</p>`;
  }

  #triedWords(): string {
    const { attempts } = this.transfer;
    if (attempts <= 0) return '';
    return attempts === 1 ? msg('Tried once.') : msg(str`Tried ${attempts} times.`);
  }

  #renderRetry(label: string): TemplateResult {
    return html`<button
      aria-disabled=${this.busy}
      @click=${() => {
        if (!this.busy) this.dispatchEvent(new TransferRetryRequest(this.transfer.id));
      }}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-transfer-row': LookforTransferRow;
  }
  interface HTMLElementEventMap {
    'lookfor-transfer-retry': TransferRetryRequest;
  }
}
