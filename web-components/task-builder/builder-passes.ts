import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Framework } from '#contract/frameworks';
import { MOST_VIEWINGS } from '#contract/shared/viewings';
import type { Pass } from '#contract/tasks';
import { formatClock, parseTime } from '#elements/kit/time';
import { hueStyles } from '#elements/observation/hues.styles';
import { BuilderPart } from './builder-part.ts';
import {
  hasGapBelow,
  isWrong,
  stepper,
  tick,
  showTaken,
  typed,
  typedNumber,
  wrong,
} from './form-parts.ts';
import {
  addPass,
  changePass,
  fromLocalField,
  movePass,
  removePass,
  setMinimum,
  setWithin,
  toLocalField,
} from './plan-edits.rules.ts';
import { passFacts, watchWords } from './pass-words.ts';

const MOST_PASSES = 8;
const SHARES = [0, 0.25, 0.5, 0.75, 0.9] as const;

/**
 * The passes: viewings, each with its own question, tools and moments to find (T1).
 *
 * @tag lookfor-builder-passes
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-passes')
export class LookforBuilderPasses extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    hueStyles,
    css`
      .asks {
        border: var(--lf-line);
        border-radius: var(--lf-radius);
        background: var(--lf-surface);
      }
      .asks li {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        min-block-size: 38px;
        padding: 4px var(--lf-2) 4px var(--lf-3);
      }
      .asks li + li {
        border-block-start: var(--lf-line);
      }
      .asks i {
        flex: none;
        inline-size: 10px;
        block-size: 10px;
        border-radius: 2px;
        background: var(--code, var(--lf-field));
      }
      .asks .words {
        flex: 1;
        min-inline-size: 0;
      }
      .asks .within {
        inline-size: 7.5rem;
        min-block-size: 1.75rem;
      }
      .asks .bad {
        box-shadow: inset 3px 0 0 var(--lf-danger);
      }
      .last {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr) auto;
        gap: 0 var(--lf-2);
        padding-block: 10px;
        border-block-start: var(--lf-line);
        color: var(--lf-ink-3);
      }
      .last b {
        font-weight: 600;
      }
    `,
  ];

  /** For the colours of look-fors. */
  @property({ attribute: false }) framework: Framework | null = null;
  /** Id of the pass that lies open; null for none. Set it to open the place of a gap. */
  @property({ attribute: false }) openPassId: string | null = null;
  @state() private movedWords = '';

  override render() {
    const { plan, gaps } = this;
    return html`<section>
      <h2>${msg('Passes')} <span class="aside">${msg('each with its own question')}</span></h2>
      <ol class="folds" data-path="passes" tabindex="-1">
        ${repeat(
          plan.passes,
          (pass) => pass.id,
          (pass, at) => this.#renderPass(pass, at),
        )}
        <li class="last">
          <b>${plan.passes.length + 1}</b><b>${msg('Compare')}</b>
          <span>${msg('with the group, after handing in')}</span>
        </li>
      </ol>
      ${wrong(gaps, 'passes', 'passes-wrong')}
      ${
        plan.passes.length < MOST_PASSES
          ? html`<p class="add">
              <button type="button" class="quiet" @click=${this.#handleAdd}>
                ${msg('Add a pass')}
              </button>
            </p>`
          : nothing
      }
      <p class="unseen" role="status">${this.movedWords}</p>
    </section>`;
  }

  #renderPass(pass: Pass, at: number): TemplateResult {
    const isOpen = pass.id === this.openPassId;
    const hasGap = hasGapBelow(this.gaps, `passes.${at}`);
    return html`<li class="fold">
      <button
        type="button"
        class="plain fold-head ${hasGap ? 'has-gap' : ''}"
        aria-expanded=${isOpen}
        aria-controls="pass-${pass.id}"
        @click=${() => {
          this.openPassId = isOpen ? null : pass.id;
        }}
      >
        <span class="place">${at + 1}</span>
        <span class="name">${pass.title || msg('Without a name')}</span>
        <span class="short">${isOpen ? msg('Close') : passFacts(pass)}</span>
      </button>
      <div class="fold-body" id="pass-${pass.id}" ?hidden=${!isOpen}>
        ${isOpen ? this.#renderBody(pass, at) : nothing}
      </div>
    </li>`;
  }

  #renderBody(pass: Pass, at: number): TemplateResult {
    const { plan, gaps } = this;
    const set = (change: Partial<Pass>) => this.change(changePass(plan, pass.id, change));
    const setTool = (tool: keyof Pass['tools'], isOn: boolean) =>
      set({ tools: { ...pass.tools, [tool]: isOn } });
    return html`
      <label class="over"
        >${msg('Name')}
        <input
          class="entry"
          id="pass-title-${pass.id}"
          data-path="passes.${at}.title"
          maxlength="300"
          aria-invalid=${isWrong(gaps, `passes.${at}.title`)}
          .value=${live(pass.title)}
          @input=${(event: Event) => set({ title: typed(event) })}
      /></label>
      ${wrong(gaps, `passes.${at}.title`, `pass-title-wrong-${at}`)}
      <label class="over"
        >${msg('Question')}
        <textarea
          class="entry"
          data-path="passes.${at}.prompt"
          maxlength="20000"
          aria-invalid=${isWrong(gaps, `passes.${at}.prompt`)}
          .value=${live(pass.prompt)}
          @input=${(event: Event) => set({ prompt: typed(event) })}
        ></textarea>
      </label>
      ${wrong(gaps, `passes.${at}.prompt`, `prompt-wrong-${at}`)} ${this.#renderMoments(pass, at)}
      <p class="sub" id="tools-${pass.id}">${msg('While watching')}</p>
      <div class="ticks" role="group" aria-labelledby="tools-${pass.id}">
        ${tick(msg('Codes by key'), pass.tools.codes, (isOn) => setTool('codes', isOn))}
        ${tick(msg('Child in focus'), pass.tools.childInFocus, (isOn) => setTool('childInFocus', isOn))}
        ${tick(msg('Captions and transcript'), pass.tools.captions, (isOn) => setTool('captions', isOn))}
        ${tick(msg('Without sound'), !pass.tools.sound, (isOn) => setTool('sound', !isOn))}
      </div>
      <label class="over"
        >${msg('Watched before it is finished')}
        <select
          class="entry"
          @change=${(event: Event) => set({ watchShare: Number(typed(event)) })}
        >
          ${[...new Set([...SHARES, pass.watchShare])]
            .sort((one, other) => one - other)
            .map(
              (share) =>
                html`<option value=${share} ?selected=${share === pass.watchShare}>
                  ${watchWords(share)}
                </option>`,
            )}
        </select></label
      >
      ${
        pass.watchShare > 0
          ? html`<label class="over"
              >${msg('How many times')}
              <input
                class="entry"
                type="number"
                min="1"
                max=${MOST_VIEWINGS}
                .value=${String(pass.watchTimes ?? 1)}
                @change=${(event: Event) => {
                  const typedTimes = typedNumber(event, MOST_VIEWINGS) ?? 1;
                  const watchTimes = Math.max(1, Math.round(typedTimes));
                  showTaken(event, String(watchTimes));
                  set({ watchTimes });
                }}
            /></label>`
          : nothing
      }
      <div class="pair dates">
        <label class="over"
          >${msg('About how many minutes')}
          <input
            class="entry"
            type="number"
            min="1"
            max="600"
            .value=${String(pass.guideMinutes ?? '')}
            @change=${(event: Event) => {
              const guideMinutes = Math.round(typedNumber(event, 600) ?? 0) || null;
              showTaken(event, String(guideMinutes ?? ''));
              set({ guideMinutes });
            }}
        /></label>
        <label class="over"
          >${msg('Closes')}
          <input
            class="entry"
            type="datetime-local"
            .value=${toLocalField(pass.closesAt ?? null)}
            @change=${(event: Event) => set({ closesAt: fromLocalField(typed(event)) })}
        /></label>
      </div>
      <p class="fold-foot">
        ${
          at > 0
            ? html`<button type="button" class="quiet" @click=${() => this.#move(pass, -1)}>
                ${msg('Earlier')}
              </button>`
            : nothing
        }
        ${
          at < plan.passes.length - 1
            ? html`<button type="button" class="quiet" @click=${() => this.#move(pass, 1)}>
                ${msg('Later')}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="quiet away"
          @click=${() => this.change(removePass(plan, pass.id))}
        >
          ${msg('Take this pass out')}
        </button>
      </p>
    `;
  }

  #renderMoments(pass: Pass, at: number): TemplateResult {
    const { plan, framework } = this;
    const lost = pass.moments.filter(
      (moment) => !plan.lookFors.some((lookFor) => lookFor.id === moment.lookForId),
    );
    if (plan.lookFors.length === 0 && lost.length === 0)
      return html`<p class="sub">${msg('There are no look-fors, so it asks for no moments.')}</p>`;
    return html`<p class="sub">${msg('Moments to find')}</p>
      <ul class="asks">
        ${plan.lookFors.map((lookFor, lookForAt) => {
          const words = lookFor.label || msg(str`Look-for ${lookForAt + 1}`);
          const code = framework?.codes.find((one) => one.id === lookFor.codeId);
          const minimum = pass.moments.find((one) => one.lookForId === lookFor.id)?.minimum ?? 0;
          return html`<li class=${code ? `hue-${code.hue}` : nothing}>
            <i aria-hidden="true"></i><span class="words">${words}</span>
            ${minimum > 0 ? this.#renderWithin(pass, lookFor.id, words) : nothing}
            ${stepper(words, minimum, {}, (value) =>
              this.change(setMinimum(plan, pass.id, lookFor.id, value)),
            )}
          </li>`;
        })}
        ${lost.map(
          (moment) =>
            html`<li class="bad">
              <i aria-hidden="true"></i
              ><span class="words">${msg('A look-for that is not here')}</span>
              <button
                type="button"
                class="quiet"
                data-path="passes.${at}.moments.${pass.moments.indexOf(moment)}"
                @click=${() => this.change(setMinimum(plan, pass.id, moment.lookForId, 0))}
              >
                ${msg('Take it out')}
              </button>
            </li>`,
        )}
      </ul>
      ${lost.map((moment) =>
        wrong(this.gaps, `passes.${at}.moments.${pass.moments.indexOf(moment)}`, `lost-${at}`),
      )}`;
  }

  /** Where in the clip its moments count: two times, or empty for anywhere. */
  #renderWithin(pass: Pass, lookForId: string, words: string): TemplateResult {
    const within = pass.moments.find((one) => one.lookForId === lookForId)?.within;
    return html`<input
      class="entry within"
      placeholder=${msg('anywhere')}
      aria-label=${msg(str`Where in the clip, such as 1:00–1:30: ${words}`)}
      title=${msg(str`Where in the clip, such as 1:00–1:30: ${words}`)}
      .value=${withinWords(within)}
      @change=${(event: Event) => {
        const times = typed(event).split(/[–-]/).map(parseTime);
        const [start, end] = times;
        const isRange = times.length === 2 && start != null && end != null && end > start;
        const taken: [number, number] | null = isRange ? [start, end] : null;
        showTaken(event, withinWords(taken));
        this.change(setWithin(this.plan, pass.id, lookForId, taken));
      }}
    />`;
  }

  #move(pass: Pass, places: number): void {
    this.change(movePass(this.plan, pass.id, places));
    const place = this.plan.passes.indexOf(pass) + 1 + places;
    this.movedWords = msg(str`${pass.title} is now pass ${place}`);
  }

  readonly #handleAdd = (): void => {
    const id = this.newId();
    this.change(addPass(this.plan, id));
    this.openPassId = id;
    void this.focusOn(`pass-title-${id}`);
  };
}

/** "1:00–1:30", or nothing for anywhere. */
function withinWords(within: readonly [number, number] | null | undefined): string {
  return within ? within.map(formatClock).join('–') : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-passes': LookforBuilderPasses;
  }
}
