import type { MaskOrder, MaskPlan } from '#contract/masking';
import { OUTWARD } from '#elements/kit/events';
import type { Selected } from './mask-edit.rules.ts';

/** The plan after somebody moved or drew something; `isDone` when they let go of it. */
export class MaskChange extends Event {
  static readonly eventName = 'lookfor-mask-change';
  readonly plan: MaskPlan;
  readonly isDone: boolean;

  constructor(plan: MaskPlan, isDone: boolean) {
    super(MaskChange.eventName, OUTWARD);
    this.plan = plan;
    this.isDone = isDone;
  }
}

/** A box or a stretch of sound was chosen. */
export class MaskSelect extends Event {
  static readonly eventName = 'lookfor-mask-select';
  readonly selected: Selected | undefined;

  constructor(selected: Selected | undefined) {
    super(MaskSelect.eventName, OUTWARD);
    this.selected = selected;
  }
}

/** The film stands at another moment; the wish to be there when it comes from the timeline. */
export class MaskMoment extends Event {
  static readonly eventName = 'lookfor-mask-moment';
  readonly seconds: number;

  constructor(seconds: number) {
    super(MaskMoment.eventName, OUTWARD);
    this.seconds = seconds;
  }
}

/** Masking is over: this file is to be uploaded, with what is masked in it; or none is. */
export class MaskDone extends Event {
  static readonly eventName = 'lookfor-mask-done';
  readonly file: File | undefined;
  readonly order: MaskOrder | undefined;

  constructor(file?: File, order?: MaskOrder) {
    super(MaskDone.eventName, OUTWARD);
    this.file = file;
    this.order = order;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-mask-change': MaskChange;
    'lookfor-mask-select': MaskSelect;
    'lookfor-mask-moment': MaskMoment;
    'lookfor-mask-done': MaskDone;
  }
}
