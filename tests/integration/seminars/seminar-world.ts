import express from 'express';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { LIVE_PATH, type LiveNews } from '#contract/seminars';
import type { TaskPlan } from '#contract/tasks';
import { openLiveStream } from '#elements/kit/live-stream';
import { problemHandler } from '#server/infra/http';
import { createLog } from '#server/infra/log';
import { createSecrets } from '#server/infra/secrets';
import { createLive } from '#server/live/live.service';
import type { Actor } from '#server/lti/actor';
import { createSessions } from '#server/lti/session.service';
import { createSeminars } from '#server/seminars/seminars.service';
import type { TestDatabase } from '../../support/database.ts';
import { keepConnections } from '../../support/resting-connections.ts';
import { until } from '../../support/tool-with-lms.ts';
import { makeWorld } from '../observations/observation-world.ts';

const log = createLog('silent');

/** A course that looks together, with a server on a port; `another()` is a second process. */
export async function makeSeminar(database: TestDatabase, change: Partial<TaskPlan> = {}) {
  const { db, url: databaseUrl } = database;
  const now = () => new Date();
  const announcing = createLive({ db, databaseUrl, now, log });
  const world = await makeWorld(db, change, new Date(), announcing);
  const sessions = createSessions({ db, secrets: createSecrets('s'.repeat(64)), now });
  const closers: (() => Promise<void>)[] = [];

  async function serve() {
    const live = createLive({ db, databaseUrl, now, log });
    await live.start();
    const { openTask, observations } = world;
    const seminars = createSeminars({
      ...{ db, now, log, live, observations },
      authenticate: sessions.authenticate,
      openSession: sessions.openSession,
      openTask: (queryable, actor, taskId) => openTask(queryable, actor, taskId, 'observe'),
    });
    const app = express().use(seminars.liveRouter).use(problemHandler(log));
    const server = keepConnections(app.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    closers.push(async () => {
      seminars.close();
      server.closeAllConnections();
      server.close();
      await live.close();
    });
    return { baseUrl: `http://127.0.0.1:${port}`, seminars };
  }

  /** Somebody follows the task; what they are told grows. */
  function listen(actor: Actor, baseUrl: string, lastEventId: number | null, onHeard?: () => void) {
    const { token } = sessions.issueToken(actor.sessionId, new Date(Date.now() + 60_000));
    const heard: LiveNews[] = [];
    const states: boolean[] = [];
    const stream = openLiveStream({
      api: { freshToken: () => Promise.resolve(token), address: (path) => baseUrl + path },
      path: LIVE_PATH.replace(':taskId', world.taskId),
      lastEventId,
      onNews: (news) => {
        heard.push(news as LiveNews);
        onHeard?.();
      },
      onState: (isLive) => states.push(isLive),
    });
    closers.unshift(() => Promise.resolve(stream.close()));
    return {
      ...{ heard, states, close: () => stream.close() },
      /** Until the connection stands, or fell. */
      becomes: (isLive: boolean) =>
        until(`live: ${isLive}`, () => Promise.resolve(states.at(-1) === isLive)),
      hears: (kind: LiveNews['kind'], count = 1) =>
        until(
          `${kind} heard`,
          () => Promise.resolve(heard.filter((news) => news.kind === kind).length >= count),
          // Less than a beat (15 s), which would find it as well: it comes by its notice.
          14_000,
        ),
    };
  }

  /** Everything that somebody is sent, letter by letter, from the first event on. */
  async function overhear(actor: Actor, baseUrl: string): Promise<{ sent: () => string }> {
    const { token } = sessions.issueToken(actor.sessionId, new Date(Date.now() + 60_000));
    const closing = new AbortController();
    closers.unshift(() => Promise.resolve(closing.abort()));
    const response = await fetch(baseUrl + LIVE_PATH.replace(':taskId', world.taskId), {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': '0' },
      signal: closing.signal,
    });
    let sent = '';
    const sink = new WritableStream<string>({ write: (text) => void (sent += text) });
    response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeTo(sink)
      .catch(() => undefined);
    return { sent: () => sent };
  }

  const first = await serve();
  const { useCases } = first.seminars;
  const params = (postId: string = randomUUID()) => ({ taskId: world.taskId, postId });
  return {
    ...{ world, first, useCases, listen, overhear, announcing, another: serve },
    say: (actor: Actor, body: string, postId?: string) =>
      useCases.writePost(actor, {
        params: params(postId),
        query: undefined,
        body: { startSeconds: 43, endSeconds: 52, body },
      }),
    read: async (actor: Actor) =>
      (await useCases.listPosts(actor, { params: params(), query: undefined, body: undefined }))
        .posts,
    remove: (actor: Actor, postId: string) =>
      useCases.removePost(actor, { params: params(postId), query: undefined, body: undefined }),
    hide: (actor: Actor, postId: string, reason = 'It names a child.') =>
      useCases.hidePost(actor, { params: params(postId), query: undefined, body: { reason } }),
    show: (actor: Actor, postId: string) =>
      useCases.showPost(actor, { params: params(postId), query: undefined, body: undefined }),
    async close() {
      for (const close of closers) await close();
    },
  };
}

export type Seminar = Awaited<ReturnType<typeof makeSeminar>>;
