import type { LitElement, ReactiveController } from 'lit';

/**
 * Tells the style sheet of an element how high one of its parts is, as `--own-height`: a part that
 * is higher than the window can then stay in sight with its foot, and one that is not with its head.
 */
export class OwnHeight implements ReactiveController {
  readonly #host: LitElement;
  readonly #selector: string;
  #part: Element | null = null;
  readonly #resized = new ResizeObserver(([entry]) => {
    const highPx = Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0);
    this.#host.style.setProperty('--own-height', `${highPx}px`);
  });

  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostUpdated(): void {
    const part = this.#host.renderRoot.querySelector(this.#selector);
    if (part === this.#part) return;
    this.#resized.disconnect();
    this.#part = part;
    if (part) this.#resized.observe(part);
  }
}
