import { msg } from '@lit/localize';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { referenceRoutes, type ReferenceRefusal } from '#contract/references';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import { parseTime } from '#elements/kit/time';

/** A clip was made of an address. */
export class ReferenceMade extends Event {
  static readonly eventName = 'lookfor-reference-made';
  readonly clip: Clip;

  constructor(clip: Clip) {
    super(ReferenceMade.eventName, OUTWARD);
    this.clip = clip;
  }
}

/**
 * Makes a clip of a film that stays where it is: on a server of the institution, or a video site.
 *
 * @tag lookfor-reference-form
 * @fires lookfor-reference-made {ReferenceMade} - the clip is there, to be described
 */
@customElement('lookfor-reference-form')
export class LookforReferenceForm extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        margin-block-start: var(--lf-3);
      }
      form {
        display: grid;
        gap: var(--lf-2);
        justify-items: start;
        padding-block-start: var(--lf-2);
      }
      label {
        display: grid;
        gap: var(--lf-1);
        inline-size: 100%;
        color: var(--lf-ink-2);
      }
      .short {
        max-inline-size: 12rem;
      }
      p {
        color: var(--lf-ink-2);
      }
      .wrong {
        color: var(--lf-danger);
      }
    `,
  ];

  @state() private problem: unknown;
  @state() private isAsking = false;

  readonly #handleSend = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = new FormData(form);
    const word = (name: string) => {
      const given = said.get(name);
      return typeof given === 'string' ? given.trim() : '';
    };
    this.problem = undefined;
    this.isAsking = true;
    try {
      const clip = await this.api.call(referenceRoutes.addReference, {
        body: {
          ...{ address: word('address'), title: word('title') },
          durationSeconds: parseTime(word('length')) || null,
        },
      });
      // Pressed once more, it would make a second clip of the same film.
      form.reset();
      this.dispatchEvent(new ReferenceMade(clip));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isAsking = false;
    }
  };

  get #refusal(): ReferenceRefusal | undefined {
    const { problem } = this;
    const reason = problem instanceof ApiError ? problem.problem?.details?.['reason'] : undefined;
    return typeof reason === 'string' && reason in REFUSALS
      ? (reason as ReferenceRefusal)
      : undefined;
  }

  override render() {
    const refusal = this.#refusal;
    const isOfLength = refusal === 'length-missing';
    const isOfAddress = refusal !== undefined && !isOfLength;
    return html`<details>
      <summary>${msg('Or a film that is online already')}</summary>
      <form @submit=${this.#handleSend}>
        <label
          >${msg('Its address')}
          <input
            name="address"
            type="url"
            required
            autocomplete="off"
            aria-invalid=${isOfAddress}
            aria-describedby=${isOfAddress ? 'problem where' : 'where'}
            placeholder="https://"
        /></label>
        ${isOfAddress ? this.#renderProblem() : nothing}
        <p id="where">
          ${msg(
            'HLS or MP4 on a server of your institution, or a page of YouTube or Vimeo. The film stays there: after a withdrawal Lookfor gives its address to nobody, but cannot delete it.',
          )}
        </p>
        <label>${msg('Title')} <input name="title" maxlength="300" autocomplete="off" /></label>
        <label class="short"
          >${msg('Length')}
          <input
            name="length"
            placeholder="4:12"
            autocomplete="off"
            aria-invalid=${isOfLength}
            aria-describedby=${isOfLength ? 'problem' : nothing}
        /></label>
        ${isOfAddress ? nothing : this.#renderProblem()}
        <button ?disabled=${this.isAsking}>${msg('Make a clip of it')}</button>
      </form>
    </details>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (problem === undefined) return nothing;
    const refusal = this.#refusal;
    return html`<p id="problem" class="wrong" role="alert">
      ${refusal ? REFUSALS[refusal]() : problemWords(problem)}
    </p>`;
  }
}

const REFUSALS: Readonly<Record<ReferenceRefusal, () => string>> = {
  'unknown-form': () => msg('This is not an address of a film. It ends in .m3u8 or .mp4.'),
  'host-not-allowed': () =>
    msg('Films on this server may not be shown here. Ask those who run Lookfor to allow it.'),
  'not-there': () => msg('No film was found at this address.'),
  'not-seekable': () => msg('This server does not let a film be played from any place in it.'),
  'not-shared': () =>
    msg('This server does not let other sites play its film. Ask those who run it.'),
  live: () => msg('This film is still going on. It can be a clip when it has ended.'),
  'length-missing': () => msg('Say how long the film is, such as 4:12.'),
};

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-reference-form': LookforReferenceForm;
  }
  interface HTMLElementEventMap {
    'lookfor-reference-made': ReferenceMade;
  }
}
