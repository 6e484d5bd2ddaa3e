import { msg, str } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TaskSummary } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { empty } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';

/** Other tasks are chosen. */
export class TasksChosen extends Event {
  static readonly eventName = 'lookfor-tasks-chosen';
  readonly taskIds: string[];

  constructor(taskIds: string[]) {
    super(TasksChosen.eventName, OUTWARD);
    this.taskIds = taskIds;
  }
}

/** A task is to be built: an existing one, or a new one. */
export class BuildWish extends Event {
  static readonly eventName = 'lookfor-build-wish';
  readonly taskId: string | undefined;

  constructor(taskId?: string) {
    super(BuildWish.eventName, OUTWARD);
    this.taskId = taskId;
  }
}

/**
 * The tasks of a course to choose from. A task that still lacks something is finished first.
 *
 * @tag lookfor-task-choice
 * @fires lookfor-tasks-chosen {TasksChosen} - others are chosen
 * @fires lookfor-build-wish {BuildWish} - one is to be built
 */
@customElement('lookfor-task-choice')
export class LookforTaskChoice extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        overflow: auto;
        padding: var(--lf-4) var(--lf-5);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--lf-3);
        padding-block-end: var(--lf-3);
        color: var(--lf-ink-2);
      }
      ul {
        border-block-start: 1px solid var(--lf-ink-3);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--lf-3);
        align-items: center;
        border-block-end: var(--lf-line);
      }
      label {
        display: grid;
        grid-template-columns: 1.25rem 96px minmax(0, 1fr);
        gap: var(--lf-3);
        align-items: center;
        padding-block: 10px;
        cursor: pointer;
      }
      label.closed {
        cursor: default;
      }
      input {
        margin: 0;
      }
      .poster {
        display: grid;
        place-items: center;
        overflow: hidden;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius-s);
        background: var(--lf-sunken);
        color: var(--lf-ink-3);
      }
      .poster img {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      b {
        display: block;
        font-size: var(--lf-text-m);
        font-weight: 600;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .closed b {
        color: var(--lf-ink-2);
      }
      small {
        display: block;
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
        line-height: 1.45;
      }
      .needs {
        color: var(--lf-noticed-ink);
        font-weight: 600;
      }
      @media (max-width: 44rem) {
        :host {
          overflow: visible;
          padding: var(--lf-4);
        }
        label {
          grid-template-columns: 1.25rem 72px minmax(0, 1fr);
        }
        li {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
          padding-block-end: var(--lf-2);
        }
        li > button {
          justify-self: start;
          margin-inline-start: 2rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) tasks: readonly TaskSummary[] = [];
  @property({ attribute: false }) chosenIds: readonly string[] = [];
  /** The LMS takes only one activity at a time. */
  @property({ type: Boolean, attribute: 'only-one' }) onlyOne = false;

  #build(taskId?: string): void {
    this.dispatchEvent(new BuildWish(taskId));
  }

  #tick(taskId: string, isTicked: boolean): void {
    const others = this.onlyOne ? [] : this.chosenIds.filter((id) => id !== taskId);
    this.dispatchEvent(new TasksChosen(isTicked ? [...others, taskId] : [...others]));
  }

  override render() {
    const make = html`<button type="button" @click=${() => this.#build()}>
      ${icon('plus')}${msg('New task')}
    </button>`;
    if (this.tasks.length === 0)
      return empty(
        msg('There are no tasks in this course yet'),
        msg('Build one now, or take a course template.'),
        make,
      );
    return html`<div class="head">
        <p>
          ${
            this.onlyOne
              ? msg('Your LMS takes one activity at a time.')
              : msg('Choose what the course is to have a link to.')
          }
        </p>
        ${make}
      </div>
      <ul>
        ${this.tasks.map((task) => this.#renderTask(task))}
      </ul>`;
  }

  #renderTask(task: TaskSummary): TemplateResult {
    const isWhole = task.gapCount === 0;
    return html`<li>
      <label class=${isWhole ? '' : 'closed'}>
        <input
          type="checkbox"
          ?disabled=${!isWhole}
          .checked=${live(this.chosenIds.includes(task.id))}
          @change=${(event: Event) =>
            this.#tick(task.id, (event.currentTarget as HTMLInputElement).checked)}
        />
        <span class="poster"
          >${task.posterUrl ? html`<img src=${task.posterUrl} alt="" />` : icon('film')}</span
        >
        <span>
          <b>${task.title || msg('A task without a title')}</b>
          <small>${factsOf(task)}</small>
          ${
            isWhole
              ? nothing
              : html`<small class="needs"
                  >${
                    task.gapCount === 1
                      ? msg('1 thing to settle first')
                      : msg(str`${task.gapCount} things to settle first`)
                  }</small
                >`
          }
        </span>
      </label>
      ${
        isWhole
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => this.#build(task.id)}>
              ${msg('Finish it')}
            </button>`
      }
    </li>`;
  }
}

function factsOf(task: TaskSummary): string {
  return [
    ...(task.placed
      ? [msg('in the course already')]
      : task.sentAt !== null
        ? [msg('sent to the course already')]
        : []),
    ...(task.state === 'draft' && task.gapCount === 0 ? [msg('draft, will be published')] : []),
    ...(task.clipTitle ? [task.clipTitle] : []),
    task.maximumPoints > 0 ? msg(str`out of ${task.maximumPoints}`) : msg('not marked'),
    ...(task.dueAt ? [msg(str`due ${formatInstant(task.dueAt)}`)] : []),
  ].join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-task-choice': LookforTaskChoice;
  }
  interface HTMLElementEventMap {
    'lookfor-tasks-chosen': TasksChosen;
    'lookfor-build-wish': BuildWish;
  }
}
