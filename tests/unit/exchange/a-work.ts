import type { Framework } from '#contract/frameworks';
import type { ExchangedWork, Measures } from '#server/exchange/exchange.rules';

const framework: Framework = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  key: 'ours',
  version: 2,
  title: { en: 'Ours', pl: 'Nasze' },
  source: 'Us, 2026',
  tiers: [
    { id: 'adult', name: { en: 'Adult', pl: 'Dorosły' } },
    { id: 'child', name: { en: 'Child', pl: 'Dziecko' } },
  ],
  codes: [
    { id: 'asks', tierId: 'adult', hue: 3, name: { en: 'Asks', pl: 'Pyta' }, definition: { en: 'A question.' }, hotKey: '1' }, // prettier-ignore
    { id: 'waits', tierId: 'adult', hue: 2, name: { en: 'Waits' }, definition: { en: 'A pause.' } },
    {
      id: 'smiles',
      tierId: 'child',
      hue: 5,
      name: { en: 'Smiles' },
      definition: { en: 'A smile.' },
    },
  ],
};

/** Three moments on a clip of 100 seconds: a point, an interval with codes, one that overlaps it. */
export const work: ExchangedWork = {
  taskId: '0190a1b2-0000-7000-8000-0000000000a1',
  taskTitle: 'Who begins?',
  clip: {
    id: '0190a1b2-0000-7000-8000-0000000000c1',
    title: 'Blocks before snack',
    durationSeconds: 100,
  },
  coder: '',
  helpingQuestion: 'Who is not heard?',
  framework,
  lookFors: [
    { id: 'initiative', label: 'A child begins', codeId: 'smiles' },
    { id: 'answer', label: 'An answer', codeId: null },
  ],
  passes: [
    { id: 'free', title: 'Free' },
    { id: 'guided', title: 'Guided' },
  ],
  marks: [
    { id: '11111111-1111-4111-8111-111111111111', passId: 'free', startSeconds: 10, endSeconds: null, body: 'A look', codeIds: ['asks'], lookForId: null, child: null, changedAt: '2026-11-21T10:00:00.000Z' }, // prettier-ignore
    { id: '22222222-2222-4222-8222-222222222222', passId: 'guided', startSeconds: 43.1, endSeconds: 52.4, body: 'Hop,\nthen “wait”', codeIds: ['waits', 'smiles'], lookForId: 'initiative', child: 'Child B', changedAt: '2026-11-21T10:00:01.000Z' }, // prettier-ignore
    { id: '33333333-3333-4333-8333-333333333333', passId: 'guided', startSeconds: 50, endSeconds: 60, body: '', codeIds: ['asks'], lookForId: null, child: null, changedAt: '2026-11-21T10:00:02.000Z' }, // prettier-ignore
  ],
  at: '2027-01-10T12:00:00.000Z',
};

/** What moments for it are measured against. */
export const measures: Measures = {
  framework,
  lookFors: work.lookFors,
  passes: work.passes,
  durationSeconds: 100,
  passId: 'free',
  changedAt: '2027-01-10T12:00:00.000Z',
  today: () => undefined,
};
