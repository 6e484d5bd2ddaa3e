import type { Drawing, Observation } from '#contract/observations';
import { OUTWARD } from '#elements/kit/events';
import type { MarkDraft } from './marks-store.ts';
import type { Grip, Times } from './timeline.rules.ts';

/** The observation was handed in: the next step may be shown. */
export class ObservationHandedIn extends Event {
  static readonly eventName = 'lookfor-observation-handed-in';
  readonly observation: Observation;

  constructor(observation: Observation) {
    super(ObservationHandedIn.eventName, OUTWARD);
    this.observation = observation;
  }
}

/** The wish to make or change a mark. `isTyping`: more of the same follows. */
export class MarkPutRequest extends Event {
  static readonly eventName = 'lookfor-mark-put';
  readonly draft: MarkDraft;
  readonly isTyping: boolean;

  constructor(draft: MarkDraft, isTyping = false) {
    super(MarkPutRequest.eventName, OUTWARD);
    this.draft = draft;
    this.isTyping = isTyping;
  }
}

/** The wish to remove a mark. */
export class MarkRemoveRequest extends Event {
  static readonly eventName = 'lookfor-mark-remove';
  readonly markId: string;

  constructor(markId: string) {
    super(MarkRemoveRequest.eventName, OUTWARD);
    this.markId = markId;
  }
}

/** A mark was chosen (null: none any more); `isOpen`: to be written on. */
export class MarkChoose extends Event {
  static readonly eventName = 'lookfor-mark-choose';
  readonly markId: string | null;
  readonly isOpen: boolean;

  constructor(markId: string | null, isOpen = false) {
    super(MarkChoose.eventName, OUTWARD);
    this.markId = markId;
    this.isOpen = isOpen;
  }
}

/** What is being dragged, for who shows the frame at that edge; null when it was put down. */
export interface MarkDragging {
  markId: string;
  grip: Grip;
  times: Times;
}

/** A mark is being dragged. Nothing is changed until it is put down. */
export class MarkDrag extends Event {
  static readonly eventName = 'lookfor-mark-drag';
  readonly dragging: MarkDragging | null;

  constructor(dragging: MarkDragging | null) {
    super(MarkDrag.eventName, OUTWARD);
    this.dragging = dragging;
  }
}

/** The wish to show another second of the clip. */
export class SeekRequest extends Event {
  static readonly eventName = 'lookfor-seek';
  readonly seconds: number;

  constructor(seconds: number) {
    super(SeekRequest.eventName, OUTWARD);
    this.seconds = seconds;
  }
}

/** The wish to draw something on the picture for a mark. */
export class DrawRequest extends Event {
  static readonly eventName = 'lookfor-draw-request';
  readonly markId: string;
  readonly kind: Drawing['kind'];

  constructor(markId: string, kind: Drawing['kind']) {
    super(DrawRequest.eventName, OUTWARD);
    this.markId = markId;
    this.kind = kind;
  }
}

/** A drawing of a mark was chosen, to be moved on the picture. */
export class DrawingChoose extends Event {
  static readonly eventName = 'lookfor-drawing-choose';
  readonly markId: string;
  /** Its place among the mark's drawings; null: none any more. */
  readonly at: number | null;

  constructor(markId: string, at: number | null) {
    super(DrawingChoose.eventName, OUTWARD);
    this.markId = markId;
    this.at = at;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-draw-request': DrawRequest;
    'lookfor-drawing-choose': DrawingChoose;
    'lookfor-mark-put': MarkPutRequest;
    'lookfor-mark-remove': MarkRemoveRequest;
    'lookfor-mark-choose': MarkChoose;
    'lookfor-mark-drag': MarkDrag;
    'lookfor-seek': SeekRequest;
  }
}
