import {
  observationRoutes,
  type KnownObservation,
  type MarkChange,
  type Observation,
  type ObservationChanged,
} from '#contract/observations';
import { ApiError, isOffline, isSessionEnd, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

/** What the line of the save state says. */
export interface SyncFacts {
  state: SaveState;
  /** How many notes have changes that only this device has. */
  kept: number;
  /** When the server acknowledged something last; empty before. */
  at: string;
  /** Changes arrived here after the hand-in: they are kept on this device and never sent. */
  isLate: boolean;
}

/** Other pages of the same person on this device; a BroadcastChannel. */
export interface Neighbours {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  close(): void;
}

/** What a sync works with. */
export interface SyncOptions {
  api: Api;
  localStore: LocalStore;
  taskId: string;
  /** The server's state arrived; `unsent` lies on top of it. */
  onObservation: (observation: ObservationChanged, unsent: readonly MarkChange[]) => void;
  /** What this page has: answers need not repeat it. */
  known?: () => KnownObservation | undefined;
  onFacts: (facts: SyncFacts) => void;
  neighbours?: Neighbours | undefined;
}

interface Waiting {
  change: MarkChange;
  /** Id in the local queue, once it is there. */
  stored: Promise<number | undefined>;
  id: number | undefined;
  /** The server refuses this one by itself; it stays on the device. */
  isRefused: boolean;
}

const MOST_IN_ONE_REQUEST = 200;
/** Presses in quick succession go together. */
const GATHER_MS = 60;
/** While somebody types, a request for each pause is enough: the words are on the device already. */
const GATHER_TYPING_MS = 700;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** Another page's changes are read soon, and sent from here only if that page did not. */
const HINT_MS = 150;
const HINT_SEND_MS = 2_000;

/**
 * Brings changes of marks to the server without losing one: each is first on this device, then
 * sent in order, again and again until the server has it. What was not sent when the page closed
 * is sent when it opens again; other pages of the same person are told.
 */
export class MarkSync {
  readonly #options: SyncOptions;
  readonly #queue: string;
  #waiting: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hintTimer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #mostAtOnce = MOST_IN_ONE_REQUEST;
  #isLate = false;
  #isStopped = false;
  #state: SaveState = 'saved';
  #at = '';

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#queue = `marks:${options.taskId}`;
    if (options.neighbours) options.neighbours.onmessage = () => this.#hearNeighbour();
  }

  /** Changes that the server has not acknowledged, oldest first. */
  get unsent(): MarkChange[] {
    return this.#waiting.map((one) => one.change);
  }

  /** Finds what an earlier page left on this device, and asks for the server's state. */
  async open(given?: Observation): Promise<Observation> {
    await this.#readQueue();
    const observation = given ?? (await this.#fetch());
    this.#isLate = observation.handedInAt !== null && this.#waiting.length > 0;
    this.#tell();
    if (this.#waiting.length > 0 && !this.#isLate) this.#schedule(0);
    return observation;
  }

  /** Keeps a change on this device and sends it soon. `isTyping`: more of the same will follow. */
  keep(change: MarkChange, isTyping = false): void {
    const { localStore, neighbours } = this.#options;
    const waiting: Waiting = {
      change,
      id: undefined,
      isRefused: false,
      stored: localStore.enqueue(this.#queue, change).then(
        (id) => {
          waiting.id = id;
          neighbours?.postMessage('kept');
          return id;
        },
        // A full disk: the change still lives in this page and is sent from here.
        () => undefined,
      ),
    };
    this.#waiting.push(waiting);
    if (this.#state !== 'offline') this.#state = 'saving';
    this.#tell();
    if (this.#failures === 0) this.#schedule(isTyping ? GATHER_TYPING_MS : GATHER_MS);
  }

  /** Sends everything now. Resolves true when the server has it all. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#send();
    return this.#waiting.length === 0;
  }

  /** The connection may be back: no need to wait for the next try. */
  retryNow(): void {
    if (this.#waiting.length > 0) this.#schedule(0);
  }

  /** Asks for the server's state: another device may have been at work. */
  async refresh(): Promise<void> {
    if (this.#isStopped) return;
    const observation = await this.#fetch();
    if (this.#isStopped) return;
    this.#options.onObservation(observation, this.unsent);
  }

  /** Stops timers. What is unsent stays on the device. */
  close(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#hintTimer);
    this.#options.neighbours?.close();
  }

  #fetch(): Promise<Observation> {
    const { api, taskId } = this.#options;
    return api.call(observationRoutes.openObservation, { params: { taskId } });
  }

  async #readQueue(): Promise<void> {
    const queued = await this.#options.localStore.queued<MarkChange>(this.#queue);
    const onDisk = new Set(queued.map(({ id }) => id));
    // What another page has sent meanwhile is no longer on the disk.
    const stillHere = this.#waiting.filter(({ id }) => id === undefined || onDisk.has(id));
    const known = new Set(stillHere.map((one) => one.id));
    const found = queued
      .filter(({ id }) => !known.has(id))
      .map(({ id, change }) => ({ id, change, stored: Promise.resolve(id), isRefused: false }));
    this.#waiting = [...found, ...stillHere];
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped || this.#isLate) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), delayMs);
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (!this.#isLate) {
      const batch = this.#waiting.filter((one) => !one.isRefused).slice(0, this.#mostAtOnce);
      if (batch.length === 0) break;
      await Promise.all(batch.map((one) => one.stored));
      try {
        await this.#sendBatch(batch);
      } catch (error) {
        if (!this.#accept(error, batch)) return;
      }
    }
    this.#state = this.#waiting.length === 0 ? 'saved' : 'failed';
    this.#tell();
  }

  async #sendBatch(batch: readonly Waiting[]): Promise<void> {
    const { api, taskId, localStore, onObservation, neighbours } = this.#options;
    const known = this.#options.known?.();
    const observation = await api.call(observationRoutes.changeMarks, {
      params: { taskId },
      body: { changes: batch.map((one) => one.change), ...(known && { known }) },
    });
    this.#failures = 0;
    this.#mostAtOnce = MOST_IN_ONE_REQUEST;
    this.#at = new Date().toISOString();
    this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
    const ids = batch.flatMap(({ id }) => (id === undefined ? [] : [id]));
    // What cannot be forgotten here is sent once more one day, and changes nothing.
    await Promise.all(ids.map((id) => localStore.settle(id).catch(() => undefined)));
    neighbours?.postMessage('sent');
    if (!this.#isStopped) onObservation(observation, this.unsent);
  }

  /** Decides about a failure. True: go on with the next batch at once. */
  #accept(error: unknown, batch: readonly Waiting[]): boolean {
    if (error instanceof ApiError && error.code === 'already_handed_in') {
      this.#isLate = true;
      this.#state = 'failed';
      this.#tell();
      return false;
    }
    if (error instanceof ApiError && error.code === 'invalid_request') {
      // One change spoils its batch: go on one by one, so that the others get through.
      if (batch.length === 1) for (const one of batch) one.isRefused = true;
      this.#mostAtOnce = 1;
      return true;
    }
    this.#state = isOffline(error) ? 'offline' : 'failed';
    this.#tell();
    this.#failures += 1;
    // A new launch opens the page again, and the page finds the queue.
    if (!isSessionEnd(error)) {
      this.#schedule(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1)));
    }
    return false;
  }

  #hearNeighbour(): void {
    clearTimeout(this.#hintTimer);
    this.#hintTimer = setTimeout(() => {
      void this.#readQueue()
        .then(() => this.refresh())
        // Offline: the queue on this device is all there is to know, and it was read.
        .catch(() => undefined)
        .finally(() => {
          if (this.#waiting.length > 0 && this.#failures === 0) this.#schedule(HINT_SEND_MS);
          this.#tell();
        });
    }, HINT_MS);
  }

  #tell(): void {
    const notes = new Set(
      this.#waiting.map(({ change }) => (change.kind === 'put' ? change.mark.id : change.markId)),
    );
    const { onFacts } = this.#options;
    onFacts({ state: this.#state, kept: notes.size, at: this.#at, isLate: this.#isLate });
  }
}
