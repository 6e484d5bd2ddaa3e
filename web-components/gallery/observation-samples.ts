import { clipRoutes, type Playback } from '#contract/clips';
import type { Framework } from '#contract/frameworks';
import { narrationRoutes } from '#contract/narrations';
import {
  observationRoutes,
  type Comparison,
  type Mark,
  type MarkChange,
  type Observation,
  type Reading,
} from '#contract/observations';
import { taskRoutes, type Task } from '#contract/tasks';
import type { Api } from '#elements/kit/api';
import { pretendApi, refusal, type Answer } from './pretend-server.ts';

export const taskId = '0190a1b2-0000-7000-8000-0000000000a1';
const clipId = '0190a1b2-0000-7000-8000-0000000000c1';

/** A clip under `GALLERY_MEDIA/bridge`, as the pipeline packages the first demo clip. */
export function bridgePlayback(): Playback {
  const media = new URL('/sample-media/bridge/', location.href).href;
  return {
    clipId,
    title: 'Blocks before snack',
    playlistUrl: `${media}master.m3u8`,
    posterUrl: `${media}poster.jpg`,
    excerpt: null,
    soundUrl: null,
    waveformUrl: `${media}waveform.json`,
    thumbnails: {
      url: `${media}thumbs.jpg`,
      columns: 10,
      rows: 5,
      tileWidth: 160,
      tileHeight: 90,
      intervalSeconds: 2,
      count: 44,
    },
    captions: [{ language: 'en', label: 'English', url: `${media}en.vtt` }],
    descriptions: [],
    durationSeconds: 87,
    frameRate: 25,
    people: [
      { pseudonym: 'Educator E', kind: 'adult', ranges: [[0, 87]] },
      { pseudonym: 'Child A', kind: 'child', ranges: [[0, 87]] },
      { pseudonym: 'Child B', kind: 'child', ranges: [[19, 87]] },
      { pseudonym: 'Child C', kind: 'child', ranges: [[0, 87]] },
    ],
    context: {
      setting:
        'A low table beside the shelf in a full-day group: wooden blocks, a few peg figures.',
      group:
        'Twelve children of three and four. Seen here are Child A, Child B, Child C and Educator E.',
      moment: 'A quarter to ten. In a few minutes the tables will be cleared for snack.',
      before: 'In the morning circle somebody told of a baby at home who sleeps all day.',
      remember: 'The clip was not made to show how it should be done. Notice first; explain later.',
    },
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
}

const framework: Framework = {
  id: '0190a1b2-0000-7000-8000-0000000000f1',
  key: 'initiative-response',
  version: 1,
  title: { en: 'Children’s initiative and response' },
  source: '',
  tiers: [{ id: 'all', name: { en: 'All' } }],
  codes: (
    [
      ['child-initiative', 'Child’s initiative', 3],
      ['answer', 'Answer it got', 2],
      ['no-response', 'No answer', 2],
      ['exploring-thinking', 'Exploring, thinking', 5],
      ['warm-relations', 'Warm relations', 4],
    ] as const
  ).map(([id, name, hue]) => ({
    id,
    tierId: 'all',
    name: { en: name },
    definition: { en: name },
    hue,
  })),
};

const allTools = { codes: true, childInFocus: true, captions: true, sound: true };

export const sampleTask: Task = {
  id: taskId,
  state: 'published',
  plan: {
    title: 'The bridge that would not stay up',
    clipId,
    frameworkId: framework.id,
    helpingQuestion: { mode: 'own', text: '' },
    lookFors: [
      { id: 'initiative', label: 'Child’s initiative', codeId: 'child-initiative' },
      { id: 'answer', label: 'Answer it got', codeId: 'answer' },
      { id: 'exploring', label: 'Exploring, thinking', codeId: 'exploring-thinking' },
      { id: 'warm', label: 'Warm relations', codeId: 'warm-relations' },
    ],
    beliefs: [
      { id: 'wait', question: 'How long does an answer last?', measure: 'seconds', lookForId: 'answer', otherLookForId: null, maximum: 12 },
      { id: 'begins', question: 'How often does a child begin?', measure: 'moments', lookForId: 'initiative', otherLookForId: null, maximum: 10 },
      { id: 'received', question: 'How many of the moments are exploring, not warmth?', measure: 'share', lookForId: 'exploring', otherLookForId: 'warm', maximum: 1 },
    ], // prettier-ignore
    passes: [
      {
        id: 'free',
        title: 'Free noticing',
        prompt: 'Watch once, right through. Mark what catches you; words can come later.',
        tools: { ...allTools, codes: false },
        moments: [],
        watchShare: 0.9,
      },
      {
        id: 'guided',
        title: 'Guided',
        prompt: 'Mark each time a child begins something, and the answer it gets.',
        tools: allTools,
        moments: [
          { lookForId: 'initiative', minimum: 3 },
          { lookForId: 'answer', minimum: 3 },
          { lookForId: 'exploring', minimum: 2 },
        ],
        watchShare: 1,
      },
    ],
    reveal: { rule: 'after-own', at: null },
    narration: {
      prompt: 'Tell one ordinary moment.',
      minimumWords: 200,
      maximumWords: 600,
      minimumCitations: 2,
      criteria: [],
      namesHidden: false,
    },
    maximumPoints: 20,
    opensAt: null,
    dueAt: null,
  },
  framework,
  clipTitle: 'Blocks before snack',
  clipDurationSeconds: 87,
  gaps: [],
  revealedAt: null,
  placed: true,
  sentAt: null,
  hasLineItem: true,
  revision: 1,
  updatedAt: new Date(0).toISOString(),
};

type Row = [start: number, end: number | null, codeIds: string[], child: string | null, body: string]; // prettier-ignore

const ownRows: Row[] = [
  [3.2, null, [], null, 'The long block is held in the air.'],
  [8.8, 13, ['answer'], 'Child A', '“What a strong bridge!” A looks at the hand and not at the face.'],
  [15.4, null, [], null, 'A car comes. Nobody asked for a car.'],
  [22.4, 29.8, ['child-initiative'], 'Child B', 'Lifts the cloth, hops once, waits. Then looks down at it.'],
  [31, null, [], null, 'It falls. All eyes on A, none on C.'],
  [33.4, 37, ['child-initiative'], 'Child C', 'Slides the figure across. Says nothing.'],
  [42, 44, ['no-response'], 'Child A', '“Mm-mm.” The hand stops and goes back.'],
  [45.5, 52.4, ['answer'], 'Child A', 'The hand comes forward and stops above the table. Nine seconds without helping; A finds the elbow trick alone. Did the adult decide to wait, or'],
  [54, null, ['child-initiative'], 'Child C', 'Pushes a small block towards A. I had not seen this in pass 1.'],
  [59, 66, ['exploring-thinking'], 'Child B', '“Maybe it’s too heavy on that end.” A reason, not a wish.'],
  [63, 67.6, ['warm-relations'], 'Child A', 'Says it back in the same whisper.'],
  [70, null, [], null, ''],
  [80, null, [], null, 'Now she looks at him.'],
]; // prettier-ignore

function idOf(group: number, at: number): string {
  return `0190a1b2-0000-7000-${8000 + group}-${String(at).padStart(12, '0')}`;
}

function marksOf(rows: readonly Row[], group: number): Mark[] {
  return rows.map(([startSeconds, endSeconds, codeIds, child, body], at) => ({
    id: idOf(group, at),
    passId: codeIds.length > 0 ? 'guided' : 'free',
    startSeconds,
    endSeconds,
    codeIds,
    child,
    body,
    lookForId: null,
    changedAt: new Date(1_000_000 + at).toISOString(),
  }));
}

/** How far the sample observation has come. */
export type SampleStage = 'new' | 'free' | 'guided' | 'ready' | 'handed-in';

function sampleObservation(stage: SampleStage): Observation {
  const isNew = stage === 'new';
  const done = '2026-11-21T14:02:00Z';
  return {
    id: idOf(9, 1),
    taskId,
    beliefs: isNew ? {} : { wait: 3, received: 0.9 },
    helpingQuestion: isNew ? '' : 'How long does the adult wait before helping?',
    passes: [
      {
        passId: 'free',
        watched: isNew ? [] : [[0, stage === 'free' ? 41 : 87]],
        completedAt: isNew || stage === 'free' ? null : done,
        foundNone: [],
      },
      {
        passId: 'guided',
        watched: isNew || stage === 'free' ? [] : [[0, stage === 'guided' ? 64 : 87]],
        completedAt: stage === 'handed-in' ? done : null,
        foundNone: [],
      },
    ],
    marks: isNew
      ? []
      : marksOf(
          stage === 'free' ? ownRows.filter(([, , codes]) => codes.length === 0) : ownRows,
          0,
        ),
    handedInAt: stage === 'handed-in' ? '2026-11-19T14:31:00Z' : null,
    revision: 1,
  };
}

/** A server with one observation, which keeps marks as ours does. */
export function observationApi(
  stage: SampleStage,
  more: readonly Answer[] = [],
  task: Task = sampleTask,
): Api {
  let observation = sampleObservation(stage);
  const change = (next: Partial<Observation>) => {
    observation = { ...observation, ...next, revision: observation.revision + 1 };
    return observation;
  };
  const inPass = (passId: string, next: (pass: Observation['passes'][number]) => object) =>
    change({
      passes: observation.passes.map((pass) =>
        pass.passId === passId ? { ...pass, ...next(pass) } : pass,
      ),
    });
  return pretendApi([
    ...more,
    { route: clipRoutes.playClip, reply: bridgePlayback },
    { route: taskRoutes.getTask, reply: () => task },
    { route: observationRoutes.openObservation, reply: () => observation },
    {
      route: observationRoutes.changeMarks,
      delayMs: 120,
      reply: ({ body }) => {
        const marks = new Map(observation.marks.map((mark) => [mark.id, mark]));
        for (const one of (body as { changes: MarkChange[] }).changes) {
          if (one.kind === 'put') marks.set(one.mark.id, one.mark);
          else marks.delete(one.markId);
        }
        return change({ marks: [...marks.values()] });
      },
    },
    {
      route: observationRoutes.setHelpingQuestion,
      reply: ({ body }) => change({ helpingQuestion: (body as { text: string }).text }),
    },
    {
      route: observationRoutes.setBeliefs,
      reply: ({ body }) =>
        change({
          beliefs: { ...observation.beliefs, ...(body as Pick<Observation, 'beliefs'>).beliefs },
        }),
    },
    {
      route: observationRoutes.addWatched,
      reply: ({ body, params }) =>
        inPass(params['passId'] ?? '', (pass) => ({
          watched: [...pass.watched, ...(body as { ranges: [number, number][] }).ranges],
        })),
    },
    {
      route: observationRoutes.completePass,
      reply: ({ params }) =>
        inPass(params['passId'] ?? '', () => ({ completedAt: new Date().toISOString() })),
    },
    {
      route: observationRoutes.handInObservation,
      reply: () => change({ handedInAt: new Date().toISOString() }),
    },
    { route: observationRoutes.compareObservations, reply: () => sampleComparison() },
    { route: narrationRoutes.openNarration, reply: () => null, problem: refusal('not_found', 404) },
  ]);
}

function readingMarks(rows: readonly Row[], group: number, because = ''): Reading['marks'] {
  return marksOf(rows, group).map(({ passId: _pass, changedAt: _at, ...mark }) => ({
    ...mark,
    because: because && mark.startSeconds > 8 ? because : '',
  }));
}

const people: [name: string, rows: Row[]][] = [
  ['Noor', [
    [8.6, 12.5, ['answer'], 'Child A', 'A friendly word. Too early?'],
    [23, 29, ['child-initiative'], 'Child B', 'He asks with the cloth. Nobody reads it.'],
    [45.8, 53, ['no-response'], 'Child A', 'A looks up. Nobody meets the look. For A, that is being alone with it.'],
    [59.5, 65, ['exploring-thinking'], 'Child B', 'Weighs it with words.'],
    [71, 79, ['warm-relations'], 'Child B', 'The cloth becomes the blanket.'],
  ]],
  ['J. T.', [
    [22, 30, ['child-initiative'], 'Child B', 'The hop is a question.'],
    [46, 60, ['answer'], 'Child A', 'The body stays close, the eyes stay on A’s hands. That is being there.'],
    [60, 66.5, ['exploring-thinking'], 'Child A', 'Tries the elbow.'],
    [62, 68, ['warm-relations'], 'Child A', 'Three words back, as quietly.'],
  ]],
  ['7F3', [
    [3, 6, ['exploring-thinking'], 'Child A', 'Measures with her arms.'],
    [45, 52, ['no-response'], 'Child A', 'The hand stops and nothing follows.'],
    [62, 67, ['warm-relations'], 'Child A', ''],
  ]],
  ['Sol', [
    [9, 13, ['answer'], 'Child A', 'Names it at the child’s height.'],
    [33, 37, ['child-initiative'], 'Child C', 'A gift.'],
    [60, 64, ['exploring-thinking'], 'Child B', 'A reason.'],
    [73, 79, ['warm-relations'], 'Child B', 'All three.'],
  ]],
  ['Ada', [
    [22.5, 28, ['child-initiative'], 'Child B', 'Here! he whispers.'],
    [46, 55, ['answer'], 'Child A', 'Waiting is the answer.'],
    [72, 79, ['warm-relations'], 'Child B', 'Included at last.'],
  ]],
]; // prettier-ignore

/** What the class made of the same clip. */
export function sampleComparison(): Comparison {
  const classmates = people.map(([name, rows], at): Reading => ({
    key: `c${at}`,
    name,
    kind: 'classmate',
    ...(at < 4 && { inMyGroup: true as const }),
    marks: readingMarks(rows, at + 1),
  }));
  return {
    taskId,
    newsId: 0,
    handedInAt: '2026-11-19T14:31:00Z',
    beliefs: { wait: 3, received: 0.9, begins: 3 },
    handedIn: 6,
    expected: 24,
    readings: [
      { key: 'me', name: '', kind: 'me', marks: readingMarks(ownRows, 0) },
      ...classmates,
      {
        key: 'e1',
        name: 'Expert 1',
        kind: 'expert',
        marks: readingMarks(
          [
            [8.8, 13, ['answer'], 'Child A', 'A new word, warmly offered.'],
            [22.4, 29.8, ['child-initiative'], 'Child B', 'B lifts the cloth, hops once, waits five seconds.'],
            [45.5, 61, ['answer'], 'Child A', 'Both hands flat, body back, eyes on the block.'],
            [71.2, 79, ['warm-relations'], 'Child B', 'C sees him first, then A, then the educator.'],
          ],
          7,
          'the palm is open and the weight is forward: attention without taking over.',
        ),
      },
      {
        key: 'e2',
        name: 'Expert 2',
        kind: 'expert',
        marks: readingMarks(
          [
            [45.6, 52, ['no-response'], 'Child A', 'None.'],
            [59, 65, ['exploring-thinking'], 'Child B', 'Says why before trying.'],
          ],
          8,
          'nothing reaches A until later. An intention is not yet an answer.',
        ),
      },
    ],
  }; // prettier-ignore
}
