import { expect, test } from 'vitest';
import type { CurationStep } from '#contract/curation';
import type { CurationState } from '#contract/vocabulary';
import { isForTasks, stationsOf } from '#elements/clip-page/stations.rules';

const step = (from: CurationState, to: CurationState, day: string): CurationStep => ({
  ...{ from, to, why: '', by: 'Lee Linden', at: `2026-${day}T10:00:00.000Z` },
});
/** Newest first, as the server tells them. */
const wholeWay = [
  step('published', 'retired', '09-04'),
  step('consent', 'published', '03-03'),
  step('proposed', 'consent', '03-02'),
  step('draft', 'proposed', '03-01'),
];
const reached = (curation: Parameters<typeof stationsOf>[0]) =>
  stationsOf(curation)
    .filter(({ isReached }) => isReached)
    .map(({ name }) => name);

test('a review date counts as reached only when it has come, not because the clip was retired', () => {
  const never = { reviewOn: null, isReviewDue: false };
  const before = ['proposed', 'reviewed', 'checked', 'published'];
  expect(reached({ state: 'retired', ...never, steps: wholeWay })).toEqual([...before, 'retired']);
  const published = {
    state: 'published',
    reviewOn: '2027-03-03',
    steps: wholeWay.slice(1),
  } as const;
  expect(reached({ ...published, isReviewDue: false })).toEqual(before);
  expect(reached({ ...published, isReviewDue: true })).toEqual([...before, 'review']);
});

test('what was published without a review was not reviewed', () => {
  const steps = [step('draft', 'published', '03-03')];
  const stations = stationsOf({
    ...{ state: 'published', reviewOn: '2027-03-03', isReviewDue: false, steps },
  });
  expect(stations.filter(({ isReached }) => isReached).map(({ name }) => name)).toEqual([
    'checked',
    'published',
  ]);
  expect(stations.map(({ day }) => day)).toEqual([
    ...[null, null, '2026-03-03', '2026-03-03', '2027-03-03', null],
  ]);
  expect(stations.find(({ isHere }) => isHere)?.name).toBe('published');
});

test('a draft that was given back has nothing behind it', () => {
  const steps = [step('proposed', 'draft', '03-02'), step('draft', 'proposed', '03-01')];
  expect(reached({ state: 'draft', reviewOn: null, isReviewDue: false, steps })).toEqual([]);
});

test.each([
  ['published', false, true],
  ['retired', true, false],
  ['proposed', false, false],
  ['consent', false, false],
  ['draft', true, true],
] as const)('a task may be made with a clip that is %s (own: %s): %s', (curation, isMine, may) => {
  expect(isForTasks({ curation, isMine })).toBe(may);
});
