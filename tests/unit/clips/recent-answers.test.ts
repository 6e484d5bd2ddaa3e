import { expect, test } from 'vitest';
import { createRecentAnswers } from '#server/clips/recent-answers';

const LIFE_MS = 3_000;

function watched() {
  let atMs = 1_000_000;
  let found = 0;
  const recent = createRecentAnswers<number>(LIFE_MS, () => new Date(atMs));
  return {
    recent,
    ask: (question = 'one') => recent.ask(question, () => Promise.resolve((found += 1))).answer,
    pass: (ms: number) => (atMs += ms),
  };
}

test('those who ask the same are given one answer, others their own', async () => {
  const { ask } = watched();
  expect(await Promise.all([ask(), ask(), ask('other'), ask()])).toEqual([1, 1, 2, 1]);
});

test.each([
  [LIFE_MS - 1, 1],
  [LIFE_MS, 2],
  // A clock that was set back makes nothing live longer.
  [-LIFE_MS, 2],
])('after %i ms it is answer %i', async (ms, expected) => {
  const { ask, pass } = watched();
  await ask();
  pass(ms);
  expect(await ask()).toBe(expected);
});

test('an answer says since when it may be old', () => {
  const { recent, pass } = watched();
  const find = () => Promise.resolve(0);
  const { atMs } = recent.ask('one', find);
  pass(LIFE_MS - 1);
  expect(recent.ask('one', find).atMs).toBe(atMs);
});

test('what is being found out when all is forgotten is given to nobody who asks afterwards', async () => {
  const { recent, ask } = watched();
  const before = ask();
  recent.forgetAll();
  expect(await Promise.all([before, ask()])).toEqual([1, 2]);
});

test('one may be forgotten, and the others stay', async () => {
  const { recent, ask } = watched();
  await Promise.all([ask('one'), ask('other')]);
  recent.forget('one');
  expect(await Promise.all([ask('one'), ask('other')])).toEqual([3, 2]);
});

test('what could not be found out is tried again', async () => {
  const { recent, ask } = watched();
  const failed = recent.ask('one', () => Promise.reject(new Error('away'))).answer;
  await expect(failed).rejects.toThrow('away');
  expect(await ask()).toBe(1);
});
