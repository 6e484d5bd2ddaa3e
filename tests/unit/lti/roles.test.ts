import { describe, expect, test } from 'vitest';
import type { Role } from '#contract/vocabulary';
import { isTestPerson, parseRole, shortRoles, toRole } from '#server/lti/roles.rules';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const MEMBER = `${LIS}membership#`;

describe('one role in every spelling', () => {
  test.each([
    [`${MEMBER}Instructor`, 'context', 'Instructor', null],
    ['Instructor', 'context', 'Instructor', null],
    [' Learner ', 'context', 'Learner', null],
    ['urn:lti:role:ims/lis/Instructor', 'context', 'Instructor', null],
    ['urn:lti:role:ims/lis/Instructor/GuestInstructor', 'context', 'Instructor', 'GuestInstructor'],
    [`${LIS}membership/Instructor#TeachingAssistant`, 'context', 'Instructor', 'TeachingAssistant'],
    // Sakai writes two signs.
    [`${MEMBER}Instructor#TeachingAssistant`, 'context', 'Instructor', 'TeachingAssistant'],
    ['TeachingAssistant', 'context', 'Instructor', 'TeachingAssistant'],
    [`${LIS}membership/Learner#Instructor`, 'context', 'Learner', 'Instructor'],
    [`${LIS}membership/Officer#Vice-Chair`, 'context', 'Officer', 'Vice-Chair'],
    [`${LIS}system/person#SysAdmin`, 'system', 'SysAdmin', null],
    ['urn:lti:sysrole:ims/lis/SysAdmin', 'system', 'SysAdmin', null],
    [`${LIS}institution/person#Faculty`, 'institution', 'Faculty', null],
    ['urn:lti:instrole:ims/lis/Student', 'institution', 'Student', null],
    // Deprecated: which of the two is not said, so the one without rights.
    [`${LIS}person#Administrator`, 'institution', 'Administrator', null],
    ['http://purl.imsglobal.org/vocab/lti/system/person#TestUser', 'marker', 'TestUser', null],
  ])('%s', (given, group, principal, sub) => {
    expect(parseRole(given)).toEqual({ group, principal, sub });
  });

  test.each([
    '',
    'instructor',
    'Instructors',
    'NotAnInstructor',
    `${MEMBER}Teacher`,
    `${MEMBER}instructor`,
    `${LIS}membership/Instructor#Boss`,
    `${LIS}membership/Instructor#Grader#Grader`,
    `${LIS}membership#constructor`,
    'constructor',
    '__proto__',
    'https://evil.example/membership#Instructor',
    `${LIS}institution/person#Instructor#Grader`,
    `${LIS}system/person#Faculty`,
  ])('not in the vocabulary: %j', (given) => {
    expect(parseRole(given)).toBeNull();
  });
});

describe('what a person is in the course', () => {
  const cases: [Role, string[]][] = [
    ['lecturer', [`${MEMBER}Instructor`]],
    ['lecturer', [`${MEMBER}ContentDeveloper`]],
    ['lecturer', [`${MEMBER}Administrator`]],
    ['lecturer', [`${LIS}membership/Instructor#PrimaryInstructor`]],
    ['lecturer', [`${LIS}membership/Manager#CourseCoordinator`]],
    // A site administrator of Moodle who teaches.
    ['lecturer', [`${LIS}system/person#Administrator`, `${MEMBER}Instructor`]],
    ['assessor', [`${LIS}membership/Instructor#TeachingAssistant`]],
    ['assessor', [`${LIS}membership/Instructor#TeachingAssistantSection`]],
    ['assessor', [`${LIS}membership/Instructor#Grader`]],
    // Canvas sends an assistant as both.
    ['assessor', [`${MEMBER}Instructor`, `${LIS}membership/Instructor#TeachingAssistant`]],
    ['assessor', ['TeachingAssistant', `${MEMBER}Instructor#TeachingAssistant`]],
    // Open edX: an assistant from among the learners.
    ['assessor', [`${MEMBER}Learner`, `${LIS}membership/Instructor#TeachingAssistant`]],
    ['student', [`${MEMBER}Learner`]],
    ['student', [`${MEMBER}Member`]],
    ['student', [`${LIS}membership/Learner#Instructor`]],
    ['student', [`${LIS}membership/Learner#GuestLearner`]],
    // A professor who takes a course.
    ['student', [`${LIS}institution/person#Instructor`, `${MEMBER}Learner`]],
    ['student', [`${LIS}institution/person#Administrator`, `${MEMBER}Learner`]],
    ['administrator', [`${LIS}system/person#Administrator`]],
    ['administrator', [`${LIS}system/person#SysAdmin`, `${LIS}institution/person#Staff`]],
    ['facilitator', [`${LIS}membership/Mentor#LearningFacilitator`]],
    ['facilitator', [`${LIS}membership/Mentor#ExternalLearningFacilitator`]],
    // Observers of Canvas are parents.
    ['observer', [`${MEMBER}Mentor`]],
    ['observer', [`${LIS}institution/person#Administrator`]],
    ['observer', [`${LIS}institution/person#Faculty`, `${LIS}institution/person#Instructor`]],
    ['observer', [`${LIS}system/person#None`]],
    ['observer', [`${MEMBER}Officer`]],
    ['observer', ['something unknown']],
    ['observer', []],
  ];
  test.each(cases)('%s: %j', (role, roles) => {
    expect(toRole(roles)).toBe(role);
    expect(toRole([...roles].reverse())).toBe(role);
  });
});

test('short names, as a lecturer reads them', () => {
  expect(
    shortRoles([
      `${MEMBER}Instructor`,
      `${LIS}membership/Instructor#TeachingAssistant`,
      `${LIS}institution/person#Staff`,
      'unknown',
    ]),
  ).toEqual(['Instructor', 'TeachingAssistant']);
});

test('a test person is told by the marker beside a real role', () => {
  const marker = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
  expect(isTestPerson([`${MEMBER}Learner`, marker])).toBe(true);
  expect(isTestPerson([`${MEMBER}Learner`])).toBe(false);
});
