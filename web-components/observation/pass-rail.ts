import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PassProgress } from '#contract/observations';
import type { Pass, TaskPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { checkIcon } from '#elements/kit/icons';
import { formatClock, formatInstant } from '#elements/kit/time';
import { isClosed, isMet, passNews, type Ask, type PassNews } from './progress.rules.ts';
import { passRailStyles } from './pass-rail.styles.ts';

/** The wish to finish the pass of now; the summary comes first. */
export class FinishRequest extends Event {
  static readonly eventName = 'lookfor-finish-request';

  constructor() {
    super(FinishRequest.eventName, OUTWARD);
  }
}

/** More characters than this would be taller than the clip beside it. */
const LONG_PROMPT = 90;

/**
 * The passes of a task from top to bottom: what was done, what the pass of now asks and what is
 * still missing, and what opens later.
 *
 * @tag lookfor-pass-rail
 * @fires lookfor-finish-request {FinishRequest} - the pass of now shall be finished
 */
@customElement('lookfor-pass-rail')
export class LookforPassRail extends LookforElement {
  static override styles = [LookforElement.styles, passRailStyles];

  @property({ attribute: false }) plan!: TaskPlan;
  @property({ attribute: false }) progress: readonly PassProgress[] = [];
  /** The pass that is worked on. */
  @property({ attribute: false }) current: Pass | undefined;
  /** What it asks for, met or not. */
  @property({ attribute: false }) asks: readonly Ask[] = [];
  /** How many marks were made in which pass, by its id. */
  @property({ attribute: false }) counts: ReadonlyMap<string, number> = new Map();
  @property({ type: Boolean, attribute: 'handed-in' }) handedIn = false;

  @state() private isUnfolded = false;

  override render() {
    const { passes } = this.plan;
    return html`<nav aria-label=${msg('Passes')}>
      <ol class="passes">
        ${passes.map((pass, at) => this.#renderPass(pass, at + 1))}
        ${this.#renderLater(passes.length + 1, msg('Compare'), this.#compareOpens())}
      </ol>
    </nav>`;
  }

  #renderPass(pass: Pass, number: number): TemplateResult {
    const isDone = this.progress.some((one) => one.passId === pass.id && one.completedAt);
    const isNow = pass.id === this.current?.id;
    const isOver = isDone || isClosed(pass, new Date());
    // When all are over, the last one still holds the way to the hand-in.
    if (this.handedIn || (isOver && !isNow)) {
      return html`<li>
        <h3>
          <span class="sign" role="img" aria-label=${msg('Done')}>${checkIcon()}</span>${pass.title}
        </h3>
        <p class="under">${marksWords(this.counts.get(pass.id) ?? 0)}</p>
      </li>`;
    }
    if (!isNow) return this.#renderLater(number, pass.title, '');
    return html`<li aria-current="step">
      <h3><span class="sign">${number}</span>${pass.title}</h3>
      <div class="asked">
        ${pass.prompt ? this.#renderPrompt(pass.prompt) : nothing} ${this.#renderFrame(pass)}
        ${
          this.asks.length > 0
            ? html`<ul class="asks" aria-label=${msg('What this pass asks for')}>
                ${this.asks.map((ask) => this.#renderAsk(ask))}
              </ul>`
            : nothing
        }
        ${this.#renderFinish(pass, number)}
      </div>
    </li>`;
  }

  /** What is different in this pass, how long it takes, and until when it is open. */
  #renderFrame(pass: Pass): TemplateResult | typeof nothing {
    const { passes } = this.plan;
    const { guideMinutes, closesAt } = pass;
    const facts = [
      ...passNews(passes[passes.indexOf(pass) - 1], pass).map(newsWords),
      ...(guideMinutes ? [msg(str`about ${guideMinutes} min`)] : []),
      ...(closesAt ? [msg(str`closes ${formatInstant(closesAt)}`)] : []),
    ];
    return facts.length > 0 ? html`<p class="under frame">${facts.join(' · ')}</p>` : nothing;
  }

  /** A long prompt must not push the timeline away from the clip. */
  #renderPrompt(prompt: string): TemplateResult {
    const isLong = prompt.length > LONG_PROMPT;
    return html`<p class="prompt ${isLong && !this.isUnfolded ? 'folded' : ''}">${prompt}</p>
      ${
        isLong
          ? html`<button
              class="plain unfold"
              aria-expanded=${this.isUnfolded}
              @click=${() => (this.isUnfolded = !this.isUnfolded)}
            >
              ${this.isUnfolded ? msg('Show less') : msg('Read on')}
            </button>`
          : nothing
      }`;
  }

  #renderAsk(ask: Ask): TemplateResult {
    const met = isMet(ask);
    return html`<li class=${met ? 'met' : ''}>
      ${askWords(ask)}
      ${met ? html`${checkIcon()}<span class="unseen">${msg('there')}</span>` : nothing}
    </li>`;
  }

  #renderFinish(pass: Pass, number: number): TemplateResult {
    const isComplete = this.asks.every(isMet);
    const isLast = this.plan.passes.at(-1)?.id === pass.id;
    return html`<button
      class=${isComplete ? 'primary' : 'outlined'}
      @click=${() => this.dispatchEvent(new FinishRequest())}
    >
      ${isLast ? msg('Hand in…') : msg(str`Finish pass ${number}…`)}
    </button>`;
  }

  #renderLater(number: number, title: string, when: string): TemplateResult {
    return html`<li class="locked">
      <h3><span class="sign">${number}</span>${title}</h3>
      ${when ? html`<p class="under">${when}</p>` : nothing}
    </li>`;
  }

  #compareOpens(): string {
    switch (this.plan.reveal.rule) {
      case 'after-own':
        return msg('Opens when you have handed in');
      case 'at-date':
        return msg('Opens at a date, after your hand-in');
      case 'by-hand':
        return msg('Opens together in class, after your hand-in');
      case 'per-group':
        return msg('Opens when your whole group has handed in');
    }
  }
}

/** Which viewing of several this is; nothing where one is asked for. */
export function viewingWords({ complete, times }: Ask & { kind: 'watching' }): string {
  if (times === 1) return '';
  const viewing = Math.min(times, complete + 1);
  return ` · ${msg(str`viewing ${viewing} of ${times}`)}`;
}

/** How much of what is asked is there: "2 of 3 moments for child’s initiative". */
function askWords(ask: Ask): TemplateResult {
  if (ask.kind === 'watching') {
    const [seen, whole] = [ask.watchedSeconds, ask.durationSeconds].map(formatClock);
    const amount = html`<b>${msg(str`${seen} of ${whole}`)}</b>`;
    return html`${amount} ${msg('watched')}${viewingWords(ask)}`;
  }
  const label = ask.lookFor.label;
  // More than was asked for is no further step: "3 of 2" would read like a mistake.
  const found = Math.min(ask.found, ask.minimum);
  if (ask.within && !ask.waived) {
    const [start, end] = ask.within.map(formatClock);
    return html`<b>${msg(str`${found} of ${ask.minimum}`)}</b> ${msg(str`for ${label}`)}
      (${start}–${end})`;
  }
  if (ask.waived) return html`<b>${msg('Looked for')}</b> ${label}`;
  const amount = msg(str`${found} of ${ask.minimum}`);
  return html`<b>${amount}</b> ${msg(str`for ${label}`)}`;
}

function newsWords(news: PassNews): string {
  switch (news) {
    case 'codes':
      return msg('now with codes');
    case 'no-codes':
      return msg('without codes');
    case 'child':
      return msg('now with the child in focus');
    case 'captions':
      return msg('now with captions');
    case 'no-captions':
      return msg('without captions');
    case 'sound':
      return msg('now with sound');
    case 'no-sound':
      return msg('without sound');
  }
}

function marksWords(count: number): string {
  if (count === 0) return msg('no marks');
  return count === 1 ? msg('1 mark') : msg(str`${count} marks`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-pass-rail': LookforPassRail;
  }
  interface HTMLElementEventMap {
    'lookfor-finish-request': FinishRequest;
  }
}
