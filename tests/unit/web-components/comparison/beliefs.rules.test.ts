import { expect, test } from 'vitest';
import type { Reading } from '#contract/observations';
import type { Belief, LookFor } from '#contract/tasks';
import { beliefsAndCoded, farthestBelief } from '#elements/comparison/beliefs.rules';

const lookFors: LookFor[] = [
  { id: 'begins', label: 'Begins', codeId: 'begins' },
  { id: 'answer', label: 'Answer', codeId: 'answer' },
];
const belief = (id: string, measure: Belief['measure'], maximum = 10): Belief => ({
  ...{ id, measure, maximum, question: id, lookForId: 'answer', otherLookForId: 'begins' },
});
const mark = (startSeconds: number, endSeconds: number | null, codeIds: string[]) => ({
  ...{ id: `${startSeconds}`, startSeconds, endSeconds, codeIds, body: '', lookForId: null },
  ...{ child: null, because: '' },
});
const marks: Reading['marks'] = [
  mark(1, 5, ['answer']),
  mark(9, 17, ['answer', 'begins']),
  mark(20, null, ['answer']),
  mark(30, 32, ['begins']),
];
const all = beliefsAndCoded(
  [belief('often', 'moments', 2), belief('long', 'seconds'), belief('share', 'share')],
  { often: 2, long: 1 },
  marks,
  lookFors,
);

test('marks say how often, how long on average, and which share', () => {
  expect(all.map(({ believed, coded, of, maximum }) => [believed, coded, of, maximum])).toEqual([
    [2, 3, null, 3],
    [1, 6, null, 10],
    [null, 0.75, { part: 3, whole: 4 }, 1],
  ]);
});

test('without marks there is nothing to hold it against', () => {
  const none = beliefsAndCoded([belief('long', 'seconds'), belief('share', 'share')], {}, [], lookFors); // prettier-ignore
  expect(none.map((one) => one.coded)).toEqual([null, null]);
  expect(farthestBelief(none)).toBeNull();
});

test('the farthest answer is told, near ones are not', () => {
  expect(farthestBelief(all)).toMatchObject({ isMore: true, found: { belief: { id: 'long' } } });
  expect(farthestBelief(beliefsAndCoded([belief('long', 'seconds')], { long: 6.5 }, marks, lookFors))).toBeNull(); // prettier-ignore
});
