import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Task } from '#contract/tasks';
import type { LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import type { ObservationSession } from './observation-session.ts';
import { isNewsTo } from './recoded.rules.ts';

/** What happened to an observation elsewhere, while it was open here or before it was opened. */
export class WorkspaceNews {
  readonly #host: LookforElement;
  readonly #session: ObservationSession;
  readonly #recoded: LaterPart;

  constructor(host: LookforElement, session: ObservationSession) {
    this.#host = host;
    this.#session = session;
    this.#recoded = new LaterPart(host, 'lookfor-recoded-news', () => import('./recoded-news.ts'));
  }

  /** What there is to tell, above the work. */
  render({ id }: Task): TemplateResult {
    return html`${this.#renderLate()} ${this.#renderRecoded(id)}`;
  }

  /** What was written here while the observation was handed in from somewhere else. */
  #renderLate(): TemplateResult | typeof nothing {
    if (!this.#session.facts.isLate) return nothing;
    return html`<section class="late" role="alert">
      <p>
        ${msg(
          'This observation was handed in elsewhere. What you wrote here afterwards is kept on this device, and is not part of it:',
        )}
      </p>
      <ul>
        ${this.#session.lateWords.map((words) => html`<li>${words}</li>`)}
      </ul>
    </section>`;
  }

  /** That the task goes on with other codes, for who began with those before. */
  #renderRecoded(taskId: string): TemplateResult | typeof nothing {
    const { recoded } = this.#session.observation ?? {};
    if (!recoded || !isNewsTo(this.#session.marks, recoded)) return nothing;
    // Rare, and nobody waits for it: where it does not come now, it does at the next visit.
    if (!this.#recoded.isHere) {
      if (!this.#recoded.isMissing) void this.#recoded.load();
      return nothing;
    }
    return html`<lookfor-recoded-news
      .localStore=${this.#host.localStore}
      .recoded=${recoded}
      task-id=${taskId}
    ></lookfor-recoded-news>`;
  }
}
