import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Share } from '#contract/assessments';
import type { NarrationReading } from '#contract/narrations';
import { LookforElement } from '#elements/kit/element';
import { writersOf } from '#elements/narration/authors.rules';
import { authorColourStyles } from '#elements/observation/author-colours.styles';
import type { Member } from '#elements/observation/team.rules';
import { ShareChange } from './events.ts';

/**
 * The mark of a group, member by member: everybody gets it, and who gets more or less reads why.
 *
 * @tag lookfor-group-shares
 * @fires lookfor-share-change - ShareChange
 */
@customElement('lookfor-group-shares')
export class LookforGroupShares extends LookforElement {
  static override styles = [
    LookforElement.styles,
    authorColourStyles,
    css`
      section {
        margin-block: var(--lf-5) var(--lf-4);
      }
      h3 {
        font-size: var(--lf-text-s);
        font-weight: 600;
      }
      p {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      ul {
        display: grid;
        gap: var(--lf-2);
        margin: var(--lf-2) 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) 5.5rem 3.5rem;
        gap: var(--lf-1) var(--lf-2);
        align-items: center;
      }
      .who {
        overflow-wrap: anywhere;
      }
      input {
        min-block-size: 2.25rem;
        inline-size: 100%;
        text-align: end;
      }
      output {
        font-weight: 600;
        text-align: end;
      }
      .why {
        grid-column: 1 / -1;
        display: grid;
        gap: 2px;
      }
      .why label {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
      }
      .why .missing {
        color: var(--lf-ink);
        font-weight: 600;
      }
      textarea {
        inline-size: 100%;
        min-block-size: 3.5rem;
        font: 400 var(--lf-text-body) / 1.4 var(--lf-font-text);
      }
      .said {
        font: italic 400 var(--lf-text-body) / 1.4 var(--lf-font-text);
      }
    `,
  ];

  @property({ attribute: false }) group!: NonNullable<NarrationReading['group']>;
  @property({ attribute: false }) shares: readonly Share[] = [];
  /** What the group gets. */
  @property({ type: Number, attribute: 'group-points' }) groupPoints = 0;
  @property({ type: Number, attribute: 'maximum-points' }) maximumPoints = 0;
  /** The mark is with the students and stays. */
  @property({ type: Boolean }) locked = false;

  override render() {
    return html`<section aria-labelledby="title">
      <h3 id="title">${msg('Each member')}</h3>
      <p>${msg('Everybody gets the mark of the group. Who gets more or less reads why.')}</p>
      <ul>
        ${writersOf(this.group).map((member) => this.#renderMember(member))}
      </ul>
    </section>`;
  }

  #renderMember(member: Member): TemplateResult {
    const share = this.shares.find((one) => one.member === member.key);
    const adjustment = share?.adjustment ?? 0;
    const points = Math.min(this.maximumPoints, Math.max(0, this.groupPoints + adjustment));
    const { key, name, hue, initials } = member;
    return html`<li>
      <i class="by author-${hue}" aria-hidden="true">${initials}</i>
      <span class="who"><span class=${name === initials ? 'unseen' : ''}>${name}</span></span>
      ${
        this.locked
          ? html`<span>${adjustment === 0 ? nothing : signed(adjustment)}</span>`
          : html`<input
              type="number"
              step="0.5"
              min=${-this.maximumPoints}
              max=${this.maximumPoints}
              aria-label=${msg(str`Points more or less for ${name}`)}
              .value=${String(adjustment)}
              @change=${({ target }: Event & { target: HTMLInputElement }) =>
                this.#tell(key, { adjustment: Number(target.value) || 0 })}
            />`
      }
      <output aria-label=${msg(str`${name} gets`)}>${Math.round(points * 100) / 100}</output>
      ${adjustment !== 0 || share?.reason ? this.#renderReason(member, share) : nothing}
    </li>`;
  }

  #renderReason({ key, name }: Member, share: Share | undefined): TemplateResult {
    const reason = share?.reason ?? '';
    if (this.locked) return html`<p class="why said">${reason}</p>`;
    const isMissing = share !== undefined && share.adjustment !== 0 && reason.trim() === '';
    return html`<div class="why">
      <label for="why-${key}" class=${isMissing ? 'missing' : ''}
        >${isMissing ? msg(str`Say why: ${name} reads it.`) : msg(str`Why, read by ${name}`)}</label
      >
      <textarea
        id="why-${key}"
        maxlength="2000"
        .value=${live(reason)}
        @input=${({ target }: Event & { target: HTMLTextAreaElement }) =>
          this.#tell(key, { reason: target.value })}
      ></textarea>
    </div>`;
  }

  #tell(member: string, change: Partial<Pick<Share, 'adjustment' | 'reason'>>): void {
    this.dispatchEvent(new ShareChange(member, change));
  }
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : `−${Math.abs(points)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-group-shares': LookforGroupShares;
  }
}
