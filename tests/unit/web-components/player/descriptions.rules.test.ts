import { describe, expect, test } from 'vitest';
import { likelyLanguage, readAtRest, readOn } from '#elements/player/descriptions.rules';
import { voiceFor } from '#elements/player/speech';

const cue = (startSeconds: number) => ({
  ...{ startSeconds, endSeconds: startSeconds + 1, speaker: '', settings: '' },
  text: String(startSeconds),
});

describe('which description is due', () => {
  const cues = [cue(0), cue(2), cue(2.01), cue(10)];
  test.each<[string, number | undefined, number, number[]]>([
    ['at the very beginning', undefined, 0, [0]],
    ['not once more after it was read there', 0, 0, []],
    ['nor when the clip goes on a little before where it was held', 2.02, 1.98, []],
    ['nothing between two', 1, 1.04, []],
    ['when its frame comes', 1.96, 2, [2]],
    ['two that begin with one frame', 1.98, 2.02, [2, 2.01]],
    ['not when it was passed in a jump', 1, 9, []],
    ['when somebody jumps to it', 1, 10.02, [10]],
    ['once more when somebody jumps back', 10.5, 2, [2]],
  ])('%s', (_, before, now, due) => {
    const read = readOn(cues, before, now);
    expect(read.due.map(({ startSeconds }) => startSeconds)).toEqual(due);
  });
});

test.each([
  [['en', 'pl'], ['pl', 'en'], 'pl'],
  [['en', 'pl'], ['', 'nl'], 'en'],
  [[], ['en'], ''],
])('of %j, to somebody who likes %j, %s is offered', (offered, liked, language) => {
  const tracks = offered.map((one) => ({ language: one }));
  expect(likelyLanguage(tracks, liked)).toBe(language);
});

describe('the voice for a language', () => {
  const voices = [
    { lang: 'pl-PL', localService: false },
    { lang: 'en_US', localService: true },
    { lang: 'en-GB', localService: true },
  ];
  test.each([
    ['en-GB', 'en-GB'],
    ['en', 'en_US'],
    ['nl', undefined],
    // It would send the words to somebody else.
    ['pl', undefined],
  ])('%s is said by %s', (language, lang) => {
    expect(voiceFor(voices, language)?.lang).toBe(lang);
  });
});

test.each([
  ['nothing was played yet', undefined, 0, -0.1],
  ['nothing was played yet, and another frame is shown', -0.1, 0, -0.1],
  ['it stands', 2, 2, 2],
  ['it came to rest', 2, 2.08, 2],
  ['it was moved on', 2, 5, 4.9],
  ['it wavers', 2, 1.96, 2],
  ['it was moved back', 2, 1.5, 1.4],
])('while nothing plays: %s', (_, before, now, left) => {
  expect(readAtRest(before, now)).toBe(left);
});

test.each([
  ['from the beginning', undefined, 0, [0]],
  ['from where a description begins', 10, 2, [2, 2.01]],
  ['from where it was held', 2.01, 2.05, []],
])(
  'a clip that plays on %s reads what begins there, though its first frame is late',
  (_, before, stands, due) => {
    const cues = [cue(0), cue(2), cue(2.01), cue(10)];
    const read = readOn(cues, readAtRest(before, stands), stands + 0.6);
    expect(read.due.map(({ startSeconds }) => startSeconds)).toEqual(due);
  },
);
