import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So long is said what was jumped over. */
const TOLD_MS = 6_000;

/** The stretch that was just jumped over: said for a while, so that nobody takes it for a fault. */
export class ToldHole implements ReactiveController {
  /** From when to when, in seconds of what is shown; undefined once it was said. */
  stretch: readonly [number, number] | undefined;

  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Says it from now on. */
  readonly tell = (stretch: readonly [number, number]): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.forget, TOLD_MS);
    this.#set(stretch);
  };

  /** Says it no longer. */
  readonly forget = (): void => {
    clearTimeout(this.#timer);
    this.#set(undefined);
  };

  #set(stretch: readonly [number, number] | undefined): void {
    if (stretch === this.stretch) return;
    this.stretch = stretch;
    this.#host.requestUpdate();
  }
}
