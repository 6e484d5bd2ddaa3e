import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Mark } from '#contract/observations';
import type { MarkDragging } from './events.ts';
import { movedTimes, type Grip, type Times } from './timeline.rules.ts';

/** What a drag needs to know of its timeline. */
export interface DragGround {
  /** Seconds of the clip that one pixel stands for at the moment. */
  secondsPerPixel: () => number;
  clip: () => { durationSeconds: number; frameRate: number };
  /** The mark is somewhere else for the moment; null: it was put down or put back. */
  onDrag: (dragging: MarkDragging | null) => void;
  /** The mark was put down at new times. */
  onDrop: (mark: Mark, times: Times) => void;
}

/** Less than this is a press and not a drag. */
const THRESHOLD_PX = 3;
/** With Shift, so many pixels are one frame, whatever the zoom. */
const PIXELS_PER_FRAME = 6;

/**
 * Dragging marks: a ghost stays where the mark was, Shift goes frame by frame, Escape puts it
 * back. Nothing is changed before the mark is put down.
 */
export class TimelineDrag implements ReactiveController {
  /** The mark as it was when the drag began. */
  mark: Mark | undefined;
  /** Where it is now; undefined while nothing was moved yet. */
  times: Times | undefined;
  grip: Grip = 'whole';

  readonly #host: ReactiveControllerHost;
  readonly #ground: DragGround;
  #fromX = 0;
  #anchor: { x: number; times: Times; isFine: boolean } | undefined;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, ground: DragGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Begins with a pressed pointer. */
  begin(event: PointerEvent, mark: Mark, grip: Grip): void {
    if (event.button !== 0) return;
    this.#end();
    this.mark = mark;
    this.grip = grip;
    this.#fromX = event.clientX;
    this.#anchor = { x: event.clientX, times: mark, isFine: event.shiftKey };
    const listening = new AbortController();
    this.#listening = listening;
    const { signal } = listening;
    // On the page: the pointer leaves the mark, and a mark may leave the page meanwhile.
    addEventListener('pointermove', this.#handleMove, { signal });
    addEventListener('pointerup', this.#handleUp, { signal });
    addEventListener('pointercancel', () => this.cancel(), { signal });
    addEventListener('keydown', this.#handleKey, { signal, capture: true });
  }

  /** Puts the mark back where it was. */
  cancel(): void {
    const wasMoving = this.times !== undefined;
    this.#end();
    if (wasMoving) this.#ground.onDrag(null);
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#anchor = undefined;
    this.times = undefined;
    this.mark = undefined;
  }

  readonly #handleMove = (event: PointerEvent): void => {
    const { mark } = this;
    if (!mark || !this.#anchor) return;
    if (!this.times && Math.abs(event.clientX - this.#fromX) < THRESHOLD_PX) return;
    event.preventDefault();
    if (event.shiftKey !== this.#anchor.isFine) {
      // From here on at another pace, without a jump.
      this.#anchor = { x: event.clientX, times: this.times ?? mark, isFine: event.shiftKey };
    }
    const clip = this.#ground.clip();
    const pixels = event.clientX - this.#anchor.x;
    const seconds = this.#anchor.isFine
      ? Math.round(pixels / PIXELS_PER_FRAME) / clip.frameRate
      : pixels * this.#ground.secondsPerPixel();
    this.times = movedTimes(this.#anchor.times, this.grip, seconds, clip);
    this.#ground.onDrag({ markId: mark.id, grip: this.grip, times: this.times });
    this.#host.requestUpdate();
  };

  readonly #handleUp = (): void => {
    const { mark, times } = this;
    this.#end();
    if (mark && times) {
      this.#ground.onDrop(mark, times);
      this.#ground.onDrag(null);
      // The press that ends a drag is no press on the mark.
      addEventListener('click', stop, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', stop, { capture: true }), 0);
    }
    this.#host.requestUpdate();
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.times) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  };
}

function stop(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
