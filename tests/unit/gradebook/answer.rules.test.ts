import { describe, expect, test } from 'vitest';
import { keptAnswer, retryAfterSeconds } from '#server/gradebook/answer.rules';

describe('what is kept of an answer', () => {
  test.each([
    ['their reason', 'Incorrect score received', 'Incorrect score received'],
    ['no bearer token', 'got Bearer abc.def', 'got Bearer …'],
    ['no signed token', 'x eyJhbGciOi.eyJzdWIi.sig_x y', 'x … y'],
    ['no token in JSON', '{"access_token":"s3cret","a":1}', '{"access_token":…,"a":1}'],
    ['no token in a form', 'client_assertion=abc&x=1', 'client_assertion=…&x=1'],
    ['no e-mail', 'user k.d@uni.example is unknown', 'user … is unknown'],
    ['no query', 'see https://lms.example/a?user=4711&x', 'see https://lms.example/a?…'],
    ['not the person', '{"userId":"u-4711"} not enrolled', '{"userId":"…"} not enrolled'],
  ])('%s', (_, text, kept) => {
    expect(keptAnswer(text, ['u-4711', ''])).toBe(kept);
  });

  test('is short, also when a secret is far at the back', () => {
    const kept = keptAnswer(`${'x'.repeat(390)} Bearer secret-secret-secret`);
    expect(kept.length).toBeLessThanOrEqual(400);
    expect(kept).not.toContain('secret');
  });
});

test.each([
  [undefined, null],
  ['', null],
  ['soon', null],
  ['7', 7],
  ['0', 0],
  ['-4', 0],
  ['999999', 3_600],
  ['Tue, 24 Nov 2026 14:20:30 GMT', 30],
  ['Tue, 24 Nov 2026 14:00:00 GMT', 0],
])('Retry-After %s is %s seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, new Date('2026-11-24T14:20:00Z'))).toBe(seconds);
});
