import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NarrationDoc } from '#contract/narrations';
import { blockKey } from '#contract/shared/doc-alignment';
import { blockText } from '#contract/shared/narration-text';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';

/** The words that came too late are wanted no more. */
export class LateWordsDrop extends Event {
  static readonly eventName = 'lookfor-late-words-drop';

  constructor() {
    super(LateWordsDrop.eventName, OUTWARD);
  }
}

/**
 * What somebody wrote on this device while their text was handed in elsewhere: it is in no version,
 * so it can be read and copied here until they let go of it.
 *
 * @tag lookfor-late-words
 * @fires lookfor-late-words-drop - LateWordsDrop
 */
@customElement('lookfor-late-words')
export class LookforLateWords extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        display: grid;
        gap: var(--lf-3);
        max-inline-size: 44rem;
        margin: var(--lf-4) auto;
        padding: var(--lf-4);
        border: 1px solid var(--lf-noticed);
        border-radius: var(--lf-radius);
        background: var(--lf-noticed-soft);
      }
      blockquote {
        margin: 0;
        max-block-size: 16rem;
        overflow: auto;
        font: 400 var(--lf-text-body) / var(--lf-leading-text) var(--lf-font-text);
        white-space: pre-line;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
      }
    `,
  ];

  @state() private isCopied = false;

  /** The text as it stood on this device. */
  @property({ attribute: false }) mine!: NarrationDoc;
  /** What was handed in. */
  @property({ attribute: false }) handedIn!: NarrationDoc;

  get #words(): string {
    const known = new Set(this.handedIn.content.map(blockKey));
    return this.mine.content
      .filter((block) => !known.has(blockKey(block)))
      .map(blockText)
      .filter((text) => text.trim() !== '')
      .join('\n\n');
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.#words);
    this.isCopied = true;
  }

  override render() {
    return html`<section role="status">
      <p>
        ${msg('The text was handed in elsewhere while you were writing. These words of yours are only on this device:')}
      </p>
      <blockquote tabindex="0">${this.#words}</blockquote>
      <div>
        <button @click=${() => void this.#copy()}>
          ${this.isCopied ? msg('Copied') : msg('Copy them')}
        </button>
        <button class="quiet" @click=${() => this.dispatchEvent(new LateWordsDrop())}>
          ${msg('Let go of them')}
        </button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-late-words': LookforLateWords;
  }
  interface HTMLElementEventMap {
    'lookfor-late-words-drop': LateWordsDrop;
  }
}
