/**
 * Does something once the next frame is on the screen: what a key asked for is seen first. Asked
 * again before that, it is still done once.
 */
export class AfterFrame {
  readonly #act: () => void;
  #isAsked = false;

  constructor(act: () => void) {
    this.#act = act;
  }

  /** Does it once the next frame is on the screen. */
  ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    // A frame is painted after its callbacks; a task that they begin comes behind it.
    requestAnimationFrame(() => setTimeout(this.#do, 0));
  }

  readonly #do = (): void => {
    this.#isAsked = false;
    this.#act();
  };
}
