import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ScreenName, ScreenParams } from '#elements/kit/events';

/** A screen and what it is about. */
export interface Place {
  screen: ScreenName;
  params: ScreenParams;
}

/**
 * Where the person is, and the way back. Places live in memory and the address never changes: an
 * LMS frame has no address of ours, and no id may stand in one. The browser's Back still works,
 * because every step leaves a number in its history.
 */
export class Navigation implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #history: History;
  #places: Place[] = [];
  #index = 0;

  constructor(host: ReactiveControllerHost, history: History = globalThis.history) {
    this.#host = host;
    this.#history = history;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#handlePopState);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#handlePopState);
  }

  /** Undefined before `begin`. */
  get place(): Place | undefined {
    return this.#places[this.#index];
  }

  /** The place where the launch landed. */
  begin(place: Place): void {
    this.#places = [place];
    this.#index = 0;
    this.#history.replaceState({ lookforIndex: 0 }, '');
    this.#host.requestUpdate();
  }

  /** Goes to a place; what lay ahead is forgotten. Going where one is changes nothing. */
  go(place: Place): void {
    if (!this.place) return this.begin(place);
    if (samePlace(place, this.place)) return;
    this.#places = [...this.#places.slice(0, this.#index + 1), place];
    this.#index += 1;
    this.#history.pushState({ lookforIndex: this.#index }, '');
    this.#host.requestUpdate();
  }

  readonly #handlePopState = (event: PopStateEvent): void => {
    const state: unknown = event.state;
    if (typeof state !== 'object' || state === null || !('lookforIndex' in state)) return;
    const index = state.lookforIndex;
    if (typeof index !== 'number' || !(index in this.#places)) return;
    this.#index = index;
    this.#host.requestUpdate();
  };
}

function samePlace(one: Place, other: Place): boolean {
  return one.screen === other.screen && JSON.stringify(one.params) === JSON.stringify(other.params);
}
