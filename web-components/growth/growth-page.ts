import { msg, str } from '@lit/localize';
import { Task as AsyncTask } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { observationRoutes, type Growth } from '#contract/observations';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { currentLocale } from '#elements/kit/locale';
import { icon } from '#elements/kit/icons';
import { empty, failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { hueStyles } from '#elements/observation/hues.styles';
import { mostGrown, sharesOf, strandsOf, type GrowthStep, type Strand } from './growth.rules.ts';

/**
 * How my noticing changes (V4): for each framework, one line for each observation that I handed in,
 * with the share of each code; what I notice now that I did not at first. My own only, in all my
 * courses.
 *
 * @tag lookfor-growth-page
 * @fires lookfor-navigate {NavigateRequest} - a task, or the list of one's tasks, is wished
 */
@customElement('lookfor-growth-page')
export class LookforGrowthPage extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    css`
      .page {
        max-inline-size: 60rem;
        margin-inline: auto;
        padding: var(--lf-5) 1.25rem var(--lf-7);
      }
      .back {
        margin-inline-start: calc(-1px - var(--lf-2));
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2) var(--lf-4);
        align-items: baseline;
        justify-content: space-between;
      }
      h1 {
        font: 400 var(--lf-text-2xl) / 1.2 var(--lf-font-text);
      }
      .head + p {
        margin-block: var(--lf-1) var(--lf-5);
        color: var(--lf-ink-3);
      }
      section {
        padding-block: var(--lf-4) var(--lf-5);
        border-block-start: var(--lf-line);
      }
      h2 {
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      .says {
        margin-block: var(--lf-1) var(--lf-4);
        font: 400 var(--lf-text-l) / 1.35 var(--lf-font-text);
        text-wrap: pretty;
      }
      .step {
        display: grid;
        grid-template-columns: minmax(0, 15rem) minmax(0, 1fr) 6.5rem;
        gap: 0 var(--lf-4);
        align-items: center;
        padding-block: var(--lf-2);
        border-block-start: var(--lf-line);
      }
      .step button {
        color: var(--lf-accent);
        font-weight: 600;
      }
      .step button:hover {
        text-decoration: underline;
      }
      .step small {
        display: block;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      .step .counts {
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        text-align: end;
      }
      .shares {
        display: flex;
        gap: 2px;
        block-size: 22px;
      }
      .none {
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      .shares i {
        flex: var(--share) 1 0;
        display: grid;
        place-items: center;
        min-inline-size: 4px;
        overflow: hidden;
        border: 1.5px solid var(--code);
        border-radius: 2px;
        background: var(--code-soft);
        color: var(--lf-ink);
        font-size: var(--lf-text-xs);
        font-style: normal;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--lf-4);
        padding-block-start: var(--lf-3);
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
      }
      .table-frame {
        overflow-x: auto;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 6px var(--lf-3) 6px 0;
        border-block-end: var(--lf-line);
        text-align: start;
      }
      thead th {
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        font-weight: 600;
      }
      @media (max-width: 640px) {
        .page {
          padding-inline: var(--lf-4);
        }
        .step {
          grid-template-columns: minmax(0, 1fr) auto;
          row-gap: 4px;
        }
        .shares,
        .none {
          grid-row: 2;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  /** The task from which one came here; '' for the list of one's tasks. */
  @property({ attribute: 'task-id' }) taskId = '';

  @state() private asTable = false;

  #growth = new AsyncTask(this, {
    task: async (_, { signal }) => this.api.call(observationRoutes.myGrowth, {}, { signal }),
    args: () => [] as const,
  });

  override render() {
    const [words, screen] = this.taskId
      ? ([msg('Back to the task'), 'student-task'] as const)
      : ([msg('What you have begun'), 'own-tasks'] as const);
    const params = this.taskId ? { taskId: this.taskId } : {};
    return html`<div class="page">
      <button
        class="quiet back"
        @click=${() => this.dispatchEvent(new NavigateRequest(screen, params))}
      >
        ${icon('arrow-left')} ${words}
      </button>
      <div class="head">
        <h1>${msg('How your noticing changes')}</h1>
        <button aria-pressed=${this.asTable} @click=${() => (this.asTable = !this.asTable)}>
          ${msg('Show as tables')}
        </button>
      </div>
      <p>${msg('What you handed in, in all your courses. Only you see this page.')}</p>
      ${this.#growth.render({
        pending: () => loading(msg('Fetching your observations')),
        error: (error) => failed(error, () => void this.#growth.run()),
        complete: (growth) => this.#renderGrowth(growth),
      })}
    </div>`;
  }

  #renderGrowth(growth: Growth): TemplateResult {
    const strands = strandsOf(growth);
    if (strands.length === 0) {
      return empty(
        msg('Nothing to look back on yet'),
        msg('When you have handed in observations, they stand here beside each other.'),
      );
    }
    return html`${strands.map((strand) => this.#renderStrand(strand))}`;
  }

  #renderStrand(strand: Strand): TemplateResult {
    const { framework, steps } = strand;
    const locale = currentLocale();
    const used = framework.codes.filter(({ id }) =>
      steps.some((step) => (step.codes[id] ?? 0) > 0),
    );
    return html`<section>
      <h2>${framework.title[locale] ?? framework.title.en}</h2>
      <p class="says">${this.#finding(strand)}</p>
      ${
        this.asTable
          ? this.#renderTable(strand)
          : html`${steps.map((step) => this.#renderStep(step, strand))}
              <p class="legend">
                ${used.map(
                  ({ hue, name }) =>
                    html`<span class="swatch hue-${hue}">${name[locale] ?? name.en}</span>`,
                )}
              </p>`
      }
    </section>`;
  }

  #renderStep(step: GrowthStep, { framework }: Strand): TemplateResult {
    const shares = sharesOf(step, framework);
    const words = shares
      .map(({ id, count }) => `${this.#codeName(framework, id)}: ${count}`)
      .join(', ');
    return html`<div class="step">
      <span>
        <button
          class="plain"
          @click=${() => this.dispatchEvent(new NavigateRequest('student-task', { taskId: step.taskId }))}
        >
          ${step.title}
        </button>
        <small
          >${formatInstant(step.handedInAt)}${step.courseTitle ? ` · ${step.courseTitle}` : nothing}</small
        >
      </span>
      ${shares.length === 0 ? html`<p class="none">${msg('no code')}</p>` : nothing}
      <div class="shares" role="img" aria-label=${words} ?hidden=${shares.length === 0}>
        ${shares.map(
          ({ id, count, share }) =>
            html`<i
              class="hue-${framework.codes.find((code) => code.id === id)?.hue ?? 1}"
              title=${this.#codeName(framework, id)}
              ${cssFacts({ '--share': share })}
              >${count}</i
            >`,
        )}
      </div>
      <span class="counts">
        ${step.marks === 1 ? msg('1 moment') : msg(str`${step.marks} moments`)}<br />
        ${step.children === 1 ? msg('1 child') : msg(str`${step.children} children`)}
      </span>
    </div>`;
  }

  #renderTable({ framework, steps }: Strand): TemplateResult {
    return html`<div
      class="table-frame"
      role="region"
      aria-label=${msg('How your noticing changes')}
      tabindex="0"
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Task')}</th>
            ${framework.codes.map(({ id }) => html`<th scope="col">${this.#codeName(framework, id)}</th>`)}
            <th scope="col">${msg('All moments')}</th>
            <th scope="col">${msg('Children')}</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            (step) =>
              html`<tr>
                <th scope="row">${step.title}</th>
                ${framework.codes.map(({ id }) => html`<td>${step.codes[id] ?? 0}</td>`)}
                <td>${step.marks}</td>
                <td>${step.children}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #finding(strand: Strand): string {
    const { steps, coded, isNew, framework } = strand;
    if (steps.length < 2)
      return msg('Your first with this framework. The next will stand beside it.');
    if (coded < 2)
      return msg('When two of them have codes of yours, what changed between them is said here.');
    if (isNew.length > 0) {
      const names = isNew.map((id) => `“${this.#codeName(framework, id)}”`).join(', ');
      return msg(str`Now you notice what you did not at first: ${names}.`);
    }
    const grown = mostGrown(strand);
    if (!grown) return msg('You notice much the same as at first.');
    return msg(str`You give more room to “${this.#codeName(framework, grown)}” than at first.`);
  }

  #codeName({ codes }: Strand['framework'], id: string): string {
    const name = codes.find((code) => code.id === id)?.name;
    return name?.[currentLocale()] ?? name?.en ?? id;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-growth-page': LookforGrowthPage;
  }
}
