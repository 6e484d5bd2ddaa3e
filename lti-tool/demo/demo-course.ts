import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Role } from '#contract/vocabulary';
import type { Deps } from '../src/deps.ts';
import type { Actor } from '../src/lti/actor.ts';
import { deployments, ltiContexts, memberships, people, platforms } from '../src/lti/lti.table.ts';
import {
  DEMO_CLIENT_ID,
  DEMO_CONTEXT,
  DEMO_DEPLOYMENT_ID,
  type PracticeState,
} from './practice-platform.ts';

/** The course of the practice LMS with its people, as Lookfor knows it after their launches. */
export interface DemoCourse {
  tenantId: string;
  /** Somebody by the LMS's short name: `lee`, `sam`. */
  as(key: string): Actor;
}

/** Makes the people of the practice LMS known before anybody has launched. */
export async function ensureDemoCourse(deps: Deps, lms: PracticeState): Promise<DemoCourse> {
  const { db } = deps;
  const place = await findPlace(deps, lms.issuer);
  await db
    .insert(ltiContexts)
    .values({
      id: randomUUID(),
      tenantId: place.tenantId,
      deploymentId: place.deploymentId,
      contextId: DEMO_CONTEXT.id,
      label: DEMO_CONTEXT.label,
      title: DEMO_CONTEXT.title,
    })
    .onConflictDoNothing();
  const [context] = await db
    .select({ id: ltiContexts.id })
    .from(ltiContexts)
    .where(
      and(
        eq(ltiContexts.deploymentId, place.deploymentId),
        eq(ltiContexts.contextId, DEMO_CONTEXT.id),
      ),
    );
  if (!context) throw new Error('the demo course was not written');
  const actors = new Map<string, Actor>();
  for (const person of lms.people) {
    const role = roleOf(person.part);
    const personId = await ensurePerson(deps, place, person);
    await db
      .insert(memberships)
      .values({
        id: randomUUID(),
        tenantId: place.tenantId,
        ltiContextId: context.id,
        personId,
        rosterRole: role,
      })
      .onConflictDoNothing();
    actors.set(person.key, {
      ...{ tenantId: place.tenantId, platformId: place.platformId, personId, role },
      ...{ deploymentId: place.deploymentId, ltiContextId: context.id, resourceLinkId: null },
      ...{ sessionId: randomUUID(), isTestPerson: false, locale: 'en' },
    });
  }
  return {
    tenantId: place.tenantId,
    as(key) {
      const actor = actors.get(key);
      if (!actor) throw new Error(`the practice LMS has nobody called ${key}`);
      return actor;
    },
  };
}

interface DemoPlace {
  tenantId: string;
  platformId: string;
  deploymentId: string;
}

async function findPlace({ db }: Deps, issuer: string): Promise<DemoPlace> {
  const [place] = await db
    .select({
      tenantId: deployments.tenantId,
      platformId: deployments.platformId,
      deploymentId: deployments.id,
    })
    .from(deployments)
    .innerJoin(platforms, eq(platforms.id, deployments.platformId))
    .where(
      and(
        eq(platforms.issuer, issuer),
        eq(platforms.clientId, DEMO_CLIENT_ID),
        eq(deployments.deploymentId, DEMO_DEPLOYMENT_ID),
      ),
    );
  if (!place) throw new Error('the practice LMS is not registered');
  return place;
}

async function ensurePerson(
  { db }: Deps,
  { tenantId, platformId }: DemoPlace,
  person: PracticeState['people'][number],
): Promise<string> {
  const { userId: subject, givenName, familyName } = person;
  const name = `${givenName} ${familyName}`;
  await db
    .insert(people)
    .values({ id: randomUUID(), tenantId, platformId, subject, name, givenName, familyName })
    .onConflictDoNothing();
  const [row] = await db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.tenantId, tenantId),
        eq(people.platformId, platformId),
        eq(people.subject, subject),
      ),
    );
  if (!row) throw new Error('a person of the demo was not written');
  return row.id;
}

function roleOf(part: PracticeState['people'][number]['part']): Role {
  // The LMS calls its assessor a learner in the roster; naming Ash assessor is Lee's to do.
  return part === 'assessor' ? 'student' : part;
}
