import { msg, str } from '@lit/localize';
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Drawing, Mark } from '#contract/observations';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import { lastCall } from '#elements/kit/last-call';
import type { PlaybackController } from '#elements/player/playback-controller';
import {
  drawingAfterKey,
  drawingBetween,
  isDrawnAt,
  movedDrawing,
  type Place,
} from './drawings.rules.ts';
import { DrawingChoose, MarkPutRequest } from './events.ts';
import { frameDrawingsStyles } from './frame-drawings.styles.ts';
import { drawingName } from './note-details.ts';

/**
 * What marks draw on the picture, shown as long as they hold. One of them may be chosen: it is
 * drawn anew with the pointer, moved by its grip, or with the arrow keys; with Shift they move its
 * other end. Enter or Escape ends that, Delete takes the drawing away.
 *
 * @tag lookfor-frame-drawings
 * @fires lookfor-mark-put {MarkPutRequest} - a drawing was moved or taken away
 * @fires lookfor-drawing-choose {DrawingChoose} - no drawing is moved any more
 */
@customElement('lookfor-frame-drawings')
export class LookforFrameDrawings extends LookforElement {
  static override styles = [LookforElement.styles, frameDrawingsStyles];

  /** What plays the clip. */
  @property({ attribute: false }) controller!: PlaybackController;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** The mark whose drawing is moved. */
  @property({ attribute: false }) chosenId: string | null = null;
  /** Which of its drawings; null: none. */
  @property({ attribute: false }) chosenAt: number | null = null;

  @query('.picture') private picture!: HTMLElement | null;
  @query('.grip') private grip!: HTMLElement | null;
  @state() private seconds = 0;
  /** The drawing while the pointer moves; it is kept when the pointer leaves. */
  @state() private draft: Drawing | null = null;

  #stopFrames: (() => void) | undefined;
  readonly #drawn = lastCall((marks: readonly Mark[]) =>
    marks.filter((mark) => mark.drawings?.length),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFrames?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.#listen();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('chosenAt') && this.chosenAt !== null) this.grip?.focus();
  }

  override render() {
    const chosen = this.#chosen();
    const shown = this.marks.filter(
      (mark) =>
        mark.drawings?.length && (isDrawnAt(mark, this.seconds) || mark.id === chosen?.mark.id),
    );
    if (shown.length === 0) return nothing;
    const ratio = this.controller.pictureRatio;
    return html`<div
      class="picture ${chosen ? 'editing' : ''}"
      ${cssFacts({ '--ratio': ratio })}
      @pointerdown=${this.#handleDraw}
    >
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label=${this.#words(shown)}>
        ${shown.map((mark) =>
          mark.drawings?.map((drawing, at) => {
            const isChosen = chosen?.mark.id === mark.id && chosen.at === at;
            return shapeOf(isChosen ? (this.draft ?? drawing) : drawing, ratio, isChosen);
          }),
        )}
      </svg>
      ${chosen ? this.#renderGrip(this.draft ?? chosen.drawing) : nothing}
    </div>`;
  }

  #renderGrip({ kind, from, to }: Drawing): TemplateResult {
    const facts = { '--x': (from[0] + to[0]) / 2, '--y': (from[1] + to[1]) / 2 };
    return html`<button
      class="grip"
      aria-label=${msg(str`${drawingName(kind)}: arrow keys move it, Shift sizes it, Enter is done`)}
      @keydown=${this.#handleKey}
      @pointerdown=${this.#handleMove}
      ${cssFacts(facts)}
    ></button>`;
  }

  #words(shown: readonly Mark[]): string {
    const names = shown.flatMap((mark) => mark.drawings ?? []).map(({ kind }) => drawingName(kind));
    return msg(str`On the picture: ${names.join(', ')}`);
  }

  #chosen(): { mark: Mark; at: number; drawing: Drawing } | null {
    const mark = this.marks.find((one) => one.id === this.chosenId);
    const drawing = this.chosenAt === null ? undefined : mark?.drawings?.[this.chosenAt];
    return mark && drawing && this.chosenAt !== null ? { mark, at: this.chosenAt, drawing } : null;
  }

  #listen(): void {
    this.#stopFrames?.();
    this.#stopFrames = this.controller?.onFrame((seconds) => {
      // Only what appears or goes away is drawn anew.
      const drawn = this.#drawn(this.marks);
      if (drawn.length === 0) return;
      const key = (at: number) => drawn.map((mark) => isDrawnAt(mark, at)).join();
      if (key(seconds) !== key(this.seconds)) this.seconds = seconds;
    });
    this.seconds = this.controller?.currentSeconds ?? 0;
  }

  #put(drawing: Drawing | null): void {
    const chosen = this.#chosen();
    if (!chosen) return;
    const drawings = (chosen.mark.drawings ?? []).flatMap((one, at) =>
      at !== chosen.at ? [one] : drawing ? [drawing] : [],
    );
    this.dispatchEvent(new MarkPutRequest({ ...chosen.mark, drawings }));
    if (!drawing) this.#end();
  }

  #end(): void {
    if (this.chosenId) this.dispatchEvent(new DrawingChoose(this.chosenId, null));
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const chosen = this.#chosen();
    if (!chosen) return;
    const moved = drawingAfterKey(chosen.drawing, event.key, event.shiftKey);
    const isEnd = event.key === 'Enter' || event.key === 'Escape';
    const isRemoval = event.key === 'Delete' || event.key === 'Backspace';
    if (!moved && !isEnd && !isRemoval) return;
    event.preventDefault();
    event.stopPropagation();
    if (isEnd) this.#end();
    else this.#put(moved);
  };

  readonly #handleMove = (event: PointerEvent): void => {
    event.stopPropagation();
    const chosen = this.#chosen();
    if (!chosen || event.button !== 0) return;
    const start = this.#placeOf(event);
    this.#follow((to) => movedDrawing(chosen.drawing, [to[0] - start[0], to[1] - start[1]]));
  };

  readonly #handleDraw = (event: PointerEvent): void => {
    const chosen = this.#chosen();
    if (!chosen || event.button !== 0) return;
    event.preventDefault();
    const from = this.#placeOf(event);
    this.#follow((to) => drawingBetween(chosen.drawing.kind, from, to));
  };

  /** Draws while the pointer moves, and keeps the drawing when it is lifted. */
  #follow(drawn: (to: Place) => Drawing | null): void {
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener('pointermove', (event) => (this.draft = drawn(this.#placeOf(event))), {
      signal,
    });
    for (const name of ['pointerup', 'pointercancel'] as const) {
      addEventListener(
        name,
        () => {
          listening.abort();
          const { draft } = this;
          this.draft = null;
          if (draft && name === 'pointerup') this.#put(draft);
        },
        { signal },
      );
    }
  }

  #placeOf({ clientX, clientY }: PointerEvent): Place {
    const { left, top, width, height } = this.picture!.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  }
}

/** A line with a dark rim, so that it is seen on light and dark pictures. */
function shapeOf(drawing: Drawing, ratio: number, isChosen: boolean): TemplateResult {
  const path = pathOf(drawing, ratio);
  return svg`<g class=${isChosen ? 'chosen' : ''}>
    <path class="shape halo" d=${path}></path><path class="shape line" d=${path}></path>
  </g>`;
}

/** The outline in shares of the picture; `ratio` keeps the head of an arrow even. */
export function pathOf({ kind, from, to }: Drawing, ratio: number): string {
  const [x1, y1] = from;
  const [x2, y2] = to;
  if (kind === 'region') return `M${x1} ${y1}H${x2}V${y2}H${x1}Z`;
  if (kind === 'circle') {
    const [radiusX, radiusY] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2];
    const middle = (y1 + y2) / 2;
    const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
    const arc = `A${radiusX} ${radiusY} 0 0 1`;
    return `M${left} ${middle}${arc} ${right} ${middle}${arc} ${left} ${middle}Z`;
  }
  const angle = Math.atan2((y2 - y1) / ratio, x2 - x1);
  const head = [-0.5, 0.5].map((turn) => {
    const [cos, sin] = [Math.cos(angle + turn), Math.sin(angle + turn)];
    return `M${x2} ${y2}L${x2 - 0.035 * cos} ${y2 - 0.035 * sin * ratio}`;
  });
  return `M${x1} ${y1}L${x2} ${y2}${head.join('')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-frame-drawings': LookforFrameDrawings;
  }
}
