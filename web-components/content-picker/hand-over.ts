import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';

/** After this time somebody who waits wonders whether anything happens. */
const LONG_MS = 8_000;

/**
 * Hands what was chosen to the LMS by a real form, once: an LMS that takes its time would put it
 * into the course twice. It is offered again only where the browser has given up, by somebody who
 * can look whether it came.
 *
 * @tag lookfor-hand-over
 */
@customElement('lookfor-hand-over')
export class LookforHandOver extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      form {
        display: grid;
        justify-items: start;
        gap: var(--lf-4);
        padding: var(--lf-6) var(--lf-5);
      }
      p {
        max-inline-size: 60ch;
        line-height: 1.5;
      }
      .now {
        font-size: var(--lf-text-l);
      }
    `,
  ];

  @query('form') private form!: HTMLFormElement | null;

  /** Where the answer goes. */
  @property({ attribute: 'return-url' }) returnUrl = '';
  /** The signed answer. */
  @property() jwt = '';
  /** It says that nothing was chosen. */
  @property({ type: Boolean, attribute: 'is-empty' }) isEmpty = false;

  @state() private way: 'sent' | 'slow' | 'given-up' = 'sent';

  #long: ReturnType<typeof setTimeout> | undefined;

  protected override firstUpdated(): void {
    this.#send();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#long);
  }

  readonly #handleAgain = (event: Event): void => {
    event.preventDefault();
    this.#send();
  };

  readonly #handleNavigate = ({ signal }: NavigateEvent): void => {
    signal.addEventListener('abort', () => {
      clearTimeout(this.#long);
      this.way = 'given-up';
    });
  };

  #send(): void {
    this.way = 'sent';
    this.#long = setTimeout(() => (this.way = 'slow'), LONG_MS);
    if ('navigation' in window)
      navigation.addEventListener('navigate', this.#handleNavigate, { once: true });
    this.form?.submit();
  }

  override render() {
    const isGivenUp = this.way === 'given-up';
    return html`<form
      method="post"
      target="_self"
      action=${this.returnUrl}
      @submit=${this.#handleAgain}
    >
      <input type="hidden" name="JWT" .value=${this.jwt} />
      <p class="now" role="status">
        ${isGivenUp ? msg('Your LMS has not answered.') : msg('Going back to your LMS…')}
      </p>
      ${
        this.way === 'slow'
          ? html`<p role="status">
              ${msg('It is taking its time. Your answer is on its way, and is sent only once.')}
            </p>`
          : nothing
      }
      ${
        isGivenUp
          ? html`${
                this.isEmpty
                  ? nothing
                  : html`<p>
                      ${msg('Look into your course. If what you chose is not there, send it once more.')}
                    </p>`
              } <button>${msg('Send once more')}</button>`
          : nothing
      }
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-hand-over': LookforHandOver;
  }
}
