import { describe, expect, test } from 'vitest';
import { clipDescriptionSchema } from '#contract/clips';
import { mergeDescription } from '#contract/shared/clip-description';
import { COVERAGE_GAPS, type Coverage } from '#contract/consents';
import {
  consentRefusal,
  EMPTY_DESCRIPTION,
  failureOf,
  mayFind,
  playbackRefusal,
  progressOf,
  publicationRefusal,
  type PlaybackFacts,
} from '#server/clips/clips.rules';

function coverage(change: Partial<Coverage> = {}): Coverage {
  return {
    training: change.gap === undefined || change.gap === null,
    purposes: ['training'],
    audience: 'institution',
    until: '2027-06-30',
    gap: null,
    decidedBy: ['Child A'],
    ...change,
  };
}

describe('who may watch', () => {
  const nobody: PlaybackFacts = {
    isOwner: false,
    canBrowse: false,
    canReview: false,
    isGranted: false,
    isInOwnersCourse: false,
    curation: 'published',
    coverage: coverage(),
  };
  const cases: [string, Partial<PlaybackFacts>, string | null][] = [
    ['somebody without any right', {}, 'not_found'],
    ['a colleague, published', { canBrowse: true, canReview: false }, null],
    ['a colleague, draft', { canBrowse: true, canReview: false, curation: 'draft' }, 'not_found'],
    [
      'a colleague, retired',
      { canBrowse: true, canReview: false, curation: 'retired' },
      'not_found',
    ],
    ['a student with a task', { isGranted: true }, null],
    ['a student with a task on a draft', { isGranted: true, curation: 'draft' }, null],
    [
      'a student with a task, withdrawn',
      { isGranted: true, coverage: coverage({ gap: 'withdrawn' }) },
      'consent_withdrawn',
    ],
    [
      'a colleague, ended',
      { canBrowse: true, canReview: false, coverage: coverage({ gap: 'ended' }) },
      'consent_ended',
    ],
    [
      'a colleague, only for the course, elsewhere',
      { canBrowse: true, canReview: false, coverage: coverage({ audience: 'course' }) },
      'not_found',
    ],
    [
      "a student, only for the course, in the owner's",
      { isGranted: true, isInOwnersCourse: true, coverage: coverage({ audience: 'course' }) },
      null,
    ],
    [
      'somebody without any right does not learn of a withdrawal',
      { coverage: coverage({ gap: 'withdrawn' }) },
      'not_found',
    ],
    [
      'the owner, whatever consent says',
      { isOwner: true, curation: 'draft', coverage: coverage({ gap: 'withdrawn' }) },
      null,
    ],
  ];
  test.each(cases)('%s', (_, facts, refusal) => {
    expect(playbackRefusal({ ...nobody, ...facts })).toBe(refusal);
  });

  test('every gap in consent keeps everybody but the owner from watching', () => {
    for (const gap of COVERAGE_GAPS) {
      const facts = {
        ...nobody,
        canBrowse: true,
        canReview: false,
        isGranted: true,
        isInOwnersCourse: true,
      };
      expect(playbackRefusal({ ...facts, coverage: coverage({ gap, purposes: [] }) })).toMatch(
        /^(consent_|share_ended)/,
      );
      expect(consentRefusal({ gap, purposes: [] })).toMatch(/^(consent_|share_ended)/);
    }
    expect(consentRefusal({ gap: null, purposes: ['training'] })).toBeNull();
  });

  test('a use that was agreed to is open to colleagues, and to nobody else', () => {
    const facts = { ...nobody, isGranted: true, purpose: 'team' as const };
    const agreed = coverage({ gap: 'purpose', purposes: ['team'] });
    expect(playbackRefusal({ ...facts, coverage: agreed })).toBe('not_allowed');
    expect(playbackRefusal({ ...facts, canBrowse: true, coverage: agreed })).toBeNull();
    const other = coverage({ gap: null, purposes: ['training'] });
    expect(playbackRefusal({ ...facts, canBrowse: true, coverage: other })).toBe('consent_missing');
  });
});

test('a draft is found by its owner only', () => {
  expect(mayFind({ isOwner: true, canBrowse: false, canReview: false }, 'draft')).toBe(true);
  expect(mayFind({ isOwner: false, canBrowse: true, canReview: false }, 'draft')).toBe(false);
  expect(mayFind({ isOwner: false, canBrowse: true, canReview: false }, 'published')).toBe(true);
  expect(mayFind({ isOwner: false, canBrowse: false, canReview: false }, 'published')).toBe(false);
});

test('publishing needs a title, a clip that plays, and consent', () => {
  const clip = { title: 'The tower', state: 'ready' as const, coverage: coverage() };
  expect(publicationRefusal(clip)).toBeNull();
  expect(publicationRefusal({ ...clip, title: '  ' })).toBe('clip_not_described');
  expect(publicationRefusal({ ...clip, state: 'processing' })).toBe('clip_not_ready');
  expect(publicationRefusal({ ...clip, coverage: coverage({ gap: 'missing' }) })).toBe(
    'consent_missing',
  );
});

test('an empty description is a description, and a change leaves the rest as it was', () => {
  expect(clipDescriptionSchema.parse(EMPTY_DESCRIPTION)).toEqual(EMPTY_DESCRIPTION);
  const described = mergeDescription(EMPTY_DESCRIPTION, { domain: 'Warm relations' });
  expect(mergeDescription(described, { ageGroup: '4–5', domain: undefined })).toEqual({
    ...EMPTY_DESCRIPTION,
    domain: 'Warm relations',
    ageGroup: '4–5',
  });
});

test('who writes in one field keeps what somebody else wrote in the one beside it', () => {
  const setting = mergeDescription(EMPTY_DESCRIPTION, { context: { setting: 'The hall' } });
  const both = mergeDescription(setting, { context: { group: 'Four children' } });
  expect(both.context).toMatchObject({ setting: 'The hall', group: 'Four children' });
  // Also before it was sent.
  const unsent = mergeDescription({ theory: { title: 'A pause' } }, { theory: { text: 'Waits.' } });
  expect(unsent).toEqual({ theory: { title: 'A pause', text: 'Waits.' } });
});

test('progress never says done before it is, and keeps its stage', () => {
  expect(progressOf('probe', 0)).toEqual({ stage: 'check', percent: 6 });
  expect(progressOf('picture', 50)).toEqual({ stage: 'picture', percent: 53 });
  expect(progressOf('finish', 100)).toEqual({ stage: 'done', percent: 99 });
});

test('a run that took too long is a failed conversion to a person', () => {
  expect(failureOf('timed_out')).toBe('transcode_failed');
  expect(failureOf('truncated_file')).toBe('truncated_file');
});
