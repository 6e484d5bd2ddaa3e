import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Queryable } from '../infra/database.ts';
import type { Actor } from './actor.ts';
import { MEDIA_TYPE, SCOPE } from './claims.ts';
import {
  groupsOfCourse,
  groupsOfPerson,
  isKnown,
  writeGroupMembers,
  writeGroups,
  type CourseGroup,
  type GroupsFor,
  type PlatformGroup,
} from './course-groups.store.ts';
import { groupsOfLaunch } from './custom-parameters.rules.ts';
import type { Launch } from './launch-token.rules.ts';
import { ltiContexts } from './lti.table.ts';
import { quirksOf } from './platform-quirks.ts';
import type { Platforms } from './platforms.service.ts';
import type { ServiceClient } from './service-client.ts';
import { readPages } from './service-pages.ts';

const textSchema = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);
const idSchema = z.union([z.string().min(1), z.number()]).transform(String);
const groupSchema = z.looseObject({
  id: idSchema,
  name: textSchema,
  tag: textSchema,
  set_ids: z.array(idSchema).nullish(),
  // The older form.
  set_id: idSchema.nullish(),
  hidden: z.union([z.boolean(), z.stringbool()]).nullish(),
});
const groupsPage = z.looseObject({ groups: z.array(groupSchema) });
const setsPage = z.looseObject({
  sets: z.array(z.looseObject({ id: idSchema, name: textSchema })),
});

/** Where pages of groups cannot be followed, one page has to hold them all. */
const WHOLE_LIST = 1_000;

export type CourseGroups = ReturnType<typeof createCourseGroups>;

/** The groups of a course as the LMS made them: by its service, or by what launches tell. */
export function createCourseGroups({
  db,
  client,
  platforms,
}: {
  db: Database;
  client: ServiceClient;
  platforms: Pick<Platforms, 'open'>;
}) {
  /** Remembers what a launch tells about groups; most launches tell nothing, and cost nothing. */
  async function noteLaunch(actor: Actor, launch: Launch): Promise<void> {
    if (launch.groups) {
      const { groupsUrl, groupSetsUrl } = launch.groups;
      await db
        .update(ltiContexts)
        .set({ groupsUrl, groupSetsUrl })
        .where(
          and(
            eq(ltiContexts.tenantId, actor.tenantId),
            eq(ltiContexts.id, actor.ltiContextId),
            sql`(${ltiContexts.groupsUrl}, ${ltiContexts.groupSetsUrl})
              IS DISTINCT FROM (${groupsUrl}::text, ${groupSetsUrl}::text)`,
          ),
        );
      return;
    }
    const groupIds = groupsOfLaunch(launch.custom);
    if (groupIds === null || (await isKnown(db, actor, actor.personId, groupIds))) return;
    await db.transaction(async (tx) => {
      await writeGroups(tx, actor, groupIds.map(nameless));
      await writeGroupMembers(tx, actor, new Map([[actor.personId, groupIds]]));
    });
  }

  /**
   * All groups of a course from the service of the platform.
   * @throws {AppError} platform_unreachable, platform_refused
   */
  async function readGroups(
    service: { platformId: string; deploymentId: string },
    addresses: { groupsUrl: string; groupSetsUrl: string | null },
  ): Promise<PlatformGroup[]> {
    const { family } = await platforms.open(service.platformId);
    const onlyFirst = !quirksOf(family).groupsInPages;
    const read = <Page extends z.ZodType>(url: string, accept: string, page: Page) =>
      readPages(
        client,
        { ...service, scopes: [SCOPE.groups], url: onlyFirst ? withLimit(url) : url, accept },
        page,
        { onlyFirst },
      );
    const pages = await read(addresses.groupsUrl, MEDIA_TYPE.groups, groupsPage);
    const sets = addresses.groupSetsUrl
      ? await read(addresses.groupSetsUrl, MEDIA_TYPE.groupSets, setsPage)
      : [];
    const setNames = new Map(
      sets.flatMap((page) => page.sets.map(({ id, name }) => [id, name] as const)),
    );
    return pages
      .flatMap((page) => page.groups)
      .map(({ id, name, tag, set_ids, set_id, hidden }) => {
        const setId = set_ids?.[0] ?? set_id ?? null;
        const setName = (setId !== null && setNames.get(setId)) || null;
        return { groupId: id, name, tag, setName, isHidden: hidden ?? false };
      });
  }

  return {
    noteLaunch,
    readGroups,
    /** The groups of a course, with how many are in each. Members may not know of hidden ones. */
    groupsOfCourse: (
      queryable: Queryable,
      course: GroupsFor,
    ): Promise<(CourseGroup & { size: number })[]> => groupsOfCourse(queryable, course),
    /** Whether the platform tells a person's groups when they come, and never what they are called. */
    async tellsByVisit({ platformId }: Pick<Actor, 'platformId'>): Promise<boolean> {
      const { family } = await platforms.open(platformId);
      return quirksOf(family).groupsInRoster;
    },
    /** The groups in which a person is, in a course. */
    groupsOf: (queryable: Queryable, course: GroupsFor, personId: string): Promise<CourseGroup[]> =>
      groupsOfPerson(queryable, course, personId),
  };
}

/** A group of which only the id is known. */
export function nameless(groupId: string): PlatformGroup {
  return { groupId, name: null, tag: null, setName: null, isHidden: false };
}

function withLimit(address: string): string {
  const url = new URL(address);
  url.searchParams.set('limit', String(WHOLE_LIST));
  return url.href;
}
