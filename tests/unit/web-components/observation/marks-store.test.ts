import { beforeEach, describe, expect, test } from 'vitest';
import { MarksStore } from '#elements/observation/marks-store';
import { draft, instant, mark, put } from './marks.ts';

let nowMs: number;
let store: MarksStore;
beforeEach(() => {
  nowMs = Date.parse(instant(0));
  store = new MarksStore(() => nowMs);
});
const bodies = () => store.marks.map((one) => one.body);

describe('changing', () => {
  test('a mark is there at once, in the order of the clip', () => {
    store.put(draft({ startSeconds: 20, body: 'second' }));
    store.put(draft({ startSeconds: 5, body: 'first' }));
    expect(bodies()).toEqual(['first', 'second']);
  });

  test('the change carries the whole mark and its time', () => {
    const one = draft({ body: 'x' });
    expect(store.put(one)).toMatchObject({
      kind: 'put',
      mark: { ...one, changedAt: instant(0) },
    });
    expect(store.remove(one.id)).toMatchObject({ kind: 'remove', markId: one.id });
    expect(store.remove(one.id)).toBeNull();
  });

  test('nothing different is no change', () => {
    const one = draft({ codeIds: ['a', 'b'] });
    store.put(one);
    expect(store.put({ ...one, codeIds: ['a', 'b'] })).toBeNull();
    expect(store.put({ ...one, codeIds: ['a', 'c'] })).not.toBeNull();
  });

  test('a detail is a change, and the same detail is none', () => {
    const one = draft();
    store.put(one);
    const drawn = {
      ...one,
      confidence: 2,
      drawings: [{ kind: 'arrow', from: [0, 0], to: [1, 1] }],
    };
    expect(store.put(drawn as typeof one)).not.toBeNull();
    expect(store.put(structuredClone(drawn) as typeof one)).toBeNull();
    expect(store.put({ ...one, confidence: null })).not.toBeNull();
    store.undo();
    expect(store.find(one.id)?.drawings).toEqual(drawn.drawings);
  });

  test('a later change has a later time, even when the clock stands still or is slow', () => {
    const one = mark(30);
    store.adopt([one], []);
    const change = store.put({ ...one, body: 'later' });
    expect(change?.kind === 'put' && change.mark.changedAt > one.changedAt).toBe(true);
    const removal = store.remove(one.id);
    const back = store.undo();
    const times = [removal, back].map((one) =>
      one?.kind === 'put' ? one.mark.changedAt : one?.changedAt,
    );
    expect(times[0]! < times[1]!).toBe(true);
  });
});

describe('taking back', () => {
  test('making, changing and removing, and making them again', () => {
    const one = draft({ body: 'a' });
    store.put(one);
    store.put({ ...one, startSeconds: 12 });
    store.remove(one.id);
    expect(bodies()).toEqual([]);
    store.undo();
    expect(store.find(one.id)?.startSeconds).toBe(12);
    store.undo();
    expect(store.find(one.id)?.startSeconds).toBe(10);
    store.undo();
    expect(bodies()).toEqual([]);
    expect(store.undo()).toBeNull();
    store.redo();
    store.redo();
    expect(store.find(one.id)?.startSeconds).toBe(12);
    store.redo();
    expect(bodies()).toEqual([]);
    expect(store.redo()).toBeNull();
  });

  test('a new change ends what could be made again', () => {
    store.put(draft());
    store.undo();
    expect(store.canRedo).toBe(true);
    store.put(draft());
    expect(store.canRedo).toBe(false);
  });

  test('typing is one step until a pause', () => {
    const one = draft();
    store.put(one);
    for (const body of ['T', 'Th', 'The', 'The hand']) {
      nowMs += 300;
      store.put({ ...one, body });
    }
    nowMs += 5_000;
    store.put({ ...one, body: 'The hand stops' });
    store.undo();
    expect(bodies()).toEqual(['The hand']);
    store.undo();
    expect(bodies()).toEqual(['']);
    store.undo();
    expect(bodies()).toEqual([]);
  });

  test('moving a mark is never joined with typing', () => {
    const one = draft();
    store.put(one);
    store.put({ ...one, body: 'word' });
    store.put({ ...one, body: 'word', startSeconds: 11 });
    store.undo();
    expect(store.find(one.id)).toMatchObject({ body: 'word', startSeconds: 10 });
  });
});

describe('joining with the server', () => {
  test('an answer that says nothing new leaves marks and their list the same objects', () => {
    const [one, other] = [mark(5), mark(9)];
    store.adopt([one, other], []);
    const change = store.put(draft({ startSeconds: 7, body: 'mine' }));
    const before = store.marks;
    const mine = change?.kind === 'put' ? change.mark : one;
    store.adopt(structuredClone([one, mine, other]), []);
    expect(store.marks).toBe(before);
    store.adopt(structuredClone([one, { ...mine, by: 'a' }, other]), []);
    expect(store.marks).not.toBe(before);
    expect(store.find(one.id)).toBe(one);
    expect(store.find(mine.id)?.by).toBe('a');
  });

  test('unsent changes lie on top, older ones give way', () => {
    const [kept, older, gone] = [mark(5, { body: 'kept' }), mark(9, { body: 'newer' }), mark(5)];
    store.adopt(
      [kept, older, gone],
      [
        put({ ...kept, body: 'changed', changedAt: instant(6) }),
        put({ ...older, body: 'old', changedAt: instant(7) }),
        { kind: 'remove', markId: gone.id, changedAt: instant(6) },
        put(mark(8, { startSeconds: 50, body: 'new' })),
      ],
    );
    expect(bodies().sort()).toEqual(['changed', 'new', 'newer']);
  });

  test('what another device removed disappears, what it added appears', () => {
    const [one, two] = [mark(1, { body: 'one' }), mark(2, { body: 'two' })];
    store.adopt([one], []);
    store.adopt([two], []);
    expect(bodies()).toEqual(['two']);
  });

  test('what was done here can still be taken back afterwards', () => {
    const one = draft({ body: 'mine' });
    const change = store.put(one);
    store.adopt([mark(1, { body: 'theirs', startSeconds: 1 })], change ? [change] : []);
    expect(bodies()).toEqual(['theirs', 'mine']);
    store.undo();
    expect(bodies()).toEqual(['theirs']);
  });
});
