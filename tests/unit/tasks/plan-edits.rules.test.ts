import { describe, expect, test } from 'vitest';
import {
  addCriterion,
  addLevel,
  addLookFor,
  addPass,
  changeLevel,
  fromLocalField,
  movePass,
  reachablePoints,
  removeCriterion,
  removeLevel,
  removeLookFor,
  removePass,
  setMinimum,
  toLocalField,
} from '#elements/task-builder/plan-edits.rules';
import { aPlan } from './a-plan.ts';

const plan = aPlan();
const moments = (changed: typeof plan, passId: string) =>
  changed.passes.find((pass) => pass.id === passId)?.moments;

test('a change makes another plan and leaves the first as it was', () => {
  const before = structuredClone(plan);
  const all = [
    addPass(plan, 'new'),
    removePass(plan, 'free'),
    addLookFor(plan, 'new'),
    removeLookFor(plan, 'begins'),
    setMinimum(plan, 'guided', 'taken-up', 3),
    addCriterion(plan, 'new', ['one', 'two']),
    changeLevel(plan, 'noticing', 'level-1', { points: 9 }),
  ];
  for (const changed of all) expect(changed).not.toEqual(before);
  expect(plan).toEqual(before);
});

describe('moments', () => {
  test('stand in the order of the look-fors, however they were asked for', () => {
    expect(moments(setMinimum(plan, 'guided', 'taken-up', 1), 'guided')).toEqual([
      { lookForId: 'begins', minimum: 2 },
      { lookForId: 'taken-up', minimum: 1 },
    ]);
    const again = setMinimum(setMinimum(plan, 'free', 'taken-up', 1), 'free', 'begins', 1);
    expect(moments(again, 'free')?.map((moment) => moment.lookForId)).toEqual([
      'begins',
      'taken-up',
    ]);
  });

  test('none is asked for at 0, and of a look-for that is gone', () => {
    expect(moments(setMinimum(plan, 'guided', 'begins', 0), 'guided')).toEqual([]);
    expect(moments(removeLookFor(plan, 'begins'), 'guided')).toEqual([]);
  });

  test('of a pass that is not there nothing changes', () => {
    expect(setMinimum(plan, 'no-such', 'begins', 1)).toEqual(plan);
  });
});

test.each([
  ['guided', -1, ['guided', 'free']],
  ['free', 1, ['guided', 'free']],
  ['free', -1, ['free', 'guided']],
  ['guided', 5, ['free', 'guided']],
  ['no-such', 1, ['free', 'guided']],
])('pass %s moved by %d', (id, places, order) => {
  expect(movePass(plan, id, places).passes.map((pass) => pass.id)).toEqual(order);
});

describe('rubric', () => {
  test('a new criterion wears a hue that no other one wears', () => {
    const criteria = addCriterion(addCriterion(plan, 'a', ['1', '2']), 'b', ['1', '2']).narration
      ?.criteria;
    const [own, other] = criteria?.slice(-2) ?? [];
    expect(own?.hue).not.toBe(other?.hue);
    expect(own?.levels).toHaveLength(2);
  });

  test('levels come and go', () => {
    const more = addLevel(plan, 'noticing', 'top');
    expect(more.narration?.criteria[0]?.levels).toHaveLength(3);
    expect(more.narration?.criteria[1]?.levels).toHaveLength(2);
    expect(removeLevel(more, 'noticing', 'top')).toEqual(plan);
    expect(removeCriterion(plan, 'noticing').narration?.criteria).toHaveLength(1);
  });

  test('without a narration there is no rubric to change', () => {
    const bare = aPlan({ narration: null });
    expect(addCriterion(bare, 'a', ['1', '2'])).toEqual(bare);
  });

  test('sums of fractions leave no crumbs', () => {
    const levels = (points: number) => ({
      levels: [{ id: 'x', title: '', descriptor: '', points }],
    });
    expect(reachablePoints([levels(0.1), levels(0.2)])).toBe(0.3);
    expect(reachablePoints([])).toBe(0);
  });
});

test.each(['2027-02-08T07:00:00.000Z', '2027-07-31T22:59:00.000Z'])(
  'the instant %s comes back from its field',
  (instant) => {
    expect(fromLocalField(toLocalField(instant))).toBe(instant);
  },
);

test('an empty field is no instant', () => {
  expect(toLocalField(null)).toBe('');
  expect(fromLocalField('')).toBeNull();
});
