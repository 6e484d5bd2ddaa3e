import { describe, expect, test } from 'vitest';
import type { TaskTeams } from '#contract/teams';
import { asInCourse, dealt, moved, peopleWithout } from '#elements/task-page/teams.rules';

const people = Array.from({ length: 7 }, (_, at) => ({
  personId: `p${at}`,
  name: `P ${at}`,
  courseGroup: at < 3 ? { id: 'g1', name: 'Lab A' } : null,
}));
const team = { id: 't1', name: 'One', courseGroupId: null, personIds: ['p0', 'p3'] };
const known: TaskTeams = {
  ...{ people, groupsByVisit: false },
  teams: [{ ...team, hasBegun: false, isHandedIn: false }],
};

test('somebody is moved into one group, or out of all', () => {
  const teams = [team, { ...team, id: 't2', personIds: [] }];
  expect(moved(teams, 'p0', 't2').map(({ personIds }) => personIds)).toEqual([['p3'], ['p0']]);
  expect(moved(teams, 'p0', '').map(({ personIds }) => personIds)).toEqual([['p3'], []]);
});

describe('groups by chance', () => {
  const deal = (size: number) =>
    dealt(people, size, 1, { name: (number) => `${number}`, newId: () => 'x', random: () => 0.5 });

  test.each([
    [2, [3, 2, 2]],
    [3, [4, 3]],
    [5, [7]],
  ])('of about %i', (size, sizes) => {
    const teams = deal(size);
    expect(teams.map(({ personIds }) => personIds.length)).toEqual(sizes);
    expect(teams.flatMap(({ personIds }) => personIds).sort()).toEqual(
      people.map((one) => one.personId),
    );
  });

  test('go on counting', () => expect(deal(5)[0]?.name).toBe('2'));
});

test('who is in a group of the course comes into one with its name', () => {
  expect(peopleWithout(known)).toHaveLength(5);
  expect(asInCourse(known, () => 'new')).toMatchObject([
    { id: 't1', personIds: ['p0', 'p3'] },
    { id: 'new', name: 'Lab A', courseGroupId: 'g1', personIds: ['p1', 'p2'] },
  ]);
});
