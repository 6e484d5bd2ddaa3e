import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clipRoutes, type Clip } from '#contract/clips';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';

/**
 * The picture that stands for a clip, chosen among some that were taken from it.
 *
 * @tag lookfor-poster-choice
 * @fires lookfor-clip-change - a picture was chosen
 */
@customElement('lookfor-poster-choice')
export class LookforPosterChoice extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      fieldset {
        padding: 0;
        margin: 0 0 var(--lf-5);
        border: 0;
      }
      legend {
        margin-block-end: var(--lf-2);
        font-weight: 600;
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--lf-3);
      }
      label {
        display: block;
        cursor: pointer;
      }
      input {
        position: absolute;
        opacity: 0;
      }
      img {
        display: block;
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius);
        object-fit: cover;
        background: var(--lf-rule);
      }
      input:checked + img {
        outline: 3px solid var(--lf-accent);
        outline-offset: 2px;
      }
      input:focus-visible + img {
        outline: 3px solid var(--lf-focus, var(--lf-ink));
        outline-offset: 2px;
      }
      .wrong {
        margin-block-start: var(--lf-2);
        color: var(--lf-danger);
        font-size: var(--lf-text-s);
      }
      @media (max-width: 40rem) {
        .pictures {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  @state() private problem: unknown;

  @property({ attribute: false }) clip: Clip | undefined;

  async #choose(name: string): Promise<void> {
    const { clip } = this;
    if (!clip) return;
    this.problem = undefined;
    try {
      const params = { clipId: clip.id };
      const changed = await this.api.call(clipRoutes.choosePoster, { params, body: { name } });
      this.dispatchEvent(new ClipChange(changed));
    } catch (error) {
      this.problem = error;
    }
  }

  override render() {
    const { clip } = this;
    if (!clip || clip.posters.length < 2) return nothing;
    const chosen = clip.posterUrl?.split('/').at(-1);
    return html`<fieldset>
      <legend>${msg('Picture that stands for the clip')}</legend>
      <div class="pictures">
        ${clip.posters.map(
          ({ name, url }, at) =>
            html`<label>
              <input
                type="radio"
                name="poster"
                .checked=${name === chosen}
                aria-label=${msg(str`Picture ${at + 1}`)}
                @change=${() => void this.#choose(name)}
              />
              <img src=${url} alt="" loading="lazy" />
            </label>`,
        )}
      </div>
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-poster-choice': LookforPosterChoice;
  }
}
