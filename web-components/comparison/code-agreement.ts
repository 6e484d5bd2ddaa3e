import { msg, str } from '@lit/localize';
import { Task as AsyncTask } from '@lit/task';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Reading } from '#contract/observations';
import type { AgreementAnswer, CodeAgreement } from '#contract/shared/code-agreement';
import { LookforElement } from '#elements/kit/element';
import { loading } from '#elements/kit/states';
import { hueStyles } from '#elements/observation/hues.styles';
import { isAbsence } from '#elements/observation/lanes.rules';
import {
  expertRanges,
  fitOf,
  partnersOf,
  questionFor,
  sharedWithExperts,
  sortedByWord,
  TOLERANCES_SECONDS,
  usedPositions,
  type ExpertRange,
  type Partner,
} from './agreement.rules.ts';
import { agreementTable, rangeTable } from './agreement-tables.ts';
import {
  cautionWords,
  findingWords,
  fitLine,
  fitWords,
  kappaWords,
  verdictWords,
} from './agreement-words.ts';
import { AgreementWorker } from './ask-agreement.ts';
import { codeAgreementStyles } from './code-agreement.styles.ts';
import { OwnTolerance } from './own-tolerance.ts';
import type { Position, Scheme } from './comparison.rules.ts';
import { picturePanelStyles } from './picture-panel.styles.ts';

/**
 * How far readers agree, code by code: a word first, κ with its interval small, every figure in
 * the table. Whoever needs longer to react sets how far apart marks may be, for themselves.
 *
 * @tag lookfor-code-agreement
 */
@customElement('lookfor-code-agreement')
export class LookforCodeAgreement extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    picturePanelStyles,
    codeAgreementStyles,
  ];

  @property({ attribute: false }) readings: readonly Reading[] = [];
  @property({ attribute: false }) scheme!: Scheme;
  @property({ type: Number }) durationSeconds = 0;
  @property({ type: Boolean, attribute: 'as-table', reflect: true }) asTable = false;

  @state() private partner: Partner | null = null;

  #tolerance = new OwnTolerance(this, TOLERANCES_SECONDS, () => this.#hasMe());
  #worker = new AgreementWorker();
  #answer = new AsyncTask(this, {
    task: async ([readings, scheme, partner, durationSeconds, toleranceSeconds]) => {
      const question =
        partner &&
        questionFor(partner, readings, scheme, {
          durationSeconds,
          toleranceSeconds,
        });
      return question ? this.#worker.ask(question) : null;
    },
    args: () =>
      [
        this.readings,
        this.scheme,
        this.#chosenPartner(),
        this.durationSeconds,
        this.#tolerance.seconds,
      ] as const,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#worker.end();
  }

  readonly #handlePartner = (event: Event): void => {
    this.partner = (event.target as HTMLSelectElement).value as Partner;
  };

  readonly #handleTolerance = (event: Event): void => {
    this.#tolerance.choose(Number((event.target as HTMLSelectElement).value));
  };

  override render() {
    const partner = this.#chosenPartner();
    return html`<div class="panel-head">
        <h2>${msg('How far you agree')}</h2>
        <span class="choices">
          ${this.#renderPartners(partner)}
          ${
            partner
              ? html`<button
                  class="plain"
                  aria-pressed=${this.asTable}
                  @click=${() => (this.asTable = !this.asTable)}
                >
                  ${msg('Table')}
                </button>`
              : nothing
          }
        </span>
      </div>
      ${this.#renderFindings(partner)}`;
  }

  #renderFindings(partner: Partner | null): TemplateResult {
    if (!partner) {
      return html`<p class="says">${msg('There is nobody to compare with yet.')}</p>`;
    }
    if (partner === 'experts') return this.#renderExperts();
    return this.#answer.render({
      initial: () => loading(),
      pending: () => (this.#answer.value ? this.#renderAnswer(this.#answer.value) : loading()),
      complete: (answer) => (answer ? this.#renderAnswer(answer) : loading()),
    }) as TemplateResult;
  }

  #renderPartners(chosen: Partner | null): TemplateResult | typeof nothing {
    const partners = partnersOf(this.readings);
    if (partners.length < 2) return nothing;
    return html`<select aria-label=${msg('Compared with')} @change=${this.#handlePartner}>
      ${partners.map(
        (partner) =>
          html`<option value=${partner} ?selected=${partner === chosen}>
            ${this.#partnerWords(partner)}
          </option>`,
      )}
    </select>`;
  }

  #renderAnswer(answer: AgreementAnswer): TemplateResult {
    const positions = this.#positions();
    const codes = sortedByWord(answer.codes);
    const fit = fitOf(codes);
    const labelOf = ({ code }: CodeAgreement) => positions.get(code)?.label ?? code;
    return html`<p class="says">${findingWords(codes, labelOf, this.#hasMe())}</p>
      ${fit ? html`<p class="fit">${fitWords(fit)}</p>` : nothing}
      ${
        this.asTable
          ? agreementTable(answer, codes, positions)
          : html`<dl>${codes.map((code) => this.#renderCode(code, positions.get(code.code)))}</dl>`
      }
      ${this.#renderBasis()}`;
  }

  #renderCode(code: CodeAgreement, position: Position | undefined): TemplateResult {
    const hasFigure = code.verdict !== 'too-few' && code.kappa !== null;
    return html`<div class="agree row">
      <dt>
        <span class="swatch ${lookOf(position)}">${position?.label ?? code.code}</span>
      </dt>
      <dd class="word">
        ${verdictWords(code.verdict)}
        ${code.cautions.length > 0 ? html`<small>${code.cautions.map(cautionWords).join('; ')}</small>` : nothing}
      </dd>
      <dd class="figure">${hasFigure ? scaleOf(code) : nothing} ${kappaWords(code)}</dd>
      ${code.counts ? html`<dd class="fit">${fitLine(code.counts)}</dd>` : nothing}
    </div>`;
  }

  #renderBasis(): TemplateResult {
    if (this.#chosenPartner() === 'everybody') {
      return html`<p class="basis">
        ${msg('Second by second, everybody with everybody. What two would agree on by chance is taken off.')}
        ${this.#hasMe() ? this.#renderOwnTolerance() : nothing}
      </p>`;
    }
    const choice = this.#renderChoice();
    return html`<p class="basis">
      <span class="whole"
        >${msg(html`Second by second; marks up to ${choice} apart count as the same.`)}</span
      >
    </p>`;
  }

  #hasMe(): boolean {
    return this.readings.some((reading) => reading.kind === 'me');
  }

  /** Among several only the own marks are granted time; all others stay as they are. */
  #renderOwnTolerance(): TemplateResult {
    const choice = this.#renderChoice();
    return html`<span class="whole"
      >${msg(html`Your marks up to ${choice} from others’ count as at the same time.`)}</span
    >`;
  }

  #renderChoice(): TemplateResult {
    return html`<select
      aria-label=${msg('How far apart marks may be')}
      title=${msg('Choose more if you need longer to react. Only you see it.')}
      @change=${this.#handleTolerance}
    >
      ${TOLERANCES_SECONDS.map(
        (seconds) =>
          html`<option value=${seconds} ?selected=${seconds === this.#tolerance.seconds}>
            ${msg(str`${seconds} s`)}
          </option>`,
      )}
    </select>`;
  }

  #renderExperts(): TemplateResult {
    const me = this.readings.find((reading) => reading.kind === 'me');
    if (!me) return html`${nothing}`;
    const experts = this.readings.filter((reading) => reading.kind === 'expert');
    const { both, alike } = sharedWithExperts(me, experts, this.scheme, this.#tolerance.seconds);
    const ranges = expertRanges(me, experts, this.scheme);
    const finding =
      both === 0
        ? msg('You looked where no expert did.')
        : msg(
            str`In ${alike} of ${both} moments that experts marked too, you read as one of them.`,
          );
    return html`<p class="says">${finding}</p>
      ${
        this.asTable
          ? rangeTable(ranges)
          : html`<dl>${ranges.map((range) => renderRange(range, ranges))}</dl>`
      }
      <p class="basis">
        ${msg('How often you and each expert used a code. Experts differ too.')}
        ${this.#renderOwnTolerance()}
      </p>`;
  }

  #partnerWords(partner: Partner): string {
    if (partner === 'everybody') return msg('in the course');
    if (partner === 'experts') return msg('with the experts’ range');
    const name = this.readings.find((one) => `reading:${one.key}` === partner)?.name ?? '';
    return msg(str`with ${name}`);
  }

  #positions(): Map<string, Position> {
    return new Map(usedPositions(this.readings, this.scheme).map((one) => [one.id, one]));
  }

  #chosenPartner(): Partner | null {
    const partners = partnersOf(this.readings);
    return this.partner && partners.includes(this.partner) ? this.partner : (partners[0] ?? null);
  }
}

/** Where κ lies between chance (left) and full agreement, with its interval. */
function scaleOf({ kappa, interval }: CodeAgreement): TemplateResult {
  const x = (value: number) => 2 + 60 * Math.min(1, Math.max(0, value));
  return html`<svg viewBox="0 0 64 12" aria-hidden="true">
    <line x1="2" x2="62" y1="6" y2="6" />
    ${interval ? svg`<line class="spread" x1=${x(interval.low)} x2=${x(interval.high)} y1="6" y2="6" />` : nothing}
    <circle cx=${x(kappa ?? 0)} cy="6" r="4" />
  </svg>`;
}

function renderRange(range: ExpertRange, ranges: readonly ExpertRange[]): TemplateResult {
  const { position, mine, lowest, highest, verdict } = range;
  const most = Math.max(1, ...ranges.map((one) => Math.max(one.mine, one.highest)));
  const x = (count: number) => 4 + (56 * count) / most;
  const words = {
    within: msg('As often as experts'),
    more: msg('More often than experts'),
    less: msg('Less often than experts'),
  };
  const experts = lowest === highest ? String(lowest) : `${lowest}–${highest}`;
  return html`<div class="agree range row">
    <dt><span class="swatch ${lookOf(position)}">${position.label}</span></dt>
    <dd class="word">${words[verdict]}</dd>
    <dd class="figure">
      <svg viewBox="0 0 64 12" aria-hidden="true">
        <line x1="4" x2="60" y1="6" y2="6" />
        <rect
          class="band"
          x=${x(lowest) - 3}
          y="1"
          width=${x(highest) - x(lowest) + 6}
          height="10"
          rx="2"
        />
        <circle class=${verdict === 'within' ? '' : 'outside'} cx=${x(mine)} cy="6" r="4" />
      </svg>
      ${msg(str`you ${mine}, experts ${experts}`)}
    </dd>
  </div>`;
}

function lookOf(position: Position | undefined): string {
  return `hue-${position?.hue ?? 1} ${isAbsence(position?.codeId) ? 'absent' : ''}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-code-agreement': LookforCodeAgreement;
  }
}
