import { expect, test } from 'vitest';
import { TASK_GAPS } from '#contract/tasks';
import { gapWords } from '#elements/task-builder/gap-words';

const paths = [
  'title',
  'clipId',
  'helpingQuestion.text',
  'lookFors.0.label',
  'passes.0.title',
  'passes.1.prompt',
  'narration.prompt',
  'narration.criteria.0.title',
  'narration.criteria.0.levels.1.title',
];

test.each(TASK_GAPS)('%s is said in a finding and an advice, with and without a label', (gap) => {
  for (const path of paths)
    for (const label of ['', 'Guided']) {
      const { finding, advice } = gapWords({ gap, path, label });
      expect(finding).toMatch(/^\S.+\.$/);
      expect(advice).toMatch(/^\S.+\.$/);
    }
});

test('a missing title says whose', () => {
  const findings = paths
    .filter((path) => path.endsWith('title') || path.endsWith('label'))
    .map((path) => gapWords({ gap: 'title-missing', path, label: '' }).finding);
  expect(new Set(findings).size).toBe(findings.length);
});
