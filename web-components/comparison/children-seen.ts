import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Reading } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { formatClock } from '#elements/kit/time';
import { cssFacts } from '#elements/kit/css-facts';
import { percentWords } from './agreement-words.ts';
import { picturePanelStyles } from './picture-panel.styles.ts';
import { childrenSeen, visibilityFinding, type ChildSeen } from './visibility.rules.ts';

/** A form for each child, so that rows are told apart without colour. */
const FORMS = [
  svg`<path d="M9 2l8 14H1z" />`,
  svg`<circle cx="9" cy="9" r="7.5" />`,
  svg`<path d="M9 1l8 8-8 8-8-8z" />`,
  svg`<path d="M1 14a8 10 0 0 1 16 0z" />`,
  svg`<path d="M2 2h14v14H2z" />`,
  svg`<path d="M9 1l8 6-3 10H4L1 7z" />`,
];

/**
 * Which children got attention, against the time that each is on screen (T4): my notes as a bar,
 * everybody else's as a line. It says something about who looks, never about a child.
 *
 * @tag lookfor-children-seen
 */
@customElement('lookfor-children-seen')
export class LookforChildrenSeen extends LookforElement {
  static override styles = [
    LookforElement.styles,
    picturePanelStyles,
    css`
      .child {
        display: grid;
        grid-template-columns: 20px 4.25rem minmax(0, 1fr) 3.75rem;
        column-gap: var(--lf-2);
        align-items: center;
        padding-block: var(--lf-3);
        border-block-start: var(--lf-line);
      }
      .child svg {
        inline-size: 18px;
        block-size: 18px;
        fill: var(--lf-ink-2);
      }
      .child > span {
        line-height: 1.15;
        overflow-wrap: anywhere;
      }
      .child > span small {
        display: block;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
      }
      .child > .notes {
        text-align: end;
      }
      .bars {
        position: relative;
        block-size: 22px;
      }
      .bars i {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        inline-size: calc(var(--share) * 100%);
        border-radius: 2px;
      }
      .bars .screen {
        background: var(--lf-rule);
      }
      .bars .noted {
        inset-block: 7px;
        background: var(--lf-ink);
      }
      .bars .group {
        inset-block: 2px;
        inset-inline-start: calc(var(--share) * 100%);
        inline-size: 3px;
        background: var(--lf-ink-2);
        box-shadow: 0 0 0 1.5px var(--lf-paper);
      }
      .unseen-child .screen {
        background: var(--lf-noticed-soft);
        box-shadow: inset 0 0 0 1.5px var(--lf-noticed);
      }
      .unseen-child > .notes {
        font-weight: 600;
      }
      .basis i {
        inline-size: 16px;
        block-size: 10px;
        border-radius: 2px;
        background: var(--lf-rule);
      }
      .basis .noted {
        block-size: 6px;
        background: var(--lf-ink);
      }
      .basis .group {
        inline-size: 3px;
        block-size: 14px;
        background: var(--lf-ink-2);
      }
      @media (forced-colors: active) {
        .bars i {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) people: Playback['people'] = [];
  @property({ attribute: false }) readings: readonly Reading[] = [];
  @property({ type: Boolean, attribute: 'as-table', reflect: true }) asTable = false;

  override render() {
    const children = childrenSeen(this.people, this.readings);
    return html`<div class="panel-head">
        <h2>${msg('Who was seen?')}</h2>
        ${
          children.length > 0
            ? html`<button
                class="plain"
                aria-pressed=${this.asTable}
                @click=${() => (this.asTable = !this.asTable)}
              >
                ${msg('Table')}
              </button>`
            : nothing
        }
      </div>
      <p class="says">${findingWords(children)}</p>
      ${this.asTable ? this.#renderTable(children) : this.#renderPicture(children)}`;
  }

  #renderPicture(children: readonly ChildSeen[]): TemplateResult {
    // One scale for all rows: shares of the children's time, of my notes, and of the others'.
    const shares = children.flatMap((one) => [one.onScreenShare, one.myShare ?? 0, one.groupShare ?? 0]); // prettier-ignore
    const widest = Math.max(0.01, ...shares) / 0.96;
    const hasMe = children.some((child) => child.myNotes !== null);
    const hasGroup = children.some((child) => child.groupNotes !== null);
    return html`<div aria-hidden="true">
        ${children.map((child, at) => this.#renderChild(child, at, widest))}
      </div>
      <div class="unseen">${this.#renderTable(children)}</div>
      <p class="basis" aria-hidden="true">
        ${children.length > 0 ? html`<span><i></i>${msg('time on screen')}</span>` : nothing}
        ${hasMe ? html`<span><i class="noted"></i>${msg('your notes')}</span>` : nothing}
        ${hasGroup ? html`<span><i class="group"></i>${hasMe ? msg('the others’') : msg('their notes')}</span>` : nothing}
      </p>`;
  }

  #renderChild(child: ChildSeen, at: number, widest: number): TemplateResult {
    const { pseudonym, onScreenSeconds, myShare, groupShare } = child;
    const notes = child.myNotes ?? child.groupNotes ?? 0;
    const bar = (kind: string, share: number | null) =>
      share === null || (share === 0 && kind === 'noted')
        ? nothing
        : html`<i class=${kind} ${cssFacts({ '--share': share / widest })}></i>`;
    return html`<div class="child ${notes === 0 ? 'unseen-child' : ''}">
      <svg viewBox="0 0 18 18">${FORMS[at % FORMS.length]}</svg>
      <span>${pseudonym}<small>${msg(str`on for ${formatClock(onScreenSeconds)}`)}</small></span>
      <span class="bars"
        >${bar('screen', child.onScreenShare)}${bar('noted', myShare)}${bar('group', groupShare)}</span
      >
      <span class="notes">${notesWords(notes)}</span>
    </div>`;
  }

  #renderTable(children: readonly ChildSeen[]): TemplateResult {
    return html`<div
      class="table-frame"
      role="region"
      aria-label=${msg('Who was seen?')}
      tabindex=${this.asTable ? 0 : nothing}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Child')}</th>
            <th scope="col">${msg('On screen')}</th>
            <th scope="col">${msg('Your notes')}</th>
            <th scope="col">${msg('Others’ notes')}</th>
          </tr>
        </thead>
        <tbody>
          ${children.map(
            (child) =>
              html`<tr>
                <th scope="row">${child.pseudonym}</th>
                <td>${withShare(formatClock(child.onScreenSeconds), child.onScreenShare)}</td>
                <td>${withShare(child.myNotes, child.myShare)}</td>
                <td>${withShare(child.groupNotes, child.groupShare)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function withShare(value: string | number | null, share: number | null): string {
  return value === null || share === null ? '–' : `${value} (${percentWords(share)})`;
}

function notesWords(count: number): string {
  if (count === 0) return msg('no note');
  return count === 1 ? msg('1 note') : msg(str`${count} notes`);
}

function findingWords(children: readonly ChildSeen[]): string {
  const finding = visibilityFinding(children);
  switch (finding.kind) {
    case 'no-children':
      return msg('Nobody has said which children the clip shows.');
    case 'no-notes':
      return msg('No note names a child yet.');
    case 'most': {
      const { child, notes, all } = finding;
      return msg(str`Every child was seen. ${child.pseudonym} has ${notes} of ${all} notes.`);
    }
    case 'unseen': {
      const { pseudonym, onScreenSeconds } = finding.child;
      const seconds = Math.round(onScreenSeconds);
      return finding.by === 'me'
        ? msg(str`${pseudonym} is on screen for ${seconds} seconds and in none of your notes.`)
        : msg(str`${pseudonym} is on screen for ${seconds} seconds and in nobody’s notes.`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-children-seen': LookforChildrenSeen;
  }
}
