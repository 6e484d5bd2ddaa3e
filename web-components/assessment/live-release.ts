import { msg, str } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { assessmentRoutes, type ReleaseView } from '#contract/assessments';
import { announce, type LookforElement } from '#elements/kit/element';
import { isReadSoon, isUnderWay } from './release.rules.ts';

const LOOK_AGAIN_MS = 2_000;

type Host = ReactiveControllerHost & Pick<LookforElement, 'api' | 'isConnected'>;

/**
 * How releasing the marks of a task stands: asked again every two seconds while something is on
 * its way and the page is in sight. What a person wishes is answered with the whole view.
 */
export class LiveRelease implements ReactiveController {
  /** Undefined until the first answer. */
  view: ReleaseView | undefined;
  /** When the view was the server's, on the clock of this device. */
  lookedAtMs = 0;
  /** Why looking failed; what was seen before stays. */
  problem: unknown;
  /** Why the last wish failed. */
  actionProblem: unknown;
  isReleasing = false;
  /** The gradebook is being read. */
  isReading = false;
  /** Transfers that are being sent again or over. */
  retriedIds: ReadonlySet<string> = new Set();
  /** Narrations whose mark is being taken back. */
  withdrawnIds: ReadonlySet<string> = new Set();

  readonly #host: Host;
  #taskId = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: AbortController | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#handleVisibility);
    if (this.#taskId) void this.#look();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    clearTimeout(this.#timer);
    this.#looking?.abort();
  }

  /** Looks at the marks of this task from now on. */
  follow(taskId: string): void {
    this.#taskId = taskId;
    void this.#look();
  }

  /** Looks again, after looking failed. */
  retry(): void {
    this.problem = undefined;
    this.#host.requestUpdate();
    void this.#look();
  }

  /** Shows these marks to their students, and sends them to the gradebook. */
  async release(narrationIds: readonly string[]): Promise<void> {
    const count = narrationIds.length;
    this.isReleasing = true;
    await this.#ask(
      () =>
        this.#host.api.call(assessmentRoutes.releaseMarks, {
          params: { taskId: this.#taskId },
          body: { narrationIds: [...narrationIds] },
        }),
      count === 1 ? msg('1 mark is released.') : msg(str`${count} marks are released.`),
    );
    this.isReleasing = false;
    this.#host.requestUpdate();
  }

  /** Sends what waits or was refused now; the first that fails ends it. */
  async sendAgain(transferIds: readonly string[]): Promise<void> {
    const taskId = this.#taskId;
    this.retriedIds = new Set([...this.retriedIds, ...transferIds]);
    for (const transferId of transferIds) {
      await this.#ask(() =>
        this.#host.api.call(assessmentRoutes.retryTransfer, { params: { taskId, transferId } }),
      );
      if (this.actionProblem) break;
    }
    this.retriedIds = without(this.retriedIds, transferIds);
    this.#host.requestUpdate();
  }

  /** Sends these marks over what the gradebook holds instead. */
  async sendOver(transferIds: readonly string[]): Promise<void> {
    this.retriedIds = new Set([...this.retriedIds, ...transferIds]);
    await this.#ask(() =>
      this.#host.api.call(assessmentRoutes.sendDiffering, {
        params: { taskId: this.#taskId },
        body: { transferIds: [...transferIds] },
      }),
    );
    this.retriedIds = without(this.retriedIds, transferIds);
    this.#host.requestUpdate();
  }

  /** Takes a released mark back. */
  async withdraw(narrationId: string): Promise<void> {
    const params = { taskId: this.#taskId, narrationId };
    this.withdrawnIds = new Set([...this.withdrawnIds, narrationId]);
    await this.#ask(
      () => this.#host.api.call(assessmentRoutes.withdrawMark, { params }),
      msg('The mark is taken back.'),
    );
    this.withdrawnIds = without(this.withdrawnIds, [narrationId]);
    this.#host.requestUpdate();
  }

  /** Asks the gradebook what it holds. */
  async readGradebook(): Promise<void> {
    const params = { taskId: this.#taskId };
    this.isReading = true;
    await this.#ask(
      () => this.#host.api.call(assessmentRoutes.readGradebook, { params }),
      msg('The gradebook was asked.'),
    );
    this.isReading = false;
    this.#host.requestUpdate();
  }

  /** Sends what was released before there was a column. */
  sendUnsent(): Promise<void> {
    const params = { taskId: this.#taskId };
    return this.#ask(() => this.#host.api.call(assessmentRoutes.sendUnsent, { params }));
  }

  readonly #handleVisibility = (): void => {
    if (!document.hidden && this.view) void this.#look();
  };

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#looking?.abort();
    const looking = new AbortController();
    this.#looking = looking;
    try {
      const view = await this.#host.api.call(
        assessmentRoutes.viewRelease,
        { params: { taskId: this.#taskId } },
        { signal: looking.signal },
      );
      this.#take(view);
    } catch (error) {
      if (looking.signal.aborted) return;
      this.problem = error;
      this.#host.requestUpdate();
      this.#lookAgain();
    }
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    const { view } = this;
    if (!view || !this.#host.isConnected || document.hidden) return;
    const isLive = this.problem !== undefined || isUnderWay(view) || isReadSoon(view, Date.now());
    if (isLive) this.#timer = setTimeout(() => void this.#look(), LOOK_AGAIN_MS);
  }

  #take(view: ReleaseView): void {
    const before = this.view;
    this.view = view;
    this.problem = undefined;
    this.lookedAtMs = Date.now();
    this.#host.requestUpdate();
    if (before && isUnderWay(before) && !isUnderWay(view))
      announce(msg('Every mark that was on its way has been answered.'));
    this.#lookAgain();
  }

  /** Asks for something that is answered with the whole view, and says what came of it. */
  async #ask(wish: () => Promise<ReleaseView>, done = ''): Promise<void> {
    this.actionProblem = undefined;
    this.#host.requestUpdate();
    try {
      const view = await wish();
      this.#looking?.abort();
      this.#take(view);
      if (done) announce(done);
    } catch (error) {
      this.actionProblem = error;
      this.#host.requestUpdate();
      void this.#look();
    }
  }
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...ids].filter((id) => !gone.includes(id)));
}
