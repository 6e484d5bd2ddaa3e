import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { careRoutes } from '#contract/care';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { formatDay } from '#elements/kit/time';

/**
 * Reminds a clip's owner of consents that end soon; shows nothing while none does.
 *
 * @tag lookfor-ending-consents
 * @fires lookfor-navigate - to the clip that a consent is about
 */
@customElement('lookfor-ending-consents')
export class LookforEndingConsents extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      details {
        margin-block-end: var(--lf-4);
        padding: var(--lf-3);
        border-radius: var(--lf-radius);
        background: var(--lf-noticed-soft);
      }
      summary {
        font-weight: 600;
        cursor: pointer;
      }
      li {
        padding-block-start: var(--lf-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  #ending = new Task(this, {
    args: () => [this.api] as const,
    task: async ([api], { signal }) =>
      (await api.call(careRoutes.listEndingConsents, {}, { signal })).consents,
  });

  #open(event: Event, clipId: string): void {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('clip', { clipId }));
  }

  override render() {
    // A reminder that cannot be had is asked for again with the next page.
    return this.#ending.render({
      complete: (consents) =>
        consents.length === 0
          ? nothing
          : html`<details>
              <summary>
                ${
                  consents.length === 1
                    ? msg('1 consent ends within 30 days')
                    : msg(str`${consents.length} consents end within 30 days`)
                }
              </summary>
              <ul>
                ${consents.map(
                  ({ clipId, title, pseudonym, validUntil }) =>
                    html`<li>
                      <a href="#clip" @click=${(event: Event) => this.#open(event, clipId)}
                        >${title || msg('A clip without a title')}</a
                      >
                      ${msg(str`${pseudonym}, until ${formatDay(validUntil)}`)}
                    </li>`,
                )}
              </ul>
            </details>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-ending-consents': LookforEndingConsents;
  }
}
