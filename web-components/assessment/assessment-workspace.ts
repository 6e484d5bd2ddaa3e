import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { assessmentRoutes, type AssessmentDraft, type QueueRow } from '#contract/assessments';
import type { RouteReply } from '#contract/route';
import { taskRoutes } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/save-state';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import './assessment-paper.ts';
import type { LookforAssessmentPaper } from './assessment-paper.ts';
import './assessment-queue.ts';
import type { LookforAssessmentQueue } from './assessment-queue.ts';
import './assessment-rubric.ts';
import type { LookforAssessmentRubric } from './assessment-rubric.ts';
import { assessmentWorkspaceStyles } from './assessment-workspace.styles.ts';
import {
  isUnder,
  neighbour,
  nextToMark,
  totalOf,
  withMark,
  withoutPassage,
  withPassage,
  withShare,
} from './assessment.rules.ts';
import type {
  MarkChange,
  NarrationChoice,
  OverallCommentChange,
  PassageChange,
  PassageRemoval,
  PassageVisit,
  ShareChange,
} from './events.ts';
import { MarkDraft, type OpenedAssessment } from './mark-draft.ts';

type Queue = RouteReply<typeof assessmentRoutes.listQueue>;

/**
 * Where narrations are marked: the queue, the narration as it was handed in, the rubric. A mark is
 * saved while it is made; J and K step through the queue, Ctrl+Enter marks and goes on.
 *
 * @tag lookfor-assessment-workspace
 * @fires lookfor-navigate - NavigateRequest, to the release of the marks
 */
@customElement('lookfor-assessment-workspace')
export class LookforAssessmentWorkspace extends LookforElement {
  static override styles = [LookforElement.styles, assessmentWorkspaceStyles];

  @query('lookfor-assessment-queue') private queueElement!: LookforAssessmentQueue | null;
  @query('lookfor-assessment-paper') private paper!: LookforAssessmentPaper | null;
  @query('lookfor-assessment-rubric') private rubric!: LookforAssessmentRubric | null;
  @state() private finishing = false;
  @state() private problem: unknown;

  @property({ attribute: 'task-id' }) taskId = '';
  /** Which narration to begin with; without it, the first that needs a mark. */
  @property({ attribute: 'narration-id' }) narrationId: string | null = null;

  #mark: MarkDraft | undefined;
  #queue: Queue | undefined;

  #queueTask = new Task(this, {
    task: async ([api, taskId], { signal }) =>
      api.call(assessmentRoutes.listQueue, { params: { taskId } }, { signal }),
    args: () => [this.api, this.taskId] as const,
    onComplete: (queue) => {
      this.#queue = queue;
      const known = queue.rows.some(({ narrationId }) => narrationId === this.narrationId);
      if (!known)
        this.narrationId = (nextToMark(queue.rows, null) ?? queue.rows[0])?.narrationId ?? null;
    },
  });

  // Names of codes are worth a request of their own, but no failure of the whole.
  #frameworkTask = new Task(this, {
    task: async ([api, taskId], { signal }) =>
      api
        .call(taskRoutes.getTask, { params: { taskId } }, { signal })
        .then(({ framework }) => framework)
        .catch(() => null),
    args: () => [this.api, this.taskId] as const,
  });

  #openTask = new Task(this, {
    task: async ([, narrationId], { signal }) => {
      this.#mark?.leave();
      this.#mark = undefined;
      this.problem = undefined;
      if (!narrationId) return;
      const mark = new MarkDraft(this, narrationId, () => ({
        api: this.api,
        store: this.localStore,
      }));
      await mark.open(signal);
      if (signal.aborted) mark.leave();
      else this.#mark = mark;
    },
    args: () => [this.api, this.narrationId] as const,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#handleKey);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('narrationId') && changed.get('narrationId')) this.paper?.scrollIntoView();
  }

  /** The rows as they stand, the open one as it is on this screen. */
  get #rows(): readonly QueueRow[] {
    const draft = this.#mark?.draft;
    const opened = this.#mark?.opened;
    return (this.#queue?.rows ?? []).map((row) => {
      if (!draft || !opened || row.narrationId !== this.#mark?.narrationId) return row;
      const { assessment } = opened;
      const isTouched = assessment.state !== 'todo' || this.#mark.state !== 'saved';
      const isChanged = this.#mark.state !== 'saved' && assessment.state === 'marked';
      return {
        ...row,
        ...(isTouched ? totalOf(opened.criteria, draft.marks) : {}),
        state: isTouched && (assessment.state === 'todo' || isChanged) ? 'draft' : assessment.state,
      };
    });
  }

  #handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#markAndNext();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || takesLetters(event)) return;
    if (event.key === 'j' || event.key === 'J') this.#step(1);
    if (event.key === 'k' || event.key === 'K') this.#step(-1);
  };

  #step(direction: 1 | -1): void {
    const row = neighbour(this.queueElement?.listed ?? this.#rows, this.narrationId, direction);
    if (row) this.#choose(row.narrationId);
    else this.announce(direction === 1 ? msg('This is the last one.') : msg('This is the first.'));
  }

  #choose(narrationId: string): void {
    if (narrationId === this.narrationId) return;
    // What was changed on this screen is in the queue without asking the server again.
    if (this.#queue) this.#queue = { ...this.#queue, rows: [...this.#rows] };
    this.narrationId = narrationId;
  }

  #change(change: (draft: AssessmentDraft) => AssessmentDraft): void {
    this.problem = undefined;
    this.#mark?.change(change);
  }

  async #markAndNext(): Promise<void> {
    const mark = this.#mark;
    if (!mark?.opened || !mark.draft || this.finishing) return;
    const { opened } = mark;
    const isFinished = opened.assessment.state === 'marked' && mark.state === 'saved';
    if (!isFinished && !mark.isReleased) {
      const { openCriteria } = totalOf(opened.criteria, mark.draft.marks);
      if (openCriteria > 0) {
        this.rubric?.goToOpenCriterion();
        this.announce(msg('Choose a level for every criterion first.'));
        return;
      }
      if (!(await this.#finish(mark))) return;
      this.announce(msg(str`${opened.narration.author} is marked.`));
    }
    const next = nextToMark(this.#rows, this.narrationId);
    if (next) this.#choose(next.narrationId);
    else this.announce(msg('Nothing is left to mark.'));
  }

  async #finish(mark: MarkDraft): Promise<boolean> {
    this.finishing = true;
    try {
      await mark.finish();
      return true;
    } catch (error) {
      this.problem = error;
      return false;
    } finally {
      this.finishing = false;
    }
  }

  #goToRelease = (): void => {
    this.dispatchEvent(new NavigateRequest('release', { taskId: this.taskId }));
  };

  override render() {
    if (this.#queue) return this.#renderWorkspace(this.#queue);
    return html`<div class="waiting">
      ${this.#queueTask.render({
        pending: () => loading(msg('Opening the queue')),
        error: (error) => failed(error, () => void this.#queueTask.run()),
      })}
    </div>`;
  }

  #renderWorkspace(queue: Queue): TemplateResult {
    const rows = this.#rows;
    if (rows.length === 0) {
      return html`${this.#renderHead(queue, rows)}
        <div class="waiting">
          ${empty(
            msg('Nobody has handed in yet'),
            msg('A narration appears here as soon as its author hands it in.'),
          )}
        </div>`;
    }
    return html`${this.#renderHead(queue, rows)}
      <div class="bench">
        <lookfor-assessment-queue
          class="queue"
          .rows=${rows}
          .narrationId=${this.narrationId}
          .namesHidden=${queue.namesHidden}
          .criteriaCount=${this.#mark?.opened?.criteria.length ?? 0}
          @lookfor-narration-choice=${(event: NarrationChoice) => this.#choose(event.narrationId)}
        ></lookfor-assessment-queue>
        ${this.#openTask.render({
          pending: () =>
            html`<div class="paper">${loading(msg('Opening the narration'))}</div>
              <div class="rubric"></div>`,
          error: (error) =>
            html`<div class="paper">${failed(error, () => void this.#openTask.run())}</div>
              <div class="rubric"></div>`,
          complete: () =>
            this.#mark?.opened && this.#mark.draft
              ? this.#renderBench(queue, this.#mark, this.#mark.opened, this.#mark.draft)
              : nothing,
        })}
      </div>`;
  }

  #renderHead(queue: Queue, rows: readonly QueueRow[]): TemplateResult {
    const left = rows.filter((row) => isUnder('todo', row)).length;
    return html`<header class="head">
      <div class="task">
        <h1>${queue.taskTitle}</h1>
        <span class="muted">${msg(str`${rows.length} handed in, ${left} left to mark`)}</span>
      </div>
      ${
        this.#mark
          ? html`<lookfor-save-state
              .state=${this.#mark.state}
              .kept=${1}
              .at=${this.#mark.savedAt}
            ></lookfor-save-state>`
          : nothing
      }
      ${rows.length > 0 ? this.#renderSteps(rows) : nothing}
    </header>`;
  }

  #renderSteps(rows: readonly QueueRow[]): TemplateResult {
    const ready = rows.filter(({ state: rowState }) => rowState === 'marked').length;
    return html`<div class="steps">
      <button class="step" @click=${() => this.#step(-1)}>
        ${msg('Previous')} <kbd aria-hidden="true">K</kbd>
      </button>
      <button class="step" @click=${() => this.#step(1)}>
        ${msg('Next')} <kbd aria-hidden="true">J</kbd>
      </button>
      ${
        may(this.session, 'marks.release') || !this.session
          ? html`<button @click=${this.#goToRelease}>
              ${ready > 0 ? msg(str`Release ${ready}…`) : msg('Release…')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderBench(
    queue: Queue,
    mark: MarkDraft,
    opened: OpenedAssessment,
    draft: AssessmentDraft,
  ): TemplateResult {
    return html`<div
        class="paper"
        @lookfor-passage-change=${({ passage }: PassageChange) =>
          this.#change((before) => withPassage(before, passage))}
        @lookfor-passage-removal=${({ passageId }: PassageRemoval) =>
          this.#change((before) => withoutPassage(before, passageId))}
      >
        <lookfor-assessment-paper
          .api=${this.api}
          .reading=${opened.narration}
          .criteria=${opened.criteria}
          .passages=${draft.passages}
          .framework=${this.#frameworkTask.value ?? null}
          .namesHidden=${queue.namesHidden}
          .locked=${mark.isReleased}
        ></lookfor-assessment-paper>
      </div>
      <div class="rubric">
        <lookfor-assessment-rubric
          .criteria=${opened.criteria}
          .draft=${draft}
          .doc=${opened.narration.doc}
          .group=${opened.narration.group}
          .maximumPoints=${opened.maximumPoints}
          .locked=${mark.isReleased}
          @lookfor-mark-change=${({ criterionId, change }: MarkChange) =>
            this.#change((before) => withMark(before, criterionId, change))}
          @lookfor-overall-comment-change=${({ comment }: OverallCommentChange) =>
            this.#change((before) => ({ ...before, overallComment: comment }))}
          @lookfor-share-change=${({ member, change }: ShareChange) =>
            this.#change((before) => withShare(before, member, change))}
          @lookfor-passage-visit=${({ passageId }: PassageVisit) =>
            void this.paper?.visit(passageId)}
        >
          <div slot="notice">${this.#renderNotice(mark, opened)}</div>
          <div slot="action" class="action">${this.#renderAction(mark, opened)}</div>
        </lookfor-assessment-rubric>
      </div>`;
  }

  #renderAction(mark: MarkDraft, opened: OpenedAssessment): TemplateResult {
    const isDone =
      mark.isReleased || (opened.assessment.state === 'marked' && mark.state === 'saved');
    const label = isDone ? msg('Next to mark') : msg('Mark and next');
    if (isDone && !nextToMark(this.#rows, this.narrationId)) {
      return html`<button class="primary" @click=${this.#goToRelease}>
        ${msg('Release the marks…')}
      </button>`;
    }
    return html`<button
      class="primary"
      aria-disabled=${this.finishing}
      @click=${() => this.#markAndNext()}
    >
      ${this.finishing ? msg('Saving…') : label} <span class="keys" aria-hidden="true">Ctrl ⏎</span>
    </button>`;
  }

  #renderNotice(mark: MarkDraft, opened: OpenedAssessment): TemplateResult | typeof nothing {
    if (mark.conflict) return this.#renderConflict(mark);
    if (this.problem) {
      return html`<div class="notice needed" role="alert">
        ${icon('warning')}
        <div><p>${problemWords(this.problem)}</p></div>
      </div>`;
    }
    if (mark.isReleased) {
      return html`<div class="notice">
        ${icon('lock')}
        <div>
          <p>
            <b>${msg('This mark has been released')}</b>
            ${msg('It is with the student and stays as it is.')}
          </p>
        </div>
      </div>`;
    }
    if (opened.assessment.state === 'marked' && mark.state === 'saved') {
      return html`<div class="notice">
        ${icon('check')}
        <div>
          <p>
            <b>${msg(str`Marked ${formatInstant(mark.savedAt)}`)}</b>
            ${msg('It waits for its release. A change makes it a draft again.')}
          </p>
        </div>
      </div>`;
    }
    return nothing;
  }

  #renderConflict(mark: MarkDraft): TemplateResult {
    const { conflict } = mark;
    const isReleased = conflict?.state === 'released';
    const points = conflict?.points ?? 0;
    return html`<div class="notice needed" role="alert">
      ${icon('warning')}
      <div>
        <p>
          <b>${msg('This mark was changed somewhere else')}</b>
          ${
            isReleased
              ? msg(
                  str`It was released with ${points} points meanwhile. Your words are kept on this device until you take over the released mark.`,
                )
              : msg(
                  str`The other one has ${points} points so far. Yours is what you see here, kept on this device. Nothing is sent before you choose.`,
                )
          }
        </p>
        <p class="choices">
          ${
            isReleased
              ? nothing
              : html`<button @click=${() => mark.settle('mine')}>${msg('Keep mine')}</button>`
          }
          <button @click=${() => mark.settle('theirs')}>
            ${isReleased ? msg('Show the released mark') : msg('Take the other one')}
          </button>
        </p>
      </div>
    </div>`;
  }
}

/** True where letters are written, or have a meaning of their own (the player's J K L). */
function takesLetters(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      (node) =>
        node instanceof HTMLElement &&
        (node.isContentEditable ||
          ['INPUT', 'TEXTAREA', 'SELECT', 'LOOKFOR-PLAYER'].includes(node.tagName)) &&
        !(node instanceof HTMLInputElement && node.type === 'radio'),
    );
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-assessment-workspace': LookforAssessmentWorkspace;
  }
}
