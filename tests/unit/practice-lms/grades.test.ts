import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bearer, jsonOf, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/';
const MEDIA = 'application/vnd.ims.lis.';
const SCORE = `${MEDIA}v1.score+json`;
const LINE_ITEM = `${MEDIA}v2.lineitem+json`;
const LINE_ITEMS = `${MEDIA}v2.lineitemcontainer+json`;
const RESULTS = `${MEDIA}v2.resultcontainer+json`;
const SAM = '5';

let bench: Bench;
let headers: Record<string, string>;
let activityId: string;
let columnId: string;
/** Path of the line item that came with the activity. */
let first: string;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

beforeEach(async () => {
  bench.clock.ms = Date.parse('2026-11-22T10:00:00.000Z');
  bench.lms.state.reset({ keepTools: true });
  const activity = bench.lms.state.addActivity(
    bench.tool,
    { title: 'Narration 1' },
    'deep linking',
    { label: 'Narration 1', scoreMaximum: 20, resourceId: 'task-1', tag: 'narration' },
  );
  activityId = activity.id;
  columnId = bench.lms.state.gradebook.columnsOf(activityId)[0]?.id ?? '';
  first = `/${columnId}/lineitem`;
  headers = await bearer(bench, `${AGS}lineitem`, `${AGS}score`, `${AGS}result.readonly`);
});

function url(tail: string, query: Record<string, string> = {}): string {
  const address = new URL(`/services/12/lineitems${tail}`, bench.lms.baseUrl);
  address.searchParams.set('type_id', bench.tool.deploymentId);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

function get(tail: string, accept: string, query: Record<string, string> = {}): Promise<Answer> {
  return send(url(tail, query), { headers: { ...headers, accept } });
}

function write(method: string, tail: string, body: unknown, contentType: string): Promise<Answer> {
  return send(url(tail), {
    method,
    headers: { ...headers, 'content-type': contentType },
    body: JSON.stringify(body),
  });
}

function score(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    userId: SAM,
    timestamp: '2026-11-22T10:00:00.000Z',
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: 15,
    scoreMaximum: 20,
    ...change,
  };
}

const post = (body: unknown, contentType = SCORE) =>
  write('POST', `${first}/scores`, body, contentType);

const samsCell = () => bench.lms.state.gradebook.cell(columnId, SAM);

describe('a score', () => {
  test('sets grade and feedback, on the scale of the column', async () => {
    const answer = await post(
      score({
        scoreGiven: 75,
        scoreMaximum: 100,
        comment: 'You stay with the silence.',
        submission: { startedAt: '2026-11-22T09:00:00Z', submittedAt: '2026-11-22T09:30:00Z' },
      }),
    );
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(samsCell()).toMatchObject({
      points: 15,
      comment: 'You stay with the silence.',
      submittedAt: '2026-11-22T09:30:00Z',
      changedBy: 'tool',
    });
  });

  test('of zero is a grade, and more than the maximum is taken', async () => {
    await post(score({ scoreGiven: 0 }));
    expect(samsCell()?.points).toBe(0);
    await post(score({ scoreGiven: 22, timestamp: '2026-11-22T10:00:01Z' }));
    expect(samsCell()?.points).toBe(22);
  });

  test.each([
    '2026-11-22T10:00:01Z',
    '2026-11-22T11:00:01.204+01:00',
    '2026-11-22T10:00:01.204123Z',
  ])('may have the timestamp %s', async (timestamp) => {
    expect((await post(score({ timestamp }))).status).toBe(200);
  });

  test.each([
    ['no userId', { userId: undefined }, 'userId'],
    ['a number as userId', { userId: 5 }, 'userId'],
    ['no timestamp', { timestamp: undefined }, 'timestamp'],
    ['a timestamp without zone', { timestamp: '2026-11-22T10:00:00' }, 'timestamp'],
    ['a day that does not exist', { timestamp: '2026-13-22T10:00:00Z' }, 'timestamp'],
    ['a day only', { timestamp: '2026-11-22' }, 'timestamp'],
    ['no activityProgress', { activityProgress: undefined }, 'activityProgress'],
    ['an unknown activityProgress', { activityProgress: 'completed' }, 'activityProgress'],
    ['an unknown gradingProgress', { gradingProgress: 'Done' }, 'gradingProgress'],
    ['no scoreMaximum', { scoreMaximum: undefined }, 'scoreMaximum'],
    ['a maximum of zero', { scoreMaximum: 0 }, 'scoreMaximum'],
    ['a negative score', { scoreGiven: -1 }, 'scoreGiven'],
    ['a score as text', { scoreGiven: '15' }, 'scoreGiven'],
    [
      'work handed in before it began',
      { submission: { startedAt: '2026-11-22T10:00:00Z', submittedAt: '2026-11-22T09:00:00Z' } },
      'startedAt',
    ],
  ])('is refused with 400 for %s', async (_name, wrong, reason) => {
    const answer = await post(score(wrong));
    expect(answer.status).toBe(400);
    expect(String(jsonOf(answer)['reason'])).toContain(reason);
    expect(bench.lms.state.log.entries[0]).toMatchObject({
      kind: 'Score',
      outcome: 'refused',
      status: 400,
    });
    expect(samsCell()).toBeUndefined();
  });

  test.each(['application/json', LINE_ITEM, 'application/vnd.ims.lis.v2.score+json'])(
    'is refused with 415 as %s',
    async (contentType) => {
      const answer = await post(score(), contentType);
      expect(answer.status).toBe(415);
      expect(String(jsonOf(answer)['reason'])).toContain(SCORE);
    },
  );

  test('may name a charset beside its media type', async () => {
    expect((await post(score(), `${SCORE}; charset=utf-8`)).status).toBe(200);
  });

  test.each([
    ['the same instant', '2026-11-22T10:00:00.000Z'],
    ['the same second', '2026-11-22T10:00:00.900Z'],
    ['an earlier instant', '2026-11-22T09:59:59Z'],
    ['an earlier instant in another zone', '2026-11-22T10:30:00+01:00'],
  ])('is refused with 409 at %s', async (_name, timestamp) => {
    expect((await post(score())).status).toBe(200);
    const answer = await post(score({ timestamp, scoreGiven: 1 }));
    expect(answer.status).toBe(409);
    expect(samsCell()?.points).toBe(15);
  });

  test('a second later replaces the first, and its missing comment clears the old one', async () => {
    await post(score({ comment: 'First' }));
    const later = await post(score({ timestamp: '2026-11-22T10:00:01Z', scoreGiven: 18 }));
    expect(later.status).toBe(200);
    expect(samsCell()).toMatchObject({ points: 18, comment: '' });
  });

  test.each(['PendingManual', 'Pending', 'NotReady', 'Failed'])(
    'that is %s empties the grade, as Moodle does',
    async (gradingProgress) => {
      await post(score());
      await post(score({ timestamp: '2026-11-22T10:00:01Z', gradingProgress, scoreGiven: 19 }));
      expect(samsCell()).toMatchObject({ points: null, gradingProgress });
    },
  );

  test.each([
    ['the lecturer', '3'],
    ['the assessor, whom the roster calls a learner', '4'],
    ['nobody', '9999'],
  ])('for %s is refused in the words of Moodle', async (_name, userId) => {
    const answer = await post(score({ userId }));
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)['reason']).toBe('Incorrect score received');
  });

  test('that is no JSON is refused', async () => {
    const answer = await send(url(`${first}/scores`), {
      method: 'POST',
      headers: { ...headers, 'content-type': SCORE },
      body: '{"userId":',
    });
    expect(answer.status).toBe(400);
  });

  test('glued behind the query, or without the query, finds nothing', async () => {
    const glued = await send(`${url(first)}/scores`, {
      method: 'POST',
      headers: { ...headers, 'content-type': SCORE },
      body: JSON.stringify(score()),
    });
    expect(glued.status).toBe(404);
    const bare = new URL(url(`${first}/scores`));
    bare.search = '';
    const answer = await send(bare.href, {
      method: 'POST',
      headers: { ...headers, 'content-type': SCORE },
      body: JSON.stringify(score()),
    });
    expect(answer.status).toBe(404);
    expect(String(jsonOf(answer)['reason'])).toContain('type_id');
    expect(samsCell()).toBeUndefined();
  });

  test('needs the scope for scores', async () => {
    headers = await bearer(bench, `${AGS}lineitem`);
    expect((await post(score())).status).toBe(403);
  });
});

describe('a grade that was changed by hand', () => {
  test('stays, although the score is answered with 200', async () => {
    await post(score());
    bench.clock.ms += 5000;
    bench.lms.state.changeGradeByHand(columnId, SAM, { points: 11, comment: 'We talked.' });
    const earlier = await post(score({ timestamp: '2026-11-22T10:00:04Z' }));
    expect(earlier.status).toBe(409);
    const later = await post(score({ timestamp: '2026-11-22T10:00:06Z', scoreGiven: 20 }));
    expect(later.status).toBe(200);
    expect(samsCell()).toMatchObject({ points: 11, comment: 'We talked.', overridden: true });
  });

  test('can be given back to the tool', async () => {
    bench.lms.state.changeGradeByHand(columnId, SAM, { points: 11 });
    bench.lms.state.releaseGrade(columnId, SAM);
    await post(score({ timestamp: '2026-11-22T10:00:02Z' }));
    expect(samsCell()).toMatchObject({ points: 15, changedBy: 'tool' });
  });
});

describe('results', () => {
  test('list what the gradebook holds, for one user if asked', async () => {
    await post(score({ comment: 'Well seen.' }));
    bench.lms.state.changeGradeByHand(columnId, '6', { points: 12 });
    const all = await get(`${first}/results`, RESULTS);
    expect(all.status).toBe(200);
    expect(all.headers['content-type']).toContain(RESULTS);
    expect(JSON.parse(all.text)).toMatchObject([
      { userId: SAM, resultScore: 15, resultMaximum: 20, comment: 'Well seen.' },
      { userId: '6', resultScore: 12, scoringUserId: '3' },
    ]);
    const one = await get(`${first}/results`, RESULTS, { user_id: '6' });
    expect(JSON.parse(one.text)).toHaveLength(1);
  });

  test('need their media type', async () => {
    const answer = await get(`${first}/results`, 'application/json');
    expect(answer.status).toBe(406);
    expect(String(jsonOf(answer)['reason'])).toContain(RESULTS);
  });
});

describe('line items', () => {
  const second = { label: 'Reflection', scoreMaximum: 10, resourceId: 'task-2', tag: 'reflection' };

  test('are made, read, replaced and removed', async () => {
    const created = await write('POST', '', second, LINE_ITEM);
    expect(created.status).toBe(201);
    const path = `/${Number(columnId) + 1}/lineitem`;
    expect(jsonOf(created)).toEqual({ ...second, id: url(path) });
    const read = await get(path, LINE_ITEM);
    expect(jsonOf(read)).toEqual(jsonOf(created));
    const replaced = await write('PUT', path, { label: 'Other', scoreMaximum: 5 }, LINE_ITEM);
    expect(jsonOf(replaced)).toEqual({ id: url(path), label: 'Other', scoreMaximum: 5 });
    expect((await write('DELETE', path, undefined, LINE_ITEM)).status).toBe(204);
    expect((await get(path, LINE_ITEM)).status).toBe(404);
  });

  test('that came with an activity cannot be removed by the tool', async () => {
    const answer = await write('DELETE', first, undefined, LINE_ITEM);
    expect(answer.status).toBe(403);
    expect(bench.lms.state.gradebook.columns).toHaveLength(1);
  });

  test('rescale their grades with a new maximum', async () => {
    await post(score());
    const wish = { label: 'Narration 1', scoreMaximum: 40, resourceLinkId: activityId };
    await write('PUT', first, wish, LINE_ITEM);
    expect(samsCell()?.points).toBe(30);
  });

  test.each([
    [{ resource_id: 'task-2' }, ['Reflection']],
    [{ tag: 'narration' }, ['Narration 1']],
    [{ resource_link_id: 'OWN' }, ['Narration 1']],
    [{ resource_id: 'task-2', tag: 'narration' }, []],
  ])('are found by %j', async (query, labels) => {
    await write('POST', '', second, LINE_ITEM);
    const asked = Object.entries(query).map(([name, value]) => [
      name,
      value.replace('OWN', activityId),
    ]);
    const answer = await get('', LINE_ITEMS, Object.fromEntries(asked) as Record<string, string>);
    const found = JSON.parse(answer.text) as { label: string }[];
    expect(found.map((one) => one.label)).toEqual(labels);
  });

  test.each([false, true])('come page by page (odd Link header: %s)', async (oddAnswers) => {
    await write('POST', '', second, LINE_ITEM);
    bench.lms.state.setSwitches({ oddAnswers });
    const first = await get('', LINE_ITEMS, { limit: '1' });
    expect(JSON.parse(first.text)).toHaveLength(1);
    const link = Buffer.from(String(first.headers['link']), 'latin1').toString('utf8');
    expect(link).toContain(oddAnswers ? 'rel=“next”' : 'rel="next"');
    const next = (/<([^>]*)>/.exec(link)?.[1] ?? '').replaceAll('&amp;', '&');
    const last = await send(next, { headers: { ...headers, accept: LINE_ITEMS } });
    expect(JSON.parse(last.text)).toMatchObject([{ label: 'Reflection' }]);
    expect(last.headers).not.toHaveProperty('link');
  });

  test.each(['*/*', 'application/json', LINE_ITEM, `${LINE_ITEMS}, */*`])(
    'are refused with 406 to Accept: %s',
    async (accept) => {
      expect((await get('', accept)).status).toBe(406);
    },
  );

  test.each([
    ['no label', { scoreMaximum: 10 }, 400],
    ['no maximum', { label: 'A' }, 400],
    ['a maximum of zero', { label: 'A', scoreMaximum: 0 }, 400],
    [
      'a date without zone',
      { label: 'A', scoreMaximum: 1, endDateTime: '2026-12-01T00:00:00' },
      400,
    ],
    ['a link of somebody else', { label: 'A', scoreMaximum: 1, resourceLinkId: '99' }, 403],
  ])('are refused with %s', async (_name, body, status) => {
    expect((await write('POST', '', body, LINE_ITEM)).status).toBe(status);
    expect(bench.lms.state.gradebook.columns).toHaveLength(1);
  });

  test('are refused as plain JSON', async () => {
    expect((await write('POST', '', second, 'application/json')).status).toBe(415);
  });

  test('may be read with the right to read only, and not be made', async () => {
    headers = await bearer(bench, `${AGS}lineitem.readonly`);
    expect((await get('', LINE_ITEMS)).status).toBe(200);
    expect((await write('POST', '', second, LINE_ITEM)).status).toBe(403);
  });
});
