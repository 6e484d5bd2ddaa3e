import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JointNews } from '#contract/joint';
import type { Narration, NarrationDoc } from '#contract/narrations';
import { mergeDocs } from '#contract/shared/narration-merge';
import { blockText } from '#contract/shared/narration-text';
import type { HandInRule } from '#contract/vocabulary';
import type { Actor } from '#server/lti/actor';
import { courseGroupMembers, courseGroups } from '#server/lti/course-groups.table';
import { createHeritage } from '#server/narrations/heritage.service';
import { narrationMembers, narrationVersions } from '#server/narrations/narrations.table';
import { teamMembers } from '#server/tasks/teams.table';
import { join } from '../../support/factories.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addTask, makeTeam, makeWorld, textOf } from './narration-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A task whose narration Ana and Bo write together; Cy is in no group. */
async function makeTogether(handIn: HandInRule = 'one', namesHidden = false) {
  const { db } = database;
  const heard: { topic: string; news: JointNews }[] = [];
  const live = {
    say: (_tx: unknown, topic: string, news: object) => {
      heard.push({ topic, news: news as JointNews });
      return Promise.resolve();
    },
  };
  const world = await makeWorld(db, { send: () => Promise.resolve() }, live);
  const { course, lecturer, clipId } = world;
  const work = { mode: 'group', handIn, narration: 'together' } as const;
  const change = { minimumWords: 2, minimumCitations: 0, namesHidden };
  const taskId = await addTask(db, course, lecturer, clipId, change, work);
  const [ana, bo, cy] = await Promise.all([
    join(db, course, 'student', { name: 'Ana Adler' }),
    join(db, course, 'student', { name: 'Bo Berg' }),
    join(db, course, 'student', { name: 'Cy Clay' }),
  ]);
  const teamId = await makeTeam(db, course, taskId, 'Lab B', [ana, bo]);
  const asked = { params: { taskId }, query: undefined };
  return {
    ...world,
    ...{ taskId, ana, bo, cy, teamId, heard },
    open: (actor: Actor) => world.narrating.openNarration(actor, { ...asked, body: undefined }),
    save: (actor: Actor, base: Narration, change: Partial<Narration>) =>
      world.narrating.saveNarration(actor, {
        ...asked,
        body: {
          ...{ title: base.title, question: base.question, stage: base.stage, doc: base.doc },
          ...change,
          baseRevision: base.revision,
        },
      }),
    handIn: (actor: Actor, { revision }: Narration, ownEstimate: Record<string, string> = {}) =>
      world.narrating.handInNarration(actor, { ...asked, body: { revision, ownEstimate } }),
    withdrawYes: (actor: Actor) =>
      world.narrating.withdrawNarrationYes(actor, { ...asked, body: undefined }),
    read: (actor: Actor, narrationId: string) =>
      world.narrating.readNarration(actor, {
        ...{ params: { narrationId }, query: undefined, body: undefined },
      }),
  };
}

const paragraphs = (...texts: string[]): NarrationDoc => ({
  type: 'doc',
  content: texts.flatMap((text) => textOf(text).content),
});
const words = ({ doc }: { doc: NarrationDoc }) => doc.content.map(blockText);

describe('a group writes one narration', () => {
  test('one text, each paragraph with who wrote it, and everybody hears of a change', async () => {
    const world = await makeTogether();
    const begun = await world.open(world.ana);
    const saved = await world.save(world.ana, begun, {
      doc: paragraphs('A child lays a block.'),
      title: 'The bridge',
    });
    expect(world.heard).toEqual([
      { topic: begun.id, news: { kind: 'changed', revision: saved.revision } },
    ]);
    const seen = await world.open(world.bo);
    expect(seen).toMatchObject({ id: begun.id, title: 'The bridge' });
    const both = await world.save(world.bo, seen, {
      doc: paragraphs('A child lays a block.', 'We ask what she meant.'),
    });
    const [ana, bo] = both.team?.members ?? [];
    expect([ana?.name, bo?.name]).toEqual(['Ana Adler', 'Bo Berg']);
    expect(both.authors).toEqual([[ana?.key], [bo?.key]]);
    expect((await world.open(world.cy)).team).toBeUndefined();
    expect((await world.open(world.cy)).id).not.toBe(begun.id);
  });

  test('a stale save is refused; merged by who sent it, the words of both are there', async () => {
    const world = await makeTogether();
    const base = await world.open(world.ana);
    const seenByBo = await world.open(world.bo);
    const saved = await world.save(world.ana, base, { doc: paragraphs('Ana saw the sand.') });
    const mine = paragraphs('Bo heard the water.');
    await expect(world.save(world.bo, seenByBo, { doc: mine })).rejects.toMatchObject({
      code: 'conflict',
    });
    const merged = await world.save(world.bo, saved, {
      doc: mergeDocs(seenByBo.doc, mine, saved.doc),
    });
    const [ana, bo] = merged.team?.members ?? [];
    expect(words(merged)).toEqual(['Ana saw the sand.', 'Bo heard the water.']);
    expect(merged.authors).toEqual([[ana?.key], [bo?.key]]);
  });

  test('who wrote alone before brings the text along, once', async () => {
    const world = await makeTogether();
    const { db } = database;
    const { tenantId, ltiContextId } = world.course;
    const first = await world.save(world.ana, await world.open(world.ana), {
      doc: paragraphs('We begin.'),
    });
    const alone = await world.open(world.cy);
    await world.save(world.cy, alone, { doc: paragraphs('I was alone.'), title: 'Alone' });
    await db.insert(teamMembers).values({
      ...{ tenantId, ltiContextId, taskId: world.taskId },
      ...{ personId: world.cy.personId, teamId: world.teamId },
    });
    const joined = await world.open(world.cy);
    expect(joined).toMatchObject({ id: first.id, title: 'Alone' });
    expect(words(joined)).toEqual(['We begin.', 'I was alone.']);
    const cy = joined.team?.members.find(({ isMe }) => isMe);
    expect(joined.authors?.[1]).toEqual([cy?.key]);
    expect(words(await world.open(world.cy))).toEqual(['We begin.', 'I was alone.']);
    const kept = await db
      .select({ doc: narrationVersions.doc })
      .from(narrationVersions)
      .where(eq(narrationVersions.narrationId, alone.id));
    expect(kept.map(words)).toEqual([['I was alone.']]);
  });

  test('a group of the course writes together as soon as one of it comes', async () => {
    const world = await makeTogether();
    const { tenantId, ltiContextId } = world.course;
    const courseGroupId = randomUUID();
    await database.db
      .insert(courseGroups)
      .values({ id: courseGroupId, tenantId, ltiContextId, groupId: 'g-1', name: 'Lab A' });
    await database.db
      .insert(courseGroupMembers)
      .values({ tenantId, courseGroupId, personId: world.cy.personId });
    expect((await world.open(world.cy)).team?.name).toBe('Lab A');
  });
});

describe('a group hands its narration in', () => {
  test('one for all: it is theirs to read, and no longer to change', async () => {
    const world = await makeTogether();
    const saved = await world.save(world.ana, await world.open(world.ana), {
      ...{ doc: paragraphs('A child lays a block.'), title: 'The bridge' },
    });
    await world.open(world.bo);
    const handedIn = await world.handIn(world.bo, saved, { noticing: 'rich' });
    expect(handedIn.team?.handedInBy).toBe(handedIn.team?.members[1]?.key);
    expect(handedIn.ownEstimate).toEqual({ noticing: 'rich' });
    const seen = await world.open(world.ana);
    expect(seen.handedInAt).not.toBeNull();
    expect(seen.ownEstimate).toEqual({});
    await expect(world.save(world.ana, seen, { title: 'Late' })).rejects.toMatchObject({
      code: 'already_handed_in',
    });
    const reading = await world.read(world.ana, seen.id);
    expect(reading.group).toMatchObject({
      name: 'Lab B',
      members: [{ name: 'Ana Adler' }, { name: 'Bo Berg' }],
    });
    expect(reading.group?.authors).toEqual([[reading.group?.members[0]?.key]]);
    await expect(world.read(world.cy, seen.id)).rejects.toMatchObject({ code: 'not_found' });
    const writers = await database.db
      .select({ personId: narrationMembers.personId })
      .from(narrationMembers)
      .where(eq(narrationMembers.narrationId, seen.id));
    expect(writers).toHaveLength(2);
  });

  test('or all say yes, to the text that is there then', async () => {
    const world = await makeTogether('all');
    const says = ({ team }: Narration) => team?.members.map(({ saysYes }) => saysYes);
    const text = { doc: paragraphs('A child lays a block.'), title: 'The bridge' };
    const saved = await world.save(world.ana, await world.open(world.ana), text);
    const waiting = await world.handIn(world.ana, saved, { noticing: 'secure' });
    expect([waiting.handedInAt, says(waiting)]).toEqual([null, [true, false]]);
    const changed = await world.save(world.bo, waiting, { title: 'The bed' });
    expect(says(changed)).toEqual([false, false]);
    const again = await world.handIn(world.ana, changed);
    expect(says(await world.withdrawYes(world.bo))).toEqual([false, false]);
    const third = await world.handIn(world.ana, { ...again, revision: again.revision + 1 }, {});
    const handedIn = await world.handIn(world.bo, third);
    expect(handedIn.handedInAt).not.toBeNull();
    await expect(world.withdrawYes(world.ana)).rejects.toMatchObject({ code: 'already_handed_in' });
  });

  test('markers see the group, or while names are hidden only who wrote what', async () => {
    for (const namesHidden of [false, true]) {
      const world = await makeTogether('one', namesHidden);
      const text = { doc: paragraphs('A child lays a block.'), title: 'The bridge' };
      const saved = await world.save(world.ana, await world.open(world.ana), text);
      await world.handIn(world.ana, saved);
      const { author, group } = await world.read(world.lecturer, saved.id);
      expect(group?.members.map(({ name }) => name)).toEqual(
        namesHidden ? ['', ''] : ['Ana Adler', 'Bo Berg'],
      );
      if (namesHidden) expect(author).toMatch(/^[0-9A-F]+$/);
      else expect(author).toBe('Lab B (Ana Adler, Bo Berg)');
    }
  });
});

describe('a group shows its narration on the page of the clip', () => {
  async function makeShown(namesHidden = false) {
    const world = await makeTogether('one', namesHidden);
    const { useCases } = createHeritage({
      ...{ db: database.db, now: () => new Date() },
      requireClip: () => Promise.resolve(),
    });
    const begun = await world.open(world.ana);
    const narrationId = begun.id;
    const text = { doc: paragraphs('Ana saw it first'), title: 'The bridge' };
    const saved = await world.save(world.ana, begun, text);
    const params = { narrationId };
    return {
      ...{ ...world, narrationId, saved },
      asked: (actor: Actor) =>
        useCases.getShowing(actor, { params, query: undefined, body: undefined }),
      say: (actor: Actor, isShown: boolean, isNamed = true) =>
        useCases.setShowing(actor, { params, query: undefined, body: { isShown, isNamed } }),
      shown: async () => {
        const { readings } = await useCases.listReadings(world.lecturer, {
          ...{ params: { clipId: world.clipId }, query: undefined, body: undefined },
        });
        return readings.map(({ author, isOfGroup, paragraphs: told }) => ({
          ...{ author, isOfGroup, told },
        }));
      },
    };
  }
  const notFound = { code: 'not_found' };

  test('while all who wrote it want it, and no longer than that; named when all want to be', async () => {
    const world = await makeShown();
    const { ana, bo, cy } = world;
    await expect(world.say(ana, true)).rejects.toMatchObject(notFound);
    await world.handIn(bo, world.saved);
    expect(await world.asked(ana)).toEqual({
      ...{ isShown: false, isNamed: false },
      group: { yes: 0, of: 2 },
    });
    await world.say(ana, true);
    expect(await world.asked(bo)).toEqual({
      ...{ isShown: false, isNamed: false },
      group: { yes: 1, of: 2 },
    });
    expect(await world.shown()).toEqual([]);
    await world.say(bo, true);
    const told = ['Ana saw it first'];
    expect(await world.shown()).toEqual([
      { author: 'Lab B (Ana Adler, Bo Berg)', isOfGroup: true, told },
    ]);
    await world.say(bo, true, false);
    expect(await world.shown()).toEqual([{ author: null, isOfGroup: true, told }]);
    await world.say(ana, false);
    expect(await world.shown()).toEqual([]);
    for (const other of [cy, world.lecturer])
      await expect(world.asked(other)).rejects.toMatchObject({
        code: other === cy ? 'not_found' : 'not_allowed',
      });
    await expect(world.say(cy, true)).rejects.toMatchObject(notFound);
  });

  test('hidden names stay hidden, and who wrote in it but left the group was never asked', async () => {
    const hidden = await makeShown(true);
    await hidden.handIn(hidden.ana, hidden.saved);
    await hidden.say(hidden.ana, true);
    await hidden.say(hidden.bo, true);
    expect(await hidden.shown()).toMatchObject([{ author: null }]);

    const world = await makeShown();
    await database.db
      .delete(teamMembers)
      .where(
        and(eq(teamMembers.teamId, world.teamId), eq(teamMembers.personId, world.ana.personId)),
      );
    await world.handIn(world.bo, world.saved);
    for (const asked of [world.ana, world.bo])
      await expect(world.say(asked, true)).rejects.toMatchObject(notFound);
    // Nor does a yes from elsewhere help.
    await database.db
      .update(narrationMembers)
      .set({ shownAt: new Date() })
      .where(eq(narrationMembers.narrationId, world.narrationId));
    expect(await world.shown()).toEqual([]);
  });
});
