import { expect, test } from 'vitest';
import {
  addDays,
  dueDayOf,
  mondaysFrom,
  monthsOver,
  outcomeOfActivities,
  outcomeOfTasks,
} from '#elements/content-picker/selection.rules';
import { activityDates } from '#server/tasks/course-templates.rules';

test.each([
  ['2027-02-01', '2027-02-01'],
  ['2027-02-02', '2027-02-08'],
  ['2027-02-07', '2027-02-08'],
])('from %s the first Monday on offer is %s', (today, monday) => {
  expect(mondaysFrom(today, 2)).toEqual([monday, addDays(monday, 7)]);
});

test('months stand over the weeks that begin in them', () => {
  expect(monthsOver('2027-02-15', 4)).toEqual([
    { day: '2027-02-15', from: 1, weeks: 2 },
    { day: '2027-03-01', from: 3, weeks: 2 },
  ]);
});

test('the due day that the picker shows is the one that the server sets', () => {
  for (const activity of [
    { week: 1, lengthWeeks: 1, dueDay: 3 },
    { week: 2, lengthWeeks: 3, dueDay: 7 },
  ]) {
    const { dueAt } = activityDates(activity, '2027-02-01', 'UTC');
    expect(dueDayOf(activity, '2027-02-01')).toBe(dueAt.slice(0, 10));
  }
});

test('what will be created of a template is summed up', () => {
  const activity = { key: 'a', week: 1, lengthWeeks: 1, dueDay: 3, maximumPoints: 0 };
  const marked = { key: 'b', week: 2, lengthWeeks: 2, dueDay: 7, maximumPoints: 20 };
  expect(outcomeOfActivities([marked, activity], '2027-02-01')).toEqual({
    activities: 2,
    columns: 1,
    points: 20,
    from: '2027-02-01',
    until: '2027-02-21',
  });
  expect(outcomeOfActivities([], '2027-02-01')).toEqual({
    activities: 0,
    columns: 0,
    points: 0,
    from: null,
    until: null,
  });
});

test('what will be created of tasks is summed up, also without dates', () => {
  expect(
    outcomeOfTasks([
      { maximumPoints: 20, opensAt: null, dueAt: '2027-02-14T22:59:00Z' },
      { maximumPoints: 10, opensAt: '2027-02-08T07:00:00Z', dueAt: null },
    ]),
  ).toEqual({ activities: 2, columns: 2, points: 30, from: '2027-02-08', until: '2027-02-14' });
});
