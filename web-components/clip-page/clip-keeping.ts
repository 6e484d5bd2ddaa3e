import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { careRoutes } from '#contract/care';
import type { Clip } from '#contract/clips';
import { ClipChange } from '#elements/clip-library/events';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';

/**
 * Whether the viewer's name moves over a clip and whether a copy may be kept: chosen by those who
 * look after it; for everybody else only the copy, where there may be one.
 *
 * @tag lookfor-clip-keeping
 * @fires lookfor-clip-change - something was chosen
 */
@customElement('lookfor-clip-keeping')
export class LookforClipKeeping extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: grid;
        justify-items: start;
        margin-block: var(--lf-3);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        min-block-size: 2.25rem;
      }
      p {
        margin: 0;
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      button {
        margin-block-start: var(--lf-2);
      }
    `,
  ];

  @property({ attribute: false }) clip: Clip | undefined;
  /** Looks after the clip, and may choose. */
  @property({ type: Boolean, attribute: 'carer' }) isCarer = false;

  readonly #handleWatermark = (event: Event): Promise<void> =>
    this.#choose(event, async ({ id: clipId }, isWatermarked) => {
      await this.api.call(careRoutes.setWatermark, { params: { clipId }, body: { isWatermarked } });
      return { isWatermarked };
    });

  readonly #handleDownloadable = (event: Event): Promise<void> =>
    this.#choose(event, async ({ id: clipId }, isDownloadable) => {
      const body = { isDownloadable };
      await this.api.call(careRoutes.setDownloadable, { params: { clipId }, body });
      return { isDownloadable };
    });

  readonly #handleDownload = async (): Promise<void> => {
    if (!this.clip) return;
    try {
      const params = { clipId: this.clip.id };
      const { url } = await this.api.call(careRoutes.downloadClip, { params, body: {} });
      const link = document.createElement('a');
      link.href = url;
      link.download = '';
      link.click();
    } catch (error) {
      this.announce(problemWords(error));
    }
  };

  async #choose(
    event: Event,
    write: (clip: Clip, isChecked: boolean) => Promise<Partial<Clip>>,
  ): Promise<void> {
    const box = event.target as HTMLInputElement;
    const { clip } = this;
    if (!clip) return;
    try {
      this.dispatchEvent(new ClipChange({ ...clip, ...(await write(clip, box.checked)) }));
    } catch (error) {
      box.checked = !box.checked;
      this.announce(problemWords(error));
    }
  }

  #renderChoices(clip: Clip): TemplateResult {
    const isNamed = clip.isNameWanted === true || clip.isWatermarked === true;
    return html`<label>
        <input
          type="checkbox"
          .checked=${isNamed}
          ?disabled=${clip.isNameWanted === true}
          @change=${this.#handleWatermark}
        />
        ${msg('The viewer’s name moves over the picture')}
      </label>
      ${
        clip.isNameWanted
          ? html`<p>${msg('Your institution wants this for every clip.')}</p>`
          : nothing
      }
      ${
        clip.isMine && !clip.referenceKind
          ? html`<label>
                <input
                  type="checkbox"
                  .checked=${clip.isDownloadable === true && !isNamed}
                  ?disabled=${isNamed}
                  @change=${this.#handleDownloadable}
                />
                ${msg('Whoever may watch it may keep a copy')}
              </label>
              <p>
                ${
                  isNamed
                    ? msg('There are no copies where the viewer’s name is shown.')
                    : msg('A copy cannot be called back when somebody withdraws consent.')
                }
              </p>`
          : nothing
      }`;
  }

  override render() {
    const { clip } = this;
    if (!clip) return nothing;
    const mayKeep =
      clip.isDownloadable && !clip.isNameWanted && !clip.isWatermarked && clip.state === 'ready';
    return html`${this.isCarer ? this.#renderChoices(clip) : nothing}
    ${
      mayKeep
        ? html`<button @click=${this.#handleDownload}>${msg('Download a copy')}</button>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-keeping': LookforClipKeeping;
  }
}
