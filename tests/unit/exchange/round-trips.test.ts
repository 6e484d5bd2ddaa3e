import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OBSERVATION_FORMATS } from '#contract/exchange';
import type { ContrastGrid, Mark, MarkDetails } from '#contract/observations';
import { gridOfClip, toGrid } from '#server/exchange/contrast.rules';
import {
  restored,
  toMarks,
  writeLossless,
  type ExchangedWork,
} from '#server/exchange/exchange.rules';
import { FORMATS, formatOf } from '#server/exchange/formats';
import { measures, work } from './a-work.ts';

const words = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'binary', maxLength }),
      fc.constantFrom('=1+1', "'=x", '-->', 'a\n\nb', ' two ', 'a\r\nb', '<c.asks>x</c>', '_x0041_', '\u0001', '"', '\u2028'), // prettier-ignore
    )
    // PostgreSQL keeps no NUL in a text.
    .map((text) => text.replaceAll('\u0000', ''));
const seconds = fc.oneof(
  fc.double({ min: 0, max: 86_400, noNaN: true }).map((one) => one + 0),
  fc.integer({ min: 0, max: 3_000 }).map((frame) => frame / 29.97),
  fc.integer({ min: 0, max: 90 }),
);
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }).map((one) => one + 0),
  fc.constantFrom(0, 0.25, 1),
);
const place = fc.tuple(share, share);
const codeWord = fc.constantFrom('asks', 'waits', 'gone', 'odd code', 'Ü');
const details: fc.Arbitrary<MarkDetails> = fc.record(
  {
    initiative: fc.oneof(
      fc.constant(null),
      fc.record({
        by: words(10).filter((by) => by !== ''),
        response: fc.constantFrom('answered' as const, 'none' as const, null),
      }),
    ),
    confidence: fc.constantFrom(null, 1, 2, 3),
    codeValues: fc.dictionary(codeWord, fc.integer({ min: 1, max: 5 }), { noNullPrototype: true }),
    drawings: fc.array(
      fc.record({
        kind: fc.constantFrom('arrow' as const, 'circle' as const, 'region' as const),
        from: place,
        to: place,
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const mark: fc.Arbitrary<Mark> = fc
  .record({
    details,
    id: fc.uuid(),
    passId: fc.constantFrom('free', 'guided'),
    startSeconds: seconds,
    length: fc.oneof(fc.constant(null), seconds),
    body: words(60),
    codeIds: fc.uniqueArray(fc.constantFrom('asks', 'waits', 'smiles', 'gone', 'odd code', 'Ü'), {
      maxLength: 4,
    }),
    lookForId: fc.constantFrom('initiative', 'answer', 'gone', null),
    child: fc.oneof(fc.constant(null), words(10)),
    changedAt: fc
      .date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  })
  .map(({ length, details, ...rest }) => ({
    ...rest,
    ...details,
    endSeconds: length === null ? null : rest.startSeconds + length,
  }));
const anyWork: fc.Arbitrary<ExchangedWork> = fc
  .record({
    marks: fc.uniqueArray(mark, { maxLength: 8, selector: ({ id }) => id }),
    taskTitle: words(20),
    title: words(20),
    coder: fc.constantFrom('', 'P-7F3'),
    rows: fc.dictionary(
      fc.constantFrom('initiative', 'answer'),
      fc.record({
        verdict: fc.constantFrom('same' as const, 'different' as const, null),
        because: words(60),
        cites: fc.array(
          fc.record({ of: fc.constantFrom('first' as const, 'second' as const), seconds }),
          { maxLength: 4 },
        ),
      }),
      { noNullPrototype: true },
    ),
  })
  .map(({ marks, taskTitle, title, coder, rows }) => ({
    ...{ ...work, marks, taskTitle, coder },
    contrast: { clip: { id: work.clip.id, title }, rows },
    clip: { ...work.clip, title },
  }));

const byId = (marks: readonly { id: string }[]) =>
  marks.toSorted((one, other) => (one.id < other.id ? -1 : 1));

describe.each(OBSERVATION_FORMATS)('two cases in %s', (name) => {
  const format = FORMATS[name];

  test('what was said about them goes out and comes back', () => {
    fc.assert(
      fc.property(anyWork, (given) => {
        const { contrast = {} } = format.read(writeLossless(format, given), given);
        const excerpt = null;
        const read = toGrid(contrast, { lookFors: work.lookFors, isAsked: true, excerpt });
        expect(read).toEqual({ rows: given.contrast?.rows, problems: [] });
      }),
      { numRuns: 120 },
    );
  });

  test('is not taken into a task that has one clip, or asks otherwise', () => {
    const row = { verdict: 'same' as const, because: 'Both wait.', cites: [] };
    const rows = { initiative: row, gone: row };
    const given = { ...work, contrast: { clip: { id: work.clip.id, title: '' }, rows } };
    const { contrast } = format.read(writeLossless(format, given), work);
    const problemsIf = (isAsked: boolean) =>
      toGrid(contrast, { lookFors: work.lookFors, isAsked, excerpt: null }).problems.map(
        ({ problem, place }) => `${problem} ${place}`,
      );
    expect(problemsIf(true)).toEqual(['unknown-look-for gone']);
    expect(problemsIf(false)).toEqual(['unknown-look-for initiative', 'unknown-look-for gone']);
  });
});

test('moments of the first case leave on the clock of the film and come back on that of the excerpt', () => {
  const excerpt = { startSeconds: 10, endSeconds: 40 };
  const grid: ContrastGrid = {
    answer: {
      ...{ verdict: 'different', because: 'She waits.' },
      cites: [
        { of: 'first', seconds: 2.5 },
        { of: 'second', seconds: 2.5 },
      ],
    },
  };
  const gone = gridOfClip(
    { ...grid, initiative: { verdict: null, because: ' ', cites: [] } },
    excerpt,
  );
  expect(gone['answer']?.cites.map(({ seconds: at }) => at)).toEqual([12.5, 2.5]);
  expect(gone['initiative']).toBeUndefined();
  expect(toGrid(gone, { lookFors: work.lookFors, isAsked: true, excerpt }).rows).toEqual(grid);
});

describe.each(OBSERVATION_FORMATS)('%s', (name) => {
  const format = FORMATS[name];

  test('what goes out comes back, every field of every moment', () => {
    fc.assert(
      fc.property(anyWork, (given) => {
        const { found, problems } = format.read(writeLossless(format, given), given);
        expect(problems).toEqual([]);
        expect(byId(found.map(restored))).toEqual(byId(given.marks));
      }),
      { numRuns: 120 },
    );
  });

  test('fields that marks may learn later come back too', () => {
    const learned = work.marks.map((one, at) => ({
      ...one,
      confidence: at / 3,
      drawing: { x: [1] },
    }));
    const bytes = writeLossless(format, { ...work, marks: learned });
    expect(byId(format.read(bytes, work).found.map(restored))).toEqual(byId(learned));
  });

  test('it is known by what stands in it', () => {
    expect(formatOf(writeLossless(format, work))).toBe(name);
    expect(formatOf(writeLossless(format, { ...work, marks: [] }))).toBe(name);
  });

  test('the rules of typing hold for what comes in', () => {
    const [first] = work.marks;
    const marks = first ? [{ ...first, startSeconds: 5000, codeIds: ['gone'] }] : [];
    const read = format.read(writeLossless(format, { ...work, marks }), work);
    expect(toMarks(read, measures).problems).toMatchObject([
      { problem: 'unknown-code', place: 'gone' },
      { problem: 'beyond-clip' },
    ]);
  });
});

test.each(['jsonld', 'eaf', 'csv', 'xlsx'] as const)(
  '%s itself says what a moment carries beyond words and codes',
  (name) => {
    const said: MarkDetails = {
      initiative: { by: 'Child B', response: 'none' },
      confidence: 2,
      codeValues: { waits: 4 },
      drawings: [
        { kind: 'arrow', from: [0.5, 0.25], to: [0.125, 0.75] },
        { kind: 'circle', from: [0.25, 0.25], to: [0.5, 0.75] },
        { kind: 'region', from: [0, 0.5], to: [0.5, 1] },
      ],
    };
    const [, second, ...others] = work.marks;
    if (!second) throw new Error('the work has a second mark');
    const marks = [{ ...second, ...said }, ...others];
    const { found } = FORMATS[name].read(FORMATS[name].write({ ...work, marks }, new Map()), work);
    expect(found.find(({ mark }) => mark.id === second.id)?.mark).toMatchObject(said);
  },
);
