import type { Role } from '#contract/vocabulary';
import type { RoleMap } from './role-map.rules.ts';

/** One LTI role, taken apart: `membership/Instructor#TeachingAssistant`. */
export interface LtiRole {
  group: 'system' | 'institution' | 'context' | 'marker';
  /** Core role, such as `Instructor`; of a sub-role, the role above it. */
  principal: string;
  /** `TeachingAssistant`; null for a core role. */
  sub: string | null;
}

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
/** The marker of a platform's test person. */
export const TEST_USER = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';

const SYSTEM = words('Administrator None AccountAdmin Creator SysAdmin SysSupport User');
const INSTITUTION = words(
  'Administrator Faculty Guest None Other Staff Student Alumni Instructor Learner Member Mentor ' +
    'Observer ProspectiveStudent',
);

/** Context roles and their sub-roles (LTI 1.3 core, appendix A.2). */
const CONTEXT: Readonly<Record<string, readonly string[]>> = {
  Administrator: words(
    'Administrator Developer ExternalDeveloper ExternalSupport ExternalSystemAdministrator Support ' +
      'SystemAdministrator',
  ),
  ContentDeveloper: words('ContentDeveloper ContentExpert ExternalContentExpert Librarian'),
  Instructor: words(
    'ExternalInstructor Grader GuestInstructor Lecturer PrimaryInstructor SecondaryInstructor ' +
      'TeachingAssistant TeachingAssistantGroup TeachingAssistantOffering TeachingAssistantSection ' +
      'TeachingAssistantSectionAssociation TeachingAssistantTemplate',
  ),
  // `Learner#Instructor` is a learner: a search for the word "Instructor" would make it a teacher.
  Learner: words('ExternalLearner GuestLearner Instructor Learner NonCreditLearner'),
  Manager: words('AreaManager CourseCoordinator ExternalObserver Manager Observer'),
  Member: words('Member'),
  Mentor: words(
    'Advisor Auditor ExternalAdvisor ExternalAuditor ExternalLearningFacilitator ExternalMentor ' +
      'ExternalReviewer ExternalTutor LearningFacilitator Mentor Reviewer Tutor',
  ),
  Officer: words('Chair Communications Secretary Treasurer Vice-Chair'),
};

/**
 * Takes one role apart, in every spelling that platforms send: full URI, bare context name,
 * Sakai's double `#`, the URNs of LTI 1, the old `person#`. Null for what is not in the vocabulary:
 * unknown roles are ignored (core 5.3.7.1).
 */
export function parseRole(given: string): LtiRole | null {
  const role = given.trim();
  if (role === TEST_USER) return { group: 'marker', principal: 'TestUser', sub: null };
  if (role.startsWith(LIS)) return parseUri(role.slice(LIS.length));
  const urn = /^urn:lti:(sysrole|instrole|role):ims\/lis\/([^/]+)(?:\/(.+))?$/.exec(role);
  if (urn) {
    const [, kind, principal = '', sub = null] = urn;
    if (kind === 'sysrole') return known('system', principal, SYSTEM);
    if (kind === 'instrole') return known('institution', principal, INSTITUTION);
    return contextRole(principal, sub);
  }
  // A bare name is allowed for context roles only, so `TeachingAssistant` is one of its own.
  return contextRole(role, null) ?? contextSubRole(role);
}

function parseUri(path: string): LtiRole | null {
  const [place = '', first = '', second = null, ...more] = path.split('#');
  if (more.length > 0 || first === '') return null;
  if (place === 'system/person') return second === null ? known('system', first, SYSTEM) : null;
  // The deprecated `person#` says system or institution; the lesser right is taken.
  if (place === 'institution/person' || place === 'person') {
    return second === null ? known('institution', first, INSTITUTION) : null;
  }
  if (place === 'membership') return contextRole(first, second);
  const principal = /^membership\/([A-Za-z]+)$/.exec(place)?.[1];
  return principal !== undefined && second === null ? contextRole(principal, first) : null;
}

function contextRole(principal: string, sub: string | null): LtiRole | null {
  const subs = Object.hasOwn(CONTEXT, principal) ? CONTEXT[principal] : undefined;
  if (!subs || (sub !== null && !subs.includes(sub))) return null;
  return { group: 'context', principal, sub };
}

function contextSubRole(name: string): LtiRole | null {
  if (!CONTEXT['Instructor']?.includes(name)) return null;
  return { group: 'context', principal: 'Instructor', sub: name };
}

function known(
  group: 'system' | 'institution',
  principal: string,
  names: readonly string[],
): LtiRole | null {
  return names.includes(principal) ? { group, principal, sub: null } : null;
}

/** Whether the message is about a platform's test person. */
export function isTestPerson(roles: readonly string[]): boolean {
  return parseAll(roles).some(({ group }) => group === 'marker');
}

/** Where roles say different things, the first of these holds. */
const PRECEDENCE: readonly Role[] = [
  // Before `lecturer`: Canvas sends an assistant as both (docs: canvas_roles).
  'assessor',
  'lecturer',
  'administrator',
  'student',
  'facilitator',
  'practitioner',
  'observer',
];

/**
 * What a person is in this course, from what the platform says (pedagogy, "People"). Rights come
 * from context roles alone; a role in the institution gives none, because every professor who
 * takes a course as a learner carries one. An administrator of the system who also teaches the
 * course teaches it. Canvas' observers are parents and arrive as `Mentor`, so that only the
 * mentor's facilitating sub-roles may look at a course.
 * @param map where this registration means something else.
 */
export function toRole(roles: readonly string[], map: RoleMap = {}): Role {
  const parsed = parseAll(roles);
  const refined = new Set(
    parsed
      .filter((role) => role.sub !== null && named(map, keyOf(role)) !== null)
      .map(({ principal }) => principal),
  );
  const meant = [
    ...parsed
      // A sub-role with a meaning of its own says more than the role above it.
      .filter(({ sub, principal }) => sub !== null || !refined.has(principal))
      .map((role) => meaningOf(role, map)),
    ...roles.filter((role) => parseRole(role) === null).map((role) => named(map, role.trim())),
  ];
  return PRECEDENCE.find((role) => meant.includes(role)) ?? 'observer';
}

/** The name of a role in a role map: `Instructor#Grader`, `institution:Staff`. */
export function keyOf({ group, principal, sub }: LtiRole): string {
  if (group === 'context') return sub === null ? principal : `${principal}#${sub}`;
  return `${group}:${principal}`;
}

function meaningOf(role: LtiRole, map: RoleMap): Role | null {
  const special = role.sub === null ? null : meaningOfSub(role);
  return (
    named(map, keyOf(role)) ??
    special ??
    named(map, keyOf({ ...role, sub: null })) ??
    meaningOfPrincipal(role)
  );
}

/** Sub-roles that mean something else than the role above them. */
function meaningOfSub({ principal, sub }: LtiRole): Role | null {
  if (principal === 'Instructor' && /^(TeachingAssistant|Grader$)/.test(sub ?? '')) {
    return 'assessor';
  }
  if (principal === 'Manager' && sub === 'CourseCoordinator') return 'lecturer';
  if (principal === 'Mentor' && sub?.endsWith('LearningFacilitator')) return 'facilitator';
  return null;
}

const LECTURERS: readonly string[] = ['Instructor', 'ContentDeveloper', 'Administrator'];

function meaningOfPrincipal({ group, principal }: LtiRole): Role | null {
  if (group === 'system') {
    const isAdministrator = ['Administrator', 'SysAdmin', 'AccountAdmin'].includes(principal);
    return isAdministrator ? 'administrator' : null;
  }
  if (group !== 'context') return null;
  if (LECTURERS.includes(principal)) return 'lecturer';
  return principal === 'Learner' || principal === 'Member' ? 'student' : null;
}

function named(map: RoleMap, key: string): Role | null {
  return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
}

/** Context roles as a lecturer reads them: "Instructor", "Instructor, TeachingAssistant". */
export function shortRoles(roles: readonly string[]): string[] {
  const names = parseAll(roles)
    .filter(({ group }) => group === 'context')
    .flatMap(({ principal, sub }) => (sub === null ? [principal] : [principal, sub]));
  return [...new Set(names)];
}

function parseAll(roles: readonly string[]): LtiRole[] {
  return roles.map(parseRole).filter((role) => role !== null);
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
