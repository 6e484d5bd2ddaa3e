import { msg, str } from '@lit/localize';

/** What a comparison finds, as its headline says it. */
export interface Found {
  /** Whether the reader has a reading of their own, alone or with a group. */
  hasMe: boolean;
  /** How many other readings there are. */
  others: number;
  /** Moments that several readings share, and those of them that are read alike. */
  shared: number;
  alike: number;
  /** Everybody of the course has handed in. */
  isComplete: boolean;
}

/** The finding of a comparison in a sentence. */
export function headline({ hasMe, others, shared, alike, isComplete }: Found): string {
  if (!hasMe) {
    if (others === 0) return msg('Nobody has handed in yet.');
    if (shared === 0) return msg('No two readings meet at one moment yet.');
    return msg(str`Your students read ${alike} of ${shared} moments alike.`);
  }
  // Where all are in one group, nobody else is to come.
  if (others === 0 && isComplete) return msg('There is nobody to compare with yet.');
  if (others === 0) return msg('You are the first. Others’ readings appear as they are handed in.');
  if (shared === 0) return msg('You looked where nobody else did.');
  if (alike === shared) {
    return shared === 1
      ? msg('You and your course read the moment that you share alike.')
      : msg(str`You and your course read all ${shared} moments that you share alike.`);
  }
  return msg(str`You and your course read ${alike} of ${shared} moments alike.`);
}
