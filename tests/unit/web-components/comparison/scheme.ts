import type { Scheme } from '#elements/comparison/comparison.rules';

/** A framework of three codes, and one look-for that stands for the first of them. */
export const scheme: Scheme = {
  locale: 'en',
  lookFors: [{ id: 'l1', label: 'Answer it got', codeId: 'answer' }],
  framework: {
    codes: ['answer', 'none', 'warm'].map((id, at) => ({
      id,
      tierId: 'all',
      name: { en: id },
      definition: { en: id },
      hue: at + 2,
    })),
  },
};
