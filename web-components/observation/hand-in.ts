import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Task } from '#contract/tasks';
import { announce, type LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import { problemWords } from '#elements/kit/problem-words';
import type { PlaybackController } from '#elements/player/playback-controller';
import { ObservationHandedIn, type SeekRequest } from './events.ts';
import type { FinishConfirm, LookforHandInDialog } from './hand-in-dialog.ts';
import type { ObservationSession } from './observation-session.ts';
import type { PassNow } from './pass-now.ts';
import type { HandInAnswer } from './team-strip.ts';

/** What handing in works with. */
export interface HandInGround {
  session: ObservationSession;
  playing: PlaybackController;
  /** The task, once it is open. */
  task: () => Task | undefined;
  now: PassNow;
  /** Shows a sheet as soon as its part of the page is there. */
  openSheet: (part: LaterPart, show: () => void) => void;
  /** Sends what is kept elsewhere on this page. Rejects with `ApiError`. */
  flush: (task: Task) => Promise<void>;
}

/** Finishing a pass, and with the last one the observation: the summary, and what follows a yes. */
export class HandIn {
  /** The summary, fetched ahead: it is also read without a connection. */
  readonly part: LaterPart;

  readonly #host: LookforElement;
  readonly #ground: HandInGround;
  #isBusy = false;
  #problem: unknown;

  constructor(host: LookforElement, ground: HandInGround) {
    this.#host = host;
    this.#ground = ground;
    this.part = new LaterPart(host, 'lookfor-hand-in-dialog', () => import('./hand-in-dialog.ts'));
  }

  /** Shows the summary of what was asked, and is there. */
  readonly begin = (): void => {
    const { playing, openSheet } = this.#ground;
    playing.pause();
    this.#problem = undefined;
    openSheet(this.part, () => this.#dialog?.show());
    this.#host.requestUpdate();
  };

  /** In a group: a yes shows the summary, a not yet takes every yes back. */
  readonly answer = async ({ isYes }: HandInAnswer): Promise<void> => {
    if (isYes) return this.begin();
    try {
      await this.#ground.session.withdrawYes();
    } catch (error) {
      announce(problemWords(error));
    }
  };

  /** The sheet itself; nothing where nothing can be finished. */
  render(task: Task): TemplateResult | typeof nothing {
    const { session, playing, now } = this.#ground;
    const pass = now.pass(task);
    if (!pass || session.handedInAt || !this.part.isHere) return nothing;
    return html`<lookfor-hand-in-dialog
      .plan=${task.plan}
      .pass=${pass}
      .asks=${now.asks(task)}
      .marks=${session.marks}
      .team=${session.observation?.team}
      .lanes=${now.lanes(task)}
      .durationSeconds=${now.durationSeconds(task)}
      .busy=${this.#isBusy}
      .problem=${this.#problem}
      @lookfor-seek=${(event: SeekRequest) => playing.seek(event.seconds)}
      @lookfor-finish-confirm=${this.#handleConfirm}
    ></lookfor-hand-in-dialog>`;
  }

  get #dialog(): LookforHandInDialog | null {
    return this.#host.renderRoot.querySelector('lookfor-hand-in-dialog');
  }

  readonly #handleConfirm = async (event: FinishConfirm): Promise<void> => {
    event.stopPropagation();
    const task = this.#ground.task();
    const pass = task && this.#ground.now.pass(task);
    if (!pass || this.#isBusy) return;
    this.#set(true, undefined);
    try {
      const isLast = task.plan.passes.at(-1)?.id === pass.id;
      await this.#finish(task, pass.id, isLast, event.foundNone);
      this.#dialog?.close();
      this.#tell(isLast);
    } catch (error) {
      this.#problem = error;
    } finally {
      this.#set(false, this.#problem);
    }
  };

  async #finish(
    task: Task,
    passId: string,
    isLast: boolean,
    foundNone: readonly string[],
  ): Promise<void> {
    const { session, flush } = this.#ground;
    await flush(task);
    // A group goes on marking until everybody has said yes: its last pass ends with the hand-in.
    const isAsking = isLast && session.observation?.team?.handIn === 'all';
    if (!isAsking || foundNone.length > 0) await session.completePass(passId, foundNone);
    if (isLast) await session.handIn();
  }

  #tell(isLast: boolean): void {
    const { session, playing } = this.#ground;
    const { observation } = session;
    if (isLast && observation && !observation.handedInAt) {
      announce(msg('The others are told that you want to hand in.'));
      return;
    }
    if (isLast && observation) this.#host.dispatchEvent(new ObservationHandedIn(observation));
    else announce(msg('Next pass'));
    playing.seek(0);
  }

  #set(isBusy: boolean, problem: unknown): void {
    this.#isBusy = isBusy;
    this.#problem = problem;
    this.#host.requestUpdate();
  }
}
