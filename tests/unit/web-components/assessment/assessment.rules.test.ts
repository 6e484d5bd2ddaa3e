import { describe, expect, test } from 'vitest';
import type { AssessmentDraft, PassageComment, QueueRow } from '#contract/assessments';
import type { NarrationDoc } from '#contract/narrations';
import type { Criterion } from '#contract/tasks';
import {
  isUnder,
  neighbour,
  nextToMark,
  shortQuote,
  signPassages,
  textMarks,
  totalOf,
  withMark,
  withoutPassage,
  withPassage,
} from '#elements/assessment/assessment.rules';

const criterion = (id: string, hue: number): Criterion => ({
  id,
  title: id,
  hue,
  levels: [4, 8, 10].map((points) => ({ id: `l${points}`, title: '', descriptor: '', points })),
});
const criteria = [criterion('noticing', 6), criterion('linking', 5)];
const row = (narrationId: string, state: QueueRow['state']): QueueRow => ({
  narrationId,
  candidate: narrationId,
  state,
  wordCount: 600,
  handedInAt: '2026-11-14T16:20:00.000Z',
  points: null,
  openCriteria: 2,
  isMine: false,
});
const rows = [row('a', 'marked'), row('b', 'draft'), row('c', 'released'), row('d', 'todo')];
const passage = (id: string, change: Partial<PassageComment> = {}): PassageComment => ({
  id,
  block: 0,
  start: 0,
  quote: 'Child A',
  criterionId: 'noticing',
  comment: '',
  ...change,
});
const doc: NarrationDoc = {
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'Child A waits, and Child A looks.' }] },
    {
      type: 'citation',
      attrs: {
        citationId: 'c1',
        markId: null,
        clipId: '0190a1b2-0000-7000-8000-0000000000c1',
        clipTitle: 'The bridge',
        startSeconds: 41,
        endSeconds: 58,
        note: '',
        codeIds: [],
        child: null,
      },
    },
  ],
};
const draft: AssessmentDraft = { marks: [], passages: [], overallComment: '' };

describe('the queue', () => {
  test.each([
    ['todo', 'todo', true],
    ['todo', 'draft', true],
    ['todo', 'marked', false],
    ['marked', 'marked', true],
    ['marked', 'released', false],
    ['released', 'released', true],
  ] as const)('under %s stands %s: %s', (filter, state, expected) => {
    expect(isUnder(filter, { state })).toBe(expected);
  });

  test.each([
    ['the next', 'a', 1, 'b'],
    ['the one before', 'b', -1, 'a'],
    ['none after the last', 'd', 1, null],
    ['none before the first', 'a', -1, null],
    ['the first, when nothing listed is open', null, 1, 'a'],
    ['the last, backwards', 'elsewhere', -1, 'd'],
  ] as const)('stepping goes to %s', (_, from, step, expected) => {
    expect(neighbour(rows, from, step)?.narrationId ?? null).toBe(expected);
  });

  test.each([
    ['the next that needs a mark', 'b', 'd'],
    ['from the end back to the beginning', 'd', 'b'],
    ['the first, with nothing open', null, 'b'],
  ])('marking goes on with %s', (_, from, expected) => {
    expect(nextToMark(rows, from)?.narrationId).toBe(expected);
  });

  test('nothing is left when only the open one needed a mark', () => {
    expect(nextToMark([row('a', 'marked'), row('b', 'draft')], 'b')).toBeNull();
  });
});

describe('a mark', () => {
  test('is the sum of its levels, and says how many are open', () => {
    const once = withMark(draft, 'noticing', { levelId: 'l8' });
    const commented = withMark(once, 'linking', { comment: 'Who will look?' });
    expect(totalOf(criteria, commented.marks)).toEqual({ points: 8, openCriteria: 1 });
    const changed = withMark(commented, 'linking', { levelId: 'l10' });
    expect(totalOf(criteria, changed.marks)).toEqual({ points: 18, openCriteria: 0 });
    expect(changed.marks.find(({ criterionId }) => criterionId === 'linking')?.comment).toBe(
      'Who will look?',
    );
  });

  test('a level of another rubric counts nothing', () => {
    const { marks } = withMark(draft, 'noticing', { levelId: 'invented' });
    expect(totalOf(criteria, marks)).toEqual({ points: 0, openCriteria: 2 });
  });

  test('passages come, change and go', () => {
    const one = withPassage(draft, passage('1'));
    const changed = withPassage(one, passage('1', { comment: 'Yes' }));
    expect(changed.passages).toEqual([passage('1', { comment: 'Yes' })]);
    expect(withoutPassage(changed, '1')).toEqual(draft);
  });
});

describe('passages', () => {
  test('get letters as evidence and numbers as comments, in the order of the text', () => {
    const signed = signPassages(
      [
        passage('moment', { block: 1, quote: '' }),
        passage('later', { start: 19 }),
        passage('remark', { start: 8, criterionId: null, comment: 'And then?' }),
        passage('first'),
      ],
      doc,
    );
    expect(signed.map(({ id, sign }) => `${sign} ${id}`)).toEqual([
      'a first',
      '1 remark',
      'b later',
      'c moment',
    ]);
    expect(signed.map(({ moment }) => moment?.startSeconds)).toEqual([
      undefined,
      undefined,
      undefined,
      41,
    ]);
  });

  test('after z comes aa', () => {
    const many = Array.from({ length: 28 }, (_, at) => passage(String(at), { start: at }));
    const signs = signPassages(many, doc).map(({ sign }) => sign);
    expect(signs.slice(24)).toEqual(['y', 'z', 'aa', 'ab']);
  });

  test('equal words are told apart by where they stand', () => {
    const signed = signPassages([passage('second', { start: 19 })], doc);
    expect(textMarks(doc.content[0], 0, signed, criteria)).toEqual([
      { start: 19, end: 26, id: 'second', sign: 'a', className: 'evidence hue-6' },
    ]);
  });

  test('words that are not there mark nothing, and other blocks stay clean', () => {
    const signed = signPassages([passage('gone', { quote: 'Child Z' }), passage('here')], doc);
    expect(textMarks(doc.content[0], 0, signed, criteria).map(({ id }) => id)).toEqual(['here']);
    expect(textMarks(doc.content[1], 1, signed, criteria)).toEqual([]);
  });
});

test.each([
  ['The figure is her reply.', 'The figure is her reply'],
  ['Child A has laid one long block across two short ones.', 'Child A has laid one long block…'],
  ['Unbreakable'.repeat(5), `${'Unbreakable'.repeat(5).slice(0, 36)}…`],
])('a quotation is cut between words: %s', (quote, expected) => {
  expect(shortQuote(quote)).toBe(expected);
});
