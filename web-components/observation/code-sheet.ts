import { msg } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import {
  EXAMPLE_SECONDS,
  frameworkRoutes,
  type Code,
  type CodeExample,
  type Framework,
  type Translated,
} from '#contract/frameworks';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { openDialog } from '#elements/kit/open-dialog';
import { failed, loading } from '#elements/kit/states';
import '#elements/player/cited-moment';
import { calmDialogStyles } from './calm-dialog.styles.ts';
import { hueStyles } from './hues.styles.ts';

/**
 * What the codes of a framework mean: definitions, and examples that play where they are read.
 *
 * @tag lookfor-code-sheet
 */
@customElement('lookfor-code-sheet')
export class LookforCodeSheet extends LookforElement {
  static override styles = [
    LookforElement.styles,
    hueStyles,
    calmDialogStyles,
    css`
      h3 {
        margin-block: var(--lf-4) var(--lf-2);
        color: var(--lf-ink-2);
      }
      dt {
        margin-block-start: var(--lf-3);
        font-weight: 600;
      }
      dd {
        margin: 0;
      }
      .defined {
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
      }
      .defined + .example,
      .example + .example {
        margin-block-start: var(--lf-2);
      }
      /* What is said of a code, and what it looks like: not one text. */
      p.example {
        padding-inline-start: var(--lf-3);
        border-inline-start: 2px solid var(--lf-rule);
        color: var(--lf-ink-2);
        font: italic 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
      }
      lookfor-cited-moment {
        display: block;
        max-inline-size: 24rem;
      }
    `,
  ];

  @property({ attribute: 'framework-id' }) frameworkId = '';

  @query('dialog') private dialog!: HTMLDialogElement | null;

  #framework = new Task(this, {
    task: ([api, frameworkId], { signal }) =>
      api.call(frameworkRoutes.getFramework, { params: { frameworkId } }, { signal }),
    args: () => [this.api, this.frameworkId] as const,
  });

  get isOpen(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens it, or closes it again. */
  toggle(): void {
    if (this.dialog?.open) this.dialog.close();
    else void openDialog(this.dialog);
  }

  override render() {
    return html`<dialog
      aria-labelledby="codes"
      @click=${(event: Event) => event.target === this.dialog && this.dialog?.close()}
    >
      <button
        class="icon-only shut"
        aria-label=${msg('Close')}
        @click=${() => this.dialog?.close()}
      >
        ${icon('close')}
      </button>
      <h2 id="codes">${msg('What the codes mean')}</h2>
      ${this.#framework.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#framework.run()),
        complete: (framework) => this.#renderFramework(framework),
      })}
    </dialog>`;
  }

  #renderFramework({ tiers, codes }: Framework): TemplateResult[] {
    return tiers.map((tier) => {
      const own = codes.filter(({ tierId }) => tierId === tier.id);
      return html`${tiers.length > 1 ? html`<h3>${inMyLanguage(tier.name)}</h3>` : nothing}
        <dl>${own.map((code) => this.#renderCode(code))}</dl>`;
    });
  }

  #renderCode({ name, definition, hue, examples = [] }: Code): TemplateResult {
    return html`<dt><span class="swatch hue-${hue}">${inMyLanguage(name)}</span></dt>
      <dd>
        <p class="defined">${inMyLanguage(definition)}</p>
        ${examples.map((example) => this.#renderExample(example))}
      </dd>`;
  }

  #renderExample({ text, clipId, startSeconds, endSeconds }: CodeExample): TemplateResult {
    const words = inMyLanguage(text);
    if (!clipId) return html`<p class="example">${words}</p>`;
    const start = startSeconds ?? 0;
    const end = endSeconds ?? start + EXAMPLE_SECONDS;
    // Only this stretch may be played: it is a clip of its own, from 0:00.
    return html`<lookfor-cited-moment
      class="example"
      .api=${this.api}
      .localStore=${this.localStore}
      size="line"
      clip-id=${clipId}
      .excerpt=${{ startSeconds: start, endSeconds: end }}
      start-seconds="0"
      end-seconds=${end - start}
      .note=${words}
    ></lookfor-cited-moment>`;
  }
}

function inMyLanguage(text: Translated): string {
  return text[currentLocale()] || text.en;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-code-sheet': LookforCodeSheet;
  }
}
