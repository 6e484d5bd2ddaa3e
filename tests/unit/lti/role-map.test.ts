import { describe, expect, test } from 'vitest';
import type { Role } from '#contract/vocabulary';
import { adjusted, readAdjustment, roleKey, type RoleMap } from '#server/lti/role-map.rules';
import { toRole } from '#server/lti/roles.rules';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const MEMBER = `${LIS}membership#`;

describe('the whole vocabulary, as it is usually meant', () => {
  const cases: [Role, string, string[]][] = [
    [
      'lecturer',
      'Administrator',
      ['Administrator', 'Developer', 'ExternalDeveloper', 'ExternalSupport', 'Support'],
    ],
    ['lecturer', 'Administrator', ['ExternalSystemAdministrator', 'SystemAdministrator']],
    [
      'lecturer',
      'ContentDeveloper',
      ['ContentDeveloper', 'ContentExpert', 'ExternalContentExpert', 'Librarian'],
    ],
    [
      'lecturer',
      'Instructor',
      ['ExternalInstructor', 'GuestInstructor', 'Lecturer', 'PrimaryInstructor'],
    ],
    ['lecturer', 'Instructor', ['SecondaryInstructor']],
    [
      'assessor',
      'Instructor',
      [
        'Grader',
        'TeachingAssistant',
        'TeachingAssistantGroup',
        'TeachingAssistantOffering',
        'TeachingAssistantSection',
        'TeachingAssistantSectionAssociation',
        'TeachingAssistantTemplate',
      ],
    ],
    [
      'student',
      'Learner',
      ['ExternalLearner', 'GuestLearner', 'Instructor', 'Learner', 'NonCreditLearner'],
    ],
    ['student', 'Member', ['Member']],
    ['lecturer', 'Manager', ['CourseCoordinator']],
    ['observer', 'Manager', ['AreaManager', 'ExternalObserver', 'Manager', 'Observer']],
    ['facilitator', 'Mentor', ['LearningFacilitator', 'ExternalLearningFacilitator']],
    [
      'observer',
      'Mentor',
      [
        ...['Advisor', 'Auditor', 'ExternalAdvisor', 'ExternalAuditor', 'ExternalMentor'],
        ...['ExternalReviewer', 'ExternalTutor', 'Mentor', 'Reviewer', 'Tutor'],
      ],
    ],
    ['observer', 'Officer', ['Chair', 'Communications', 'Secretary', 'Treasurer', 'Vice-Chair']],
  ];
  test.each(cases)('%s: %s %j', (role, principal, subs) => {
    for (const sub of subs) {
      expect(toRole([`${LIS}membership/${principal}#${sub}`]), sub).toBe(role);
    }
  });

  test.each([
    ...['Administrator', 'Faculty', 'Guest', 'None', 'Other', 'Staff', 'Student', 'Alumni'],
    ...['Instructor', 'Learner', 'Member', 'Mentor', 'Observer', 'ProspectiveStudent'],
  ])('%s of the institution gives no right in a course', (name) => {
    expect(toRole([`${LIS}institution/person#${name}`])).toBe('observer');
  });
});

describe('a registration means something else', () => {
  const cases: [Role, string[], RoleMap][] = [
    // "Teaching assistants teach here."
    [
      'lecturer',
      [`${MEMBER}Instructor`, `${LIS}membership/Instructor#TeachingAssistant`],
      { 'Instructor#TeachingAssistant': 'lecturer' },
    ],
    // A sub-role says more than the role above it, which is sent beside it.
    [
      'observer',
      [`${MEMBER}Instructor`, `${LIS}membership/Instructor#GuestInstructor`],
      { 'Instructor#GuestInstructor': 'observer' },
    ],
    ['lecturer', [`${MEMBER}Instructor`], { 'Instructor#GuestInstructor': 'observer' }],
    // A role above a sub-role with a meaning of its own leaves it alone.
    ['assessor', [`${LIS}membership/Instructor#Grader`], { Instructor: 'facilitator' }],
    ['facilitator', [`${LIS}membership/Instructor#Lecturer`], { Instructor: 'facilitator' }],
    ['assessor', [`${LIS}membership/Mentor#Reviewer`], { 'Mentor#Reviewer': 'assessor' }],
    ['practitioner', [`${MEMBER}Mentor`], { Mentor: 'practitioner' }],
    ['practitioner', [`${MEMBER}Learner`], { Learner: 'practitioner' }],
    [
      'administrator',
      [`${LIS}institution/person#Administrator`],
      { 'institution:Administrator': 'administrator' },
    ],
    [
      'student',
      [`${LIS}institution/person#Guest`, `${MEMBER}Learner`],
      { 'institution:Guest': 'observer' },
    ],
    // Roles of an LMS's own.
    [
      'practitioner',
      ['https://school.example/roles#Host'],
      { 'https://school.example/roles#Host': 'practitioner' },
    ],
    ['observer', ['https://school.example/roles#Host'], {}],
    ['observer', ['constructor', '__proto__'], {}],
  ];
  test.each(cases)('%s: %j with %j', (role, roles, map) => {
    expect(toRole(roles, map)).toBe(role);
    expect(toRole([...roles].reverse(), map)).toBe(role);
  });
});

describe('what an operator types', () => {
  test.each([
    ['Instructor', 'Instructor'],
    ['TeachingAssistant', 'Instructor#TeachingAssistant'],
    ['Mentor#Reviewer', 'Mentor#Reviewer'],
    [`${LIS}membership/Mentor#Reviewer`, 'Mentor#Reviewer'],
    ['institution:Staff', 'institution:Staff'],
    ['system:SysAdmin', 'system:SysAdmin'],
    ['https://school.example/roles#Host', 'https://school.example/roles#Host'],
  ])('%s', (typed, key) => {
    expect(roleKey(typed)).toBe(key);
  });

  test.each(['Instrcutor', 'Mentor#Boss', 'institution:Boss', `${MEMBER}Teacher`, '', 'TestUser'])(
    'no role: %j',
    (typed) => {
      expect(roleKey(typed)).toBeNull();
    },
  );

  test('adjustments are made and taken back, and a slip is told', () => {
    const made = readAdjustment('TeachingAssistant=lecturer');
    expect(made).toEqual({ key: 'Instructor#TeachingAssistant', role: 'lecturer' });
    expect(readAdjustment('https://s.example/x?a=b=observer')).toEqual({
      key: 'https://s.example/x?a=b',
      role: 'observer',
    });
    expect(readAdjustment('Learner=boss')).toHaveProperty('wrong');
    expect(readAdjustment('Learner')).toHaveProperty('wrong');
    expect(readAdjustment('Lerner=student')).toHaveProperty('wrong');
    const map = adjusted({ Mentor: 'observer' }, [
      { key: 'Learner', role: 'practitioner' },
      { key: 'Mentor', role: null },
    ]);
    expect(map).toEqual({ Learner: 'practitioner' });
  });
});
