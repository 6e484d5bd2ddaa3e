import { msg } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { courseWorkRoutes, type TaskProgress } from '#contract/course-work';
import { taskRoutes, type TaskSummary } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { MOST_CELLS, peopleCells, peopleCellsStyles } from '#elements/kit/people-cells';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import { courseTasksStyles } from './course-tasks.styles.ts';
import { needWords, progressWords, taskLine } from './course-words.ts';
import { hidePicture } from './hide-picture.ts';

/**
 * The tasks of a course: where each stands, and what it still needs.
 *
 * @tag lookfor-course-tasks
 * @fires lookfor-navigate {NavigateRequest} - to a task, or to the builder
 */
@customElement('lookfor-course-tasks')
export class LookforCourseTasks extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    peopleCellsStyles,
    courseTasksStyles,
  ];

  #tasks = new Loading(this, {
    task: async ([api], { signal }) => (await api.call(taskRoutes.listTasks, {}, { signal })).tasks,
    args: () => [this.api] as const,
  });

  /** Comes after the tasks and may fail by itself: the tasks are there without it. */
  #progress = new Loading(this, {
    task: async ([api], { signal }) => {
      const { progress } = await api.call(courseWorkRoutes.readProgress, {}, { signal });
      return new Map(progress.map((of) => [of.taskId, of]));
    },
    args: () => [this.api] as const,
  });

  #build = (): void => {
    this.dispatchEvent(new NavigateRequest('task-builder'));
  };

  /** A draft goes on being built; everything else is looked at first. */
  #open(task: TaskSummary): void {
    const screen = task.state === 'draft' && this.#mayBuild ? 'task-builder' : 'task';
    this.dispatchEvent(new NavigateRequest(screen, { taskId: task.id }));
  }

  get #mayBuild(): boolean {
    return may(this.session, 'tasks.build');
  }

  get #hasSingleCells(): boolean {
    const [first] = this.#progress.value?.values() ?? [];
    if (!first) return false;
    const people = Object.values(first.stages).reduce((sum, count) => sum + count, first.notBegun);
    return people > 0 && people <= MOST_CELLS;
  }

  override render() {
    const hasTasks = (this.#tasks.value?.length ?? 0) > 0;
    return html`<section aria-labelledby="tasks">
      <div class="titled">
        <h2 id="tasks">${msg('Tasks')}</h2>
        ${
          this.#hasSingleCells
            ? html`<span class="hint">${msg('one cell is one student')}</span>`
            : nothing
        }
        ${
          this.#mayBuild
            ? html`<button
                class="quiet"
                @click=${() => this.dispatchEvent(new NavigateRequest('frameworks'))}
              >
                ${msg('Frameworks')}
              </button>`
            : nothing
        }
        ${
          this.#mayBuild && hasTasks
            ? html`<button @click=${this.#build}>${icon('plus')}${msg('Build a task')}</button>`
            : nothing
        }
      </div>
      ${this.#tasks.render({
        pending: () => html`<div class="ruled">${loading()}</div>`,
        error: (error) =>
          html`<div class="ruled">${failed(error, () => void this.#tasks.run())}</div>`,
        complete: (tasks) => (tasks.length > 0 ? this.#renderTasks(tasks) : this.#renderEmpty()),
      })}
    </section>`;
  }

  #renderEmpty(): TemplateResult {
    if (!this.#mayBuild) return html`<div class="ruled">${empty(msg('No task here yet'))}</div>`;
    return html`<div class="ruled">
      ${empty(
        msg('No task here yet'),
        msg(
          'A task asks students to watch a clip with a question in mind, to mark what they notice, and to write about it.',
        ),
        html`<button class="primary" @click=${this.#build}>${msg('Build a task')}</button>`,
      )}
    </div>`;
  }

  #renderTasks(tasks: readonly TaskSummary[]): TemplateResult {
    const now = new Date();
    return html`<ol>
      ${tasks.map((task) => this.#renderTask(task, now))}
    </ol>`;
  }

  #renderTask(task: TaskSummary, now: Date): TemplateResult {
    const { word, rest } = taskLine(task, now);
    const need = this.#mayBuild ? needWords(task) : null;
    return html`<li class=${task.state}>
      <div class="poster" aria-hidden="true">
        ${
          task.posterUrl
            ? html`<img src=${task.posterUrl} alt="" loading="lazy" @error=${hidePicture} />`
            : nothing
        }
      </div>
      <div>
        <h3>
          <button class="plain" @click=${() => this.#open(task)}>
            ${task.title || msg('A task without a title')}
          </button>
        </h3>
        <p><b>${word}</b> ${rest}</p>
        ${task.clipTitle ? html`<p class="clip">${task.clipTitle}</p>` : nothing}
      </div>
      ${need ? html`<p class="need">${need}</p>` : this.#renderProgress(task.id)}
    </li>`;
  }

  #renderProgress(taskId: string): TemplateResult | typeof nothing {
    const progress: TaskProgress | undefined = this.#progress.value?.get(taskId);
    const counts = progress ? progressWords(progress) : [];
    if (!progress || counts.length === 0) return nothing;
    const { stages, notBegun } = progress;
    return html`<div class="progress">
      ${peopleCells([
        ['done', stages.returned],
        ['in', stages['handed-in']],
        ['half', stages.observed + stages['at-work']],
        ['', notBegun],
      ])}
      <p>${counts.map(({ people, words }) => html`<span><b>${people}</b> ${words}</span>`)}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-course-tasks': LookforCourseTasks;
  }
}
