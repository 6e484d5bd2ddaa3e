import { describe, expect, test } from 'vitest';
import type { ContrastRow } from '#contract/observations';
import { sendKeptRows } from '#elements/contrast/contrast-session';
import { ApiError } from '#elements/kit/api';

const row: ContrastRow = { verdict: 'same', because: 'Both wait', cites: [] };

/** A device that keeps one row, and a server that takes it or is away. */
function world(isOffline: boolean) {
  const kept = new Map<string, unknown>([
    ['contrast:t', { waits: { row, was: { verdict: null, because: '', cites: [] } } }],
  ]);
  const sent: unknown[] = [];
  const host = {
    api: {
      call: (_route: unknown, request: { body: unknown }) => {
        if (isOffline) return Promise.reject(new ApiError('offline', 0));
        sent.push(request.body);
        return Promise.resolve({ contrast: { waits: row } });
      },
    },
    localStore: {
      read: (key: string) => Promise.resolve(kept.get(key)),
      write: (key: string, draft: unknown) => Promise.resolve(void kept.set(key, draft)),
    },
  };
  return { kept, sent, host: host as never };
}

describe('rows that only this device has', () => {
  test('are sent before a hand-in, and kept no longer', async () => {
    const { kept, sent, host } = world(false);
    await sendKeptRows(host, 't');
    expect(sent).toMatchObject([{ row }]);
    expect(kept.get('contrast:t')).toEqual({});
  });

  test('hold the hand-in up while they cannot be sent, and stay', async () => {
    const { kept, host } = world(true);
    await expect(sendKeptRows(host, 't')).rejects.toMatchObject({ code: 'offline' });
    expect(kept.get('contrast:t')).toHaveProperty('waits');
  });
});
