import { msg, str } from '@lit/localize';
import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Transfer } from '#contract/assessments';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { formatTimeOfDay } from '#elements/kit/time';
import { transferRowStyles } from './transfer-row.styles.ts';

const WIDTH = 400;

/** The wish to send a mark again over what the gradebook holds. */
export class SendOverRequest extends Event {
  static readonly eventName = 'lookfor-send-over';
  readonly transferId: string;

  constructor(transferId: string) {
    super(SendOverRequest.eventName, OUTWARD);
    this.transferId = transferId;
  }
}

/**
 * A mark that arrived, beside another one that the gradebook holds now: both on one scale, the
 * likely reason, and a button that sends ours again.
 *
 * @tag lookfor-difference-row
 * @fires lookfor-send-over - SendOverRequest
 */
@customElement('lookfor-difference-row')
export class LookforDifferenceRow extends LookforElement {
  static override styles = [
    LookforElement.styles,
    transferRowStyles,
    css`
      .both {
        display: block;
        inline-size: 100%;
        max-inline-size: 26rem;
        margin-block: var(--lf-2);
        overflow: visible;
        fill: var(--lf-ink-2);
        font: 400 12px var(--lf-font-ui);
      }
      .scale {
        stroke: var(--lf-rule);
        stroke-width: 2;
      }
      .between {
        stroke: var(--lf-danger);
        stroke-width: 3;
      }
      .theirs {
        fill: var(--lf-paper);
        stroke: var(--lf-danger);
        stroke-width: 2.5;
      }
      .ours {
        fill: var(--lf-ink);
      }
      tspan {
        fill: var(--lf-ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) transfer!: Transfer;
  /** A wish to send it is under way. */
  @property({ type: Boolean }) busy = false;

  override render() {
    const { transfer, busy } = this;
    const { candidate, points, maximumPoints, heldPoints, heldReadAt, kind } = transfer;
    const isCleared = kind === 'cleared';
    return html`<div class="row refused">
      <p class="who">${candidate}</p>
      <p class="points">${isCleared ? '–' : points}<span class="of"> / ${maximumPoints}</span></p>
      <div class="account">
        <p class="stand">
          ${icon('warning')} ${msg('Gradebook differs')}
          <span class="at">
            ${heldReadAt ? msg(str`read at ${formatTimeOfDay(heldReadAt)}`) : ''}
          </span>
        </p>
        ${heldPoints !== null && !isCleared ? this.#renderScale(heldPoints) : ''}
        <p class="remedy">${this.#reasonWords()}</p>
        <p class="do">
          <button
            aria-disabled=${busy}
            @click=${() => {
              if (!busy) this.dispatchEvent(new SendOverRequest(transfer.id));
            }}
          >
            ${isCleared ? msg('Clear it again') : msg(str`Send ${points} again`)}
          </button>
        </p>
      </div>
    </div>`;
  }

  #reasonWords(): string {
    const { heldPoints, kind } = this.transfer;
    if (kind === 'cleared') {
      return msg(
        str`The mark was taken back, and the gradebook still holds ${heldPoints ?? 0}. It may have been set there by hand.`,
      );
    }
    if (heldPoints === null) {
      return msg(
        'The LMS accepted this mark, but its gradebook holds none. It may have been removed there.',
      );
    }
    return msg(
      'Most often somebody changed it in the gradebook after it arrived. Lookfor does not write over that by itself.',
    );
  }

  #renderScale(heldPoints: number): TemplateResult {
    const { points, maximumPoints } = this.transfer;
    const last = Math.max(maximumPoints, points, heldPoints, 1);
    const across = (value: number) => (value / last) * WIDTH;
    // Words at the edges grow inwards.
    const anchor = (value: number) =>
      across(value) < 90 ? 'start' : across(value) > WIDTH - 90 ? 'end' : 'middle';
    const words = msg(str`Sent from here ${points}, in the gradebook ${heldPoints}`);
    return html`<svg class="both" viewBox="-8 0 416 58" role="img" aria-label=${words}>
      <path class="scale" d="M0 28h400" />
      <path class="between" d="M${across(heldPoints)} 28H${across(points)}" />
      <circle class="theirs" cx=${across(heldPoints)} cy="28" r="5.5" />
      <circle class="ours" cx=${across(points)} cy="28" r="5" />
      ${svg`<text x=${across(points)} y="14" text-anchor=${anchor(points)}
          >${msg('sent from here')} <tspan>${points}</tspan></text>
        <text x=${across(heldPoints)} y="50" text-anchor=${anchor(heldPoints)}
          >${msg('in the gradebook')} <tspan>${heldPoints}</tspan></text>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-difference-row': LookforDifferenceRow;
  }
  interface HTMLElementEventMap {
    'lookfor-send-over': SendOverRequest;
  }
}
