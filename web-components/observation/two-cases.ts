import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Observation } from '#contract/observations';
import type { Task } from '#contract/tasks';
import type { ContrastSaved, LookforContrastCases } from '#elements/contrast/contrast-cases';
import type { LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { ObservationSession } from './observation-session.ts';

/**
 * The second case of a task, held against the first (C3), in place of observing. Who has one case
 * loads nothing of it.
 */
export class TwoCases {
  /** The page: `lookfor-contrast-cases`, fetched ahead where the plan has a second case. */
  readonly part: LaterPart;
  /** Two cases are held against each other, instead of one being observed. */
  isOn = false;

  readonly #host: LookforElement;
  readonly #session: ObservationSession;
  readonly #playing: PlaybackController;

  constructor(host: LookforElement, session: ObservationSession, playing: PlaybackController) {
    this.#host = host;
    this.#session = session;
    this.#playing = playing;
    this.part = new LaterPart(
      host,
      'lookfor-contrast-cases',
      () => import('#elements/contrast/contrast-cases'),
    );
  }

  /** The button to them, and back to the own observation. */
  renderSwitch({ plan }: Task): TemplateResult | typeof nothing {
    if (!plan.contrast) return nothing;
    return html`<button
      class="quiet contrast"
      aria-pressed=${this.isOn}
      @click=${this.#handleSwitch}
    >
      ${this.isOn ? msg('Back to observing') : msg('Two cases')}
    </button>`;
  }

  /** Both clips and the grid, in place of the workspace. */
  render(task: Task, observation: Observation): TemplateResult {
    const { api, localStore } = this.#host;
    return html`<div class=${this.part.isHere ? '' : 'waiting'}>
      ${this.part.render(
        () =>
          html`<lookfor-contrast-cases
            .api=${api}
            .localStore=${localStore}
            .task=${task}
            .observation=${observation}
            ?read-only=${observation.handedInAt !== null}
            @lookfor-contrast-saved=${(event: ContrastSaved) => this.#session.adopt(event.observation)}
          ></lookfor-contrast-cases>`,
      )}
    </div>`;
  }

  /** Sends what was written about two cases, wherever the page stands. Rejects with `ApiError`. */
  async flush({ id, plan }: Task): Promise<void> {
    if (!plan.contrast) return;
    const shown =
      this.#host.renderRoot.querySelector<LookforContrastCases>('lookfor-contrast-cases');
    if (shown) return shown.flush();
    const { sendKeptRows } = await import('#elements/contrast/contrast-session');
    await sendKeptRows(this.#host, id);
  }

  readonly #handleSwitch = (): void => {
    this.#playing.pause();
    this.isOn = !this.isOn;
    this.#host.requestUpdate();
  };
}
