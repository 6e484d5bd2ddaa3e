import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { clipRoutes, type Clip } from '#contract/clips';
import {
  mergeDescription,
  type DescriptionChange as ChangeOfDescription,
} from '#contract/shared/clip-description';
import { isOffline, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

/** What can be written about a clip. */
export type DescriptionChange = ChangeOfDescription & { title?: string };

const PAUSE_MS = 700;
const RETRY_MS = 5_000;

interface Lent {
  api: () => Api;
  store: () => LocalStore;
  /** The clip as the server has it after a change. */
  onSaved: (clip: Clip) => void;
}

/**
 * Keeps what is written about one clip: at once on this device, after a pause on the server. What
 * could not be sent is sent when the clip is opened again.
 */
export class DescriptionDraft implements ReactiveController {
  state: SaveState = 'saved';
  savedAt = '';

  readonly #host: ReactiveControllerHost;
  readonly #lent: Lent;
  #clipId = '';
  #unsent: DescriptionChange = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, lent: Lent) {
    this.#host = host;
    this.#lent = lent;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#handleOnline);
    addEventListener('pagehide', this.#handleLeave);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#handleOnline);
    removeEventListener('pagehide', this.#handleLeave);
    void this.flush();
  }

  /** What was written and has not reached the server. */
  get unsent(): DescriptionChange {
    return this.#unsent;
  }

  /** Turns to another clip; what is unsent of the one before is sent first. */
  async open(clipId: string): Promise<void> {
    if (clipId === this.#clipId) return;
    await this.flush();
    this.#clipId = clipId;
    this.#unsent = {};
    this.state = 'saved';
    this.savedAt = '';
    const kept = await this.#lent.store().read<DescriptionChange>(keyOf(clipId));
    if (kept && this.#clipId === clipId) this.change(kept);
  }

  /** Takes a change: kept on this device now, sent after a pause in writing. */
  change(change: DescriptionChange): void {
    this.#unsent = mergeDescription(this.#unsent, change);
    this.state = 'saving';
    void this.#lent.store().write(keyOf(this.#clipId), this.#unsent);
    this.#schedule(PAUSE_MS);
    this.#host.requestUpdate();
  }

  /** Sends what is unsent. Resolves when it was tried. */
  async flush({ keepalive = false } = {}): Promise<void> {
    clearTimeout(this.#timer);
    const clipId = this.#clipId;
    const sent = this.#unsent;
    if (!clipId || Object.keys(sent).length === 0) return;
    try {
      const clip = await this.#lent
        .api()
        .call(clipRoutes.describeClip, { params: { clipId }, body: sent }, { keepalive });
      if (clipId !== this.#clipId) return;
      // What was written while it was under way is still to be sent.
      if (this.#unsent === sent) {
        this.#unsent = {};
        this.state = 'saved';
        this.savedAt = clip.updatedAt;
        await this.#lent.store().remove(keyOf(clipId));
      }
      this.#lent.onSaved(clip);
    } catch (error) {
      this.state = isOffline(error) ? 'offline' : 'failed';
      this.#schedule(RETRY_MS);
    }
    this.#host.requestUpdate();
  }

  #schedule(pauseMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pauseMs);
  }

  readonly #handleOnline = (): void => {
    if (this.state === 'offline') void this.flush();
  };

  readonly #handleLeave = (): void => {
    void this.flush({ keepalive: true });
  };
}

function keyOf(clipId: string): string {
  return `clip-description:${clipId}`;
}
