import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '#contract/route';
import { frameworkDraftContentSchema } from '#contract/frameworks';
import { sessionRoutes } from '#contract/launch';
import { narrationRoutes } from '#contract/narrations';
import { observationRoutes } from '#contract/observations';
import { taskRoutes } from '#contract/tasks';
import { API } from '#server/app';
import { openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { platforms } from '#server/lti/lti.table';
import { httpCall, httpLaunch, type HttpPerson } from '../../support/http-launch.ts';
import { sampleOf } from '../../support/sample.ts';
import { databaseUrl } from '../../support/tool-database.ts';
import {
  openToolWithLms,
  publishTask,
  tus,
  until,
  type ToolWithLms,
} from '../../support/tool-with-lms.ts';

let world: ToolWithLms;
let place: Awaited<ReturnType<typeof publishTask>>;
let clipId: string;
let narrationId: string;
let personId: string;

beforeAll(async () => {
  world = await openToolWithLms();
  const lecturer = await world.launch('lee');
  place = await publishTask(world, lecturer);
  const { taskId, activity } = place;
  const task = await lecturer.call(taskRoutes.getTask, { params: { taskId } });
  clipId = task.plan.clipId ?? '';
  const sam = await world.launch('sam', activity.id);
  const pass = task.plan.passes[0]?.id ?? '';
  await sam.call(observationRoutes.completePass, { params: { taskId, passId: pass } });
  const begun = await sam.call(narrationRoutes.openNarration, { params: { taskId } });
  narrationId = begun.id;
  personId = (await sam.call(sessionRoutes.getSession)).personId;
  const { revision } = await sam.call(narrationRoutes.saveNarration, {
    params: { taskId },
    body: {
      ...{
        baseRevision: begun.revision,
        title: 'A tower',
        question: '',
        stage: 'observe' as const,
      },
      doc: begun.doc,
    },
  });
  await sam.call(narrationRoutes.handInNarration, { params: { taskId }, body: { revision } });
});
afterAll(() => world.close());

function userIdOf(key: string): string {
  return world.lms.state.people.find((person) => person.key === key)?.userId ?? '';
}

function review(as: string, of: string): Promise<HttpPerson> {
  return httpLaunch(world.lms.baseUrl, { as, activityId: place.activity.id, review: userIdOf(of) });
}

describe('submission review', () => {
  test('the marker lands at the narration of the student whom the gradebook names', async () => {
    expect((await review('lee', 'sam')).boot.target).toEqual({
      screen: 'assessment',
      taskId: place.taskId,
      narrationId,
    });
  });

  test('the student lands at the own task, which leads to the feedback', async () => {
    expect((await review('sam', 'sam')).boot.target).toEqual({
      screen: 'task',
      taskId: place.taskId,
    });
  });

  test('another student is refused, although the LMS let them through', async () => {
    await expect(review('robin', 'sam')).rejects.toThrow(/launch answered 403/);
  });

  test('somebody whom we have never met, and somebody without work: a page in words', async () => {
    await expect(review('lee', 'kit')).rejects.toThrow(
      /launch answered 404.*Lookfor has not met this person yet/s,
    );
    // Robin was refused above, and is known since then.
    await expect(review('lee', 'robin')).rejects.toThrow(
      /launch answered 404.*Nothing has been handed in yet/s,
    );
  });
});

describe('the address that goes to the gradebook with a hand-in', () => {
  const opens = (as: string, query: string) => {
    const { url } = place.activity;
    const { origin } = new URL(url ?? '');
    const { id: activityId } = world.lms.state.addActivity(
      world.registration,
      { title: 'As a cell of the gradebook opens it', url: `${origin}/lti/launch?${query}` },
      'by hand',
    );
    return httpLaunch(world.lms.baseUrl, { as, activityId });
  };

  test('opens that narration for whoever marks', async () => {
    const { boot } = await opens('lee', `task=${place.taskId}&narration=${narrationId}`);
    const { taskId } = place;
    expect(boot.target).toEqual({ screen: 'assessment', taskId, narrationId });
  });

  test('opens their own task for every student', async () => {
    for (const as of ['sam', 'robin']) {
      const { boot } = await opens(as, `task=${place.taskId}&narration=${narrationId}`);
      expect(boot.target).toEqual({ screen: 'task', taskId: place.taskId });
    }
  });

  test.each(['c0ffee00-0000-4000-8000-000000000000', "'; DROP", ''])(
    'is an ordinary link when it names %j',
    async (name) => {
      const query = new URLSearchParams({ task: place.taskId, narration: name });
      const { boot } = await opens('lee', query.toString());
      expect(boot.target).toEqual({ screen: 'task', taskId: place.taskId });
    },
  );
});

describe('an observer reads and never writes', () => {
  let observer: HttpPerson;
  beforeAll(async () => {
    const database = openDatabase(databaseUrl(world.tool.dataDir), createLog('silent'), 1);
    await database.db
      .update(platforms)
      .set({ roleMap: { Learner: 'observer' } })
      .where(eq(platforms.clientId, world.registration.clientId));
    await database.close();
    await until('the registration is known to have changed', async () => {
      observer = await world.launch('kit', place.activity.id);
      return (await observer.call(sessionRoutes.getSession)).role === 'observer';
    });
  });

  test('reads what the task asks', async () => {
    const task = await observer.call(taskRoutes.getTask, { params: { taskId: place.taskId } });
    expect(task.plan.title).toBe('The tower');
  });

  const mutating = Object.entries(API).flatMap(([slice, routes]) =>
    Object.entries(routes as Record<string, Route>)
      .filter(([, { method }]) => method !== 'get')
      .map(([name, facts]) => [`${slice}.${name}`, facts] as const),
  );
  /** Posts that change nothing: a fresh token, and the address from which a clip plays. */
  const READING = ['session.renewToken', 'clips.playClip', 'excerpts.playExcerpt'];

  /** Asked with a secret of their own, by the server of a page; a session opens nothing there. */
  const OF_SERVERS = ['pages.issuePageToken'];

  /** Where the smallest value that the shape allows is still refused for what it says. */
  const BODIES: Readonly<Record<string, unknown>> = {
    'captions.requestCaptions': { language: 'en', label: 'English' },
    'clips.setCaptions': { label: 'English', vtt: 'WEBVTT\n' },
    'evidence.addEvidence': { fileName: 'form.pdf', type: 'application/pdf', base64: 'JVBERg==' },
    'frameworks.saveFrameworkDraft': {
      baseRevision: 1,
      content: { ...(sampleOf(frameworkDraftContentSchema) as object), title: { en: 'Title' } },
    },
  };

  const tried = mutating.filter(([name]) => ![...READING, ...OF_SERVERS].includes(name));
  test.each(tried)('%s', async (name, facts) => {
    const known: Record<string, string> = {
      taskId: place.taskId,
      ...{ clipId, narrationId, personId, language: 'en', kind: 'captions' },
    };
    const path = facts.path.replaceAll(
      /:(\w+)/g,
      (_, part: string) => known[part] ?? '00000000-0000-4000-8000-000000000000',
    );
    const answer = await httpCall(`${world.tool.baseUrl}${path}`, {
      method: facts.method.toUpperCase(),
      headers: {
        authorization: `Bearer ${observer.token}`,
        'content-type': 'application/json',
      },
      ...(facts.body && { body: JSON.stringify(BODIES[name] ?? sampleOf(facts.body)) }),
    });
    expect([403, 404], answer.text).toContain(answer.status);
  });

  test('nor uploads', async () => {
    const metadata = `clipId ${Buffer.from(clipId).toString('base64')}`;
    const begun = await tus(world.tool, observer, {
      method: 'POST',
      headers: { 'upload-length': '10', 'upload-metadata': metadata },
    });
    expect([403, 404]).toContain(begun.status);
  });
});
