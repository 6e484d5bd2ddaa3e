import type { Feedback, PassageComment, QueueRow, ReleaseView } from '#contract/assessments';
import type { ScoreStanding } from '#contract/vocabulary';
import type { OpenedAssessment } from '#elements/assessment/mark-draft';
import type { Framework } from '#contract/frameworks';
import type { Citation, NarrationDoc, NarrationReading } from '#contract/narrations';
import type { Criterion } from '#contract/tasks';

/** One story for the screens of reading and marking: candidate 7F3, "The bridge that was a bed". */
export const taskId = '0190a1b2-0000-7000-8000-0000000000a1';
export const narrationId = '0190a1b2-0000-7000-8000-0000000000b1';
const clipId = '0190a1b2-0000-7000-8000-0000000000c1';
export const closedClipId = '0190a1b2-0000-7000-8000-0000000000c2';

export const framework: Framework = {
  id: '0190a1b2-0000-7000-8000-0000000000f1',
  key: 'child-initiative',
  version: 1,
  title: { en: 'The child’s initiative' },
  source: '',
  tiers: [{ id: 'adult', name: { en: 'Adult' } }],
  codes: [
    {
      id: 'receives',
      tierId: 'adult',
      name: { en: 'receives' },
      definition: { en: '' },
      hue: 1,
    },
    {
      id: 'initiative',
      tierId: 'adult',
      name: { en: 'initiative' },
      definition: { en: '' },
      hue: 2,
    },
  ],
};

const paragraph = (text: string): NarrationDoc['content'][number] => ({
  type: 'paragraph',
  content: [{ type: 'text', text }],
});

function citation(part: Partial<Citation>): NarrationDoc['content'][number] {
  return {
    type: 'citation',
    attrs: {
      citationId: 'c1',
      markId: null,
      clipId,
      clipTitle: 'Blocks before snack',
      startSeconds: 8,
      endSeconds: 25,
      note: '',
      codeIds: [],
      child: null,
      ...part,
    },
  };
}

export const reading: NarrationReading = {
  id: narrationId,
  taskId,
  author: '7F3',
  title: 'The bridge that was a bed',
  question: 'When does a child’s idea change what the adult does next?',
  wordCount: 742,
  version: 7,
  handedInAt: '2026-11-14T16:20:00.000Z',
  closedClips: { [closedClipId]: 'consent_withdrawn' },
  doc: {
    type: 'doc',
    content: [
      paragraph(
        'It is a quarter to ten; soon the tables will be cleared for snack. Child A has laid one long block across two short ones and sits back to look. The educator leans in: “What a strong bridge!” Child A does not answer. She looks past the bridge, at the educator’s hands.',
      ),
      citation({
        note: 'Educator names it at once. A looks at her hands, not her face. Six seconds, no reply.',
        child: 'Child A',
        codeIds: ['receives'],
      }),
      paragraph(
        'In my first pass I coded this as rich language: a new word, warmly offered, at the child’s height. On the third viewing, with the sound off, I saw that the word had come too early. Child A’s hands were still busy with a question of her own. When the educator lays both hands on the table and waits, a wooden figure is put not on the bridge but under it, and we hear, very softly: “He is sleeping.”',
      ),
      paragraph('What I had written down as silence, someone else read as an answer:'),
      {
        type: 'blockquote',
        content: [
          {
            type: 'paragraph',
            content: [
              {
                type: 'text',
                text: 'She isn’t refusing to talk. The figure is her reply. You only had to wait until she had laid it down.',
              },
            ],
          },
        ],
      },
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'And Child B' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'And then there is Child B. ' },
          { type: 'text', text: 'Twice', marks: [{ type: 'em' }] },
          {
            type: 'text',
            text: ' he carries the yellow cloth to the corner of the table, and twice he carries it away again. In my first chart he had no notes at all, although he is on screen for a third of the clip. The bed needed a blanket, and the blanket was on its way the whole time.',
          },
        ],
      },
      citation({
        citationId: 'c2',
        startSeconds: 28,
        endSeconds: 34,
        note: 'He waits at the corner. Nobody looks up.',
        child: 'Child B',
        codeIds: ['initiative'],
      }),
      citation({
        citationId: 'c3',
        clipId: closedClipId,
        clipTitle: 'Tidying up',
        startSeconds: 20,
        endSeconds: 34,
        note: 'She looks up once, at the door.',
      }),
      paragraph(
        'On Thursday at the block table I will put both hands down and count to six before I say what I think I see. I will place myself so that the corner of the table, where Child B stood, is in front of me and not behind.',
      ),
    ],
  },
};

const LEVELS = ['Begins', 'Grows', 'Secure', 'Rich'] as const;

function criterion(
  id: string,
  title: string,
  hue: number,
  points: readonly number[],
  descriptors: readonly string[],
): Criterion {
  return {
    id,
    title,
    hue,
    levels: LEVELS.map((name, at) => ({
      id: name.toLowerCase(),
      title: name,
      descriptor: descriptors[at] ?? '',
      points: points[at] ?? 0,
    })),
  };
}

export const criteria: Criterion[] = [
  criterion(
    'noticing',
    'Noticing',
    6,
    [4, 6, 8, 10],
    [
      'Says what it means before saying what can be seen.',
      'Describes, but evaluates in the same breath.',
      'Says what can be seen and heard before saying what it means; the cited moments bear it out.',
      'As Secure, and sees what the first viewing missed.',
    ],
  ),
  criterion(
    'interpreting',
    'Interpreting',
    4,
    [4, 6, 8, 10],
    [
      'Holds one reading.',
      'Names a second reading without weighing it.',
      'Holds more than one reading and ties each to evidence.',
      'Holds more than one reading, ties each to evidence, and names the own lens that hid one of them.',
    ],
  ),
  criterion(
    'linking',
    'Linking to practice',
    5,
    [4, 6, 8, 10],
    [
      'A wish, without a link to what was seen.',
      'A next step that follows from the noticing; who will look, and when, is open.',
      'A dated step that follows from the noticing, and someone to look on.',
      'As Secure, and says what would show that something changed.',
    ],
  ),
];

const passageId = (at: number) =>
  `0190a1b2-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`;

export const passages: PassageComment[] = [
  {
    id: passageId(1),
    block: 0,
    start: 68,
    quote: 'Child A has laid one long block across two short ones and sits back to look.',
    criterionId: 'noticing',
    comment: '',
  },
  { id: passageId(2), block: 1, start: 0, quote: '', criterionId: 'noticing', comment: '' },
  {
    id: passageId(3),
    block: 2,
    start: 99,
    quote: 'On the third viewing, with the sound off, I saw that the word had come too early.',
    criterionId: 'interpreting',
    comment: '',
  },
  {
    id: passageId(4),
    block: 2,
    start: 181,
    quote: 'Child A’s hands were still busy with a question of her own.',
    criterionId: null,
    comment:
      'This is the hinge of your narration. You tell me what her hands were asking; can you also tell me what you saw them do?',
  },
  {
    id: passageId(5),
    block: 4,
    start: 27,
    quote: 'The figure is her reply.',
    criterionId: 'interpreting',
    comment: '',
  },
];

const row = (
  at: number,
  candidate: string,
  state: QueueRow['state'],
  wordCount: number,
  points: number | null,
  openCriteria: number,
): QueueRow => ({
  narrationId:
    candidate === '7F3'
      ? narrationId
      : `0190a1b2-0000-7000-8000-0000000002${String(at).padStart(2, '0')}`,
  candidate,
  state,
  wordCount,
  handedInAt: `2026-11-14T1${at % 10}:20:00.000Z`,
  points,
  openCriteria,
  isMine: points !== null,
});

export const queueRows: QueueRow[] = [
  row(1, '2B8', 'marked', 604, 21, 0),
  row(2, '7F3', 'draft', 742, 18, 1),
  row(3, '9A1', 'todo', 688, null, 3),
  row(4, 'C40', 'todo', 815, null, 3),
  row(5, 'E5D', 'todo', 597, null, 3),
  row(6, '4D6', 'marked', 712, 24, 0),
  row(7, 'B17', 'released', 655, 26, 0),
];

const overallComment =
  'You went back to the clip four times and each time the text got shorter and truer. For the next cycle, begin with Child B: write down what he does before you ask what it means.';

export const openedAssessment: OpenedAssessment = {
  narration: reading,
  criteria,
  maximumPoints: 30,
  ownEstimate: { noticing: 'secure', interpreting: 'grows', linking: 'rich' },
  assessment: {
    state: 'draft',
    marks: [
      { criterionId: 'noticing', levelId: 'secure', comment: '' },
      {
        criterionId: 'interpreting',
        levelId: 'rich',
        comment:
          'You let a second reading change your mind, and you show us the sentence where it happened.',
      },
    ],
    passages,
    overallComment,
    points: 18,
    openCriteria: 1,
    revision: 4,
    savedAt: '2026-11-22T11:08:00.000Z',
  },
};

export const feedback: Feedback = {
  narration: reading,
  criteria,
  ownEstimate: { noticing: 'secure', interpreting: 'grows', linking: 'rich' },
  marks: [
    { criterionId: 'noticing', levelId: 'secure', comment: '' },
    {
      criterionId: 'interpreting',
      levelId: 'rich',
      comment:
        'You let a second reading change your mind, and you show us the sentence where it happened.',
    },
    { criterionId: 'linking', levelId: 'secure', comment: '' },
  ],
  passages: [
    ...passages,
    {
      id: passageId(6),
      block: 9,
      start: 40,
      quote: 'both hands down and count to six',
      criterionId: 'linking',
      comment: 'A step that somebody can see you take.',
    },
  ],
  overallComment,
  points: 26,
  maximumPoints: 30,
  releasedAt: '2026-11-24T14:20:00.000Z',
};

/** A teacher changed one in the gradebook, one was not read back yet. */
const SAMPLE_STANDINGS: readonly ScoreStanding[] = ['same', 'differs', 'accepted'];

/** A release under way: some marks arrived, one waits, two were refused, three are ready. */
export function releaseView(nowMs: number = Date.now()): ReleaseView {
  const sent = ['03E', '1A7', '28B', '3C2', '40F', '52A', '60D', '71B', '80C', '8D1', '9E4'];
  const transfer = (at: number, candidate: string, points: number) => ({
    id: passageId(at + 20),
    narrationId: passageId(at + 60),
    candidate,
    kind: 'grade' as const,
    points,
    maximumPoints: 30,
    standing: 'on-its-way' as ScoreStanding,
    heldPoints: null as number | null,
    heldReadAt: null as string | null,
    attempts: 1,
    nextTryAt: null,
    sentAt: null,
    answer: null,
    answerStatus: null,
    errorCode: null,
  });
  return {
    taskId,
    title: 'Narration 2: The child’s initiative',
    maximumPoints: 30,
    hasGradebook: true,
    makesColumn: false,
    columnProblem: null,
    clearsGrades: true,
    open: 4,
    kept: [{ narrationId: passageId(99), candidate: 'F0A', points: 20 }],
    withoutTransfer: 1,
    unsent: 1,
    reading: {
      readAt: new Date(nowMs - 60_000).toISOString(),
      problem: null,
      answer: null,
      answerStatus: null,
    },
    ready: [
      {
        narrationId: passageId(11),
        candidate: '9A1',
        points: 22,
        comment:
          'You stay with the silence and let it last. In the next cycle, say who will look at your next step with you.',
      },
      { narrationId: passageId(12), candidate: 'B17', points: 18, comment: '' },
      { narrationId: passageId(13), candidate: 'D93', points: 19, comment: 'Short and true.' },
    ],
    transfers: [
      ...sent.map((candidate, at) => ({
        ...transfer(at, candidate, 17 + ((at * 5) % 12)),
        state: 'sent' as const,
        sentAt: new Date(nowMs - 360_000 + at * 8_000).toISOString(),
        standing: SAMPLE_STANDINGS[at] ?? 'same',
        heldPoints: SAMPLE_STANDINGS[at] === 'differs' ? 14 : 17 + ((at * 5) % 12),
        heldReadAt: new Date(nowMs - 60_000).toISOString(),
      })),
      {
        ...transfer(30, '2B8', 21),
        state: 'refused' as const,
        answer: '{"status":400,"reason":"Incorrect score received"}',
        answerStatus: 400,
        errorCode: 'platform_refused',
      },
      {
        ...transfer(31, '91C', 25),
        state: 'refused' as const,
        attempts: 5,
        answer: '',
        answerStatus: 500,
        errorCode: 'platform_refused',
      },
      {
        ...transfer(32, 'E5D', 19),
        state: 'waiting' as const,
        attempts: 3,
        nextTryAt: new Date(nowMs + 360_000).toISOString(),
        errorCode: 'platform_unreachable',
      },
      { ...transfer(33, 'C40', 27), state: 'waiting' as const, attempts: 0 },
    ],
  };
}

/** What the screens need of the task. */
export const taskPlan = {
  title: 'Narration 2: The child’s initiative',
  narration: { namesHidden: true },
};
