import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { icon } from '#elements/kit/icons';
import { formatClock } from '#elements/kit/time';
import './builder-excerpt.ts';
import { BuilderPart } from './builder-part.ts';
import type { ClipChosen } from './clip-choice.ts';
import type { LookforClipSheet } from './clip-sheet.ts';
import './clip-sheet.ts';
import { coverageWords, peopleWords } from './clip-words.ts';
import { wrong } from './form-parts.ts';

/**
 * The clip of a task, and the library to choose another one from.
 *
 * @tag lookfor-builder-clip
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-clip')
export class LookforBuilderClip extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    css`
      .clip {
        display: grid;
        grid-template-columns: 128px minmax(0, 1fr);
        gap: var(--lf-3);
        align-items: center;
        line-height: 1.45;
      }
      .poster {
        display: grid;
        place-items: center;
        overflow: hidden;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius-s);
        background: var(--lf-sunken);
        color: var(--lf-ink-3);
      }
      .poster img {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .clip b {
        font-weight: 600;
      }
      .clip p {
        color: var(--lf-ink-2);
      }
      .clip .title {
        color: var(--lf-ink);
      }
    `,
  ];

  /** The clip with its people and consents; null without one, or while it is on its way. */
  @property({ attribute: false }) clip: Clip | null = null;
  @query('lookfor-clip-sheet') private sheet!: LookforClipSheet;

  override render() {
    const hasClip = this.plan.clipId !== null;
    return html`<section>
      <h2>
        ${msg('Clip')}
        <button
          type="button"
          class="quiet"
          data-path="clipId"
          @click=${() => void this.sheet.show()}
        >
          ${hasClip ? msg('Choose another') : msg('Choose a clip')}
        </button>
      </h2>
      ${hasClip ? this.#renderClip(this.clip) : nothing}
      <lookfor-builder-excerpt .api=${this.api} .plan=${this.plan}></lookfor-builder-excerpt>
      ${wrong(this.gaps, 'clipId', 'clip-wrong')}
      <lookfor-clip-sheet
        .api=${this.api}
        label=${msg('Choose a clip')}
        clip-id=${this.plan.clipId ?? ''}
        @lookfor-clip-chosen=${this.#handleChosen}
      ></lookfor-clip-sheet>
    </section>`;
  }

  #renderClip(clip: Clip | null): TemplateResult {
    return html`<div class="clip">
      <span class="poster"
        >${clip?.posterUrl ? html`<img src=${clip.posterUrl} alt="" />` : icon('film')}</span
      >
      <div>
        ${
          clip
            ? html`<p class="title">
                  <b>${clip.title}</b>${
                    clip.durationSeconds === null ? '' : `, ${formatClock(clip.durationSeconds)}`
                  }
                </p>
                <p>${peopleWords(clip.people)} ${coverageWords(clip.coverage)}</p>`
            : html`<p>${msg('Loading…')}</p>`
        }
      </div>
    </div>`;
  }

  readonly #handleChosen = (event: ClipChosen): void => {
    event.stopPropagation();
    const isSame = event.clip.id === this.plan.clipId;
    if (!isSame) this.change({ ...this.plan, clipId: event.clip.id, excerpt: null });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-clip': LookforBuilderClip;
  }
}
