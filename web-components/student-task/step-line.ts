import { msg, str } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { checkIcon } from '#elements/kit/icons';
import type { Step, StepId } from './steps.rules.ts';

/** The wish to go to another step of the task. */
export class StepRequest extends Event {
  static readonly eventName = 'lookfor-step-request';
  readonly step: StepId;

  constructor(step: StepId) {
    super(StepRequest.eventName, OUTWARD);
    this.step = step;
  }
}

/**
 * The steps of a task on one line: done, of now, open, and later. Steps that are open can be
 * gone to.
 *
 * @tag lookfor-step-line
 * @fires lookfor-step-request {StepRequest} - another step is wished
 */
@customElement('lookfor-step-line')
export class LookforStepLine extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--lf-4);
      }
      li {
        display: flex;
      }
      li > * {
        display: inline-flex;
        align-items: center;
        gap: var(--lf-1);
        min-block-size: 1.75rem;
        color: var(--lf-ink-2);
        font-weight: 400;
        white-space: nowrap;
      }
      button.plain {
        white-space: nowrap;
      }
      @media (max-width: 640px) {
        li > * {
          min-block-size: 2.75rem;
        }
      }
      button.plain:hover {
        color: var(--lf-accent);
      }
      .icon {
        color: var(--lf-ok);
      }
      [aria-current] > * {
        border-radius: 0;
        box-shadow: 0 2px var(--lf-accent);
        color: var(--lf-ink);
        font-weight: 600;
      }
      .later > * {
        color: var(--lf-ink-3);
      }
      @media (max-width: 640px) {
        ol {
          gap: 0 var(--lf-3);
        }
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly Step[] = [];

  override render() {
    return html`<nav aria-label=${msg('Steps of this task')}>
      <ol>
        ${this.steps.map((step, at) => this.#renderStep(step, at + 1))}
      </ol>
    </nav>`;
  }

  #renderStep(step: Step, number: number): TemplateResult {
    const sign = step.isDone ? html`${checkIcon()}<span class="unseen">${msg('done:')}</span>` : '';
    const words = html`${sign}${step.isCurrent ? `${number} ` : ''}${step.label}`;
    if (step.isCurrent) return html`<li aria-current="step"><span>${words}</span></li>`;
    if (!step.isOpen) {
      return html`<li class="later">
        <span title=${msg(str`${step.label} opens later`)}>${words}</span>
      </li>`;
    }
    return html`<li>
      <button class="plain" @click=${() => this.dispatchEvent(new StepRequest(step.id))}>
        ${words}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-step-line': LookforStepLine;
  }
  interface HTMLElementEventMap {
    'lookfor-step-request': StepRequest;
  }
}
