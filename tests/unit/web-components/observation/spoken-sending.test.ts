import { expect, test } from 'vitest';
import { absentApi, ApiError, type Api, type ApiErrorCode } from '#elements/kit/api';
import { memoryStore } from '#elements/kit/local-store';
import { keepSpoken, sendSpoken } from '#elements/observation/spoken-sending';
import { SPOKEN_QUEUE } from '#elements/observation/spoken-queue';

const made = Date.parse('2026-11-21T12:00:00Z');
const hour = 3_600_000;

/** A device with one recording, and a server that refuses it so. */
async function waiting(code: ApiErrorCode) {
  const localStore = memoryStore();
  await keepSpoken(localStore, {
    ...{ noteId: 'n', markId: 'm', mediaType: 'audio/webm', base64: 'AAAA' },
    ...{ agreedAt: '2026-01-01T00:00:00Z', madeAt: new Date(made).toISOString() },
  });
  const sent: unknown[] = [];
  const api: Api = {
    ...absentApi,
    call: (_route, request) => {
      sent.push(request);
      return Promise.reject(new ApiError(code, 400));
    },
  };
  return {
    sent,
    try: (atMs: number) => sendSpoken(api, localStore, () => atMs),
    left: async () => (await localStore.queued(SPOKEN_QUEUE)).length,
  };
}

test('a recording whose mark was removed waits as long as undo may bring it back, and no longer', async () => {
  const device = await waiting('mark_removed');
  await device.try(made + 23 * hour);
  expect(await device.left()).toBe(1);
  await device.try(made + 25 * hour);
  expect(await device.left()).toBe(0);
  await device.try(made + 26 * hour);
  expect(device.sent).toHaveLength(2);
});

test.each(['not_found', 'offline', 'unavailable'] as const)(
  'where the server says %s it waits on, however long',
  async (code) => {
    const device = await waiting(code);
    await device.try(made + 1_000 * hour);
    expect(await device.left()).toBe(1);
  },
);

test('the server hears nothing of when it was recorded', async () => {
  const device = await waiting('offline');
  await device.try(made);
  expect(JSON.stringify(device.sent)).not.toContain('madeAt');
});
