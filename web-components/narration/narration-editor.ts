import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { cssFacts } from '#elements/kit/css-facts';
import type { Citation, Narration } from '#contract/narrations';
import { citationsOf, countWords } from '#contract/shared/narration-text';
import { observationRoutes, type Mark } from '#contract/observations';
import { taskRoutes, type NarrationPlan, type Task as LookforTask } from '#contract/tasks';
import { NARRATION_STAGES, type NarrationStage } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import type { CitePieceRequest } from '#elements/documentation/events';
import '#elements/documentation/own-documentation';
import { NavigateRequest, OUTWARD } from '#elements/kit/events';
import '#elements/kit/save-state';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { twoTexts } from '#elements/kit/two-texts';
import { spanOf } from '#elements/player/playback-source';
import '#elements/observation/team-strip';
import type { AuthorChoose, HandInAnswer } from '#elements/observation/team-strip';
import './late-words.ts';
import { NarrationDraft } from './narration-draft.ts';
import { narrationEditorStyles } from './narration-editor.styles.ts';
import type { CiteRequest } from './narration-moments.ts';
import './narration-moments.ts';
import './narration-reader.ts';
import type { NarrationFinish } from './narration-sheet.ts';
import './narration-sheet.ts';
import type {
  LookforNarrationText,
  NarrationBlockVisit,
  NarrationTextChange,
} from './narration-text.ts';
import './narration-text.ts';
import { TogetherController } from './together-controller.ts';
import { citedMarks, missingForHandIn } from './narration.rules.ts';

/** The narration was handed in. */
export class NarrationHandedIn extends Event {
  static readonly eventName = 'lookfor-narration-handed-in';
  readonly narration: Narration;

  constructor(narration: Narration) {
    super(NarrationHandedIn.eventName, OUTWARD);
    this.narration = narration;
  }
}

interface Opened {
  task: LookforTask;
  plan: NarrationPlan;
  marks: readonly Mark[];
  /** Whether a group marked them together. */
  isOurs: boolean;
}

/** A cited point becomes a stretch that can be watched: a little before, a little after. */
const POINT_BEFORE_SECONDS = 2;
const POINT_AFTER_SECONDS = 4;

/**
 * Writing a narration: my moments at the left, the sheet in the middle, what is asked below. It
 * is saved as it is written. Once handed in it shows the read view.
 *
 * @tag lookfor-narration-editor
 * @fires lookfor-narration-handed-in - NarrationHandedIn
 * @fires lookfor-navigate - NavigateRequest, back to the clip
 */
@customElement('lookfor-narration-editor')
export class LookforNarrationEditor extends LookforElement {
  static override styles = [LookforElement.styles, narrationEditorStyles];

  @property({ attribute: 'task-id' }) taskId = '';

  @query('lookfor-narration-text') private sheet!: LookforNarrationText | null;
  @state() private shows: 'text' | 'moments' = 'text';
  @state() private sheetShows: 'hand-in' | 'rubric' | undefined;
  @state() private handInProblem: unknown;
  @state() private isHandingIn = false;

  #draft: NarrationDraft | undefined;
  #together = new TogetherController(
    this,
    () => this.taskId,
    () => this.#draft,
  );
  #opened = new Task(this, {
    task: async ([taskId], { signal }): Promise<Opened> => {
      const params = { params: { taskId } };
      this.#draft ??= new NarrationDraft(this, taskId, () => ({
        api: this.api,
        store: this.localStore,
      }));
      const [task, observation] = await Promise.all([
        this.api.call(taskRoutes.getTask, params, { signal }),
        this.api.call(observationRoutes.openObservation, params, { signal }),
        this.#draft.open(signal),
      ]);
      const plan = task.plan.narration;
      if (!plan) throw new Error('this task asks for no narration');
      const marks = [...observation.marks].sort((a, b) => a.startSeconds - b.startSeconds);
      return { task, plan, marks, isOurs: observation.team !== undefined };
    },
    args: () => [this.taskId] as const,
  });

  override render() {
    return this.#opened.render({
      pending: () => html`<div class="text">${loading(msg('Opening your narration'))}</div>`,
      error: (error) =>
        html`<div class="text">${failed(error, () => void this.#opened.run())}</div>`,
      complete: (opened) => this.#renderOpened(opened),
    });
  }

  #renderOpened(opened: Opened): TemplateResult {
    const draft = this.#draft;
    if (!draft?.narration || !draft.text) return html`${nothing}`;
    if (draft.narration.handedInAt) {
      return html`${this.#renderLate(draft, draft.narration)}<lookfor-narration-reader
          .api=${this.api}
          .narrationId=${draft.narration.id}
          .framework=${opened.task.framework}
        ></lookfor-narration-reader>`;
    }
    return html`
      ${this.#renderHead(opened, draft)} ${this.#renderTeam(draft.narration)}
      ${this.#renderConflict(draft)} ${this.#renderStages(draft.text.stage)}
      ${
        opened.plan.prompt
          ? html`<p class="prompt"><b>${msg('Asked for:')}</b> ${opened.plan.prompt}</p>`
          : nothing
      }
      <div class="desk shows-${this.shows}">
        ${this.#renderTabs(opened)}
        <aside class="moments" aria-label=${msg('Moments to cite')}>
          <lookfor-narration-moments
            .marks=${opened.marks}
            ?ours=${opened.isOurs}
            .framework=${opened.task.framework}
            .clipTitle=${opened.task.clipTitle ?? ''}
            .citedIds=${citedMarks(draft.text.doc)}
            .toCitation=${(mark: Mark) => this.#toCitation(mark, opened.task)}
            @lookfor-cite=${(event: CiteRequest) => this.#handleCite(event, opened.task)}
          ></lookfor-narration-moments>
          <lookfor-own-documentation
            .api=${this.api}
            task-id=${this.taskId}
            citable
            @lookfor-cite-piece=${this.#handleCitePiece}
          ></lookfor-own-documentation>
        </aside>
        <div class="text">${this.#renderSheet(opened, draft)}</div>
      </div>
      ${this.#renderFoot(opened, draft)} ${this.#renderOverlay(opened, draft)}
    `;
  }

  #renderHead({ task }: Opened, draft: NarrationDraft): TemplateResult {
    const due = task.plan.dueAt;
    return html`<header class="head">
      <h1>
        ${task.plan.title}
        ${due ? html`<span>${msg(str`Due ${formatInstant(due)}`)}</span>` : nothing}
      </h1>
      <lookfor-save-state .state=${draft.state} .at=${draft.savedAt} kept="1"></lookfor-save-state>
      <button
        class="quiet"
        @click=${() => this.dispatchEvent(new NavigateRequest('comparison', { taskId: this.taskId }))}
      >
        ${msg('Back to the comparison')}
      </button>
    </header>`;
  }

  /** Who writes it together; nothing where somebody writes alone. */
  #renderTeam({ team }: Narration): TemplateResult | typeof nothing {
    if (!team) return nothing;
    const { members, here, chosen } = this.#together;
    return html`<lookfor-team-strip
      what="text"
      .team=${team}
      .members=${members}
      .here=${here}
      .author=${chosen}
      @lookfor-author-choose=${({ key }: AuthorChoose) => {
        this.#together.chosen = key;
        this.requestUpdate();
      }}
      @lookfor-hand-in-answer=${({ isYes }: HandInAnswer) => {
        if (isYes) this.sheetShows = 'hand-in';
        else void this.#withdrawYes();
      }}
    ></lookfor-team-strip>`;
  }

  async #withdrawYes(): Promise<void> {
    try {
      await this.#draft?.withdrawYes();
    } catch (error) {
      this.announce(problemWords(error));
    }
  }

  #renderLate(draft: NarrationDraft, { doc }: Narration): TemplateResult | typeof nothing {
    if (!draft.late) return nothing;
    return html`<lookfor-late-words
      .mine=${draft.late.doc}
      .handedIn=${doc}
      @lookfor-late-words-drop=${() => void draft.dropLate()}
    ></lookfor-late-words>`;
  }

  #renderConflict(draft: NarrationDraft): TemplateResult | typeof nothing {
    if (!draft.conflict) return nothing;
    return twoTexts(
      msg(
        'This narration was changed in another window or on another device meanwhile. Both texts are kept until you choose.',
      ),
      (choice) => draft.settle(choice),
    );
  }

  #renderStages(current: NarrationStage): TemplateResult {
    const names = stageNames();
    const at = NARRATION_STAGES.indexOf(current);
    return html`<nav aria-label=${msg('Stages of this narration')}>
      <ol class="stages">
        ${NARRATION_STAGES.map(
          (stage, index) =>
            html`<li>
              <button
                class="plain ${index < at ? 'done' : ''}"
                aria-current=${stage === current ? 'step' : nothing}
                @click=${() => this.#draft?.write({ stage })}
              >
                ${index + 1} <span>${names[stage]}</span>
              </button>
            </li>`,
        )}
      </ol>
    </nav>`;
  }

  #renderTabs({ marks }: Opened): TemplateResult {
    const tab = (name: 'text' | 'moments', label: string) =>
      html`<button aria-pressed=${this.shows === name} @click=${() => (this.shows = name)}>
        ${label}
      </button>`;
    return html`<div class="tabs">
      ${tab('text', msg('Text'))} ${tab('moments', msg(str`Moments ${marks.length}`))}
    </div>`;
  }

  #renderSheet({ task }: Opened, draft: NarrationDraft): TemplateResult {
    const text = draft.text;
    if (!text) return html`${nothing}`;
    const isGiven = task.plan.helpingQuestion.mode === 'given';
    return html`<div class="sheet">
      <div class="question">
        ${
          isGiven
            ? html`<span>${msg('The question')}</span>
                <p>${text.question}</p>`
            : html`<label for="question"
                  >${draft.narration?.team ? msg('Our question') : msg('My question')}</label
                >
                <input
                  id="question"
                  class="own"
                  maxlength="500"
                  .value=${live(text.question)}
                  @input=${(event: Event) => draft.write({ question: valueOf(event) })}
                />`
        }
      </div>
      <input
        class="title"
        aria-label=${msg('Title of your narration')}
        placeholder=${msg('A title')}
        maxlength="300"
        .value=${live(text.title)}
        @input=${(event: Event) => draft.write({ title: valueOf(event) })}
      />
      <lookfor-narration-text
        .api=${this.api}
        .doc=${text.doc}
        .framework=${task.framework}
        .authors=${this.#together.authors}
        @lookfor-narration-block-visit=${({ block }: NarrationBlockVisit) =>
          this.#together.visit(block)}
        @lookfor-narration-change=${(event: NarrationTextChange) => draft.write({ doc: event.doc })}
      ></lookfor-narration-text>
    </div>`;
  }

  #renderFoot({ plan }: Opened, draft: NarrationDraft): TemplateResult {
    const doc = draft.text?.doc ?? { type: 'doc', content: [] };
    const words = countWords(doc);
    const citations = citationsOf(doc).length;
    const asked =
      plan.maximumWords > 0
        ? msg(str`${words} of ${plan.minimumWords}–${plan.maximumWords} words`)
        : msg(str`${words} words`);
    const scale = Math.max(plan.maximumWords * 1.1, words, 1);
    return html`<footer class="foot">
      <b>${asked}</b>
      ${
        plan.maximumWords > 0
          ? html`<span class="measure" aria-hidden="true">
              <i
                class="wanted"
                ${cssFacts({
                  'inset-inline-start': `${(plan.minimumWords / scale) * 100}%`,
                  'inline-size': `${((plan.maximumWords - plan.minimumWords) / scale) * 100}%`,
                })}
              ></i>
              <i class="written" ${cssFacts({ 'inline-size': `${(words / scale) * 100}%` })}></i>
            </span>`
          : nothing
      }
      <span class="muted">
        ${
          citations === 1
            ? msg(str`1 moment cited, ${plan.minimumCitations} asked`)
            : msg(str`${citations} moments cited, ${plan.minimumCitations} asked`)
        }
      </span>
      <span class="gap"></span>
      ${
        plan.criteria.length > 0
          ? html`<button class="quiet" @click=${() => (this.sheetShows = 'rubric')}>
              ${msg('Rubric')}
            </button>`
          : nothing
      }
      <button class="primary" @click=${() => (this.sheetShows = 'hand-in')}>
        ${msg('Hand in…')}
      </button>
    </footer>`;
  }

  #renderOverlay({ plan }: Opened, draft: NarrationDraft): TemplateResult {
    return html`<lookfor-narration-sheet
      .plan=${plan}
      .shows=${this.sheetShows}
      .missing=${draft.text ? missingForHandIn(draft.text, plan) : []}
      .problem=${this.handInProblem}
      .handIn=${draft.narration?.team?.handIn}
      ?held=${Boolean(draft.conflict)}
      ?busy=${this.isHandingIn}
      @lookfor-narration-finish=${(event: NarrationFinish) => void this.#handIn(event.ownEstimate)}
      @lookfor-narration-sheet-close=${() => (this.sheetShows = undefined)}
    ></lookfor-narration-sheet>`;
  }

  async #handIn(ownEstimate: Readonly<Record<string, string>>): Promise<void> {
    const draft = this.#draft;
    if (!draft || this.isHandingIn) return;
    this.isHandingIn = true;
    this.handInProblem = undefined;
    try {
      await draft.handIn(ownEstimate);
      this.sheetShows = undefined;
      if (draft.narration?.handedInAt) this.dispatchEvent(new NarrationHandedIn(draft.narration));
    } catch (error) {
      this.handInProblem = error;
    } finally {
      this.isHandingIn = false;
    }
  }

  #handleCite(event: CiteRequest, task: LookforTask): void {
    this.shows = 'text';
    this.sheet?.cite(this.#toCitation(event.mark, task));
    this.announce(msg('The moment was cited in the text.'));
  }

  readonly #handleCitePiece = ({ piece }: CitePieceRequest): void => {
    this.shows = 'text';
    this.sheet?.citePiece(piece);
    this.announce(msg('It stands in the text.'));
  };

  #toCitation(mark: Mark, task: LookforTask): Citation {
    const isPoint = mark.endSeconds === null || mark.endSeconds - mark.startSeconds < 0.5;
    const duration = task.clipDurationSeconds ?? Number.POSITIVE_INFINITY;
    return {
      citationId: crypto.randomUUID(),
      markId: mark.id,
      clipId: task.plan.clipId ?? '',
      clipTitle: task.clipTitle ?? '',
      startSeconds: isPoint
        ? Math.max(0, mark.startSeconds - POINT_BEFORE_SECONDS)
        : mark.startSeconds,
      endSeconds: isPoint
        ? Math.min(duration, mark.startSeconds + POINT_AFTER_SECONDS)
        : (mark.endSeconds ?? mark.startSeconds),
      excerpt: task.plan.excerpt ? spanOf(task.plan.excerpt) : null,
      note: mark.body,
      codeIds: mark.codeIds,
      child: mark.child,
    };
  }
}

function stageNames(): Record<NarrationStage, string> {
  return {
    observe: msg('Observe and document'),
    interpret: msg('Interpret'),
    deepen: msg('Deepen by sharing'),
    link: msg('Link to practice'),
    evaluate: msg('Evaluate and begin again'),
  };
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-narration-editor': LookforNarrationEditor;
  }
  interface HTMLElementEventMap {
    'lookfor-narration-handed-in': NarrationHandedIn;
  }
}
