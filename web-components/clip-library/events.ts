import type { Clip } from '#contract/clips';
import { OUTWARD } from '#elements/kit/events';

/** A clip was changed on the server; this is what it is now. */
export class ClipChange extends Event {
  static readonly eventName = 'lookfor-clip-change';
  readonly clip: Clip;

  constructor(clip: Clip) {
    super(ClipChange.eventName, OUTWARD);
    this.clip = clip;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-clip-change': ClipChange;
  }
}
