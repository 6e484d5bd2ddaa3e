import { expect, test } from 'vitest';
import { inBatches } from '#server/infra/batches';

/** A batch runner that notes what it was given. */
function noting(run: (many: readonly string[]) => Promise<string[]> | string[]) {
  const given: string[][] = [];
  return {
    given,
    run: async (many: readonly string[]) => {
      given.push([...many]);
      return run(many);
    },
  };
}

const upper = (many: readonly string[]): string[] => many.map((one) => one.toUpperCase());

test('what comes at the same moment is done together, each with its own result', async () => {
  const { given, run } = noting(upper);
  const call = inBatches({ run });
  expect(await Promise.all(['a', 'b', 'c'].map(call))).toEqual(['A', 'B', 'C']);
  expect(await call('d')).toBe('D');
  expect(given).toEqual([['a', 'b', 'c'], ['d']]);
});

test('what comes while a batch is under way goes into the next one', async () => {
  const first = Promise.withResolvers<null>();
  const begun = Promise.withResolvers<null>();
  const { given, run } = noting(async (many) => {
    begun.resolve(null);
    if (many.includes('a')) await first.promise;
    return upper(many);
  });
  const call = inBatches({ run });
  const a = call('a');
  await begun.promise;
  const later = Promise.all(['b', 'c'].map(call));
  first.resolve(null);
  expect([await a, ...(await later)]).toEqual(['A', 'B', 'C']);
  expect(given).toEqual([['a'], ['b', 'c']]);
});

test('two that share a key go one after the other, in their order', async () => {
  const { given, run } = noting(upper);
  const call = inBatches({ run, keysOf: (one) => [one.slice(0, 1)] });
  await Promise.all(['a1', 'a2', 'b1', 'a3'].map(call));
  expect(given).toEqual([['a1', 'b1'], ['a2'], ['a3']]);
});

test('one that fails does not fail those beside it', async () => {
  const { run } = noting((many) => {
    if (many.includes('bad')) throw new Error('refused');
    return upper(many);
  });
  const call = inBatches({ run, mayTryAlone: () => true });
  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map(call));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('when nobody knows what became of a batch, nothing of it is tried again', async () => {
  const { given, run } = noting(() => {
    throw new Error('the connection broke');
  });
  const call = inBatches({ run, mayTryAlone: () => false });
  const outcomes = await Promise.allSettled(['a', 'b'].map(call));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(given).toEqual([['a', 'b']]);
});

test('a batch that hangs holds nobody up', async () => {
  const hanging = Promise.withResolvers<string[]>();
  const begun = Promise.withResolvers<null>();
  const { run } = noting((many) => {
    begun.resolve(null);
    return many.includes('a') ? hanging.promise : upper(many);
  });
  const call = inBatches({ run });
  const a = call('a');
  await begun.promise;
  expect(await call('b').then(() => call('c'))).toBe('C');
  hanging.resolve(['A']);
  expect(await a).toBe('A');
});
