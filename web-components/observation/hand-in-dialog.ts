import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Mark, Team } from '#contract/observations';
import type { Pass, TaskPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { checkIcon, icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { formatClock, formatInstant } from '#elements/kit/time';
import { cssFacts } from '#elements/kit/css-facts';
import { SeekRequest } from './events.ts';
import { handInDialogStyles } from './hand-in-dialog.styles.ts';
import { hueStyles } from './hues.styles.ts';
import { lanesOfMark, type Lane } from './lanes.rules.ts';
import { viewingWords } from './pass-rail.ts';
import { isMet, longestBareStretch, type Ask } from './progress.rules.ts';

/** Everything was read and is wished: the pass is finished, or the observation handed in. */
export class FinishConfirm extends Event {
  static readonly eventName = 'lookfor-finish-confirm';
  /** Look-fors that were looked for in vain. */
  readonly foundNone: readonly string[];

  constructor(foundNone: readonly string[]) {
    super(FinishConfirm.eventName, OUTWARD);
    this.foundNone = foundNone;
  }
}

/** A stretch without notes shorter than this is nothing to speak of. */
const BARE_STRETCH_SECONDS = 15;

/**
 * The summary before a pass is finished or the observation handed in: what was asked and is
 * there, what is missing and how to get it, and what will happen. Looking in vain is a finding.
 *
 * @tag lookfor-hand-in-dialog
 * @fires lookfor-finish-confirm {FinishConfirm} - it is wished
 * @fires lookfor-seek {SeekRequest} - go to where notes end
 */
@customElement('lookfor-hand-in-dialog')
export class LookforHandInDialog extends LookforElement {
  static override styles = [LookforElement.styles, hueStyles, handInDialogStyles];

  @property({ attribute: false }) plan!: TaskPlan;
  /** The pass that ends with this; the last one hands everything in. */
  @property({ attribute: false }) pass!: Pass;
  /** Everything that the pass asks for. */
  @property({ attribute: false }) asks: readonly Ask[] = [];
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** The group that hands in together; undefined: one person. */
  @property({ attribute: false }) team: Team | undefined;
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  @property({ type: Number }) durationSeconds = 0;
  /** The server is asked at the moment. */
  @property({ type: Boolean }) busy = false;
  /** Why it did not work. */
  @property({ attribute: false }) problem: unknown;

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private foundNone: readonly string[] = [];
  /** Whether it lies over the page. */
  @state() isOpen = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pass') && changed.get('pass')?.id !== this.pass.id) this.foundNone = [];
  }

  /** Opens it; the page behind is inert. */
  show(): void {
    this.isOpen = true;
    void this.updateComplete.then(() => openDialog(this.dialog));
  }

  /** Puts it away; nothing is handed in. */
  close(): void {
    this.dialog?.close();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @click=${(event: Event) => event.target === this.dialog && this.close()}
      @close=${() => (this.isOpen = false)}
    >
      ${this.isOpen ? this.#renderInside() : nothing}
    </dialog>`;
  }

  /** Only while it is open: a summary that nobody sees must not be worked out with every mark. */
  #renderInside(): TemplateResult {
    const missing = this.#missing();
    return html`<button
        class="icon-only shut"
        aria-label=${msg('Keep working')}
        title=${msg('Keep working (Esc)')}
        @click=${() => this.close()}
      >
        ${icon('close')}
      </button>
      <div class="summary" tabindex="-1">
        <h2 id="title">${this.#title(missing)}</h2>
        <p class="lead">${this.#lead(missing)}</p>
        ${this.#hasStrip ? this.#renderStrip() : nothing}
        <ol class="asked">
          ${[...this.asks].sort((a, b) => Number(this.#isThere(a)) - Number(this.#isThere(b))).map((ask) => this.#renderAsk(ask))}
          ${this.#renderUnsorted()}
        </ol>
        ${this.#isLast ? this.#renderThen() : nothing}
      </div>
      <footer>
        <p role="status">
          ${this.problem ? html`<span class="wrong">${problemWords(this.problem)}</span>` : msg('Everything is saved. You can also close this.')}
        </p>
        <button
          class="primary"
          aria-disabled=${missing.length > 0 || this.busy}
          aria-describedby="title"
          @click=${this.#handleConfirm}
        >
          ${this.#isLast ? msg('Hand in') : msg('Finish this pass')}
        </button>
      </footer>`;
  }

  get #isLast(): boolean {
    return this.plan.passes.at(-1)?.id === this.pass.id;
  }

  /** Where nothing but watching is asked and nothing is marked, an empty line would look like a lack. */
  get #hasStrip(): boolean {
    return this.marks.length > 0 || this.asks.some(({ kind }) => kind === 'moments');
  }

  #isThere(ask: Ask): boolean {
    return isMet(ask) || (ask.kind === 'moments' && this.foundNone.includes(ask.lookFor.id));
  }

  #missing(): Ask[] {
    return this.asks.filter((ask) => !this.#isThere(ask));
  }

  #title(missing: readonly Ask[]): string {
    const [only, ...more] = missing;
    if (!only) return msg('Everything is there');
    if (more.length > 0) return msg('Some things are still missing');
    if (only.kind === 'watching') return msg('Everything is there but the watching');
    return only.minimum - only.found === 1
      ? msg('Everything is there but one moment')
      : msg('Everything is there but some moments');
  }

  #lead(missing: readonly Ask[]): string {
    if (missing.length === 0) {
      return this.#isLast
        ? msg('Read once more what will happen, then hand in.')
        : msg('The next pass looks at the same clip with another question.');
    }
    return missing.some((ask) => ask.kind === 'moments')
      ? msg('You can look for it, or say that there is none.')
      : msg('Watch what is left; then this can be finished.');
  }

  #renderStrip(): TemplateResult {
    const { durationSeconds } = this;
    const [from, to] = longestBareStretch(this.marks, durationSeconds);
    const isBare = to - from >= BARE_STRETCH_SECONDS;
    const count = notesWords(this.marks.length);
    const bare = isBare ? msg(str`; none from ${formatClock(from)} to ${formatClock(to)}`) : '';
    return html`<div
        class="strip"
        role="img"
        aria-label=${count + bare}
        ${cssFacts({ '--whole': Math.max(0.1, durationSeconds) })}
      >
        ${isBare ? html`<span class="at bare" ${cssFacts({ '--s': from, '--e': to })}></span>` : nothing}
        ${this.marks.map((mark) => {
          const hue = lanesOfMark(mark, this.lanes)[0]?.hue;
          const facts = { '--s': mark.startSeconds, '--e': mark.endSeconds ?? mark.startSeconds };
          return html`<span
            class="at tick ${hue ? `hue-${hue}` : 'unsorted'}"
            ${cssFacts(facts)}
          ></span>`;
        })}
      </div>
      <p class="ends">
        <span>0:00</span
        ><span
          >${isBare ? msg(str`no note from ${formatClock(from)} to ${formatClock(to)}`) : ''}</span
        ><span>${formatClock(durationSeconds)}</span>
      </p>`;
  }

  #renderAsk(ask: Ask): TemplateResult {
    if (ask.kind === 'watching') return this.#renderWatching(ask);
    const { lookFor, found, minimum } = ask;
    const lane = this.lanes.find((one) => one.lookFor?.id === lookFor.id);
    const hue = `hue-${lane?.hue ?? 1}`;
    const isVain = ask.waived || this.foundNone.includes(lookFor.id);
    const have =
      isVain && found < minimum
        ? msg('looked for')
        : msg(str`${Math.min(found, minimum)} of ${minimum}`);
    const isOpen = !this.#isThere(ask);
    return html`<li class=${isOpen ? 'open' : ''}>
      ${isOpen ? html`<span class="ring"></span>` : html`<span>${checkIcon()}<span class="unseen">${msg('there')}</span></span>`}
      <span
        >${isOpen ? html`<b>${msg(str`${lookFor.label}: ${minimum - found} more`)}</b>` : lookFor.label}</span
      >
      <span class="pips ${hue}" aria-hidden="true">
        ${
          minimum > 8
            ? nothing
            : Array.from(
                { length: minimum },
                (_, at) => html`<i class=${at < found ? 'found' : ''}></i>`,
              )
        }
      </span>
      <span class="have">${have}</span>
      ${isOpen || (isVain && !ask.waived && found < minimum) ? this.#renderWays(ask, isVain) : nothing}
    </li>`;
  }

  #renderWays(ask: Ask & { kind: 'moments' }, isVain: boolean): TemplateResult {
    const { lookFor, found } = ask;
    if (isVain) {
      return html`<span class="more"
        ><button
          class="quiet"
          @click=${() => (this.foundNone = this.foundNone.filter((id) => id !== lookFor.id))}
        >
          ${msg('Look again after all')}
        </button></span
      >`;
    }
    const [from] = longestBareStretch(this.marks, this.durationSeconds);
    return html`<span class="more">
      <p>
        ${msg('Finding none is no mistake: if you looked and it was not there, that is a finding too.')}
      </p>
      <button class="quiet" @click=${() => this.#goTo(from)}>
        ${msg(str`Go to ${formatClock(from)}, where your notes are thin`)}
      </button>
      <button class="quiet" @click=${() => (this.foundNone = [...this.foundNone, lookFor.id])}>
        ${found === 0 ? msg('I looked; there is none') : msg('I looked; there is no more')}
      </button>
    </span>`;
  }

  #renderWatching(ask: Ask & { kind: 'watching' }): TemplateResult {
    const isOpen = !isMet(ask);
    const { watchedSeconds, requiredSeconds } = ask;
    const seen = formatClock(Math.min(watchedSeconds, requiredSeconds));
    const asked = formatClock(requiredSeconds);
    return html`<li class=${isOpen ? 'open' : ''}>
      ${isOpen ? html`<span class="ring"></span>` : html`<span>${checkIcon()}<span class="unseen">${msg('there')}</span></span>`}
      <span>${isOpen ? html`<b>${msg('Watching: not all yet')}</b>` : msg('Watched')}</span>
      <span></span>
      <span class="have">${msg(str`${seen} of ${asked}`)}${viewingWords(ask)}</span>
      ${
        isOpen
          ? html`<span class="more"
              ><button class="quiet" @click=${() => this.close()}>${msg('Watch on')}</button></span
            >`
          : nothing
      }
    </li>`;
  }

  #renderUnsorted(): TemplateResult | typeof nothing {
    const unsorted = this.marks.filter((mark) => lanesOfMark(mark, this.lanes).length === 0);
    if (unsorted.length === 0 || this.lanes.length === 0) return nothing;
    return html`<li>
      <span></span><span>${msg('Not sorted yet; they go along as they are')}</span>
      <button class="quiet" @click=${() => this.#goTo(unsorted[0]?.startSeconds ?? 0)}>
        ${msg('Sort them')}
      </button>
      <span class="have"
        >${unsorted.length === 1 ? msg('1 mark') : msg(str`${unsorted.length} marks`)}</span
      >
    </li>`;
  }

  #renderThen(): TemplateResult {
    return html`<section class="then" aria-labelledby="then">
      <h3 id="then">${msg('When you hand in')}</h3>
      <dl>
        <dt>${msg('You will see')}</dt>
        <dd>${this.#revealWords()}</dd>
        ${this.#renderTogether()}
        <dt>${msg('They will see')}</dt>
        <dd>
          ${
            this.team
              ? msg(
                  str`your group’s ${notesWords(this.marks.length)}, under the name of the group, once they have handed in.`,
                )
              : msg(
                  str`your ${notesWords(this.marks.length)}, under your name, once they have handed in.`,
                )
          }
        </dd>
        <dt>${msg('Your marks')}</dt>
        <dd>
          ${msg('are frozen at this minute. What you think later has its place beside them.')}
        </dd>
        <dt>${msg('The gradebook')}</dt>
        <dd>
          ${
            this.plan.narration
              ? msg('gets a mark for your narration only. Observations are not marked.')
              : msg('gets nothing: observations are not marked.')
          }
        </dd>
      </dl>
    </section>`;
  }

  #renderTogether(): TemplateResult | typeof nothing {
    if (!this.team) return nothing;
    const others = this.team.members.filter(({ isMe, saysYes }) => !isMe && !saysYes);
    const names = others.map(({ name }) => name).join(', ');
    return html`<dt>${msg('Your group')}</dt>
      <dd>
        ${
          this.team.handIn === 'one' || others.length === 0
            ? msg(str`hands in with this, all of you: ${this.team.name}.`)
            : msg(
                str`is told that you want to hand in. It is handed in when all have said yes; missing: ${names}.`,
              )
        }
      </dd>`;
  }

  #revealWords(): TemplateResult {
    const { rule, at } = this.plan.reveal;
    const who = html`<b>${msg('what those in your course noticed who have handed in')}</b>`;
    switch (rule) {
      case 'after-own':
        return html`${who}, ${msg('and the experts. Compare opens at once.')} ${this.#nextWords()}`;
      case 'at-date':
        return html`${who}, ${msg(str`and the experts, from ${at ? formatInstant(at) : ''} on.`)}`;
      case 'by-hand':
        return html`${who}, ${msg('and the experts, when your lecturer opens it for all.')}`;
      case 'per-group':
        return html`<b>${msg('what your group noticed')}</b>,
          ${msg('and the experts, when everyone in your group has handed in.')}`;
    }
  }

  #nextWords(): string {
    return this.plan.narration ? msg('After it you write your narration.') : '';
  }

  #goTo(seconds: number): void {
    this.close();
    this.dispatchEvent(new SeekRequest(seconds));
  }

  readonly #handleConfirm = (): void => {
    const [first] = this.#missing();
    if (first) {
      // What is missing is listed; the button leads there instead of doing nothing.
      this.renderRoot.querySelector<HTMLElement>('.open .more button')?.focus();
      return;
    }
    if (!this.busy) this.dispatchEvent(new FinishConfirm(this.foundNone));
  };
}

function notesWords(count: number): string {
  return count === 1 ? msg('1 note') : msg(str`${count} notes`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-hand-in-dialog': LookforHandInDialog;
  }
  interface HTMLElementEventMap {
    'lookfor-finish-confirm': FinishConfirm;
  }
}
