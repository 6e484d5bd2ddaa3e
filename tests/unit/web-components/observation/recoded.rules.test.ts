import { expect, test } from 'vitest';
import { isNewsTo } from '#elements/observation/recoded.rules';

const movedAt = '2026-11-22T14:00:00.000Z';
const older = { changedAt: '2026-11-22T13:59:59.000Z' };
const newer = { changedAt: '2026-11-22T14:00:01.000Z' };
const earlier = [{ version: 1, codeIds: ['received'] }];

test.each([
  ['nobody has marked anything', [], false],
  ['all was marked afterwards', [newer, newer], false],
  ['something was marked before', [newer, older], true],
  ['an old mark was changed since, and was coded otherwise before', [{ ...newer, earlier }], true],
])('that the codes changed is news where %s: %j is %s', (_, marks, isNews) => {
  expect(isNewsTo(marks, { movedAt })).toBe(isNews);
});
