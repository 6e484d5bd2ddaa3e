import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route, RouteRequest } from '#contract/route';
import type { Actor } from '#server/lti/actor';
import { deployments, sessions } from '#server/lti/lti.table';
import { makeActor } from '../../support/factories.ts';
import { httpCall, type HttpAnswer } from '../../support/http-launch.ts';
import { REQUESTS, type Facts, type Ids } from './api-requests.ts';
import {
  makeInstitution,
  ROUTES,
  rowsOf,
  send,
  startApp,
  type Institution,
  type TestApp,
} from './api-world.ts';

let app: TestApp;
let here: Institution;
let stranger: Institution;
beforeAll(async () => {
  app = await startApp();
  here = await makeInstitution(app);
  stranger = await makeInstitution(app);
});
afterAll(() => app.close());

type Given = RouteRequest<Route>;
type MakeRequest = (ids: Ids, facts: Facts) => Given;
/** What sends only what is the sender's own, and passes over other ids without a word. */
const PASSES_OVER = new Set([
  'sendDiffering transfer',
  // A collection of one’s own may be offered to any institution.
  'offerCollection institution',
]);
/** What a lecturer of another course has no part in. */
const WORK = ['task', 'openTask', 'narration', 'transfer', 'post', 'member', 'course'] as const;

function requestOf({ slice, name }: { slice: string; name: string }): MakeRequest {
  const ofSlice = REQUESTS[slice as keyof typeof REQUESTS] as Record<string, MakeRequest>;
  return ofSlice[name] ?? (() => ({}));
}

/** Which ids a request names. */
function idsIn(make: MakeRequest): (keyof Ids)[] {
  const named = new Set<keyof Ids>();
  const watched = new Proxy<Ids>(here.ids, {
    get(ids, key) {
      named.add(key as keyof Ids);
      return ids[key as keyof Ids];
    },
  });
  make(watched, here.facts);
  return [...named];
}

/** What an answer says of an institution although the request did not: its words, and its ids. */
function leaksOf(answer: HttpAnswer, request: Given, { ids, secret }: Institution): string[] {
  const said = JSON.stringify(request);
  const words: string[] = [secret, ...Object.values<string>({ ...ids })].filter(
    (word) => !said.includes(word),
  );
  return words.filter((word) => answer.text.includes(word));
}

/** The names of the routes that answer somebody who asks for the things of this course. */
async function answeredTo(actor: Actor, isAsked = (_make: MakeRequest): boolean => true) {
  const names: string[] = [];
  for (const entry of ROUTES) {
    const make = requestOf(entry);
    if (!isAsked(make)) continue;
    const request = make(here.ids, here.facts);
    const answer = await send(app, app.tokenOf(actor), entry.route, request);
    expect(answer.status, `${entry.name}: ${answer.text}`).toBeLessThan(500);
    if (![401, 403, 404].includes(answer.status)) names.push(entry.name);
  }
  return names;
}

test('every route of the API has a request, and no request is left over', () => {
  expect(
    Object.entries(REQUESTS).flatMap(([slice, ofSlice]) =>
      Object.keys(ofSlice).map((name) => `${slice}.${name}`),
    ),
  ).toHaveLength(ROUTES.length);
  for (const entry of ROUTES) expect(requestOf(entry)(here.ids, here.facts)).toBeTypeOf('object');
});

describe('somebody of another institution', () => {
  test('reaches nothing by exchanging any one id, or all of them', async () => {
    const before = await rowsOf(app, here.course.tenantId);
    const wrong: string[] = [];
    let asked = 0;
    for (const entry of ROUTES) {
      const make = requestOf(entry);
      const keys = idsIn(make);
      const exchanges: Partial<Ids>[] = keys.map((key) => ({ [key]: here.ids[key] }));
      if (keys.length > 1) exchanges.push(here.ids);
      if (exchanges.length === 0) exchanges.push({});
      for (const exchanged of exchanges) {
        const request = make({ ...stranger.ids, ...exchanged }, stranger.facts);
        for (const actor of [stranger.lecturer, stranger.student]) {
          asked += 1;
          const answer = await send(app, app.tokenOf(actor), entry.route, request);
          const where = `${entry.name} by a ${actor.role} with ${Object.keys(exchanged).join()}`;
          const isAnswered = answer.status < 400 || answer.status >= 500;
          const mayAnswer =
            keys.length === 0 || PASSES_OVER.has(`${entry.name} ${Object.keys(exchanged).join()}`);
          if (!mayAnswer ? isAnswered : answer.status >= 500)
            wrong.push(`${where}: ${answer.status} ${answer.text.slice(0, 200)}`);
          for (const leak of leaksOf(answer, request, here)) wrong.push(`${where} says ${leak}`);
        }
      }
      if ((await rowsOf(app, here.course.tenantId)) !== before)
        wrong.push(`${entry.name} changed rows`);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(2 * ROUTES.length);
  });

  test('reaches no upload', async () => {
    const authorization = `Bearer ${app.tokenOf(stranger.lecturer)}`;
    const metadata = `clipId ${Buffer.from(here.ids.clip).toString('base64')}`;
    const address = `${app.baseUrl}/api/uploads`;
    const headers = { authorization, 'tus-resumable': '1.0.0' };
    const answers = await Promise.all([
      httpCall(address, {
        method: 'POST',
        headers: { ...headers, 'upload-length': '3', 'upload-metadata': metadata },
      }),
      httpCall(`${address}/${here.ids.clip}`, { method: 'HEAD', headers }),
      httpCall(`${address}/${here.ids.clip}`, {
        method: 'PATCH',
        headers: {
          ...headers,
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
        },
        body: 'abc',
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('somebody of the same institution', () => {
  test('as a student of another course sees what belongs to the institution, and changes nothing', async () => {
    const before = await rowsOf(app, here.course.tenantId);
    expect(await answeredTo(here.elsewhere.student)).toEqual([
      ...['getSession', 'renewToken', 'listFrameworks', 'getFramework', 'exportFramework'],
      ...['listTasks', 'myGrowth', 'readPreferences', 'savePreferences', 'listOwnWork'],
    ]);
    expect(await rowsOf(app, here.course.tenantId)).toBe(before);
  });

  test('as a lecturer of another course reaches no task, work or person of this one', async () => {
    const before = await rowsOf(app, here.course.tenantId);
    const isOfCourse = (make: MakeRequest) =>
      idsIn(make).some((key) => (WORK as readonly string[]).includes(key));
    expect(await answeredTo(here.elsewhere.lecturer, isOfCourse)).toEqual([]);
    expect(await rowsOf(app, here.course.tenantId)).toBe(before);
  });

  test('as an observer of this course reads what is asked, and changes nothing', async () => {
    const before = await rowsOf(app, here.course.tenantId);
    expect(await answeredTo(here.observer)).toEqual([
      ...['getSession', 'renewToken', 'playClip', 'watchOn', 'listExcerpts', 'playExcerpt'],
      ...['listFrameworks', 'getFramework', 'exportFramework', 'listTasks', 'getTask'],
      ...['listPieces', 'readPiece'],
    ]);
    expect(await rowsOf(app, here.course.tenantId)).toBe(before);
  });

  test('as a classmate reads no work of another, and no mark', async () => {
    const classmate = await makeActor(app.database.db, here.course, 'student', 'Classmate');
    const answered = await answeredTo(classmate);
    expect(answered).not.toContain('readNarration');
    expect(answered.filter((name) => name in REQUESTS.assessments)).toEqual([]);
    const own = await send(
      app,
      app.tokenOf(classmate),
      ROUTES.find(({ name }) => name === 'exportOwnWork')?.route as Route,
      { params: { taskId: here.ids.task } },
    );
    expect(own.text).not.toContain(here.ids.narration);
  });
});

describe('nobody', () => {
  /** Tokens that open nothing, made from one that does. */
  async function deadTokens(): Promise<Record<string, string | null>> {
    const { db } = app.database;
    const good = app.tokenOf(here.lecturer);
    const [sessionId, ends, signature = ''] = good.split('.');
    const gone = await makeActor(db, here.course, 'lecturer');
    await db.delete(sessions).where(eq(sessions.id, gone.sessionId));
    const over = await makeActor(db, here.course, 'lecturer');
    await db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.id, over.sessionId));
    return {
      ...{ none: null, nonsense: 'nonsense' },
      'prolonged by its owner': `${sessionId}.${Number(ends) + 600}.${signature}`,
      'for somebody else': `${here.student.sessionId}.${ends}.${signature}`,
      altered: `${sessionId}.${ends}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      'of a session that is gone': app.tokenOf(gone),
      'of a session that is over': app.tokenOf(over),
    };
  }

  test('reaches any route without a living token', async () => {
    const answered: string[] = [];
    const tokens = Object.entries(await deadTokens());
    for (const { name, route } of ROUTES)
      for (const [kind, token] of tokens) {
        const make = requestOf(ROUTES.find((entry) => entry.name === name) ?? { slice: '', name });
        const answer = await send(app, token, route, make(here.ids, here.facts));
        if (answer.status !== 401) answered.push(`${name} with a token ${kind}: ${answer.status}`);
      }
    expect(answered).toEqual([]);
  });

  test('is somebody whose deployment was switched off', async () => {
    const { db } = app.database;
    const { deploymentId } = stranger.course;
    await db.update(deployments).set({ state: 'disabled' }).where(eq(deployments.id, deploymentId));
    for (const { route, ...entry } of ROUTES) {
      const request = requestOf(entry)(stranger.ids, stranger.facts);
      const answer = await send(app, app.tokenOf(stranger.lecturer), route, request);
      expect(answer.status, entry.name).toBe(401);
    }
    await db.update(deployments).set({ state: 'active' }).where(eq(deployments.id, deploymentId));
  });
});

/** What removes things comes last. */
const IN_ORDER = Object.entries(REQUESTS).flatMap(([slice, ofSlice]) =>
  Object.keys(ofSlice).flatMap((name) =>
    ROUTES.filter((entry) => entry.slice === slice && entry.name === name),
  ),
);
/** With these requests even their owner gets no further, because of what the world has not. */
const CONTROL_REFUSED = [
  'issuePageToken',
  'answerOffer',
  'requestCaptions',
  'getCertificate',
  'getRemovalCertificate',
  'closePerson',
  'maskPerson',
  'createFromTemplate',
  'decideCourseCopy',
  'chooseForLink',
  'setSecondView',
  'saveTeams',
  'setContrast',
  'choosePoster',
];

test('the same requests are answered to those whose things they name', async () => {
  const refused: string[] = [];
  for (const { route, ...entry } of IN_ORDER) {
    const request = requestOf(entry)(stranger.ids, stranger.facts);
    const statuses: number[] = [];
    for (const actor of [stranger.lecturer, stranger.student]) {
      const answer = await send(app, app.tokenOf(actor), route, request);
      statuses.push(answer.status);
    }
    if (statuses.every((status) => [400, 401, 403, 404].includes(status)))
      refused.push(`${entry.name} ${statuses.join()}`);
  }
  expect(refused.map((line) => line.split(' ')[0])).toEqual(CONTROL_REFUSED);
});
