import type { Clip } from '#contract/clips';
import type { Curation } from '#contract/curation';
import type { CurationState } from '#contract/vocabulary';

/**
 * The stations of the way, in order, and the state in which each is behind a clip; a draft stands
 * before them. Consents are checked by publishing.
 */
const STATIONS = [
  { name: 'proposed', state: 'proposed' },
  { name: 'reviewed', state: 'consent' },
  { name: 'checked', state: 'published' },
  { name: 'published', state: 'published' },
  { name: 'review', state: 'published' },
  { name: 'retired', state: 'retired' },
] as const satisfies readonly { name: string; state: CurationState }[];

/** A station as it is for one clip. */
export interface Station {
  name: (typeof STATIONS)[number]['name'];
  state: CurationState;
  /** Whether the clip came here on the way to where it is; a way may leave stations out. */
  isReached: boolean;
  /** Whether the clip stands here. */
  isHere: boolean;
  /** When it came here, or when its review is; null where nothing is known. */
  day: string | null;
}

/** The stations of a clip. What is published has its review before it, until the day has come. */
export function stationsOf(
  curation: Pick<Curation, 'state' | 'reviewOn' | 'isReviewDue' | 'steps'>,
): Station[] {
  const { state: now, reviewOn, isReviewDue, steps } = curation;
  const at = STATIONS.findLastIndex(
    ({ name, state }) => state === now && (name !== 'review' || isReviewDue),
  );
  return STATIONS.map(({ name, state }, place) => {
    const step = steps.find(({ to }) => to === state);
    // Without reviewers a clip is published at once, and one that is retired may not have been due.
    const mayBeLeftOut = name === 'proposed' || name === 'reviewed';
    const isOnTheWay = name === 'review' ? isReviewDue : !mayBeLeftOut || step !== undefined;
    const isHere = place === at;
    const isReached = isHere || (place < at && isOnTheWay);
    const reachedOn = isReached ? (step?.at.slice(0, 10) ?? null) : null;
    return { name, state, isReached, isHere, day: name === 'review' ? reviewOn : reachedOn };
  });
}

/** Whether a new task may be made with a clip: one that is reviewed waits, one that is retired rests. */
export function isForTasks({ curation, isMine }: Pick<Clip, 'curation' | 'isMine'>): boolean {
  return curation === 'published' || (isMine && curation !== 'retired');
}
