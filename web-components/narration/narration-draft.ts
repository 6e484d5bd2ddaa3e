import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { narrationRoutes, type Narration } from '#contract/narrations';
import { ApiError, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

/** What the author changes. */
export type NarrationText = Pick<Narration, 'title' | 'question' | 'stage' | 'doc'>;

/** A text on this device which the server may not have yet. */
interface KeptDraft {
  baseRevision: number;
  text: NarrationText;
}

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = [2_000, 5_000, 15_000, 30_000];

/**
 * Keeps a narration while it is written: every change is on this device at once and on the server
 * soon after, in order. A lost connection, a closed tab or a reload loses no word. When the text
 * was changed elsewhere meanwhile, `conflict` holds the other one and nothing is overwritten.
 */
export class NarrationDraft implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #services: () => { api: Api; store: LocalStore };
  readonly #key: string;
  readonly #taskId: string;
  #text: NarrationText | undefined;
  #isDirty = false;
  #isSending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The narration as the server has it. */
  narration: Narration | undefined;
  /** The server's text, when it differs from the one on which this device built. */
  conflict: Narration | undefined;
  state: SaveState = 'saved';
  savedAt = '';

  constructor(
    host: ReactiveControllerHost,
    taskId: string,
    services: () => { api: Api; store: LocalStore },
  ) {
    this.#host = host;
    this.#taskId = taskId;
    this.#key = `narration:${taskId}`;
    this.#services = services;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#sendNow);
    addEventListener('pagehide', this.#sendLast);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#sendNow);
    removeEventListener('pagehide', this.#sendLast);
    void this.#send();
  }

  /** The text as it stands here. */
  get text(): NarrationText | undefined {
    return this.#text;
  }

  /** Loads the narration, and puts back what this device still has and the server has not. */
  async open(signal?: AbortSignal): Promise<void> {
    const { api, store } = this.#services();
    const narration = await api.call(
      narrationRoutes.openNarration,
      { params: { taskId: this.#taskId } },
      { signal },
    );
    const kept = await store.read<KeptDraft>(this.#key);
    this.#take(narration);
    if (kept && !narration.handedInAt) {
      if (kept.baseRevision === narration.revision) {
        this.#text = kept.text;
        this.#isDirty = true;
        this.#schedule(0);
      } else if (!sameText(kept.text, textOf(narration))) {
        this.#text = kept.text;
        this.conflict = narration;
        this.state = 'failed';
      } else {
        await store.remove(this.#key);
      }
    }
    this.#host.requestUpdate();
  }

  /** Takes a change of the author. */
  change(part: Partial<NarrationText>): void {
    if (!this.#text || !this.narration || this.narration.handedInAt) return;
    this.#text = { ...this.#text, ...part };
    this.#isDirty = true;
    void this.#services().store.write(this.#key, {
      baseRevision: this.narration.revision,
      text: this.#text,
    } satisfies KeptDraft);
    if (this.conflict) return;
    this.state = navigator.onLine ? 'saving' : 'offline';
    this.#schedule(SAVE_AFTER_MS);
    this.#host.requestUpdate();
  }

  /** Settles a conflict: this device's text goes on, or the other one replaces it. */
  settle(choice: 'mine' | 'theirs'): void {
    const other = this.conflict;
    if (!other) return;
    const mine = this.#text;
    this.conflict = undefined;
    this.#take(other);
    if (choice === 'mine' && mine) this.change(mine);
    else void this.#services().store.remove(this.#key);
    this.#host.requestUpdate();
  }

  /** Sends what waits and answers when the server has it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#isDirty && !this.conflict) {
      await this.#send();
      if (this.state === 'offline' || this.state === 'failed') throw new ApiError('offline', 0);
    }
  }

  /** Hands in what the server has. */
  async handIn(ownEstimate: Record<string, string>): Promise<void> {
    await this.flush();
    if (!this.narration) return;
    const narration = await this.#services().api.call(narrationRoutes.handInNarration, {
      params: { taskId: this.#taskId },
      body: { revision: this.narration.revision, ownEstimate },
    });
    this.#take(narration);
    await this.#services().store.remove(this.#key);
    this.#host.requestUpdate();
  }

  #take(narration: Narration): void {
    this.narration = narration;
    this.#text = textOf(narration);
    this.#isDirty = false;
    this.savedAt = narration.savedAt;
    this.state = 'saved';
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), afterMs);
  }

  readonly #sendNow = (): void => void this.#send();
  /** The page goes away: this one request may outlive it. */
  readonly #sendLast = (): void => void this.#send(true);

  /** The server has what was sent; what was written since then goes next. */
  async #acknowledge(saved: Narration, store: LocalStore): Promise<void> {
    this.narration = saved;
    this.savedAt = saved.savedAt;
    this.#failures = 0;
    if (this.#isDirty) {
      await store.write(this.#key, { baseRevision: saved.revision, text: this.#text });
      this.#schedule(SAVE_AFTER_MS);
    } else {
      await store.remove(this.#key);
      this.state = 'saved';
    }
  }

  async #send(keepalive = false): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.#text;
    if (!this.#isDirty || this.#isSending || !text || !this.narration || this.conflict) return;
    const { api, store } = this.#services();
    this.#isSending = true;
    this.#isDirty = false;
    try {
      const saved = await api.call(
        narrationRoutes.saveNarration,
        {
          params: { taskId: this.#taskId },
          body: { baseRevision: this.narration.revision, ...text },
        },
        { keepalive },
      );
      await this.#acknowledge(saved, store);
    } catch (error) {
      this.#isDirty = true;
      await this.#handleFailure(error, text);
    } finally {
      this.#isSending = false;
      this.#host.requestUpdate();
    }
  }

  /** The server has another revision: our own save whose answer was lost, or somebody else's. */
  async #compareWithServer(sent: NarrationText): Promise<void> {
    const { api, store } = this.#services();
    const theirs = await api
      .call(narrationRoutes.openNarration, { params: { taskId: this.#taskId } })
      .catch(() => undefined);
    if (theirs && sameText(textOf(theirs), sent)) {
      this.#isDirty = this.#text !== sent;
      await this.#acknowledge(theirs, store);
    } else {
      this.state = 'failed';
      this.conflict = theirs;
      if (!theirs) this.#schedule(RETRY_AFTER_MS[0] ?? 2_000);
    }
  }

  async #handleFailure(error: unknown, sent: NarrationText): Promise<void> {
    const code = error instanceof ApiError ? error.code : 'internal';
    if (code === 'conflict') {
      await this.#compareWithServer(sent);
      return;
    }
    this.state = code === 'offline' ? 'offline' : 'failed';
    if (code === 'already_handed_in' || code === 'not_allowed' || code === 'invalid_request')
      return;
    this.#schedule(RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length - 1)] ?? 30_000);
    this.#failures += 1;
  }
}

function textOf({ title, question, stage, doc }: Narration): NarrationText {
  return { title, question, stage, doc };
}

function sameText(one: NarrationText, other: NarrationText): boolean {
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

/** The database keeps members of a document in an order of its own. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
