import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Boot, Session } from '#contract/launch';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { openInstead } from './landing.rules.ts';
import './calm-page.ts';

/**
 * What somebody reads for whom a launch opens nothing, or nothing any more, and why.
 *
 * @tag lookfor-closed-page
 * @fires lookfor-navigate - to what stands open instead
 */
@customElement('lookfor-closed-page')
export class LookforClosedPage extends LookforElement {
  /** What the launch page carried. */
  @property({ attribute: false }) boot!: Boot;

  /** The session is over; what was written is kept on this device, or saved before. */
  @property() ended: 'kept' | 'saved' | undefined;

  override render(): TemplateResult | typeof nothing {
    if (this.ended) return this.#renderEnd(this.ended);
    if (!this.session) return nothing;
    if (this.session.isAnonymous) return this.#renderAnonymous();
    if (this.boot.target.screen === 'copied-course') return this.#renderNotReady();
    return this.#renderNotAllowed(this.session);
  }

  #renderEnd(ended: 'kept' | 'saved'): TemplateResult {
    return html`<lookfor-calm-page
      .heading=${msg('You were away for a while')}
      .sentence=${
        ended === 'kept'
          ? msg(
              'Your words are kept on this device. Open the activity again from your course, and go on where you were.',
            )
          : msg(
              'What was saved before is safe. Open the activity again from your course, and go on where you were.',
            )
      }
      .returnUrl=${this.boot.returnUrl}
    ></lookfor-calm-page>`;
  }

  /** Nobody knows who this is: what belongs to a person is closed. */
  #renderAnonymous(): TemplateResult {
    return html`<lookfor-calm-page
      .heading=${msg('Your LMS did not say who you are')}
      .sentence=${msg(
        'Without a name you may read what a task asks. This page is for people who are signed in.',
      )}
      .advice=${msg('Sign in to your LMS, and open the activity from your course again.')}
      .returnUrl=${this.boot.returnUrl}
    ></lookfor-calm-page>`;
  }

  /** A link of a copied course that nobody has connected yet. */
  #renderNotReady(): TemplateResult {
    return html`<lookfor-calm-page
      .heading=${msg('This activity is not ready yet')}
      .sentence=${msg(
        'The course was copied, and this link does not know its task yet. It works for everybody as soon as the lecturer has opened it once.',
      )}
      .advice=${msg('Nothing is wrong with your account, and you have missed nothing.')}
      .returnUrl=${this.boot.returnUrl}
    ></lookfor-calm-page>`;
  }

  #renderNotAllowed(session: Session): TemplateResult {
    const course = session.courseTitle || msg('this course');
    const instead = openInstead(session);
    return html`<lookfor-calm-page
      .heading=${msg('This page is for those who teach the course')}
      .sentence=${msg(
        str`Your role in ${course} does not open it. Nothing is wrong with your account.`,
      )}
      .advice=${msg(
        'If you teach or mark here, ask the course’s lecturer to change your role in the LMS or to name you assessor in Lookfor.',
      )}
      .returnUrl=${this.boot.returnUrl}
    >
      ${
        instead
          ? html`<button
              @click=${() => this.dispatchEvent(new NavigateRequest(instead.screen, instead.params))}
            >
              ${msg('Words of this institution')}
            </button>`
          : nothing
      }
    </lookfor-calm-page>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-closed-page': LookforClosedPage;
  }
}
