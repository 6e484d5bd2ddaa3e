import { msg } from '@lit/localize';
import { Task as AsyncTask } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { assessmentRoutes } from '#contract/assessments';
import { narrationRoutes, type Narration } from '#contract/narrations';
import { observationRoutes, type Observation } from '#contract/observations';
import { taskRoutes, type Task } from '#contract/tasks';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { failed, loading } from '#elements/kit/states';
import type { ObservationHandedIn } from '#elements/observation/events';
import './step-line.ts';
import type { StepRequest } from './step-line.ts';
import { stepOf, stepsOf, type Step, type StepId, type Work } from './steps.rules.ts';

/** What each step needs is loaded when it is shown, so that nobody pays for later steps. */
const MODULES: Readonly<Record<StepId, () => Promise<unknown>>> = {
  observation: () => import('#elements/observation/observation-workspace'),
  comparison: () => import('#elements/comparison/observation-comparison'),
  narration: () => import('#elements/narration/narration-editor'),
  feedback: () => import('#elements/assessment/feedback-page'),
};

interface Opened {
  task: Task;
  narration: Narration | undefined;
  hasFeedback: boolean;
}

/**
 * What a student's launch opens: the step of the task at which they are. Observe; then compare;
 * then write; then read what came back. Earlier steps stay open.
 *
 * @tag lookfor-student-task
 */
@customElement('lookfor-student-task')
export class LookforStudentTask extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .task-bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--lf-5);
        min-block-size: 2.75rem;
        padding: var(--lf-1) 1.25rem;
        border-block-end: var(--lf-line);
        background: var(--lf-surface);
      }
      .task-bar p {
        overflow: hidden;
        font-size: var(--lf-text-m);
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .waiting {
        max-inline-size: 40rem;
        padding: var(--lf-6) 1.25rem;
      }
      @media (max-width: 640px) {
        .task-bar {
          padding-inline: var(--lf-4);
        }
      }
      @media print {
        .task-bar {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';

  @state() private step: StepId = 'observation';
  @state() private observation: Observation | undefined;

  #opened = new AsyncTask(this, {
    task: async ([taskId], { signal }): Promise<Opened> => {
      const params = { taskId };
      const [task, observation] = await Promise.all([
        this.api.call(taskRoutes.getTask, { params }, { signal }),
        this.api.call(observationRoutes.openObservation, { params }, { signal }),
      ]);
      const isWriting = task.plan.narration !== null && observation.handedInAt !== null;
      const [narration, feedback] = isWriting
        ? await Promise.all([
            orNothing(this.api.call(narrationRoutes.openNarration, { params }, { signal })),
            orNothing(this.api.call(assessmentRoutes.readFeedback, { params }, { signal })),
          ])
        : [];
      const opened = { task, narration, hasFeedback: feedback !== undefined };
      this.observation = observation;
      const step = stepOf(this.#work(opened, observation));
      await MODULES[step]();
      this.step = step;
      return opened;
    },
    args: () => [this.taskId] as const,
  });
  #loaded = new AsyncTask(this, {
    task: async ([step]) => MODULES[step](),
    args: () => [this.step] as const,
  });

  override render() {
    return this.#opened.render({
      pending: () => html`<div class="waiting">${loading(msg('Opening the task'))}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#opened.run())}</div>`,
      complete: (opened) =>
        html`<div @lookfor-step-request=${this.#handleStep}>${this.#renderStep(opened)}</div>`,
    });
  }

  #renderStep(opened: Opened): TemplateResult {
    const { observation } = this;
    if (!observation) return html`${nothing}`;
    const steps = this.#steps(opened, observation);
    return this.#loaded.render({
      pending: () => html`<div class="waiting">${loading()}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#loaded.run())}</div>`,
      complete: () => this.#renderScreen(opened, observation, steps),
    }) as TemplateResult;
  }

  #renderScreen({ task }: Opened, observation: Observation, steps: Step[]): TemplateResult {
    switch (this.step) {
      case 'observation':
        return html`${observation.handedInAt ? this.#renderBar('', steps) : nothing}
          <lookfor-observation-workspace
            .api=${this.api}
            .localStore=${this.localStore}
            task-id=${this.taskId}
            .task=${task}
            .observation=${observation}
            @lookfor-observation-handed-in=${this.#handleHandedIn}
          ></lookfor-observation-workspace>`;
      case 'comparison':
        return html`<lookfor-observation-comparison
          .api=${this.api}
          .localStore=${this.localStore}
          task-id=${this.taskId}
          .task=${task}
          .steps=${steps}
        ></lookfor-observation-comparison>`;
      case 'narration':
        return html`${this.#renderBar('', steps)}
          <lookfor-narration-editor
            .api=${this.api}
            .localStore=${this.localStore}
            task-id=${this.taskId}
          ></lookfor-narration-editor>`;
      case 'feedback':
        return html`${this.#renderBar('', steps)}
          <lookfor-feedback-page
            .api=${this.api}
            .localStore=${this.localStore}
            task-id=${this.taskId}
          ></lookfor-feedback-page>`;
    }
  }

  #renderBar(title: string, steps: Step[]): TemplateResult {
    return html`<header class="task-bar">
      ${title ? html`<p>${title}</p>` : nothing}
      <lookfor-step-line .steps=${steps}></lookfor-step-line>
    </header>`;
  }

  #work({ task, narration, hasFeedback }: Opened, observation: Observation): Work {
    return { plan: task.plan, observation, narration, hasFeedback };
  }

  #steps(opened: Opened, observation: Observation): Step[] {
    return stepsOf(this.#work(opened, observation), this.step, {
      compare: msg('Compare'),
      narration: msg('Narration'),
      feedback: msg('Feedback'),
    });
  }

  readonly #handleStep = (event: StepRequest): void => {
    event.stopPropagation();
    this.step = event.step;
    scrollTo({ top: 0 });
  };

  readonly #handleHandedIn = (event: ObservationHandedIn): void => {
    this.observation = event.observation;
    this.step = 'comparison';
    scrollTo({ top: 0 });
    this.announce(msg('Handed in. You can compare now.'));
  };
}

/** What a request gives; nothing when it is not there (yet). Other errors stay errors. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 409)) {
      return undefined;
    }
    throw error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-student-task': LookforStudentTask;
  }
}
