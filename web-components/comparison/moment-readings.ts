import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Initiative } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { failed } from '#elements/kit/states';
import { formatRange } from '#elements/kit/time';
import { authorColourStyles } from '#elements/observation/author-colours.styles';
import { hueStyles } from '#elements/observation/hues.styles';
import { isAbsence } from '#elements/observation/lanes.rules';
import '#elements/observation/spoken-player';
import { confidenceWords, drawingName } from '#elements/observation/note-details';
import { authorsOf } from './authors.rules.ts';
import type { Moment, Position, ReadingMark, Voice } from './comparison.rules.ts';
import { momentReadingsStyles } from './moment-readings.styles.ts';
import { readerName } from './reader-name.ts';
import { reasonWords } from './reason-words.ts';

/** The wish to see the next (1) or previous (-1) difference. */
export class DifferenceStep extends Event {
  static readonly eventName = 'lookfor-difference-step';
  readonly direction: 1 | -1;

  constructor(direction: 1 | -1) {
    super(DifferenceStep.eventName, OUTWARD);
    this.direction = direction;
  }
}

/** The wish to fetch once more what others said. */
export class WordsRetry extends Event {
  static readonly eventName = 'lookfor-words-retry';

  constructor() {
    super(WordsRetry.eventName, OUTWARD);
  }
}

/** More heads than these are told in numbers only. */
const MOST_HEADS = 48;
/** More voices than these under one position are folded. */
const MOST_VOICES = 6;

/**
 * What was made of one moment: readings side by side, by position and not by person; experts last,
 * with their reasons.
 *
 * @tag lookfor-moment-readings
 * @fires lookfor-difference-step {DifferenceStep} - the next or previous difference is wished
 * @fires lookfor-words-retry {WordsRetry} - what others said shall be fetched once more
 */
@customElement('lookfor-moment-readings')
export class LookforMomentReadings extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    authorColourStyles,
    momentReadingsStyles,
  ];

  @property({ attribute: false }) moment: Moment | null = null;
  /** Which of the differences it is, from 0; -1 when it is none. */
  @property({ type: Number }) differenceAt = -1;
  @property({ type: Number }) differences = 0;
  /** Why what others said could not be fetched. */
  @property({ attribute: false }) problem: unknown;

  override render() {
    const { moment } = this;
    return html`${this.#renderHead(moment)}
    ${
      moment && moment.positions.length > 0
        ? html`<h2>${titleOf(moment)}</h2>
            ${this.#renderHeads(moment)} ${this.#renderExperts(moment)}
            ${this.problem ? failed(this.problem, () => this.dispatchEvent(new WordsRetry())) : nothing}
            <div class="readings">
              ${repeat(
                moment.positions,
                ({ position }) => position.id,
                ({ position, voices }) => this.#renderPosition(position, voices),
              )}
            </div>
            ${this.#renderSilent(moment)}`
        : html`<div class="state">
            <h2>${msg('Choose a moment')}</h2>
            <p>
              ${msg('Press a mark in any lane: it plays, and all readings of it stand here side by side.')}
            </p>
          </div>`
    }`;
  }

  #renderHead(moment: Moment | null): TemplateResult {
    const time = moment ? formatRange(moment.startSeconds, moment.endSeconds) : '';
    const [number, all] = [this.differenceAt + 1, this.differences];
    const words =
      number > 0
        ? msg(str`Difference ${number} of ${all} · ${time}`)
        : time || differencesWords(all);
    const step = (direction: 1 | -1) => () => this.dispatchEvent(new DifferenceStep(direction));
    return html`<div class="head">
      <span>${words}</span>
      ${
        all > 0
          ? html`<button
                class="icon-only"
                aria-label=${msg('Previous difference')}
                title=${msg('Previous difference (Shift N)')}
                @click=${step(-1)}
              >
                ${icon('chevron-left')}</button
              ><button
                class="icon-only"
                aria-label=${msg('Next difference')}
                title=${msg('Next difference (N)')}
                @click=${step(1)}
              >
                ${icon('chevron-right')}
              </button>`
          : nothing
      }
    </div>`;
  }

  /** One disc for each reader: who took which position, and who was silent. */
  #renderHeads({ positions, silent }: Moment): TemplateResult | typeof nothing {
    const groups = positions
      .map(({ position, voices }) => ({ position, count: people(voices).length }))
      .filter(({ count }) => count > 0);
    const all = groups.reduce((sum, { count }) => sum + count, silent.length);
    if (all < 2) return nothing;
    const key = groups.map(({ position, count }, at) => {
      const label = labelOf(position);
      return at === 0 ? msg(str`${count} of ${all}: ${label}`) : msg(str`${count}: ${label}`);
    });
    if (silent.length > 0) key.push(msg(str`${silent.length} did not mark it`));
    return html`${
        all > MOST_HEADS
          ? nothing
          : html`<div class="heads" aria-hidden="true">
              ${groups.map(({ position, count }) =>
                Array.from({ length: count }, () => html`<i class=${lookOf(position)}></i>`),
              )}
              ${silent.map(() => html`<i class="silent"></i>`)}
            </div>`
      }
      <p class="key">${key.map((words) => html`<span>${words}</span>`)}</p>`;
  }

  /** Whether one's own reading lies within what experts make of the moment. */
  #renderExperts({ positions }: Moment): TemplateResult | typeof nothing {
    const mine = positions.find(({ voices }) =>
      voices.some(({ reading }) => reading.kind === 'me'),
    );
    const experts = positions.flatMap(({ voices }) => voices.filter(({ reading }) => reading.kind === 'expert')); // prettier-ignore
    if (!mine || experts.length === 0) return nothing;
    const names = mine.voices
      .filter(({ reading }) => reading.kind === 'expert')
      .map(({ reading }) => reading.name)
      .join(', ');
    return html`<p class="key">
      ${names ? msg(str`You read it as ${names}.`) : msg('No expert reads it as you do.')}
    </p>`;
  }

  #renderPosition(position: Position, voices: readonly Voice[]): TemplateResult {
    const readers = people(voices);
    const experts = voices.filter(({ reading }) => reading.kind === 'expert');
    const [shown, folded] = [readers.slice(0, MOST_VOICES), readers.slice(MOST_VOICES)];
    return html`<section class="reading">
      <h3><span class="swatch ${lookOf(position)}">${labelOf(position)}</span></h3>
      ${shown.map((voice) => this.#renderVoice(voice))}
      ${
        folded.length > 0
          ? html`<details>
              <summary>${msg(str`${folded.length} more`)}</summary>
              ${folded.map((voice) => this.#renderVoice(voice))}
            </details>`
          : nothing
      }
      ${experts.map((voice) => this.#renderVoice(voice))}
    </section>`;
  }

  #renderVoice({ reading, mark }: Voice): TemplateResult {
    const name = readerName(reading);
    const author = authorsOf(reading).get(mark.by ?? '');
    const because = mark.because ? reasonWords(mark.because) : nothing;
    return html`<div class="voice ${reading.kind}">
      <b>${name}</b>
      ${author ? html`<p class="author"><i class="by author-${author.hue}" aria-hidden="true">${author.initials}</i> ${author.name}</p>` : nothing}
      ${
        mark.isBare
          ? html`<p class="none">…</p>`
          : mark.body || mark.because
            ? html`<p>${mark.body} ${because}</p>`
            : html`<p class="none">${msg('marked it without words')}</p>`
      }
      ${this.#renderDetails(mark)}
      ${
        mark.spoken
          ? html`<lookfor-spoken-player .spoken=${mark.spoken}></lookfor-spoken-player>`
          : nothing
      }
    </div>`;
  }

  /** What the mark says beyond words and codes. */
  #renderDetails(mark: ReadingMark): TemplateResult | typeof nothing {
    const { initiative, confidence, codeValues = {}, drawings = [] } = mark;
    const details = [
      ...(initiative ? [beganWords(initiative)] : []),
      ...Object.values(codeValues).map((strength) => msg(str`${strength} of 5`)),
      ...(confidence ? [confidenceWords()[confidence - 1] ?? ''] : []),
      ...drawings.map(({ kind }) => drawingName(kind)),
    ];
    return details.length > 0 ? html`<p class="details">${details.join(' · ')}</p>` : nothing;
  }

  #renderSilent({ silent }: Moment): TemplateResult | typeof nothing {
    if (silent.length === 0) return nothing;
    const names = silent.map(readerName);
    const list = names.length > 5 ? msg(str`${names.length} of the course`) : names.join(', ');
    return html`<p class="silent-ones">${msg(str`Without a mark here: ${list}`)}</p>`;
  }
}

/** Who began, and what became of it. */
function beganWords({ by, response }: Initiative): string {
  const began = `${msg('Who began')}: ${by}`;
  if (response === null) return began;
  return `${began}, ${response === 'answered' ? msg('was answered') : msg('got no answer')}`;
}

function people(voices: readonly Voice[]): Voice[] {
  return voices.filter(({ reading }) => reading.kind !== 'expert');
}

function labelOf(position: Position): string {
  return position.label || msg('not sorted');
}

function lookOf(position: Position): string {
  if (position.hue === null) return 'unsorted';
  return `hue-${position.hue} ${isAbsence(position.codeId) ? 'absent' : ''}`;
}

/** A difference asks; what is read alike is said. */
function titleOf({ positions, isDifference }: Moment): string {
  const [first, second, ...more] = positions.map(({ position }) => labelOf(position));
  if (!isDifference || !second) return first ?? '';
  return more.length > 0
    ? msg(str`${first}, ${second}, or something else?`)
    : msg(str`${first}, or ${second}?`);
}

function differencesWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? msg('1 difference') : msg(str`${count} differences`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-moment-readings': LookforMomentReadings;
  }
  interface HTMLElementEventMap {
    'lookfor-difference-step': DifferenceStep;
    'lookfor-words-retry': WordsRetry;
  }
}
