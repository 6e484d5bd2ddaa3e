import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { exchangeRoutes, type BundleRecord, type ImportReport } from '#contract/exchange';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';
import { exchangeStyles } from './exchange.styles.ts';
import { fileChoice, showOutcome } from './file-choice.ts';
import { fileProblemWords } from './file-problem-words.ts';
import { MOST_FILE_BYTES, keepAnswer, toGivenFile } from './files.ts';

const SHORTEST_PURPOSE = 10;

/**
 * A button, and the sheet behind it, for those who lead a course: the whole task for research,
 * under pseudonyms and with its purpose on record, and an expert's reading from a file.
 *
 * @tag lookfor-research-bundle
 */
@customElement('lookfor-research-bundle')
export class LookforResearchBundle extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    calmDialogStyles,
    exchangeStyles,
  ];

  @property({ attribute: 'task-id' }) taskId = '';

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private isAsked = false;
  @state() private isBusy = false;
  @state() private purpose = '';
  @state() private expert = '';
  /** The file of which the result speaks. */
  @state() private fileName = '';
  @state() private wrong: unknown;
  @state() private report: ImportReport | undefined;

  #records = new Loading(this, {
    task: async ([taskId, isAsked], { signal }) =>
      isAsked
        ? (
            await this.api.call(
              exchangeRoutes.listResearchBundles,
              { params: { taskId } },
              { signal },
            )
          ).bundles
        : [],
    args: () => [this.taskId, this.isAsked] as const,
  });

  async #act(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.wrong = undefined;
    try {
      await work();
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isBusy = false;
    }
    await showOutcome(this);
  }

  readonly #handleMake = (): Promise<void> =>
    this.#act(async () => {
      const params = { taskId: this.taskId };
      const body = { purpose: this.purpose };
      keepAnswer(await this.api.call(exchangeRoutes.makeResearchBundle, { params, body }));
      this.purpose = '';
      await this.#records.run();
    });

  readonly #handleExpert = (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    if (!file) return Promise.resolve();
    this.report = undefined;
    this.fileName = file.name;
    return this.#act(async () => {
      this.report =
        file.size > MOST_FILE_BYTES
          ? tooLarge
          : await this.api.call(exchangeRoutes.importExpertReading, {
              params: { taskId: this.taskId },
              body: { file: await toGivenFile(file), name: this.expert.trim(), isLook: false },
            });
      // The same file, changed meanwhile, can be chosen again.
      field.value = '';
    });
  };

  override render() {
    return html`<button
        class="quiet"
        @click=${() => {
          this.isAsked = true;
          this.report = undefined;
          this.wrong = undefined;
          this.fileName = '';
          void openDialog(this.dialog);
        }}
      >
        ${msg('Export / import')}
      </button>
      <dialog aria-labelledby="title">
        <button
          class="icon-only shut"
          aria-label=${msg('Close')}
          @click=${() => this.dialog?.close()}
        >
          ${icon('close')}
        </button>
        <h2 id="title">${msg('This task as files')}</h2>
        ${this.#renderResearch()} ${this.#renderExpert()}
        ${
          this.wrong === undefined
            ? nothing
            : html`<p class="wrong" role="alert">${problemWords(this.wrong)}</p>`
        }
      </dialog>`;
  }

  #renderResearch(): TemplateResult {
    const isReady = this.purpose.trim().length >= SHORTEST_PURPOSE;
    return html`<section>
      <h3>${msg('For research')}</h3>
      <p>
        ${msg('Handed-in observations and narrations under pseudonyms, with code book. No drafts, no film. What it is for is kept on record and stands in the archive.')}
      </p>
      <label class="over"
        >${msg('What is it for?')}
        <textarea
          class="entry"
          rows="2"
          maxlength="1000"
          .value=${this.purpose}
          @input=${(event: Event) => {
            this.purpose = (event.target as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      <div class="row">
        <button class="primary" ?disabled=${!isReady || this.isBusy} @click=${this.#handleMake}>
          ${icon('download')} ${msg('Make the archive')}
        </button>
      </div>
      ${this.#records.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#records.run()),
        complete: (records) => (records.length > 0 ? this.#renderRecords(records) : nothing),
      })}
    </section>`;
  }

  #renderRecords(records: readonly BundleRecord[]): TemplateResult {
    return html`<ul class="records row">
      ${records.map(
        ({ purpose, people, madeBy, madeAt }) =>
          html`<li>
            ${purpose}<br /><span class="muted"
              >${madeBy ?? ''} ${formatInstant(madeAt)}, ${pseudonyms(people)}</span
            >
          </li>`,
      )}
    </ul>`;
  }

  #renderExpert(): TemplateResult {
    const { report } = this;
    return html`<section>
      <h3>${msg('An expert’s reading')}</h3>
      <p>
        ${msg('Moments with codes from ELAN, a table or another form. An earlier reading of the same name is replaced.')}
        ${msg('What stands in a note after an empty line is shown as the reason.')}
      </p>
      <label class="over"
        >${msg('Name of the reading')}
        <input
          class="entry"
          maxlength="300"
          placeholder=${msg('Expert 1')}
          .value=${this.expert}
          @input=${(event: Event) => {
            this.expert = (event.target as HTMLInputElement).value;
          }}
        />
      </label>
      ${fileChoice({
        label: msg('File with the expert’s moments'),
        fileName: this.fileName,
        isDisabled: this.isBusy || this.expert.trim() === '',
        onChange: this.#handleExpert,
      })}
      ${
        report === undefined
          ? nothing
          : report.isTaken
            ? html`<p class="outcome" role="status">
                ${report.found === 1 ? msg('1 moment taken over.') : msg(str`${report.found} moments taken over.`)}
              </p>`
            : html`<div role="alert">
                <p class="outcome"><b>${msg('Nothing was taken over. In this file:')}</b></p>
                <ul class="problems">
                  ${report.problems.map((problem) => html`<li>${fileProblemWords(problem)}</li>`)}
                </ul>
              </div>`
      }
    </section>`;
  }
}

/** Whose work is in a bundle: a group that worked together has one pseudonym. */
function pseudonyms(count: number): string {
  if (count === 0) return msg('nothing was handed in yet');
  return count === 1 ? msg('1 pseudonym') : msg(str`${count} pseudonyms`);
}

const tooLarge: ImportReport = {
  ...{ found: 0, added: 0, changed: 0, same: 0, isTaken: false },
  problems: [{ problem: 'too-large', line: null, place: '' }],
};

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-research-bundle': LookforResearchBundle;
  }
}
