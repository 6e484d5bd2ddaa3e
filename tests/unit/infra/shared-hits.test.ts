import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSharedHits, isHitsNotice, type HitsNotice } from '#server/infra/shared-hits';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Processes that hear each other, as the one above them passes it on. */
function processes(count: number, limit = (_at: number): string => 'launches') {
  const heard: ((notice: HitsNotice) => void)[][] = Array.from({ length: count }, () => []);
  return heard.map((own, at) => {
    const hits = createSharedHits(limit(at), {
      own: at,
      tell: (notice) =>
        heard
          .filter((others) => others !== own)
          .flat()
          .forEach((listener) => {
            listener(notice);
          }),
      hear: (listener) => void own.push(listener),
    });
    hits.init({ windowMs: 60_000 });
    return hits;
  });
}

type Hits = ReturnType<typeof processes>[number];
const hit = (of: Hits | undefined, key: string): number => of?.increment(key).totalHits ?? NaN;

test('what one process counts, the others count with it, each address for itself', () => {
  const [one, two, three] = processes(3);
  for (const hits of [1, 2, 3]) expect(hit(one, 'campus')).toBe(hits);
  hit(two, 'campus');
  vi.advanceTimersByTime(100);
  expect(hit(three, 'campus')).toBe(5);
  expect(hit(three, 'elsewhere')).toBe(1);
  vi.advanceTimersByTime(100);
  expect(hit(one, 'campus')).toBe(6);
});

test('what is told again counts once; what ended, and what was taken back, no more', () => {
  const [one, two] = processes(2);
  for (const atMs of [0, 200, 400]) {
    vi.advanceTimersByTime(atMs);
    hit(one, 'campus');
  }
  vi.advanceTimersByTime(100);
  expect(hit(two, 'campus')).toBe(4);
  one?.decrement('campus');
  vi.advanceTimersByTime(100);
  expect(hit(two, 'campus')).toBe(4);
  vi.advanceTimersByTime(60_000);
  expect(hit(two, 'campus')).toBe(1);
});

test('each limit counts for itself', () => {
  const [launches, tries] = processes(2, (at) => ['launches', 'tries'][at] ?? '');
  hit(launches, 'campus');
  vi.advanceTimersByTime(100);
  expect(hit(tries, 'campus')).toBe(1);
});

test('no other message between processes is taken for a notice', () => {
  const notice = { kind: 'hits', limit: 'launches', from: 1, counts: [['campus', 3, 9]] };
  expect(isHitsNotice(notice)).toBe(true);
  for (const other of [null, 'hits', { kind: 'ready' }, { ...notice, counts: [['campus']] }])
    expect(isHitsNotice(other)).toBe(false);
});
