import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPracticeLms } from '../../../lti-tool/practice-lms/practice-lms.ts';
import { askToken, assertionClaims, bearer, jsonOf, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

const SCORE = 'application/vnd.ims.lis.v1.score+json';
let bench: Bench;
let headers: Record<string, string>;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.lms.state.reset({ keepTools: true });
  vi.unstubAllEnvs();
});

async function postScore(userId: string): Promise<Answer> {
  const { state, baseUrl } = bench.lms;
  headers = await bearer(bench, 'https://purl.imsglobal.org/spec/lti-ags/scope/score');
  state.addActivity(bench.tool, { title: 'Task' }, 'deep linking', {
    label: 'Task',
    scoreMaximum: 10,
  });
  const column = state.gradebook.columns[0]?.id ?? '';
  const query = `type_id=${bench.tool.deploymentId}`;
  return send(`${baseUrl}/services/12/lineitems/${column}/lineitem/scores?${query}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': SCORE },
    body: JSON.stringify({
      userId,
      timestamp: new Date(bench.clock.ms).toISOString(),
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: 5,
      scoreMaximum: 10,
    }),
  });
}

function turn(change: unknown, contentType = 'application/json'): Promise<Answer> {
  return send(`${bench.lms.baseUrl}/practice/switches`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: JSON.stringify(change),
  });
}

describe('the door for tests', () => {
  test('changes the named switches and leaves the others', async () => {
    bench.lms.state.setSwitches({ noNames: true });
    const answer = await turn({ lockRobin: true });
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toMatchObject({ lockRobin: true, noNames: true, scoresFail: false });
    expect(bench.lms.state.switches.lockRobin).toBe(true);
  });

  test.each([[{ unknown: true }], [{ delayMs: -1 }], [{ delayMs: 'long' }], [{ silence: true }]])(
    'refuses %j',
    async (change) => {
      expect((await turn(change)).status).toBe(400);
    },
  );

  test('refuses what another site could post without asking', async () => {
    expect((await turn({ lockRobin: true }, 'text/plain')).status).toBe(415);
    expect(bench.lms.state.switches.lockRobin).toBe(false);
  });

  test('starts again: course and switches are empty, tools stay unless told otherwise', async () => {
    await turn({ lockRobin: true });
    const reset = (body: unknown) =>
      send(`${bench.lms.baseUrl}/practice/reset`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect(jsonOf(await reset({}))).toEqual({ tools: 1 });
    expect(bench.lms.state.switches.lockRobin).toBe(false);
    expect(bench.lms.state.activities).toMatchObject([{ title: 'Pretend tool' }]);
  });

  test('shows the whole state as JSON', async () => {
    const state = jsonOf(await send(`${bench.lms.baseUrl}/practice/state`));
    expect(state).toMatchObject({
      issuer: bench.lms.issuer,
      cells: [],
      tools: [{ name: 'Pretend tool' }],
    });
  });
});

test('scores can fail with 500 and say nothing', async () => {
  bench.lms.state.setSwitches({ scoresFail: true });
  expect(await postScore('5')).toMatchObject({ status: 500, text: '' });
  expect(bench.lms.state.log.entries[0]).toMatchObject({ outcome: 'failed', status: 500 });
});

test('Robin’s locked grade is a 500 without a reason, for Robin only', async () => {
  bench.lms.state.setSwitches({ lockRobin: true });
  expect(await postScore('6')).toMatchObject({ status: 500, text: '' });
  expect((await postScore('5')).status).toBe(200);
});

test('Kit’s grades are refused when Kit is no student, and taken otherwise', async () => {
  bench.lms.state.setSwitches({ kitIsNoStudent: true });
  const refused = await postScore('7');
  expect(refused.status).toBe(400);
  expect(jsonOf(refused)['reason']).toBe('Incorrect score received');
  bench.lms.state.setSwitches({ kitIsNoStudent: false });
  expect((await postScore('7')).status).toBe(200);
});

describe('silence', () => {
  const ask = async () => askToken(bench, await bench.key.sign(assertionClaims(bench)));

  test('answers 503 at once, and ends after a minute', async () => {
    bench.lms.state.setSwitches({ silence: '503' });
    const answer = await ask();
    expect(answer).toMatchObject({ status: 503, text: '' });
    expect(answer.headers['retry-after']).toBe('5');
    bench.clock.ms += 60_000;
    expect((await ask()).status).toBe(200);
  });

  test('holds a request until it is switched off, and does not do what was asked', async () => {
    bench.lms.state.setSwitches({ silence: 'hang' });
    let answered = false;
    const waiting = ask().finally(() => {
      answered = true;
    });
    const newest = () => bench.lms.state.log.entries[0];
    await vi.waitFor(() => expect(newest()).toMatchObject({ outcome: 'failed' }), 30_000);
    // The key set is not silent: its answer proves that the server is alive, and holds the other.
    await send(`${bench.lms.baseUrl}/jwks`);
    expect(answered).toBe(false);
    bench.lms.state.setSwitches({ silence: 'off' });
    expect((await waiting).status).toBe(503);
    expect(bench.lms.state.log.entries).toHaveLength(1);
  });
});

test('slow answers take at least the time that was added', async () => {
  bench.lms.state.setSwitches({ delayMs: 120 });
  const before = performance.now();
  await send(`${bench.lms.baseUrl}/jwks`);
  expect(performance.now() - before).toBeGreaterThanOrEqual(115);
});

test('in production it does not start', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(startPracticeLms({ port: 0 })).rejects.toThrow('never runs in production');
});
