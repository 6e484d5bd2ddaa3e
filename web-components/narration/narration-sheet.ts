import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Team } from '#contract/observations';
import type { NarrationPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { checkIcon, icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { failed } from '#elements/kit/states';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';

/** The narration shall be handed in, with one's own estimate: a level by its criterion. */
export class NarrationFinish extends Event {
  static readonly eventName = 'lookfor-narration-finish';
  readonly ownEstimate: Readonly<Record<string, string>>;

  constructor(ownEstimate: Readonly<Record<string, string>>) {
    super(NarrationFinish.eventName, OUTWARD);
    this.ownEstimate = ownEstimate;
  }
}

/** The sheet was put away. */
export class NarrationSheetClose extends Event {
  static readonly eventName = 'lookfor-narration-sheet-close';

  constructor() {
    super(NarrationSheetClose.eventName, OUTWARD);
  }
}

/**
 * What lies over a narration while it is written: what it is marked by, or what is read before
 * it is handed in.
 *
 * @tag lookfor-narration-sheet
 * @fires lookfor-narration-finish {NarrationFinish} - it shall be handed in
 * @fires lookfor-narration-sheet-close {NarrationSheetClose} - it was put away
 */
@customElement('lookfor-narration-sheet')
export class LookforNarrationSheet extends LookforElement {
  static override styles = [
    LookforElement.styles,
    calmDialogStyles,
    css`
      .hand-in {
        display: grid;
        gap: var(--lf-3);
      }
      .hand-in h3 {
        font-weight: 600;
      }
      .hand-in li {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      .hand-in .open::before {
        content: '';
        inline-size: 12px;
        block-size: 12px;
        border: 2px solid var(--lf-noticed);
        border-radius: 50%;
      }
      .hand-in .fine .icon {
        color: var(--lf-ok);
      }
      .estimate {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: var(--lf-2) var(--lf-4);
      }
      .estimate select {
        inline-size: auto;
        min-inline-size: 10rem;
      }
      .rubric {
        display: grid;
        gap: var(--lf-4);
      }
      .rubric h3 {
        margin-block-end: var(--lf-1);
        font: 600 var(--lf-text-m) / 1.3 var(--lf-font-ui);
      }
      .rubric dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--lf-1) var(--lf-3);
        color: var(--lf-ink-2);
      }
      .rubric dt {
        color: var(--lf-ink);
        font-weight: 600;
      }
      footer {
        display: flex;
        justify-content: end;
        margin-block-start: var(--lf-5);
      }
    `,
  ];

  @property({ attribute: false }) plan!: NarrationPlan;
  /** Which of the two lies over the page; undefined: none. */
  @property({ attribute: false }) shows: 'hand-in' | 'rubric' | undefined;
  /** What is still asked for, in sentences. */
  @property({ attribute: false }) missing: readonly string[] = [];
  /** Why it could not be handed in. */
  @property({ attribute: false }) problem: unknown;
  /** Who hands in for a group; undefined: one writes alone. */
  @property({ attribute: false }) handIn: Team['handIn'] | undefined;
  /** Two versions have to be looked at first. */
  @property({ type: Boolean }) held = false;
  /** The server is asked at the moment. */
  @property({ type: Boolean }) busy = false;

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private ownEstimate: Readonly<Record<string, string>> = {};

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('shows')) return;
    if (this.shows) void openDialog(this.dialog, () => this.shows !== undefined);
    else this.dialog.close();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}
      @close=${() => this.dispatchEvent(new NarrationSheetClose())}
    >
      <button class="icon-only shut" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
        ${icon('close')}
      </button>
      ${this.shows === 'rubric' ? this.#renderRubric() : nothing}
      ${this.shows === 'hand-in' ? this.#renderHandIn() : nothing}
    </dialog>`;
  }

  #renderRubric(): TemplateResult {
    return html`<h2 id="title">${msg('What it is marked by')}</h2>
      <div class="rubric">
        ${this.plan.criteria.map(
          (criterion) =>
            html`<section>
              <h3>${criterion.title}</h3>
              <dl>
                ${criterion.levels.map(
                  (level) =>
                    html`<dt>${level.title} · ${level.points}</dt>
                      <dd>${level.descriptor}</dd>`,
                )}
              </dl>
            </section>`,
        )}
      </div>`;
  }

  #renderHandIn(): TemplateResult {
    const { missing, plan } = this;
    return html`<h2 id="title">${msg('Hand in your narration')}</h2>
      <div class="hand-in">
        <ul>
          ${
            missing.length === 0
              ? html`<li class="fine">
                  ${checkIcon()} ${msg('Everything that was asked is there.')}
                </li>`
              : missing.map((words) => html`<li class="open">${words}</li>`)
          }
        </ul>
        ${plan.criteria.length > 0 ? this.#renderEstimate() : nothing}
        <p class="muted">
          ${msg(
            'This version is what your assessors read. Afterwards the text stays as it is; you can always read it here.',
          )}
          ${this.handIn === 'one' ? msg('You hand in for everybody in your group.') : nothing}
          ${this.handIn === 'all' ? msg('It is handed in when everybody in your group has said yes.') : nothing}
        </p>
        ${this.problem ? failed(this.problem) : nothing}
      </div>
      <footer>
        <button class="primary" aria-disabled=${this.#isClosed} @click=${this.#handleFinish}>
          ${this.busy ? msg('Handing in…') : this.handIn === 'all' ? msg('Say yes') : msg('Hand in')}
        </button>
      </footer>`;
  }

  #renderEstimate(): TemplateResult {
    return html`<h3>${msg('Your own estimate')}</h3>
      <p class="muted">${msg('Only for you: it stands beside your markers’ view later.')}</p>
      <div class="estimate">
        ${this.plan.criteria.map(
          ({ id, title, levels }) =>
            html`<label for="estimate-${id}">${title}</label>
              <select
                id="estimate-${id}"
                @change=${(event: Event) => {
                  const level = (event.target as HTMLSelectElement).value;
                  this.ownEstimate = { ...this.ownEstimate, [id]: level };
                }}
              >
                <option value="">${msg('no estimate')}</option>
                ${levels.map(
                  (level) =>
                    html`<option value=${level.id} ?selected=${this.ownEstimate[id] === level.id}>
                      ${level.title}
                    </option>`,
                )}
              </select>`,
        )}
      </div>`;
  }

  get #isClosed(): boolean {
    return this.missing.length > 0 || this.busy || this.held;
  }

  readonly #handleFinish = (): void => {
    if (this.missing.length > 0 || this.busy) return;
    const estimate = Object.entries(this.ownEstimate).filter(([, level]) => level !== '');
    this.dispatchEvent(new NarrationFinish(Object.fromEntries(estimate)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-narration-sheet': LookforNarrationSheet;
  }
  interface HTMLElementEventMap {
    'lookfor-narration-finish': NarrationFinish;
    'lookfor-narration-sheet-close': NarrationSheetClose;
  }
}
