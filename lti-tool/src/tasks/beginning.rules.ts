import type { Criterion, Pass, TaskPlan } from '#contract/tasks';
import type { Locale } from '#contract/vocabulary';
import { BEGINNING_WORDS, type BeginningWords } from './beginning.words.ts';

/** The framework that a new task begins with. */
export const FIRST_FRAMEWORK = 'seven-levers';

const LEVEL_IDS = ['begins', 'grows', 'secure', 'rich'] as const;
/** They add up to 20 with the best level of each criterion. */
const CRITERIA = [
  { id: 'noticing', hue: 6, points: [2, 4, 5, 7] },
  { id: 'interpreting', hue: 4, points: [2, 4, 5, 7] },
  { id: 'linking', hue: 5, points: [2, 3, 5, 6] },
] as const;

/**
 * A good first plan: one pass of free noticing without codes, one guided pass, three look-fors
 * that wait for their words, and a narration marked out of 20. Only what nobody else can know is
 * missing: title, clip, look-fors.
 */
export function firstPlan(
  locale: Locale,
  clipId: string | null,
  frameworkId: string | null,
): TaskPlan {
  const words = BEGINNING_WORDS[locale];
  const lookFors = ['look-for-1', 'look-for-2', 'look-for-3'].map((id) => ({
    id,
    label: '',
    codeId: null,
  }));
  return {
    title: '',
    clipId,
    frameworkId,
    helpingQuestion: { mode: 'own', text: '' },
    lookFors,
    passes: [
      pass('free', words.free, { codes: false, childInFocus: false }, [], 0.9),
      pass(
        'guided',
        words.guided,
        { codes: true, childInFocus: true },
        lookFors.map(({ id }) => ({ lookForId: id, minimum: 1 })),
        0.5,
      ),
    ],
    reveal: { rule: 'after-own', at: null },
    narration: {
      prompt: words.narrationPrompt,
      minimumWords: 300,
      maximumWords: 600,
      minimumCitations: 2,
      criteria: CRITERIA.map((criterion) => toCriterion(criterion, words)),
      namesHidden: true,
    },
    maximumPoints: 20,
    opensAt: null,
    dueAt: null,
  };
}

function pass(
  id: string,
  words: { title: string; prompt: string },
  tools: { codes: boolean; childInFocus: boolean },
  moments: Pass['moments'],
  watchShare: number,
): Pass {
  return { id, ...words, tools: { ...tools, captions: true, sound: true }, moments, watchShare };
}

function toCriterion(
  { id, hue, points }: (typeof CRITERIA)[number],
  words: BeginningWords,
): Criterion {
  const { title, levels } = words[id];
  return {
    id,
    title,
    hue,
    levels: LEVEL_IDS.map((levelId, at) => ({
      id: levelId,
      title: levels[at]?.[0] ?? '',
      descriptor: levels[at]?.[1] ?? '',
      points: points[at] ?? 0,
    })),
  };
}
