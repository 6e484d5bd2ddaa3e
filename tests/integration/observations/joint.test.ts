import { eq } from 'drizzle-orm';
import express from 'express';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOINT_LIVE_PATH, type JointNews } from '#contract/joint';
import type { Mark, MarkWas } from '#contract/observations';
import type { HandInRule } from '#contract/vocabulary';
import { openLiveStream } from '#elements/kit/live-stream';
import { problemHandler } from '#server/infra/http';
import { createLog } from '#server/infra/log';
import { createSecrets } from '#server/infra/secrets';
import { createLive } from '#server/live/live.service';
import type { Actor } from '#server/lti/actor';
import { courseGroupMembers, courseGroups } from '#server/lti/course-groups.table';
import { createSessions } from '#server/lti/session.service';
import { createJointRouter } from '#server/observations/joint.live';
import { spokenNotes } from '#server/observations/spoken-notes.table';
import { createTeams } from '#server/tasks/teams.service';
import { teamMembers } from '#server/tasks/teams.table';
import { tasks } from '#server/tasks/tasks.table';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/tool-with-lms.ts';
import { makeWorld, put, remove, workAndHandIn, type World } from './observation-world.ts';

const log = createLog('silent');
const free = {
  id: 'free',
  title: 'Free noticing',
  prompt: 'Mark what strikes you.',
  tools: { codes: false, childInFocus: true, captions: true, sound: true },
  moments: [],
  watchShare: 0,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A course with a joint task and a group of two. */
async function makeJoint(handIn: HandInRule = 'one', mostWithWords?: number) {
  const { db, url: databaseUrl } = database;
  const live = createLive({ db, databaseUrl, now: () => new Date(), log });
  const work = { mode: 'group', handIn } as const;
  const plan = { work, passes: [free] };
  const world = await makeWorld(db, plan, new Date(), live, undefined, mostWithWords);
  const { useCases: teams } = createTeams({
    ...{ db, openTask: world.openTask },
    tellsGroupsByVisit: () => Promise.resolve(true),
    teamWork: world.observations.teamWork,
  });
  const [ana, bo] = [
    await join(db, world.course, 'student', { name: 'Ana' }),
    await join(db, world.course, 'student', { name: 'Bo' }),
  ];
  const teamId = randomUUID();
  const group = { id: teamId, name: 'Lab B', personIds: [ana.personId, bo.personId] };
  const params = { taskId: world.taskId };
  const saveTeams = (list: { id: string; name: string; personIds: string[] }[]) =>
    teams.saveTeams(world.lecturer, {
      ...{ params, query: undefined },
      body: { teams: list.map((team) => ({ ...team, courseGroupId: null })) },
    });
  await saveTeams([group]);
  return { ...world, ana, bo, group, saveTeams, teams };
}

const asked = (world: Pick<World, 'taskId'>) => ({
  params: { taskId: world.taskId },
  query: undefined,
  body: undefined,
});

function open(world: World, actor: Actor) {
  return world.observations.useCases.openObservation(actor, asked(world));
}

function change(world: World, actor: Actor, ...changes: ReturnType<typeof put>[]) {
  return world.observations.useCases.changeMarks(actor, { ...asked(world), body: { changes } });
}

function handIn(world: World, actor: Actor) {
  return world.observations.useCases.handInObservation(actor, asked(world));
}

/** A change that knows what it started from. */
function edit(id: string, second: number, mark: Partial<Mark>, was: MarkWas) {
  return { ...put(id, second, mark), was } as ReturnType<typeof put>;
}

describe('a group marks together', () => {
  test('one observation, and each mark says who made it', async () => {
    const world = await makeJoint();
    const [one, other] = [randomUUID(), randomUUID()];
    await change(world, world.ana, put(one, 1, { body: 'A looks' }));
    await change(world, world.bo, put(other, 1, { startSeconds: 20, body: 'B waits' }));
    const seen = await open(world, world.ana);
    const { team } = seen;
    const [ana, bo] = team?.members ?? [];
    expect(team).toMatchObject({ name: 'Lab B', handIn: 'one', handedInBy: null });
    expect([ana, bo]).toMatchObject([
      { name: 'Ana', isMe: true },
      { name: 'Bo', isMe: false },
    ]);
    expect(seen.marks.map(({ body, by }) => [body, by])).toEqual([
      ['A looks', ana?.key],
      ['B waits', bo?.key],
    ]);
    expect(await open(world, world.bo)).toMatchObject({ id: seen.id });
  });

  test('two change one mark at once: fields and words of both stay', async () => {
    const world = await makeJoint();
    const id = randomUUID();
    await change(world, world.ana, put(id, 1, { body: 'A child waits' }));
    await change(
      world,
      world.ana,
      edit(
        id,
        9,
        { body: 'A child waits long', startSeconds: 8 },
        { body: 'A child waits', startSeconds: 10 },
      ),
    );
    // The clock of the other is behind, and their page has not heard of the change.
    const late = edit(...([id, 5, { body: 'Here a child waits', child: 'Child A' }] as const), {
      body: 'A child waits',
      child: null,
    });
    await change(world, world.bo, late);
    const { marks } = await change(world, world.bo, late);
    expect(marks).toMatchObject([
      { startSeconds: 8, child: 'Child A', body: 'Here a child waits long' },
    ]);
  });

  test('a removal holds against what was seen, and a later change brings the mark back', async () => {
    const world = await makeJoint();
    const id = randomUUID();
    await change(world, world.ana, put(id, 3));
    expect((await change(world, world.bo, remove(id, 2))).marks).toHaveLength(1);
    expect((await change(world, world.bo, remove(id, 4))).marks).toEqual([]);
    const back = edit(id, 6, { body: 'Still there' }, { body: 'said at 3' });
    expect((await change(world, world.ana, back)).marks).toMatchObject([{ body: 'Still there' }]);
  });

  test('a group of the course works together, and brings along what was marked alone', async () => {
    const world = await makeJoint();
    const { tenantId, ltiContextId } = world.course;
    const cy = await join(database.db, world.course, 'student', { name: 'Cy' });
    const markId = randomUUID();
    const alone = await change(world, cy, put(markId, 1, { body: 'Alone' }));
    expect(alone.team).toBeUndefined();
    await database.db.insert(spokenNotes).values({
      ...{ tenantId, markId, observationId: alone.id, personId: cy.personId },
      ...{ id: randomUUID(), mediaType: 'audio/webm', agreedAt: new Date() },
    });
    const courseGroupId = randomUUID();
    await database.db
      .insert(courseGroups)
      .values({ id: courseGroupId, tenantId, ltiContextId, groupId: 'g-1', name: 'Lab A' });
    await database.db
      .insert(courseGroupMembers)
      .values({ tenantId, courseGroupId, personId: cy.personId });
    const together = await open(world, cy);
    expect(together.team?.name).toBe('Lab A');
    expect(together.marks).toMatchObject([{ body: 'Alone', by: together.team?.members[0]?.key }]);
    const [voice] = await database.db
      .select()
      .from(spokenNotes)
      .where(eq(spokenNotes.markId, markId));
    expect(voice?.observationId).toBe(together.id);
  });
});

describe('a group hands in', () => {
  test('one for all, and everybody sees who', async () => {
    const world = await makeJoint('one');
    await change(world, world.ana, put(randomUUID(), 1));
    await handIn(world, world.bo);
    const seen = await open(world, world.ana);
    expect(seen.handedInAt).not.toBeNull();
    expect(seen.team?.handedInBy).toBe(seen.team?.members[1]?.key);
    await expect(change(world, world.ana, put(randomUUID(), 2))).rejects.toMatchObject({
      code: 'already_handed_in',
    });
    const counts = await world.observations.handedInCounts(
      database.db,
      world.lecturer,
      world.taskId,
    );
    expect(counts).toEqual({ handedIn: 2, expected: 2 });
  });

  test('or all say yes, to what is there then', async () => {
    const world = await makeJoint('all');
    const says = async () => (await open(world, world.ana)).team?.members.map((one) => one.saysYes);
    await change(world, world.ana, put(randomUUID(), 1));
    expect((await handIn(world, world.ana)).handedInAt).toBeNull();
    expect(await says()).toEqual([true, false]);
    await change(world, world.bo, put(randomUUID(), 2));
    expect(await says()).toEqual([false, false]);
    await handIn(world, world.bo);
    await world.observations.useCases.withdrawYes(world.ana, asked(world));
    expect(await says()).toEqual([false, false]);
    await handIn(world, world.bo);
    expect((await handIn(world, world.ana)).handedInAt).not.toBeNull();
  });

  test('the comparison shows groups as lanes, and mine as mine', async () => {
    const world = await makeJoint();
    const dee = await join(database.db, world.course, 'student', { name: 'Dee' });
    await workAndHandIn(world, world.ana, 'Ours');
    await workAndHandIn(world, dee, 'Mine');
    const compare = (actor: Actor) =>
      world.observations.useCases.compareObservations(actor, asked(world));
    const facts = ({ readings }: Awaited<ReturnType<typeof compare>>) =>
      readings.map(({ kind, name, people }) => [kind, name, people]);
    expect(facts(await compare(world.bo))).toEqual([
      ['me', 'Lab B', 2],
      ['classmate', 'Dee', undefined],
    ]);
    const seen = await compare(dee);
    expect(facts(seen)).toEqual([
      ['me', '', undefined],
      ['classmate', 'Lab B', 2],
    ]);
    expect([seen.handedIn, seen.expected]).toEqual([3, 3]);
    const { observations } = await world.observations.useCases.myGrowth(world.bo, {
      ...{ params: undefined, query: undefined, body: undefined },
    });
    expect(observations).toMatchObject([{ taskId: world.taskId, marks: 0 }]);
  });

  test('the comparison says who of a group made each mark, by the keys of the workspace', async () => {
    const world = await makeJoint('one', 2);
    const dee = await join(database.db, world.course, 'student', { name: 'Dee' });
    const cal = await join(database.db, world.course, 'student', { name: 'Cal' });
    await change(world, world.bo, put(randomUUID(), 1, { startSeconds: 2, body: 'B waits' }));
    const told = async (actor: Actor, people = 2) => {
      const { readings } = await world.observations.useCases.compareObservations(
        actor,
        asked(world),
      );
      const group = readings.find((reading) => reading.people === people);
      const names = new Map(group?.authors?.map(({ key, name }) => [key, name]));
      const authors = [
        ...(group?.marks.map(({ by }) => by) ?? []),
        ...(group?.brief?.map((one) => one[6]) ?? []),
      ].map((by) => names.get(by ?? ''));
      return { authors, names: [...names.values()], text: JSON.stringify(readings) };
    };
    await workAndHandIn(world, world.ana, 'Ours');
    // What was removed again is nothing to read.
    const removed = [randomUUID(), randomUUID()];
    for (const id of removed) await change(world, dee, put(id, 1, { startSeconds: 2 }));
    for (const id of removed) await change(world, dee, remove(id, 2));
    await workAndHandIn(world, dee, 'Mine');
    expect((await told(world.bo)).text).not.toContain('"brief"');
    expect(await told(world.bo)).toMatchObject({
      authors: ['Bo', 'Ana', 'Ana'],
      names: ['Ana', 'Bo'],
    });
    const { team } = await open(world, world.bo);
    const own = await world.observations.useCases.compareObservations(world.bo, asked(world));
    expect(own.readings[0]?.authors?.map(({ key }) => key)).toEqual(
      team?.members.map(({ key }) => key),
    );
    // Whoever has very many marks to read gets them without words, and with authors all the same.
    const brief = await told(dee);
    expect(brief.text).toContain('"brief"');
    expect(brief.authors).toEqual(['Bo', 'Ana', 'Ana']);
    // Who is in another group now is no longer told, and nobody's id ever is.
    await database.db
      .update(teamMembers)
      .set({ personId: cal.personId })
      .where(eq(teamMembers.personId, world.bo.personId));
    const moved = await told(dee);
    expect(moved).toMatchObject({ authors: [undefined, 'Ana', 'Ana'], names: ['Ana', 'Cal'] });
    for (const { text } of [brief, moved]) expect(text).not.toContain(world.bo.personId);
  });
});

test('two cases: rows are kept for known look-fors, merged, frozen, and shown once it is open', async () => {
  const world = await makeJoint();
  const [row] = await database.db.select().from(tasks).where(eq(tasks.id, world.taskId));
  if (!row) throw new Error('no task');
  const say = (actor: Actor, lookForId: string, because: string, was: string | null) => {
    const of = (words: string) => ({ verdict: 'different' as const, because: words, cites: [] });
    return world.observations.useCases.setContrast(actor, {
      ...{ params: { taskId: world.taskId, lookForId }, query: undefined },
      body: { row: of(because), was: was === null ? null : of(was) },
    });
  };
  await expect(say(world.ana, 'answer', 'Early', null)).rejects.toMatchObject({
    code: 'not_found',
  });
  const plan = { ...row.plan, contrast: { clipId: world.clipId } };
  await database.db.update(tasks).set({ plan }).where(eq(tasks.id, row.id));
  await expect(say(world.ana, 'nothing', 'x', null)).rejects.toMatchObject({ code: 'not_found' });
  await say(world.ana, 'answer', 'She waits', null);
  await say(world.bo, 'answer', 'Here she waits', 'She waits');
  const { contrast } = await say(world.ana, 'answer', 'She waits long', 'She waits');
  expect(contrast?.['answer']?.because).toMatch(/^Here .*long$/i);
  await handIn(world, world.ana);
  await expect(say(world.bo, 'answer', 'Too late', '')).rejects.toMatchObject({
    code: 'already_handed_in',
  });
  const { readings } = await world.observations.useCases.compareObservations(
    world.lecturer,
    asked(world),
  );
  expect(readings[0]?.contrast).toEqual(contrast);
});

describe('who is in a group', () => {
  test('a lecturer says; a group that began stays, one that handed in stays as it is', async () => {
    const world = await makeJoint();
    const { ana, bo, group } = world;
    await expect(world.teams.listTeams(ana, asked(world))).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const stranger = await makeJoint();
    await expect(
      world.saveTeams([{ ...group, personIds: [stranger.ana.personId] }]),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(
      world.saveTeams([group, { ...group, id: stranger.group.id, personIds: [] }]),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    await change(world, ana, put(randomUUID(), 1));
    await expect(world.saveTeams([])).rejects.toMatchObject({ code: 'task_in_use' });
    const moved = [
      { ...group, personIds: [ana.personId] },
      { id: randomUUID(), name: 'Late', personIds: [bo.personId] },
    ];
    expect((await world.saveTeams(moved)).teams).toMatchObject([
      { name: 'Lab B', hasBegun: true },
      { name: 'Late', hasBegun: false },
    ]);
    await handIn(world, ana);
    await expect(world.saveTeams([group])).rejects.toMatchObject({ code: 'task_in_use' });
  });

  test('a group that the LMS gives no name is numbered in the reader’s words, until somebody names it', async () => {
    const world = await makeJoint();
    const { db } = database;
    const { tenantId, ltiContextId } = world.lecturer;
    const [labId, namedId] = [randomUUID(), randomUUID()];
    await db.insert(courseGroups).values([
      { id: labId, tenantId, ltiContextId, groupId: '31' },
      { id: namedId, tenantId, ltiContextId, groupId: '32', name: 'Lab A' },
    ]);
    const [cy, di] = [
      await join(db, world.course, 'student', { name: 'Cy' }),
      await join(db, world.course, 'student', { name: 'Di' }),
    ];
    const list = async (locale: Actor['locale'] = 'en') => {
      const { teams, people, groupsByVisit } = await world.teams.listTeams(
        { ...world.lecturer, locale },
        asked(world),
      );
      expect(groupsByVisit).toBe(true);
      return {
        teams: teams.map(({ name }) => name),
        ofCy: people.find(({ name }) => name === 'Cy')?.courseGroup?.name,
      };
    };
    await db.insert(courseGroupMembers).values([
      { tenantId, courseGroupId: labId, personId: cy.personId },
      { tenantId, courseGroupId: namedId, personId: di.personId },
    ]);
    expect(await list('nl')).toEqual({ teams: ['Lab B'], ofCy: 'Groep 31' });
    await open(world, cy);
    await open(world, di);
    const begun = await world.teams.listTeams(world.lecturer, asked(world));
    expect(begun.teams.map(({ name }) => name)).toEqual(['Lab B', 'Group 31', 'Lab A']);
    // What the LMS calls a group is not ours to change; what it does not name has this name now.
    await world.teams.saveTeams(world.lecturer, {
      ...asked(world),
      body: {
        teams: begun.teams.map(({ id, name, courseGroupId, personIds }) => ({
          ...{ id, courseGroupId, personIds },
          name: courseGroupId === null ? name : `${name}, morning`,
        })),
      },
    });
    const called = await db
      .select({ name: courseGroups.name, givenName: courseGroups.givenName })
      .from(courseGroups)
      .where(eq(courseGroups.ltiContextId, ltiContextId))
      .orderBy(courseGroups.groupId);
    expect(called).toEqual([
      { name: null, givenName: 'Group 31, morning' },
      { name: 'Lab A', givenName: null },
    ]);
    expect((await list()).ofCy).toBe('Group 31, morning');
  });

  test('where everybody works alone again, groups are asleep', async () => {
    const world = await makeJoint();
    const { id } = await open(world, world.ana);
    const [row] = await database.db.select().from(tasks).where(eq(tasks.id, world.taskId));
    if (!row) throw new Error('no task');
    const plan = { ...row.plan, work: { mode: 'alone' as const, handIn: 'one' as const } };
    await database.db.update(tasks).set({ plan }).where(eq(tasks.id, row.id));
    const alone = await open(world, world.bo);
    expect(alone.id).not.toBe(id);
    expect(alone.team).toBeUndefined();
  });
});

test('members hear of each other whichever process they are on; others hear nothing', async () => {
  const { db, url: databaseUrl } = database;
  const world = await makeJoint();
  const now = () => new Date();
  const sessions = createSessions({ db, secrets: createSecrets('s'.repeat(64)), now });
  const closers: (() => Promise<void>)[] = [];
  async function serve(): Promise<string> {
    const live = createLive({ db, databaseUrl, now, log });
    await live.start();
    const { liveRouter, close } = createJointRouter({
      ...{ db, log, live },
      ...{ path: JOINT_LIVE_PATH, openJoint: world.observations.openJoint },
      authenticate: sessions.authenticate,
      openSession: sessions.openSession,
    });
    const server = express().use(liveRouter).use(problemHandler(log)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(async () => {
      close();
      server.closeAllConnections();
      server.close();
      await live.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  function listen(actor: Actor, baseUrl: string) {
    const { token } = sessions.issueToken(actor.sessionId, new Date(Date.now() + 60_000));
    const heard: JointNews[] = [];
    const stream = openLiveStream({
      api: { freshToken: () => Promise.resolve(token), address: (path) => baseUrl + path },
      path: JOINT_LIVE_PATH.replace(':taskId', world.taskId),
      lastEventId: null,
      onNews: (news) => heard.push(news as JointNews),
    });
    return { heard, stream };
  }
  try {
    const { team } = await open(world, world.ana);
    const [first, second] = [await serve(), await serve()];
    const ana = listen(world.ana, first);
    await until('Ana is connected', () => ana.heard.length > 0);
    const bo = listen(world.bo, second);
    await until('Bo is connected', () => bo.heard.length > 0);
    const presence = { seconds: 12.5, isPlaying: true, isNew: true };
    await world.observations.useCases.tellPresence(world.bo, { ...asked(world), body: presence });
    await until('Ana hears Bo', () => ana.heard.some(({ kind }) => kind === 'here'));
    expect(ana.heard).toContainEqual({ kind: 'here', member: team?.members[1]?.key, ...presence });
    const { revision } = await change(world, world.ana, put(randomUUID(), 1));
    await until('Bo hears of a change', () =>
      bo.heard.some((news) => news.kind === 'changed' && news.revision === revision),
    );
    bo.stream.close();
    await until('Ana hears Bo go', () => ana.heard.some(({ kind }) => kind === 'gone'));
    ana.stream.close();
    const dee = await join(db, world.course, 'student', { name: 'Dee' });
    const { token } = sessions.issueToken(dee.sessionId, new Date(Date.now() + 60_000));
    const path = JOINT_LIVE_PATH.replace(':taskId', world.taskId);
    const refused = await fetch(first + path, { headers: { authorization: `Bearer ${token}` } });
    expect(refused.status).toBe(404);
  } finally {
    await Promise.all(closers.map((close) => close()));
  }
});
