import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes } from '#contract/clips';
import { frameworkRoutes, type Framework } from '#contract/frameworks';
import { taskRoutes, type Task, type TaskGap, type TaskPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { loadWidgets } from '#elements/kit/webawesome';
import './builder-clip.ts';
import './builder-look-fors.ts';
import './builder-narration.ts';
import './builder-passes.ts';
import './builder-preview.ts';
import { coverageWords } from './clip-words.ts';
import { type PlanChange, TaskPublished } from './events.ts';
import { findByPath } from './find-by-path.ts';
import { gapWords } from './gap-words.ts';
import { PlanDraft } from './plan-draft.ts';
import { datesSection, questionSection, revealSection, titleSection } from './plan-sections.ts';
import { builderStyles } from './task-builder.styles.ts';

void loadWidgets('dialog');

/**
 * Builds a task: on the left what is asked, on the right what students will see and what is still
 * missing. Saves as it is changed; publishing is the one act.
 *
 * @tag lookfor-task-builder
 * @slot start - stands before the heading, such as a way back
 * @fires lookfor-task-published {TaskPublished} - the task was published
 * @fires lookfor-navigate {NavigateRequest} - to the page of the published task
 * @csspart head - the line with state and the one button
 */
@customElement('lookfor-task-builder')
export class LookforTaskBuilder extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, builderStyles];

  /** The task to build; without one, a new task is begun. */
  @property({ attribute: 'task-id' }) taskId: string | undefined;
  /** A clip for the new task. */
  @property({ attribute: 'clip-id' }) clipId: string | undefined;

  @state() private framework: Framework | null = null;
  @state() private openPassId: string | null = null;
  @state() private openCriterionId: string | null = null;
  @state() private isAsking = false;
  @state() private isPublishing = false;
  @state() private publishError: unknown;

  #draft = new PlanDraft(this, () => ({ api: this.api, store: this.localStore }));

  #task = new Loading(this, {
    task: async ([api, taskId], { signal }) => {
      const frameworks = api.call(frameworkRoutes.listFrameworks, {}, { signal });
      const task = taskId
        ? await api.call(taskRoutes.getTask, { params: { taskId } }, { signal })
        : await api.call(taskRoutes.createTask, { body: { clipId: this.clipId ?? null } });
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
    this.publishError = undefined;
    this.#draft.change(plan);
  }

  readonly #handlePublishWish = async (): Promise<void> => {
    if (!(await this.#draft.settle())) return;
    const [first] = this.#draft.gaps;
    if (first) {
      void this.#goTo(first);
      this.announce(gapWords(first).finding);
    } else {
      this.isAsking = true;
    }
  };

  readonly #handlePublish = async (): Promise<void> => {
    const { task } = this.#draft;
    if (!task || this.isPublishing) return;
    this.isPublishing = true;
    try {
      const published = await this.api.call(taskRoutes.publishTask, {
        params: { taskId: task.id },
      });
      this.#draft.adopt(published);
      this.isAsking = false;
      this.announce(msg('Published.'));
      this.dispatchEvent(new TaskPublished(published));
    } catch (error) {
      this.publishError = error;
    } finally {
      this.isPublishing = false;
    }
  };

  readonly #handleHidden = (event: Event): void => {
    if (event.target === event.currentTarget) this.isAsking = false;
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
    return html`${this.#renderHead(task, gaps)} ${this.#renderTrouble()}
      <div class="builder">
        <form class="form" @submit=${(event: Event) => event.preventDefault()}>
          ${titleSection(plan, gaps, change)}
          <lookfor-builder-clip
            .api=${this.api}
            .plan=${plan}
            .gaps=${gaps}
            .clip=${clip}
          ></lookfor-builder-clip>
          ${questionSection(plan, gaps, change)}
          <lookfor-builder-look-fors
            .plan=${plan}
            .gaps=${gaps}
            .frameworks=${frameworks}
            .framework=${this.framework}
          ></lookfor-builder-look-fors>
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
        </form>
        <div class="seen">
          <lookfor-builder-preview
            .plan=${plan}
            .framework=${this.framework}
            .posterUrl=${clip?.posterUrl ?? null}
            .shownPart=${this.openPassId ?? ''}
          ></lookfor-builder-preview>
          ${this.#renderCheck(gaps)}
        </div>
      </div>
      ${this.#renderQuestionBeforePublishing(plan)}`;
  }

  #renderHead(task: Task, gaps: readonly TaskGap[]): TemplateResult {
    const isPublished = task.state === 'published';
    return html`<header part="head">
      <slot name="start"></slot>
      <div class="what">
        <h1>${isPublished ? msg('Change a task') : msg('Build a task')}</h1>
        ${isPublished ? html`<span>${msg('Published. Changes reach students at once.')}</span>` : nothing}
      </div>
      <lookfor-save-state
        .state=${this.#draft.state}
        .kept=${1}
        .at=${task.updatedAt}
      ></lookfor-save-state>
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

  /** What needs a decision: a change from elsewhere, or one that a published task cannot take. */
  #renderTrouble(): TemplateResult | typeof nothing {
    const { conflict, refusal } = this.#draft;
    if (conflict)
      return html`<div class="trouble" role="alert">
        <p>
          <b>${msg('This task was changed somewhere else meanwhile.')}</b>
          ${msg(str`The other version was saved ${formatInstant(conflict.updatedAt)}. Nothing is lost: yours is kept on this device.`)}
        </p>
        <button type="button" @click=${() => void this.#draft.resolve('theirs')}>
          ${msg('Take the other')}
        </button>
        <button type="button" @click=${() => void this.#draft.resolve('mine')}>
          ${msg('Keep mine')}
        </button>
      </div>`;
    if (refusal)
      return html`<div class="trouble" role="alert">
        <p>
          <b>${msg('This change is not saved.')}</b>
          ${
            refusal.code === 'task_incomplete'
              ? msg('A published task stays complete: mend what is marked below, or put it back.')
              : problemWords(refusal)
          }
        </p>
        <button type="button" @click=${() => void this.#draft.putBack()}>
          ${msg('Put it back')}
        </button>
      </div>`;
    return nothing;
  }

  #renderCheck(gaps: readonly TaskGap[]): TemplateResult {
    const clip = this.#clip.value;
    return html`<section class="check" aria-labelledby="check-title">
      <h2 id="check-title" tabindex="-1">${msg('Before you publish')}</h2>
      <ul>
        ${gaps.map((gap) => {
          const { finding, advice } = gapWords(gap);
          return html`<li>
            <span class="stop">${icon('warning')}</span>
            <p><b>${finding}</b> ${advice}</p>
            <button type="button" class="quiet" @click=${() => void this.#goTo(gap)}>
              ${msg('Go there')}
            </button>
          </li>`;
        })}
        ${
          gaps.length === 0
            ? html`<li>
                <span class="fine">${icon('check')}</span>
                <p>${msg('Nothing is missing.')} ${clip ? coverageWords(clip.coverage) : ''}</p>
              </li>`
            : nothing
        }
      </ul>
    </section>`;
  }

  #renderQuestionBeforePublishing(plan: TaskPlan): TemplateResult | typeof nothing {
    if (!this.isAsking) return nothing;
    return html`<wa-dialog
      open
      label=${msg('Publish this task')}
      @wa-after-hide=${this.#handleHidden}
    >
      <p class="asked">
        ${
          plan.opensAt !== null && Date.parse(plan.opensAt) > Date.now()
            ? msg(
                str`Students can begin on ${formatInstant(plan.opensAt)}, through its link in your course.`,
              )
            : msg('Students can begin at once, through its link in your course.')
        }
      </p>
      <p class="asked">
        ${msg('You can still change words and dates. What students have begun to work with stays: the clip, the framework, passes and look-fors.')}
      </p>
      ${this.publishError ? html`<p class="wrong" role="alert">${problemWords(this.publishError)}</p>` : nothing}
      <button
        slot="footer"
        type="button"
        @click=${() => {
          this.isAsking = false;
        }}
      >
        ${msg('Not yet')}
      </button>
      <button
        slot="footer"
        type="button"
        class="primary"
        aria-disabled=${this.isPublishing}
        @click=${this.#handlePublish}
      >
        ${msg('Publish')}
      </button>
    </wa-dialog>`;
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
