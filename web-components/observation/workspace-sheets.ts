import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';
import type { Task } from '#contract/tasks';
import '#elements/kit/arriving-sheet';
import type { LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import { openDialog } from '#elements/kit/open-dialog';
import { contextDialog, hasContext } from './context-sheet.ts';

/**
 * The sheets that lie over the workspace when they are asked for: all keys, what the codes mean,
 * the context of the clip. The first two are fetched then.
 */
export class WorkspaceSheets {
  /** All keys; fetched ahead, as they are also wanted without a connection. */
  readonly keys: LaterPart;

  readonly #host: LookforElement;
  readonly #codes: LaterPart;

  constructor(host: LookforElement) {
    this.#host = host;
    this.keys = new LaterPart(host, 'lookfor-key-help', () => import('./key-help.ts'));
    this.#codes = new LaterPart(host, 'lookfor-code-sheet', () => import('./code-sheet.ts'));
  }

  /** Shows a sheet as soon as its part of the page is there and drawn. */
  readonly open = (part: LaterPart, show: () => void): void => {
    void this.#find('lookfor-arriving-sheet')?.open(part, async () => {
      await this.#host.updateComplete;
      show();
    });
  };

  /** All keys, or no longer. */
  readonly toggleKeys = (): void => {
    this.open(this.keys, () => this.#find('lookfor-key-help')?.toggle());
  };

  /** The button to what the codes of a task mean. */
  renderCodesLink(): TemplateResult {
    const show = () => this.#find('lookfor-code-sheet')?.toggle();
    return html`<button class="quiet codes" @click=${() => this.open(this.#codes, show)}>
      ${msg('What the codes mean')}
    </button>`;
  }

  /** The button to the context of a clip; nothing where nothing was written about it. */
  renderContextLink(playback: Playback | undefined): TemplateResult | typeof nothing {
    if (!playback || !hasContext(playback.context)) return nothing;
    const show = () =>
      void openDialog(this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.context'));
    return html`<button class="plain sheet" @click=${show}>${msg('Context sheet')}</button>`;
  }

  /** The sheets themselves, over whatever the page shows. */
  render({ framework }: Task, playback: Playback | undefined): TemplateResult {
    const { api, localStore } = this.#host;
    return html`${this.keys.isHere ? html`<lookfor-key-help></lookfor-key-help>` : nothing}
      ${
        this.#codes.isHere && framework
          ? html`<lookfor-code-sheet
              .api=${api}
              .localStore=${localStore}
              framework-id=${framework.id}
            ></lookfor-code-sheet>`
          : nothing
      }
      <lookfor-arriving-sheet></lookfor-arriving-sheet>
      ${playback ? contextDialog(playback.context) : nothing}`;
  }

  #find<T extends keyof HTMLElementTagNameMap>(tag: T): HTMLElementTagNameMap[T] | null {
    return this.#host.renderRoot.querySelector(tag);
  }
}
