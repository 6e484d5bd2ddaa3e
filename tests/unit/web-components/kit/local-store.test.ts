import { describe, expect, it } from 'vitest';
import { memoryStore, openLocalStore } from '#elements/kit/local-store';

describe('words kept on this device', () => {
  it('gives back a draft as it was when it was written', async () => {
    const store = memoryStore();
    const draft = { text: 'The hand stops', codes: ['waits'] };
    await store.write('note:1', draft);
    draft.codes.push('later');
    expect(await store.read('note:1')).toEqual({ text: 'The hand stops', codes: ['waits'] });
    await store.remove('note:1');
    expect(await store.read('note:1')).toBeUndefined();
  });

  it('keeps queues apart and in order, and forgets only what was acknowledged', async () => {
    const store = memoryStore();
    const first = await store.enqueue('observation:1', 'mark A');
    await store.enqueue('observation:2', 'mark X');
    const third = await store.enqueue('observation:1', 'mark B');
    await store.settle(first);
    expect(await store.queued('observation:1')).toEqual([{ id: third, change: 'mark B' }]);
    expect(await store.queued('observation:2')).toHaveLength(1);
  });

  it('works in memory, and says so, where the browser denies storage', async () => {
    // Node has no IndexedDB, like a browser that refuses it.
    const store = await openLocalStore('a-person');
    expect(store.isDurable).toBe(false);
    await store.write('note:1', 'kept');
    expect(await store.read('note:1')).toBe('kept');
  });
});
