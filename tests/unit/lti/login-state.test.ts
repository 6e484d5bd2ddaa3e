import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSecrets } from '#server/infra/secrets';
import { createLoginStates } from '#server/lti/login-state';

const states = createLoginStates(createSecrets('a secret key that is long enough for this'));
const facts = {
  platformId: '7b1a2f52-7d43-4a0b-9f6e-0c5a3a1d9e11',
  endsAt: new Date('2026-11-22T10:10:00Z'),
  deploymentHint: '3',
  storageTarget: '_parent',
};

test('a state tells its login again', () => {
  fc.assert(
    fc.property(
      fc.option(fc.string({ unit: 'grapheme' })),
      fc.option(fc.string({ unit: 'grapheme' })),
      (deploymentHint, storageTarget) => {
        const login = states.seal({ ...facts, deploymentHint, storageTarget });
        expect(states.open(login.state)).toEqual(login);
      },
    ),
  );
});

test('of a state nothing can be altered, and nobody else can make one', () => {
  const { state } = states.seal(facts);
  for (let at = 0; at < state.length; at += 1) {
    const altered = `${state.slice(0, at)}${state[at] === 'A' ? 'B' : 'A'}${state.slice(at + 1)}`;
    expect(states.open(altered)).toBeNull();
  }
  for (const made of ['', '.', 'a', 'a.b', 'a.b.c', `${state}.`, `${state}.x`, `.${state}`])
    expect(states.open(made)).toBeNull();
  const others = createLoginStates(createSecrets('another secret key of a good length'));
  expect(states.open(others.seal(facts).state)).toBeNull();
});

test('each login has a state, a nonce and a browser secret of its own', () => {
  const [first, second] = [states.seal(facts), states.seal(facts)];
  const all = [first, second].flatMap((login) => [
    login.state,
    login.id,
    states.nonceOf(login),
    states.browserSecretOf(login),
  ]);
  expect(new Set(all).size).toBe(8);
  expect(first.state).not.toContain(states.nonceOf(first));
});

test('a browser is known by the secret of this login alone', () => {
  const [first, second] = [states.seal(facts), states.seal(facts)];
  expect(states.isOfBrowser(first, states.browserSecretOf(first))).toBe(true);
  expect(states.isOfBrowser(first, states.browserSecretOf(second))).toBe(false);
  expect(states.isOfBrowser(first, states.nonceOf(first))).toBe(false);
  expect(states.isOfBrowser(first, '')).toBe(false);
  expect(states.isOfBrowser(first, null)).toBe(false);
});
