import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, sql } from 'drizzle-orm';
import { assessmentRoutes } from '#contract/assessments';
import { evidenceRoutes } from '#contract/care';
import { clipRoutes } from '#contract/clips';
import { collectionRoutes } from '#contract/collections';
import { documentationRoutes } from '#contract/documentation';
import { excerptRoutes } from '#contract/excerpts';
import { exchangeRoutes } from '#contract/exchange';
import { frameworkRoutes } from '#contract/frameworks';
import { narrationRoutes } from '#contract/narrations';
import { observationRoutes } from '#contract/observations';
import type { Route, RouteRequest } from '#contract/route';
import { seminarRoutes } from '#contract/seminars';
import { vocabularyRoutes } from '#contract/vocabularies';
import { spokenNoteRoutes } from '#contract/spoken-notes';
import { taskRoutes } from '#contract/tasks';
import { API, createApp } from '#server/app';
import { captionTracks } from '#server/clips/clips.table';
import { createDeps, type Deps } from '#server/deps';
import { frameworks } from '#server/frameworks/frameworks.table';
import { readConfig } from '#server/infra/config';
import { createSecrets } from '#server/infra/secrets';
import type { Actor } from '#server/lti/actor';
import { outboxScores } from '#server/gradebook/outbox.table';
import { addTask, handInWork, markAndRelease, type Caller } from '../../support/course-work.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { keptLog } from '../../support/kept-log.ts';
import { makeActor, makeCourse, makeNextCourse, type TestCourse } from '../../support/factories.ts';
import { callApi, httpCall, type HttpAnswer } from '../../support/http-launch.ts';
import { keepConnections } from '../../support/resting-connections.ts';
import { newDataDir } from '../../support/tool-database.ts';
import { putMark } from '../../support/tool-with-lms.ts';
import { placeTask } from '../narrations/narration-world.ts';
import { makeClip } from '../tasks/tasks-world.ts';
import { FORM, type Facts, type Ids } from './api-requests.ts';

const SECRET_KEY = 'a secret key of the test, long enough for it';

/** The whole app over HTTP in this process, on a database of its own. */
export interface TestApp {
  baseUrl: string;
  deps: Deps;
  database: TestDatabase;
  /** Everything that was logged. */
  logged: () => string;
  /** The token of a session, as its page got it. */
  tokenOf(actor: Actor): string;
  callerFor(actor: Actor): Caller;
  close(): Promise<void>;
}

/** Starts it as an operator does; no worker runs, so that nothing goes on behind a test's back. */
export async function startApp(): Promise<TestApp> {
  const database = await openTestDatabase();
  const dataDir = newDataDir();
  const config = readConfig({
    ...{ NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: dataDir, SECRET_KEY },
    ...{ PATH: process.env['PATH'], PUBLIC_URL: 'http://tool.localhost:3100' },
  });
  const { log, logged } = keptLog();
  const deps = await createDeps(config, log);
  const server: Server = keepConnections(createApp(deps).listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secrets = createSecrets(SECRET_KEY);
  const tokenOf = ({ sessionId }: Actor): string => {
    const named = `${sessionId}.${Math.floor(Date.now() / 1000) + 600}`;
    return `${named}.${secrets.sign('session-token', named)}`;
  };
  return {
    ...{ baseUrl, deps, database, tokenOf },
    logged,
    callerFor: (actor) => ({
      call: (route, request) => callApi(baseUrl, tokenOf(actor), route, request),
    }),
    async close() {
      server.closeAllConnections();
      server.close();
      await deps.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An institution with a course in which everything that the product keeps is there once. */
export interface Institution {
  course: TestCourse;
  /** Stands in all words of this institution, and nowhere else. */
  secret: string;
  lecturer: Actor;
  /** Handed in, with a released mark. */
  student: Actor;
  /** May look at what a task asks, and no more. */
  observer: Actor;
  /** People of another course of the same institution. */
  elsewhere: { student: Actor; lecturer: Actor };
  ids: Ids;
  facts: Facts;
}

/** Makes one through the API wherever the API makes such things. */
export async function makeInstitution(app: TestApp): Promise<Institution> {
  const { db } = app.database;
  const secret = `secret-${randomUUID().slice(0, 8)}`;
  const course = await makeCourse(db, `Course ${secret}`);
  const [lecturer, student, observer, member] = [
    await makeActor(db, course, 'lecturer', `Lecturer ${secret}`),
    await makeActor(db, course, 'student', `Student ${secret}`),
    await makeActor(db, course, 'observer', `Observer ${secret}`),
    await makeActor(db, course, 'student', `Member ${secret}`),
  ];
  const next = await makeNextCourse(db, course, 'Another course');
  const elsewhere = {
    student: await makeActor(db, next, 'student', 'Student elsewhere'),
    lecturer: await makeActor(db, next, 'lecturer', 'Lecturer elsewhere'),
  };
  const [teaching, learning] = [app.callerFor(lecturer), app.callerFor(student)];

  const clip = await makeClip(db, lecturer, `Clip ${secret}`);
  await db.insert(captionTracks).values({
    ...{ tenantId: course.tenantId, clipId: clip, language: 'en', label: 'English' },
    vtt: `WEBVTT\n\n00:00.000 --> 00:01.000\n${secret}\n`,
  });
  const named = await teaching.call(clipRoutes.addFilmedPerson, {
    params: { clipId: clip },
    body: { pseudonym: `Child ${secret}`, kind: 'child', ranges: [] },
  });
  const filmedPerson = named.people[0]?.id ?? '';
  const day = (from: number): string =>
    new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  await teaching.call(clipRoutes.recordConsent, {
    params: { clipId: clip, personId: filmedPerson },
    body: {
      ...{ purposes: ['training', 'research'], audience: 'institution', evidence: secret },
      ...{ validFrom: day(-1), validUntil: day(300) },
    },
  });
  const filmed = { params: { clipId: clip, personId: filmedPerson } };
  await teaching.call(evidenceRoutes.addEvidence, {
    ...filmed,
    body: { ...FORM, fileName: `${secret}.pdf` },
  });
  const { documents } = await teaching.call(evidenceRoutes.listEvidence, filmed);
  const excerpt = await teaching.call(excerptRoutes.addExcerpt, {
    params: { clipId: clip },
    body: { title: `Excerpt ${secret}`, startSeconds: 1, endSeconds: 9 },
  });
  const collection = await teaching.call(collectionRoutes.createCollection, {
    body: { title: `Collection ${secret}`, scope: 'institution' },
  });
  await teaching.call(collectionRoutes.addToCollection, {
    params: { collectionId: collection.id, clipId: clip },
  });
  const { tenantId: institution } = await makeCourse(db, 'A partner');
  const collectionParams = { collectionId: collection.id };
  await teaching.call(collectionRoutes.offerCollection, {
    params: collectionParams,
    body: { institutionId: institution },
  });
  const { shares } = await teaching.call(collectionRoutes.listShares, {
    params: collectionParams,
  });
  await teaching.call(vocabularyRoutes.addTerm, {
    body: { vocabulary: 'setting', name: `Setting ${secret}` },
  });
  const { terms } = await teaching.call(vocabularyRoutes.addTerm, {
    body: { vocabulary: 'setting', name: `Garden ${secret}` },
  });
  const [otherTerm, term] = terms.map(({ id }) => id);
  const framework = await storeFramework(app, course.tenantId, secret);
  const draft = await teaching.call(frameworkRoutes.beginFrameworkDraft, {
    body: { fromFrameworkId: framework },
  });

  const task = await addTask(teaching, clip, `Task ${secret}`);
  const openTask = await addTask(teaching, clip, `Open task ${secret}`);
  for (const taskId of [task, openTask]) await placeTask(db, course, taskId);
  await handInWork(learning, task);
  await markAndRelease(teaching, task, `Well seen ${secret}`);
  const piece = await teaching.call(documentationRoutes.addPiece, {
    params: { taskId: task },
    body: {
      ...{ kind: 'image', title: `Piece ${secret}`, text: secret },
      ...{ hasPeople: true, isPrivate: false, file: { name: 'piece.jpg', bytes: 1_000 } },
    },
  });
  const inPiece = await teaching.call(documentationRoutes.addPiecePerson, {
    params: { pieceId: piece.id },
    body: {
      ...{ pseudonym: 'Child A', kind: 'child' },
      consent: {
        ...{ purposes: ['training'], audience: 'course', evidence: secret },
        ...{ validFrom: day(-1), validUntil: day(300) },
      },
    },
  });
  const post = await teaching.call(seminarRoutes.writePost, {
    params: { taskId: task, postId: randomUUID() },
    body: { startSeconds: 1, endSeconds: 2, body: `Post ${secret}` },
  });
  const params = { taskId: openTask };
  const opened = await learning.call(observationRoutes.openObservation, { params });
  const [mark, spokenNote] = [randomUUID(), randomUUID()];
  await learning.call(observationRoutes.changeMarks, {
    params,
    body: { changes: [putMark(mark, opened.passes[0]?.passId ?? '', secret)] },
  });
  await learning.call(spokenNoteRoutes.keepSpokenNote, {
    params: { markId: mark, noteId: spokenNote },
    body: {
      mediaType: 'audio/webm',
      base64: Buffer.from(`A voice that says ${secret}`).toString('base64'),
      agreedAt: new Date().toISOString(),
    },
  });
  const begun = await learning.call(narrationRoutes.openNarration, { params });
  const { narration: own } = await learning.call(assessmentRoutes.readFeedback, {
    params: { taskId: task },
  });
  await teaching.call(exchangeRoutes.makeResearchBundle, {
    params: { taskId: task },
    body: { purpose: `Research of ${secret}` },
  });
  const { plan, revision } = await teaching.call(taskRoutes.getTask, { params });
  const [score] = await db
    .select()
    .from(outboxScores)
    .where(and(eq(outboxScores.tenantId, course.tenantId), eq(outboxScores.kind, 'grade')));
  return {
    ...{ course, secret, lecturer, student, observer, elsewhere },
    ids: {
      ...{ clip, filmedPerson, framework, task, openTask, mark, spokenNote },
      ...{ institution, collection: collection.id, share: shares[0]?.id ?? '' },
      evidence: documents[0]?.id ?? '',
      excerpt: excerpt.id,
      piece: piece.id,
      piecePerson: inPiece.people[0]?.id ?? '',
      ...{ term: term ?? '', otherTerm: otherTerm ?? '' },
      draft: draft.id,
      narration: own.id,
      post: post.id,
      transfer: score?.id ?? '',
      member: member.personId,
      course: course.ltiContextId,
    },
    facts: {
      passId: plan.passes[0]?.id ?? '',
      plan,
      taskRevision: revision,
      narrationRevision: begun.revision,
      draftContent: { key: draft.content.key, title: { en: 'A stranger’s' } },
      deepLinking: sealedRequest(lecturer),
    },
  };
}

async function storeFramework(app: TestApp, tenantId: string, secret: string): Promise<string> {
  const id = randomUUID();
  const name = { en: `Framework ${secret}` };
  await app.database.db.insert(frameworks).values({
    ...{ id, tenantId, key: secret, version: 1 },
    content: {
      ...{ key: secret, version: 1, title: name, source: '' },
      tiers: [{ id: 'all', name }],
      codes: [{ id: 'begins', tierId: 'all', name, definition: name, hue: 2 }],
    },
  });
  return id;
}

/** The request of a deep-linking launch of this session that takes everything. */
function sealedRequest({ sessionId, platformId }: Actor): string {
  const request = {
    ...{ sessionId, platformId, deploymentId: '1', ticket: randomUUID(), data: null },
    accepts: {
      ...{ acceptTypes: ['ltiResourceLink'], acceptTargets: [], acceptsMultiple: true },
      ...{ acceptsLineItem: true, maximumPoints: null },
    },
    expiresMs: Date.now() + 600_000,
  };
  return createSecrets(SECRET_KEY).seal('deep-linking', JSON.stringify(request));
}

/** Sends a request of the contract, whatever comes back. */
export function send(
  { baseUrl }: TestApp,
  token: string | null,
  route: Route,
  request: RouteRequest<Route>,
): Promise<HttpAnswer> {
  const params = (request.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  const query = new URLSearchParams((request.query ?? {}) as Record<string, string>).toString();
  return httpCall(`${baseUrl}${path}${query && `?${query}`}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
}

/** Every route of the API by its name. */
export const ROUTES: readonly { slice: keyof typeof API; name: string; route: Route }[] =
  Object.entries(API).flatMap(([slice, routes]) =>
    Object.entries(routes as Record<string, Route>).map(([name, route]) => ({
      ...{ slice: slice as keyof typeof API, name, route },
    })),
  );

/** A digest of all rows of an institution: equal as long as nothing of it was changed. */
export async function rowsOf({ database }: TestApp, tenantId: string): Promise<string> {
  const { rows: tables } = await database.db.execute<{ name: string }>(sql`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY table_name`);
  const parts = tables.map(
    ({ name }) => sql`SELECT ${name}::text AS name,
      md5(string_agg(row::text, '|' ORDER BY row::text)) AS digest, count(*)::int AS count
      FROM ${sql.identifier(name)} AS row WHERE tenant_id = ${tenantId}`,
  );
  const { rows } = await database.db.execute(sql.join(parts, sql` UNION ALL `));
  return rows
    .map(({ name, digest, count }) => `${String(name)} ${String(count)} ${String(digest)}`)
    .join('\n');
}
