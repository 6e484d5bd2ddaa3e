import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { CAPABILITIES_OF, ROLES, type Capability } from '#contract/vocabulary';
import type { Actor } from './actor.ts';
import { memberships, people, roleInCourse } from './lti.table.ts';

/**
 * The memberships, joined with their people, that are waited for where something asks for a
 * capability: of those who are in the course now. A platform's test person is nobody.
 */
export function membersWho(
  capability: Capability,
  { tenantId, ltiContextId }: Pick<Actor, 'tenantId' | 'ltiContextId'>,
): SQL | undefined {
  const roles = ROLES.filter((role) => CAPABILITIES_OF[role].includes(capability));
  return and(
    eq(memberships.tenantId, tenantId),
    eq(memberships.ltiContextId, ltiContextId),
    isNull(memberships.leftAt),
    eq(people.isTestPerson, false),
    inArray(roleInCourse, roles),
  );
}
