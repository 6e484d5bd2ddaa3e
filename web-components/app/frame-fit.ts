import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isCramped, listeners, wishedHeight, type FrameFlow } from './frame.rules.ts';

/**
 * Keeps the frame of the LMS as tall as our page (`lti.frameResize`), and knows when a frame is too
 * small. Does nothing in a window of its own. An LMS that does not listen changes nothing: nobody
 * waits for an answer.
 */
export class FrameFit implements ReactiveController {
  /** Whether this page lies in a frame of another page. */
  readonly isFramed = globalThis.parent !== globalThis.window;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #origins: readonly string[] = [];
  #flow: FrameFlow = 'fills';
  #askedPx: number | null = null;
  /** What the frame keeps while a further screen still waits for what it shows. */
  #keptPx = 0;
  #contentPx = 0;
  #isCramped = false;
  #observer: ResizeObserver | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the frame is too small to work in. */
  get isCramped(): boolean {
    return this.#isCramped;
  }

  hostConnected(): void {
    if (!this.isFramed) return;
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(this.#host);
    addEventListener('resize', this.#measure);
    this.#measure();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    removeEventListener('resize', this.#measure);
  }

  /** @param origins that the platform proved by the signed launch */
  listenTo(origins: readonly string[]): void {
    // Firefox does not tell who is around.
    const around = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0] ?? null;
    this.#origins = listeners(origins, around);
  }

  /** Another screen is shown: it may be shorter, and begins at its top. */
  begin(flow: FrameFlow, isFirst: boolean): void {
    this.#flow = flow;
    this.#askedPx = null;
    this.#host.toggleAttribute('in-flow', this.isFramed && flow === 'flows');
    if (!isFirst) this.wait();
    this.#fit();
    // Only what is long enough can be scrolled to.
    if (!isFirst) this.#tell({ subject: 'lti.scrollToTop' });
  }

  /**
   * Until more is shown than now the frame becomes no shorter than what is in sight of it: in one as
   * short as a waiting line the page around could not scroll to our top.
   */
  wait(): void {
    this.#contentPx = this.#host.getBoundingClientRect().height;
    this.#keptPx = Math.min(innerHeight, screen.height);
  }

  #fit(): void {
    const contentPx = this.#host.getBoundingClientRect().height;
    if (contentPx > this.#contentPx) this.#keptPx = 0;
    this.#contentPx = contentPx;
    const height = wishedHeight({
      flow: this.#flow,
      contentPx: Math.max(contentPx, this.#keptPx),
      framePx: innerHeight,
      askedPx: this.#askedPx,
    });
    if (height === null) return;
    this.#askedPx = height;
    this.#tell({ subject: 'lti.frameResize', height });
  }

  readonly #measure = (): void => {
    const isNow = isCramped({
      widthPx: innerWidth,
      // The frame of a phone that lies on its side is much higher than what is in sight of it.
      heightPx: Math.min(innerHeight, screen.width, screen.height),
      isTouched: matchMedia('(pointer: coarse)').matches,
    });
    if (isNow === this.#isCramped) return;
    this.#isCramped = isNow;
    this.#host.requestUpdate();
  };

  /** As text: Brightspace reads nothing else, the others read both. */
  #tell(message: object): void {
    if (!this.isFramed) return;
    for (const origin of this.#origins)
      globalThis.parent.postMessage(JSON.stringify(message), origin);
  }
}
