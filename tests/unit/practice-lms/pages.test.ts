import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encode, openBench, send } from './pretend-tool.ts';
import type { Answer, Bench } from './pretend-tool.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.lms.state.reset({ keepTools: true }));

const page = (path: string, as?: string): Promise<Answer> =>
  send(bench.lms.baseUrl + path, as === undefined ? {} : { as });

function post(
  path: string,
  as: string,
  fields: [string, string][],
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(bench.lms.baseUrl + path, {
    method: 'POST',
    as,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}

describe('who one is', () => {
  test('is chosen by the address, and kept in a cookie of the LMS alone', async () => {
    const answer = await page('/people?as=sam&x=1');
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/people?x=1');
    const [cookie] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toContain('practice_lms_person=sam');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).not.toContain('Domain');
  });

  test('is the lecturer at the first visit', async () => {
    const answer = await page('/course');
    expect(answer.headers['set-cookie']?.[0]).toContain('practice_lms_person=lee');
  });

  test('an invented name changes nothing', async () => {
    expect((await page('/course?as=nobody', 'sam')).status).toBe(200);
  });
});

describe('the pages', () => {
  test.each(['/course', '/people', '/messages', '/start-again', '/activities/{start}'])(
    '%s opens for everybody',
    async (path) => {
      const start = bench.lms.state.startLink(bench.tool.clientId)?.id ?? '';
      for (const person of bench.lms.state.people) {
        const answer = await page(path.replace('{start}', start), person.key);
        expect(answer.status).toBe(200);
        expect(answer.text).toContain(`value="${person.key}" selected`);
      }
    },
  );

  test('an activity stands in a frame with the rights that the tool needs', async () => {
    const start = bench.lms.state.startLink(bench.tool.clientId)?.id ?? '';
    const { text } = await page(`/activities/${start}`, 'sam');
    // With `*`: the frame begins at the LMS and goes on to the tool, which is another origin.
    expect(text).toContain(
      'allow="autoplay *; fullscreen *; microphone *; camera *; encrypted-media *"',
    );
    expect(text).toContain(`data-tool-origins="${new URL(bench.tool.loginUrl).origin}"`);
  });

  test('say when something is not there', async () => {
    expect((await page('/activities/999')).status).toBe(404);
    expect((await page('/activities/999/open')).status).toBe(404);
    expect((await page('/nowhere')).status).toBe(404);
  });

  test('write what people typed as text', async () => {
    bench.lms.state.addActivity(
      bench.tool,
      { title: '<img src=x onerror=alert(1)>' },
      'deep linking',
    );
    const { text } = await page('/course', 'lee');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain('<img');
  });
});

describe('the gradebook', () => {
  beforeEach(() => {
    const { state } = bench.lms;
    state.addActivity(bench.tool, { title: 'Task' }, 'deep linking', {
      label: 'Task',
      scoreMaximum: 20,
    });
    const column = state.gradebook.columns[0]?.id ?? '';
    state.changeGradeByHand(column, '5', { points: 15, comment: 'Only for Sam' });
    state.changeGradeByHand(column, '6', { points: 12, comment: 'Only for Robin' });
  });

  test('shows all rows to staff and the own row to a student', async () => {
    const staff = (await page('/course', 'ash')).text;
    expect(staff).toContain('Only for Sam');
    expect(staff).toContain('Only for Robin');
    const sam = (await page('/course', 'sam')).text;
    expect(sam).toContain('15.00');
    expect(sam).not.toContain('Only for Robin');
    expect((await page('/course/news', 'sam')).text).not.toContain('Robin');
  });

  test('is changed by hand by the lecturer and by nobody else', async () => {
    const column = bench.lms.state.gradebook.columns[0]?.id ?? '';
    const fields: [string, string][] = [
      ['columnId', column],
      ['userId', '7'],
      ['points', '9.5'],
    ];
    expect((await post('/grades', 'sam', fields)).status).toBe(403);
    expect(bench.lms.state.gradebook.cell(column, '7')).toBeUndefined();
    expect((await post('/grades', 'lee', fields)).status).toBe(303);
    expect(bench.lms.state.gradebook.cell(column, '7')).toMatchObject({
      points: 9.5,
      overridden: true,
    });
  });
});

test('a form that another site posts is refused', async () => {
  const answer = await post('/start-again', 'lee', [], { origin: 'http://evil.localhost' });
  expect(answer.status).toBe(403);
  const own = await post('/start-again', 'lee', [], { origin: bench.lms.baseUrl });
  expect(own.status).toBe(303);
});

describe('administration', () => {
  const fields: [string, string][] = [
    ['name', 'Second tool'],
    ['loginUrl', 'http://second.localhost:3000/lti/login'],
    [
      'redirectUris',
      'http://second.localhost:3000/lti/launch\r\n\r\nhttp://second.localhost:3000/other',
    ],
    ['targetLinkUri', 'http://second.localhost:3000/lti/launch'],
    ['deepLinkingUrl', ''],
    ['jwksUrl', 'http://second.localhost:3000/lti/jwks'],
    ['scopes', 'https://purl.imsglobal.org/spec/lti-ags/scope/score'],
  ];

  test('is for the administrator', async () => {
    expect((await page('/administration', 'lee')).status).toBe(403);
    expect((await post('/administration', 'lee', fields)).status).toBe(403);
    const removal = `/administration/${bench.tool.clientId}/remove`;
    expect((await post(removal, 'lee', [])).status).toBe(403);
    expect(bench.lms.state.tools).toHaveLength(1);
  });

  test('registers a tool, and gives what must be typed into the tool', async () => {
    expect((await post('/administration', 'max', fields)).status).toBe(303);
    const tool = bench.lms.state.tools.find((one) => one.name === 'Second tool');
    expect(tool).toMatchObject({
      redirectUris: [
        'http://second.localhost:3000/lti/launch',
        'http://second.localhost:3000/other',
      ],
      deepLinkingUrl: 'http://second.localhost:3000/lti/launch',
      scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
      deploymentId: '2',
    });
    const { text } = await page('/administration', 'max');
    expect(text).toContain(
      `npm run lookfor -- platform add --name &#39;Practice LMS&#39; --issuer ${bench.lms.issuer} --client-id ${tool?.clientId} --auth-url ${bench.lms.baseUrl}/auth --token-url ${bench.lms.baseUrl}/token --jwks-url ${bench.lms.baseUrl}/jwks --deployment 2`,
    );
    bench.lms.state.removeTool(tool?.clientId ?? '');
  });

  test('says which fields are wrong and keeps what was typed', async () => {
    const wrong = fields.map(([name, value]): [string, string] =>
      name === 'jwksUrl'
        ? [name, 'ftp://second/keys']
        : name === 'redirectUris'
          ? [name, '']
          : [name, value],
    );
    const answer = await post('/administration', 'max', wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="jwksUrl-problem"');
    expect(answer.text).toContain('id="redirectUris-problem"');
    expect(answer.text).not.toContain('id="loginUrl-problem"');
    expect(answer.text).toContain('value="Second tool"');
    expect(bench.lms.state.tools).toHaveLength(1);
  });

  test('changes a tool without a new client id', async () => {
    const changed: [string, string][] = [
      ...fields,
      ['clientId', bench.tool.clientId],
      ['deploymentId', bench.tool.deploymentId],
    ];
    await post('/administration', 'max', changed);
    expect(bench.lms.state.tools).toMatchObject([
      { clientId: bench.tool.clientId, name: 'Second tool' },
    ]);
    const { clientId, deploymentId, ...registration } = bench.tool;
    bench.lms.state.registerTool({ ...registration, clientId, deploymentId });
  });
});

test('coming back from the tool shows its message, if the session key came along', async () => {
  const { sesskey } = bench.lms.state;
  const query = encode({ sesskey, lti_errormsg: 'The clip is gone.' });
  const answer = await page(`/launch-return?${query}`, 'sam');
  expect(answer.text).toContain('The clip is gone.');
  expect((await page('/launch-return?lti_msg=x', 'sam')).status).toBe(403);
});

test('the way activities open is remembered in this browser', async () => {
  const answer = await post('/view', 'sam', [
    ['opensIn', 'window'],
    ['width', '600'],
    ['locale', 'nl'],
  ]);
  expect(answer.headers['set-cookie']?.[0]).toContain('practice_lms_view=window.600.nl');
});
