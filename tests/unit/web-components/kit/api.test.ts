import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { sessionRoutes } from '#contract/launch';
import { ApiError, createApi, isOffline, type Api } from '#elements/kit/api';

const START_MS = Date.parse('2026-11-14T10:00:00Z');
const clipId = '0190a1b2-0000-7000-8000-000000000001';

interface Sent {
  url: string;
  method: string;
  authorization: string;
  body: unknown;
}

/** A server at the end of `fetch`, which keeps what it was sent. */
function serverThat(answer: (sent: Sent) => Response) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    const one: Sent = {
      url: url as string,
      method: init?.method ?? '',
      authorization: new Headers(init?.headers).get('authorization') ?? '',
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    sent.push(one);
    return init?.signal?.aborted
      ? Promise.reject(init.signal.reason as Error)
      : Promise.resolve().then(() => answer(one));
  };
  return { sent, fetch };
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { date: new Date().toUTCString() },
  });
}

function problem(code: string, status: number): Response {
  return json({ type: 'about:blank', title: code, status, code, reference: '7KQ-2M4' }, status);
}

const boot = {
  token: 'first',
  tokenExpiresAt: new Date(START_MS + 15 * 60_000).toISOString(),
};

let api: Api;

beforeEach(() => {
  vi.useFakeTimers({ now: START_MS });
});

afterEach(() => {
  api.close();
  vi.useRealTimers();
});

it.each([201, 204])('an answer of %i that says nothing is an answer', async (status) => {
  const { fetch } = serverThat(() => new Response(null, { status }));
  api = createApi({ boot, fetch });
  const params = { collectionId: clipId };
  const body = { institutionId: clipId };
  await expect(
    api.call(collectionRoutes.offerCollection, { params, body }),
  ).resolves.toBeUndefined();
});

describe('calling a route', () => {
  it('fills the path, the query and the body, and carries the token', async () => {
    const { sent, fetch } = serverThat(() => json({}));
    api = createApi({ boot, fetch, baseUrl: 'https://tool.example' });
    await api.call(clipRoutes.listClips, {
      query: { q: 'wait & see', limit: 5, domain: undefined },
    });
    await api.call(clipRoutes.describeClip, { params: { clipId }, body: { title: 'Blocks' } });
    expect(sent).toEqual([
      {
        url: 'https://tool.example/api/clips?q=wait+%26+see&limit=5',
        method: 'GET',
        authorization: 'Bearer first',
        body: undefined,
      },
      {
        url: `https://tool.example/api/clips/${clipId}`,
        method: 'PATCH',
        authorization: 'Bearer first',
        body: { title: 'Blocks' },
      },
    ]);
  });

  it('makes one change of a button that is pressed twice, and another one later', async () => {
    const { sent, fetch } = serverThat(() => json({ id: clipId }, 201));
    api = createApi({ boot, fetch });
    const press = (title = 'Waiting') =>
      api.call(collectionRoutes.createCollection, { body: { title, scope: 'own' } });
    expect(await Promise.all([press(), press(), press('Receiving')])).toHaveLength(3);
    expect(sent.map(({ body }) => body)).toEqual([
      { title: 'Waiting', scope: 'own' },
      { title: 'Receiving', scope: 'own' },
    ]);
    await press();
    expect(sent).toHaveLength(3);
  });

  it('tries a change again that failed, and asks each time for what it reads', async () => {
    let status = 503;
    const { sent, fetch } = serverThat(() => json({}, status));
    api = createApi({ boot, fetch });
    const params = { clipId };
    const remove = () => api.call(clipRoutes.removeClip, { params });
    const [one, other] = await Promise.allSettled([remove(), remove()]);
    expect([one?.status, other?.status]).toEqual(['rejected', 'rejected']);
    status = 200;
    await remove();
    expect(sent).toHaveLength(2);
    const read = () => api.call(clipRoutes.getClip, { params });
    await Promise.all([read(), read()]);
    expect(sent).toHaveLength(4);
  });

  it('keeps a value inside its place in the path', async () => {
    const { sent, fetch } = serverThat(() => json({}));
    api = createApi({ boot, fetch });
    await api.call(clipRoutes.getClip, { params: { clipId: '../session?x' } });
    expect(sent[0]?.url).toBe('/api/clips/..%2Fsession%3Fx');
  });

  it('answers nothing to 204', async () => {
    const { fetch } = serverThat(() => new Response(null, { status: 204 }));
    api = createApi({ boot, fetch });
    expect(await api.call(clipRoutes.removeClip, { params: { clipId } })).toBeUndefined();
  });

  it('turns a problem into an error with its code and reference', async () => {
    const { fetch } = serverThat(() => problem('clip_in_use', 409));
    api = createApi({ boot, fetch });
    const error: unknown = await api
      .call(clipRoutes.removeClip, { params: { clipId } })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'clip_in_use',
      status: 409,
      problem: { reference: '7KQ-2M4' },
    });
  });

  it.each([
    [404, 'not_found'],
    [502, 'unavailable'],
    [500, 'internal'],
  ])('reads a status %d without a problem as %s', async (status, code) => {
    const { fetch } = serverThat(() => new Response('<h1>proxy</h1>', { status }));
    api = createApi({ boot, fetch });
    await expect(api.call(clipRoutes.getClip, { params: { clipId } })).rejects.toMatchObject({
      code,
    });
  });

  it('says offline when nothing arrives', async () => {
    const { fetch } = serverThat(() => {
      throw new TypeError('Failed to fetch');
    });
    api = createApi({ boot, fetch });
    const error: unknown = await api
      .call(clipRoutes.getClip, { params: { clipId } })
      .catch((e: unknown) => e);
    expect(isOffline(error)).toBe(true);
  });

  it('rejects with the reason of a cancelled request, not as offline', async () => {
    const { fetch } = serverThat(() => json({}));
    api = createApi({ boot, fetch });
    const signal = AbortSignal.abort(new DOMException('left', 'AbortError'));
    await expect(
      api.call(clipRoutes.getClip, { params: { clipId } }, { signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the token', () => {
  function renewing() {
    let issued = 0;
    return serverThat((sent) => {
      if (sent.url !== sessionRoutes.renewToken.path) return json({});
      issued += 1;
      return json({
        token: `renewed-${issued}`,
        tokenExpiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
      });
    });
  }

  it('is renewed two minutes before its end, without any call', async () => {
    const { sent, fetch } = renewing();
    api = createApi({ boot, fetch });
    await vi.advanceTimersByTimeAsync(12 * 60_000);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(api.token()).toBe('renewed-1');
    await vi.advanceTimersByTimeAsync(13 * 60_000);
    expect(api.token()).toBe('renewed-2');
  });

  it('is renewed once for calls at the same time after a sleep', async () => {
    const { sent, fetch } = renewing();
    api = createApi({ boot, fetch });
    vi.setSystemTime(START_MS + 14.5 * 60_000);
    await Promise.all([
      api.call(sessionRoutes.getSession),
      api.call(clipRoutes.getClip, { params: { clipId } }),
    ]);
    expect(sent.filter(({ url }) => url === sessionRoutes.renewToken.path)).toHaveLength(1);
    expect(sent.slice(1).map(({ authorization }) => authorization)).toEqual([
      'Bearer renewed-1',
      'Bearer renewed-1',
    ]);
  });

  it('is not thrown away because the clock of this device is wrong', async () => {
    const anHourAheadMs = 3_600_000;
    const { sent, fetch } = renewing();
    api = createApi({ boot, fetch, now: () => Date.now() + anHourAheadMs });
    await api.call(sessionRoutes.getSession);
    await api.call(sessionRoutes.getSession);
    await api.call(sessionRoutes.getSession);
    // The first answer carries the server's time; after that nothing looks ended.
    expect(sent.filter(({ url }) => url === sessionRoutes.renewToken.path).length).toBeLessThan(2);
  });

  it('says once that the session ended, and sends nothing after that', async () => {
    const { sent, fetch } = serverThat(() => problem('session_expired', 401));
    api = createApi({ boot, fetch });
    const ended = vi.fn();
    api.onSessionEnd(ended);
    const first = api.call(sessionRoutes.getSession);
    const second = api.call(sessionRoutes.getSession);
    await expect(first).rejects.toMatchObject({ code: 'session_expired' });
    await expect(second).rejects.toMatchObject({ code: 'session_expired' });
    await expect(api.call(sessionRoutes.getSession)).rejects.toMatchObject({
      code: 'session_expired',
    });
    expect(ended).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(2);
  });

  describe('after a sleep over its end', () => {
    const path = '/app/0123456789ab';
    /** A server that knows the session by the cookie of the frame alone. */
    function knowingCookies(byCookie: () => Response) {
      const asked: RequestCredentials[] = [];
      const { sent, fetch } = serverThat((one) => {
        if (one.url === `${path}/token`) return byCookie();
        return one.authorization === 'Bearer renewed' ? json({}) : problem('session_expired', 401);
      });
      const watched: typeof globalThis.fetch = (url, init) => {
        if (url === `${path}/token`) asked.push(init?.credentials ?? 'same-origin');
        return fetch(url, init);
      };
      return { sent, asked, fetch: watched };
    }

    it('is given anew to the frame that still has its cookie, once for all calls', async () => {
      const { asked, fetch } = knowingCookies(() =>
        json({
          token: 'renewed',
          tokenExpiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
        }),
      );
      api = createApi({ boot: { ...boot, resumePath: path }, fetch });
      const ended = vi.fn();
      api.onSessionEnd(ended);
      vi.setSystemTime(START_MS + 2 * 3_600_000);
      const [, , token] = await Promise.all([
        api.call(sessionRoutes.getSession),
        api.call(clipRoutes.getClip, { params: { clipId } }),
        api.freshToken(),
      ]);
      expect(token).toBe('renewed');
      expect(asked).toEqual(['same-origin']);
      expect(ended).not.toHaveBeenCalled();
    });

    it.each([
      ['which has no cookie any more', path],
      ['which never had one', undefined],
    ])('is given to no page %s', async (_, resumePath) => {
      const { fetch } = knowingCookies(() => new Response('<h1>No</h1>', { status: 401 }));
      api = createApi({ boot: { ...boot, resumePath }, fetch });
      const ended = vi.fn();
      api.onSessionEnd(ended);
      vi.setSystemTime(START_MS + 2 * 3_600_000);
      await expect(api.freshToken()).rejects.toBeInstanceOf(ApiError);
      expect(ended).toHaveBeenCalledTimes(1);
    });

    it('is asked for again where the server cannot answer yet', async () => {
      let status = 503;
      const { fetch } = knowingCookies(() =>
        status === 503
          ? new Response('', { status })
          : json({ token: 'renewed', tokenExpiresAt: new Date(Date.now() + 9e5).toISOString() }),
      );
      api = createApi({ boot: { ...boot, resumePath: path }, fetch });
      vi.setSystemTime(START_MS + 2 * 3_600_000);
      await expect(api.call(sessionRoutes.getSession)).rejects.toMatchObject({
        code: 'unavailable',
      });
      status = 200;
      await expect(api.call(sessionRoutes.getSession)).resolves.toEqual({});
    });
  });

  it('is tried again later when the network was away at renewal', async () => {
    let isAway = true;
    const { fetch } = serverThat(() => {
      if (isAway) throw new TypeError('Failed to fetch');
      return json({
        token: 'back',
        tokenExpiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
      });
    });
    api = createApi({ boot, fetch });
    await vi.advanceTimersByTimeAsync(13.5 * 60_000);
    expect(api.token()).toBe('first');
    isAway = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(api.token()).toBe('back');
  });
});
