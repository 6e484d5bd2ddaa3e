import type { AssignableRole, Role } from '#contract/vocabulary';
import type { Secrets } from '../infra/secrets.ts';

/**
 * What a person is in a course now: what a lecturer named holds against launch and roster; the
 * launch holds against the roster, since Moodle's roster calls a non-editing teacher a learner.
 */
export function effectiveRole(membership: {
  assignedRole: AssignableRole | null;
  launchRole: Role | null;
  rosterRole: Role | null;
}): Role {
  return membership.assignedRole ?? membership.launchRole ?? membership.rosterRole ?? 'observer';
}

/** The names of a person that a platform may give or withhold. */
export interface GivenNames {
  name: string | null;
  givenName: string | null;
  familyName: string | null;
}

/**
 * The name by which others see a person. A platform that keeps names to itself leaves a pseudonym,
 * the same in one course always and another one in the next.
 */
export function displayName(
  secrets: Secrets,
  person: GivenNames & { id: string },
  ltiContextId: string,
): string {
  const whole = [person.givenName, person.familyName].filter(Boolean).join(' ');
  const given = person.name ?? (whole || null);
  if (given !== null) return given;
  const digest = secrets.sign('pseudonym', `${ltiContextId}|${person.id}`);
  const code = Buffer.from(digest, 'base64url').toString('hex').slice(0, 4).toUpperCase();
  return `Participant ${code}`;
}
