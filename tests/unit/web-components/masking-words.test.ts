import { expect, test } from 'vitest';
import type { Clip } from '#contract/clips';
import { isMaskedElsewhere, maskingWords } from '#elements/clip-upload/masking-words';

const AT = '2026-11-22T18:00:00.000Z';

const filmOf = (
  by: 'browser' | 'server',
  finishedAt: string | null,
  state: Clip['state'],
  failure: string | null = null,
) => ({ state, failure, masking: { by, finishedAt, picture: [], sound: [] } });

test.each([
  ['a film on its way', filmOf('server', null, 'uploading'), 'The server masks it before'],
  ['a film that is masked now', filmOf('server', null, 'processing'), 'The server masks it before'],
  [
    'a film that was refused',
    filmOf('server', null, 'failed', 'not_media'),
    'It could not be masked, and nobody can watch it. Removing it destroys it here.',
  ],
  [
    'a masking that broke off',
    filmOf('server', null, 'failed', 'transcode_failed'),
    'It is not masked yet, and nobody can watch it. Trying again masks it first.',
  ],
  [
    'a masked film of which no clip could be made',
    filmOf('server', AT, 'failed', 'transcode_failed'),
    'Masked by the server. The film as it came was destroyed.',
  ],
  ['a film that was masked here', filmOf('browser', AT, 'failed', 'not_media'), 'Masked on this'],
])('%s: what is said of its masking is true', (_, clip, words) => {
  expect(maskingWords(clip).startsWith(words)).toBe(true);
});

test('nothing is said of a film in which nothing is masked', () => {
  expect(maskingWords({ state: 'failed', failure: 'not_media', masking: null })).toBe('');
});

test('the film on the device is shown until Lookfor has another one than that', () => {
  expect(isMaskedElsewhere(filmOf('server', null, 'processing'))).toBe(false);
  expect(isMaskedElsewhere(filmOf('server', AT, 'processing'))).toBe(true);
  expect(isMaskedElsewhere(filmOf('browser', AT, 'processing'))).toBe(false);
  expect(isMaskedElsewhere({ masking: null })).toBe(false);
});
