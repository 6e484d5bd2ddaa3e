import { describe, expect, test } from 'vitest';
import type { ScoreKind } from '#contract/vocabulary';
import { scoreMessage } from '#server/gradebook/score-message.rules';
import { quirksOf } from '#server/lti/platform-quirks';

const timestamp = new Date('2026-11-24T14:20:00.000Z');
const row = (kind: ScoreKind) => ({
  ...{ kind, subject: '4711', scoringSubject: '218', scoreGiven: 17, scoreMaximum: 20 },
  comment: 'You stay with the silence.',
  submittedAt: new Date('2026-11-14T16:20:00Z'),
  reviewUrl: 'https://tool.example/lti/launch?task=t&narration=n',
  overrides: false,
});
const message = (kind: ScoreKind, family: string | null) =>
  scoreMessage(row(kind), timestamp, quirksOf(family));
const CANVAS = 'https://canvas.instructure.com/lti/submission';
const base = { userId: '4711', timestamp: '2026-11-24T14:20:00.000Z' };

test('a grade is final, with comment, grader and the time of the hand-in', () => {
  expect(message('grade', 'moodle')).toEqual({
    ...base,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: 17,
    scoreMaximum: 20,
    comment: 'You stay with the silence.',
    scoringUserId: '218',
    submission: { submittedAt: '2026-11-14T16:20:00.000Z' },
  });
});

test.each(['moodle', 'sakai', 'sakailms.org', 'openedx', 'somebody', null])(
  'a hand-in is not told to %s, where it would erase a grade',
  (family) => {
    expect(message('handed-in', family)).toBeNull();
  },
);

test.each(['canvas', 'desire2learn', 'BlackboardLearn'])(
  'a hand-in is told to %s, without a score',
  (family) => {
    const told = message('handed-in', family);
    expect(told).toMatchObject({
      ...base,
      activityProgress: 'Submitted',
      gradingProgress: 'PendingManual',
      submission: { submittedAt: '2026-11-14T16:20:00.000Z' },
    });
    expect(told).not.toHaveProperty('scoreGiven');
  },
);

describe('Canvas', () => {
  test('gets the submission with its address; a mark is no new attempt', () => {
    expect(message('grade', 'canvas')?.[CANVAS]).toEqual({
      new_submission: false,
      prioritize_non_tool_grade: true,
      submission_type: 'basic_lti_launch',
      submission_data: 'https://tool.example/lti/launch?task=t&narration=n',
      submitted_at: '2026-11-14T16:20:00.000Z',
    });
    expect(message('handed-in', 'canvas')?.[CANVAS]).toMatchObject({
      new_submission: true,
      preserve_score: true,
    });
  });

  test('keeps a grade that a teacher gave, unless a person sends ours again', () => {
    const asked = { ...row('grade'), overrides: true };
    expect(scoreMessage(asked, timestamp, quirksOf('canvas'))?.[CANVAS]).toMatchObject({
      prioritize_non_tool_grade: false,
    });
  });
});

test.each([
  ['moodle', 'Initialized', 'NotReady'],
  ['desire2learn', 'Initialized', 'NotReady'],
  [null, 'Initialized', 'NotReady'],
  ['canvas', 'Completed', 'FullyGraded'],
])('%s clears a grade by %s, %s', (family, activityProgress, gradingProgress) => {
  expect(message('cleared', family)).toEqual({ ...base, activityProgress, gradingProgress });
});

test('Open edX cannot be told to clear one', () => {
  expect(message('cleared', 'openedx')).toBeNull();
});
