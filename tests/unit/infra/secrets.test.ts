import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecrets, sameText } from '#server/infra/secrets';

const secrets = createSecrets('a secret key that is long enough for this');

test('what is sealed opens again, for its own use only', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const sealed = secrets.seal('deep-linking', text);
      expect(secrets.open('deep-linking', sealed)).toBe(text);
      expect(secrets.open('signing-key', sealed)).toBeNull();
      expect(
        createSecrets('another secret key of a good length').open('deep-linking', sealed),
      ).toBeNull();
    }),
  );
});

test('an altered seal or signature is noticed', () => {
  const sealed = secrets.seal('x', 'words');
  expect(secrets.open('x', `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`)).toBeNull();
  expect(secrets.open('x', '')).toBeNull();
  const signature = secrets.sign('media', 'clip');
  expect(secrets.verify('media', 'clip', signature)).toBe(true);
  expect(secrets.verify('media', 'clip2', signature)).toBe(false);
  expect(secrets.verify('other', 'clip', signature)).toBe(false);
});

test('texts of different length are compared too', () => {
  expect(sameText('a', 'ab')).toBe(false);
  expect(sameText('ab', 'ab')).toBe(true);
});
