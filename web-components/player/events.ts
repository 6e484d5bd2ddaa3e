import { OUTWARD } from '#elements/kit/events';
import type { Stretch } from './watched.rules.ts';

/** Where the clip stands; about four times a second while it plays, and after every jump. */
export class TimeChange extends Event {
  static readonly eventName = 'lookfor-time-change';
  readonly seconds: number;

  constructor(seconds: number) {
    super(TimeChange.eventName, OUTWARD);
    this.seconds = seconds;
  }
}

/** Stretches that were watched since the last event of this kind, merged and in order. */
export class WatchedRanges extends Event {
  static readonly eventName = 'lookfor-watched-ranges';
  readonly ranges: readonly Stretch[];

  constructor(ranges: readonly Stretch[]) {
    super(WatchedRanges.eventName, OUTWARD);
    this.ranges = ranges;
  }
}

/** The person chose captions of a language, or none (''). */
export class CaptionsChange extends Event {
  static readonly eventName = 'lookfor-captions-change';
  readonly language: string;

  constructor(language: string) {
    super(CaptionsChange.eventName, OUTWARD);
    this.language = language;
  }
}

/** The person chose an audio description of a language, or none (''). */
export class DescriptionsChange extends Event {
  static readonly eventName = 'lookfor-descriptions-change';
  readonly language: string;

  constructor(language: string) {
    super(DescriptionsChange.eventName, OUTWARD);
    this.language = language;
  }
}

/** The clip may not be played; `code` is an error code of the contract. */
export class PlaybackRefused extends Event {
  static readonly eventName = 'lookfor-playback-refused';
  readonly code: string;

  constructor(code: string) {
    super(PlaybackRefused.eventName, OUTWARD);
    this.code = code;
  }
}

/** The clip is open otherwise than it was: what a page says of it is to be asked for again. */
export class StandingChange extends Event {
  static readonly eventName = 'lookfor-standing-change';

  constructor() {
    super(StandingChange.eventName, OUTWARD);
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-time-change': TimeChange;
    'lookfor-watched-ranges': WatchedRanges;
    'lookfor-captions-change': CaptionsChange;
    'lookfor-descriptions-change': DescriptionsChange;
    'lookfor-playback-refused': PlaybackRefused;
    'lookfor-standing-change': StandingChange;
  }
}
