import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { assessmentRoutes, type Feedback } from '#contract/assessments';
import { taskRoutes, type Task as CourseTask } from '#contract/tasks';
import { ApiError } from '#elements/kit/api';
import '#elements/heritage/action-step';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { empty, failed, loading } from '#elements/kit/states';
import { formatInstant, formatRange } from '#elements/kit/time';
import { authorMarkStyles } from '#elements/narration/author-marks.styles';
import { blockAuthors, writersOf } from '#elements/narration/authors.rules';
import { writersLine } from '#elements/narration/writers-line';
import { documentMarkStyles } from '#elements/narration/narration-document-marks.styles';
import {
  renderNarrationDocument,
  type BlockDecoration,
} from '#elements/narration/narration-document';
import { documentStyles } from '#elements/narration/narration-document.styles';
import {
  mostPoints,
  shortQuote,
  signPassages,
  textMarks,
  type SignedPassage,
} from './assessment.rules.ts';
import { comparisonWords, stepsWords } from './feedback-words.ts';
import { feedbackPageStyles } from './feedback-page.styles.ts';
import {
  compareEstimates,
  criterionViews,
  ownPoints,
  type CriterionView,
} from './feedback.rules.ts';
import './level-ladder.ts';

/**
 * What came back on a narration, for its author: the markers' words before the number, each
 * criterion with the own estimate beside the markers' level, and the text with comments at their
 * passages. Cited moments play; it prints.
 *
 * @tag lookfor-feedback-page
 * @fires lookfor-navigate - NavigateRequest, to the narration without marks
 */
@customElement('lookfor-feedback-page')
export class LookforFeedbackPage extends LookforElement {
  static override styles = [
    LookforElement.styles,
    documentStyles,
    documentMarkStyles,
    authorMarkStyles,
    feedbackPageStyles,
  ];

  @state() private visitedId: string | null = null;
  @state() private isTable = false;

  @property({ attribute: 'task-id' }) taskId = '';

  #feedback = new Task(this, {
    task: async ([api, taskId], { signal }) => {
      const [feedback, task] = await Promise.all([
        api.call(assessmentRoutes.readFeedback, { params: { taskId } }, { signal }),
        // Title of the task and names of codes; feedback is worth reading without them.
        api.call(taskRoutes.getTask, { params: { taskId } }, { signal }).catch(() => null),
      ]);
      return { feedback, task };
    },
    args: () => [this.api, this.taskId] as const,
  });

  async #visit(passageId: string): Promise<void> {
    this.visitedId = passageId;
    await this.updateComplete;
    const passages = this.#feedback.value?.feedback.passages ?? [];
    const block = passages.find(({ id }) => id === passageId)?.block ?? -1;
    const place =
      this.renderRoot.querySelector(`mark[data-mark="${passageId}"]`) ??
      this.renderRoot.querySelector(`[data-block="${block}"]`);
    place?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }

  #goToReading(narrationId: string): void {
    this.dispatchEvent(new NavigateRequest('reader', { narrationId }));
  }

  override render() {
    return this.#feedback.render({
      pending: () => html`<div class="waiting">${loading(msg('Opening your feedback'))}</div>`,
      error: (error) => html`<div class="waiting">${this.#renderFailure(error)}</div>`,
      complete: ({ feedback, task }) => this.#renderFeedback(feedback, task),
    });
  }

  #renderFailure(error: unknown): TemplateResult {
    if (error instanceof ApiError && error.code === 'not_found') {
      return empty(
        msg('There is no feedback yet'),
        msg('When your narration is marked and the marks are released, you read it here.'),
      );
    }
    return failed(error, () => void this.#feedback.run());
  }

  #renderFeedback(feedback: Feedback, task: CourseTask | null): TemplateResult {
    const { narration } = feedback;
    const views = criterionViews(feedback);
    const own = ownPoints(views);
    const signed = signPassages(feedback.passages, narration.doc);
    return html`<header class="head">
        <p class="task">
          ${task ? html`<strong>${task.plan.title}</strong>` : nothing}
          ${msg(str`Your feedback, released ${formatInstant(feedback.releasedAt)}`)}
        </p>
        <button class="quiet" @click=${() => this.#goToReading(narration.id)}>
          ${msg('Your narration without marks')}
        </button>
        <button @click=${() => print()}>${icon('print')} ${msg('Print or save as PDF')}</button>
      </header>
      <section class="verdict">
        <div>
          <h1>${narration.title}</h1>
          ${narration.group ? html`<p class="from">${writersLine(narration.group)}</p>` : nothing}
          <blockquote>
            <span class="words"
              >${feedback.overallComment || msg('Your marker left no words on the whole.')}</span
            >
          </blockquote>
          ${
            task?.plan.narration?.namesHidden
              ? html`<p class="from">
                  ${msg(str`Your marker read it as Candidate ${narration.author}.`)}
                </p>`
              : nothing
          }
        </div>
        <div class="number">
          <b>${feedback.points}<small>${msg(str`of ${feedback.maximumPoints}`)}</small></b>
          ${this.#renderShare(feedback)}
          ${own === null ? nothing : html`<p>${msg(str`Your own estimate was ${own}.`)}</p>`}
        </div>
      </section>
      <section class="rubric">
        <div>${this.#renderRubric(views, signed)}</div>
      </section>
      ${this.#renderText(feedback, task, signed)}
      <section class="sheet next">
        <lookfor-action-step
          .api=${this.api}
          .localStore=${this.localStore}
          narration-id=${narration.id}
        ></lookfor-action-step>
      </section>`;
  }

  /** The mark of the group, and why one's own is another. */
  #renderShare({ share }: Feedback): TemplateResult | typeof nothing {
    if (!share) return nothing;
    const { groupPoints, adjustment, reason } = share;
    if (adjustment === 0)
      return html`<p>${msg('Mark of the group; yours is the same.')}</p>
        ${reason ? html`<blockquote class="reason">${reason}</blockquote>` : nothing}`;
    const part = adjustment > 0 ? `+${adjustment}` : `−${Math.abs(adjustment)}`;
    return html`<p>${msg(str`Mark of the group: ${groupPoints}. Your part: ${part}.`)}</p>
      <blockquote class="reason">${reason}</blockquote>`;
  }

  #renderRubric(views: readonly CriterionView[], signed: readonly SignedPassage[]): TemplateResult {
    const hasOwn = views.some(({ own }) => own !== null);
    return html`<h2>${comparisonWords(compareEstimates(views))}</h2>
      <p class="key">
        ${
          hasOwn
            ? html`<span><i class="own"></i> ${msg('You, when you handed in')}</span>
                <span><i></i> ${msg('Your marker')}</span>`
            : nothing
        }
        <button
          class="quiet"
          aria-pressed=${this.isTable}
          @click=${() => {
            this.isTable = !this.isTable;
          }}
        >
          ${this.isTable ? msg('As a picture') : msg('As a table')}
        </button>
      </p>
      ${
        this.isTable
          ? this.#renderTable(views, hasOwn)
          : html`<div class="criteria">
              ${views.map((view) =>
                this.#renderCriterion(
                  view,
                  signed.filter(({ criterionId }) => criterionId === view.criterion.id),
                ),
              )}
            </div>`
      }`;
  }

  #renderTable(views: readonly CriterionView[], hasOwn: boolean): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg('Criterion')}</th>
          ${hasOwn ? html`<th scope="col">${msg('You')}</th>` : nothing}
          <th scope="col">${msg('Your marker')}</th>
          <th scope="col">${msg('Points')}</th>
        </tr>
      </thead>
      <tbody>
        ${views.map(
          ({ criterion, own, theirs }) =>
            html`<tr>
              <th scope="row">${criterion.title}</th>
              ${hasOwn ? html`<td>${own?.title ?? '–'}</td>` : nothing}
              <td>${theirs?.title ?? '–'}</td>
              <td>${msg(str`${theirs?.points ?? 0} of ${mostPoints(criterion)}`)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderCriterion(view: CriterionView, evidence: readonly SignedPassage[]): TemplateResult {
    const { criterion, own, theirs, next, comment } = view;
    return html`<article class="criterion hue-${criterion.hue}">
      <h3>
        ${criterion.title}
        <span>${msg(str`${theirs?.points ?? 0} of ${mostPoints(criterion)}`)}</span>
      </h3>
      <lookfor-level-ladder
        .levels=${criterion.levels}
        .own=${own}
        .theirs=${theirs}
      ></lookfor-level-ladder>
      <div class="finding">
        <b>${stepsWords(view)}</b>
        ${theirs?.descriptor} ${comment ? html`<q>“${comment}”</q>` : nothing}
        ${
          next?.descriptor
            ? html`<p class="further">${msg(str`${next.title} would be: ${next.descriptor}`)}</p>`
            : nothing
        }
      </div>
      ${
        evidence.length > 0
          ? html`<div class="evidence">
              ${evidence.map((passage) => this.#renderEvidence(passage))}
            </div>`
          : nothing
      }
    </article>`;
  }

  #renderEvidence({ id, sign, quote, moment }: SignedPassage): TemplateResult {
    return html`<button class="plain" @click=${() => this.#visit(id)}>
      <b>${sign}</b>
      ${
        moment
          ? html`<span class="moment"
              >${msg(str`Your moment ${formatRange(moment.startSeconds, moment.endSeconds)}`)}</span
            >`
          : html`<span>“${shortQuote(quote, 60)}”</span>`
      }
      <em>${msg('go to')}</em>
    </button>`;
  }

  #renderText(
    feedback: Feedback,
    task: CourseTask | null,
    signed: readonly SignedPassage[],
  ): TemplateResult {
    const { narration, criteria } = feedback;
    const authors = narration.group
      ? blockAuthors(narration.group.authors, writersOf(narration.group))
      : [];
    const comments = signed.filter(({ comment }) => comment.trim() !== '');
    return html`<section class="sheet">
      <h2>${textHeading(comments.length)}</h2>
      <p class="lead">
        ${
          narration.handedInAt
            ? msg(str`As you handed it in, ${formatInstant(narration.handedInAt)}.`)
            : nothing
        }
      </p>
      <div class="document">
        ${renderNarrationDocument(narration.doc, {
          api: this.api,
          framework: task?.framework ?? null,
          closedClips: narration.closedClips,
          marksFor: (index) =>
            textMarks(narration.doc.content[index], index, signed, criteria).map((mark) =>
              mark.id === this.visitedId
                ? { ...mark, className: `${mark.className} visited` }
                : mark,
            ),
          decorateBlock: (index) => ({
            className: authors[index]?.className ?? '',
            by: authors[index]?.initials ?? '',
            ...this.#renderNotes(
              feedback,
              signed.filter(({ block }) => block === index),
            ),
          }),
        })}
      </div>
    </section>`;
  }

  #renderNotes(feedback: Feedback, here: readonly SignedPassage[]): BlockDecoration {
    // Evidence of a moment has no words in the text to stand at, so it is named beside it.
    const shown = here.filter(({ comment, moment }) => comment.trim() !== '' || moment !== null);
    if (shown.length === 0) return {};
    return {
      after: html`<div class="notes">
        ${shown.map((passage) => {
          const criterion = feedback.criteria.find(({ id }) => id === passage.criterionId);
          return html`<aside class="note ${criterion ? `hue-${criterion.hue}` : ''}">
            <p class="who"><b>${passage.sign}</b> ${criterion?.title ?? msg('Your marker')}</p>
            ${passage.comment ? html`<p class="said">${passage.comment}</p>` : nothing}
          </aside>`;
        })}
      </div>`,
    };
  }
}

function textHeading(count: number): string {
  if (count === 0) return msg('Your text');
  return count === 1
    ? msg('Your text, with one comment')
    : msg(str`Your text, with ${count} comments`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-feedback-page': LookforFeedbackPage;
  }
}
