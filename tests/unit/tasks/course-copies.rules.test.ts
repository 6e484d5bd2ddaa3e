import { expect, test } from 'vitest';
import { planForNewRun } from '#server/tasks/course-copies.rules';
import { aPlan } from './a-plan.ts';

const NOW = new Date('2027-03-01T00:00:00Z');

test('dates that are over are taken out, and nothing else changes', () => {
  const plan = aPlan({ opensAt: '2027-02-01T07:00:00Z', dueAt: '2027-02-14T22:59:00Z' });
  expect(planForNewRun(plan, NOW)).toEqual({ ...plan, opensAt: null, dueAt: null });
});

test('dates that are still to come stay', () => {
  const plan = aPlan({ opensAt: '2027-02-20T07:00:00Z', dueAt: '2027-03-14T22:59:00Z' });
  expect(planForNewRun(plan, NOW)).toEqual(plan);
});

test('a comparison that has opened by date waits for a hand', () => {
  const plan = aPlan({ reveal: { rule: 'at-date', at: '2027-02-20T07:00:00Z' } });
  expect(planForNewRun(plan, NOW).reveal).toEqual({ rule: 'by-hand', at: null });
  const later = aPlan({ reveal: { rule: 'at-date', at: '2027-03-20T07:00:00Z' } });
  expect(planForNewRun(later, NOW).reveal).toEqual(later.reveal);
});
