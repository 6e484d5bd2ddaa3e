import type { TrackKind } from '#contract/captions';
import type { Boot } from '#contract/launch';

/** Options of every event of ours: it leaves shadow roots, and a page may hear it anywhere above. */
export const OUTWARD: Readonly<EventInit> = { bubbles: true, composed: true };

/** A wish to be somewhere else. The app answers it; an element alone on a page may ignore it. */
export class NavigateRequest extends Event {
  static readonly eventName = 'lookfor-navigate';
  readonly screen: ScreenName;
  readonly params: ScreenParams;

  constructor(screen: ScreenName, params: ScreenParams = {}) {
    super(NavigateRequest.eventName, { ...OUTWARD, cancelable: true });
    this.screen = screen;
    this.params = params;
  }
}

/** Every screen of the product. `app/screens.ts` says which element shows it. */
const SCREENS = [
  'student-task',
  'task',
  'course',
  'own-tasks',
  'library',
  'collections',
  'vocabularies',
  'clip',
  'shown-clip',
  'copied-course',
  'upload',
  'captions',
  'task-builder',
  'frameworks',
  'framework',
  'picker',
  'observation',
  'comparison',
  'growth',
  'narration',
  'reader',
  'assessment',
  'release',
  'feedback',
] as const;
export type ScreenName = (typeof SCREENS)[number];

/** The wish of a platform that a person chooses content; it comes with a deep-linking launch. */
type DeepLinking = NonNullable<Boot['deepLinking']>;

/** What a screen is about; it is handed to the element as properties of the same names. */
export interface ScreenParams {
  taskId?: string;
  clipId?: string;
  collectionId?: string;
  narrationId?: string | null;
  submissionId?: string;
  draftId?: string;
  deepLinking?: DeepLinking;
  /** Only the clip, without what is written about it. */
  alone?: boolean;
  /** Where to begin in a clip. */
  startSeconds?: number;
  /** Which captions or descriptions of a clip. */
  track?: { kind: TrackKind; language: string };
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-navigate': NavigateRequest;
  }
}
