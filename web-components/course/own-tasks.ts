import { msg } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { courseWorkRoutes } from '#contract/course-work';
import { taskRoutes, type TaskSummary } from '#contract/tasks';
import type { WorkStage } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { empty, failed, loading } from '#elements/kit/states';
import { courseTasksStyles } from './course-tasks.styles.ts';
import { stageWords } from './course-words.ts';
import { hidePicture } from './hide-picture.ts';

/** A task that I have begun, and how far I am. */
interface OwnTask {
  task: TaskSummary;
  stage: WorkStage;
}

/**
 * What I have begun in this course, what came back first. Tasks that I have not opened yet are not
 * listed: when and for whom they open, the course in the LMS decides.
 *
 * @tag lookfor-own-tasks
 * @fires lookfor-navigate {NavigateRequest} - to a task, or to how one's noticing changes
 */
@customElement('lookfor-own-tasks')
export class LookforOwnTasks extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    courseTasksStyles,
    css`
      :host {
        display: block;
      }
      .page {
        max-inline-size: 44rem;
        margin-inline: auto;
        padding: var(--lf-5) 1.25rem var(--lf-6);
      }
      h1 {
        margin-block-end: var(--lf-5);
        font-size: var(--lf-text-xl);
        font-weight: 600;
        text-wrap: balance;
        overflow-wrap: anywhere;
      }
      li {
        grid-template-columns: 5.5rem minmax(0, 1fr) auto;
      }
      /* In line with the edge, also where it stands on a line of its own. */
      .titled .quiet {
        margin-inline: calc(-1 * var(--lf-2));
      }
      .foot {
        margin-block-start: var(--lf-4);
        color: var(--lf-ink-3);
      }
    `,
  ];

  #tasks = new Loading(this, {
    task: async ([api], { signal }): Promise<OwnTask[]> => {
      const [{ tasks }, { work }] = await Promise.all([
        api.call(taskRoutes.listTasks, {}, { signal }),
        api.call(courseWorkRoutes.listOwnWork, {}, { signal }),
      ]);
      const stages = new Map(work.map(({ taskId, stage }) => [taskId, stage]));
      const own = tasks.flatMap((task) => {
        const stage = stages.get(task.id);
        return stage ? [{ task, stage }] : [];
      });
      const cameBack = ({ stage }: OwnTask): number => (stage === 'returned' ? 0 : 1);
      return own.toSorted((one, other) => cameBack(one) - cameBack(other));
    },
    args: () => [this.api] as const,
  });

  override render() {
    return html`<div class="page">
      <h1 tabindex="-1">${this.session?.courseTitle || msg('This course')}</h1>
      <section aria-labelledby="tasks">
        <div class="titled">
          <h2 id="tasks">${msg('What you have begun')}</h2>
          <button class="quiet" @click=${() => this.dispatchEvent(new NavigateRequest('growth'))}>
            ${msg('How your noticing changes')}
          </button>
        </div>
        ${this.#tasks.render({
          pending: () => html`<div class="ruled">${loading()}</div>`,
          error: (error) =>
            html`<div class="ruled">${failed(error, () => void this.#tasks.run())}</div>`,
          complete: (tasks) => this.#renderTasks(tasks),
        })}
      </section>
    </div>`;
  }

  #renderTasks(tasks: readonly OwnTask[]): TemplateResult {
    if (tasks.length === 0) {
      return html`<div class="ruled">
        ${empty(
          msg('Nothing begun yet'),
          msg('Open an activity in your course. From then on you find it here too.'),
        )}
      </div>`;
    }
    const now = new Date();
    return html`<ol>
        ${tasks.map((own) => this.#renderTask(own, now))}
      </ol>
      <p class="foot">${msg('What you have not opened yet stands in your course.')}</p>`;
  }

  #renderTask({ task, stage }: OwnTask, now: Date): TemplateResult {
    const { word, rest } = stageWords(task, stage, now);
    return html`<li>
      <div class="poster" aria-hidden="true">
        ${
          task.posterUrl
            ? html`<img src=${task.posterUrl} alt="" loading="lazy" @error=${hidePicture} />`
            : nothing
        }
      </div>
      <div>
        <h3>
          <button
            class="plain"
            @click=${() => this.dispatchEvent(new NavigateRequest('student-task', { taskId: task.id }))}
          >
            ${task.title}
          </button>
        </h3>
        <p><b>${word}</b> ${rest}</p>
        ${task.clipTitle ? html`<p class="clip">${task.clipTitle}</p>` : nothing}
      </div>
      ${stage === 'returned' ? html`<p class="need">${msg('Feedback to read')}</p>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-own-tasks': LookforOwnTasks;
  }
}
