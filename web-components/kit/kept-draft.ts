import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiError, type Api } from './api.ts';
import type { LocalStore } from './local-store.ts';
import type { SaveState } from './save-state.ts';

/** Something that the server keeps in revisions. */
export interface Revised {
  revision: number;
  savedAt: string | null;
}

/** What a draft needs to live: the server, and this device. */
export interface DraftServices {
  api: Api;
  store: LocalStore;
}

/** A draft on this device which the server may not have yet. */
interface Kept<Draft> {
  baseRevision: number;
  draft: Draft;
  /** What it began with, where versions are merged. */
  was?: Draft;
}

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = [2_000, 5_000, 15_000, 30_000];
/** Refusals that trying again cannot mend. */
const FINAL: readonly string[] = ['not_allowed', 'invalid_request', 'already_handed_in'];

/**
 * Keeps one person's writing while it is made: every change is on this device at once and on the
 * server soon after, in order. A lost connection, a closed tab or a reload loses no word. When it
 * was changed elsewhere meanwhile, `conflict` holds the other version and nothing is overwritten
 * until the writer has chosen; where `merged` can make one of two, both go on as one.
 */
export abstract class KeptDraft<
  Remote extends Revised,
  Draft extends object,
> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #key: string;
  #draft: Draft | undefined;
  #isDirty = false;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly services: () => DraftServices;
  /** As the server has it. */
  protected remote: Remote | undefined;

  /** The server's version, when it differs from the one on which this device built. */
  conflict: Remote | undefined;
  /** What this device still had when somebody else ended the work: it is in no version. */
  late: Draft | undefined;
  state: SaveState = 'saved';
  savedAt = '';

  /** @param key what the draft is called on this device, such as `narration:<task>` */
  constructor(host: ReactiveControllerHost, key: string, services: () => DraftServices) {
    this.#host = host;
    this.#key = key;
    this.services = services;
    host.addController(this);
  }

  /** Fetches what the server has. */
  protected abstract load(options: { signal?: AbortSignal }): Promise<Remote>;
  /** Sends a draft that builds on a revision; a stale one is refused with one of `staleCodes`. */
  protected abstract save(
    draft: Draft,
    baseRevision: number,
    options: { keepalive?: boolean },
  ): Promise<Remote>;
  /** The part of the server's version that is written here. */
  protected abstract draftOf(remote: Remote): Draft;
  /** Whether nothing may be changed any more. */
  protected abstract isClosed(remote: Remote): boolean;

  /** One version out of two that began with the same; undefined: the writer has to choose. */
  protected merged(_was: Draft, _mine: Draft, _theirs: Draft): Draft | undefined {
    return undefined;
  }

  /** Whether what came after somebody else ended the work is kept, for the writer to copy. */
  protected readonly keepsLate: boolean = false;

  /** Codes that say that the server has another version than the one built on. */
  protected readonly staleCodes: readonly string[] = ['conflict'];

  /** Whether two drafts say the same. */
  protected isSame(one: Draft, other: Draft): boolean {
    return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
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

  /** Ends the work on this draft; what still waits is sent. */
  leave(): void {
    this.#host.removeController(this);
    this.hostDisconnected();
  }

  /** The writing as it stands here. */
  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Loads it, and puts back what this device still has and the server has not. */
  async open(signal?: AbortSignal): Promise<void> {
    const { store } = this.services();
    const remote = await this.load({ signal });
    const kept = await store.read<Kept<Draft>>(this.#key);
    this.take(remote);
    if (!kept) return;
    const theirs = this.draftOf(remote);
    if (this.isClosed(remote) || this.isSame(kept.draft, theirs)) {
      const isLate = this.keepsLate && kept.was && !this.isSame(kept.draft, kept.was);
      if (isLate && !this.isSame(kept.draft, theirs)) this.late = kept.draft;
      else await store.remove(this.#key);
    } else {
      const isStale = kept.baseRevision !== remote.revision;
      const one = isStale && kept.was ? this.merged(kept.was, kept.draft, theirs) : undefined;
      this.#draft = one ?? kept.draft;
      this.#isDirty = true;
      if (isStale && !one) this.#meet(remote);
      else this.#schedule(0);
    }
    this.#host.requestUpdate();
  }

  /** Takes up what others did, when the server has a newer revision; what waits here stays. */
  async hear(revision: number): Promise<void> {
    await this.#sending;
    if (!this.remote || revision <= this.remote.revision || this.conflict) return;
    const theirs = await this.load({}).catch(() => undefined);
    // Meanwhile a save may have come back, or more have been written.
    await this.#sending;
    if (theirs && theirs.revision > this.remote.revision) this.#takeUp(theirs);
  }

  /** Lets go of what came too late. */
  async dropLate(): Promise<void> {
    this.late = undefined;
    await this.services().store.remove(this.#key);
    this.#host.requestUpdate();
  }

  /** Takes a change of the writer. */
  change(change: (draft: Draft) => Draft): void {
    if (!this.#draft || !this.remote || this.isClosed(this.remote)) return;
    this.#draft = change(this.#draft);
    this.#isDirty = true;
    void this.#keep();
    if (!this.conflict) {
      this.state = navigator.onLine ? 'saving' : 'offline';
      this.#schedule(SAVE_AFTER_MS);
    }
    this.#host.requestUpdate();
  }

  /** Settles a conflict: this device's version goes on, or the other one replaces it. */
  settle(choice: 'mine' | 'theirs'): void {
    const other = this.conflict;
    const mine = this.#draft;
    if (!other) return;
    this.conflict = undefined;
    this.take(other);
    if (choice === 'mine' && mine) this.change(() => mine);
    else void this.services().store.remove(this.#key);
    this.#host.requestUpdate();
  }

  /**
   * Sends what waits and answers when the server has it.
   * @throws {ApiError} when it could not be saved; nothing is lost.
   */
  async flush(): Promise<void> {
    await this.#sending;
    while (this.#isDirty) {
      if (this.conflict) throw new ApiError('conflict', 409);
      await this.#send();
      if (this.#isDirty && this.state === 'offline') throw new ApiError('offline', 0);
      if (this.#isDirty && this.state === 'failed' && !this.conflict)
        throw new ApiError('unavailable', 503);
    }
  }

  /** Takes the server's version for the one that stands here; nothing waits any more. */
  protected take(remote: Remote): void {
    this.remote = remote;
    this.#draft = this.draftOf(remote);
    this.#isDirty = false;
    this.savedAt = remote.savedAt ?? '';
    this.state = 'saved';
    this.#host.requestUpdate();
  }

  /** The draft ended well (handed in, say): this device forgets it. */
  protected async forget(): Promise<void> {
    await this.services().store.remove(this.#key);
  }

  /** The server's version becomes what this device builds on; its own changes go on in it. */
  #takeUp(theirs: Remote): void {
    const [was, mine] = [this.remote && this.draftOf(this.remote), this.#draft];
    if (!this.#isDirty || !was || !mine) {
      this.take(theirs);
      return;
    }
    if (this.keepsLate && this.isClosed(theirs)) {
      this.take(theirs);
      this.late = mine;
      return;
    }
    const one = this.merged(was, mine, this.draftOf(theirs));
    if (!one) {
      this.#meet(theirs);
      return;
    }
    this.take(theirs);
    this.#draft = one;
    this.#isDirty = !this.isSame(one, this.draftOf(theirs));
    if (!this.#isDirty) return;
    this.state = 'saving';
    void this.#keep();
    this.#schedule(0);
  }

  #meet(other: Remote): void {
    this.conflict = other;
    this.state = 'failed';
  }

  async #keep(): Promise<void> {
    const was = this.remote && this.draftOf(this.remote);
    const kept = { baseRevision: this.remote?.revision ?? 0, draft: this.#draft, was };
    await this.services().store.write(this.#key, kept);
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#sendNow, afterMs);
  }

  readonly #sendNow = (): void => void this.#send();
  /** The page goes away: this one request may outlive it. */
  readonly #sendLast = (): void => void this.#send({ keepalive: true });

  /** One save at a time: the next begins on the revision of the one before. */
  #send(options: { keepalive?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#saveDirty(options).finally(() => {
      this.#sending = undefined;
      this.#host.requestUpdate();
    });
    return this.#sending;
  }

  async #saveDirty(options: { keepalive?: boolean }): Promise<void> {
    const draft = this.#draft;
    if (!this.#isDirty || !draft || !this.remote || this.conflict) return;
    this.#isDirty = false;
    try {
      await this.#acknowledge(await this.save(draft, this.remote.revision, options));
    } catch (error) {
      this.#isDirty = true;
      await this.#handleFailure(error, draft);
    }
  }

  /** The server has what was sent; what was written since then goes next. */
  async #acknowledge(saved: Remote): Promise<void> {
    this.remote = saved;
    this.savedAt = saved.savedAt ?? '';
    this.#failures = 0;
    if (!this.#isDirty) await this.services().store.remove(this.#key);
    if (this.#isDirty) {
      await this.#keep();
      this.#schedule(SAVE_AFTER_MS);
    } else {
      this.state = 'saved';
    }
  }

  async #handleFailure(error: unknown, sent: Draft): Promise<void> {
    const code = error instanceof ApiError ? error.code : 'internal';
    if (this.staleCodes.includes(code) || code === 'already_handed_in') {
      await this.#compareWithServer(sent);
      return;
    }
    this.state = code === 'offline' ? 'offline' : 'failed';
    if (!FINAL.includes(code)) this.#scheduleRetry();
  }

  /** The server has another revision: our own save whose answer was lost, or somebody else's. */
  async #compareWithServer(sent: Draft): Promise<void> {
    this.state = 'failed';
    const theirs = await this.load({}).catch(() => undefined);
    if (!theirs) {
      this.#scheduleRetry();
    } else if (this.isSame(this.draftOf(theirs), sent)) {
      this.#isDirty = Boolean(this.#draft && !this.isSame(this.#draft, sent));
      await this.#acknowledge(theirs);
    } else {
      this.#takeUp(theirs);
    }
  }

  #scheduleRetry(): void {
    this.#schedule(RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length - 1)] ?? 30_000);
    this.#failures += 1;
  }
}

/** The database keeps members of a document in an order of its own. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
