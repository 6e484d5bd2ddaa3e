import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { careRoutes } from '#contract/care';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { keepPage } from '#elements/exchange/files';
import { formatDay } from '#elements/kit/time';

/**
 * Own clips that were removed: of each a certificate of what was done. Shows nothing while there are
 * none.
 *
 * @tag lookfor-removed-clips
 */
@customElement('lookfor-removed-clips')
export class LookforRemovedClips extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      details {
        margin-block-start: var(--lf-5);
        padding-block-start: var(--lf-3);
        border-block-start: var(--lf-line);
      }
      summary {
        font-weight: 600;
        cursor: pointer;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--lf-3);
        align-items: baseline;
        padding-block-start: var(--lf-2);
        overflow-wrap: anywhere;
      }
      b {
        font: 600 var(--lf-text-m) / 1.3 var(--lf-font-text);
      }
      span {
        color: var(--lf-ink-2);
      }
      p {
        color: var(--lf-danger);
      }
    `,
  ];

  @state() private problem: unknown;

  #removed = new Task(this, {
    args: () => [this.api] as const,
    task: async ([api], { signal }) =>
      (await api.call(careRoutes.listRemovedClips, {}, { signal })).clips,
  });

  async #saveCertificate(clipId: string): Promise<void> {
    this.problem = undefined;
    try {
      keepPage(await this.api.call(careRoutes.getRemovalCertificate, { params: { clipId } }));
    } catch (error) {
      this.problem = error;
    }
  }

  override render() {
    // What cannot be had is asked for again with the next page.
    return this.#removed.render({
      complete: (clips) =>
        clips.length === 0
          ? nothing
          : html`<details>
              <summary>${msg(str`Removed clips: ${clips.length}`)}</summary>
              <ul>
                ${clips.map(
                  ({ clipId, title, removedAt }) =>
                    html`<li>
                      <b>${title || msg('A clip without a title')}</b>
                      <span>${msg(str`removed on ${formatDay(removedAt.slice(0, 10))}`)}</span>
                      <button class="plain act" @click=${() => void this.#saveCertificate(clipId)}>
                        ${msg('Certificate of what was done')}
                      </button>
                    </li>`,
                )}
              </ul>
              ${this.problem ? html`<p role="alert">${problemWords(this.problem)}</p>` : nothing}
            </details>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-removed-clips': LookforRemovedClips;
  }
}
