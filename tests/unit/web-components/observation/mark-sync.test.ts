import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mark, MarkChange, Observation } from '#contract/observations';
import { absentApi, ApiError, type Api, type ApiErrorCode } from '#elements/kit/api';
import { memoryStore, type LocalStore } from '#elements/kit/local-store';
import { MarkSync, type Neighbours, type SyncFacts } from '#elements/observation/mark-sync';
import { instant, mark, observation, put } from './marks.ts';

/** A server that keeps marks as ours does (the later change wins), and may fail when told to. */
class Server {
  marks = new Map<string, { changedAt: string; mark: Mark | null }>();
  requests: MarkChange[][] = [];
  failWith: ApiErrorCode | null = null;
  refuses: (change: MarkChange) => boolean = () => false;

  get observation(): Observation {
    return observation([...this.marks.values()].flatMap(({ mark: one }) => (one ? [one] : [])));
  }

  readonly api: Api = {
    ...absentApi,
    call: async (route, request) => {
      await Promise.resolve();
      if (this.failWith) throw new ApiError(this.failWith, 500);
      if (route.method === 'post') {
        const { changes } = (request as { body: { changes: MarkChange[] } }).body;
        if (changes.some(this.refuses)) throw new ApiError('invalid_request', 400);
        this.requests.push(changes);
        for (const change of changes) this.#take(change);
      }
      return this.observation as never;
    },
  };

  #take(change: MarkChange): void {
    const id = change.kind === 'put' ? change.mark.id : change.markId;
    const changedAt = change.kind === 'put' ? change.mark.changedAt : change.changedAt;
    const known = this.marks.get(id);
    if (known && known.changedAt >= changedAt) return;
    this.marks.set(id, { changedAt, mark: change.kind === 'put' ? change.mark : null });
  }
}

let server: Server;
let localStore: LocalStore;
let facts: SyncFacts;
let shown: Observation | undefined;
const open: MarkSync[] = [];
const taskId = observation([]).taskId;

function page(neighbours?: Neighbours): MarkSync {
  const sync = new MarkSync({
    api: server.api,
    localStore,
    taskId,
    neighbours,
    onFacts: (told) => {
      facts = told;
    },
    onObservation: (told) => {
      shown = told;
    },
  });
  open.push(sync);
  return sync;
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  localStore = memoryStore();
  shown = undefined;
});
afterEach(() => {
  for (const sync of open.splice(0)) sync.close();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const waiting = () => localStore.queued<MarkChange>(`marks:${taskId}`);

describe('sending', () => {
  test('a change is on the device first, then on the server, and then no longer waits', async () => {
    const sync = page();
    await sync.open();
    sync.keep(put(mark(1)));
    expect(facts).toMatchObject({ state: 'saving', kept: 1 });
    await Promise.resolve();
    expect(await waiting()).toHaveLength(1);
    expect(server.requests).toEqual([]);
    await pass(100);
    expect(server.requests).toHaveLength(1);
    expect(await waiting()).toEqual([]);
    expect(facts).toMatchObject({ state: 'saved', kept: 0 });
    expect(facts.at).not.toBe('');
    expect(shown?.marks).toHaveLength(1);
  });

  test('quick presses go together, in order', async () => {
    const sync = page();
    const one = mark(1);
    sync.keep(put(one));
    sync.keep(put({ ...one, body: 'b', changedAt: instant(2) }));
    sync.keep({ kind: 'remove', markId: one.id, changedAt: instant(3) });
    await pass(100);
    expect(server.requests.map((changes) => changes.map((change) => change.kind))).toEqual([
      ['put', 'put', 'remove'],
    ]);
  });

  test('typing waits for a pause before it is sent, not before it is kept', async () => {
    const sync = page();
    sync.keep(put(mark(1)), true);
    await pass(300);
    expect(await waiting()).toHaveLength(1);
    expect(server.requests).toEqual([]);
    await pass(700);
    expect(server.requests).toHaveLength(1);
  });

  test('several hundred changes go in several requests', async () => {
    const sync = page();
    for (let at = 0; at < 450; at += 1) sync.keep(put(mark(1)));
    await pass(200);
    expect(server.requests.map((changes) => changes.length)).toEqual([200, 200, 50]);
    expect(facts.state).toBe('saved');
  });
});

describe('without a connection', () => {
  test('it says so, tries again with growing pauses, and arrives', async () => {
    const sync = page();
    server.failWith = 'offline';
    const one = mark(1);
    sync.keep(put(one));
    sync.keep(put({ ...one, body: 'b', changedAt: instant(2) }));
    sync.keep(put(mark(1)));
    await pass(100);
    expect(facts).toMatchObject({ state: 'offline', kept: 2 });
    const call = vi.spyOn(server.api, 'call');
    await pass(8_000);
    expect(call).toHaveBeenCalledTimes(3);
    server.failWith = null;
    await pass(30_000);
    expect(facts).toMatchObject({ state: 'saved', kept: 0 });
    expect(server.observation.marks).toHaveLength(2);
  });

  test('when the connection is back there is no wait', async () => {
    const sync = page();
    server.failWith = 'offline';
    sync.keep(put(mark(1)));
    await pass(20_000);
    server.failWith = null;
    sync.retryNow();
    await pass(10);
    expect(facts.state).toBe('saved');
  });

  test('what a closed page left is shown and sent by the next one', async () => {
    server.failWith = 'offline';
    const first = page();
    first.keep(put(mark(1, { body: 'left' })));
    await pass(100);
    first.close();
    server.failWith = null;
    const second = page();
    const observed = await second.open();
    expect(observed.marks).toEqual([]);
    expect(second.unsent).toMatchObject([{ mark: { body: 'left' } }]);
    await pass(10);
    expect(server.observation.marks.map((one) => one.body)).toEqual(['left']);
    expect(await waiting()).toEqual([]);
  });

  test('an answer that was lost is asked for again, and the mark is there once', async () => {
    const sync = page();
    const change = put(mark(1));
    sync.keep(change);
    server.failWith = 'internal';
    // The server took it, but the answer never came.
    if (change.kind === 'put')
      server.marks.set(change.mark.id, { changedAt: change.mark.changedAt, mark: change.mark });
    await pass(100);
    expect(facts.state).toBe('failed');
    server.failWith = null;
    await pass(5_000);
    expect(server.observation.marks).toHaveLength(1);
    expect(facts.state).toBe('saved');
  });
});

describe('refusals', () => {
  test('after the hand-in nothing is sent, and nothing is thrown away', async () => {
    const sync = page();
    server.failWith = 'already_handed_in';
    sync.keep(put(mark(1)));
    await pass(60_000);
    expect(facts).toMatchObject({ state: 'failed', kept: 1, isLate: true });
    expect(await waiting()).toHaveLength(1);
    expect(await sync.flush()).toBe(false);
  });

  test('one change that the server refuses does not keep the others back', async () => {
    const sync = page();
    server.refuses = (change) => change.kind === 'put' && change.mark.body === 'bad';
    for (const body of ['a', 'bad', 'c']) sync.keep(put(mark(1, { body })));
    await pass(200);
    expect(server.observation.marks.map((one) => one.body).sort()).toEqual(['a', 'c']);
    expect(facts).toMatchObject({ state: 'failed', kept: 1 });
    expect(await waiting()).toHaveLength(1);
  });

  test('an ended session waits for a new launch', async () => {
    const sync = page();
    server.failWith = 'session_expired';
    sync.keep(put(mark(1)));
    await pass(100);
    const call = vi.spyOn(server.api, 'call');
    await pass(120_000);
    expect(call).not.toHaveBeenCalled();
    expect(await waiting()).toHaveLength(1);
  });
});

describe('two pages of one person', () => {
  /** Two ends of a channel, as browsers give them to pages of one origin. */
  function channel(): [Neighbours, Neighbours] {
    const ends: [Neighbours, Neighbours] = [end(1), end(0)];
    function end(other: 0 | 1): Neighbours {
      return {
        onmessage: null,
        postMessage: (data) => void ends[other].onmessage?.(new MessageEvent('message', { data })),
        close: () => undefined,
      };
    }
    return ends;
  }

  test('each shows what the other does', async () => {
    const [left, right] = channel();
    const first = page(left);
    const second = page(right);
    let seenBySecond: Observation | undefined;
    second.close();
    const listening = new MarkSync({
      api: server.api,
      localStore,
      taskId,
      neighbours: right,
      onFacts: () => undefined,
      onObservation: (told) => {
        seenBySecond = told;
      },
    });
    open.push(listening);
    first.keep(put(mark(1, { body: 'from the first' })));
    await pass(1_000);
    expect(seenBySecond?.marks.map((one) => one.body)).toEqual(['from the first']);
    expect(listening.unsent).toEqual([]);
  });

  test('a page that closes too early leaves its change to the other', async () => {
    const [left, right] = channel();
    const first = page(left);
    page(right);
    first.keep(put(mark(1, { body: 'left behind' })));
    await Promise.resolve();
    first.close();
    await pass(5_000);
    expect(server.observation.marks.map((one) => one.body)).toEqual(['left behind']);
  });
});
