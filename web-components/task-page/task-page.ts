import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { assessmentRoutes, type QueueRow } from '#contract/assessments';
import { clipRoutes, type Clip } from '#contract/clips';
import { observationRoutes } from '#contract/observations';
import { taskRoutes, type NarrationPlan, type Pass, type Task } from '#contract/tasks';
import type { AssessmentState } from '#contract/vocabulary';
import '#elements/exchange/research-bundle';
import '#elements/documentation/own-documentation';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest, type ScreenName } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { peopleCells, peopleCellsStyles } from '#elements/kit/people-cells';
import { problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { formatClock, formatInstant } from '#elements/kit/time';
import { hueStyles } from '#elements/observation/hues.styles';
import { coverageWords } from '#elements/task-builder/clip-words';
import { gapWords } from '#elements/task-builder/gap-words';
import { passFacts } from '#elements/task-builder/pass-words';
import { pointsWords, taskState } from './task-facts.ts';
import './framework-move.ts';
import './task-teams.ts';
import { taskPageStyles } from './task-page.styles.ts';

/** What is known of the work on a task; null where this person may not know, or nobody can say. */
interface Work {
  handedIn: number | null;
  expected: number | null;
  narrations: readonly QueueRow[] | null;
}

/**
 * A task as those see it who teach or mark: where it stands, what students are asked, who has
 * handed in, and the doors to marking, release and comparison. Who only reads along, as observers
 * do, sees what is asked.
 *
 * @tag lookfor-task-page
 * @fires lookfor-navigate {NavigateRequest} - a door was opened
 */
@customElement('lookfor-task-page')
export class LookforTaskPage extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    hueStyles,
    peopleCellsStyles,
    taskPageStyles,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  @state() private revealError: unknown;

  #task = new Loading(this, {
    task: ([api, taskId], { signal }) =>
      api.call(taskRoutes.getTask, { params: { taskId } }, { signal }),
    args: () => [this.api, this.taskId] as const,
  });

  #clip = new Loading(this, {
    task: ([api, clipId], { signal }) =>
      clipId ? api.call(clipRoutes.getClip, { params: { clipId } }, { signal }) : null,
    args: () => {
      const clipId = may(this.session, 'clips.browse') ? this.#task.value?.plan.clipId : null;
      return [this.api, clipId ?? null] as const;
    },
  });

  #work = new Loading(this, {
    task: ([api, task], { signal }): Promise<Work | null> =>
      task?.state === 'published' && this.#mayKnow
        ? this.#loadWork(api, task, signal)
        : Promise.resolve(null),
    args: () => [this.api, this.#task.value] as const,
  });

  async #loadWork(api: LookforTaskPage['api'], task: Task, signal: AbortSignal): Promise<Work> {
    const params = { taskId: task.id };
    // One of them may be refused to this role, or be closed still; the page stands without it.
    const [comparison, queue] = await Promise.allSettled([
      api.call(observationRoutes.compareObservations, { params }, { signal }),
      task.plan.narration
        ? api.call(assessmentRoutes.listQueue, { params }, { signal })
        : Promise.resolve(null),
    ]);
    const counts = comparison.status === 'fulfilled' ? comparison.value : null;
    return {
      handedIn: counts?.handedIn ?? null,
      expected: counts?.expected ?? null,
      narrations: queue.status === 'fulfilled' ? (queue.value?.rows ?? null) : null,
    };
  }

  /** Whether this person may know who has done what. */
  get #mayKnow(): boolean {
    return may(this.session, 'course.read');
  }

  #go(screen: ScreenName): void {
    this.dispatchEvent(new NavigateRequest(screen, { taskId: this.taskId }));
  }

  readonly #handleReveal = async (): Promise<void> => {
    try {
      await this.api.call(taskRoutes.revealTask, { params: { taskId: this.taskId } });
      this.revealError = undefined;
      await this.#task.run();
    } catch (error) {
      this.revealError = error;
    }
  };

  override render() {
    return this.#task.render({
      pending: () => html`<div class="waiting">${loading(msg('Loading the task'))}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#task.run())}</div>`,
      complete: (task) => this.#renderTask(task),
    });
  }

  #renderTask(task: Task): TemplateResult {
    const isAnonymous = this.session?.isAnonymous ?? false;
    return html`${this.#renderHead(task)} ${this.#mayKnow ? this.#renderNeeds(task) : nothing}
      ${isAnonymous ? this.#renderAnonymous() : nothing} ${this.#renderMove(task)}
      <div class="columns">
        <section class="asked" aria-labelledby="asked">
          <h2 id="asked">${msg('What students are asked')}</h2>
          ${this.#renderClip(task, this.#clip.value ?? null)}
          <ol class="steps">
            ${task.plan.passes.map((pass, at) => this.#renderPass(task, pass, at))}
            ${task.plan.narration ? this.#renderNarration(task, task.plan.narration) : nothing}
          </ol>
          ${this.#renderDocumentation(task)}
        </section>
        ${
          this.#mayKnow
            ? this.#renderDone(task)
            : isAnonymous
              ? nothing
              : html`<section class="done">
                  <p class="muted">
                    ${msg('You may read what is asked. The clip and what students make of it are not for your role.')}
                  </p>
                </section>`
        }
      </div>`;
  }

  /** Whom nobody knows reads why there is no more than words. */
  #renderAnonymous(): TemplateResult {
    return html`<p class="needs">
      <b>${msg('Your LMS did not say who you are.')}</b>
      ${msg('You may read what is asked. To watch the clip and take part, sign in to your LMS and open the activity again.')}
    </p>`;
  }

  #renderDone(task: Task): TemplateResult {
    return html`<section class="done" aria-labelledby="done">
      <h2 id="done">${msg('Who has done what')}</h2>
      ${
        task.plan.work?.mode === 'group'
          ? html`<lookfor-task-teams
              .api=${this.api}
              .session=${this.session}
              task-id=${this.taskId}
            ></lookfor-task-teams>`
          : nothing
      }
      ${this.#renderWork(task)}
    </section>`;
  }

  #renderHead(task: Task): TemplateResult {
    const { word, rest } = taskState(task, new Date());
    const mayBuild = may(this.session, 'tasks.build');
    const isDraft = task.state === 'draft';
    return html`<header>
      <div class="what">
        <h1>${task.plan.title || msg('A task without a title')}</h1>
        <p><b>${word}</b> ${rest} ${pointsWords(task.plan.maximumPoints)}</p>
      </div>
      ${
        mayBuild
          ? html`<button
              type="button"
              class=${isDraft ? 'primary' : ''}
              @click=${() => this.#go('task-builder')}
            >
              ${isDraft ? msg('Go on building') : msg('Change the task')}
            </button>`
          : nothing
      }
      ${
        !isDraft && task.plan.narration && may(this.session, 'narrations.mark')
          ? html`<button type="button" class="primary" @click=${() => this.#go('assessment')}>
              ${msg('Mark narrations')}
            </button>`
          : nothing
      }
    </header>`;
  }

  /** What a person must do before students can work, or what has come in the way since. */
  #renderNeeds(task: Task): TemplateResult | typeof nothing {
    const [gap] = task.gaps;
    if (gap) {
      const { finding, advice } = gapWords(gap);
      const more = task.gaps.length - 1;
      return html`<p class="needs">
        <b>${finding}</b> ${advice}
        ${more > 0 ? (more === 1 ? msg('And one thing more.') : msg(str`And ${more} things more.`)) : nothing}
      </p>`;
    }
    if (task.state === 'draft')
      return html`<p class="needs">
        <b>${msg('Nothing is missing.')}</b> ${msg('Publish it when your students may begin.')}
      </p>`;
    if (!task.placed && task.sentAt !== null)
      return html`<p class="needs">
        <b>${msg('Sent to the course; not opened there yet.')}</b>
        ${msg('Open its activity in your LMS once: then Lookfor knows its place and its gradebook column. If it is not there, add it again.')}
      </p>`;
    if (!task.placed)
      return html`<p class="needs">
        <b>${msg('No link of this course opens it yet.')}</b>
        ${msg('In your LMS, add an activity, choose Lookfor, and pick this task.')}
      </p>`;
    if (task.plan.maximumPoints > 0 && !task.hasLineItem)
      return html`<p class="needs">
        <b>${msg('The LMS has given no gradebook column for it.')}</b>
        ${msg('Marks can be released to students, but not sent. Ask your administrator whether Lookfor may write grades.')}
      </p>`;
    return nothing;
  }

  /** Where a newer version of its framework was published since students began. */
  #renderMove(task: Task): TemplateResult | typeof nothing {
    if (!may(this.session, 'tasks.build') || task.state !== 'published' || !task.framework)
      return nothing;
    return html`<lookfor-framework-move
      .api=${this.api}
      task-id=${task.id}
      @lookfor-framework-moved=${() => void this.#task.run()}
    ></lookfor-framework-move>`;
  }

  #renderClip(task: Task, clip: Clip | null): TemplateResult {
    if (task.plan.clipId === null) return html`<p class="clip">${msg('There is no clip yet.')}</p>`;
    return html`<div class="clip">
      <span class="poster"
        >${clip?.posterUrl ? html`<img src=${clip.posterUrl} alt="" />` : icon('film')}</span
      >
      <p>
        <b>${task.clipTitle}</b>${
          task.clipDurationSeconds === null
            ? ''
            : `${task.clipTitle ? ', ' : ''}${formatClock(task.clipDurationSeconds)}`
        }<br />
        ${clip ? coverageWords(clip.coverage) : nothing}
      </p>
    </div>`;
  }

  #renderPass(task: Task, pass: Pass, at: number): TemplateResult {
    return html`<li>
      <span class="place">${at + 1}</span>
      <h3>${pass.title}<span>${passFacts(pass)}</span></h3>
      <p class="prompt">${pass.prompt}</p>
      ${
        pass.moments.length > 0
          ? html`<p class="wanted">
              ${pass.moments.map((moment) => {
                const lookFor = task.plan.lookFors.find((one) => one.id === moment.lookForId);
                const code = task.framework?.codes.find((one) => one.id === lookFor?.codeId);
                return html`<span class="swatch ${code ? `hue-${code.hue}` : ''}"
                  >${lookFor?.label ?? ''} × ${moment.minimum}</span
                >`;
              })}
            </p>`
          : nothing
      }
    </li>`;
  }

  /** What its makers bring to it: everybody of the task sees and cites that. */
  #renderDocumentation(task: Task): TemplateResult | typeof nothing {
    if (!may(this.session, 'tasks.build') || !task.plan.narration) return nothing;
    return html`<lookfor-own-documentation
      .api=${this.api}
      task-id=${task.id}
      for-class
    ></lookfor-own-documentation>`;
  }

  #renderNarration(task: Task, narration: NarrationPlan): TemplateResult {
    const { minimumWords, maximumWords, minimumCitations } = narration;
    const words =
      maximumWords > 0
        ? msg(str`${minimumWords} to ${maximumWords} words`)
        : msg(str`${minimumWords} words or more`);
    const cited =
      minimumCitations === 1 ? msg('1 cited moment') : msg(str`${minimumCitations} cited moments`);
    return html`<li>
      <span class="place">${task.plan.passes.length + 1}</span>
      <h3>${msg('Narration')}<span>${words}, ${cited}</span></h3>
      <p class="prompt">${narration.prompt}</p>
      <p class="criteria">
        ${narration.criteria.map(
          (criterion) =>
            html`<span class="swatch hue-${criterion.hue}"
              >${criterion.title}
              ${Math.max(0, ...criterion.levels.map((level) => level.points))}</span
            >`,
        )}
      </p>
    </li>`;
  }

  #renderWork(task: Task): TemplateResult | undefined {
    if (task.state === 'draft')
      return html`<p class="muted">${msg('Nobody yet: it is a draft.')}</p>`;
    return this.#work.render({
      initial: () => loading(),
      pending: () => loading(),
      error: (error) => failed(error, () => void this.#work.run()),
      complete: (work) =>
        work
          ? html`${this.#renderObservations(task, work)} ${this.#renderMarks(task, work)}`
          : loading(),
    });
  }

  #renderObservations(task: Task, { handedIn, expected }: Work): TemplateResult {
    const { rule, at } = task.plan.reveal;
    const isClosed = rule !== 'after-own' && task.revealedAt === null;
    return html`<div class="count">
      <h3>${msg('Observations')}</h3>
      ${
        handedIn === null || expected === null
          ? nothing
          : html`${peopleCells([
                ['in', handedIn],
                ['', Math.max(0, expected - handedIn)],
              ])}
              <p>
                <span><b>${handedIn}</b> ${msg('handed in')}</span>
                <span><b>${Math.max(0, expected - handedIn)}</b> ${msg('not yet')}</span>
              </p>`
      }
      <p>
        ${
          task.revealedAt !== null
            ? msg(str`You opened the comparison ${formatInstant(task.revealedAt)}.`)
            : rule === 'after-own'
              ? msg('Each student compares after handing in.')
              : rule === 'at-date' && at !== null
                ? msg(str`The comparison opens ${formatInstant(at)}.`)
                : rule === 'per-group'
                  ? msg('Each group compares when everyone in it has handed in.')
                  : msg('The comparison opens when you say so.')
        }
      </p>
      <p class="doors">
        ${
          isClosed && may(this.session, 'tasks.build')
            ? html`<button type="button" class="quiet" @click=${this.#handleReveal}>
                ${msg('Open the comparison now')}
              </button>`
            : nothing
        }
        <button type="button" class="quiet" @click=${() => this.#go('comparison')}>
          ${msg('Compare readings')}
        </button>
        ${
          may(this.session, 'course.manage')
            ? html`<lookfor-research-bundle
                .api=${this.api}
                task-id=${this.taskId}
              ></lookfor-research-bundle>`
            : nothing
        }
      </p>
      ${
        this.revealError
          ? html`<p class="wrong" role="alert">${problemWords(this.revealError)}</p>`
          : nothing
      }
    </div>`;
  }

  #renderMarks(task: Task, { narrations }: Work): TemplateResult | typeof nothing {
    if (!task.plan.narration || !narrations) return nothing;
    const count = (state: AssessmentState) =>
      narrations.filter((row) => row.state === state).length;
    const [released, marked, begun, todo] = [
      count('released'),
      count('marked'),
      count('draft'),
      count('todo'),
    ];
    return html`<div class="count">
      <h3>${msg('Narrations')}</h3>
      ${
        narrations.length === 0
          ? html`<p>${msg('None is handed in yet.')}</p>`
          : html`${peopleCells([
                ['done', released],
                ['in', marked],
                ['half', begun],
                ['', todo],
              ])}
              <p>
                ${released > 0 ? html`<span><b>${released}</b> ${msg('released')}</span>` : nothing}
                ${marked > 0 ? html`<span><b>${marked}</b> ${msg('marked')}</span>` : nothing}
                ${begun > 0 ? html`<span><b>${begun}</b> ${msg('begun to mark')}</span>` : nothing}
                ${todo > 0 ? html`<span><b>${todo}</b> ${msg('to mark')}</span>` : nothing}
              </p>`
      }
      ${
        may(this.session, 'marks.release') && marked + released > 0
          ? html`<p class="doors">
              <button type="button" class="quiet" @click=${() => this.#go('release')}>
                ${marked > 0 ? msg('Release marks') : msg('See what was sent')}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-task-page': LookforTaskPage;
  }
}
