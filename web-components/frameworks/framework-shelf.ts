import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  FRAMEWORK_FORMATS,
  frameworkRoutes,
  type FrameworkFormat,
  type ShelvedFramework,
} from '#contract/frameworks';
import { fileProblemWords, problemsOf } from '#elements/exchange/file-problem-words';
import { keepAnswer, toGivenFile } from '#elements/exchange/files';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { empty, failed, loading } from '#elements/kit/states';
import { hueStyles } from '#elements/observation/hues.styles';
import { inMyLanguage } from '#elements/task-builder/builder-look-fors';
import { frameworkStyles } from './frameworks.styles.ts';

/**
 * The frameworks of the institution: those that came with Lookfor, own ones, their versions and
 * drafts; each can be taken along as a file, and files be brought in.
 *
 * @tag lookfor-framework-shelf
 * @fires lookfor-navigate {NavigateRequest} - to the page on which a draft is written
 */
@customElement('lookfor-framework-shelf')
export class LookforFrameworkShelf extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, hueStyles, frameworkStyles];

  @state() private isBusy = false;
  @state() private wrong: unknown;

  #shelf = new Loading(this, {
    task: async ([api], { signal }) =>
      (await api.call(frameworkRoutes.listShelf, {}, { signal })).frameworks,
    args: () => [this.api] as const,
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
  }

  #open(draftId: string): void {
    this.dispatchEvent(new NavigateRequest('framework', { draftId }));
  }

  #begin(fromFrameworkId: string | null): Promise<void> {
    return this.#act(async () => {
      const body = { fromFrameworkId };
      this.#open((await this.api.call(frameworkRoutes.beginFrameworkDraft, { body })).id);
    });
  }

  #export(frameworkId: string, format: FrameworkFormat): Promise<void> {
    return this.#act(async () =>
      keepAnswer(
        await this.api.call(frameworkRoutes.exportFramework, {
          params: { frameworkId },
          query: { format },
        }),
      ),
    );
  }

  readonly #handleImport = (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    return this.#act(async () => {
      if (!file) return;
      const body = await toGivenFile(file);
      field.value = '';
      this.#open((await this.api.call(frameworkRoutes.importFramework, { body })).id);
    });
  };

  override render() {
    return html`<header>
        <h1 tabindex="-1">${msg('Frameworks')}</h1>
        <label class="button"
          >${icon('upload')} ${msg('Bring one in')}
          <input
            class="unseen"
            type="file"
            accept=".json,.ecv,.eaf"
            ?disabled=${this.isBusy}
            @change=${this.#handleImport}
        /></label>
        <button class="primary" ?disabled=${this.isBusy} @click=${() => void this.#begin(null)}>
          ${icon('plus')} ${msg('Write one')}
        </button>
        <p>
          ${msg('Codes with definitions, for everybody of your institution. A published version never changes; the next one says what became of each code.')}
        </p>
      </header>
      ${this.#renderWrong()}
      ${this.#shelf.render({
        pending: () => html`<div class="waiting">${loading()}</div>`,
        error: (error) =>
          html`<div class="waiting">${failed(error, () => void this.#shelf.run())}</div>`,
        complete: (frameworks) =>
          frameworks.length === 0
            ? html`<div class="waiting">${empty(msg('No framework here yet'))}</div>`
            : html`<ul class="shelf">
                ${frameworks.map((framework) => this.#renderOne(framework))}
              </ul>`,
      })}`;
  }

  #renderWrong(): TemplateResult | typeof nothing {
    if (this.wrong === undefined) return nothing;
    const problems = problemsOf(this.wrong);
    return html`<p class="wrong-line" role="alert">
      ${problemWords(this.wrong)} ${problems.map((problem) => fileProblemWords(problem)).join(' ')}
    </p>`;
  }

  #renderOne({
    title,
    source,
    isReady,
    codeCount,
    hues,
    versions,
    draft,
  }: ShelvedFramework): TemplateResult {
    const [newest] = versions;
    const name = inMyLanguage(title) || msg('A framework without a title');
    return html`<li>
      <div>
        <h2>${name}</h2>
        <div class="hues" aria-hidden="true">
          ${hues.slice(0, 24).map((hue) => html`<i class="hue-${hue}"></i>`)}
        </div>
        <p>
          ${newest ? msg(str`Version ${newest.version}, ${codeCount} codes.`) : msg('Not published yet.')}
          ${isReady ? msg('Came with Lookfor.') : nothing} ${source}
        </p>
      </div>
      <div class="doors">
        ${
          draft
            ? html`<button @click=${() => this.#open(draft.draftId)}>
                ${msg(str`Go on with version ${draft.version}`)}
              </button>`
            : newest
              ? html`<button
                  ?disabled=${this.isBusy}
                  @click=${() => void this.#begin(newest.frameworkId)}
                >
                  ${isReady ? msg('Copy to change') : msg('Next version')}
                </button>`
              : nothing
        }
        ${
          newest
            ? html`<span class="muted">${msg('Take it along')}</span> ${FRAMEWORK_FORMATS.map(
                  (format) =>
                    html`<button
                      class="quiet"
                      ?disabled=${this.isBusy}
                      aria-label=${msg(str`Take “${name}” along as ${formatNames[format]}`)}
                      @click=${() => void this.#export(newest.frameworkId, format)}
                    >
                      ${formatNames[format]}
                    </button>`,
                )}`
            : nothing
        }
      </div>
    </li>`;
  }
}

const formatNames: Readonly<Record<FrameworkFormat, string>> = {
  json: 'JSON',
  ecv: 'ELAN .ecv',
  eaf: 'ELAN .eaf',
};

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-framework-shelf': LookforFrameworkShelf;
  }
}
