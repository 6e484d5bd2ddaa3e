import { msg, str } from '@lit/localize';
import { Task as AsyncTask } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  observationRoutes,
  type Comparison,
  type Mark,
  type Reading,
} from '#contract/observations';
import { taskRoutes, type Task } from '#contract/tasks';
import { ApiError } from '#elements/kit/api';
import '#elements/heritage/shown-work';
import { AfterFrame } from '#elements/kit/after-frame';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { currentLocale } from '#elements/kit/locale';
import { lastCall } from '#elements/kit/last-call';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import { formatClock, formatInstant, formatRange } from '#elements/kit/time';
import { hueStyles } from '#elements/observation/hues.styles';
import '#elements/observation/frame-drawings';
import '#elements/player/clip-player';
import { isKeyTaken } from '#elements/player/key.rules';
import { PlaybackController } from '#elements/player/playback-controller';
import { playbackOf } from '#elements/player/playback-source';
import { StepRequest } from '#elements/student-task/step-line';
import type { Step } from '#elements/student-task/steps.rules';
import {
  findingOf,
  momentAt,
  momentsOf,
  type Moment,
  type ReadingMark,
  type Scheme,
} from './comparison.rules.ts';
import { stretchOf } from './stretch.rules.ts';
import './beliefs-coded.ts';
import './children-seen.ts';
import './contrast-readings.ts';
import './code-agreement.ts';
import './moment-readings.ts';
import './moment-talk.ts';
import type { TalkSeek } from './moment-talk.ts';
import type { DifferenceStep } from './moment-readings.ts';
import { headline } from './finding-words.ts';
import { observationComparisonStyles } from './observation-comparison.styles.ts';
import './reading-lanes.ts';
import type { MomentChoose } from './reading-lanes.ts';
import { inFull, ReadingWords } from './reading-words.ts';
import { SeminarController } from './seminar-controller.ts';
import { readingsTable, readingsTableStyles } from './readings-table.ts';

/** Who waits longer has closed the page. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** A page whose clock runs ahead looks again and again, and no longer than this. */
const LONGEST_CLOCK_ERROR_MS = 120_000;

interface Compared {
  task: Task;
  comparison: Comparison;
  scheme: Scheme;
  moments: Moment[];
}

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

  @state() private chosen: readonly [number, number] | null = null;
  @state() private asTables = false;
  @state() private isWholeTable = false;
  /** The comparison as live news left it; null before the first. */
  @state() private latest: Compared | null = null;
  /** The lanes are on the screen: what stands below them may follow. */
  @state() private hasLanes = false;

  #isPictureSet = false;
  readonly #pictures = new AfterFrame(() => (this.hasLanes = true));
  #opening: ReturnType<typeof setTimeout> | undefined;
  #playing = new PlaybackController(this);
  #seminar = new SeminarController(this, {
    onReading: ({ reading, handedIn, expected }) => {
      const shown = this.latest ?? this.#compared.value;
      if (!shown) return;
      const others = shown.comparison.readings.filter(({ key }) => key !== reading.key);
      const readings = withClassmate(others, reading);
      this.#refresh(shown, { ...shown.comparison, readings, handedIn, expected });
    },
    onLookAgain: () => void this.#lookAgain(),
  });
  #compared = new AsyncTask(this, {
    task: async ([taskId, given], { signal }): Promise<Compared> => {
      const params = { taskId };
      this.latest = null;
      const [task, comparison] = await Promise.all([
        given ?? this.api.call(taskRoutes.getTask, { params }, { signal }),
        this.api.call(observationRoutes.compareObservations, { params }, { signal }),
      ]);
      const { plan, framework } = task;
      const scheme = { lookFors: plan.lookFors, framework, locale: currentLocale() };
      const readings = inFull(comparison.readings);
      const moments = momentsOf(readings, scheme);
      const { most } = findingOf(moments);
      this.chosen = most ? [most.startSeconds, most.endSeconds] : null;
      return { task, comparison: { ...comparison, readings }, scheme, moments };
    },
    args: () => [this.taskId, this.task] as const,
    onComplete: ({ comparison }) => this.#seminar.follow(this.taskId, comparison.newsId),
    onError: (error) => {
      // Who waits for the readings sees them when they open.
      if (error instanceof ApiError && error.code === 'not_revealed') {
        this.#seminar.follow(this.taskId, null);
        const { reason, opensAt } = error.problem?.details ?? {};
        if (reason === 'at-date') this.#lookWhenOpen(opensAt);
      }
    },
  });
  readonly #drawnAt = lastCall(drawnMarks);
  readonly #momentAt = lastCall(momentAt);
  readonly #words = new ReadingWords(this);
  #playback = new AsyncTask(this, {
    task: async ([clipId, excerpt]) =>
      clipId ? playbackOf(this.api, { clipId, excerpt: excerpt ?? null }) : undefined,
    args: () => {
      const plan = this.#compared.value?.task.plan;
      return [plan?.clipId, plan?.excerpt] as const;
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#handleKey);
    clearTimeout(this.#opening);
  }

  protected override updated(): void {
    if (!this.hasLanes && this.#compared.value) this.#pictures.ask();
    if (this.#isPictureSet || !this.chosen || !this.#playing.isReady) return;
    // The clip opens at the moment that is spoken of, and waits.
    this.#isPictureSet = true;
    const [seconds] = this.chosen;
    void this.updateComplete.then(() => {
      if (!this.#playing.isPlaying) this.#playing.seek(seconds);
    });
  }

  override render() {
    return this.#compared.render({
      pending: () => html`<div class="waiting">${loading(msg('Fetching the readings'))}</div>`,
      error: (error) =>
        html`${this.#renderBar(this.task?.plan.title ?? msg('Compare'), null)}
          <div class="waiting">${this.#renderClosed(error)}</div>`,
      complete: (compared) => this.#renderCompared(this.latest ?? compared),
    });
  }

  #renderCompared(compared: Compared): TemplateResult {
    const { task, comparison, scheme, moments } = compared;
    const duration = this.#playback.value?.durationSeconds ?? task.clipDurationSeconds ?? 0;
    const differences = moments.filter((moment) => moment.isDifference);
    const moment = this.chosen && this.#filledAt(this.chosen, comparison.readings, scheme);
    const differenceAt = differences.findIndex((one) => isAt(one, this.chosen));
    return html`${this.#renderBar(task.plan.title, comparison)}
      <div class="page">
        <div class="comparison" @lookfor-moment-choose=${this.#handleChoose}>
          <section class="looking" aria-label=${msg('Comparison')}>
            ${this.#renderFinding(compared)}
            ${this.#renderClip(task.plan.clipId ?? '', this.#drawnAt(moment))}
            ${
              this.asTables
                ? readingsTable(
                    comparison.readings,
                    scheme,
                    (mark) => this.#choose(stretchOf(mark)),
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
                    .chosen=${this.chosen}
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
              @lookfor-difference-step=${(event: DifferenceStep) => this.#step(event.direction)}
            ></lookfor-moment-readings>
            <lookfor-moment-talk
              .posts=${this.#seminar.posts}
              .stretch=${this.chosen}
              .seminar=${this.#seminar}
              ?is-cut-off=${this.#seminar.isLive === false}
              ?may-hide=${may(this.session, 'seminars.lead')}
              @lookfor-talk-seek=${this.#handleTalkSeek}
            ></lookfor-moment-talk>
            ${this.#renderOnward()}
          </aside>
        </div>
        ${this.hasLanes ? this.#renderPictures(compared, duration) : nothing}
      </div>`;
  }

  /** The chosen moment with what was said; where the words are still on the server, they are asked for. */
  #filledAt(
    chosen: readonly [number, number],
    readings: readonly Reading[],
    scheme: Scheme,
  ): Moment {
    const moment = this.#momentAt(chosen, readings, scheme);
    const marks: ReadingMark[] = moment.positions.flatMap(({ voices }) => voices.map(({ mark }) => mark)); // prettier-ignore
    if (!marks.some(({ isBare }) => isBare)) return moment;
    void this.#words.ask(this.taskId, chosen);
    return this.#words.fillMoment(moment);
  }

  /** Three pictures of the same notes; each has its table. */
  #renderPictures(
    { task: { plan }, comparison, scheme }: Compared,
    duration: number,
  ): TemplateResult {
    const { readings } = comparison;
    const me = readings.find((reading) => reading.kind === 'me');
    const beliefs = plan.beliefs?.filter((belief) => belief.question !== '') ?? [];
    return html`<div class="pictures">
        <lookfor-code-agreement
          .localStore=${this.localStore}
          .readings=${readings}
          .scheme=${scheme}
          .durationSeconds=${duration}
          ?as-table=${this.asTables}
        ></lookfor-code-agreement>
        <lookfor-children-seen
          .people=${this.#playback.value?.people ?? []}
          .readings=${readings}
          ?as-table=${this.asTables}
        ></lookfor-children-seen>
        ${
          me && beliefs.length > 0
            ? html`<lookfor-beliefs-coded
                .beliefs=${beliefs}
                .answers=${comparison.beliefs}
                .marks=${me.marks}
                .lookFors=${plan.lookFors}
                ?as-table=${this.asTables}
              ></lookfor-beliefs-coded>`
            : nothing
        }
      </div>
      ${
        plan.contrast
          ? html`<lookfor-contrast-readings
              .api=${this.api}
              .localStore=${this.localStore}
              .plan=${plan}
              .readings=${readings}
            ></lookfor-contrast-readings>`
          : nothing
      }
      ${
        me
          ? html`<div class="showing">
              <lookfor-shown-work .api=${this.api} task-id=${this.taskId}></lookfor-shown-work>
            </div>`
          : nothing
      }
      ${me ? this.#renderGrowthLink() : nothing}`;
  }

  #renderGrowthLink(): TemplateResult {
    return html`<p class="growth">
      <button class="quiet" @click=${() => this.dispatchEvent(new NavigateRequest('growth'))}>
        ${msg('How your noticing changes')}
      </button>
    </p>`;
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
  #renderOnward(): TemplateResult | typeof nothing {
    const next = this.steps.find((step) => step.id === 'narration');
    if (!next?.isOpen) return nothing;
    const words = next.isDone ? msg('Your narration') : msg('Write your narration');
    return html`<p class="onward">
      <span>${msg('You have looked together. What do you make of it?')}</span>
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
          <button class="plain" @click=${() => this.#choose([most.startSeconds, most.endSeconds])}>
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
    const isLooping = this.#playing.loop !== undefined;
    const { chosen } = this;
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
          chosen
            ? html`<button
                slot="actions"
                class="loop"
                aria-pressed=${isLooping}
                @click=${() => (isLooping ? this.#playing.setLoop(undefined) : this.#choose(chosen))}
              >
                ${isLooping ? msg(str`Repeating ${formatRange(...round(chosen))}`) : msg(str`Repeat ${formatRange(...round(chosen))}`)}
              </button>`
            : nothing
        }
      </lookfor-player>
    </section>`;
  }

  /** Why there is nothing to compare yet, and when there will be. */
  #renderClosed(error: unknown): TemplateResult {
    const details = error instanceof ApiError && error.code === 'not_revealed' ? error.problem?.details : undefined; // prettier-ignore
    const again = html`<button @click=${() => void this.#compared.run()}>
      ${msg('Look again')}
    </button>`;
    const opensAt = details?.['opensAt'];
    switch (details?.['reason']) {
      case 'hand-in-first':
        return empty(
          msg('First your own eyes'),
          msg('What others noticed is shown when you have handed in what you noticed yourself.'),
        );
      case 'at-date':
        return empty(
          msg('Handed in. Others are still looking'),
          typeof opensAt === 'string'
            ? msg(str`All readings open at the same time: ${formatInstant(opensAt)}.`)
            : msg('All readings open at the same time.'),
          again,
        );
      case 'by-hand':
        return empty(
          msg('Handed in. You will compare together'),
          msg('Your lecturer opens the readings for everybody, perhaps in class.'),
          again,
        );
      case 'group-first':
        return empty(
          msg('Handed in. Your group is still looking'),
          msg('The readings open when everyone in your group has handed in.'),
          again,
        );
      default:
        return failed(error, () => void this.#compared.run());
    }
  }

  readonly #handleTalkSeek = ({ seconds }: TalkSeek): void => {
    this.#playing.setLoop(undefined);
    this.#playing.seek(seconds);
    void this.#playing.play();
  };

  /** A comparison that opens at a date opens by itself, for who is there. */
  #lookWhenOpen(opensAt: unknown): void {
    clearTimeout(this.#opening);
    const waitMs = typeof opensAt === 'string' ? Date.parse(opensAt) - Date.now() : NaN;
    // Clocks differ a little: a second later, and no sooner than that if it is over already.
    if (waitMs > -LONGEST_CLOCK_ERROR_MS && waitMs < LONGEST_WAIT_MS)
      this.#opening = setTimeout(() => void this.#compared.run(), Math.max(0, waitMs) + 1_000);
  }

  /** What is shown may have changed as a whole; what is chosen stays. */
  async #lookAgain(): Promise<void> {
    const shown = this.latest ?? this.#compared.value;
    if (!shown) {
      await this.#compared.run();
      return;
    }
    const params = { taskId: this.taskId };
    try {
      this.#refresh(shown, await this.api.call(observationRoutes.compareObservations, { params }));
    } catch (error) {
      // Closed again by its rule: the screen says so. A lost connection changes nothing.
      if (error instanceof ApiError && error.code === 'not_revealed') await this.#compared.run();
    }
  }

  #refresh(shown: Compared, comparison: Comparison): void {
    const readings = inFull(comparison.readings);
    const moments = momentsOf(readings, shown.scheme);
    this.latest = { ...shown, comparison: { ...comparison, readings }, moments };
  }

  readonly #handleChoose = (event: MomentChoose): void => {
    this.#choose(event.stretch);
  };

  /** Shows a moment, and plays it again and again. */
  #choose(stretch: readonly [number, number]): void {
    this.chosen = stretch;
    const end = Math.min(stretch[1], this.#playing.durationSeconds || stretch[1]);
    this.#playing.setLoop([stretch[0], Math.max(end, stretch[0] + 1)]);
    this.#playing.seek(stretch[0]);
    void this.#playing.play();
  }

  /** To the next difference after, or before, the moment of now. */
  #step(direction: 1 | -1): void {
    const { moments = [] } = this.latest ?? this.#compared.value ?? {};
    const differences = moments.filter((one) => one.isDifference);
    const from = this.chosen?.[0] ?? -1;
    const next =
      direction > 0
        ? (differences.find((one) => one.startSeconds > from) ?? differences[0])
        : (differences.findLast((one) => one.startSeconds < from) ?? differences.at(-1));
    if (next) this.#choose([next.startSeconds, next.endSeconds]);
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const isHere = path.includes(this) || event.target === document.body;
    if (!isHere || event.defaultPrevented) return;
    if (event.key.toLowerCase() === 'n' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (isKeyTaken(event.key, path)) return;
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
      return;
    }
    this.#playing.handleKey(event);
  };
}

/** What readers of a moment drew on the picture. */
function drawnMarks(moment: Moment | null): Mark[] {
  const voices = moment?.positions.flatMap((position) => position.voices) ?? [];
  return voices.flatMap(({ mark }) =>
    mark.drawings?.length ? [{ ...mark, passId: '', changedAt: '' }] : [],
  );
}

function isAt(moment: Moment, chosen: readonly [number, number] | null): boolean {
  return chosen !== null && moment.startSeconds === chosen[0] && moment.endSeconds === chosen[1];
}

/** Classmates stand by name between one’s own reading and the experts’, as the server sends them. */
function withClassmate(others: readonly Reading[], reading: Reading): Reading[] {
  const at = others.findIndex(
    ({ kind, name }) =>
      kind === 'expert' || (kind === 'classmate' && name.localeCompare(reading.name) > 0),
  );
  return at < 0 ? [...others, reading] : others.toSpliced(at, 0, reading);
}

function round([start, end]: readonly [number, number]): [number, number] {
  return [Math.round(start), Math.round(end)];
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-observation-comparison': LookforObservationComparison;
  }
}
