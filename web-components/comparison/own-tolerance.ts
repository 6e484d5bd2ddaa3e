import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { preferenceRoutes } from '#contract/preferences';
import type { Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';

type Host = ReactiveControllerHost & {
  readonly api: Api | undefined;
  readonly localStore: LocalStore | undefined;
};

/** As this device has it. */
interface Kept {
  seconds: number;
  /** The server does not have it yet. */
  isUnsent: boolean;
}

/** What was kept before it was the person's: a number, on this device alone. */
const KEY = 'agreement-tolerance-seconds';

/**
 * How far apart marks may lie for whoever needs longer to react: chosen once, the same on all their
 * devices, and kept on this one first. Nobody else hears of it.
 */
export class OwnTolerance implements ReactiveController {
  readonly #host: Host;
  readonly #choices: readonly number[];
  readonly #hasOwn: () => boolean;
  seconds: number;

  /**
   * @param choices what may be chosen; the first one counts until something was
   * @param hasOwn whether there are marks of one's own; who has none chooses nothing, and the server
   *   refuses to be asked
   */
  constructor(host: Host, choices: readonly number[], hasOwn: () => boolean) {
    this.#host = host;
    this.#choices = choices;
    this.#hasOwn = hasOwn;
    this.seconds = choices[0] ?? 0;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#hasOwn()) this.#open().catch(() => undefined);
  }

  /** Takes another one, on this device at once and on the server when it can be reached. */
  choose(seconds: number): void {
    this.#show(seconds);
    this.#send(seconds).catch(() => undefined);
  }

  async #open(): Promise<void> {
    const { api, localStore } = this.#host;
    const stored = await localStore?.read<Kept | number>(KEY);
    const kept = typeof stored === 'number' ? { seconds: stored, isUnsent: true } : stored;
    if (kept) this.#show(kept.seconds);
    if (kept?.isUnsent) {
      await this.#send(kept.seconds);
      return;
    }
    const found = await api?.call(preferenceRoutes.readPreferences);
    if (typeof found?.toleranceSeconds === 'number') this.#show(found.toleranceSeconds);
  }

  async #send(seconds: number): Promise<void> {
    const { api, localStore } = this.#host;
    await localStore?.write(KEY, { seconds, isUnsent: true } satisfies Kept);
    await api?.call(preferenceRoutes.savePreferences, { body: { toleranceSeconds: seconds } });
    // Chosen anew while it was under way, the newer one is sent by itself.
    if (this.seconds === seconds)
      await localStore?.write(KEY, { seconds, isUnsent: false } satisfies Kept);
  }

  #show(seconds: number): void {
    if (!this.#choices.includes(seconds) || seconds === this.seconds) return;
    this.seconds = seconds;
    this.#host.requestUpdate();
  }
}
