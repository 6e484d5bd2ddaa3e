import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { observationRoutes } from '#contract/observations';
import { httpCall, type HttpPerson } from '../support/http-launch.ts';
import {
  beginUpload,
  makeFilm,
  openToolWithLms,
  publishTask,
  putMark,
  sendFrom,
  until,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';

const TRIES = 10;

let world: ToolWithLms;
let lecturer: HttpPerson;
let placed: Awaited<ReturnType<typeof publishTask>>;
beforeAll(async () => {
  const operatorSecret = 'a secret that nobody guesses here';
  world = await openToolWithLms({}, { WEB_PROCESSES: '2', OPERATOR_SECRET: operatorSecret });
  lecturer = await world.launch('lee');
  placed = await publishTask(world, lecturer);
});
afterAll(() => world.close());

const params = () => ({ taskId: placed.taskId });

/** Processes of the program under the one that was started; the database is no such process. */
function webProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === world.tool.pid && command.includes('main.js');
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}

/** Each call on a connection of its own: they reach whichever web process takes it. */
const call = (path: string, options: Parameters<typeof httpCall>[1] = {}) =>
  httpCall(`${world.tool.baseUrl}${path}`, {
    ...options,
    headers: { ...options.headers, connection: 'close' },
  });

test('web processes that are killed under load lose nothing, and others take their place', async () => {
  const student = await world.launch('sam', placed.activity.id);
  const acknowledged: string[] = [];
  let isOver = false;
  const write = async (): Promise<void> => {
    for (let id = randomUUID(); !isOver;) {
      const body = { changes: [putMark(id, 'free', `mark ${id}`)] };
      try {
        await student.call(observationRoutes.changeMarks, { params: params(), body });
        acknowledged.push(id);
        id = randomUUID();
      } catch {
        await pause(50);
      }
    }
  };
  const launchers = { opened: 0 };
  const launch = async (): Promise<void> => {
    while (!isOver) {
      try {
        await world.launch('robin', placed.activity.id);
        launchers.opened += 1;
      } catch {
        await pause(50);
      }
    }
  };
  /** On a connection of its own each time: one of them is always on its way to somebody. */
  const ask = async (): Promise<void> => {
    while (!isOver) await call('/healthz').catch(() => pause(20));
  };
  const asking = Array.from({ length: 20 }, ask);
  let isAnswered = false;
  const load = Promise.all([write(), write(), write(), launch(), ...asking]).then(() => {
    isAnswered = true;
  });
  const killed = new Set<number>();
  for (let round = 0; round < 4; round += 1) {
    const [marksBefore, launchesBefore] = [acknowledged.length, launchers.opened];
    await until(
      'marks are written and people launch',
      () => acknowledged.length > marksBefore + 5 && launchers.opened > launchesBefore,
    );
    await until('both are there', () => webProcesses().length === 2);
    const [victim = 0] = webProcesses();
    killed.add(victim);
    process.kill(victim, 'SIGKILL');
  }
  await until('both are there again', () => webProcesses().length === 2);
  isOver = true;
  await until('nobody waits for an answer that will not come', () => isAnswered);
  await load;
  // A process that is there may not listen yet.
  await until('they answer', async () => {
    const { status } = await call('/healthz').catch(() => ({ status: 0 }));
    return status === 200;
  });
  expect(killed.size).toBe(4);
  expect(webProcesses().some((pid) => killed.has(pid))).toBe(false);
  const { marks } = await student.call(observationRoutes.openObservation, { params: params() });
  const stored = new Set(marks.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});

test('what one web process takes in, the process above them works on', async () => {
  const film = await makeFilm(`${world.tool.dataDir}/film.mp4`, 2);
  const clipId = await beginUpload(world.tool, lecturer, film.length);
  const sent = await sendFrom(world.tool, lecturer, clipId, { offset: 0, body: film });
  expect(sent.status).toBe(204);
  await until('the clip is prepared', async () => {
    const answer = await call(`/api/clips/${clipId}`, {
      headers: { authorization: `Bearer ${lecturer.token}` },
    });
    return (JSON.parse(answer.text) as { state?: string }).state === 'ready';
  });
});

test('web processes hold a limit together', async () => {
  const guess = async (): Promise<number> => {
    const answer = await call('/operator/sign-in', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': '203.0.113.9',
        origin: world.tool.baseUrl,
      },
      body: 'secret=a+guess',
    });
    return answer.status;
  };
  for (let tried = 0; tried < TRIES; tried += 1) await guess();
  let more = 0;
  await until('both refuse', async () => {
    const both = [await guess(), await guess()];
    more += both.filter((status) => status !== 429).length;
    return both.every((status) => status === 429);
  });
  // If each counted alone, they would take as many again; what one has counted reaches the other a
  // moment later, on a busy machine after a few more.
  expect(more).toBeLessThan(TRIES);
});

test('a request that is under way when they are told to end is answered', async () => {
  const { lms, tool, registration } = world;
  const form = new URLSearchParams({
    ...{ iss: lms.issuer, login_hint: 'sam', client_id: registration.clientId },
    target_link_uri: `${tool.baseUrl}/lti/launch`,
  }).toString();
  const socket = connect(tool.port, '127.0.0.1');
  const heard = lines(socket);
  socket.write(
    `POST /lti/login HTTP/1.1\r\nHost: tool.localhost:${tool.port}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\n' +
      `Content-Length: ${form.length}\r\nExpect: 100-continue\r\n\r\n${form.slice(0, 9)}`,
  );
  await until('one of them has begun to read', () => heard.text.includes('100 Continue'));
  const ended = tool.kill('SIGTERM');
  onTestFinished(async () => {
    await ended;
    await tool.restart();
  });
  await until('nobody else is taken', () => isRefused(tool.port));
  socket.write(form.slice(9));
  await until('it is answered', () => heard.text.includes('HTTP/1.1 200 OK'));
  await ended;
  expect(heard.text).toContain('id="lookfor-launch"');
});

/**
 * Whether nobody listens. A request would not do to find out: one that comes between a process that
 * no longer listens and the next is kept waiting until all have ended.
 */
function isRefused(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(false);
    });
    socket.once('error', () => done(true));
  });
}

/** What a connection has said until now. */
function lines(socket: Socket): { text: string } {
  const heard = { text: '' };
  socket.on('data', (piece: Buffer) => (heard.text += piece.toString()));
  return heard;
}

test('they end with the process above them, also when it is killed', async () => {
  const before = webProcesses();
  expect(before).toHaveLength(2);
  await world.tool.kill('SIGKILL');
  await until('they have ended', () => before.every((pid) => !isRunning(pid)));
  await world.tool.restart();
  expect((await call('/readyz')).status).toBe(200);
  const after = webProcesses();
  await world.tool.kill('SIGTERM');
  expect(after.filter(isRunning)).toEqual([]);
  await world.tool.restart();
});

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
