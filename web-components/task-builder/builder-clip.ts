import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { icon } from '#elements/kit/icons';
import { formatClock } from '#elements/kit/time';
import { loadDialog } from '#elements/kit/webawesome';
import './builder-excerpt.ts';
import { BuilderPart } from './builder-part.ts';
import type { ClipChosen } from './clip-choice.ts';
import './clip-choice.ts';
import { coverageWords, peopleWords } from './clip-words.ts';
import { wrong } from './form-parts.ts';

void loadDialog();

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
      wa-dialog {
        --width: min(60rem, calc(100vw - 2rem));
      }
    `,
  ];

  /** The clip with its people and consents; null without one, or while it is on its way. */
  @property({ attribute: false }) clip: Clip | null = null;
  @state() private isChoosing = false;

  override render() {
    const hasClip = this.plan.clipId !== null;
    return html`<section>
      <h2>
        ${msg('Clip')}
        <button type="button" class="quiet" data-path="clipId" @click=${this.#handleOpen}>
          ${hasClip ? msg('Choose another') : msg('Choose a clip')}
        </button>
      </h2>
      ${hasClip ? this.#renderClip(this.clip) : nothing}
      <lookfor-builder-excerpt .api=${this.api} .plan=${this.plan}></lookfor-builder-excerpt>
      ${wrong(this.gaps, 'clipId', 'clip-wrong')}
      ${
        this.isChoosing
          ? html`<wa-dialog
              open
              light-dismiss
              label=${msg('Choose a clip')}
              @wa-after-hide=${this.#handleHidden}
            >
              <lookfor-clip-choice
                .api=${this.api}
                clip-id=${this.plan.clipId ?? ''}
                @lookfor-clip-chosen=${this.#handleChosen}
              ></lookfor-clip-choice>
            </wa-dialog>`
          : nothing
      }
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

  readonly #handleOpen = (): void => {
    this.isChoosing = true;
  };

  readonly #handleHidden = (event: Event): void => {
    // Widgets inside the dialog hide too, and their events rise.
    if (event.target !== event.currentTarget) return;
    this.#close();
  };

  readonly #handleChosen = (event: ClipChosen): void => {
    event.stopPropagation();
    const isSame = event.clip.id === this.plan.clipId;
    if (!isSame) this.change({ ...this.plan, clipId: event.clip.id, excerpt: null });
    this.#close();
  };

  #close(): void {
    this.isChoosing = false;
    this.renderRoot.querySelector<HTMLElement>('[data-path="clipId"]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-clip': LookforBuilderClip;
  }
}
