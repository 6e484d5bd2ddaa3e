import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawingSchema, type Drawing } from '#contract/observations';
import {
  drawingAfterKey,
  drawingBetween,
  firstDrawing,
  isDrawnAt,
  movedDrawing,
} from '#elements/observation/drawings.rules';

const kinds = ['arrow', 'circle', 'region'] as const;

describe('when a drawing is shown', () => {
  test.each([
    [{ startSeconds: 10, endSeconds: 14 }, 9.9, false],
    [{ startSeconds: 10, endSeconds: 14 }, 10, true],
    [{ startSeconds: 10, endSeconds: 14 }, 14, true],
    [{ startSeconds: 10, endSeconds: 14 }, 14.1, false],
    [{ startSeconds: 10, endSeconds: null }, 11.5, true],
    [{ startSeconds: 10, endSeconds: null }, 12.5, false],
  ])('%o at %d s: %s', (mark, seconds, isShown) => {
    expect(isDrawnAt(mark, seconds)).toBe(isShown);
  });
});

describe('moving a drawing', () => {
  const key = fc.record({
    key: fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
    isShift: fc.boolean(),
  });

  test('whatever keys do, it stays a drawing on the picture', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(key, { maxLength: 300 }), (kind, keys) => {
        let drawing = firstDrawing(kind);
        for (const { key, isShift } of keys) drawing = drawingAfterKey(drawing, key, isShift)!;
        expect(drawingSchema.safeParse(drawing).success).toBe(true);
      }),
    );
  });

  test('moved as a whole it keeps its size, also at the edge', () => {
    const drawing: Drawing = { kind: 'circle', from: [0.7, 0.1], to: [0.5, 0.3] };
    const moved = movedDrawing(drawing, [0.9, -0.9]);
    expect(moved).toEqual({ kind: 'circle', from: [1, 0], to: [0.8, 0.2] });
  });

  test('other keys are not its business', () => {
    expect(drawingAfterKey(firstDrawing('arrow'), 'm', false)).toBeNull();
  });

  test('with the pointer: from press to release, unless that was no line', () => {
    expect(drawingBetween('region', [0.2, 0.2], [1.4, -0.3])).toEqual({
      kind: 'region',
      from: [0.2, 0.2],
      to: [1, 0],
    });
    expect(drawingBetween('arrow', [0.2, 0.2], [0.205, 0.2])).toBeNull();
  });
});
