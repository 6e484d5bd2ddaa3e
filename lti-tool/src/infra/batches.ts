/** How batches are made. */
export interface BatchRules<One, Result> {
  /** Does many at once; the results stand in the order of what was given. */
  run(many: readonly One[]): Promise<readonly Result[]>;
  /** What may stand in a batch only once; two that share a key go one after the other. */
  keysOf?(one: One): readonly string[];
  /** Whether, after this error, nothing of the batch was done, and each may be tried by itself. */
  mayTryAlone?(error: unknown): boolean;
}

interface Waiting<One, Result> {
  one: One;
  done(result: Result): void;
  fail(error: unknown): void;
}

const MOST = 64;
/** A batch that waits for a lock holds nobody up: after so long the next one begins beside it. */
const PATIENCE_MS = 40;

/**
 * Makes one call of many that come at the same moment: whatever arrives while a batch is under way
 * goes into the next one. A lone call waits for nobody. Each call is answered when its batch is
 * done, with an outcome of its own; when the batch fails because of one, the others succeed.
 */
export function inBatches<One, Result>({
  run,
  keysOf = () => [],
  mayTryAlone = () => false,
}: BatchRules<One, Result>): (one: One) => Promise<Result> {
  let waiting: Waiting<One, Result>[] = [];
  let isBusy = false;

  function next(): void {
    if (waiting.length === 0) {
      isBusy = false;
      return;
    }
    isBusy = true;
    const batch = takeBatch();
    let hasGoneOn = false;
    const goOn = (): void => {
      if (hasGoneOn) return;
      hasGoneOn = true;
      next();
    };
    const patience = setTimeout(goOn, PATIENCE_MS);
    void settle(batch).finally(() => {
      clearTimeout(patience);
      goOn();
    });
  }

  function takeBatch(): Waiting<One, Result>[] {
    const taken: Waiting<One, Result>[] = [];
    const left: Waiting<One, Result>[] = [];
    const keys = new Set<string>();
    for (const each of waiting) {
      const own = keysOf(each.one);
      const fits = taken.length < MOST && !own.some((key) => keys.has(key));
      (fits ? taken : left).push(each);
      // Also of one that must wait: those behind it do not overtake it.
      own.forEach((key) => keys.add(key));
    }
    waiting = left;
    return taken;
  }

  async function settle(batch: readonly Waiting<One, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ one }) => one));
      if (results.length !== batch.length) throw new Error('a batch lost some of its results');
      batch.forEach(({ done }, at) => done(results[at] as Result));
    } catch (error) {
      if (batch.length > 1 && mayTryAlone(error)) {
        await Promise.all(batch.map((each) => settle([each])));
        return;
      }
      batch.forEach(({ fail }) => fail(error));
    }
  }

  return (one) =>
    new Promise((done, fail) => {
      waiting.push({ one, done, fail });
      if (isBusy) return;
      isBusy = true;
      // After everything else that arrived in this turn of the loop.
      setImmediate(next);
    });
}
