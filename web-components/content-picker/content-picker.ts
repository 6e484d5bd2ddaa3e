import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Boot } from '#contract/launch';
import { taskRoutes, type TaskSummary } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { empty, failed, loading } from '#elements/kit/states';
import '#elements/task-builder/task-builder';
import type { TaskPublished } from '#elements/task-builder/events';
import type { ClipCard } from '#contract/clips';
import type { TaskPart } from '#contract/vocabulary';
import type { ClipLinksChosen, ClipTaskWish } from './clip-links.ts';
import './clip-links.ts';
import './hand-over.ts';
import { pickerStyles } from './content-picker.styles.ts';
import { noticeWords, outcomeWords, spanWords } from './outcome-words.ts';
import {
  acceptedOutcome,
  mondaysFrom,
  noticesOf,
  outcomeOfActivities,
  outcomeOfTasks,
  type Outcome,
} from './selection.rules.ts';
import type { BuildWish, TasksChosen } from './task-choice.ts';
import './task-choice.ts';
import type { TemplateChoice, TemplateOffer } from './template-plan.ts';
import './template-plan.ts';

const TABS = ['clip', 'task', 'template'] as const;
type Tab = (typeof TABS)[number];
const MONDAYS = 26;

/**
 * What a lecturer chooses in the dialog of the LMS: clips to link or to begin a task with, tasks, or
 * a course template. Answers the LMS by a real form, also when nothing is chosen.
 *
 * @tag lookfor-content-picker
 */
@customElement('lookfor-content-picker')
export class LookforContentPicker extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, pickerStyles];

  /** The wish of the LMS: the sealed request, where the answer goes, what it takes. */
  @property({ attribute: false }) deepLinking: Boot['deepLinking'] = null;

  @state() private tab: Tab = 'task';
  @state() private taskIds: readonly string[] = [];
  @state() private clips: readonly ClipCard[] = [];
  /** What of the tasks a page of the course shows; '' for the whole. */
  @state() private shownPart: TaskPart | '' = '';
  @state() private templateKey = '';
  @state() private activityKeys: readonly string[] = [];
  @state() private firstMonday = '';
  /** The task that is being built, or `new`, with the clip it begins with. */
  @state() private building: { taskId?: string; clipId?: string } | undefined;
  @state() private isAdding = false;
  @state() private error: unknown;
  @state() private jwt = '';
  @state() private isCancelled = false;

  /** Tasks that were made of a template before something failed: they are not made twice. */
  #made: { wish: string; tasks: readonly TaskSummary[] } | undefined;

  #offers = new Task(this, {
    task: async ([api], { signal }) => {
      const [{ tasks }, { templates }] = await Promise.all([
        api.call(taskRoutes.listTasks, {}, { signal }),
        api.call(taskRoutes.listTemplates, {}, { signal }),
      ]);
      return { tasks, templates };
    },
    args: () => [this.api] as const,
    onComplete: ({ templates }) => {
      if (this.templateKey === '' && templates[0]) this.#chooseTemplate(templates[0]);
    },
  });

  constructor() {
    super();
    this.firstMonday = this.#mondays[0] ?? '';
  }

  get #mondays(): string[] {
    const now = new Date();
    const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
    return mondaysFrom(today.toISOString().slice(0, 10), MONDAYS);
  }

  get #onlyOne(): boolean {
    return this.deepLinking?.acceptsMultiple === false;
  }

  #chooseTemplate(template: TemplateOffer): void {
    this.templateKey = template.key;
    const keys = template.activities.map((activity) => activity.key);
    this.activityKeys = this.#onlyOne ? keys.slice(0, 1) : keys;
  }

  readonly #handleTemplateChoice = ({ choice }: TemplateChoice): void => {
    const template = this.#offers.value?.templates.find((one) => one.key === choice.templateKey);
    if (template) this.#chooseTemplate(template);
    if (choice.activityKeys) this.activityKeys = choice.activityKeys;
    if (choice.firstMonday) this.firstMonday = choice.firstMonday;
  };

  readonly #handleTasksChosen = (event: TasksChosen): void => {
    this.taskIds = event.taskIds;
    if (this.#onlyOne) this.clips = [];
  };

  readonly #handleClipLinks = (event: ClipLinksChosen): void => {
    this.clips = event.clips;
    if (this.#onlyOne) this.taskIds = [];
  };

  readonly #handleBuildWish = (event: BuildWish): void => {
    this.building = event.taskId ? { taskId: event.taskId } : {};
  };

  readonly #handleClipTask = (event: ClipTaskWish): void => {
    this.building = { clipId: event.clip.id };
  };

  readonly #handlePublished = async ({ task }: TaskPublished): Promise<void> => {
    this.tab = 'task';
    this.taskIds = this.#onlyOne ? [task.id] : [...new Set([...this.taskIds, task.id])];
    await this.#leaveBuilder();
  };

  // There is neither a page of a task nor of the course in the dialog of an LMS.
  readonly #handleBuilderLeft = async (event: Event): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    await this.#leaveBuilder();
  };

  readonly #leaveBuilder = async (): Promise<void> => {
    this.building = undefined;
    await this.#offers.run();
    this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  };

  readonly #handleTabKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = (TABS.indexOf(this.tab) + step + TABS.length) % TABS.length;
    this.tab = TABS[at] ?? 'task';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  };

  readonly #handleAdd = async (): Promise<void> => {
    if (this.isAdding || this.#outcome().activities === 0) return;
    this.isAdding = true;
    this.error = undefined;
    try {
      this.isCancelled = false;
      const chosen = this.tab === 'template' ? await this.#makeTasks() : this.#chosenTasks();
      // A link to a draft opens nothing; what lacks nothing is published with the choice.
      for (const task of chosen)
        if (task.state === 'draft' && task.gapCount === 0)
          await this.api.call(taskRoutes.publishTask, { params: { taskId: task.id } });
      const clips = this.tab === 'template' ? [] : this.clips;
      await this.#answer(
        chosen.map((task) => task.id),
        clips.map((clip) => clip.id),
      );
    } catch (error) {
      this.error = error;
    } finally {
      this.isAdding = false;
    }
  };

  readonly #handleCancel = async (): Promise<void> => {
    if (this.isAdding) return;
    this.isAdding = true;
    this.error = undefined;
    try {
      this.isCancelled = true;
      await this.#answer([], []);
    } catch (error) {
      this.error = error;
    } finally {
      this.isAdding = false;
    }
  };

  async #makeTasks(): Promise<readonly TaskSummary[]> {
    const { templateKey, activityKeys, firstMonday } = this;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const body = { activityKeys: [...activityKeys], firstMonday, timeZone };
    const wish = JSON.stringify([templateKey, body]);
    if (this.#made?.wish !== wish) {
      const { tasks } = await this.api.call(taskRoutes.createFromTemplate, {
        params: { templateKey },
        body,
      });
      this.#made = { wish, tasks };
    }
    return this.#made.tasks;
  }

  async #answer(taskIds: string[], clipIds: string[]): Promise<void> {
    const request = this.deepLinking?.request ?? '';
    const isEditor = this.deepLinking?.isEditor ?? false;
    const part = (isEditor && this.tab !== 'template' && this.shownPart) || null;
    const { jwt } = await this.api.call(taskRoutes.answerDeepLinking, {
      body: { request, taskIds, clipIds, part, clipsAlone: isEditor },
    });
    // Drawing it sends it.
    this.jwt = jwt;
  }

  #chosenTasks(): TaskSummary[] {
    const tasks = this.#offers.value?.tasks ?? [];
    return tasks.filter((task) => this.taskIds.includes(task.id));
  }

  #chosenTemplate(): TemplateOffer | undefined {
    return this.#offers.value?.templates.find((one) => one.key === this.templateKey);
  }

  #outcome(): Outcome {
    if (this.tab !== 'template') {
      const outcome = outcomeOfTasks(this.#chosenTasks());
      return { ...outcome, activities: outcome.activities + this.clips.length };
    }
    const activities = this.#chosenTemplate()?.activities ?? [];
    return outcomeOfActivities(
      activities.filter((activity) => this.activityKeys.includes(activity.key)),
      this.firstMonday,
    );
  }

  /** The most that one of the chosen activities counts. */
  #highestPoints(): number {
    const activities = this.#chosenTemplate()?.activities ?? [];
    const chosen =
      this.tab === 'template'
        ? activities.filter(({ key }) => this.activityKeys.includes(key))
        : this.#chosenTasks();
    return Math.max(0, ...chosen.map(({ maximumPoints }) => maximumPoints));
  }

  override render() {
    if (this.jwt !== '')
      return html`<lookfor-hand-over
        return-url=${this.deepLinking?.returnUrl ?? ''}
        .jwt=${this.jwt}
        ?is-empty=${this.isCancelled}
      ></lookfor-hand-over>`;
    if (this.building) return this.#renderBuilder(this.building);
    return html`<div class="picker">
      <h1 class="unseen">${msg('Choose for your course')}</h1>
      <div class="kinds">
        <div role="tablist" aria-label=${msg('What to add')} @keydown=${this.#handleTabKey}>
          ${this.#renderTab('clip', msg('A clip'))} ${this.#renderTab('task', msg('A task'))}
          ${this.#renderTab('template', msg('A course template'))}
        </div>
        ${
          this.session?.courseTitle
            ? html`<p>${msg(str`for ${this.session.courseTitle}`)}</p>`
            : nothing
        }
      </div>
      <div class="body" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${
          this.deepLinking?.acceptsLinks === false
            ? html`<div class="waiting">
                ${empty(
                  msg('Your LMS takes no links to Lookfor from here'),
                  msg(
                    'Add the activity from another place, such as the list of a course’s activities.',
                  ),
                )}
              </div>`
            : this.#renderOffers()
        }
      </div>
      ${this.#renderOutcome()}
    </div>`;
  }

  #renderOffers(): unknown {
    return this.#offers.render({
      pending: () => html`<div class="waiting">${loading(msg('Loading what there is'))}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#offers.run())}</div>`,
      complete: ({ tasks, templates }) => this.#renderBody(tasks, templates),
    });
  }

  #renderTab(tab: Tab, words: string): TemplateResult {
    const isChosen = this.tab === tab;
    return html`<button
      type="button"
      class="plain"
      role="tab"
      id="tab-${tab}"
      aria-selected=${isChosen}
      tabindex=${isChosen ? 0 : -1}
      @click=${() => {
        this.tab = tab;
      }}
    >
      ${words}
    </button>`;
  }

  #renderBody(tasks: readonly TaskSummary[], templates: readonly TemplateOffer[]): TemplateResult {
    switch (this.tab) {
      case 'clip':
        return html`<lookfor-clip-links
          .api=${this.api}
          .chosen=${this.clips}
          ?only-one=${this.#onlyOne}
          @lookfor-clip-links-chosen=${this.#handleClipLinks}
          @lookfor-clip-task-wish=${this.#handleClipTask}
        ></lookfor-clip-links>`;
      case 'task':
        return html`${this.deepLinking?.isEditor ? this.#renderParts() : nothing}<lookfor-task-choice
            .tasks=${tasks}
            .chosenIds=${this.taskIds}
            ?only-one=${this.#onlyOne}
            @lookfor-tasks-chosen=${this.#handleTasksChosen}
            @lookfor-build-wish=${this.#handleBuildWish}
          ></lookfor-task-choice>`;
      case 'template':
        return html`<lookfor-template-plan
          .templates=${templates}
          .chosen=${this.#chosenTemplate()}
          .activityKeys=${this.activityKeys}
          .firstMonday=${this.firstMonday}
          .mondays=${this.#mondays}
          ?only-one=${this.#onlyOne}
          @lookfor-template-choice=${this.#handleTemplateChoice}
        ></lookfor-template-plan>`;
    }
  }

  /** In a page that is being written, a part of a task may be enough. */
  #renderParts(): TemplateResult {
    const ways: readonly (readonly [TaskPart | '', string])[] = [
      ['', msg('The whole task')],
      ['question', msg('The question with its clip')],
      ['narration', msg('The narration')],
    ];
    return html`<fieldset class="parts">
      <legend>${msg('The page shows')}</legend>
      ${ways.map(
        ([part, words]) =>
          html`<label
            ><input
              type="radio"
              name="part"
              .checked=${this.shownPart === part}
              @change=${() => {
                this.shownPart = part;
              }}
            />${words}</label
          >`,
      )}
    </fieldset>`;
  }

  #renderOutcome(): TemplateResult {
    const offer = this.deepLinking ?? undefined;
    const whole = this.#outcome();
    const outcome = offer ? acceptedOutcome(whole, offer) : whole;
    const { activities } = outcome;
    const notices = offer
      ? noticesOf({ ...whole, highestPoints: this.#highestPoints() }, offer)
      : [];
    const sentences = [
      // The list of tasks says so above.
      this.#onlyOne && this.tab !== 'task' ? msg('Your LMS takes one activity at a time.') : '',
      spanWords(outcome),
      ...notices.map((notice) => noticeWords(notice, offer?.maximumPoints ?? null)),
      msg('Students see nothing until you show it in the course.'),
    ];
    const isNothing = activities === 0;
    return html`<footer>
      <div>
        <b>${outcomeWords(outcome)}</b>
        ${
          this.error
            ? html`<p class="wrong" role="alert">${problemWords(this.error)}</p>`
            : html`<p>${isNothing ? '' : sentences.filter(Boolean).join(' ')}</p>`
        }
      </div>
      <button type="button" aria-disabled=${this.isAdding} @click=${this.#handleCancel}>
        ${msg('Cancel')}
      </button>
      <button
        type="button"
        class="primary"
        aria-disabled=${this.isAdding || isNothing}
        @click=${this.#handleAdd}
      >
        ${
          this.isAdding
            ? msg('Adding…')
            : isNothing
              ? msg('Add to the course')
              : activities === 1
                ? msg('Add 1 activity')
                : msg(str`Add ${activities} activities`)
        }
      </button>
    </footer>`;
  }

  #renderBuilder({ taskId, clipId }: { taskId?: string; clipId?: string }): TemplateResult {
    return html`<lookfor-task-builder
      .api=${this.api}
      .taskId=${taskId}
      .clipId=${clipId}
      @lookfor-task-published=${this.#handlePublished}
      @lookfor-task-removed=${this.#handleBuilderLeft}
      @lookfor-navigate=${this.#handleBuilderLeft}
    >
      <button slot="start" type="button" class="quiet" @click=${this.#leaveBuilder}>
        ${icon('arrow-left')}${msg('Back to choosing')}
      </button>
    </lookfor-task-builder>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-content-picker': LookforContentPicker;
  }
}
