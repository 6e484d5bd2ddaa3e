import { describe, expect, test } from 'vitest';
import { isWorthTelling, marksBy, membersOf, nowAt } from '#elements/observation/team.rules';
import { MarksStore } from '#elements/observation/marks-store';
import { mark as aMark } from './marks.ts';

const team = (...names: string[]) => ({
  members: names.map((name, at) => ({ key: `k${at}`, name, isMe: at === 0, saysYes: false })),
});

describe('letters for members', () => {
  test.each([
    [
      ['Sam Sparrow', 'Robin Reed'],
      ['SS', 'RR'],
    ],
    [
      ['Ana', 'Anna', 'Ana'],
      ['AN', 'AA', 'A2'],
    ],
    [
      ['Ida van den Berg', 'Ingo Berg'],
      ['IB', 'IN'],
    ],
    [
      ['7F3', ''],
      ['7F', '?'],
    ],
  ])('%j', (names, initials) => {
    expect(membersOf(team(...names)).map((one) => one.initials)).toEqual(initials);
  });
});

test('marks that the server has not seen are one’s own', () => {
  const members = membersOf(team('Sam', 'Robin'));
  const marks = [aMark(1), { ...aMark(1), by: 'k1' }, { ...aMark(1), by: 'k0' }];
  expect(marksBy(marks, members, 'k0').map(({ id }) => id)).toEqual([marks[0]?.id, marks[2]?.id]);
  expect(marksBy(marks, members, null)).toBe(marks);
});

describe('where the clip of another stands', () => {
  const told = { seconds: 10, isPlaying: true, atMs: 1_000 };

  test('goes on while it plays, to the end of the clip', () => {
    expect(nowAt(told, 3_000, 60)).toBe(12);
    expect(nowAt(told, 90_000, 60)).toBe(60);
    expect(nowAt({ ...told, isPlaying: false }, 3_000, 60)).toBe(10);
  });

  test.each([
    ['nothing was told', undefined, { ...told }, true],
    ['as it was to be expected', told, { ...told, seconds: 12.2, atMs: 3_000 }, false],
    ['a jump', told, { ...told, seconds: 30, atMs: 3_000 }, true],
    ['it stopped', told, { seconds: 12, isPlaying: false, atMs: 3_000 }, true],
    ['for long', told, { ...told, seconds: 15, atMs: 6_000 }, true],
  ])('is told when %s', (_name, before, now, isTold) => {
    expect(isWorthTelling(before, now, 60)).toBe(isTold);
  });
});

describe('marks of a group on one page', () => {
  test('a change says what it started from; taking it back leaves what others did', () => {
    const store = new MarksStore(() => 1_000);
    const mark = aMark(1, { body: 'He waits', child: null });
    store.adopt([mark], []);
    expect(store.put({ ...mark, body: 'He waits long' })).toMatchObject({
      was: { body: 'He waits' },
    });
    store.adopt([{ ...mark, body: 'He waits long', child: 'Child B' }], []);
    store.undo();
    expect(store.find(mark.id)).toMatchObject({ body: 'He waits', child: 'Child B' });
    store.redo();
    expect(store.find(mark.id)).toMatchObject({ body: 'He waits long', child: 'Child B' });
  });

  test('what is not sent yet lies on top of what others changed', () => {
    const store = new MarksStore(() => 1_000);
    const mark = aMark(1, { body: 'He waits', child: null });
    store.adopt([mark], []);
    const change = store.put({ ...mark, child: 'Child A' });
    const theirs = { ...mark, body: 'Here he waits', changedAt: '2099-01-01T00:00:00.000Z' };
    store.adopt([theirs], change ? [change] : []);
    expect(store.find(mark.id)).toMatchObject({ body: 'Here he waits', child: 'Child A' });
  });
});
