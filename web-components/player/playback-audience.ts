import type { ReactiveControllerHost } from 'lit';

/** Hosts are drawn again about four times a second while the clip plays. */
const HOST_UPDATE_MS = 240;

/** Whom playing tells how it goes: elements that are drawn again, and listeners of every frame. */
export class PlaybackAudience {
  readonly #hosts = new Set<ReactiveControllerHost>();
  readonly #frameListeners = new Set<(seconds: number) => void>();
  #drawnAtMs = 0;

  /** False when this host is drawn already. */
  add(host: ReactiveControllerHost): boolean {
    if (this.#hosts.has(host)) return false;
    this.#hosts.add(host);
    return true;
  }

  /** Calls back with the time of every frame that is shown. Returns how to stop. */
  onFrame(listener: (seconds: number) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  /** A frame is shown. */
  tellFrame(seconds: number): void {
    for (const listener of this.#frameListeners) listener(seconds);
  }

  /** Draws the hosts again: something changed that they show. */
  draw(): void {
    this.#drawnAtMs = performance.now();
    for (const host of this.#hosts) host.requestUpdate();
  }

  /** Draws the hosts again when the last time is long enough ago. */
  drawNowAndThen(): void {
    if (performance.now() - this.#drawnAtMs >= HOST_UPDATE_MS) this.draw();
  }
}
