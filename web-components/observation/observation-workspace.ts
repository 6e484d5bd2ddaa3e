import { msg, str } from '@lit/localize';
import { Task as AsyncTask, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Mark, Observation } from '#contract/observations';
import { taskRoutes, type LookFor, type Pass, type Task } from '#contract/tasks';
import type { Framework } from '#contract/frameworks';
import type { Locale } from '#contract/vocabulary';
import '#elements/exchange/exchange-menu';
import type { LookforExchangeMenu } from '#elements/exchange/exchange-menu';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { lastCall } from '#elements/kit/last-call';
import { currentLocale } from '#elements/kit/locale';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import { formatClock, formatSeconds } from '#elements/kit/time';
import '#elements/player/clip-player';
import type { WatchedRanges } from '#elements/player/events';
import { isKeyTaken } from '#elements/player/key.rules';
import { PlaybackController } from '#elements/player/playback-controller';
import { playbackOf } from '#elements/player/playback-source';
import { beforeWatching, beforeWatchingStyles } from './before-watching.ts';
import { calmDialogStyles } from './calm-dialog.styles.ts';
import { contextSheet, contextSheetStyles, hasContext } from './context-sheet.ts';
import type {
  DrawingChoose,
  DrawRequest,
  MarkChoose,
  MarkDrag,
  MarkDragging,
  MarkPutRequest,
  MarkRemoveRequest,
  SeekRequest,
} from './events.ts';
import { firstDrawing, isDrawnAt } from './drawings.rules.ts';
import './frame-drawings.ts';
import './hand-in-dialog.ts';
import type { FinishConfirm, LookforHandInDialog } from './hand-in-dialog.ts';
import './belief-questions.ts';
import '#elements/contrast/contrast-cases';
import type { ContrastSaved, LookforContrastCases } from '#elements/contrast/contrast-cases';
import { sendKeptRows } from '#elements/contrast/contrast-session';
import './helping-question.ts';
import type { QuestionInput } from './helping-question.ts';
import './key-help.ts';
import type { LookforKeyHelp } from './key-help.ts';
import { lanesOf, shownLanes, type Lane } from './lanes.rules.ts';
import { JointController } from './joint-controller.ts';
import { Marking } from './marking.ts';
import { laneOfKey } from './marking.rules.ts';
import './notes-list.ts';
import type { LookforNotesList } from './notes-list.ts';
import { ObservationSession } from './observation-session.ts';
import { observationWorkspaceStyles } from './observation-workspace.styles.ts';
import './pass-rail.ts';
import { currentPass, passAsks, type Ask } from './progress.rules.ts';
import { marksBy } from './team.rules.ts';
import './team-strip.ts';
import type { AuthorChoose, HandInAnswer } from './team-strip.ts';
import { wishOfWorkspaceKey, type WorkspaceWish } from './workspace-keys.rules.ts';
import './timeline.ts';
import type { LanePress, LookforTimeline } from './timeline.ts';

// The same arrays each time: an element that gets them is not drawn anew.
const NOTHING: [number, number][] = [];
const NO_LANES: Lane[] = [];
const NOBODY: Playback['people'] = [];

/** The observation was handed in: the next step may be shown. */
export class ObservationHandedIn extends Event {
  static readonly eventName = 'lookfor-observation-handed-in';
  readonly observation: Observation;

  constructor(observation: Observation) {
    super(ObservationHandedIn.eventName, OUTWARD);
    this.observation = observation;
  }
}

/**
 * Guided observation of one clip, alone (T1, T2): clip, timeline, notes, and the passes of the
 * task. Marks are made with one key while the clip plays; everything is kept as it is made.
 *
 * @tag lookfor-observation-workspace
 * @event lookfor-observation-handed-in {ObservationHandedIn} - it was handed in
 */
@customElement('lookfor-observation-workspace')
export class LookforObservationWorkspace extends LookforElement {
  static override styles = [
    LookforElement.styles,
    calmDialogStyles,
    contextSheetStyles,
    beforeWatchingStyles,
    observationWorkspaceStyles,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  /** The task, when somebody has it already. */
  @property({ attribute: false }) task: Task | undefined;
  /** The observation, when somebody has just fetched it. */
  @property({ attribute: false }) observation: Observation | undefined;

  @query('lookfor-timeline') private timeline!: LookforTimeline | null;
  @query('lookfor-notes-list') private notes!: LookforNotesList | null;
  @query('lookfor-hand-in-dialog') private handInDialog!: LookforHandInDialog | null;
  @query('lookfor-key-help') private keyHelp!: LookforKeyHelp | null;
  @query('lookfor-exchange-menu') private exchange!: LookforExchangeMenu | null;
  @query('lookfor-contrast-cases') private contrastCases!: LookforContrastCases | null;
  @query('dialog.context') private contextDialog!: HTMLDialogElement | null;
  @state() private dragging: MarkDragging | null = null;
  /** Which drawing of the chosen mark is moved. */
  @state() private drawingAt: number | null = null;
  @state() private hasBegun = false;
  @state() private isFinishing = false;
  @state() private finishProblem: unknown;

  /** Two cases are held against each other, instead of one being observed. */
  @state() private isContrasting = false;
  /** In a group: whose marks are shown; null: all. */
  @state() private author: string | null = null;

  #session = new ObservationSession(this);
  #playing = new PlaybackController(this);
  #joint = new JointController(this, this.#session, this.#playing);
  #marking = new Marking(this, {
    session: this.#session,
    playing: this.#playing,
    pass: () => this.#markingPass(),
    lanes: () => this.#lanesOfNow(),
  });
  readonly #lanesMade = lastCall(
    (lookFors: LookFor[], framework: Framework | null, locale: Locale, pass: Pass | null) =>
      lanesOf({ lookFors, framework, locale }, pass),
  );
  readonly #lanesShown = lastCall(shownLanes);
  readonly #marksShown = lastCall(marksBy);
  readonly #childrenOf = lastCall((people: Playback['people']) =>
    people.filter(({ kind }) => kind === 'child').map(({ pseudonym }) => pseudonym),
  );
  #secondsBeforeDrag = 0;
  /** Somebody else handed in while this page was open. */
  #wasOpenHere = false;
  #opened = new AsyncTask(this, {
    task: async ([taskId, given], { signal }) => {
      const task =
        given ?? (await this.api.call(taskRoutes.getTask, { params: { taskId } }, { signal }));
      // Who comes back to the page asks anew.
      await this.#session.open(taskId, this.#session.observation ? undefined : this.observation);
      const key = `begun:${taskId}`;
      const before = (await this.localStore.read<boolean>(key)) ?? false;
      this.hasBegun = before || this.#session.marks.length > 0 || this.#hasWatched();
      return task;
    },
    args: () => [this.taskId, this.task] as const,
  });
  #playback = new AsyncTask(this, {
    task: async ([clipId, excerpt]) =>
      clipId ? playbackOf(this.api, { clipId, excerpt: excerpt ?? null }) : undefined,
    args: () => [this.#opened.value?.plan.clipId, this.#opened.value?.plan.excerpt] as const,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#handleKey);
    if (this.hasUpdated) void this.#opened.run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#handleKey);
  }

  override render() {
    return this.#opened.render({
      pending: () => this.#renderPending(),
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#opened.run())}</div>`,
      complete: (task) => this.#renderTask(task),
    });
  }

  protected override willUpdate(): void {
    this.#wasOpenHere ||= this.hasBegun && this.#session.observation?.handedInAt === null;
  }

  #renderPending(): TemplateResult {
    return html`<div class="waiting">${loading(msg('Opening your observation'))}</div>`;
  }

  #renderTask(task: Task): TemplateResult {
    const playback = this.#playback.value;
    const pass = this.#pass(task);
    const isFirst = !this.hasBegun && !this.#session.handedInAt;
    const isBefore = isFirst && playback !== undefined;
    const { observation } = this.#session;
    if (isFirst && this.#playback.status < TaskStatus.COMPLETE) return this.#renderPending();
    return html`${this.#renderBar(task, playback)} ${this.#renderTeam(task)} ${this.#renderLate()}
      ${
        isBefore
          ? this.#renderBefore(task, playback)
          : this.isContrasting && observation
            ? html`<lookfor-contrast-cases
                .api=${this.api}
                .localStore=${this.localStore}
                .task=${task}
                .observation=${observation}
                ?read-only=${this.#session.handedInAt !== null}
                @lookfor-contrast-saved=${(event: ContrastSaved) => this.#session.adopt(event.observation)}
              ></lookfor-contrast-cases>`
            : this.#renderWorkspace(task, pass, playback)
      }
      <lookfor-key-help></lookfor-key-help>
      ${this.#renderContext(playback)}`;
  }

  #renderBar(task: Task, playback: Playback | undefined): TemplateResult {
    const { state, kept } = this.#session.facts;
    const at = this.#session.savedAt;
    const duration = playback?.durationSeconds ?? task.clipDurationSeconds;
    return html`<header class="task-bar">
      <h1>${task.plan.title}</h1>
      ${duration ? html`<span class="length">${formatClock(duration)}</span>` : nothing}
      ${this.#renderSheetLink(playback)} ${this.#renderContrastSwitch(task)}
      ${
        this.isContrasting
          ? nothing
          : html`<lookfor-save-state .state=${state} .kept=${kept} .at=${at}></lookfor-save-state>`
      }
      ${
        this.hasBegun
          ? html`<lookfor-exchange-menu
                .api=${this.api}
                task-id=${task.id}
                pass-id=${this.#markingPass()?.id ?? task.plan.passes[0]?.id ?? ''}
                ?read-only=${this.#session.handedInAt !== null}
                @lookfor-moments-taken=${() => void this.#session.open(task.id)}
              ></lookfor-exchange-menu>
              <button class="keys" @click=${() => this.keyHelp?.toggle()}>
                ${msg('All keys')} <kbd>?</kbd>
              </button>`
          : nothing
      }
    </header>`;
  }

  /** With a second case: to it, and back to the own observation. */
  #renderContrastSwitch({ plan }: Task): TemplateResult | typeof nothing {
    if (!plan.contrast || !this.hasBegun) return nothing;
    return html`<button
      class="quiet contrast"
      aria-pressed=${this.isContrasting}
      @click=${() => {
        this.#playing.pause();
        this.isContrasting = !this.isContrasting;
      }}
    >
      ${this.isContrasting ? msg('Back to observing') : msg('Two cases')}
    </button>`;
  }

  #renderSheetLink(playback: Playback | undefined): TemplateResult | typeof nothing {
    if (!playback || !hasContext(playback.context) || !this.hasBegun) return nothing;
    return html`<button class="plain sheet" @click=${() => this.contextDialog?.showModal()}>
      ${msg('Context sheet')}
    </button>`;
  }

  /** Who works on it together; for whom works alone although groups do: what will follow. */
  #renderTeam({ plan }: Task): TemplateResult | typeof nothing {
    const { observation } = this.#session;
    const isFrozen = this.#session.handedInAt !== null;
    if (plan.work?.mode !== 'group' || !observation) return nothing;
    if (!observation.team)
      return isFrozen
        ? nothing
        : html`<p class="no-team">
            ${msg('You are in no group yet. What you mark here becomes part of your group’s work as soon as your lecturer puts you in one.')}
          </p>`;
    return html`<lookfor-team-strip
        .team=${observation.team}
        .members=${this.#joint.members}
        .here=${this.#joint.here}
        .author=${this.author}
        ?handed-in=${isFrozen}
        @lookfor-author-choose=${(event: AuthorChoose) => (this.author = event.key)}
        @lookfor-hand-in-answer=${this.#handleAnswer}
      ></lookfor-team-strip>
      ${
        isFrozen && this.#wasOpenHere
          ? html`<p class="no-team">
              ${msg('Your group’s observation is handed in.')}
              <button
                class="quiet"
                @click=${() => this.dispatchEvent(new ObservationHandedIn(observation))}
              >
                ${msg('Go on to compare')}
              </button>
            </p>`
          : nothing
      }`;
  }

  /** What was written here while the observation was handed in from somewhere else. */
  #renderLate(): TemplateResult | typeof nothing {
    if (!this.#session.facts.isLate) return nothing;
    return html`<section class="late" role="alert">
      <p>
        ${msg(
          'This observation was handed in elsewhere. What you wrote here afterwards is kept on this device, and is not part of it:',
        )}
      </p>
      <ul>
        ${this.#session.lateWords.map((words) => html`<li>${words}</li>`)}
      </ul>
    </section>`;
  }

  #renderBefore(task: Task, playback: Playback): TemplateResult {
    const isOwn = task.plan.helpingQuestion.mode === 'own';
    const name = isOwn
      ? msg('Your helping question: it stays in sight')
      : msg('Your helping question');
    return beforeWatching({
      context: playback.context,
      question:
        isOwn || this.#session.question ? { name, field: this.#renderQuestion(task, true) } : null,
      beliefs: this.#renderBeliefs(task),
      pass: task.plan.passes[0],
      begin: this.#handleBegin,
    });
  }

  #renderBeliefs({ id, plan }: Task): TemplateResult | null {
    const beliefs = plan.beliefs?.filter((belief) => belief.question !== '') ?? [];
    if (beliefs.length === 0) return null;
    return html`<lookfor-belief-questions
      .api=${this.api}
      .localStore=${this.localStore}
      task-id=${id}
      .questions=${beliefs}
      .answers=${this.#session.observation?.beliefs ?? {}}
    ></lookfor-belief-questions>`;
  }

  #renderWorkspace(
    task: Task,
    pass: Pass | undefined,
    playback: Playback | undefined,
  ): TemplateResult {
    const { plan } = task;
    const { members } = this.#joint;
    const marks = this.#marksShown(this.#session.marks, members, this.author);
    const lanes = this.#lanes(task, pass);
    const isFrozen = this.#session.handedInAt !== null;
    const asks = this.#asks(task, pass);
    const childNames = this.#childNames(pass, playback);
    return html`<main
        class="workspace"
        @lookfor-mark-put=${(event: MarkPutRequest) => this.#session.put(event.draft, event.isTyping)}
        @lookfor-mark-remove=${(event: MarkRemoveRequest) => this.#marking.remove(event.markId)}
        @lookfor-mark-choose=${this.#handleChoose}
        @lookfor-mark-drag=${this.#handleDrag}
        @lookfor-draw-request=${this.#handleDraw}
        @lookfor-drawing-choose=${this.#handleDrawingChoose}
        @lookfor-seek=${(event: SeekRequest) => this.#playing.seek(event.seconds)}
        @lookfor-lane-press=${(event: LanePress) => this.#marking.sort(event.lane)}
        @lookfor-finish-request=${this.#handleFinish}
        @lookfor-finish-confirm=${this.#handleConfirm}
        @lookfor-watched-ranges=${(event: WatchedRanges) =>
          pass && this.#session.addWatched(pass.id, event.ranges)}
      >
        ${
          plan.helpingQuestion.mode === 'own' || this.#session.question
            ? html`<section class="question" aria-labelledby="question">
                <h2 id="question">${msg('Your helping question')}</h2>
                ${this.#renderQuestion(task, false)} ${this.#renderSheetLink(playback)}
              </section>`
            : nothing
        }
        <lookfor-pass-rail
          .plan=${plan}
          .progress=${this.#session.passes}
          .current=${pass}
          .asks=${asks}
          .counts=${this.#counts()}
          ?handed-in=${isFrozen}
        ></lookfor-pass-rail>
        ${this.#renderClip(plan.clipId ?? '', pass, isFrozen)}
        ${
          playback
            ? html`<lookfor-timeline
                .controller=${this.#playing}
                .playback=${playback}
                .marks=${marks}
                .lanes=${this.#lanesShown(lanes, marks)}
                .unsortedLabel=${lanes.length === 0 ? msg('Your marks') : ''}
                .chosenId=${this.#marking.chosenId}
                .inSeconds=${this.#marking.inSeconds}
                .members=${members}
                .elsewhere=${this.#joint.elsewhere}
                .watched=${this.#session.passes.find((one) => one.passId === pass?.id)?.watched ?? NOTHING}
                ?read-only=${isFrozen}
              ></lookfor-timeline>`
            : html`<div class="no-timeline">${this.#renderNoPlayback()}</div>`
        }
        <lookfor-notes-list
          .controller=${this.#playing}
          .marks=${marks}
          .lanes=${lanes}
          .childNames=${childNames}
          .people=${playback?.people ?? NOBODY}
          .chosenId=${this.#marking.chosenId}
          .openId=${this.#marking.openId}
          .dragging=${this.dragging}
          .members=${members}
          ?read-only=${isFrozen}
          @lookfor-mark-put=${this.#handleLastWords}
        ></lookfor-notes-list>
        ${this.#renderHints(lanes.length)} ${isFrozen ? nothing : this.#renderTouchBar()}
      </main>
      ${
        pass && !isFrozen
          ? html`<lookfor-hand-in-dialog
              .plan=${plan}
              .pass=${pass}
              .asks=${asks}
              .marks=${this.#session.marks}
              .team=${this.#session.observation?.team}
              .lanes=${lanes}
              .durationSeconds=${playback?.durationSeconds ?? task.clipDurationSeconds ?? 0}
              .busy=${this.isFinishing}
              .problem=${this.finishProblem}
              @lookfor-seek=${(event: SeekRequest) => this.#playing.seek(event.seconds)}
              @lookfor-finish-confirm=${this.#handleConfirm}
            ></lookfor-hand-in-dialog>`
          : nothing
      }`;
  }

  #renderQuestion(task: Task, isOpen: boolean): TemplateResult {
    const isGiven = task.plan.helpingQuestion.mode === 'given';
    return html`<lookfor-helping-question
      .text=${this.#session.question}
      .open=${isOpen && !isGiven}
      ?read-only=${isGiven || this.#session.handedInAt !== null}
      @lookfor-question-input=${(event: QuestionInput) => this.#session.setQuestion(event.text)}
    ></lookfor-helping-question>`;
  }

  #renderClip(clipId: string, pass: Pass | undefined, isFrozen: boolean): TemplateResult {
    const shown = this.dragging ? gripWords(this.dragging) : '';
    return html`<section class="clip" aria-label=${msg('Clip')}>
      <lookfor-player
        two-views
        .api=${this.api}
        .localStore=${this.localStore}
        clip-id=${clipId}
        .excerpt=${this.#opened.value?.plan.excerpt}
        controls="row"
        .controller=${this.#playing}
        ?captions-off=${pass?.tools.captions === false && !isFrozen}
        ?sound-off=${pass?.tools.sound === false && !isFrozen}
      >
        <lookfor-frame-drawings
          slot="over"
          .controller=${this.#playing}
          .marks=${this.#session.marks}
          .chosenId=${this.#marking.chosenId}
          .chosenAt=${isFrozen ? null : this.drawingAt}
        ></lookfor-frame-drawings>
        ${shown ? html`<span slot="over" class="shown-frame">${shown}</span>` : nothing}
        ${
          isFrozen
            ? nothing
            : html`<div slot="actions" class="actions">
                <button class="mark-moment" @click=${() => this.#marking.point()}>
                  ${msg('Mark a moment')} <kbd>M</kbd>
                </button>
                <button
                  class="in-out"
                  aria-pressed=${this.#marking.inSeconds !== null}
                  title=${msg('An interval begins here')}
                  @click=${() => this.#marking.begin()}
                >
                  ${msg('In')} <kbd>I</kbd>
                </button>
                <button
                  class="in-out"
                  title=${msg('The interval ends here')}
                  @click=${() => this.#marking.end()}
                >
                  ${msg('Out')} <kbd>O</kbd>
                </button>
              </div>`
        }
      </lookfor-player>
    </section>`;
  }

  #renderNoPlayback(): TemplateResult | typeof nothing {
    return this.#playback.render({
      pending: () => loading(),
      error: (error) => failed(error, () => void this.#playback.run()),
      complete: () => html`${nothing}`,
      initial: () => html`${nothing}`,
    });
  }

  #renderHints(lanes: number): TemplateResult {
    const last = Math.min(9, lanes);
    return html`<footer class="key-hints" aria-hidden="true">
      <span><kbd>Space</kbd> ${msg('play')}</span>
      <span><kbd>J</kbd> <kbd>K</kbd> <kbd>L</kbd> ${msg('shuttle')}</span>
      <span><kbd>←</kbd> <kbd>→</kbd> ${msg('1 s')}</span>
      <span><kbd>,</kbd> <kbd>.</kbd> ${msg('one frame')}</span>
      ${last > 0 ? html`<span><kbd>1</kbd> – <kbd>${last}</kbd> ${msg('code while playing')}</span>` : nothing}
      <span><kbd>N</kbd> ${msg('write')}</span>
      <span><kbd>/</kbd> ${msg('search')}</span>
    </footer>`;
  }

  #renderTouchBar(): TemplateResult {
    return html`<div class="touch-bar">
      <button
        aria-pressed=${this.#marking.inSeconds !== null}
        @click=${() => this.#marking.begin()}
      >
        ${msg('In')}
      </button>
      <button class="mark-moment" @click=${() => this.#marking.point()}>
        ${msg('Mark a moment')}
      </button>
      <button @click=${() => this.#marking.end()}>${msg('Out')}</button>
    </div>`;
  }

  #renderContext(playback: Playback | undefined): TemplateResult | typeof nothing {
    if (!playback) return nothing;
    return html`<dialog
      class="context"
      aria-labelledby="context"
      @click=${(event: Event) => event.target === this.contextDialog && this.contextDialog?.close()}
    >
      <button
        class="icon-only shut"
        aria-label=${msg('Close')}
        @click=${() => this.contextDialog?.close()}
      >
        ${icon('close')}
      </button>
      <h2 id="context">${msg('Context sheet')}</h2>
      ${contextSheet(playback.context)}
    </dialog>`;
  }

  #pass(task: Task): Pass | undefined {
    return currentPass(task.plan, this.#session.passes, new Date());
  }

  #lanes(task: Task, pass: Pass | undefined): Lane[] {
    const isFree = pass?.tools.codes === false && !this.#session.handedInAt;
    if (isFree) return NO_LANES;
    const { framework, plan } = task;
    return this.#lanesMade(plan.lookFors, framework, currentLocale(), pass ?? null);
  }

  #asks(task: Task, pass: Pass | undefined): Ask[] {
    if (!pass) return [];
    const progress = this.#session.passes.find((one) => one.passId === pass.id);
    const duration = this.#playback.value?.durationSeconds ?? task.clipDurationSeconds ?? 0;
    return passAsks(pass, progress, this.#session.marks, task.plan.lookFors, duration);
  }

  #counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { passId } of this.#session.marks) counts.set(passId, (counts.get(passId) ?? 0) + 1);
    return counts;
  }

  #childNames(pass: Pass | undefined, playback: Playback | undefined): string[] {
    return this.#childrenOf(
      pass?.tools.childInFocus === false ? NOBODY : (playback?.people ?? NOBODY),
    );
  }

  #hasWatched(): boolean {
    return this.#session.passes.some((pass) => pass.watched.length > 0);
  }

  /** Whether marks may be made at the moment, and in which pass. */
  #markingPass(): Pass | undefined {
    const task = this.#opened.value;
    const isReady = this.hasBegun && this.#playback.value && !this.#session.handedInAt;
    return task && isReady ? this.#pass(task) : undefined;
  }

  #lanesOfNow(): Lane[] {
    const task = this.#opened.value;
    return task ? this.#lanes(task, this.#pass(task)) : [];
  }

  readonly #handleChoose = ({ markId, isOpen }: MarkChoose): void => {
    if (markId !== this.#marking.chosenId) this.drawingAt = null;
    if (markId !== null) this.#marking.choose(markId, isOpen);
  };

  /** A new drawing stands in the middle of the picture, to be moved from there. */
  readonly #handleDraw = ({ markId, kind }: DrawRequest): void => {
    const mark = this.#session.find(markId);
    if (!mark) return;
    const drawings = [...(mark.drawings ?? []), firstDrawing(kind)];
    this.#session.put({ ...mark, drawings });
    this.#showDrawing(mark, drawings.length - 1);
  };

  readonly #handleDrawingChoose = ({ markId, at }: DrawingChoose): void => {
    const mark = this.#session.find(markId);
    if (mark && at !== null) return this.#showDrawing(mark, at);
    this.drawingAt = null;
    this.notes?.focusNote();
  };

  #showDrawing(mark: Mark, at: number): void {
    this.#playing.pause();
    if (!isDrawnAt(mark, this.#playing.currentSeconds)) this.#playing.seek(mark.startSeconds);
    if (this.#marking.chosenId !== mark.id) this.#marking.choose(mark.id);
    this.drawingAt = at;
  }

  readonly #handleDrag = (event: MarkDrag): void => {
    const { dragging } = event;
    if (!this.dragging && dragging) {
      this.#secondsBeforeDrag = this.#playing.currentSeconds;
      this.#playing.pause();
    }
    this.dragging = dragging;
    const seconds = dragging
      ? dragging.grip === 'end'
        ? (dragging.times.endSeconds ?? dragging.times.startSeconds)
        : dragging.times.startSeconds
      : this.#secondsBeforeDrag;
    this.#playing.seek(seconds);
  };

  /** Words that a note hands over while it leaves the page no longer bubble up to here. */
  readonly #handleLastWords = (event: MarkPutRequest): void => {
    event.stopPropagation();
    this.#session.put(event.draft, event.isTyping);
  };

  readonly #handleBegin = (): void => {
    this.hasBegun = true;
    void this.localStore.write(`begun:${this.taskId}`, true);
  };

  readonly #handleFinish = (): void => {
    this.#playing.pause();
    this.finishProblem = undefined;
    this.handInDialog?.show();
  };

  readonly #handleAnswer = async ({ isYes }: HandInAnswer): Promise<void> => {
    if (isYes) return this.#handleFinish();
    try {
      await this.#session.withdrawYes();
    } catch (error) {
      this.announce(problemWords(error));
    }
  };

  readonly #handleConfirm = async (event: FinishConfirm): Promise<void> => {
    event.stopPropagation();
    const task = this.#opened.value;
    const pass = task && this.#pass(task);
    if (!pass || this.isFinishing) return;
    this.isFinishing = true;
    this.finishProblem = undefined;
    try {
      const isLast = task.plan.passes.at(-1)?.id === pass.id;
      if (this.contrastCases) await this.contrastCases.flush();
      else if (task.plan.contrast) await sendKeptRows(this, task.id);
      // A group goes on marking until everybody has said yes: its last pass ends with the hand-in.
      const isAsking = isLast && this.#session.observation?.team?.handIn === 'all';
      if (!isAsking || event.foundNone.length > 0)
        await this.#session.completePass(pass.id, event.foundNone);
      if (isLast) await this.#session.handIn();
      this.handInDialog?.close();
      const { observation } = this.#session;
      if (isLast && observation && !observation.handedInAt) {
        this.announce(msg('The others are told that you want to hand in.'));
        return;
      }
      if (isLast && observation) this.dispatchEvent(new ObservationHandedIn(observation));
      else this.announce(msg('Next pass'));
      this.#playing.seek(0);
    } catch (error) {
      this.finishProblem = error;
    } finally {
      this.isFinishing = false;
    }
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const isHere = path.includes(this) || event.target === document.body;
    if (!isHere || event.defaultPrevented || !this.hasBegun || this.#isCovered()) return;
    // There each clip has keys of its own, while focus is in it.
    if (this.isContrasting) return;
    if (this.#playing.handleKey(event) || isKeyTaken(event.key, path)) return;
    const wish = wishOfWorkspaceKey(event);
    if (!wish) return;
    event.preventDefault();
    this.#do(wish);
  };

  #do(wish: WorkspaceWish): void {
    switch (wish.do) {
      case 'point':
        return this.#marking.point();
      case 'in':
        return this.#marking.begin();
      case 'out':
        return this.#marking.end();
      case 'write':
        return this.#marking.write();
      case 'sort': {
        const lane = laneOfKey(wish.key, this.#lanesOfNow());
        return lane && this.#marking.sort(lane);
      }
      case 'forget':
        return this.#marking.forget();
      case 'undo':
        return this.#marking.undo();
      case 'redo':
        return this.#marking.redo();
      case 'loop':
        return this.#loop();
      case 'zoom':
        return this.timeline?.zoom(wish.direction);
      case 'search':
        return this.notes?.search();
      case 'help':
        return this.keyHelp?.toggle();
    }
  }

  /** Plays the chosen interval again and again; again: goes on from there. */
  #loop(): void {
    const { loop } = this.#playing;
    const mark = this.#session.find(this.#marking.chosenId);
    const isAnother = mark && mark.endSeconds !== null && loop?.[0] !== mark.startSeconds;
    if (!isAnother) return this.#playing.setLoop(undefined);
    this.#playing.setLoop([mark.startSeconds, mark.endSeconds ?? 0]);
    this.announce(msg('Plays again and again'));
    void this.#playing.play();
  }

  /** A dialog lies over the workspace: keys belong to it. */
  #isCovered(): boolean {
    const dialogs = [this.contextDialog, ...['lookfor-key-help', 'lookfor-hand-in-dialog'].map((tag) => this.renderRoot.querySelector(tag)?.shadowRoot?.querySelector('dialog'))]; // prettier-ignore
    return this.exchange?.isOpen || dialogs.some((dialog) => dialog?.open);
  }
}

function gripWords({ grip, times }: MarkDragging): string {
  if (times.endSeconds === null) return formatSeconds(times.startSeconds);
  return grip === 'end'
    ? msg(str`Out ${formatSeconds(times.endSeconds)}`)
    : msg(str`In ${formatSeconds(times.startSeconds)}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-observation-workspace': LookforObservationWorkspace;
  }
  interface HTMLElementEventMap {
    'lookfor-observation-handed-in': ObservationHandedIn;
  }
}
