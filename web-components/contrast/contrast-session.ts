import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { observationRoutes, type ContrastGrid, type ContrastRow, type Observation } from '#contract/observations'; // prettier-ignore
import { EMPTY_ROW, mergeRow } from '#contract/shared/contrast-merge';
import { ApiError, isOffline, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

interface Services {
  readonly api: Api;
  readonly localStore: LocalStore;
}
type Host = ReactiveControllerHost & Services;

/** A row as it stands here, and what the server had when it was begun. */
interface Kept {
  row: ContrastRow;
  was: ContrastRow;
}

const SEND_AFTER_MS = 800;
const RETRY_MS = 5_000;
/** Refusals that trying again cannot mend. */
const FINAL: readonly string[] = [
  'already_handed_in',
  'not_found',
  'invalid_request',
  'not_allowed',
];

/**
 * Two cases held against each other while a page works on it. Each change is on this device at
 * once and on the server soon after; what others of a group said meanwhile stays.
 */
export class ContrastSession implements ReactiveController {
  state: SaveState = 'saved';

  readonly #host: Host;
  readonly #onObservation: (observation: Observation) => void;
  #taskId = '';
  #remote: ContrastGrid = {};
  #kept: Record<string, Kept> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;

  constructor(host: Host, onObservation: (observation: Observation) => void) {
    this.#host = host;
    this.#onObservation = onObservation;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#sendNow);
    addEventListener('pagehide', this.#sendNow);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#sendNow);
    removeEventListener('pagehide', this.#sendNow);
    this.#sendNow();
  }

  /** What this device has of a task that the server has not. */
  async open(taskId: string): Promise<void> {
    this.#taskId = taskId;
    this.#kept = (await this.#host.localStore.read<Record<string, Kept>>(this.#key)) ?? {};
    this.#host.requestUpdate();
    this.#sendNow();
  }

  /** The server's state arrived. */
  adopt(grid: ContrastGrid): void {
    this.#remote = grid;
  }

  /** A row as it stands now: what the server has, with what was changed here on top. */
  row(lookForId: string): ContrastRow {
    const remote = this.#remote[lookForId] ?? EMPTY_ROW;
    const kept = this.#kept[lookForId];
    return kept ? mergeRow(remote, kept.row, kept.was) : remote;
  }

  /** Changes a row; it is kept here first. */
  change(lookForId: string, change: Partial<ContrastRow>): void {
    const was = this.#kept[lookForId]?.was ?? this.#remote[lookForId] ?? EMPTY_ROW;
    this.#kept = {
      ...this.#kept,
      [lookForId]: { row: { ...this.row(lookForId), ...change }, was },
    };
    void this.#host.localStore.write(this.#key, this.#kept);
    if (this.state !== 'offline') this.state = 'saving';
    this.#schedule(SEND_AFTER_MS);
    this.#host.requestUpdate();
  }

  /** Sends everything now. Rejects with `ApiError` when something could not be sent. */
  async flush(): Promise<void> {
    await this.#send();
    if (Object.keys(this.#kept).length > 0 && this.state !== 'saved')
      throw new ApiError('offline', 0);
  }

  /** Tries no more; what is unsent stays on the device. */
  close(): void {
    clearTimeout(this.#timer);
  }

  get #key(): string {
    return `contrast:${this.#taskId}`;
  }

  readonly #sendNow = (): void => void this.#send();

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#sendNow, delayMs);
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    for (const [lookForId, kept] of Object.entries(this.#kept)) {
      try {
        const observation = await this.#host.api.call(observationRoutes.setContrast, {
          params: { taskId: this.#taskId, lookForId },
          body: kept,
        });
        this.#settle(lookForId, kept);
        this.adopt(observation.contrast ?? {});
        this.#onObservation(observation);
      } catch (error) {
        this.state = isOffline(error) ? 'offline' : 'failed';
        const isFinal = error instanceof ApiError && FINAL.includes(error.code);
        if (!isFinal) this.#schedule(RETRY_MS);
        this.#host.requestUpdate();
        return;
      }
    }
    if (Object.keys(this.#kept).length === 0) this.state = 'saved';
    this.#host.requestUpdate();
  }

  /** The server has a row; what was written since builds on it. */
  #settle(lookForId: string, sent: Kept): void {
    const now = this.#kept[lookForId];
    const isNewer = now !== undefined && now !== sent;
    const others = Object.entries(this.#kept).filter(([id]) => id !== lookForId);
    this.#kept = Object.fromEntries(others);
    if (isNewer) this.#kept[lookForId] = { row: now.row, was: sent.row };
    if (isNewer) this.#schedule(SEND_AFTER_MS);
    void this.#host.localStore.write(this.#key, this.#kept);
  }
}

/**
 * Sends what this device still has of two cases, where no page shows them: before a hand-in.
 * Rejects with `ApiError` when it could not be sent.
 */
export async function sendKeptRows({ api, localStore }: Services, taskId: string): Promise<void> {
  const unseen = {
    ...{ api, localStore, updateComplete: Promise.resolve(true) },
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
  };
  const session = new ContrastSession(unseen, () => undefined);
  try {
    await session.open(taskId);
    await session.flush();
  } finally {
    session.close();
  }
}
