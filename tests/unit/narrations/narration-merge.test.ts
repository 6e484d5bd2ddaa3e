import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrationDocSchema, type NarrationDoc } from '#contract/narrations';
import { authorsAfter } from '#contract/shared/narration-authors';
import { mergeDocs, mergeWritten } from '#contract/shared/narration-merge';
import { blockText } from '#contract/shared/narration-text';

type Block = NarrationDoc['content'][number];

const paragraph = (text: string): Block =>
  text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
const doc = (...texts: string[]): NarrationDoc => ({
  type: 'doc',
  content: texts.map(paragraph),
});
const texts = ({ content }: NarrationDoc) => content.map(blockText);
const moment = (citationId: string, note = ''): Block => ({
  type: 'citation',
  attrs: {
    ...{ citationId, markId: null, clipTitle: 'Sand', startSeconds: 1, endSeconds: 3 },
    clipId: '00000000-0000-4000-8000-00000000000c',
    ...{ note, codeIds: [], child: null },
  },
});

describe('a text that two changed at once', () => {
  test.each([
    ['nobody else wrote', ['a'], ['a b'], ['a'], ['a b']],
    [
      'each wrote a paragraph of their own',
      ['We saw the sand.'],
      ['First, the question.', 'We saw the sand.'],
      ['We saw the sand.', 'Then she asked.'],
      ['First, the question.', 'We saw the sand.', 'Then she asked.'],
    ],
    [
      'both wrote in one paragraph',
      ['We saw the sand.'],
      ['Today we saw the sand.'],
      ['We saw the wet sand.'],
      ['Today we saw the wet sand.'],
    ],
    [
      'both began an empty sheet',
      [''],
      ['He waits for an answer.'],
      ['She answers.'],
      ['She answers.', 'He waits for an answer.'],
    ],
    [
      'one took away what the other wrote in',
      ['One.', 'A child waits long.', 'Two.'],
      ['One.', 'Two.'],
      ['One.', 'A child waits very long.', 'Two.'],
      ['One.', 'A child waits very long.', 'Two.'],
    ],
    [
      'what both took away is gone, what one left untouched too',
      ['One.', 'Two.', 'Three.'],
      ['One.', 'Three.'],
      ['Three.'],
      ['Three.'],
    ],
    [
      'a paragraph was sent before, and somebody has changed it since',
      [''],
      ['We think that he waits.', 'And more.'],
      ['We all think that he waits.'],
      ['We all think that he waits.', 'And more.'],
    ],
  ])('%s', (_, was, mine, theirs, expected) => {
    expect(texts(mergeDocs(doc(...was), doc(...mine), doc(...theirs)))).toEqual(expected);
  });

  test('a moment that one cited stays beside what the other wrote, and is there once', () => {
    const was = doc('We saw the sand.');
    const mine = { ...was, content: [...was.content, moment('one')] };
    const theirs = doc('We saw the wet sand.');
    const once = mergeDocs(was, mine, theirs);
    expect(once.content).toEqual([paragraph('We saw the wet sand.'), moment('one')]);
    expect(mergeDocs(was, mine, once)).toEqual(once);
  });

  test('who only set words in bold does not say them twice', () => {
    const bold: NarrationDoc = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'He waits', marks: [{ type: 'strong' }] }],
        },
      ],
    };
    expect(texts(mergeDocs(doc('He waits'), bold, doc('He stays')))).toEqual(['He stays']);
  });

  test('title, question and stage', () => {
    const was = { title: 'Sand', question: 'Who?', stage: 'observe', doc: doc('') };
    expect(
      mergeWritten(was, { ...was, title: 'Wet sand' }, { ...was, stage: 'interpret' }),
    ).toMatchObject({ title: 'Wet sand', question: 'Who?', stage: 'interpret' });
  });

  const word = fc.constantFrom('sand', 'water', 'waits', 'asks', 'looks', 'she', 'he', 'again');
  const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
  const written = fc.array(words, { minLength: 1, maxLength: 6 });
  const signed = (sign: string, list: readonly string[]) =>
    list.map((text, at) => `${text} ${sign}${at}`);

  test('whatever two add to a text, all of it is there, and once', () => {
    fc.assert(
      fc.property(
        ...([written, written, written] as const),
        fc.nat(),
        fc.nat(),
        (begun, ours, others, at, otherAt) => {
          const base = signed('begun', begun);
          const insert = (list: string[], where: number) =>
            doc(...base.toSpliced(where % (base.length + 1), 0, ...list));
          const [mine, theirs] = [signed('mine', ours), signed('theirs', others)];
          const merged = mergeDocs(doc(...base), insert(mine, at), insert(theirs, otherAt));
          const text = texts(merged).join(' ');
          const signs = [...base, ...mine, ...theirs].map((one) => one.split(' ').at(-1) ?? '');
          for (const sign of signs)
            expect(text.split(' ').filter((one) => one === sign)).toHaveLength(1);
          expect(narrationDocSchema.safeParse(merged).success).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('where only one wrote, the text is theirs; sent again, nothing changes', () => {
    fc.assert(
      fc.property(written, written, written, (begun, ours, others) => {
        const [was, mine, theirs] = [doc(...begun), doc(...ours), doc(...others)];
        expect(mergeDocs(was, mine, was)).toEqual(mine);
        expect(mergeDocs(was, was, theirs)).toEqual(theirs);
        expect(mergeDocs(was, mine, mine)).toEqual(mine);
      }),
      { numRuns: 300 },
    );
  });
});

describe('who wrote what', () => {
  const before = {
    doc: doc('We saw the sand.', 'He waits for an answer.'),
    authors: [['a'], ['b']],
  };

  test.each([
    ['left as it was', ['We saw the sand.', 'He waits for an answer.'], [['a'], ['b']]],
    ['changed', ['We saw the wet sand.', 'He waits for an answer.'], [['a', 'c'], ['b']]],
    ['new', ['We saw the sand.', 'Why?', 'He waits for an answer.'], [['a'], ['c'], ['b']]],
    ['moved', ['He waits for an answer.', 'We saw the sand.'], [['b'], ['a']]],
    ['cut in two', ['We saw the sand.', 'He waits', 'for an answer.'], [['a'], ['b'], ['b']]],
    ['all new', ['Something else entirely'], [['c']]],
  ])('%s', (_, after, authors) => {
    expect(authorsAfter(before, doc(...after), 'c')).toEqual(authors);
  });
});

describe('a text that was made to be slow', () => {
  const many = (count: number, text: (at: number) => string) =>
    doc(...Array.from({ length: count }, (_, at) => text(at)));

  // Each of these kept whoever saved, and everybody else, waiting for many seconds or minutes.
  test('of one word again and again keeps the words of both', () => {
    const again = 'a '.repeat(5_000);
    const [merged = ''] = texts(mergeDocs(doc(again), doc(`${again}mine`), doc(`theirs ${again}`)));
    expect(merged).toContain('mine');
    expect(merged).toContain('theirs');
  });

  test(
    'of 2,000 equal paragraphs, or of 2,000 others, knows who wrote them',
    { timeout: 15_000 },
    () => {
      const before = many(2_000, () => 'a');
      const authors = before.content.map(() => ['anna']);
      const first = authorsAfter({ doc: before, authors }, doc('b', ...texts(before)), 'ben');
      expect([first.at(0), first.at(1), first.at(-1)]).toEqual([['ben'], ['anna'], ['anna']]);
      const words = ' She looks at the sand and waits.'.repeat(25);
      const long = many(2_000, (at) => `${at}${words}`);
      const others = many(2_000, (at) => `${at} anew${words}`);
      expect(authorsAfter({ doc: long, authors }, others, 'ben')).toHaveLength(2_000);
      const longest = many(200, (at) => `${at} ${'a '.repeat(5_000)}`);
      const otherwise = many(200, (at) => `${at} anew ${'b '.repeat(5_000)}`);
      expect(authorsAfter({ doc: longest, authors }, otherwise, 'ben')).toHaveLength(200);
    },
  );
});
