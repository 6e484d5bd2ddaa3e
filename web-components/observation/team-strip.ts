import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Team } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { authorColourStyles } from './author-colours.styles.ts';
import type { Member } from './team.rules.ts';

/** The wish to see the marks of one member; null: of all. */
export class AuthorChoose extends Event {
  static readonly eventName = 'lookfor-author-choose';
  readonly key: string | null;

  constructor(key: string | null) {
    super(AuthorChoose.eventName, OUTWARD);
    this.key = key;
  }
}

/** An answer to a member who wants to hand in; without a yes: not yet. */
export class HandInAnswer extends Event {
  static readonly eventName = 'lookfor-hand-in-answer';
  readonly isYes: boolean;

  constructor(isYes: boolean) {
    super(HandInAnswer.eventName, OUTWARD);
    this.isYes = isYes;
  }
}

/**
 * Who works on an observation together: who is there now, whose marks are shown, and who wants to
 * hand in.
 *
 * @tag lookfor-team-strip
 * @fires lookfor-author-choose {AuthorChoose} - marks of one member are wished, or of all
 * @fires lookfor-hand-in-answer {HandInAnswer} - yes to handing in, or not yet
 */
@customElement('lookfor-team-strip')
export class LookforTeamStrip extends LookforElement {
  static override styles = [
    LookforElement.styles,
    authorColourStyles,
    css`
      .strip {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-1) var(--lf-3);
        min-block-size: 2.5rem;
        padding: var(--lf-1) 1.25rem;
        border-block-end: var(--lf-line);
        background: var(--lf-surface);
      }
      h2 {
        font-size: var(--lf-text-s);
        font-weight: 600;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li button {
        position: relative;
        min-inline-size: 2rem;
        min-block-size: 2rem;
        padding-inline: 6px;
        border-radius: 1rem;
        border-block-end: 3px solid var(--author, var(--lf-rule));
        color: var(--lf-ink-3);
        font-size: var(--lf-text-xs);
        font-weight: 600;
      }
      li button.here {
        border-color: var(--author, var(--lf-ink-2));
        color: var(--lf-ink);
      }
      li button.here::after {
        content: '';
        position: absolute;
        inset-block-end: -1px;
        inset-inline-end: 1px;
        inline-size: 0.5rem;
        block-size: 0.5rem;
        border: 1.5px solid var(--lf-surface);
        border-radius: 50%;
        background: var(--lf-good, var(--lf-accent));
      }
      button[aria-pressed='true'] {
        border-color: var(--lf-accent);
        background: var(--lf-accent-soft);
        color: var(--lf-ink);
      }
      .wish {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-2);
        margin-inline-start: auto;
      }
      .wish button {
        min-block-size: 2rem;
      }
      @media (max-width: 640px) {
        .strip {
          padding-inline: var(--lf-4);
        }
        .wish {
          margin-inline-start: 0;
        }
        .wish:has(button) {
          flex-basis: 100%;
        }
        .wish span {
          flex-basis: 100%;
        }
        .wish button {
          flex: 1;
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  /** What they make together. */
  @property() what: 'marks' | 'text' = 'marks';
  @property({ attribute: false }) team!: Team;
  @property({ attribute: false }) members: readonly Member[] = [];
  /** Keys of members who are there now. */
  @property({ attribute: false }) here: ReadonlySet<string> = new Set();
  /** Whose marks are shown; null: all. */
  @property({ attribute: false }) author: string | null = null;
  /** It is handed in: what is left is to look. */
  @property({ type: Boolean, attribute: 'handed-in' }) handedIn = false;

  override render() {
    return html`<section class="strip" aria-label=${this.team.name}>
      <h2>${this.team.name}</h2>
      <ul
        aria-label=${this.what === 'text' ? msg('Whose paragraphs stand out') : msg('Whose marks are shown')}
      >
        <li>
          <button
            aria-pressed=${this.author === null}
            @click=${() => this.dispatchEvent(new AuthorChoose(null))}
          >
            ${msg('Everybody')}
          </button>
        </li>
        ${this.members.map((member) => this.#renderMember(member))}
      </ul>
      <div class="wish" role="status">${this.#renderWish()}</div>
    </section>`;
  }

  #renderMember({ key, name, initials, hue, isMe }: Member): TemplateResult {
    const isHere = isMe || this.here.has(key);
    const who = isMe ? msg(str`${name} (you)`) : name;
    const words = isMe || !isHere ? who : msg(str`${who}, here now`);
    const isChosen = this.author === key;
    return html`<li>
      <button
        class="author-${hue} ${isHere && !this.handedIn ? 'here' : ''}"
        aria-pressed=${isChosen}
        title=${words}
        @click=${() => this.dispatchEvent(new AuthorChoose(isChosen ? null : key))}
      >
        <span aria-hidden="true">${initials}</span><span class="unseen">${words}</span>
      </button>
    </li>`;
  }

  #renderWish(): TemplateResult | typeof nothing {
    const { members, handedInBy, handIn } = this.team;
    if (this.handedIn) {
      const who = members.find(({ key }) => key === handedInBy);
      if (!who || handIn === 'all') return html`<span>${msg('Handed in together.')}</span>`;
      return html`<span
        >${who.isMe ? msg('You handed in for all.') : msg(str`${who.name} handed in for all.`)}</span
      >`;
    }
    const yes = members.filter(({ saysYes }) => saysYes);
    if (yes.length === 0) return nothing;
    const names = yes.map(({ name, isMe }) => (isMe ? msg('you') : name)).join(', ');
    const mine = yes.some(({ isMe }) => isMe);
    const missing = members.length - yes.length;
    return html`<span
        >${msg(str`Want to hand in: ${names}.`)}
        ${mine ? (missing === 1 ? msg('One yes is missing.') : msg(str`${missing} are missing.`)) : nothing}</span
      >
      ${
        mine
          ? nothing
          : html`<button @click=${() => this.dispatchEvent(new HandInAnswer(true))}>
              ${msg('Yes, hand in…')}
            </button>`
      }
      <button class="quiet" @click=${() => this.dispatchEvent(new HandInAnswer(false))}>
        ${msg('Not yet')}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-team-strip': LookforTeamStrip;
  }
  interface HTMLElementEventMap {
    'lookfor-author-choose': AuthorChoose;
    'lookfor-hand-in-answer': HandInAnswer;
  }
}
