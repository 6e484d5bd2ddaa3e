import { OUTWARD } from '#elements/kit/events';

/** A moment was chosen, by a mark in a lane or by its sign. */
export class MomentChoose extends Event {
  static readonly eventName = 'lookfor-moment-choose';
  readonly stretch: readonly [number, number];

  constructor(stretch: readonly [number, number]) {
    super(MomentChoose.eventName, OUTWARD);
    this.stretch = stretch;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-moment-choose': MomentChoose;
  }
}
