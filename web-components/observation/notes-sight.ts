/** So far from an end of what stands in a list the next notes come. */
const NEAR_END_PX = 600;
/** A note of which no more than this is seen counts as hidden. */
const SLIVER_PX = 8;

/** Scrolls a list so that a note in it is seen. A list as long as its notes is left alone. */
export function bringIntoSight(list: HTMLElement, note: HTMLElement): void {
  if (getComputedStyle(list).overflowY !== 'auto') return;
  const { offsetTop: top, offsetHeight: height } = note;
  const isSeen = top >= list.scrollTop && top + height <= list.scrollTop + list.clientHeight;
  if (isSeen) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  list.scrollTo({
    top: top - Math.max(0, (list.clientHeight - height) / 2),
    behavior: still ? 'instant' : 'smooth',
  });
}

/** The end of a list that somebody has scrolled near to; null in between. */
export function endNearby(list: HTMLElement): 'start' | 'end' | null {
  if (list.scrollTop + list.clientHeight > list.scrollHeight - NEAR_END_PX) return 'end';
  return list.scrollTop < NEAR_END_PX ? 'start' : null;
}

/** How many notes of a list lie above and below what is seen of it. */
export function hiddenNotes(list: HTMLElement): { before: number; after: number } {
  const notes = list.children;
  const top = list.scrollTop;
  const bottom = top + list.clientHeight;
  // Notes stand under each other: halving finds the first that is seen, and asks few for their place.
  return {
    before: firstWhere(notes, (note) => note.offsetTop + note.offsetHeight > top + SLIVER_PX),
    after: notes.length - firstWhere(notes, (note) => note.offsetTop >= bottom - SLIVER_PX),
  };
}

/** Index of the first note for which it holds, when it holds for all that follow. */
function firstWhere(notes: ArrayLike<Element>, holds: (note: HTMLElement) => boolean): number {
  let [low, high] = [0, notes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const note = notes[middle];
    if (note instanceof HTMLElement && holds(note)) high = middle;
    else low = middle + 1;
  }
  return low;
}
