import { OUTWARD } from '#elements/kit/events';
import type { EditedCue } from './cue-edits.rules.ts';
import type { EditorWish } from './editor-keys.rules.ts';

/** A line is to be worked on. */
export class CueChosen extends Event {
  static readonly eventName = 'lookfor-cue-chosen';
  readonly cueId: string;

  constructor(cueId: string) {
    super(CueChosen.eventName, OUTWARD);
    this.cueId = cueId;
  }
}

/** Something of a line was written. */
export class CueWritten extends Event {
  static readonly eventName = 'lookfor-cue-written';
  readonly cueId: string;
  readonly change: Partial<Pick<EditedCue, 'text' | 'speaker' | 'startSeconds' | 'endSeconds'>>;

  constructor(cueId: string, change: CueWritten['change']) {
    super(CueWritten.eventName, OUTWARD);
    this.cueId = cueId;
    this.change = change;
  }
}

/** Something is to be done with the line that is worked on. */
export class EditorWished extends Event {
  static readonly eventName = 'lookfor-editor-wished';
  readonly wish: EditorWish;

  constructor(wish: EditorWish) {
    super(EditorWished.eventName, OUTWARD);
    this.wish = wish;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-cue-chosen': CueChosen;
    'lookfor-cue-written': CueWritten;
    'lookfor-editor-wished': EditorWished;
  }
}
