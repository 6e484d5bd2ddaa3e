import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from 'node:path';
import type { FrameworkDraftContent } from '#contract/frameworks';
import { createFrameworks } from '#server/frameworks/frameworks.service';
import { frameworks as table } from '#server/frameworks/frameworks.table';
import { readFrameworks } from '#server/frameworks/ready-frameworks';
import { rootFolder } from '#server/infra/root-folder';
import type { Actor } from '#server/lti/actor';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { makeActor, makeCourse } from '../../support/factories.ts';

let database: TestDatabase;
let lecturer: Actor;
let student: Actor;
let stranger: Actor;
let shelf: ReturnType<typeof createFrameworks>;
const none = { params: undefined, query: undefined, body: undefined };

beforeAll(async () => {
  database = await openTestDatabase();
  const course = await makeCourse(database.db);
  lecturer = await makeActor(database.db, course, 'lecturer', 'Lecturer');
  student = await makeActor(database.db, course, 'student', 'Student');
  stranger = await makeActor(database.db, await makeCourse(database.db), 'lecturer', 'Elsewhere');
  const folder = join(rootFolder(), 'course-templates', 'frameworks');
  shelf = createFrameworks({ db: database.db, ready: await readFrameworks(folder) });
});
afterAll(() => database.close());

const begin = (fromFrameworkId: string | null, actor = lecturer) =>
  shelf.useCases.beginFrameworkDraft(actor, { ...none, body: { fromFrameworkId } });
const save = (draftId: string, baseRevision: number, content: FrameworkDraftContent) =>
  shelf.useCases.saveFrameworkDraft(lecturer, {
    ...none,
    params: { draftId },
    body: { baseRevision, content },
  });
const publish = (draftId: string, baseRevision: number) =>
  shelf.useCases.publishFrameworkDraft(lecturer, {
    ...none,
    params: { draftId },
    body: { baseRevision },
  });

test('from nothing to a version, from a version to the next, with old codes read as new ones', async () => {
  const blank = await begin(null);
  expect(blank.gaps.map(({ finding }) => finding)).toContain('title-missing');
  await expect(publish(blank.id, blank.revision)).rejects.toMatchObject({
    code: 'framework_incomplete',
  });
  const content: FrameworkDraftContent = {
    ...blank.content,
    title: { en: 'Looking together' },
    tiers: [{ id: 'codes', name: { en: 'Looks' } }],
    codes: [
      { id: 'gaze', tierId: 'codes', name: { en: 'Gaze' }, definition: { en: 'A look.' }, hue: 3 },
    ],
  };
  const saved = await save(blank.id, blank.revision, content);
  await expect(save(blank.id, blank.revision, content)).rejects.toMatchObject({ code: 'conflict' });
  const first = await publish(saved.id, saved.revision);
  expect(first).toMatchObject({ version: 1, title: { en: 'Looking together' } });

  const next = await begin(first.id);
  expect(next).toMatchObject({ version: 2, before: { version: 1 }, gaps: [] });
  expect((await begin(first.id)).id, 'one draft for each framework').toBe(next.id);
  const renamed = await save(next.id, next.revision, {
    ...next.content,
    codes: next.content.codes.map((code) => ({ ...code, id: 'joint-gaze' })),
  });
  expect(renamed.gaps).toMatchObject([{ finding: 'mapping-unknown-code', path: 'replaces.gaze' }]);
  const mapped = await save(next.id, renamed.revision, {
    ...renamed.content,
    replaces: { key: 'x', version: 9, codes: [{ from: 'gaze', to: ['joint-gaze'] }] },
  });
  const second = await publish(next.id, mapped.revision);
  expect(second).toMatchObject({
    key: first.key,
    version: 2,
    replaces: { key: first.key, version: 1 },
  });

  const lineage = await shelf.lineage(database.db, lecturer.tenantId, second.id);
  expect(lineage.get(first.id)?.get('gaze')).toEqual(['joint-gaze']);
  const old = { ...none, params: { frameworkId: first.id } };
  expect(await shelf.useCases.getFramework(student, old)).toEqual(first);
  const { frameworks } = await shelf.useCases.listFrameworks(student, none);
  expect(frameworks.filter(({ key }) => key === first.key)).toEqual([second]);
});

test('what came with Lookfor is copied under a key of its own, mapped to its model', async () => {
  const { frameworks } = await shelf.useCases.listFrameworks(lecturer, none);
  const levers = frameworks.find(({ key }) => key === 'seven-levers');
  const copy = await begin(levers?.id ?? '');
  expect(copy).toMatchObject({
    version: 1,
    gaps: [],
    content: {
      key: 'our-seven-levers',
      replaces: { key: 'seven-levers', version: levers?.version },
    },
  });
  await shelf.useCases.removeFrameworkDraft(lecturer, { ...none, params: { draftId: copy.id } });
  await expect(
    shelf.useCases.getFrameworkDraft(lecturer, { ...none, params: { draftId: copy.id } }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a file becomes a draft under a free key; nothing is published by it', async () => {
  const { frameworks } = await shelf.useCases.listFrameworks(lecturer, none);
  const before = frameworks.length;
  const [first] = frameworks;
  for (const format of ['json', 'ecv', 'eaf'] as const) {
    const file = await shelf.useCases.exportFramework(student, {
      ...none,
      params: { frameworkId: first?.id ?? '' },
      query: { format },
    });
    const draft = await shelf.useCases.importFramework(lecturer, { ...none, body: file });
    expect(draft.content.codes.map(({ id, name }) => [id, name])).toEqual(
      first?.codes.map(({ id, name }) => [id, name]),
    );
    expect(draft.content.key).not.toBe(first?.key);
  }
  expect((await shelf.useCases.listFrameworks(lecturer, none)).frameworks).toHaveLength(before);
});

test('students write no frameworks, and another institution sees none of ours', async () => {
  const { frameworks } = await shelf.useCases.listFrameworks(lecturer, none);
  await expect(begin(null, student)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(shelf.useCases.listShelf(student, none)).rejects.toMatchObject({
    code: 'not_allowed',
  });
  const draft = await begin(null);
  const there = { ...none, params: { draftId: draft.id } };
  await expect(shelf.useCases.getFrameworkDraft(stranger, there)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(
    shelf.useCases.getFramework(stranger, {
      ...none,
      params: { frameworkId: frameworks[0]?.id ?? '' },
    }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a published version cannot be changed, not even by hand in the database', async () => {
  const { frameworks } = await shelf.useCases.listFrameworks(lecturer, none);
  const change = database.db
    .update(table)
    .set({ version: 99 })
    .where(eq(table.id, frameworks[0]?.id ?? ''));
  const error: unknown = await change.catch((cause: unknown) => cause);
  expect(String((error as Error).cause)).toContain('never changes');
});
