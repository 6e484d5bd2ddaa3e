import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { frameworkMoveRoutes, type CodeMove, type FrameworkMove } from '#contract/framework-moves';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { formatInstant } from '#elements/kit/time';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';
import { hueStyles } from '#elements/observation/hues.styles';
import { nameOf } from '#elements/observation/code-name';
import { markCount } from '#elements/observation/timeline-words';

type Next = NonNullable<FrameworkMove['next']>;

/** The task has another version of its framework now. */
export class FrameworkMoved extends Event {
  static readonly eventName = 'lookfor-framework-moved';

  constructor() {
    super(FrameworkMoved.eventName, OUTWARD);
  }
}

/**
 * Where a newer version of the framework of a begun task is there: what it would change, the act
 * itself, and the way back. Says nothing where there is neither.
 *
 * @tag lookfor-framework-move
 * @fires lookfor-framework-moved {FrameworkMoved} - the task has another version now
 */
@customElement('lookfor-framework-move')
export class LookforFrameworkMove extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    calmDialogStyles,
    css`
      .line {
        padding: var(--lf-2) var(--lf-5);
        border-block-end: var(--lf-line);
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--lf-1) var(--lf-3);
      }
      .inside {
        display: grid;
        gap: var(--lf-3);
      }
      .line + .wrong {
        padding: var(--lf-2) var(--lf-5);
      }
      ul {
        border-block-start: 1px solid var(--lf-ink);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1.3fr) auto;
        align-items: baseline;
        gap: var(--lf-1) var(--lf-3);
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
        overflow-wrap: anywhere;
      }
      .to {
        display: grid;
        gap: var(--lf-1);
      }
      .count {
        min-inline-size: 4rem;
        color: var(--lf-ink-3);
        text-align: end;
      }
      label {
        display: grid;
        gap: var(--lf-1);
      }
      @media (max-width: 640px) {
        .line,
        .line + .wrong {
          padding-inline: var(--lf-4);
        }
        .line .quiet {
          padding-inline: 0;
        }
        li {
          grid-template-columns: minmax(0, 1fr) auto minmax(0, 1.3fr);
        }
        .count {
          grid-column: 3;
          text-align: start;
        }
        footer button {
          flex: 1;
        }
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--lf-2);
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private chosen: Readonly<Record<string, string>> = {};
  @state() private isActing = false;
  @state() private wrong: unknown;

  #move = new Loading(this, {
    task: ([api, taskId], { signal }) =>
      api.call(frameworkMoveRoutes.previewFrameworkMove, { params: { taskId } }, { signal }),
    args: () => [this.api, this.taskId] as const,
  });

  override render() {
    const move = this.#move.value;
    if (!move) return nothing;
    const { next, last } = move;
    return html`${
      next
        ? html`<p class="line">
            <span
              ><b>${msg('There is a newer version of the framework.')}</b>
              ${msg(str`This task has version ${next.fromVersion}.`)}</span
            >
            <button type="button" class="quiet" @click=${() => void openDialog(this.dialog)}>
              ${msg(str`See what version ${next.toVersion} changes`)}
            </button>
          </p>`
        : nothing
    }
    ${
      last
        ? html`<p class="line">
            <span
              >${msg(str`Since ${formatInstant(last.movedAt)} with version ${last.toVersion} of the framework.`)}</span
            >
            <button
              type="button"
              class="quiet"
              ?disabled=${this.isActing}
              @click=${this.#handleUndo}
            >
              ${msg(str`Back to version ${last.fromVersion}`)}
            </button>
          </p>`
        : nothing
    }
    ${
      this.wrong === undefined
        ? nothing
        : html`<p role="alert" class="wrong">${problemWords(this.wrong)}</p>`
    }
    ${next ? this.#renderDialog(next) : nothing}`;
  }

  #renderDialog(next: Next): TemplateResult {
    const isOpen = next.openLookFors.some(({ id }) => !this.chosen[id]);
    return html`<dialog aria-labelledby="title">
      <div class="inside">
        <h2 id="title">
          ${msg(str`From version ${next.fromVersion} to version ${next.toVersion}`)}
        </h2>
        ${
          next.changes.length === 0
            ? html`<p>${msg('Every code stays what it is.')}</p>`
            : html`<ul>
                ${next.changes.map((change) => this.#renderChange(change))}
              </ul>`
        }
        ${next.openLookFors.map(
          (lookFor) =>
            html`<label
              >${msg(str`Which code does “${lookFor.label}” look for now?`)}
              <select
                class="entry"
                @change=${(event: Event) => {
                  const { value } = event.target as HTMLSelectElement;
                  this.chosen = { ...this.chosen, [lookFor.id]: value };
                }}
              >
                <option value="">${msg('Choose…')}</option>
                ${next.codes
                  .filter(({ id }) => lookFor.codeIds.length === 0 || lookFor.codeIds.includes(id))
                  .map((code) => html`<option value=${code.id}>${nameOf(code)}</option>`)}
              </select></label
            >`,
        )}
        <p>
          ${msg('Marks keep what they were called and show the new codes. Students are told. You can take it back.')}
        </p>
        <footer>
          <button type="button" @click=${() => this.dialog?.close()}>${msg('Not now')}</button>
          <button
            type="button"
            class="primary"
            ?disabled=${isOpen || this.isActing}
            @click=${() => void this.#act(next)}
          >
            ${msg(str`Go on with version ${next.toVersion}`)}
          </button>
        </footer>
      </div>
    </dialog>`;
  }

  #renderChange({ from, to, marks }: CodeMove & { marks: number }): TemplateResult {
    return html`<li>
      <span class="swatch hue-${from.hue}">${nameOf(from)}</span>
      <span aria-hidden="true">→</span>
      <span class="to"
        >${
          to.length === 0
            ? html`<b>${msg('given up')}</b>`
            : to.map((code) => html`<span class="swatch hue-${code.hue}">${nameOf(code)}</span>`)
        }</span
      >
      <span class="count">${markCount(marks)}</span>
    </li>`;
  }

  async #act({ frameworkId }: Next): Promise<void> {
    await this.#try(() =>
      this.api.call(frameworkMoveRoutes.moveFramework, {
        params: { taskId: this.taskId },
        body: { frameworkId, lookFors: this.chosen },
      }),
    );
    this.dialog?.close();
  }

  readonly #handleUndo = (): Promise<void> =>
    this.#try(() =>
      this.api.call(frameworkMoveRoutes.undoFrameworkMove, { params: { taskId: this.taskId } }),
    );

  async #try(deed: () => Promise<unknown>): Promise<void> {
    this.isActing = true;
    this.wrong = undefined;
    try {
      await deed();
      this.chosen = {};
      this.dispatchEvent(new FrameworkMoved());
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isActing = false;
      await this.#move.run();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-framework-move': LookforFrameworkMove;
  }
  interface HTMLElementEventMap {
    'lookfor-framework-moved': FrameworkMoved;
  }
}
