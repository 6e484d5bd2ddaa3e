import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import type { EditorWish } from './editor-keys.rules.ts';
import { EditorWished } from './events.ts';

/**
 * What can be done with the open line, each with its key, and all keys in words.
 *
 * @tag lookfor-cue-tools
 * @fires lookfor-editor-wished - something is to be done
 */
@customElement('lookfor-cue-tools')
export class LookforCueTools extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
        padding-block: var(--lf-3);
      }
      .edge {
        display: inline-flex;
      }
      .edge button {
        border-radius: 0;
      }
      .edge button + button {
        margin-inline-start: -1px;
      }
      .edge button:first-child {
        border-start-start-radius: var(--lf-radius);
        border-end-start-radius: var(--lf-radius);
      }
      .edge button:last-child {
        border-start-end-radius: var(--lf-radius);
        border-end-end-radius: var(--lf-radius);
      }
      .edge .icon-only {
        border-color: var(--lf-rule);
        background: var(--lf-surface);
      }
      summary {
        inline-size: fit-content;
        min-block-size: 24px;
        color: var(--lf-accent);
        font-weight: 600;
        cursor: pointer;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
        gap: 0 var(--lf-4);
        padding-block: var(--lf-2);
      }
      dl div {
        display: grid;
        grid-template-columns: minmax(7.5rem, auto) 1fr;
        gap: var(--lf-2);
        align-items: baseline;
        padding-block: 4px;
        border-block-end: var(--lf-line);
      }
      dl p {
        grid-column: 1 / -1;
        padding-block: var(--lf-2) var(--lf-1);
        color: var(--lf-ink-2);
        font-weight: 600;
      }
    `,
  ];

  /** Whether a line is open. */
  @property({ type: Boolean, attribute: 'has-line' }) hasLine = false;
  @property({ type: Boolean, attribute: 'is-looping' }) isLooping = false;
  @property({ type: Boolean, attribute: 'can-undo' }) canUndo = false;
  @property({ type: Boolean, attribute: 'can-redo' }) canRedo = false;

  #wish(wish: EditorWish): void {
    this.dispatchEvent(new EditorWished(wish));
  }

  #renderEdge(edge: 'start' | 'end'): TemplateResult {
    const isStart = edge === 'start';
    return html`<span class="edge"
      ><button
        class="icon-only"
        aria-label=${isStart ? msg('Begin one frame earlier') : msg('End one frame earlier')}
        ?disabled=${!this.hasLine}
        @click=${() => this.#wish({ do: 'nudge', edge, frames: -1 })}
      >
        ${icon('chevron-left')}</button
      ><button ?disabled=${!this.hasLine} @click=${() => this.#wish({ do: 'edge', edge })}>
        ${isStart ? msg('Begin here') : msg('End here')} <kbd>${isStart ? 'I' : 'O'}</kbd></button
      ><button
        class="icon-only"
        aria-label=${isStart ? msg('Begin one frame later') : msg('End one frame later')}
        ?disabled=${!this.hasLine}
        @click=${() => this.#wish({ do: 'nudge', edge, frames: 1 })}
      >
        ${icon('chevron-right')}
      </button></span
    >`;
  }

  #renderKeys(): TemplateResult {
    const row = (keys: readonly string[], words: string): TemplateResult =>
      html`<div>
        <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
        <dd>${words}</dd>
      </div>`;
    return html`<details>
      <summary>${msg('All keys')}</summary>
      <dl>
        <p>${msg('While you write')}</p>
        ${row(['Enter', 'Tab'], msg('next line'))} ${row(['⇧', 'Enter'], msg('new row'))}
        ${row(['Ctrl', 'Enter'], msg('split at the caret'))}
        ${row(['⌫', 'Del'], msg('at the edge of the words: merge'))}
        ${row(['Ctrl', 'Space'], msg('play or pause'))} ${row(['Esc'], msg('leave the words'))}
        <p>${msg('Always')}</p>
        ${row(['Alt', '←', '→'], msg('begin one frame earlier, later'))}
        ${row(['Alt', '⇧', '←', '→'], msg('end one frame earlier, later'))}
        ${row(['Alt', '↑', '↓'], msg('previous, next line'))}
        ${row(['Ctrl', 'Z'], msg('take back'))} ${row(['Ctrl', '⇧', 'Z'], msg('do again'))}
        <p>${msg('Outside the words')}</p>
        ${row(['I', 'O'], msg('begin, end here'))} ${row(['R'], msg('loop the line'))}
        ${row(['S', 'M'], msg('split, merge with the next'))}
        ${row(['A', 'Del'], msg('add, remove a line'))} ${row(['N'], msg('write'))}
        ${row(['Space', 'J', 'K', 'L', ',', '.'], msg('play, as everywhere'))}
      </dl>
    </details>`;
  }

  override render() {
    const { hasLine } = this;
    return html`<div class="tools" role="group" aria-label=${msg('The open line')}>
        ${this.#renderEdge('start')} ${this.#renderEdge('end')}
        <button
          aria-pressed=${this.isLooping}
          ?disabled=${!hasLine}
          @click=${() => this.#wish({ do: 'loop' })}
        >
          ${icon('replay')} ${msg('Loop')} <kbd>R</kbd>
        </button>
        <button ?disabled=${!hasLine} @click=${() => this.#wish({ do: 'split' })}>
          ${msg('Split')} <kbd>S</kbd>
        </button>
        <button ?disabled=${!hasLine} @click=${() => this.#wish({ do: 'merge' })}>
          ${msg('Merge with the next')} <kbd>M</kbd>
        </button>
        <button @click=${() => this.#wish({ do: 'add' })}>
          ${icon('plus')} ${msg('Add a line here')} <kbd>A</kbd>
        </button>
        <button ?disabled=${!hasLine} @click=${() => this.#wish({ do: 'remove' })}>
          ${icon('trash')} ${msg('Remove')}
        </button>
        <button ?disabled=${!this.canUndo} @click=${() => this.#wish({ do: 'undo' })}>
          ${msg('Take back')}
        </button>
        <button ?disabled=${!this.canRedo} @click=${() => this.#wish({ do: 'redo' })}>
          ${msg('Do again')}
        </button>
      </div>
      ${this.#renderKeys()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-cue-tools': LookforCueTools;
  }
}
