import { html } from 'lit';
import { observationRoutes, type Comparison, type Growth } from '#contract/observations';
import { seminarRoutes, type Post } from '#contract/seminars';
import '#elements/comparison/observation-comparison';
import '#elements/growth/growth-page';
import '#elements/student-task/student-task';
import {
  observationApi,
  sampleComparison,
  taskId,
  type SampleStage,
} from './observation-samples.ts';
import { refusal, type Asked } from './pretend-server.ts';

const posts: Post[] = (
  [
    ['Noor', 46, 52, 'I looked for a word or a glance and found none. What told you it was meant?'],
    [
      'J. T.',
      46,
      52,
      'The hand. It stops when A’s elbow goes up, not before. Try 0:47 at half speed.',
    ],
    ['', 46, 52, 'I left it empty because nothing happens. Now I think that is the moment.'],
    ['Sol', 60, 64, 'Who begins here?'],
  ] as const
).map(([name, startSeconds, endSeconds, body], at) => ({
  ...{ name, startSeconds, endSeconds, body },
  id: `00000000-0000-4000-8000-00000000000${at}`,
  isMine: name === '',
  fromLead: name === 'J. T.',
  writtenAt: `2026-11-19T15:0${at}:00Z`,
  editedAt: null,
  hidden: null,
}));

const talk = [
  { route: seminarRoutes.listPosts, reply: () => ({ posts }) },
  {
    route: seminarRoutes.writePost,
    reply: ({ body, params }: Asked) => ({
      ...posts[2],
      ...(body as object),
      id: params['postId'],
      writtenAt: new Date().toISOString(),
    }),
  },
];

function comparisonOf(change: (comparison: Comparison) => Comparison) {
  const answer = {
    route: observationRoutes.compareObservations,
    reply: () => change(sampleComparison()),
  };
  return html`<lookfor-observation-comparison
    .api=${observationApi('handed-in', [answer, ...talk])}
    task-id=${taskId}
  ></lookfor-observation-comparison>`;
}

/** The class has handed in. */
export function comparisonExhibit() {
  return comparisonOf((comparison) => comparison);
}

/** Two groups coded together: each lane says who wrote what. */
export function comparisonGroupsExhibit() {
  const members = (names: readonly string[]) => names.map((name, at) => ({ key: `m${at}`, name }));
  const groups = [
    { name: 'The window seat', authors: members(['Robin Quist', 'Sam Park', 'Sol Peres']) },
    { name: 'Lab B', authors: members(['Ada', 'Noor']) },
  ];
  return comparisonOf(({ readings, ...comparison }) => ({
    ...comparison,
    readings: readings
      .filter(({ kind, inMyGroup }) => kind !== 'classmate' || inMyGroup)
      .map((reading, at) => {
        const group = reading.kind === 'me' ? groups[0] : at === 1 ? groups[1] : undefined;
        if (!group) return reading;
        const { authors, name } = group;
        const marks = reading.marks.map((mark, place) => ({
          ...mark,
          by: `m${(place * 2) % authors.length}`,
        }));
        const { kind, key } = reading;
        return { ...{ kind, key, name, authors, marks }, people: authors.length };
      }),
  }));
}

/** Nobody else has handed in yet. */
export function comparisonFirstExhibit() {
  return comparisonOf((comparison) => ({
    ...comparison,
    handedIn: 1,
    readings: comparison.readings.filter((reading) => reading.kind !== 'classmate'),
  }));
}

/** A lecturer looks, who has no reading of their own. */
export function comparisonLecturerExhibit() {
  return comparisonOf((comparison) => ({
    ...comparison,
    handedInAt: null,
    readings: comparison.readings.filter((reading) => reading.kind !== 'me'),
  }));
}

/** The lecturer opens it by hand, and has not yet. */
export function comparisonClosedExhibit() {
  const answer = {
    route: observationRoutes.compareObservations,
    reply: () => null,
    problem: { ...refusal('not_revealed', 403), details: { reason: 'by-hand', opensAt: null } },
  };
  return html`<lookfor-observation-comparison
    .api=${observationApi('handed-in', [answer])}
    task-id=${taskId}
  ></lookfor-observation-comparison>`;
}

/** Three observations with one framework, the first long ago, and one with another. */
export function growthExhibit() {
  const framework = {
    key: 'noticing',
    title: { en: 'Noticing' },
    codes: (
      [
        ['describe', 'Describe', 3],
        ['interpret', 'Interpret', 2],
        ['theorise', 'Theorise', 5],
        ['propose', 'Propose', 4],
      ] as const
    ).map(([id, name, hue]) => ({ id, name: { en: name }, hue })),
  };
  const step = (title: string, month: string, codes: Record<string, number>, children: number) => ({
    ...{ taskId, title, courseTitle: 'Observing young children', framework, codes, children },
    handedInAt: `2026-${month}-12T10:00:00Z`,
    marks: Object.values(codes).reduce((sum, count) => sum + count, 0),
  });
  const growth: Growth = {
    observations: [
      step('Three moments', '02', { describe: 8, interpret: 1 }, 1),
      step('Who begins?', '05', { describe: 6, interpret: 4 }, 2),
      step('The tower that fell', '10', { describe: 5, interpret: 5, theorise: 2, propose: 1 }, 3),
    ],
  };
  const answer = { route: observationRoutes.myGrowth, reply: () => growth };
  return html`<lookfor-growth-page
    .api=${observationApi('handed-in', [answer])}
  ></lookfor-growth-page>`;
}

/** What a student's launch opens. */
export function studentTaskExhibit(stage: SampleStage) {
  return html`<lookfor-student-task
    .api=${observationApi(stage)}
    task-id=${taskId}
  ></lookfor-student-task>`;
}
