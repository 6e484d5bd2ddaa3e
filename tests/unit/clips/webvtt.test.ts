import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebVtt, writeWebVtt, webVttTime, type Cue } from '#contract/shared/webvtt';
import { keptWebVtt, listeningRefusal } from '#server/clips/captions.rules';

const one = (text: string): Cue | undefined => readWebVtt(text).cues[0];

describe('files as programs write them', () => {
  test.each([
    ['a byte order mark', '\uFEFFWEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHm.'],
    ['line ends of Windows', 'WEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.500\r\nHm.\r\n'],
    ['line ends of old', 'WEBVTT\r\r00:00:01.000 --> 00:00:02.500\rHm.'],
    ['no hours', 'WEBVTT - title\n\n00:01.000 --> 00:02.500\nHm.'],
    ['a comma', 'WEBVTT\n\n00:00:01,000 --> 00:00:02,500\nHm.'],
    ['tenths', 'WEBVTT\n\n0:01.0 --> 0:02.5\nHm.'],
    ['an identifier', 'WEBVTT\n\n17\n00:01.000 --> 00:02.500\nHm.'],
    ['no empty line after the signature', 'WEBVTT\n00:01.000 --> 00:02.500\nHm.'],
    ['a head', 'WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.500\nHm.'],
    ['notes', 'WEBVTT\n\nNOTE\nby hand\n\n00:01.000 --> 00:02.500\nHm.\n\nNOTE end'],
    ['tags', 'WEBVTT\n\n00:01.000 --> 00:02.500\n<c.loud><i>Hm.</i></c>'],
    ['blanks in empty lines', 'WEBVTT\n  \n00:01.000 --> 00:02.500\nHm.\n   \n'],
  ])('%s', (_, text) => {
    const { cues, problems } = readWebVtt(text);
    expect(problems).toEqual([]);
    expect(cues).toEqual([
      { startSeconds: 1, endSeconds: 2.5, speaker: '', text: 'Hm.', settings: '' },
    ]);
  });

  test('voices, settings, entities and several lines', () => {
    expect(
      one(
        'WEBVTT\n\n01:00:01.000 --> 01:00:02.500 line:0 align:start\n<v.low Child A>Under &amp;\n&lt;there&gt;',
      ),
    ).toEqual({
      ...{ startSeconds: 3601, endSeconds: 3602.5, speaker: 'Child A' },
      ...{ text: 'Under &\n<there>', settings: 'line:0 align:start' },
    });
  });

  test('cues come in time order; styles are kept apart', () => {
    const { cues, styles } = readWebVtt(
      'WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:03.000 --> 00:04.000\nB\n\n00:01.000 --> 00:02.000\nA',
    );
    expect(cues.map(({ text }) => text)).toEqual(['A', 'B']);
    expect(styles).toEqual(['STYLE\n::cue { color: red }']);
  });
});

describe('files that are refused', () => {
  test.each([
    ['', 'signature', 1],
    ['WEBVTTX', 'signature', 1],
    ['1\n00:00:00,000 --> 00:00:01,000\nHm.', 'signature', 1],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nB', 'no-cue', 6],
    ['WEBVTT\n\nid\n00:61 --> later\nA', 'timing', 4],
    ['WEBVTT\r\n\r\n00:01.000 -> 00:02.000\r\nA', 'no-cue', 3],
    ['WEBVTT\n\n00:02.000 --> 00:02.000\nA', 'order', 3],
  ])('%j: %s in line %d', (text, reason, line) => {
    expect(readWebVtt(text).problems[0]).toEqual({ reason, line });
    expect(() => keptWebVtt(text)).toThrow(
      expect.objectContaining({ code: 'file_refused', details: { problem: reason, line } }),
    );
  });
});

test('a file is kept as it is, unless browsers could not read its times', () => {
  const fine = 'WEBVTT\n\nNOTE mine\n\n00:01.000 --> 00:02.000\n<i>Hm.</i>\n';
  expect(keptWebVtt(fine)).toBe(fine);
  expect(keptWebVtt(`\uFEFF${fine.replaceAll('\n', '\r\n')}`)).toBe(fine);
  expect(keptWebVtt('WEBVTT\n\n0:01,5 --> 0:02,0\nHm.')).toBe(
    'WEBVTT\n\n00:00:01.500 --> 00:00:02.000\nHm.\n\n',
  );
});

test('what is written reads back the same', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => {
    const plain = text.replace(/\s+/g, ' ').trim();
    return plain || 'x';
  });
  const cue = fc.record({
    startMs: fc.integer({ min: 0, max: 8_000_000 }),
    lengthMs: fc.integer({ min: 1, max: 60_000 }),
    speaker: fc.oneof(fc.constant(''), word),
    lines: fc.array(word, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(cue, { maxLength: 8 }), (drafts) => {
      const cues = drafts
        .map(({ startMs, lengthMs, speaker, lines }) => ({
          startSeconds: startMs / 1000,
          endSeconds: (startMs + lengthMs) / 1000,
          ...{ speaker, text: lines.join('\n'), settings: '' },
        }))
        .sort((a, b) => a.startSeconds - b.startSeconds);
      const file = readWebVtt(writeWebVtt(cues));
      expect(file).toEqual({ cues, styles: [], problems: [] });
    }),
  );
});

// Each of these kept the server busy for minutes.
test.each([
  ['tags that never end', '<'.repeat(400_000)],
  ['voices without a name', '<v '.repeat(130_000)],
  ['a voice of spaces', `<v${' '.repeat(400_000)}`],
])('%s are read as fast as anything', (_, words) => {
  const { cues, problems } = readWebVtt(`WEBVTT\n\n00:00.000 --> 00:01.000\nShe waits ${words}`);
  expect(problems).toEqual([]);
  expect(cues.map(({ text }) => text.slice(0, 9))).toEqual(['She waits']);
});

test('who speaks is the first who is named, whatever other tags there are', () => {
  const said = (words: string) =>
    readWebVtt(`WEBVTT\n\n00:00.000 --> 00:01.000\n${words}`).cues.map(
      ({ speaker, text }) => `${speaker}: ${text}`,
    );
  expect(said('<i>Look</i> <v.loud Child A>at <b>this</b>')).toEqual(['Child A: Look at this']);
  expect(said('<vivid>2 < 3')).toEqual([': 2 < 3']);
  expect(said('<v  >Wait</v><v Child B>No')).toEqual(['Child B: WaitNo']);
});

test('times', () => {
  expect(webVttTime(3661.0409)).toBe('01:01:01.041');
  expect(webVttTime(-1)).toBe('00:00:00.000');
});

test.each([
  [{ media: null }, 'not-ready'],
  [{ media: { sound: null } }, 'no-sound'],
  [{ hasAudio: false }, 'no-sound'],
  [{ coverage: { gap: 'withdrawn' as const } }, 'consent'],
  [{ coverage: { gap: 'nobody-named' as const } }, 'consent'],
  [{}, null],
])('the sound of a clip with %j may leave unless: %s', (change, expected) => {
  const sound = { name: 'sound' } as never;
  expect(
    listeningRefusal({ media: { sound }, hasAudio: true, coverage: { gap: null }, ...change }),
  ).toBe(expected);
});
