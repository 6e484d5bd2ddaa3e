import { msg, str } from '@lit/localize';
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Reading } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { lastCall } from '#elements/kit/last-call';
import { formatClock, formatRange, spokenSeconds } from '#elements/kit/time';
import { cssFacts } from '#elements/kit/css-facts';
import { authorColourStyles } from '#elements/observation/author-colours.styles';
import { hueStyles } from '#elements/observation/hues.styles';
import { isAbsence } from '#elements/observation/lanes.rules';
import { ticksOf } from '#elements/observation/timeline.rules';
import { authorBadge } from '#elements/observation/timeline-words';
import type { PlaybackController } from '#elements/player/playback-controller';
import { authorsOf, badgePlaces, type BadgePlace } from './authors.rules.ts';
import { smooth } from './bins.rules.ts';
import {
  positionOf,
  signsOf,
  type Moment,
  type ReadingMark,
  type Scheme,
} from './comparison.rules.ts';
import { densityOf, densityPaths } from './density.rules.ts';
import { MomentChoose } from './events.ts';
import { markByArrow } from './lane-arrows.ts';
import { lanesLegend } from './lanes-legend.ts';
import { readerName } from './reader-name.ts';
import { readingLanesStyles } from './reading-lanes.styles.ts';
import { ribbonOf, ribbonPath } from './ribbon.rules.ts';
import { stretchOf } from './stretch.rules.ts';

/** More lanes than these are folded until they are asked for. */
const MOST_LANES = 8;
/** With fewer readers a density would only repeat the lanes. */
const FEWEST_FOR_DENSITY = 5;
const BINS = 140;
/** The height of ribbon and density, in the units of their pictures. */
const SVG_HEIGHT = 56;
/** A lane is taken to be so wide until it is measured. */
const USUAL_WIDTH_PX = 600;

/**
 * Everybody's marks on one line of time: how far readings agree, me, classmates, how
 * many of the course at once, experts. A mark plays its moment; arrows go from mark to mark. What a
 * group made says by letters who of it made each mark.
 *
 * @tag lookfor-reading-lanes
 * @fires lookfor-moment-choose {MomentChoose} - a moment was chosen
 */
@customElement('lookfor-reading-lanes')
export class LookforReadingLanes extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    authorColourStyles,
    readingLanesStyles,
  ];

  @property({ attribute: false }) readings: readonly Reading[] = [];
  @property({ attribute: false }) moments: readonly Moment[] = [];
  @property({ attribute: false }) scheme!: Scheme;
  @property({ attribute: false }) chosen: readonly [number, number] | null = null;
  @property({ attribute: false }) controller!: PlaybackController;
  @property({ type: Number }) durationSeconds = 0;
  /** How many handed in and how many could, for the course's lane. */
  @property({ type: Number }) handedIn = 0;

  @query('.lanes') private lanes!: HTMLElement | null;
  @state() private isUnfolded = false;
  @state() private pointed: { reading: Reading; mark: ReadingMark } | null = null;
  @state() private tabStop = '';
  @state() private laneWidthPx = USUAL_WIDTH_PX;

  readonly #signsOf = lastCall(signsOf);
  #stopFrames: (() => void) | undefined;
  readonly #width = new ResizeObserver(([entry]) => {
    if (entry) this.laneWidthPx = Math.round(entry.contentRect.width);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFrames?.();
    this.#width.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.#listen();
  }

  protected override updated(): void {
    // Only letters ask for the width: without them nothing is measured.
    const ruler = this.lanes?.querySelector('.ruler');
    if (ruler && this.readings.some(({ authors }) => authors)) this.#width.observe(ruler);
  }

  override render() {
    const whole = formatClock(this.durationSeconds);
    const of = (kind: Reading['kind']) => this.readings.filter((one) => one.kind === kind);
    const [mine, classmates, experts] = [of('me'), of('classmate'), of('expert')];
    const mates = classmates.filter((one) => one.inMyGroup);
    const rest = classmates.filter((one) => !one.inMyGroup);
    const folded = rest.slice(0, mates.length > 0 ? 0 : MOST_LANES);
    const shown = this.isUnfolded ? rest : folded;
    return html`<div
        class="lanes"
        role="group"
        aria-label=${msg(str`Marks of everybody over ${whole}. “Show as tables” has the same in words.`)}
        @keydown=${this.#handleKey}
        ${cssFacts({ '--whole': Math.max(0.1, this.durationSeconds) })}
      >
        ${this.#renderRuler()} ${this.#renderRibbon([...mine, ...classmates])}
        ${mine.length > 0 ? html`<div class="set">${mine.map((one) => this.#renderReading(one))}</div>` : nothing}
        ${
          mates.length > 0
            ? html`<div class="set">
                <h3>${msg('My group')}</h3>
                ${mates.map((one) => this.#renderReading(one))}
              </div>`
            : nothing
        }
        ${
          rest.length > 0
            ? html`<div class="set">
                <h3>
                  ${
                    rest.some(({ people }) => !people)
                      ? msg('My course')
                      : mine.length > 0
                        ? msg('Other groups')
                        : msg('Groups')
                  }
                </h3>
                ${repeat(
                  shown,
                  (one) => one.key,
                  (one) => this.#renderReading(one),
                )}
                ${
                  rest.length > folded.length
                    ? html`<button
                        class="quiet more"
                        aria-expanded=${this.isUnfolded}
                        @click=${() => (this.isUnfolded = !this.isUnfolded)}
                      >
                        ${
                          this.isUnfolded
                            ? msg('Show less')
                            : msg(str`Show ${rest.length - folded.length} more`)
                        }
                      </button>`
                    : nothing
                }
              </div>`
            : nothing
        }
        ${this.#renderDensity([...mine, ...classmates])}
        ${experts.length > 0 ? html`<div class="set">${experts.map((one) => this.#renderReading(one))}</div>` : nothing}
        <div class="over">
          ${
            this.chosen
              ? html`<i
                  class="at band"
                  ${cssFacts({ '--s': this.chosen[0], '--e': this.chosen[1] })}
                ></i>`
              : nothing
          }
          <i class="playhead"></i>
        </div>
      </div>
      ${this.#renderReason(experts)} ${lanesLegend(this.readings, this.scheme)}`;
  }

  #renderRuler(): TemplateResult {
    const [from] = this.chosen ?? [-this.durationSeconds];
    // The chosen time is written over the ruler: no other may stand under it.
    const ticks = ticksOf({ from: 0, span: this.durationSeconds }, 7).filter(
      (seconds) =>
        seconds < from - this.durationSeconds / 10 || seconds > from + this.durationSeconds / 24,
    );
    return html`<div class="ruler" aria-hidden="true">
      ${ticks.map(
        (seconds) =>
          html`<span class="at" ${cssFacts({ '--s': seconds })}>${formatClock(seconds)}</span>`,
      )}
      ${
        this.chosen
          ? html`<span class="at now" ${cssFacts({ '--s': this.chosen[0] })}
              >${formatClock(this.chosen[0])}</span
            >`
          : nothing
      }
    </div>`;
  }

  /** Thick where readings agree, a neck where they differ, dotted where nobody marked. */
  #renderRibbon(people: readonly Reading[]): TemplateResult | typeof nothing {
    if (this.moments.length === 0) return nothing;
    const ribbon = ribbonOf(people, this.scheme, this.durationSeconds, BINS);
    return html`<div class="set first moments">
      <span class="who me">${msg('Agreement')}<span>${msg('thick where alike')}</span></span>
      <div class="lane ribbon">
        <svg viewBox="0 0 ${BINS - 1} ${SVG_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          <path d=${ribbonPath(smooth(ribbon), SVG_HEIGHT)} />
        </svg>
        ${this.#signs().map((moment) => {
          const key = keyOf(moment);
          const time = spokenSeconds(moment.startSeconds);
          const label = moment.isDifference ? msg(str`${time}, read differently`) : msg(str`${time}, read alike`); // prettier-ignore
          return html`<button
            class="at sign ${moment.isDifference ? 'different' : ''}"
            data-key=${key}
            tabindex=${this.#isTabStop(key) ? 0 : -1}
            aria-label=${label}
            aria-current=${this.#isChosen([moment.startSeconds, moment.endSeconds])}
            @click=${() => this.#choose(key, [moment.startSeconds, moment.endSeconds])}
            ${cssFacts({ '--s': moment.startSeconds, '--e': moment.endSeconds })}
          ></button>`;
        })}
      </div>
    </div>`;
  }

  #renderReading(reading: Reading): TemplateResult {
    const isMine = reading.kind === 'me';
    const name = readerName(reading);
    const { rows, places } = this.#placeLetters(reading);
    return html`<span class="who ${isMine ? 'me' : ''} ${rows > 0 ? 'group' : ''}" title=${name}
        >${name}</span
      >
      <div class="lane ${isMine ? 'mine' : ''}" ${cssFacts({ '--rows': rows })}>
        ${reading.marks.map((mark) => this.#renderMark(reading, mark, name, places.get(mark)))}
      </div>`;
  }

  /** Where letters tell who of a group made a mark. */
  #placeLetters(reading: Reading): { rows: number; places: Map<ReadingMark, BadgePlace> } {
    const authors = authorsOf(reading);
    const signed = reading.marks.filter(({ by }) => by !== undefined && authors.has(by));
    const pxPerSecond = this.laneWidthPx / Math.max(0.1, this.durationSeconds);
    const { rows, places } = badgePlaces(
      signed.map(({ startSeconds }) => startSeconds * pxPerSecond),
      this.laneWidthPx,
    );
    const byMark = signed.flatMap((mark, at) => {
      const place = places[at];
      return place ? [[mark, place] as const] : [];
    });
    return { rows, places: new Map(byMark) };
  }

  #renderMark(
    reading: Reading,
    mark: ReadingMark,
    name: string,
    place: BadgePlace | undefined,
  ): TemplateResult {
    const position = positionOf(mark, this.scheme);
    const stretch = stretchOf(mark);
    const end = mark.endSeconds ?? mark.startSeconds;
    const classes = [
      'at m',
      position.hue === null ? 'unsorted' : `hue-${position.hue}`,
      isAbsence(position.codeId) ? 'absent' : '',
      mark.because ? 'because' : '',
      mark.endSeconds === null ? 'point' : '',
    ];
    const author = authorsOf(reading).get(mark.by ?? '');
    const words = [name, author?.name, spokenSeconds(mark.startSeconds), position.label || msg('not sorted'), mark.body]; // prettier-ignore
    const point = () => (this.pointed = { reading, mark });
    return html`<button
      class=${classes.join(' ')}
      data-key=${mark.id}
      tabindex=${this.#isTabStop(mark.id) ? 0 : -1}
      aria-label=${words.filter(Boolean).join(', ')}
      aria-current=${this.tabStop === mark.id && this.#isChosen(stretch)}
      title=${author?.name ?? nothing}
      @click=${() => this.#choose(mark.id, stretch)}
      @pointerenter=${point}
      @focus=${point}
      ${cssFacts({ '--s': mark.startSeconds, '--e': end, '--row': place?.row ?? 0, '--shift': place?.shiftPx ?? 0 })}
    >
      ${place ? authorBadge(author) : nothing}
    </button>`;
  }

  #renderDensity(people: readonly Reading[]): TemplateResult | typeof nothing {
    if (people.length < FEWEST_FOR_DENSITY) return nothing;
    const density = densityOf(people, this.scheme, this.durationSeconds, BINS);
    if (density.highest === 0) return nothing;
    const [handedIn, most] = [this.handedIn, density.mostPeople];
    return html`<div class="set">
      <span class="who"
        >${msg(str`Course, ${handedIn}`)}<span>${msg(str`up to ${most} at once`)}</span></span
      >
      <div class="lane density" role="img" aria-label=${msg('How many marked at each moment')}>
        <svg viewBox="0 0 ${BINS - 1} ${SVG_HEIGHT}" preserveAspectRatio="none">
          ${densityPaths(density, SVG_HEIGHT).map(
            ({ position, path }) => svg`<path
              class=${`hue-${position.hue ?? 1} ${isAbsence(position.codeId) ? 'absent' : ''}`}
              d=${path}
            />`,
          )}
        </svg>
      </div>
    </div>`;
  }

  #renderReason(experts: readonly Reading[]): TemplateResult | typeof nothing {
    if (experts.length === 0) return nothing;
    const { reading, mark } = this.pointed ?? {};
    if (!reading || !mark?.because) return html`<p class="reason"></p>`;
    return html`<p class="reason">
      <b>${reading.name}, ${formatClock(mark.startSeconds)}</b> ${mark.because}
    </p>`;
  }

  #isTabStop(key: string): boolean {
    if (this.tabStop) return key === this.tabStop;
    const [first] = this.#signs();
    return key === (first ? keyOf(first) : this.readings[0]?.marks[0]?.id);
  }

  #signs(): Moment[] {
    return this.#signsOf(this.moments, this.chosen, this.durationSeconds);
  }

  #isChosen([start, end]: readonly [number, number]): boolean {
    return this.chosen?.[0] === start && this.chosen[1] === end;
  }

  #choose(key: string, stretch: readonly [number, number]): void {
    this.tabStop = key;
    this.dispatchEvent(new MomentChoose(stretch));
    this.announce(formatRange(...stretch));
  }

  #listen(): void {
    this.#stopFrames?.();
    this.#stopFrames = this.controller?.onFrame((seconds) =>
      this.lanes?.style.setProperty('--now', String(seconds)),
    );
  }

  /** Arrows go along a lane, and to the nearest mark of the lane above or below. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    const next = markByArrow(event.key, target, this.lanes?.querySelectorAll('.lane') ?? []);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    this.tabStop = next.dataset['key'] ?? '';
    next.focus();
  };
}

function keyOf({ startSeconds, endSeconds }: Moment): string {
  return `moment:${startSeconds}-${endSeconds}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-reading-lanes': LookforReadingLanes;
  }
}
