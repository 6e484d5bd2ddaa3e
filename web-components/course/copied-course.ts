import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  courseCopyRoutes,
  type CopiedTask,
  type CopyDecision,
  type CourseCopy,
} from '#contract/course-copies';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { copiedCourseStyles } from './copied-course.styles.ts';

type Copy = CourseCopy['copies'][number];

/**
 * What a lecturer sees who opens a copied course for the first time: its links know the tasks of
 * the old course, and one press decides what becomes of them.
 *
 * @tag lookfor-copied-course
 * @fires lookfor-navigate {NavigateRequest} - on to the task, or to the course
 */
@customElement('lookfor-copied-course')
export class LookforCopiedCourse extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, copiedCourseStyles];

  /** The task that the launched link names. */
  @property({ attribute: 'task-id' }) taskId = '';

  @state() private told: CourseCopy | undefined;
  @state() private isBusy = false;
  /** Something was decided on this visit. */
  @state() private isDecided = false;
  @state() private wrong: unknown;

  #loading = new Loading(this, {
    task: async ([api], { signal }) => {
      this.told = await api.call(courseCopyRoutes.getCourseCopy, {}, { signal });
    },
    args: () => [this.api] as const,
  });

  async #send(ask: () => Promise<CourseCopy>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.wrong = undefined;
    try {
      this.told = await ask();
      this.isDecided = true;
      this.announce(msg('Saved.'));
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isBusy = false;
    }
  }

  #decide({ fromCourseId }: Copy, decision: CopyDecision): Promise<void> {
    return this.#send(() =>
      this.api.call(courseCopyRoutes.decideCourseCopy, {
        params: { fromCourseId },
        body: { decision },
      }),
    );
  }

  #connect({ fromCourseId }: Copy, taskId: string): Promise<void> {
    return this.#send(() =>
      this.api.call(courseCopyRoutes.chooseForLink, { params: { fromCourseId }, body: { taskId } }),
    );
  }

  readonly #goOn = (): void => {
    this.dispatchEvent(new NavigateRequest('course'));
  };

  override render() {
    if (this.told) return this.#renderTold(this.told);
    return html`<div class="page">
      ${this.#loading.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#loading.run()),
      })}
    </div>`;
  }

  #renderTold({ copies, lostLink }: CourseCopy): TemplateResult {
    const undecided = copies.find(({ decision }) => decision === null);
    // Who comes back may still make copies.
    const open = this.isDecided ? undecided : copies.find(({ decision }) => decision !== 'own');
    return html`<div class="page">
      ${this.wrong ? html`<p class="wrong" role="alert">${problemWords(this.wrong)}</p>` : nothing}
      ${
        lostLink && copies[0]
          ? this.#renderLost(lostLink.title, copies[0])
          : open
            ? this.#renderQuestion(open)
            : this.#renderDone(copies)
      }
    </div>`;
  }

  #renderQuestion(copy: Copy): TemplateResult {
    const from = copy.fromTitle || msg('another course');
    const begun = copy.tasks.filter(({ isBegun }) => isBegun).length;
    return html`<h1 tabindex="-1">${msg('This course was copied')}</h1>
      <p class="lead">
        ${msg(str`Its links open the tasks of “${from}”. What students did there stays there: nobody sees it here.`)}
      </p>
      <div class="ways">
        <section>
          <h2>${msg('Make own copies')}</h2>
          <p>
            ${msg('You can change them without changing the other course. Dates that are over are taken out; marks go to the columns of this course.')}
            ${
              begun === 0
                ? nothing
                : begun === 1
                  ? msg('1 task stays as it is: students have begun with it.')
                  : msg(str`${begun} tasks stay as they are: students have begun with them.`)
            }
          </p>
          <button
            class="primary"
            ?disabled=${this.isBusy}
            @click=${() => this.#decide(copy, 'own')}
          >
            ${msg('Make own copies')}
          </button>
        </section>
        <section>
          <h2>${msg('Keep using these tasks')}</h2>
          <p>
            ${msg('They stay one and the same in both courses, with their dates, and are changed in the other course only. You can still make copies later.')}
          </p>
          <button ?disabled=${this.isBusy} @click=${() => this.#decide(copy, 'keep')}>
            ${msg('Keep using these tasks')}
          </button>
        </section>
      </div>
      ${this.#renderTasks(copy.tasks)}`;
  }

  #renderLost(title: string, copy: Copy): TemplateResult {
    const from = copy.fromTitle || msg('another course');
    return html`<h1 tabindex="-1">${msg('Which task does this link open?')}</h1>
      <p class="lead">
        ${
          title
            ? msg(
                str`This course was copied from “${from}”, and the link “${title}” has lost its task on the way.`,
              )
            : msg(
                str`This course was copied from “${from}”, and this link has lost its task on the way.`,
              )
        }
        ${msg('Choose it once; students can then open it.')}
      </p>
      ${this.#renderTasks(copy.tasks, copy)}`;
  }

  #renderTasks(tasks: readonly CopiedTask[], toConnect?: Copy): TemplateResult {
    if (tasks.length === 0)
      return html`<p class="none">${msg('No link of that course opens a task.')}</p>`;
    return html`<ul>
      ${tasks.map(
        (task) =>
          html`<li>
            <div>
              <b>${task.title || msg('A task without a title')}</b>
              <small>${factsOf(task)}</small>
            </div>
            ${
              toConnect
                ? html`<button
                    ?disabled=${this.isBusy}
                    @click=${() => this.#connect(toConnect, task.taskId)}
                  >
                    ${msg('This one')}
                  </button>`
                : nothing
            }
          </li>`,
      )}
    </ul>`;
  }

  #renderDone(copies: readonly Copy[]): TemplateResult {
    const isOwn = copies.some(({ decision }) => decision === 'own');
    return html`<h1 tabindex="-1">
        ${isOwn ? msg('This course has its own tasks now') : msg('This course goes on with these tasks')}
      </h1>
      <p class="lead">
        ${
          isOwn
            ? msg('Every link opens the copy. Look at the dates of each task before students come.')
            : msg('Every link opens the task of the other course.')
        }
      </p>
      <p><button class="primary" @click=${this.#goOn}>${msg('Go on to the course')}</button></p>`;
  }
}

function factsOf(task: CopiedTask): string {
  return [
    task.maximumPoints > 0 ? msg(str`out of ${task.maximumPoints}`) : msg('not marked'),
    ...(task.dueAt ? [msg(str`due ${formatInstant(task.dueAt)}`)] : []),
    ...(task.isBegun ? [msg('students have begun')] : []),
  ].join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-copied-course': LookforCopiedCourse;
  }
}
