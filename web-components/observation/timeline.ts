import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Mark } from '#contract/observations';
import { AfterFrame } from '#elements/kit/after-frame';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { lastCall } from '#elements/kit/last-call';
import { formatClock, formatRange, formatSeconds } from '#elements/kit/time';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { Stretch } from '#elements/player/watched.rules';
import { cssFacts } from '#elements/kit/css-facts';
import { MarkChoose, MarkDrag, MarkPutRequest, MarkRemoveRequest, SeekRequest } from './events.ts';
import { authorColourStyles } from './author-colours.styles.ts';
import { hueStyles } from './hues.styles.ts';
import { UNSORTED, type Lane } from './lanes.rules.ts';
import { TimelineDrag } from './timeline-drag.ts';
import { groundOf, seekWhilePressed, windowAfterWheel, type Ground } from './timeline-ground.ts';
import {
  isCrowded,
  layoutOf,
  markAt,
  type LaneLayout,
  type TimelineLayout,
} from './timeline-layout.rules.ts';
import { wishOfMarkKey } from './timeline-keys.rules.ts';
import { timelineLanes, type LanesHandlers } from './timeline-lanes.ts';
import { timelineOverlay, zoomBar } from './timeline-overlay.ts';
import './timeline-overview.ts';
import type { WindowChange } from './timeline-overview.ts';
import { TimelinePaint } from './timeline-paint.ts';
import { framesStrip, maskedStrip, soundStrip, type Waveform } from './timeline-scenery.ts';
import { ticksOfMarks } from './timeline-ticks.rules.ts';
import type { Elsewhere, Member } from './team.rules.ts';
import { timelineStyles } from './timeline.styles.ts';
import {
  firstWindow,
  followTime,
  movedTimes,
  nextSpan,
  reveal,
  ticksOf,
  zoomTo,
  type Grip,
  type TimeWindow,
} from './timeline.rules.ts';

/** The wish to sort the mark of now into a lane (its name was pressed). */
export class LanePress extends Event {
  static readonly eventName = 'lookfor-lane-press';
  readonly lane: Lane;

  constructor(lane: Lane) {
    super(LanePress.eventName, OUTWARD);
    this.lane = lane;
  }
}

/**
 * The clip as a line of time: ruler, frames, sound, and a lane for each look-for or code with the
 * marks in it. Zooms from the whole clip to a second; marks are dragged, or moved with keys:
 * ← → a frame, with Shift a second, with Ctrl the end only; ↑ ↓ go to the mark before or after;
 * Enter opens the note, Delete removes it. A press on the ground shows that second.
 *
 * @tag lookfor-timeline
 * @fires lookfor-mark-put {MarkPutRequest} - a mark was moved
 * @fires lookfor-mark-remove {MarkRemoveRequest} - a mark shall go
 * @fires lookfor-mark-choose {MarkChoose} - a mark was pressed
 * @fires lookfor-mark-drag {MarkDrag} - a mark is being dragged
 * @fires lookfor-seek {SeekRequest} - another second is wished
 * @fires lookfor-lane-press {LanePress} - a lane's name was pressed
 */
@customElement('lookfor-timeline')
export class LookforTimeline extends LookforElement {
  static override styles = [LookforElement.styles, hueStyles, authorColourStyles, timelineStyles];

  /** What plays the clip. */
  @property({ attribute: false }) controller!: PlaybackController;
  /** Length, frames and sound of the clip. */
  @property({ attribute: false }) playback: Playback | undefined;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  /** Name of the last lane, for marks without a code. */
  @property() unsortedLabel = '';
  @property({ attribute: false }) chosenId: string | null = null;
  /** Where an interval was begun that has no end yet. */
  @property({ attribute: false }) inSeconds: number | null = null;
  /** What was watched of the clip in this pass. */
  @property({ attribute: false }) watched: readonly Stretch[] = [];
  /** In a group: who may have made a mark. */
  @property({ attribute: false }) members: readonly Member[] = [];
  /** In a group: where the clips of the others stand. */
  @property({ attribute: false }) elsewhere: readonly Elsewhere[] = [];
  /** Marks are looked at only. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  @query('.growing') private growing!: HTMLElement | null;
  @query('.overlay') private overlay!: HTMLElement | null;
  @query('.playhead output') private clock!: HTMLOutputElement | null;
  @state() private window: TimeWindow = { from: 0, span: 1 };
  @state() private widthPx = 0;
  @state() private laneTopPx = 0;

  #drag = new TimelineDrag(this, {
    secondsPerPixel: () => this.window.span / Math.max(1, this.widthPx),
    clip: () => this.#clip,
    onDrag: (dragging) => this.dispatchEvent(new MarkDrag(dragging)),
    onDrop: (mark, times) => this.#put(mark, times),
  });
  #waveform = new Task(this, {
    task: async ([url], { signal }) => {
      if (!url) return undefined;
      const response = await fetch(url, { signal, credentials: 'omit' });
      return response.ok ? ((await response.json()) as Waveform) : undefined;
    },
    args: () => [this.playback?.waveformUrl?.split('?')[0] ? this.playback.waveformUrl : null],
    argsEqual: ([one], [other]) => one?.split('?')[0] === other?.split('?')[0],
  });
  #resize = new ResizeObserver(([entry]) => {
    this.widthPx = Math.round(entry?.contentRect.width ?? 0);
  });
  #paint = new TimelinePaint(this);
  /** The mark that was just made is an element already; the painted ones may follow it. */
  readonly #repaint = new AfterFrame(() => this.isConnected && this.#paintMarks());
  #layout: TimelineLayout = layoutOf([], []);
  #isCrowded = false;
  #wasCrowded = false;
  /** The mark that the Tab key comes to. */
  #tabStop: string | undefined;
  readonly #ticks = lastCall(ticksOfMarks);
  readonly #inLanes: LanesHandlers = {
    lane: (lane) => this.dispatchEvent(new LanePress(lane)),
    mark: (mark, isOpened) => this.dispatchEvent(new MarkChoose(mark.id, isOpened)),
    grip: (event, mark, grip) => this.#handleGrip(event, mark, grip),
    key: (event, mark) => this.#handleMarkKey(event, mark),
    paintedPress: (event) => this.#handlePaintedPress(event),
    paintedClick: (event) => this.#handlePaintedClick(event),
  };
  #stopFrames: (() => void) | undefined;
  #observed: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFrames?.();
    this.#resize.disconnect();
    this.#observed = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.#listen();
    if (changed.has('playback')) {
      const before = changed.get('playback');
      if (this.playback && before?.clipId !== this.playback.clipId)
        this.window = firstWindow(this.playback.durationSeconds);
    }
    if (changed.has('chosenId')) this.#revealChosen();
    if (changed.has('marks') || changed.has('lanes')) {
      this.#layout = layoutOf(this.marks, this.lanes);
    }
    if (changed.has('lanes')) this.#paint.forgetColours();
    this.#isCrowded = isCrowded(this.#layout, this.window);
    this.#tabStop = this.#findTabStop();
  }

  protected override updated(changed: PropertyValues): void {
    if (this.overlay && this.overlay !== this.#observed) {
      this.#resize.disconnect();
      this.#resize.observe(this.overlay);
      this.#observed = this.overlay;
    }
    const isMoved = changed.has('window') || changed.has('widthPx');
    // The first picture of what were elements must not be missed by a frame.
    if (isMoved || this.#isCrowded !== this.#wasCrowded) this.#paintMarks();
    else this.#repaint.ask();
    this.#wasCrowded = this.#isCrowded;
    if (!this.#drag.times) this.#showTime(this.controller?.currentSeconds ?? 0);
  }

  /** One step closer (1) or further away (-1), around where the clip stands. */
  zoom(direction: 1 | -1): void {
    const { durationSeconds } = this.#clip;
    const span = nextSpan(this.window.span, direction, durationSeconds);
    this.window = zoomTo(this.window, span, this.controller.currentSeconds, durationSeconds);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.mark[tabindex="0"]')?.focus();
  }

  #paintMarks(): void {
    if (!this.#isCrowded || this.widthPx === 0) return;
    const layouts = new Map(
      [...this.#layout.lanes, this.#layout.unsorted].map((layout) => [layout.id, layout]),
    );
    const lanes = [
      ...this.renderRoot.querySelectorAll<HTMLCanvasElement>('canvas[data-painted]'),
    ].flatMap((canvas) => {
      const layout = layouts.get(canvas.dataset['painted'] ?? '');
      return layout ? [{ canvas, layout }] : [];
    });
    this.#paint.paint(lanes, this.window, this.widthPx);
  }

  get #clip() {
    return {
      durationSeconds: this.playback?.durationSeconds ?? 0,
      frameRate: this.playback?.frameRate ?? 25,
    };
  }

  get #ground(): Ground {
    return groundOf(this.overlay, this.window, this.#clip.durationSeconds);
  }

  get #unsortedName(): string {
    return this.unsortedLabel || msg('Not sorted yet');
  }

  #listen(): void {
    this.#stopFrames?.();
    this.#stopFrames = this.controller?.onFrame((seconds) => this.#handleFrame(seconds));
  }

  #handleFrame(seconds: number): void {
    // While an edge is dragged the clip shows the frame there, and the playhead stays.
    if (this.#drag.times || !this.playback) return;
    this.#showTime(seconds);
    const next = followTime(this.window, seconds, this.#clip.durationSeconds);
    if (next !== this.window) this.window = next;
  }

  /** Moves the playhead without drawing anything else: it moves with every frame. */
  #showTime(seconds: number): void {
    const { from, span } = this.window;
    this.overlay?.style.setProperty('--now', String(seconds));
    this.growing?.style.setProperty('--now', String(seconds));
    const head = this.clock?.parentElement;
    head?.classList.toggle('outside', seconds < from || seconds > from + span);
    const words = formatSeconds(seconds);
    if (this.clock && this.clock.value !== words) this.clock.value = words;
  }

  #revealChosen(): void {
    const mark = this.marks.find((one) => one.id === this.chosenId);
    if (!mark || !this.playback) return;
    const end = mark.endSeconds ?? mark.startSeconds;
    this.window = reveal(this.window, mark.startSeconds, end, this.#clip.durationSeconds);
  }

  #findTabStop(): string | undefined {
    const { from, span } = this.window;
    if (this.marks.some((mark) => mark.id === this.chosenId)) return this.chosenId ?? undefined;
    return this.marks.find(
      (mark) => (mark.endSeconds ?? mark.startSeconds) >= from && mark.startSeconds <= from + span,
    )?.id;
  }

  #put(mark: Mark, times: { startSeconds: number; endSeconds: number | null }): void {
    this.dispatchEvent(new MarkPutRequest({ ...mark, ...times }));
  }

  #layoutOf(track: HTMLElement): LaneLayout | undefined {
    const id = track.dataset['lane'];
    if (id === UNSORTED) return this.#layout.unsorted;
    return this.#layout.lanes.find((one) => one.id === id);
  }

  /** The painted mark under the pointer. */
  #paintedAt(event: MouseEvent): Mark | undefined {
    const track = event.currentTarget as HTMLElement;
    const layout = event.target instanceof HTMLCanvasElement && this.#layoutOf(track);
    if (!layout) return undefined;
    const { left, top } = track.getBoundingClientRect();
    const secondsPerPixel = this.window.span / Math.max(1, this.widthPx);
    const seconds = this.window.from + (event.clientX - left) * secondsPerPixel;
    return markAt(layout, seconds, this.#paint.rowAt(event.clientY - top), 6 * secondsPerPixel);
  }

  #handlePaintedPress(event: PointerEvent): void {
    const mark = this.#paintedAt(event);
    if (mark) this.#handleGrip(event, mark, 'whole');
  }

  #handlePaintedClick(event: MouseEvent): void {
    const mark = this.#paintedAt(event);
    if (mark) this.dispatchEvent(new MarkChoose(mark.id, event.type === 'dblclick'));
  }

  readonly #handleWindow = (event: WindowChange): void => {
    event.stopPropagation();
    this.window = event.window;
  };

  #handleGrip(event: PointerEvent, mark: Mark, grip: Grip): void {
    event.stopPropagation();
    if (this.readOnly) return;
    const track = (event.currentTarget as HTMLElement).closest<HTMLElement>('.track');
    this.laneTopPx = track?.offsetTop ?? 0;
    this.#drag.begin(event, mark, grip);
  }

  readonly #handlePress = (event: PointerEvent): void => {
    if (!this.overlay) return;
    seekWhilePressed(
      event,
      this.#ground,
      () => this.window,
      (seconds) => this.dispatchEvent(new SeekRequest(seconds)),
    );
  };

  readonly #handleWheel = (event: WheelEvent): void => {
    const window = windowAfterWheel(event, this.#ground);
    if (!window) return;
    event.preventDefault();
    this.window = window;
  };

  #handleMarkKey(event: KeyboardEvent, mark: Mark): void {
    const wish = wishOfMarkKey(event, this.readOnly, this.#clip.frameRate);
    if (!wish) return;
    event.preventDefault();
    event.stopPropagation();
    switch (wish.do) {
      case 'open':
        this.dispatchEvent(new MarkChoose(mark.id, true));
        break;
      case 'go':
        this.#goTo(mark, wish.direction);
        break;
      case 'move': {
        const times = movedTimes(mark, wish.grip, wish.seconds, this.#clip);
        this.#put(mark, times);
        this.announce(formatRange(times.startSeconds, times.endSeconds));
        break;
      }
      case 'remove':
        this.#goTo(mark, 1);
        this.dispatchEvent(new MarkRemoveRequest(mark.id));
    }
  }

  #goTo(mark: Mark, direction: 1 | -1): void {
    const next = this.marks[this.marks.findIndex((one) => one.id === mark.id) + direction];
    if (!next) return;
    this.dispatchEvent(new MarkChoose(next.id));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-mark="${next.id}"]`)?.focus(),
    );
  }

  override render() {
    const { durationSeconds } = this.#clip;
    const { from, span } = this.window;
    const [start, end, whole] = [from, from + span, durationSeconds].map(formatClock);
    return html`<div class="whole">
        ${zoomBar(this.window.span, durationSeconds, (direction) => this.zoom(direction))}
        <lookfor-timeline-overview
          .durationSeconds=${durationSeconds}
          .window=${this.window}
          .ticks=${this.#ticks(this.marks, this.lanes, durationSeconds)}
          .watched=${this.watched}
          @lookfor-window-change=${this.#handleWindow}
        ></lookfor-timeline-overview>
      </div>
      <div
        class="tracks"
        role="group"
        aria-label=${msg(str`Timeline, ${start} to ${end} of ${whole}`)}
        @pointerdown=${this.#handlePress}
        @wheel=${this.#handleWheel}
      >
        <div class="ruler" aria-hidden="true" ${cssFacts({ '--from': from, '--span': span })}>
          ${ticksOf(this.window, Math.max(3, this.widthPx / 84)).map(
            (seconds) =>
              html`<span class="at" ${cssFacts({ '--s': seconds })}
                >${span <= 5 ? formatSeconds(seconds) : formatClock(seconds)}</span
              >`,
          )}
        </div>
        ${
          this.playback?.thumbnails
            ? html`<span class="row-name">${msg('Frames')}</span>
                <div class="frames" aria-hidden="true">
                  ${framesStrip(this.playback.thumbnails, this.window, this.widthPx)}
                  ${maskedStrip(this.playback, 'picture', this.window)}
                </div>`
            : nothing
        }
        ${
          this.#waveform.value
            ? html`<span class="row-name">${msg('Sound')}</span>
                <div class="sound" aria-hidden="true">
                  ${soundStrip(this.#waveform.value, this.window, this.widthPx)}
                  ${this.playback ? maskedStrip(this.playback, 'sound', this.window) : nothing}
                </div>`
            : nothing
        }
        ${timelineLanes(
          {
            ...{ layout: this.#layout, isCrowded: this.#isCrowded, window: this.window },
            ...{ lanes: this.lanes, unsortedName: this.#unsortedName, members: this.members },
            ...{ chosenId: this.chosenId, tabStop: this.#tabStop, inSeconds: this.inSeconds },
            ...{ readOnly: this.readOnly, drag: this.#drag },
          },
          this.#inLanes,
        )}
        ${timelineOverlay({
          window: this.window,
          elsewhere: this.elsewhere,
          drag: this.#drag,
          laneTopPx: this.laneTopPx,
        })}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-timeline': LookforTimeline;
  }
  interface HTMLElementEventMap {
    'lookfor-lane-press': LanePress;
  }
}
