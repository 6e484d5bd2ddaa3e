import { msg } from '@lit/localize';
import { Task as AsyncTask, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { NamedCode } from '#contract/frameworks';
import type { Observation } from '#contract/observations';
import { taskRoutes, type Pass, type Task } from '#contract/tasks';
import '#elements/exchange/exchange-menu';
import { LookforElement } from '#elements/kit/element';
import { lastCall, lastList } from '#elements/kit/last-call';
import { LaterPart, loadAheadWhenIdle } from '#elements/kit/later-part';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import { formatClock } from '#elements/kit/time';
import '#elements/player/clip-player';
import type { WatchedRanges } from '#elements/player/events';
import { PlaybackController } from '#elements/player/playback-controller';
import { playbackOf } from '#elements/player/playback-source';
import { beforeWatching, beforeWatchingStyles } from './before-watching.ts';
import { calmDialogStyles } from './calm-dialog.styles.ts';
import { contextSheetStyles } from './context-sheet.ts';
import { EdgeDrag } from './edge-drag.ts';
import type {
  MarkChoose,
  MarkPutRequest,
  MarkRemoveRequest,
  ObservationHandedIn,
  SeekRequest,
} from './events.ts';
import { HandIn } from './hand-in.ts';
import './helping-question.ts';
import type { QuestionInput } from './helping-question.ts';
import { shownLanes } from './lanes.rules.ts';
import { keyHints, markActions, touchBar } from './mark-actions.ts';
import { Marking } from './marking.ts';
import './notes-list.ts';
import type { LookforNotesList } from './notes-list.ts';
import { ObservationSession } from './observation-session.ts';
import { observationWorkspaceStyles } from './observation-workspace.styles.ts';
import './pass-rail.ts';
import { PassNow } from './pass-now.ts';
import { PictureDrawing } from './picture-drawing.ts';
import { TeamWork } from './team-work.ts';
import './timeline.ts';
import type { LanePress } from './timeline.ts';
import { TwoCases } from './two-cases.ts';
import { WorkspaceKeys } from './workspace-keys.ts';
import { WorkspaceNews } from './workspace-news.ts';
import { WorkspaceSheets } from './workspace-sheets.ts';

// The same array each time: an element that gets it is not drawn anew.
const NO_CODES: readonly NamedCode[] = [];
const NOBODY: Playback['people'] = [];

/**
 * Guided observation of one clip, alone (T1, T2) or in a group: clip, timeline, notes, and the
 * passes of the task. Marks are made with one key while the clip plays; everything is kept as it
 * is made.
 *
 * @tag lookfor-observation-workspace
 * @fires lookfor-observation-handed-in {ObservationHandedIn} - it was handed in
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

  @query('.task-bar') private bar!: HTMLElement | null;
  @query('lookfor-notes-list') private notes!: LookforNotesList | null;
  @state() private hasBegun = false;
  /** The clip was closed while it was open here. */
  @state() private isClosed = false;

  #session = new ObservationSession(this);
  #playing = new PlaybackController(this);
  #sheets = new WorkspaceSheets(this);
  #news = new WorkspaceNews(this, this.#session);
  #now = new PassNow(this.#session, () => this.#playback.value);
  #marking = new Marking(this, {
    session: this.#session,
    playing: this.#playing,
    pass: () => this.#markingPass(),
    lanes: () => this.#lanesOfNow(),
  });
  #drag = new EdgeDrag(this, this.#playing);
  #drawing = new PictureDrawing(this, {
    session: this.#session,
    playing: this.#playing,
    marking: this.#marking,
    focusNote: () => this.notes?.focusNote(),
  });
  #cases = new TwoCases(this, this.#session, this.#playing);
  #handIn = new HandIn(this, {
    session: this.#session,
    playing: this.#playing,
    now: this.#now,
    task: () => this.#opened.value,
    openSheet: this.#sheets.open,
    flush: (task) => this.#cases.flush(task),
  });
  #team = new TeamWork(this, this.#session, this.#playing, this.#handIn.answer);
  #beliefs = new LaterPart(this, 'lookfor-belief-questions', () => import('./belief-questions.ts'));
  #spoken = new LaterPart(this, 'lookfor-spoken-note', () => import('./spoken-note.ts'));
  readonly #lanesShown = lastList(lastCall(shownLanes));
  readonly #bare = lastCall(withoutPictures);
  /** The version for which the task was fetched again. */
  #fetchedFor: string | null | undefined;
  #opened = new AsyncTask(this, {
    task: async ([taskId, given], { signal }) => {
      const task =
        given ?? (await this.api.call(taskRoutes.getTask, { params: { taskId } }, { signal }));
      // Who comes back to the page asks anew.
      await this.#session.open(taskId, this.#session.observation ? undefined : this.observation);
      await this.#team.load();
      const key = `begun:${taskId}`;
      const before = (await this.localStore.read<boolean>(key)) ?? false;
      this.hasBegun = before || this.#session.marks.length > 0 || this.#hasWatched();
      return task;
    },
    args: () => [this.taskId, this.task] as const,
    onComplete: (task) => loadAheadWhenIdle(() => this.#neededOffline(task)),
  });
  #playback = new AsyncTask(this, {
    task: async ([clipId, excerpt]) =>
      clipId ? playbackOf(this.api, { clipId, excerpt: excerpt ?? null }) : undefined,
    args: () => [this.#opened.value?.plan.clipId, this.#opened.value?.plan.excerpt] as const,
  });

  constructor() {
    super();
    new WorkspaceKeys(this, {
      session: this.#session,
      playing: this.#playing,
      marking: this.#marking,
      // Between two cases each clip has keys of its own, while focus is in it.
      isListening: () => this.hasBegun && !this.#cases.isOn,
      lanes: () => this.#lanesOfNow(),
      toggleHelp: this.#sheets.toggleKeys,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#opened.run();
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
    this.#team.noteOpen(this.hasBegun);
    this.#followFramework();
  }

  /** A task that went on with another version of its framework is fetched again. */
  #followFramework(): void {
    const task = this.#opened.value;
    const { frameworkId } = this.#session.observation ?? {};
    const isOther = frameworkId !== undefined && frameworkId !== (task?.framework?.id ?? null);
    if (!task || !isOther || frameworkId === this.#fetchedFor) return;
    this.#fetchedFor = frameworkId;
    if (this.task) this.task = undefined;
    else void this.#opened.run();
  }

  #renderPending(): TemplateResult {
    return html`<div class="waiting">${loading(msg('Opening your observation'))}</div>`;
  }

  #renderTask(task: Task): TemplateResult {
    const playback = this.#playback.value;
    const isFirst = !this.hasBegun && !this.#session.handedInAt;
    const isBefore = isFirst && playback !== undefined;
    const { observation } = this.#session;
    if (isFirst && this.#playback.status < TaskStatus.COMPLETE) return this.#renderPending();
    return html`${this.#renderBar(task, playback)} ${this.#team.render(task)}
    ${this.#news.render(task)}
    ${
      isBefore
        ? this.#renderBefore(task, playback)
        : this.#cases.isOn && observation
          ? this.#cases.render(task, observation)
          : html`${this.#renderWorkspace(task, playback)} ${this.#handIn.render(task)}`
    }
    ${this.#sheets.render(task, playback)}`;
  }

  #renderBar(task: Task, playback: Playback | undefined): TemplateResult {
    const { state, kept } = this.#session.facts;
    const at = this.#session.savedAt;
    const duration = this.#now.durationSeconds(task);
    return html`<header class="task-bar">
      <h1>${task.plan.title}</h1>
      ${duration ? html`<span class="length">${formatClock(duration)}</span>` : nothing}
      ${this.#sheets.renderContextLink(this.hasBegun ? playback : undefined)}
      ${this.hasBegun ? this.#cases.renderSwitch(task) : nothing}
      ${
        this.#cases.isOn
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
              ${task.framework && this.#now.lanes(task).length > 0 ? this.#sheets.renderCodesLink() : nothing}
              <button class="keys" @click=${this.#sheets.toggleKeys}>
                ${msg('All keys')} <kbd>?</kbd>
              </button>`
          : nothing
      }
    </header>`;
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
    return this.#beliefs.render(
      () =>
        html`<lookfor-belief-questions
          .api=${this.api}
          .localStore=${this.localStore}
          task-id=${id}
          .questions=${beliefs}
          .answers=${this.#session.observation?.beliefs ?? {}}
        ></lookfor-belief-questions>`,
    );
  }

  #renderWorkspace(task: Task, playback: Playback | undefined): TemplateResult {
    const { plan } = task;
    const { marks, members } = this.#team;
    const pass = this.#now.pass(task);
    const lanes = this.#now.lanes(task);
    const isFrozen = this.#session.handedInAt !== null;
    const ownMarks = members.length > 0 ? msg('Our marks') : msg('Your marks');
    return html`<div
      class="workspace"
      @lookfor-playback-refused=${() => (this.isClosed = true)}
      @lookfor-standing-change=${() => void this.#playback.run()}
      @lookfor-mark-put=${(event: MarkPutRequest) => this.#session.put(event.draft, event.isTyping)}
      @lookfor-mark-remove=${(event: MarkRemoveRequest) => this.#marking.remove(event.markId)}
      @lookfor-mark-choose=${this.#handleChoose}
      @lookfor-mark-drag=${this.#drag.follow}
      @lookfor-draw-request=${this.#drawing.draw}
      @lookfor-drawing-choose=${this.#drawing.choose}
      @lookfor-seek=${(event: SeekRequest) => this.#playing.seek(event.seconds)}
      @lookfor-lane-press=${(event: LanePress) => this.#marking.sort(event.lane)}
      @lookfor-finish-request=${this.#handIn.begin}
      @lookfor-watched-ranges=${(event: WatchedRanges) =>
        pass && this.#session.addWatched(pass.id, event.ranges)}
    >
      ${
        plan.helpingQuestion.mode === 'own' || this.#session.question
          ? html`<section class="question" aria-labelledby="question">
              <h2 id="question">${msg('Your helping question')}</h2>
              ${this.#renderQuestion(task, false)}
              ${this.#sheets.renderContextLink(this.hasBegun ? playback : undefined)}
            </section>`
          : nothing
      }
      <lookfor-pass-rail
        .plan=${plan}
        .progress=${this.#session.passes}
        .current=${pass}
        .asks=${this.#now.asks(task)}
        .counts=${this.#now.counts()}
        ?handed-in=${isFrozen}
      ></lookfor-pass-rail>
      ${this.#renderClip(plan.clipId ?? '', pass, isFrozen)}
      ${
        playback
          ? html`<lookfor-timeline
              .controller=${this.#playing}
              .playback=${this.isClosed ? this.#bare(playback) : playback}
              .marks=${marks}
              .lanes=${this.#lanesShown(lanes, marks)}
              .unsortedLabel=${lanes.length === 0 ? ownMarks : ''}
              .chosenId=${this.#marking.chosenId}
              .inSeconds=${this.#marking.inSeconds}
              .members=${members}
              .elsewhere=${this.#team.elsewhere}
              .watched=${this.#now.watched(task)}
              ?read-only=${isFrozen}
            ></lookfor-timeline>`
          : html`<div class="no-timeline">${this.#renderNoPlayback()}</div>`
      }
      <lookfor-notes-list
        .controller=${this.#playing}
        .marks=${marks}
        .lanes=${lanes}
        .childNames=${this.#now.childNames(task)}
        .people=${playback?.people ?? NOBODY}
        .chosenId=${this.#marking.chosenId}
        .openId=${this.#marking.openId}
        .dragging=${this.#drag.dragging}
        .earlierCodes=${this.#session.observation?.recoded?.earlierCodes ?? NO_CODES}
        .members=${members}
        ?read-only=${isFrozen}
        @lookfor-mark-put=${this.#handleLastWords}
      ></lookfor-notes-list>
      ${keyHints(lanes.length)} ${isFrozen ? nothing : touchBar(this.#marking)}
    </div>`;
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
        ${this.#drawing.render()} ${this.#drag.render()}
        ${isFrozen ? nothing : markActions(this.#marking)}
      </lookfor-player>
    </section>`;
  }

  #renderNoPlayback(): TemplateResult | typeof nothing {
    return this.#playback.render({
      pending: () => loading(),
      // Why a clip is closed stands in its place.
      error: (error) =>
        this.isClosed ? html`${nothing}` : failed(error, () => void this.#playback.run()),
      complete: () => html`${nothing}`,
      initial: () => html`${nothing}`,
    });
  }

  /** What has to be there when the connection goes; what a task does not use is not fetched. */
  #neededOffline({ plan }: Task): LaterPart[] {
    if (this.#session.handedInAt) return [];
    const always = [this.#handIn.part, this.#drawing.part, this.#spoken, this.#sheets.keys];
    return plan.contrast ? [...always, this.#cases.part] : always;
  }

  #hasWatched(): boolean {
    return this.#session.passes.some((pass) => pass.watched.length > 0);
  }

  /** Whether marks may be made at the moment, and in which pass. */
  #markingPass(): Pass | undefined {
    const task = this.#opened.value;
    const isReady = this.hasBegun && this.#playback.value && !this.#session.handedInAt;
    return task && isReady ? this.#now.pass(task) : undefined;
  }

  #lanesOfNow() {
    const task = this.#opened.value;
    return task ? this.#now.lanes(task) : [];
  }

  readonly #handleChoose = ({ markId, isOpen }: MarkChoose): void => {
    if (markId !== this.#marking.chosenId) this.#drawing.forget();
    if (markId !== null) this.#marking.choose(markId, isOpen);
  };

  /** Words that a note hands over while it leaves the page no longer bubble up to here. */
  readonly #handleLastWords = (event: MarkPutRequest): void => {
    event.stopPropagation();
    this.#session.put(event.draft, event.isTyping);
  };

  readonly #handleBegin = (): void => {
    this.hasBegun = true;
    void this.localStore.write(`begun:${this.taskId}`, true);
    // The button stood at the end of a page; what it opens is seen from its beginning.
    void this.updateComplete.then(() => this.bar?.scrollIntoView({ block: 'nearest' }));
  };
}

/** Nothing that is seen or heard of a clip stays when it is closed, also not what had been fetched. */
function withoutPictures(playback: Playback): Playback {
  return { ...playback, posterUrl: null, thumbnails: null, waveformUrl: null };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-observation-workspace': LookforObservationWorkspace;
  }
  interface HTMLElementEventMap {
    'lookfor-observation-handed-in': ObservationHandedIn;
  }
}
