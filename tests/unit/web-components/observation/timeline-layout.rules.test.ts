import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lane } from '#elements/observation/lanes.rules';
import {
  isCrowded,
  layoutOf,
  markAt,
  marksInView,
} from '#elements/observation/timeline-layout.rules';
import { mark } from './marks.ts';

const lane: Lane = {
  id: 'code:a',
  kind: 'code',
  label: 'A',
  key: '1',
  hue: 1,
  lookFor: null,
  codeId: 'a',
  tier: '',
  minimum: null,
};
const laid = (marks: Parameters<typeof layoutOf>[0]) => layoutOf(marks, [lane]).lanes[0]!;

describe('what is in view', () => {
  const seconds = fc.integer({ min: 0, max: 600 });
  const anyMark = fc
    .record({ start: seconds, length: fc.option(fc.integer({ min: 0, max: 300 })) })
    .map(({ start, length }) =>
      mark(0, {
        codeIds: ['a'],
        startSeconds: start,
        endSeconds: length === null ? null : start + length,
      }),
    );

  test('is the same as looking at every mark', () => {
    fc.assert(
      fc.property(
        fc.array(anyMark),
        seconds,
        fc.integer({ min: 1, max: 600 }),
        (marks, from, span) => {
          const seen = marksInView(laid(marks), { from, span }).map(({ id }) => id);
          const expected = marks.filter(
            ({ startSeconds, endSeconds }) =>
              startSeconds < from + span * 1.05 &&
              (endSeconds ?? startSeconds) >= from - span * 0.05,
          );
          expect(seen.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
        },
      ),
    );
  });

  test('marks in no lane are not sorted yet', () => {
    const [coded, free] = [mark(0, { codeIds: ['a'] }), mark(0)];
    const layout = layoutOf([coded, free], [lane]);
    expect(layout.lanes[0]?.marks).toEqual([coded]);
    expect(layout.unsorted.marks).toEqual([free]);
  });

  test('much is crowded, and a part of it is not', () => {
    const many = Array.from({ length: 400 }, (_, at) => mark(0, { startSeconds: at }));
    expect(isCrowded(layoutOf(many, []), { from: 0, span: 400 })).toBe(true);
    expect(isCrowded(layoutOf(many, []), { from: 0, span: 60 })).toBe(false);
  });
});

describe('the mark under the pointer', () => {
  const under = mark(0, { codeIds: ['a'], startSeconds: 10, endSeconds: 20 });
  const beside = mark(0, { codeIds: ['a'], startSeconds: 15, endSeconds: 25 });
  const layout = laid([under, beside]);

  test.each([
    [12, 0, under.id],
    [17, 0, under.id],
    [17, 1, beside.id],
    [12, 1, undefined],
    [24.5, 0, undefined],
    [20.4, 0, under.id],
  ])('at %d s in row %d', (seconds, row, expected) => {
    expect(markAt(layout, seconds, row, 0.5)?.id).toBe(expected);
  });
});
