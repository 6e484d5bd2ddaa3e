import type { CriterionMark, PassageComment, Share } from '#contract/assessments';
import { OUTWARD } from '#elements/kit/events';

/** A narration of the queue was chosen. */
export class NarrationChoice extends Event {
  static readonly eventName = 'lookfor-narration-choice';
  readonly narrationId: string;

  constructor(narrationId: string) {
    super(NarrationChoice.eventName, OUTWARD);
    this.narrationId = narrationId;
  }
}

/** A level was chosen for a criterion, or words were written about it. */
export class MarkChange extends Event {
  static readonly eventName = 'lookfor-mark-change';
  readonly criterionId: string;
  readonly change: Partial<Pick<CriterionMark, 'levelId' | 'comment'>>;

  constructor(criterionId: string, change: Partial<Pick<CriterionMark, 'levelId' | 'comment'>>) {
    super(MarkChange.eventName, OUTWARD);
    this.criterionId = criterionId;
    this.change = change;
  }
}

/** A passage was tied to a criterion or commented, or its comment was changed. */
export class PassageChange extends Event {
  static readonly eventName = 'lookfor-passage-change';
  readonly passage: PassageComment;

  constructor(passage: PassageComment) {
    super(PassageChange.eventName, OUTWARD);
    this.passage = passage;
  }
}

/** A passage is no evidence any more, or its comment was taken back. */
export class PassageRemoval extends Event {
  static readonly eventName = 'lookfor-passage-removal';
  readonly passageId: string;

  constructor(passageId: string) {
    super(PassageRemoval.eventName, OUTWARD);
    this.passageId = passageId;
  }
}

/** The wish to look at a passage where it stands in the text. */
export class PassageVisit extends Event {
  static readonly eventName = 'lookfor-passage-visit';
  readonly passageId: string;

  constructor(passageId: string) {
    super(PassageVisit.eventName, OUTWARD);
    this.passageId = passageId;
  }
}

/** The comment on the whole was changed. */
export class OverallCommentChange extends Event {
  static readonly eventName = 'lookfor-overall-comment-change';
  readonly comment: string;

  constructor(comment: string) {
    super(OverallCommentChange.eventName, OUTWARD);
    this.comment = comment;
  }
}

/** A member of a group gets more or less than the group, or the words about it were changed. */
export class ShareChange extends Event {
  static readonly eventName = 'lookfor-share-change';
  /** Key of the member. */
  readonly member: string;
  readonly change: Partial<Pick<Share, 'adjustment' | 'reason'>>;

  constructor(member: string, change: Partial<Pick<Share, 'adjustment' | 'reason'>>) {
    super(ShareChange.eventName, OUTWARD);
    this.member = member;
    this.change = change;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-narration-choice': NarrationChoice;
    'lookfor-mark-change': MarkChange;
    'lookfor-passage-change': PassageChange;
    'lookfor-passage-removal': PassageRemoval;
    'lookfor-passage-visit': PassageVisit;
    'lookfor-overall-comment-change': OverallCommentChange;
    'lookfor-share-change': ShareChange;
  }
}
