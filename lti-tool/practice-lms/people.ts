import type { Platform } from './platforms/platform.ts';
import { ROLE } from './vocabulary.ts';

/** What a person is in the course, in the LMS's own words. */
export type CoursePart = 'administrator' | 'lecturer' | 'assessor' | 'student';

/** An invented person of the practice LMS. */
export interface Person {
  /** Short name used in `?as=` and in the cookie. */
  key: string;
  /** The `sub` of launches and the `user_id` of the roster. */
  userId: string;
  givenName: string;
  familyName: string;
  email: string;
  part: CoursePart;
  /** What this person does, one sentence for the card. */
  does: string;
}

/** Everybody, in the order in which the pages show them. */
export const PEOPLE: readonly Person[] = [
  {
    key: 'max',
    userId: '2',
    givenName: 'Max',
    familyName: 'Keeper',
    email: 'max@example.org',
    part: 'administrator',
    does: 'Registers the tool in this LMS, once, before anybody can use it.',
  },
  {
    key: 'lee',
    userId: '3',
    givenName: 'Lee',
    familyName: 'Lantern',
    email: 'lee@example.org',
    part: 'lecturer',
    does: 'Chooses clips, builds tasks, sees where a group agrees, releases marks.',
  },
  {
    key: 'ash',
    userId: '4',
    givenName: 'Ash',
    familyName: 'Alder',
    email: 'ash@example.org',
    part: 'assessor',
    does: 'Reads narrations without names and marks them by rubric.',
  },
  {
    key: 'sam',
    userId: '5',
    givenName: 'Sam',
    familyName: 'Sparrow',
    email: 'sam@example.org',
    part: 'student',
    does: 'Watches a clip, marks moments, compares with others, writes a narration.',
  },
  {
    key: 'robin',
    userId: '6',
    givenName: 'Robin',
    familyName: 'Reed',
    email: 'robin@example.org',
    part: 'student',
    does: 'A second student, so that there is somebody to compare with.',
  },
  {
    key: 'kit',
    userId: '7',
    givenName: 'Kit',
    familyName: 'Kettle',
    email: 'kit@example.org',
    part: 'student',
    does: 'A third student; the switch at the side can take the student role away.',
  },
];

/** The students, in roster order. */
export const STUDENTS: readonly Person[] = PEOPLE.filter((person) => person.part === 'student');

/** The person with this short name, if there is one. */
export function personByKey(key: unknown): Person | undefined {
  return PEOPLE.find((person) => person.key === key);
}

/** The person with this LTI user id, if there is one. */
export function personByUserId(userId: unknown): Person | undefined {
  return PEOPLE.find((person) => person.userId === userId);
}

/** Given and family name. */
export function fullName(person: Person): string {
  return `${person.givenName} ${person.familyName}`;
}

/** May this person change the course: add and remove activities, change grades? */
export function mayEditCourse(person: Person): boolean {
  return person.part === 'lecturer' || person.part === 'administrator';
}

/**
 * Roles in a launch, as the platform has them. The switch makes a teaching assistant of the
 * assessor where the platform has none.
 */
export function launchRoles(
  { roles, key }: Platform,
  person: Person,
  assessorAsTeachingAssistant: boolean,
): string[] {
  if (key === 'practice' && person.part === 'assessor' && assessorAsTeachingAssistant) {
    return [ROLE.instructor, ROLE.teachingAssistant];
  }
  return [...roles[person.part].launch];
}

/** Roles in the roster, or nothing for somebody who is not enrolled. */
export function rosterRoles(
  platform: Platform,
  person: Person,
  assessorAsTeachingAssistant: boolean,
): string[] {
  if (platform.key === 'practice' && person.part === 'assessor' && assessorAsTeachingAssistant) {
    return launchRoles(platform, person, assessorAsTeachingAssistant);
  }
  return [...platform.roles[person.part].roster];
}
