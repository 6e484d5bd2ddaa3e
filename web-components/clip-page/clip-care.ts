import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { may } from '#elements/kit/session';
import './caption-shelf.ts';
import './clip-curation.ts';
import './clip-keeping.ts';
import './clip-removal.ts';
import './consent-register.ts';
import './sealed-people.ts';
import './second-view-shelf.ts';
import './viewing-log.ts';

/**
 * All that those do who look after a clip: its way through the library, who agreed to what,
 * captions, second views, copies, forms under seal, who watched, and its removal. Nothing for anybody else.
 *
 * @tag lookfor-clip-care
 * @fires lookfor-clip-change - something was changed
 */
@customElement('lookfor-clip-care')
export class LookforClipCare extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
      }
      section {
        margin-block-start: var(--lf-7);
        padding-block-start: var(--lf-5);
        border-block-start: 1px solid var(--lf-ink-3);
      }
      h2 {
        padding-block-end: var(--lf-2);
        font: 600 var(--lf-text-xl) / 1.25 var(--lf-font-text);
      }
      .captions {
        display: block;
        margin-block-start: var(--lf-6);
      }
    `,
  ];

  @property({ attribute: false }) clip: Clip | undefined;
  /** Where the clip stands: times of people are taken from there. */
  @property({ type: Number }) seconds = 0;

  override render() {
    const { api, clip } = this;
    const canManage = may(this.session, 'clips.manage');
    if (!clip || (!canManage && !clip.isMine)) return nothing;
    if (clip.institution || clip.coverage.gap === 'not-shared') return nothing;
    return html`<section aria-labelledby="care">
      <h2 id="care">${msg('Care of this clip')}</h2>
      ${
        canManage
          ? html`<lookfor-clip-curation .api=${api} .clip=${clip}></lookfor-clip-curation>`
          : nothing
      }
      <lookfor-consent-register
        .api=${api}
        .clip=${clip}
        .seconds=${this.seconds}
      ></lookfor-consent-register>
      ${
        canManage
          ? html`<lookfor-caption-shelf
              class="captions"
              .api=${api}
              clip-id=${clip.id}
            ></lookfor-caption-shelf>`
          : nothing
      }
      ${
        canManage && clip.state === 'ready'
          ? html`<lookfor-second-view-shelf
              .api=${api}
              .localStore=${this.localStore}
              clip-id=${clip.id}
            ></lookfor-second-view-shelf>`
          : nothing
      }
      <lookfor-clip-keeping .api=${api} .clip=${clip} ?carer=${canManage}></lookfor-clip-keeping>
      ${
        clip.isMine && canManage
          ? html`<lookfor-sealed-people .api=${api} .clip=${clip}></lookfor-sealed-people>`
          : nothing
      }
      ${
        clip.isMine
          ? html`<lookfor-viewing-log .api=${api} clip-id=${clip.id}></lookfor-viewing-log>`
          : nothing
      }
      ${
        clip.isMine && canManage
          ? html`<lookfor-clip-removal .api=${api} .clip=${clip}></lookfor-clip-removal>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-care': LookforClipCare;
  }
}
