import { msg, str } from '@lit/localize';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  exchangeRoutes,
  OBSERVATION_FORMATS,
  type ImportReport,
  type ObservationFormat,
} from '#contract/exchange';
import type { GivenFile } from '#contract/common-shapes';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { openDialog } from '#elements/kit/open-dialog';
import { problemWords } from '#elements/kit/problem-words';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';
import { exchangeStyles } from './exchange.styles.ts';
import { fileChoice, showOutcome } from './file-choice.ts';
import { fileProblemWords, tooLargeWords } from './file-problem-words.ts';
import { MOST_FILE_BYTES, keepAnswer, toGivenFile } from './files.ts';

/** Moments of a file were taken into the observation: what is shown is old. */
export class MomentsTaken extends Event {
  static readonly eventName = 'lookfor-moments-taken';

  constructor() {
    super(MomentsTaken.eventName, OUTWARD);
  }
}

/**
 * The sheet behind the exchange menu: take the own work along in any form, and bring moments in.
 * A file is looked at first; it is taken over only when every line of it can be.
 *
 * @tag lookfor-exchange-sheet
 * @fires lookfor-moments-taken {MomentsTaken} - moments were taken over
 */
@customElement('lookfor-exchange-sheet')
export class LookforExchangeSheet extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    calmDialogStyles,
    exchangeStyles,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  /** The pass of moments that name none. */
  @property({ attribute: 'pass-id' }) passId = '';
  /** The observation was handed in: nothing comes in any more. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private isBusy = false;
  @state() private wrong: unknown;
  @state() private isTooLarge = false;
  /** The file of which the result speaks. */
  @state() private fileName = '';
  @state() private chosen: GivenFile | undefined;
  @state() private report: ImportReport | undefined;

  /** Whether it lies over the page. */
  get isOpen(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens it as if for the first time. */
  async show(): Promise<void> {
    this.report = undefined;
    this.wrong = undefined;
    this.isTooLarge = false;
    this.fileName = '';
    await this.updateComplete;
    await openDialog(this.dialog);
  }

  async #act(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.wrong = undefined;
    this.isTooLarge = false;
    try {
      await work();
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isBusy = false;
    }
    await showOutcome(this);
  }

  #export(format: ObservationFormat): Promise<void> {
    const params = { taskId: this.taskId };
    return this.#act(async () =>
      keepAnswer(
        await this.api.call(exchangeRoutes.exportObservation, { params, query: { format } }),
      ),
    );
  }

  readonly #handleEverything = (): Promise<void> =>
    this.#act(async () =>
      keepAnswer(
        await this.api.call(exchangeRoutes.exportOwnWork, { params: { taskId: this.taskId } }),
      ),
    );

  async #import(file: GivenFile, isLook: boolean): Promise<void> {
    this.report = await this.api.call(exchangeRoutes.importObservation, {
      params: { taskId: this.taskId },
      body: { file, passId: this.passId, isLook },
    });
    if (!this.report.isTaken) return;
    this.chosen = undefined;
    this.announce(msg('Taken over.'));
    this.dispatchEvent(new MomentsTaken());
  }

  readonly #handleChoose = (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    if (!file) return Promise.resolve();
    this.report = undefined;
    this.fileName = file.name;
    return this.#act(async () => {
      this.isTooLarge = file.size > MOST_FILE_BYTES;
      if (this.isTooLarge) return;
      this.chosen = await toGivenFile(file);
      // The same file, changed meanwhile, can be chosen again.
      field.value = '';
      await this.#import(this.chosen, true);
    });
  };

  readonly #handleTake = (): Promise<void> =>
    this.#act(async () => {
      if (this.chosen) await this.#import(this.chosen, false);
    });

  override render() {
    return html`<dialog aria-labelledby="title">
      <button
        class="icon-only shut"
        aria-label=${msg('Close')}
        @click=${() => this.dialog?.close()}
      >
        ${icon('close')}
      </button>
      <h2 id="title">${msg('Your work as a file')}</h2>
      <section>
        <h3>${msg('Take it along')}</h3>
        <p>${msg('What you write is yours, before handing in and after. The clip stays here.')}</p>
        <div class="row">
          <button ?disabled=${this.isBusy} @click=${this.#handleEverything}>
            ${icon('download')} ${msg('Everything, as an archive')}
          </button>
        </div>
        <div class="row forms" role="group" aria-label=${msg('Your observation as')}>
          ${OBSERVATION_FORMATS.map(
            (format) =>
              html`<button
                class="quiet"
                ?disabled=${this.isBusy}
                @click=${() => void this.#export(format)}
              >
                ${formatName(format)}
              </button>`,
          )}
        </div>
      </section>
      ${this.readOnly ? nothing : this.#renderImport()}
      ${
        this.wrong === undefined
          ? nothing
          : html`<p class="wrong" role="alert">${problemWords(this.wrong)}</p>`
      }
    </dialog>`;
  }

  #renderImport(): TemplateResult {
    return html`<section>
      <h3>${msg('Bring moments in')}</h3>
      <p>${msg('From any of these forms. You see what would come before anything changes.')}</p>
      ${fileChoice({
        label: msg('File with moments'),
        fileName: this.fileName,
        isDisabled: this.isBusy,
        onChange: this.#handleChoose,
      })}
      ${this.isTooLarge ? html`<p class="wrong" role="alert">${tooLargeWords(this.fileName)}</p>` : nothing}
      ${this.report ? this.#renderReport(this.report) : nothing}
    </section>`;
  }

  #renderReport(report: ImportReport): TemplateResult {
    const { added, changed, same, problems, isTaken } = report;
    if (problems.length > 0)
      return html`<div role="alert">
        <p class="outcome"><b>${msg('Nothing was taken over. In this file:')}</b></p>
        <ul class="problems">
          ${problems.map((problem) => html`<li>${fileProblemWords(problem)}</li>`)}
        </ul>
      </div>`;
    const counts = [
      added > 0 && msg(str`New: ${added}.`),
      changed > 0 && msg(str`Changed: ${changed}.`),
      same > 0 && msg(str`There already: ${same}.`),
    ].filter((words) => words !== false);
    return html`<p class="outcome" role="status">
        ${isTaken ? html`<b>${msg('Taken over.')}</b>` : nothing} ${counts.join(' ')}
      </p>
      ${
        isTaken || added + changed === 0
          ? nothing
          : html`<div class="row take">
              <button class="primary" ?disabled=${this.isBusy} @click=${this.#handleTake}>
                ${added + changed === 1 ? msg('Take it over') : msg('Take them over')}
              </button>
            </div>`
      }`;
  }
}

function formatName(format: ObservationFormat): string {
  switch (format) {
    case 'json':
      return 'JSON';
    case 'jsonld':
      return 'Web Annotation';
    case 'eaf':
      return 'ELAN';
    case 'csv':
      return 'CSV';
    case 'xlsx':
      return 'Excel';
    case 'vtt':
      return 'WebVTT';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-exchange-sheet': LookforExchangeSheet;
  }
  interface HTMLElementEventMap {
    'lookfor-moments-taken': MomentsTaken;
  }
}
