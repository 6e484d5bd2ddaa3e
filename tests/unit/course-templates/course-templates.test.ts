import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CODE_HUES, LOCALES } from '#contract/vocabulary';
import { taskPlanSchema } from '#contract/tasks';
import { readFrameworks } from '#server/frameworks/ready-frameworks';
import { rootFolder } from '#server/infra/root-folder';
import { planFromActivity } from '#server/tasks/course-templates.rules';
import { readCourseTemplates } from '#server/tasks/ready-templates';
import { reachablePoints, taskGaps, twinIds } from '#server/tasks/tasks.rules';

const folder = join(rootFolder(), 'course-templates');
const frameworks = await readFrameworks(join(folder, 'frameworks'));
const templates = await readCourseTemplates(folder);
const byKey = new Map(frameworks.map((framework) => [framework.key, framework]));

test('the ready frameworks are there, with the codes that tasks and demo content name', () => {
  const codes = (key: string) => byKey.get(key)?.codes.map((code) => code.id);
  expect(codes('seven-levers')).toEqual([
    'rich-language',
    'exploring-thinking',
    'warm-relations',
    'artistic-expression',
    'being-touched',
    'knowledge-insight',
    'acting-reflecting',
  ]);
  expect(codes('initiative-response')?.toSorted()).toEqual([
    'adult-initiative',
    'child-initiative',
    'initiative-received',
    'no-response',
  ]);
  expect(codes('attuned-interaction')).toHaveLength(6);
});

test('the seven levers wear the hues in the order in which they are handed out', () => {
  expect(byKey.get('seven-levers')?.codes.map((code) => code.hue)).toEqual(CODE_HUES.slice(0, 7));
});

describe.each(frameworks)('framework $key', (framework) => {
  test('says its source, and everything in every language', () => {
    expect(framework.source).toMatch(/\d{4}/);
    const texts = [
      framework.title,
      ...framework.tiers.map((tier) => tier.name),
      ...framework.codes.flatMap((code) => [code.name, code.definition]),
    ];
    for (const text of texts)
      for (const locale of LOCALES) expect(text[locale]?.trim(), text.en).toBeTruthy();
  });

  test('tells its codes apart by id and by hue', () => {
    expect(new Set(framework.codes.map((code) => code.id)).size).toBe(framework.codes.length);
    expect(new Set(framework.codes.map((code) => code.hue)).size).toBe(framework.codes.length);
  });
});

test('Learning to notice is there: two weeks, four activities, 20 points for the second narration', () => {
  const template = templates.find((one) => one.key === 'learning-to-notice');
  expect(template).toMatchObject({ weeks: 2 });
  expect(template?.activities.map((activity) => activity.maximumPoints)).toEqual([0, 0, 10, 20]);
  expect(template?.activities[3]).toMatchObject({
    clipKey: 'bridge-that-was-a-bed',
    frameworkKey: 'seven-levers',
    lookFors: [{ id: 'initiative' }, { id: 'answer' }, { id: 'exploring' }],
  });
  expect(template?.activities[3]?.narration?.criteria.map((criterion) => criterion.title)).toEqual([
    'Noticing',
    'Interpreting',
    'Linking to practice',
  ]);
});

const activities = templates.flatMap((template) =>
  template.activities.map((activity) => ({ template, activity })),
);

describe.each(activities)('$template.key, $activity.key', ({ template, activity }) => {
  const dates = { opensAt: '2027-02-01T07:00:00Z', dueAt: '2027-02-07T22:59:00Z' };
  const references = { clipId: null, frameworkId: '0190a1b2-0000-7000-8000-000000000001' };
  const plan = planFromActivity(activity, references, dates);

  test('names a framework that is here, and lies within the weeks of its course', () => {
    expect(byKey.has(activity.frameworkKey)).toBe(true);
    expect(activity.week + activity.lengthWeeks - 1).toBeLessThanOrEqual(template.weeks);
  });

  test('makes a plan that lacks nothing but its clip', () => {
    expect(taskPlanSchema.parse(plan)).toEqual(plan);
    expect(twinIds(plan)).toEqual([]);
    const framework = byKey.get(activity.frameworkKey) ?? null;
    expect(taskGaps(plan, framework, null, new Date('2027-01-01T00:00:00Z'))).toEqual([
      { gap: 'clip-missing', path: 'clipId', label: '' },
    ]);
  });

  test('its best levels add up to its points, and its levels rise', () => {
    expect(reachablePoints(activity.narration?.criteria ?? [])).toBe(activity.maximumPoints);
    for (const criterion of activity.narration?.criteria ?? []) {
      const points = criterion.levels.map((level) => level.points);
      expect(points).toEqual(points.toSorted((one, other) => one - other));
    }
  });
});

describe('a file that does not keep to its schema', () => {
  let broken: string;
  beforeEach(async () => {
    broken = await mkdtemp(join(tmpdir(), 'templates-'));
  });
  afterEach(() => rm(broken, { recursive: true }));

  test('stops the start with its name: a framework', async () => {
    await writeFile(join(broken, 'mine.json'), '{"key":"mine"}');
    await expect(readFrameworks(broken)).rejects.toThrow(/mine\.json/);
  });

  test('stops the start with its name: a template', async () => {
    await mkdir(join(broken, 'my-course'));
    await writeFile(join(broken, 'my-course', 'template.json'), 'not JSON');
    await expect(readCourseTemplates(broken)).rejects.toThrow(/my-course/);
  });
});
