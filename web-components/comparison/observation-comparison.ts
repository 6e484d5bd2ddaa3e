import { msg, str } from '@lit/localize';
import { Task as AsyncTask } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Comparison, Mark, Reading } from '#contract/observations';
import type { Task } from '#contract/tasks';
import { AfterFrame } from '#elements/kit/after-frame';
import { LookforElement } from '#elements/kit/element';
import { lastCall } from '#elements/kit/last-call';
import { may } from '#elements/kit/session';
import { loading } from '#elements/kit/states';
import { formatClock, formatInstant, formatRange } from '#elements/kit/time';
import { hueStyles } from '#elements/observation/hues.styles';
import '#elements/observation/frame-drawings';
import '#elements/player/clip-player';
import { PlaybackController } from '#elements/player/playback-controller';
import { playbackOf } from '#elements/player/playback-source';
import { StepRequest } from '#elements/student-task/step-line';
import type { Step } from '#elements/student-task/steps.rules';
import { whyClosed } from './closed-words.ts';
import { ComparedReadings, type Compared } from './compared-readings.ts';
import './comparison-pictures.ts';
import { findingOf, momentAt, type Moment, type Scheme } from './comparison.rules.ts';
import { headline } from './finding-words.ts';
import { MomentChoice } from './moment-choice.ts';
import './moment-readings.ts';
import type { DifferenceStep } from './moment-readings.ts';
import './moment-talk.ts';
import type { TalkSeek } from './moment-talk.ts';
import { observationComparisonStyles } from './observation-comparison.styles.ts';
import { OwnHeight } from './own-height.ts';
import './reading-lanes.ts';
import type { MomentChoose } from './events.ts';
import { ReadingWords } from './reading-words.ts';
import { readingsTable, readingsTableStyles } from './readings-table.ts';
import { stretchOf } from './stretch.rules.ts';

/** The same list each time: the pictures are not drawn anew for it. */
const NOBODY: Playback['people'] = [];

/**
 * Different understandings side by side (T3): everybody's marks on one line of time, and what
 * was made of a moment, by position. Opens when the task's rule allows it; before that the server
 * sends nothing, and this says when it will.
 *
 * Keys: `N` and `Shift N` step through differences; the clip's keys as in the workspace.
 *
 * @tag lookfor-observation-comparison
 * @fires lookfor-step-request {StepRequest} - another step of the task is wished
 * @fires lookfor-navigate {NavigateRequest} - the own growth is wished
 */
@customElement('lookfor-observation-comparison')
export class LookforObservationComparison extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    readingsTableStyles,
    observationComparisonStyles,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  /** The task, when somebody has it already. */
  @property({ attribute: false }) task: Task | undefined;
  /** The steps of the task, when this is one of them. */
  @property({ attribute: false }) steps: readonly Step[] = [];

  @state() private asTables = false;
  @state() private isWholeTable = false;
  /** The lanes are on the screen: what stands below them may follow. */
  @state() private hasLanes = false;

  readonly #pictures = new AfterFrame(() => (this.hasLanes = true));
  readonly #playing = new PlaybackController(this);
  readonly #compared = new ComparedReadings(this, (moments) =>
    this.#choice.point(findingOf(moments).most),
  );
  readonly #choice = new MomentChoice(
    this,
    this.#playing,
    () => this.#compared.value?.moments ?? [],
  );
  readonly #words = new ReadingWords(this);
  readonly #momentAt = lastCall(momentAt);
  readonly #drawnAt = lastCall(drawnMarks);
  readonly #playback = new AsyncTask(this, {
    task: async ([clipId, excerpt]) =>
      clipId ? playbackOf(this.api, { clipId, excerpt: excerpt ?? null }) : undefined,
    args: () => {
      const plan = this.#compared.value?.task.plan;
      return [plan?.clipId, plan?.excerpt] as const;
    },
  });

  constructor() {
    super();
    new OwnHeight(this, '.looking');
  }

  protected override updated(): void {
    if (!this.hasLanes && this.#compared.value) this.#pictures.ask();
  }

  override render() {
    return this.#compared.render({
      pending: () => html`<div class="waiting">${loading(msg('Fetching the readings'))}</div>`,
      error: (error) =>
        html`${this.#renderBar(this.task?.plan.title ?? msg('Compare'), null)}
          <div class="waiting">${whyClosed(error, () => void this.#compared.run())}</div>`,
      complete: (compared) => this.#renderCompared(compared),
    });
  }

  #renderCompared(compared: Compared): TemplateResult {
    const { task, comparison, scheme, moments } = compared;
    const duration = this.#playback.value?.durationSeconds ?? task.clipDurationSeconds ?? 0;
    const differences = moments.filter((moment) => moment.isDifference);
    const moment = this.#chosenMoment(comparison.readings, scheme);
    const differenceAt = differences.findIndex((one) => this.#choice.isAt(one));
    return html`${this.#renderBar(task.plan.title, comparison)}
      <div class="page">
        <div
          class="comparison"
          @lookfor-moment-choose=${(event: MomentChoose) => this.#choice.choose(event.stretch)}
        >
          <section class="looking" aria-label=${msg('Comparison')}>
            ${this.#renderFinding(compared)}
            ${this.#renderClip(task.plan.clipId ?? '', this.#drawnAt(moment))}
            ${
              this.asTables
                ? readingsTable(
                    comparison.readings,
                    scheme,
                    (mark) => this.#choice.choose(stretchOf(mark)),
                    {
                      isWhole: this.isWholeTable,
                      showAll: () => (this.isWholeTable = true),
                      fill: this.#words.fill,
                      ask: (stretch) => void this.#words.ask(this.taskId, stretch),
                    },
                  )
                : html`<lookfor-reading-lanes
                    .readings=${comparison.readings}
                    .moments=${moments}
                    .scheme=${scheme}
                    .chosen=${this.#choice.stretch}
                    .controller=${this.#playing}
                    .durationSeconds=${duration}
                    .handedIn=${comparison.handedIn}
                  ></lookfor-reading-lanes>`
            }
          </section>
          <aside class="beside" aria-label=${msg('The chosen moment')}>
            <lookfor-moment-readings
              .moment=${moment}
              .differences=${differences.length}
              .differenceAt=${differenceAt}
              .problem=${this.#words.problem}
              @lookfor-words-retry=${() => this.#words.retry()}
              @lookfor-difference-step=${(event: DifferenceStep) => this.#choice.step(event.direction)}
            ></lookfor-moment-readings>
            <lookfor-moment-talk
              .posts=${this.#compared.seminar.posts}
              .stretch=${this.#choice.stretch}
              .seminar=${this.#compared.seminar}
              ?is-cut-off=${this.#compared.seminar.isLive === false}
              ?may-hide=${may(this.session, 'seminars.lead')}
              @lookfor-talk-seek=${(event: TalkSeek) => this.#choice.playOn(event.seconds)}
            ></lookfor-moment-talk>
            ${this.#renderOnward(comparison.readings.some(({ kind }) => kind === 'classmate'))}
          </aside>
        </div>
        ${
          this.hasLanes
            ? html`<lookfor-comparison-pictures
                .api=${this.api}
                .localStore=${this.localStore}
                .compared=${compared}
                .people=${this.#playback.value?.people ?? NOBODY}
                .durationSeconds=${duration}
                ?as-tables=${this.asTables}
              ></lookfor-comparison-pictures>`
            : nothing
        }
      </div>`;
  }

  /** The chosen moment with what was said; where the words are still on the server, they are asked for. */
  #chosenMoment(readings: readonly Reading[], scheme: Scheme): Moment | null {
    const { stretch } = this.#choice;
    if (!stretch) return null;
    const moment = this.#momentAt(stretch, readings, scheme);
    const voices = moment.positions.flatMap((position) => position.voices);
    if (!voices.some(({ mark }) => mark.isBare)) return moment;
    void this.#words.ask(this.taskId, stretch);
    return this.#words.fillMoment(moment);
  }

  #renderBar(title: string, comparison: Comparison | null): TemplateResult {
    const at = comparison?.handedInAt;
    return html`<header class="task-bar">
      <h1>${title}</h1>
      ${this.steps.length > 0 ? html`<lookfor-step-line .steps=${this.steps}></lookfor-step-line>` : nothing}
      <p class="handed-in">${at ? msg(str`Handed in ${formatInstant(at)}`) : ''}</p>
      ${
        comparison
          ? html`<button
              aria-pressed=${this.asTables}
              @click=${() => (this.asTables = !this.asTables)}
            >
              ${msg('Show as tables')}
            </button>`
          : nothing
      }
    </header>`;
  }

  /** After looking together comes writing. */
  #renderOnward(hasOthers: boolean): TemplateResult | typeof nothing {
    const next = this.steps.find((step) => step.id === 'narration');
    if (!next?.isOpen) return nothing;
    const words = next.isDone ? msg('Your narration') : msg('Write your narration');
    return html`<p class="onward">
      <span
        >${
          hasOthers
            ? msg('You have looked together. What do you make of it?')
            : msg('What do you make of it?')
        }</span
      >
      <button class="primary" @click=${() => this.dispatchEvent(new StepRequest('narration'))}>
        ${words}
      </button>
    </p>`;
  }

  /** The finding first, in a sentence. */
  #renderFinding({ comparison, moments }: Compared): TemplateResult {
    const { readings, handedIn, expected } = comparison;
    const hasMe = readings.some((reading) => reading.kind === 'me');
    const others = readings.filter((reading) => reading.kind === 'classmate').length;
    const { shared, alike, most } = findingOf(moments);
    const time = most ? formatClock(most.startSeconds) : '';
    const where = most
      ? html`<span
          >${hasMe ? msg('You differ most at') : msg('Readings differ most at')}
          <button
            class="plain"
            @click=${() => this.#choice.choose([most.startSeconds, most.endSeconds])}
          >
            ${time}</button
          >.</span
        >`
      : nothing;
    return html`<h2 class="finding">
        ${headline({ hasMe, others, shared, alike, isComplete: handedIn >= expected })} ${where}
      </h2>
      <p class="count">${msg(str`${handedIn} of ${expected} in your course have handed in.`)}</p>`;
  }

  #renderClip(clipId: string, drawn: readonly Mark[]): TemplateResult {
    const { isLooping, stretch } = this.#choice;
    const range = stretch && formatRange(Math.round(stretch[0]), Math.round(stretch[1]));
    return html`<section class="clip" aria-label=${msg('Clip')}>
      <lookfor-player
        two-views
        .api=${this.api}
        .localStore=${this.localStore}
        clip-id=${clipId}
        .excerpt=${this.#compared.value?.task.plan.excerpt}
        controls="row"
        .controller=${this.#playing}
      >
        <lookfor-frame-drawings
          slot="over"
          .controller=${this.#playing}
          .marks=${drawn}
        ></lookfor-frame-drawings>
        ${
          range
            ? html`<button
                slot="actions"
                class="loop"
                aria-pressed=${isLooping}
                @click=${() => this.#choice.toggleLoop()}
              >
                ${isLooping ? msg(str`Repeating ${range}`) : msg(str`Repeat ${range}`)}
              </button>`
            : nothing
        }
      </lookfor-player>
    </section>`;
  }
}

/** What readers of a moment drew on the picture. */
function drawnMarks(moment: Moment | null): Mark[] {
  const voices = moment?.positions.flatMap((position) => position.voices) ?? [];
  return voices.flatMap(({ mark }) =>
    mark.drawings?.length ? [{ ...mark, passId: '', changedAt: '' }] : [],
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-observation-comparison': LookforObservationComparison;
  }
}
