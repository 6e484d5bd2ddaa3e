import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Level } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';

/**
 * The levels of a criterion on one line: a ring where its author had expected to stand, a disc
 * where the markers see it, and a bar between the two. `--code` gives the hue.
 *
 * @tag lookfor-level-ladder
 */
@customElement('lookfor-level-ladder')
export class LookforLevelLadder extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      .line {
        position: relative;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(var(--levels), minmax(0, 1fr));
        padding-block-start: 30px;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        text-align: center;
      }
      .line::before {
        content: '';
        position: absolute;
        inset-block-start: 17px;
        inset-inline: calc(50% / var(--levels));
        block-size: 2px;
        background: var(--lf-rule);
      }
      .between {
        position: absolute;
        inset-block-start: 16px;
        inset-inline-start: calc((var(--from) + 0.5) * 100% / var(--levels));
        inline-size: calc(var(--steps) * 100% / var(--levels));
        block-size: 4px;
        background: var(--code);
        opacity: 0.4;
      }
      .level {
        position: relative;
        overflow-wrap: anywhere;
      }
      .level::before {
        content: '';
        position: absolute;
        inset-block-start: -16px;
        inset-inline-start: calc(50% - 3px);
        inline-size: 6px;
        block-size: 6px;
        border-radius: 50%;
        background: var(--lf-field);
      }
      .own {
        color: var(--lf-ink);
      }
      .theirs {
        color: var(--code);
        font-weight: 600;
      }
      :is(.own, .theirs)::before {
        inset-block-start: -22px;
        inset-inline-start: calc(50% - 9px);
        inline-size: 18px;
        block-size: 18px;
        print-color-adjust: exact;
      }
      .theirs::before {
        background: var(--code);
      }
      .own::before {
        border: 2.5px solid var(--code);
        background: var(--lf-surface);
      }
      .own.theirs::before {
        border: 0;
        background: var(--code);
        box-shadow:
          0 0 0 3px var(--lf-surface),
          0 0 0 5.5px var(--code);
      }
    `,
  ];

  @property({ attribute: false }) levels: readonly Level[] = [];
  @property({ attribute: false }) own: Level | null = null;
  @property({ attribute: false }) theirs: Level | null = null;

  override render() {
    const ownAt = this.own ? this.levels.indexOf(this.own) : -1;
    const theirsAt = this.theirs ? this.levels.indexOf(this.theirs) : -1;
    const isApart = ownAt >= 0 && theirsAt >= 0 && ownAt !== theirsAt;
    const place = `--from: ${Math.min(ownAt, theirsAt)}; --steps: ${Math.abs(ownAt - theirsAt)}`;
    // Styles as properties: the page's policy refuses them as attributes.
    return html`<div class="line" .style=${`--levels: ${Math.max(1, this.levels.length)}`}>
      ${isApart ? html`<i class="between" .style=${place}></i>` : nothing}
      <ol>
        ${this.levels.map(
          (level, at) =>
            html`<li class="level ${at === ownAt ? 'own' : ''} ${at === theirsAt ? 'theirs' : ''}">
              ${level.title}
              ${at === ownAt ? html`<span class="unseen">${msg('your own estimate')}</span>` : nothing}
              ${at === theirsAt ? html`<span class="unseen">${msg('your marker')}</span>` : nothing}
            </li>`,
        )}
      </ol>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-level-ladder': LookforLevelLadder;
  }
}
