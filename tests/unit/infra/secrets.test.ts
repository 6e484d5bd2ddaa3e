import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecrets, randomText, sameText } from '#server/infra/secrets';

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

test('two secrets follow from a text, each of its own, and others from another text or use', () => {
  const [one, other] = secrets.signTwice('login', 'state');
  expect(secrets.signTwice('login', 'state')).toEqual([one, other]);
  const more = [secrets.signTwice('login', 'state 2'), secrets.signTwice('other', 'state')];
  const all = [one, other, ...more.flat()];
  expect(new Set(all).size).toBe(6);
  for (const secret of all) expect(secret).toMatch(/^[\w-]{43}$/);
});

test('no random text is given out twice, also where a store of bytes ends', () => {
  const given = Array.from({ length: 2_000 }, (_, at) => randomText(16 + (at % 17)));
  expect(new Set(given.map((text) => text.slice(0, 20))).size).toBe(2_000);
  expect(randomText()).toMatch(/^[\w-]{32}$/);
});

test('texts of different length are compared too', () => {
  expect(sameText('a', 'ab')).toBe(false);
  expect(sameText('ab', 'ab')).toBe(true);
});
