import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clipRoutes } from '#contract/clips';
import { frameworkRoutes, type Framework } from '#contract/frameworks';
import { taskRoutes, type Task, type TaskGap, type TaskPlan } from '#contract/tasks';
import { widgetDialogStyles } from '#elements/kit/dialog.styles';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { LaterPart, partMissing } from '#elements/kit/later-part';
import { openDialog, type Openable } from '#elements/kit/open-dialog';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import { loadDialog } from '#elements/kit/webawesome';
import './builder-clip.ts';
import './builder-beliefs.ts';
import './builder-contrast.ts';
import './builder-look-fors.ts';
import './builder-narration.ts';
import './builder-passes.ts';
import './builder-preview.ts';
import { askedDialog, checkPanel, troublePanel, type Question } from './builder-panels.ts';
import { type PlanChange, TaskPublished, TaskRemoved } from './events.ts';
import { findByPath } from './find-by-path.ts';
import { gapWords } from './gap-words.ts';
import { beginTask } from './begin-task.ts';
import { PlanDraft } from './plan-draft.ts';
import {
  datesSection,
  questionSection,
  revealSection,
  titleSection,
  workSection,
} from './plan-sections.ts';
import { builderStyles } from './task-builder.styles.ts';

/**
 * Builds a task: on the left what is asked, on the right what students will see and what is still
 * missing. Saves as it is changed; publishing is the one act.
 *
 * @tag lookfor-task-builder
 * @slot start - stands before the heading, such as a way back
 * @fires lookfor-task-published {TaskPublished} - the task was published
 * @fires lookfor-task-removed {TaskRemoved} - the draft was removed
 * @fires lookfor-navigate {NavigateRequest} - to the page of the task, or to the course
 * @csspart head - the line with state and the one button
 */
@customElement('lookfor-task-builder')
export class LookforTaskBuilder extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    widgetDialogStyles,
    builderStyles,
  ];

  /** The task to build; without one, a new task is begun. */
  @property({ attribute: 'task-id' }) taskId: string | undefined;
  /** A clip for the new task. */
  @property({ attribute: 'clip-id' }) clipId: string | undefined;

  @query('wa-dialog') private dialog!: Openable | null;
  @state() private framework: Framework | null = null;
  @state() private openPassId: string | null = null;
  @state() private openCriterionId: string | null = null;
  @state() private question: Question | undefined;
  @state() private isActing = false;
  @state() private actError: unknown;

  #asking = new LaterPart(this, 'wa-dialog', loadDialog);
  #draft = new PlanDraft(this, () => ({ api: this.api, store: this.localStore }));

  #task = new Loading(this, {
    task: async ([api, taskId], { signal }) => {
      const frameworks = api.call(frameworkRoutes.listFrameworks, {}, { signal });
      const task = taskId
        ? await api.call(taskRoutes.getTask, { params: { taskId } }, { signal })
        : await beginTask(api, this.localStore, this.clipId ?? null);
      await this.#draft.begin(task);
      this.framework = task.framework;
      this.openPassId = task.plan.passes.find((pass) => pass.tools.codes)?.id ?? null;
      return (await frameworks).frameworks;
    },
    args: () => [this.api, this.taskId] as const,
  });

  #clip = new Loading(this, {
    task: ([api, clipId], { signal }) =>
      clipId ? api.call(clipRoutes.getClip, { params: { clipId } }, { signal }) : null,
    args: () => [this.api, this.#draft.plan?.clipId ?? null] as const,
  });

  constructor() {
    super();
    this.addEventListener('lookfor-plan-change', this.#handlePlanChange);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { plan, task } = this.#draft;
    if (!plan) return;
    // A newly chosen framework colours the form before the server has answered.
    if (plan.frameworkId !== (this.framework?.id ?? null)) {
      const offered = this.#task.value?.find((one) => one.id === plan.frameworkId);
      this.framework =
        offered ?? (task?.framework?.id === plan.frameworkId ? task.framework : null);
    }
  }

  readonly #handlePlanChange = (event: PlanChange): void => {
    event.stopPropagation();
    this.#change(event.plan);
  };

  #change(plan: TaskPlan): void {
    this.actError = undefined;
    this.#draft.change(plan);
  }

  readonly #handlePublishWish = async (): Promise<void> => {
    if (!(await this.#draft.settle())) return;
    const [first] = this.#draft.gaps;
    if (first) {
      void this.#goTo(first);
      this.announce(gapWords(first).finding);
    } else {
      void this.#ask('publish');
    }
  };

  readonly #handlePublish = async (): Promise<void> => {
    const { task } = this.#draft;
    if (!task || this.isActing) return;
    this.isActing = true;
    try {
      const published = await this.api.call(taskRoutes.publishTask, {
        params: { taskId: task.id },
      });
      this.#draft.adopt(published);
      this.#handleClose();
      this.announce(msg('Published.'));
      this.dispatchEvent(new TaskPublished(published));
    } catch (error) {
      this.actError = error;
    } finally {
      this.isActing = false;
    }
  };

  readonly #handleRemove = async (): Promise<void> => {
    const { task } = this.#draft;
    if (!task || this.isActing) return;
    this.isActing = true;
    try {
      await this.#draft.putBack();
      await this.api.call(taskRoutes.removeTask, { params: { taskId: task.id } });
      this.#handleClose();
      this.announce(msg('The draft is removed.'));
      if (this.dispatchEvent(new TaskRemoved())) this.dispatchEvent(new NavigateRequest('course'));
    } catch (error) {
      this.actError = error;
    } finally {
      this.isActing = false;
    }
  };

  async #ask(question: Question): Promise<void> {
    this.question = question;
    if (!(await this.#asking.load())) return;
    await this.updateComplete;
    await openDialog(this.dialog);
  }

  readonly #handleClose = (): void => {
    if (this.dialog) this.dialog.open = false;
  };

  readonly #handleClosed = (): void => {
    this.question = undefined;
    this.actError = undefined;
  };

  /** Opens what lies closed around a gap, and puts focus where it can be mended. */
  async #goTo({ path }: TaskGap): Promise<void> {
    const { plan } = this.#draft;
    const passAt = /^passes\.(\d+)/.exec(path)?.[1];
    const criterionAt = /^narration\.criteria\.(\d+)/.exec(path)?.[1];
    if (passAt !== undefined) this.openPassId = plan?.passes[Number(passAt)]?.id ?? null;
    if (criterionAt !== undefined)
      this.openCriterionId = plan?.narration?.criteria[Number(criterionAt)]?.id ?? null;
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    const field = findByPath(this.renderRoot, path);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }

  override render() {
    return this.#task.render({
      pending: () => html`<div class="waiting">${loading(msg('Loading the task'))}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#task.run())}</div>`,
      complete: (frameworks) => this.#renderBuilder(frameworks),
    });
  }

  #renderBuilder(frameworks: readonly Framework[]): TemplateResult | typeof nothing {
    const { plan, task, gaps } = this.#draft;
    if (!plan || !task) return nothing;
    const clip = this.#clip.value ?? null;
    const change = (wished: TaskPlan) => this.#change(wished);
    const { question } = this;
    const isUnasked = question !== undefined && this.#asking.isMissing;
    return html`${this.#renderHead(task, gaps)} ${troublePanel(this.#draft)}
      ${isUnasked ? partMissing(() => void this.#ask(question)) : nothing}
      <div class="builder">
        <form class="form" @submit=${(event: Event) => event.preventDefault()}>
          ${titleSection(plan, gaps, change)}
          <lookfor-builder-clip
            .api=${this.api}
            .plan=${plan}
            .gaps=${gaps}
            .clip=${clip}
          ></lookfor-builder-clip>
          ${workSection(plan, change)} ${questionSection(plan, gaps, change)}
          <lookfor-builder-look-fors
            .plan=${plan}
            .gaps=${gaps}
            .frameworks=${frameworks}
            .framework=${this.framework}
          ></lookfor-builder-look-fors>
          ${
            plan.clipId !== null && plan.lookFors.length > 0
              ? html`<lookfor-builder-contrast
                  .api=${this.api}
                  .plan=${plan}
                  .gaps=${gaps}
                ></lookfor-builder-contrast>`
              : nothing
          }
          <lookfor-builder-beliefs .plan=${plan} .gaps=${gaps}></lookfor-builder-beliefs>
          <lookfor-builder-passes
            .plan=${plan}
            .gaps=${gaps}
            .framework=${this.framework}
            .openPassId=${this.openPassId}
          ></lookfor-builder-passes>
          ${revealSection(plan, gaps, change)}
          <lookfor-builder-narration
            .plan=${plan}
            .gaps=${gaps}
            .openCriterionId=${this.openCriterionId}
          ></lookfor-builder-narration>
          ${datesSection(plan, gaps, change)}
          ${
            task.state === 'draft' && !task.placed
              ? html`<section>
                  <button type="button" class="quiet away" @click=${() => void this.#ask('remove')}>
                    ${msg('Remove this draft…')}
                  </button>
                </section>`
              : nothing
          }
        </form>
        <div class="seen">
          <lookfor-builder-preview
            .plan=${plan}
            .framework=${this.framework}
            .posterUrl=${clip?.posterUrl ?? null}
            .shownPart=${this.openPassId ?? ''}
          ></lookfor-builder-preview>
          ${checkPanel(task, gaps, clip, (gap) => void this.#goTo(gap))}
        </div>
      </div>
      ${
        question && this.#asking.isHere
          ? askedDialog(question, plan, {
              error: this.actError,
              isActing: this.isActing,
              act: () =>
                void (question === 'remove' ? this.#handleRemove() : this.#handlePublish()),
              close: this.#handleClose,
              closed: this.#handleClosed,
            })
          : nothing
      }`;
  }

  #renderHead(task: Task, gaps: readonly TaskGap[]): TemplateResult {
    const isPublished = task.state === 'published';
    return html`<header part="head">
      <slot name="start"></slot>
      <div class="what">
        <h1>${isPublished ? msg('Change a task') : msg('Build a task')}</h1>
        ${isPublished ? html`<span>${msg('Published. Changes reach students at once.')}</span>` : nothing}
      </div>
      ${
        this.#draft.conflict || this.#draft.refusal
          ? nothing
          : html`<lookfor-save-state
              .state=${this.#draft.state}
              .kept=${1}
              .at=${task.updatedAt}
            ></lookfor-save-state>`
      }
      ${
        gaps.length > 0
          ? html`<button type="button" class="plain stops" @click=${this.#handleShowGaps}>
              ${
                gaps.length === 1
                  ? msg('1 thing to settle')
                  : msg(str`${gaps.length} things to settle`)
              }
            </button>`
          : nothing
      }
      ${
        isPublished
          ? html`<button
              type="button"
              class="primary"
              @click=${() => this.dispatchEvent(new NavigateRequest('task', { taskId: task.id }))}
            >
              ${msg('To its page')}
            </button>`
          : html`<button type="button" class="primary" @click=${this.#handlePublishWish}>
              ${msg('Publish to the course…')}
            </button>`
      }
    </header>`;
  }

  readonly #handleShowGaps = (): void => {
    const heading = this.renderRoot.querySelector<HTMLElement>('#check-title');
    heading?.scrollIntoView({ block: 'center' });
    heading?.focus({ preventScroll: true });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-task-builder': LookforTaskBuilder;
  }
}
