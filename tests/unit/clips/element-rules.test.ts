import { describe, expect, test } from 'vitest';
import type { Clip } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import { formatBytes } from '#elements/clip-library/clip-words';
import { hasWords, markedParts } from '#elements/clip-library/mark-words';
import { paragraphs, proseParts } from '#elements/clip-page/moments.rules';
import { lineAt, parseTranscript } from '#elements/clip-page/webvtt.rules';
import {
  consentDraftOf,
  consentGaps,
  newConsentDraft,
  nextPseudonym,
  parseRanges,
  toggledPurpose,
} from '#elements/clip-upload/consent-draft.rules';
import { publicationGaps } from '#elements/clip-upload/publication.rules';

describe('a transcript from WebVTT', () => {
  const lines = parseTranscript(
    [
      'WEBVTT - the tower\n',
      'NOTE the next cue has a number\n',
      '1\r\n00:30.000 --> 00:32.500 align:start\r\n<v Child A>If I put it <i>here</i>\r\nit cries.\n',
      '00:00:36.000 --> 00:00:37.000\nEducator E: It cries &amp; falls?\n',
      '01:21.000 --> 01:24.000\n[The tower falls.]\n',
      '00:10.000 --> 00:11.000\n\n',
    ].join('\n'),
  );

  test('lines carry who speaks, what is said, and what merely happens', () => {
    expect(lines).toEqual([
      {
        startSeconds: 30,
        endSeconds: 32.5,
        speaker: 'Child A',
        text: 'If I put it here it cries.',
        isUnspoken: false,
      },
      {
        startSeconds: 36,
        endSeconds: 37,
        speaker: 'Educator E',
        text: 'It cries & falls?',
        isUnspoken: false,
      },
      {
        startSeconds: 81,
        endSeconds: 84,
        speaker: '',
        text: 'The tower falls.',
        isUnspoken: true,
      },
    ]);
  });

  test.each([
    ['<v Child B>[Child B] It is coming!', 'It is coming!'],
    ['<v Child D>[Child D, whispering] It goes here.', '(whispering) It goes here.'],
    ['<v Child D>[laughs] It goes here.', '[laughs] It goes here.'],
  ])('a speaker is named once: %s', (said, text) => {
    expect(parseTranscript(`WEBVTT\n\n00:01.000 --> 00:02.000\n${said}\n`)[0]?.text).toBe(text);
  });

  test.each([
    [0, -1],
    [30, 0],
    [34, 0],
    [35.9, -1],
    [36, 1],
    [85, 2],
    [200, -1],
  ])('at %d s line %d is heard', (seconds, expected) => {
    expect(lineAt(lines, seconds)).toBe(expected);
  });

  test('what is no WebVTT has no lines', () => {
    expect(parseTranscript('Monday: bring the blocks.')).toEqual([]);
  });
});

describe('times in a text', () => {
  test('those within the clip can be played, those of the day cannot', () => {
    expect(proseParts('Nobody speaks 0:19. At 10:30 they tidy up (1:02–1:05).', 168)).toEqual([
      { text: 'Nobody speaks ' },
      { text: '0:19', seconds: 19 },
      { text: '. At ' },
      { text: '10:30' },
      { text: ' they tidy up (' },
      { text: '1:02', seconds: 62 },
      { text: '–' },
      { text: '1:05', seconds: 65 },
      { text: ').' },
    ]);
  });

  test('a date or a ratio is no time', () => {
    expect(proseParts('16:9:2026 and 4:3', 1000)).toEqual([{ text: '16:9:2026 and 4:3' }]);
  });

  test('paragraphs are parted by empty lines', () => {
    expect(paragraphs('One.\nStill one.\n\n  \nTwo.\n')).toEqual(['One.\nStill one.', 'Two.']);
  });
});

test('words of a search are marked whatever their case, and taken literally', () => {
  expect(markedParts('Waiting (a while)', 'wait (a')).toEqual([
    { text: 'Wait', isSought: true },
    { text: 'ing ', isSought: false },
    { text: '(a', isSought: true },
    { text: ' while)', isSought: false },
  ]);
  expect(markedParts('Un élève, là', 'ELEVE a')).toEqual([
    { text: 'Un ', isSought: false },
    { text: 'élève', isSought: true },
    { text: ', là', isSought: false },
  ]);
  expect(markedParts('Żółw', 'zolw')).toEqual([{ text: 'Żółw', isSought: true }]);
  expect(markedParts('Waiting', '  ')).toEqual([{ text: 'Waiting', isSought: false }]);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [640_000_000, '640 MB'],
  [1_840_000_000, '1.8 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

describe('a consent that is written down', () => {
  const today = '2026-11-22';
  test.each([
    [{ validUntil: '2027-06-30' }, {}],
    [{}, { validUntil: 'missing' }],
    [{ validUntil: '2026-11-21' }, { validUntil: 'before-begin' }],
    [{ validFrom: '2026-01-01', validUntil: '2026-11-21' }, { validUntil: 'over' }],
    [
      { purposes: [], validFrom: '', validUntil: '2027-01-01' },
      { purposes: 'none-chosen', validFrom: 'missing' },
    ],
  ])('%j lacks %j', (change, gaps) => {
    expect(consentGaps({ ...newConsentDraft(today), ...change }, today)).toEqual(gaps);
  });

  test('begins with what somebody has agreed to, anew when it was withdrawn', () => {
    const whenNone = newConsentDraft(today, 'course');
    const agreed = { ...newConsentDraft('2026-01-01'), validUntil: '2027-06-30' };
    const draftOf = (withdrawnAt: string | null) =>
      consentDraftOf({ ...agreed, withdrawnAt }, whenNone);
    expect(draftOf(null)).toEqual(agreed);
    expect(draftOf('2026-05-01T12:00:00Z')).toEqual(whenNone);
    expect(consentDraftOf(null, whenNone).audience).toBe('course');
  });

  test('takes a use along, or leaves it out, in the order of all uses', () => {
    expect(toggledPurpose(['research'], 'training')).toEqual(['training', 'research']);
    expect(toggledPurpose(['training', 'research'], 'training')).toEqual(['research']);
  });

  test.each([
    ['', []],
    [
      '0:10–0:40, 1:20 - 2:00',
      [
        [10, 40],
        [80, 120],
      ],
    ],
    ['0:10', [[10, 10]]],
    ['10,5-12', [[10.5, 12]]],
    ['0:40–0:10', null],
    ['all of it', null],
    ['0:10–0:20–0:30', null],
  ])('times typed as %j', (typed, ranges) => {
    expect(parseRanges(typed)).toEqual(ranges);
  });

  test('the next pseudonym is one that is free', () => {
    const people = [{ pseudonym: 'Child A' }, { pseudonym: 'Child C' }];
    expect(nextPseudonym(people, 'Child')).toBe('Child B');
    expect(nextPseudonym(people, 'Educator')).toBe('Educator A');
  });
});

test('what is missing before a clip is published, in the order in which one settles it', () => {
  const clip = (change: Partial<Clip>, coverage: Partial<Coverage> = {}) =>
    ({
      title: '',
      state: 'ready',
      people: [{}],
      coverage: { gap: null, decidedBy: [], ...coverage },
      ...change,
    }) as Clip;
  expect(publicationGaps(clip({}), 'The tower')).toEqual([]);
  expect(
    publicationGaps(clip({ state: 'uploading' }, { gap: 'missing', decidedBy: ['Child B'] }), ' '),
  ).toEqual([{ gap: 'title' }, { gap: 'consent', pseudonym: 'Child B' }, { gap: 'upload' }]);
  expect(
    publicationGaps(clip({ people: [], state: 'processing' }, { gap: 'nobody-named' }), 'A'),
  ).toEqual([{ gap: 'nobody-named' }, { gap: 'preparation' }]);
  expect(
    publicationGaps(clip({ state: 'failed' }, { gap: 'withdrawn', decidedBy: ['Child A'] }), 'A'),
  ).toEqual([{ gap: 'withdrawn', pseudonym: 'Child A' }, { gap: 'failed' }]);
});

test.each([
  ['Dzieci budują wieżę', 'wieze buduja', true],
  ['Dzieci budują wieżę', 'wieza', false],
  ['Child A Where does it go?', 'child go', true],
  ['It cries', 'ries', false],
  ['It cries', '  ', true],
])('“%s” has the words “%s”: %s', (text, sought, has) => {
  expect(hasWords(text, sought)).toBe(has);
});
