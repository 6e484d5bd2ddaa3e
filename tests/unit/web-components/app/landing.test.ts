import { describe, expect, it } from 'vitest';
import { deepLinkingSchema, type Boot, type Session } from '#contract/launch';
import { CAPABILITIES_OF, type Role } from '#contract/vocabulary';
import { landing, openInstead } from '#elements/app/landing.rules';

const taskId = '0190a1b2-0000-7000-8000-000000000001';
const deepLinking = deepLinkingSchema.parse({
  request: 'sealed',
  returnUrl: 'https://lms.example/',
  acceptsMultiple: true,
});

function sessionOf(role: Role): Session {
  return {
    personId: '0190a1b2-0000-7000-8000-000000000002',
    name: null,
    role,
    capabilities: [...CAPABILITIES_OF[role]],
    courseTitle: 'EDU 210',
    locale: 'en',
  };
}

function lands(target: Boot['target'], role: Role): string | undefined {
  return landing({ target, deepLinking }, sessionOf(role))?.screen;
}

describe('where a launch lands', () => {
  it.each([
    ['student', 'student-task'],
    ['practitioner', 'student-task'],
    ['observer', 'task'],
    ['lecturer', 'task'],
    ['assessor', 'task'],
    ['facilitator', 'task'],
    ['administrator', undefined],
  ] as [Role, string | undefined][])('a task, for %s: %s', (role, screen) => {
    expect(lands({ screen: 'task', taskId }, role)).toBe(screen);
  });

  it.each([
    ['assessor', 'assessment'],
    ['lecturer', 'assessment'],
    ['student', 'student-task'],
  ] as [Role, string][])('a submission from the gradebook, for %s: %s', (role, screen) => {
    expect(lands({ screen: 'assessment', taskId, narrationId: null }, role)).toBe(screen);
  });

  it('shows the course and the picker only to those who may', () => {
    expect(lands({ screen: 'course' }, 'lecturer')).toBe('course');
    expect(lands({ screen: 'course' }, 'observer')).toBeUndefined();
    expect(lands({ screen: 'course' }, 'administrator')).toBe('vocabularies');
    expect(lands({ screen: 'deep-linking' }, 'lecturer')).toBe('picker');
    expect(lands({ screen: 'deep-linking' }, 'assessor')).toBeUndefined();
  });

  it.each(['student', 'practitioner'] as const)('%s finds own work at the course', (role) => {
    expect(lands({ screen: 'course' }, role)).toBe('own-tasks');
  });

  it.each([
    ['administrator', 'vocabularies'],
    ['observer', undefined],
    ['student', undefined],
  ] as [Role, string | undefined][])('where a page is closed, %s may open: %s', (role, screen) => {
    expect(openInstead(sessionOf(role))?.screen).toBe(screen);
  });

  it('hands on what the screen is about', () => {
    const place = landing(
      { target: { screen: 'task', taskId }, deepLinking },
      sessionOf('student'),
    );
    expect(place?.params).toEqual({ taskId });
  });
});
