import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { heritageRoutes, type Showing } from '#contract/heritage';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';

/**
 * Lets the author of a narration show it on the page of its clip, and take it away again. Shows
 * nothing to anybody else, and does not print.
 *
 * @tag lookfor-shown-narration
 */
@customElement('lookfor-shown-narration')
export class LookforShownNarration extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      fieldset {
        display: grid;
        gap: var(--lf-1);
        margin: var(--lf-5) 0 0;
        padding: var(--lf-3) var(--lf-4);
        border: var(--lf-line);
        border-radius: var(--lf-radius);
        font-family: var(--lf-font-ui);
      }
      legend {
        padding-inline: var(--lf-1);
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        min-block-size: 1.75rem;
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 1rem;
        block-size: 1rem;
        margin: 0;
      }
      p {
        color: var(--lf-ink-2);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private showing: Showing | undefined;
  @state() private problem: unknown;

  @property({ attribute: 'narration-id' }) narrationId = '';

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('narrationId') && this.narrationId) void this.#read();
  }

  async #read(): Promise<void> {
    const params = { narrationId: this.narrationId };
    // Whoever did not write it has nothing to decide here.
    this.showing = await this.api
      .call(heritageRoutes.getShowing, { params })
      .catch(() => undefined);
  }

  async #set(change: Partial<Showing>): Promise<void> {
    if (!this.showing) return;
    const body = { ...this.showing, ...change };
    this.problem = undefined;
    try {
      const params = { narrationId: this.narrationId };
      await this.api.call(heritageRoutes.setShowing, { params, body });
    } catch (error) {
      this.problem = error;
    }
    await this.#read();
  }

  override render() {
    const { showing } = this;
    if (!showing) return nothing;
    const isOn = (event: Event): boolean => (event.target as HTMLInputElement).checked;
    return html`<fieldset>
      <legend>${msg('On the page of the clip')}</legend>
      <label
        ><input
          type="checkbox"
          .checked=${showing.isShown}
          @change=${(event: Event) => void this.#set({ isShown: isOn(event) })}
        />${msg('Show this narration on the page of its clip')}</label
      >
      ${
        showing.isShown
          ? html`<label
              ><input
                type="checkbox"
                .checked=${showing.isNamed}
                @change=${(event: Event) => void this.#set({ isNamed: isOn(event) })}
              />${msg('With my name')}</label
            >`
          : nothing
      }
      <p>${msg('Those who look for clips can read it there. You can take it away at any time.')}</p>
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-shown-narration': LookforShownNarration;
  }
}
