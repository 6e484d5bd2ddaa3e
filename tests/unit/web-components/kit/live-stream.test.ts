import { afterEach, expect, test, vi } from 'vitest';
import { ApiError } from '#elements/kit/api';
import { openLiveStream, type LiveStream } from '#elements/kit/live-stream';

let stream: LiveStream | undefined;
afterEach(() => {
  stream?.close();
  vi.unstubAllGlobals();
});

/** A server that tells one piece of news to whoever has the token of now. */
function pretendServer(goodToken: string): string[] {
  const heard: string[] = [];
  vi.stubGlobal('fetch', (_: string, { headers }: { headers: Record<string, string> }) => {
    const authorization = headers['authorization'] ?? '';
    heard.push(authorization);
    return Promise.resolve(
      authorization === `Bearer ${goodToken}`
        ? new Response('id: 1\ndata: {"kind":"reading"}\n\n')
        : new Response('', { status: 401 }),
    );
  });
  return heard;
}

test('connects with a token that was renewed, when the one before ended in a sleep', async () => {
  const heard = pretendServer('renewed');
  const onNews = vi.fn();
  stream = openLiveStream({
    api: { freshToken: () => Promise.resolve('renewed'), address: (path) => path },
    ...{ path: '/api/live', lastEventId: null, onNews },
  });
  await vi.waitFor(() => expect(onNews).toHaveBeenCalledWith({ kind: 'reading' }), 30_000);
  expect(heard).toEqual(['Bearer renewed']);
});

test('tries again while there is no connection, and no more once the session has ended', async () => {
  const heard = pretendServer('renewed');
  const answers = [new ApiError('offline', 0), new ApiError('session_expired', 401)];
  const freshToken = vi.fn(() => Promise.reject(answers.shift() ?? new Error('asked once more')));
  const onState = vi.fn();
  stream = openLiveStream({
    api: { freshToken, address: (path) => path },
    ...{ path: '/api/live', lastEventId: null, onNews: () => undefined, onState },
  });
  await vi.waitFor(() => expect(freshToken).toHaveBeenCalledTimes(2), 30_000);
  await vi.waitFor(() => expect(onState).toHaveBeenCalledTimes(2), 30_000);
  expect(answers).toEqual([]);
  expect(heard).toEqual([]);
});
