import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Locale, Role } from '#contract/vocabulary';
import type { Database } from '#server/infra/database';
import type { Actor } from '#server/lti/actor';
import {
  deployments,
  ltiContexts,
  memberships,
  people,
  platforms,
  resourceLinks,
  sessions,
  tenants,
} from '#server/lti/lti.table';

/** Where somebody is: institution, platform, deployment, course and link. */
export interface TestCourse {
  tenantId: string;
  platformId: string;
  deploymentId: string;
  ltiContextId: string;
  resourceLinkId: string;
}

/** Another course of the same institution and platform, with a link that has its own column. */
export async function makeNextCourse(
  db: Database,
  before: TestCourse,
  title = 'EDU 210, next year',
): Promise<TestCourse> {
  const { tenantId, deploymentId } = before;
  const ltiContextId = randomUUID();
  await db
    .insert(ltiContexts)
    .values({ id: ltiContextId, tenantId, deploymentId, contextId: ltiContextId, title });
  const resourceLinkId = randomUUID();
  const lineItemUrl = `https://lms.example/${ltiContextId}/lineitems/1/lineitem`;
  await db
    .insert(resourceLinks)
    .values({ id: resourceLinkId, tenantId, ltiContextId, resourceLinkId, lineItemUrl });
  return { ...before, ltiContextId, resourceLinkId };
}

/** An institution with a platform, a deployment, a course and one link with a gradebook column. */
export async function makeCourse(db: Database, title = 'EDU 210'): Promise<TestCourse> {
  const course: TestCourse = {
    tenantId: randomUUID(),
    platformId: randomUUID(),
    deploymentId: randomUUID(),
    ltiContextId: randomUUID(),
    resourceLinkId: randomUUID(),
  };
  const { tenantId, platformId, deploymentId, ltiContextId } = course;
  const key = randomUUID().slice(0, 8);
  const base = `https://lms-${key}.example`;
  await db.insert(tenants).values({ id: tenantId, name: `Institution ${key}` });
  await db.insert(platforms).values({
    id: platformId,
    name: 'LMS',
    issuer: base,
    clientId: key,
    authUrl: `${base}/auth`,
    tokenUrl: `${base}/token`,
    jwksUrl: `${base}/jwks`,
    state: 'active',
  });
  await db
    .insert(deployments)
    .values({ id: deploymentId, platformId, tenantId, deploymentId: '1', state: 'active' });
  await db.insert(ltiContexts).values({
    id: ltiContextId,
    tenantId,
    deploymentId,
    contextId: key,
    title,
    lineItemsUrl: `${base}/lineitems?type_id=1`,
  });
  await db.insert(resourceLinks).values({
    id: course.resourceLinkId,
    tenantId,
    ltiContextId,
    resourceLinkId: '1',
    lineItemUrl: `${base}/lineitems/1/lineitem?type_id=1`,
  });
  return course;
}

/** Somebody in a course, as the actor of a use-case. */
export async function makeActor(
  db: Database,
  course: TestCourse,
  role: Role,
  name: string | null = null,
  locale: Locale = 'en',
): Promise<Actor> {
  const personId = randomUUID();
  const membershipId = randomUUID();
  const sessionId = randomUUID();
  const { tenantId, platformId, ltiContextId } = course;
  await db.insert(people).values({ id: personId, tenantId, platformId, subject: personId, name });
  await db
    .insert(memberships)
    .values({ id: membershipId, tenantId, ltiContextId, personId, launchRole: role });
  await db.insert(sessions).values({
    id: sessionId,
    tenantId,
    ltiContextId,
    personId,
    membershipId,
    resourceLinkId: course.resourceLinkId,
    locale,
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  return { ...course, sessionId, personId, role, isTestPerson: false, locale };
}

/** Somebody of a course. A test person is the platform's own "student view". */
export async function join(
  db: Database,
  course: TestCourse,
  role: Role,
  { name = null, isTestPerson = false }: { name?: string | null; isTestPerson?: boolean } = {},
): Promise<Actor> {
  const actor = await makeActor(db, course, role, name);
  if (isTestPerson)
    await db
      .update(people)
      .set({ isTestPerson: true })
      .where(and(eq(people.tenantId, course.tenantId), eq(people.id, actor.personId)));
  return { ...actor, isTestPerson };
}
