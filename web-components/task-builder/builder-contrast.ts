import { msg } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { clipRoutes } from '#contract/clips';
import { BuilderPart } from './builder-part.ts';
import type { ClipChosen } from './clip-choice.ts';
import type { LookforClipSheet } from './clip-sheet.ts';
import './clip-sheet.ts';
import { coverageWords } from './clip-words.ts';
import { wrong } from './form-parts.ts';

/**
 * A second case beside the clip of a task: students say under each look-for what is the same, what
 * is different, and why.
 *
 * @tag lookfor-builder-contrast
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-contrast')
export class LookforBuilderContrast extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    css`
      .hint {
        color: var(--lf-ink-2);
      }
    `,
  ];

  @query('lookfor-clip-sheet') private sheet!: LookforClipSheet;

  #clip = new Loading(this, {
    task: ([api, clipId], { signal }) =>
      clipId ? api.call(clipRoutes.getClip, { params: { clipId } }, { signal }) : null,
    args: () => [this.api, this.plan?.contrast?.clipId ?? null] as const,
  });

  override render() {
    const { contrast } = this.plan;
    const clip = contrast ? this.#clip.value : null;
    return html`<section>
      <h2>
        ${msg('Second case')}
        <button
          type="button"
          class="quiet"
          data-path="contrast.clipId"
          @click=${() => void this.sheet.show()}
        >
          ${contrast ? msg('Choose another') : msg('Choose a clip')}
        </button>
        ${
          contrast
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => this.change({ ...this.plan, contrast: null })}
              >
                ${msg('Without it')}
              </button>`
            : nothing
        }
      </h2>
      ${
        contrast
          ? html`<p>
              <b>${clip?.title ?? msg('Loading…')}</b>
              ${clip ? coverageWords(clip.coverage) : nothing}
            </p>`
          : nothing
      }
      <p class="hint">
        ${msg('Two clips side by side: under each look-for students say same or different, and because of what.')}
      </p>
      ${wrong(this.gaps, 'contrast.clipId', 'contrast-wrong')}
      <lookfor-clip-sheet
        .api=${this.api}
        label=${msg('Choose the second case')}
        clip-id=${contrast?.clipId ?? ''}
        except-id=${this.plan.clipId ?? ''}
        @lookfor-clip-chosen=${this.#handleChosen}
      ></lookfor-clip-sheet>
    </section>`;
  }

  readonly #handleChosen = (event: ClipChosen): void => {
    event.stopPropagation();
    this.change({ ...this.plan, contrast: { clipId: event.clip.id } });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-contrast': LookforBuilderContrast;
  }
}
