import type { Framework } from '#contract/frameworks';
import type { TaskPlan } from '#contract/tasks';
import type { TaskClip } from '#server/tasks/tasks.rules';

/** A framework with two codes. */
export const aFramework: Pick<Framework, 'codes'> = {
  codes: ['initiative', 'received'].map((id) => ({
    id,
    tierId: 'tier',
    name: { en: id },
    definition: { en: id },
    hue: 3,
  })),
};

/** A clip that plays, with consent for training until the end of 2027. */
export const aClip: TaskClip = {
  id: '0190a1b2-0000-7000-8000-00000000000c',
  title: 'Blocks before snack',
  state: 'ready',
  durationSeconds: 87,
  posterUrl: null,
  coverage: {
    training: true,
    purposes: ['training'],
    audience: 'institution',
    until: '2027-12-31',
    gap: null,
    decidedBy: [],
  },
};

/** A plan that lacks nothing, with whatever a test wants to be different. */
export function aPlan(different: Partial<TaskPlan> = {}): TaskPlan {
  const tools = { codes: true, childInFocus: true, captions: true, sound: true };
  return {
    title: 'The child’s initiative',
    clipId: aClip.id,
    frameworkId: '0190a1b2-0000-7000-8000-00000000000f',
    helpingQuestion: { mode: 'own', text: '' },
    lookFors: [
      { id: 'begins', label: 'A child begins', codeId: 'initiative' },
      { id: 'taken-up', label: 'Somebody takes it up', codeId: 'received' },
    ],
    passes: [
      { id: 'free', title: 'Free', prompt: 'Watch once.', tools, moments: [], watchShare: 0.9 },
      {
        id: 'guided',
        title: 'Guided',
        prompt: 'Who begins?',
        tools,
        moments: [{ lookForId: 'begins', minimum: 2 }],
        watchShare: 0,
      },
    ],
    reveal: { rule: 'after-own', at: null },
    narration: {
      prompt: 'Tell it.',
      minimumWords: 200,
      maximumWords: 400,
      minimumCitations: 2,
      namesHidden: true,
      criteria: [aCriterion('noticing', [2, 4]), aCriterion('interpreting', [3, 6])],
    },
    maximumPoints: 10,
    opensAt: '2027-02-01T07:00:00Z',
    dueAt: '2027-02-14T22:59:00Z',
    ...different,
  };
}

/** A criterion with a level for each of these points. */
export function aCriterion(id: string, points: readonly number[]) {
  return {
    id,
    title: id,
    hue: 6,
    levels: points.map((value, at) => ({
      id: `level-${at}`,
      title: `Level ${at}`,
      descriptor: '',
      points: value,
    })),
  };
}
