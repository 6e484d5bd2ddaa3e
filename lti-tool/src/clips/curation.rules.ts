import type { CurationMove, CurationState } from '#contract/vocabulary';

/** Who wants to move a clip. */
export interface Curator {
  isOwner: boolean;
  /** May look after clips of the institution. */
  canManage: boolean;
}

interface Rule {
  from: readonly CurationState[];
  to: CurationState;
  who: 'owner' | 'colleague' | 'anybody';
  needsWhy: boolean;
}

/** The way of a clip: proposed, reviewed by a colleague, consents checked, published, retired. */
const RULES: Readonly<Record<CurationMove, Rule>> = {
  propose: { from: ['draft'], to: 'proposed', who: 'owner', needsWhy: false },
  // Four eyes: nobody reviews what is their own.
  approve: { from: ['proposed'], to: 'consent', who: 'colleague', needsWhy: false },
  return: { from: ['proposed', 'consent'], to: 'draft', who: 'anybody', needsWhy: true },
  publish: { from: ['consent'], to: 'published', who: 'anybody', needsWhy: false },
  renew: { from: ['published'], to: 'published', who: 'anybody', needsWhy: false },
  retire: { from: ['published'], to: 'retired', who: 'anybody', needsWhy: true },
  restore: { from: ['retired'], to: 'consent', who: 'anybody', needsWhy: false },
};

/** Whether somebody may make a move from where the clip stands. */
export function mayMove(curator: Curator, state: CurationState, move: CurationMove): boolean {
  const { from, who } = RULES[move];
  if (!curator.canManage || !from.includes(state)) return false;
  return who === 'anybody' || curator.isOwner === (who === 'owner');
}

/** Every move that somebody may make. */
export function movesOf(curator: Curator, state: CurationState): CurationMove[] {
  return (Object.keys(RULES) as CurationMove[]).filter((move) => mayMove(curator, state, move));
}

/** Where a move leads, and whether its reason must be told. */
export function ruleOf(move: CurationMove): Pick<Rule, 'to' | 'needsWhy'> {
  return RULES[move];
}

/** The day a year after another: when a published clip is looked at again. */
export function yearAfter(day: string): string {
  const [year = '', ...rest] = day.split('-');
  const next = `${Number(year) + 1}-${rest.join('-')}`;
  // A year after the leap day there is none.
  return next.endsWith('-02-29') ? next.replace('-02-29', '-02-28') : next;
}
