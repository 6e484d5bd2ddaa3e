import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediaAddress, readMediaPermit } from '#server/clips/media-address';
import {
  contentTypeOf,
  hasTag,
  isRangeValid,
  parseByteRange,
} from '#server/clips/media-file.rules';
import { createSecrets } from '#server/infra/secrets';

describe('names of files that are served', () => {
  test.each([
    ['master.m3u8', 'application/vnd.apple.mpegurl'],
    ['v720/playlist.m3u8', 'application/vnd.apple.mpegurl'],
    ['v720/init.mp4', 'video/mp4'],
    ['v720/s00001.m4s', 'video/iso.segment'],
    ['poster.jpg', 'image/jpeg'],
    ['waveform.json', 'application/json; charset=utf-8'],
  ])('%s', (file, type) => {
    expect(contentTypeOf(file)).toBe(type);
  });

  test.each([
    '',
    '.',
    '..',
    '../poster.jpg',
    'v720/../../x.jpg',
    '/poster.jpg',
    '//poster.jpg',
    'v720//init.mp4',
    'a/b/c.m4s',
    '.hidden.jpg',
    'poster.jpg\n',
    'poster.jpg\0',
    'poster..jpg',
    'C:\\poster.jpg',
    'poster.html',
    'poster',
  ])('%j is refused', (file) => {
    expect(contentTypeOf(file)).toBeNull();
  });

  test('no name that is served can leave its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a1./\\%_-:~jpg') }), (file) => {
        if (contentTypeOf(file)) expect(file).not.toMatch(/\.\.|^\/|\\|%|:/);
      }),
    );
  });
});

describe('ranges (RFC 9110, 14.2)', () => {
  test.each([
    [undefined, null],
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-', { start: 500, end: 999 }],
    ['bytes=-200', { start: 800, end: 999 }],
    ['bytes=-2000', { start: 0, end: 999 }],
    ['bytes=900-5000', { start: 900, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['seconds=1-2', null],
  ])('%s', (header, expected) => {
    expect(parseByteRange(header, 1000)).toEqual(expected);
  });
});

describe('addresses', () => {
  const secrets = createSecrets('a secret of at least thirty-two characters');
  const permit = {
    clipId: '7c0f2f0e-6f5c-4c36-9a55-0a3b7b6f1c11',
    run: 'run-1',
    sessionId: '0b6a8f36-1e55-4a73-a7b0-fc3a6a1f4a22',
    purpose: 'training' as const,
    expiresAtMs: 1_800_000_000_000,
  };
  const sealed = mediaAddress(secrets, permit).slice('/media/'.length);

  test('say what they permit only to the server that made them', () => {
    expect(readMediaPermit(secrets, sealed)).toEqual(permit);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(permit.sessionId);
    const other = createSecrets('another secret of thirty-two characters');
    expect(readMediaPermit(other, sealed)).toBeNull();
  });

  test('are refused when a single bit differs', () => {
    fc.assert(
      fc.property(fc.nat(Buffer.from(sealed, 'base64url').length * 8 - 1), (bit) => {
        const bytes = Buffer.from(sealed, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(readMediaPermit(secrets, bytes.toString('base64url'))).toBeNull();
      }),
    );
  });
});

test.each([
  [undefined, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
])('If-None-Match: %s names the tag "a": %s', (header, expected) => {
  expect(hasTag(header, '"a"')).toBe(expected);
});

test.each([
  [undefined, true],
  ['"a"', true],
  ['"b"', false],
  ['W/"a"', false],
  ['Sat, 21 Nov 2026 10:00:00 GMT', false],
])('If-Range: %s lets a range of "a" hold: %s', (header, expected) => {
  expect(isRangeValid(header, '"a"')).toBe(expected);
});
