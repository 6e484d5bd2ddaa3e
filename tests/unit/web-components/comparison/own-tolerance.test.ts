import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { absentApi, ApiError, type Api } from '#elements/kit/api';
import { memoryStore, type LocalStore } from '#elements/kit/local-store';
import { OwnTolerance } from '#elements/comparison/own-tolerance';

/** The person's choice as the server has it. */
class Server {
  seconds: number | null = null;
  isAway = false;
  asked = 0;
  readonly api: Api = {
    ...absentApi,
    call: (route, request) => {
      this.asked += 1;
      if (this.isAway) return Promise.reject(new ApiError('offline', 0));
      if (route.method === 'put')
        this.seconds = (request as { body: { toleranceSeconds: number } }).body.toleranceSeconds;
      return Promise.resolve({ toleranceSeconds: this.seconds } as never);
    },
  };
}

function device(server: Server, localStore: LocalStore = memoryStore(), hasOwn = true) {
  const host: ReactiveControllerHost & { api: Api; localStore: LocalStore } = {
    ...{ api: server.api, localStore },
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const own = new OwnTolerance(host, [2, 3, 4, 6, 10], () => hasOwn);
  own.hostConnected();
  return own;
}

test('what is chosen on one device holds on the next', async () => {
  const server = new Server();
  const first = device(server);
  first.choose(6);
  await expect.poll(() => server.seconds).toBe(6);
  const second = device(server);
  await expect.poll(() => second.seconds).toBe(6);
});

test('chosen without a connection it is sent when the page opens again', async () => {
  const server = new Server();
  server.isAway = true;
  const localStore = memoryStore();
  device(server, localStore).choose(4);
  await expect
    .poll(() => localStore.read('agreement-tolerance-seconds'))
    .toMatchObject({ seconds: 4 });
  server.isAway = false;
  const again = device(server, localStore);
  await expect.poll(() => server.seconds).toBe(4);
  await expect.poll(() => again.seconds).toBe(4);
});

test('what a device kept before becomes the person’s; what may not be chosen does not count', async () => {
  const server = new Server();
  const localStore = memoryStore();
  await localStore.write('agreement-tolerance-seconds', 10);
  device(server, localStore);
  await expect.poll(() => server.seconds).toBe(10);
  server.seconds = 5;
  const strange = device(server);
  await expect.poll(() => strange.seconds).toBe(2);
});

test('who has no marks of their own asks for nothing that would be refused', async () => {
  const server = new Server();
  const localStore = memoryStore();
  await localStore.write('agreement-tolerance-seconds', 10);
  const lecturer = device(server, localStore, false);
  const student = device(server, localStore);
  await expect.poll(() => student.seconds).toBe(10);
  await expect.poll(() => server.seconds).toBe(10);
  expect([lecturer.seconds, server.asked]).toEqual([2, 1]);
});
