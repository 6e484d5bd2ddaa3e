import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Comparison, MarkWords, Reading } from '#contract/observations';
import { momentsInExcerpt } from '#contract/shared/excerpt-time';
import type { TaskPlan } from '#contract/tasks';
import { isEmptyRow } from '#contract/shared/contrast-merge';
import { mapCodes, type CodeMap } from '../frameworks/frameworks.rules.ts';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { courseGroupMembers, courseGroups } from '../lti/course-groups.table.ts';
import { workingTeams } from '../tasks/teams.store.ts';
import { answers, expertMarkId, pseudonym, readingKey } from './observations.rules.ts';
import { expertsOf, type ExpertReadingRow } from './expert-readings.ts';
import { countHandedIn, handedInOf, type HandedIn } from './handed-in.store.ts';
import type { ObservationRow } from './observations.store.ts';
import { marks } from './observations.table.ts';
import { briefMarks, byAuthors, countMarks, readingMarks } from './reading-marks.store.ts';

/** With more marks of others than these, their words are sent when they are opened. */
const MOST_WITH_WORDS = 1_500;

/** The task as far as a comparison shows it. */
interface ComparedTask {
  id: string;
  plan: Pick<TaskPlan, 'lookFors' | 'excerpt'>;
  clipId: string | null;
  frameworkId: string | null;
}

/**
 * Readings of the actor's course on one timeline (T3): one's own, those of classmates who handed
 * in (never drafts, never test persons), and experts'. Whether the actor may see them is decided
 * before.
 */
export async function compareReadings(
  db: Queryable,
  actor: Actor,
  task: ComparedTask,
  view: ComparisonView,
  newsId: number,
  /** How codings with older versions of the framework read today; see `frameworks.lineage`. */
  lineage: ReadonlyMap<string, CodeMap> = new Map(),
  mostWithWords = MOST_WITH_WORDS,
): Promise<Comparison> {
  const { own } = view;
  const handedIn = await handedInOf(db, actor, task.id);
  const others = visibleTo(handedIn, actor, view);
  const otherIds = others.map(({ observation }) => observation.id);
  const isBrief = (await countMarks(db, actor.tenantId, otherIds)) > mostWithWords;
  const ownIds = own ? [own.id] : [];
  const marksOf = await readingMarks(
    db,
    actor.tenantId,
    isBrief ? ownIds : [...ownIds, ...otherIds],
  );
  const briefOf = isBrief ? await briefMarks(db, actor.tenantId, otherIds) : undefined;
  const teams = await workingTeams(
    db,
    actor.tenantId,
    [own, ...others.map(({ observation }) => observation)].flatMap((row) => row?.teamId ?? []),
  );
  const readingOf = (row: ObservationRow) => {
    const isMine = row === own;
    const made = {
      marks: marksOf.get(row.id) ?? [],
      ...(briefOf && !isMine && { brief: briefOf.get(row.id) ?? [] }),
    };
    return byAuthors(made, teams.get(row.teamId ?? ''));
  };
  const team = teams.get(own?.teamId ?? '');
  const mine: Reading[] = own
    ? [
        {
          ...{ key: 'me', name: team ? team.name : '', kind: 'me' },
          ...(team && { people: team.members.length }),
          ...contrastOf(own),
          ...readingOf(own),
        },
      ]
    : [];
  const mates = await groupMates(db, actor);
  const classmates = others
    .map((other): Reading => ({
      ...classmate(
        other,
        other.personIds.some((personId) => mates.has(personId)),
      ),
      ...readingOf(other.observation),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key));
  const versions = [...(task.frameworkId ? [task.frameworkId] : []), ...lineage.keys()];
  const experts = newestReadings(
    await expertsOf(db, actor.tenantId, task.clipId, versions),
    versions,
  ).map((expert) => inTodaysCodes(expert, lineage.get(expert.frameworkId)));
  return {
    taskId: task.id,
    newsId,
    beliefs: own?.beliefs ?? {},
    handedInAt: own?.handedInAt?.toISOString() ?? null,
    ...(await countHandedIn(db, actor, handedIn)),
    readings: [
      ...mine,
      ...classmates,
      ...experts.map((expert) => toExpertReading(expert, task.plan)),
    ],
  };
}

/**
 * What others said about a stretch of the clip, by the ids of their marks. Whether the actor may see
 * it is decided before, as for the comparison.
 */
export async function wordsBetween(
  db: Queryable,
  actor: Actor,
  taskId: string,
  view: ComparisonView,
  [fromSeconds, toSeconds]: readonly [number, number],
): Promise<Record<string, MarkWords>> {
  const others = visibleTo(await handedInOf(db, actor, taskId), actor, view);
  if (others.length === 0) return {};
  const rows = await db
    .select({ id: marks.id, body: marks.body, details: marks.details })
    .from(marks)
    .where(
      and(
        eq(marks.tenantId, actor.tenantId),
        inArray(
          marks.observationId,
          others.map(({ observation }) => observation.id),
        ),
        isNull(marks.removedAt),
        lte(marks.startSeconds, toSeconds),
        sql`coalesce(${marks.endSeconds}, ${marks.startSeconds}) >= ${fromSeconds}`,
      ),
    );
  return Object.fromEntries(rows.map(({ id, body, details }) => [id, { body, ...details }]));
}

/** Of what was handed in, what is somebody else's and may be seen. */
function visibleTo(
  handedIn: readonly HandedIn[],
  actor: Actor,
  { own, audience }: ComparisonView,
): HandedIn[] {
  return handedIn.filter(
    ({ observation, personIds }) =>
      observation.id !== own?.id &&
      !personIds.includes(actor.personId) &&
      personIds.some((personId) => isInAudience(audience, personId)),
  );
}

/** Whose work somebody may see: null is everybody's who handed in. */
export type Audience = ReadonlySet<string> | null;

/** A comparison that is open to somebody. */
export interface ComparisonView {
  own: ObservationRow | undefined;
  audience: Audience;
}

/** Whether the work of a person is among what may be seen. */
export function isInAudience(audience: Audience, personId: string): boolean {
  return audience === null || audience.has(personId);
}

function classmate(
  { observation, name, personIds }: HandedIn,
  inMyGroup: boolean,
): Omit<Reading, 'marks'> {
  return {
    key: readingKey(observation.id),
    name: name ?? pseudonym(observation.id),
    kind: 'classmate',
    ...(observation.teamId !== null && { people: personIds.length }),
    ...contrastOf(observation),
    ...(inMyGroup && { inMyGroup: true as const }),
  };
}

/** What was said about two cases; nothing where the task has one. */
function contrastOf({ contrast }: Pick<ObservationRow, 'contrast'>): Pick<Reading, 'contrast'> {
  const rows = Object.entries(contrast).filter(([, row]) => !isEmptyRow(row));
  return rows.length > 0 ? { contrast: Object.fromEntries(rows) } : {};
}

/** One reading that was handed in, as classmates see it, and whose it is; for live news. */
export async function handedInReading(
  db: Queryable,
  actor: Actor,
  taskId: string,
  observationId: string,
): Promise<{ personIds: string[]; reading: Reading; handedIn: number; expected: number } | null> {
  const handedIn = await handedInOf(db, actor, taskId);
  const found = handedIn.find(({ observation }) => observation.id === observationId);
  if (!found) return null;
  const marksOf = await readingMarks(db, actor.tenantId, [observationId]);
  const { teamId } = found.observation;
  const teams = await workingTeams(db, actor.tenantId, teamId === null ? [] : [teamId]);
  const made = { marks: marksOf.get(observationId) ?? [] };
  return {
    personIds: found.personIds,
    reading: { ...classmate(found, false), ...byAuthors(made, teams.get(teamId ?? '')) },
    ...(await countHandedIn(db, actor, handedIn)),
  };
}

/**
 * People who share a group of the course with somebody, as far as its members may know of it; those
 * of the group whose observation it is, where a group made it.
 */
export async function groupMates(
  db: Queryable,
  actor: Pick<Actor, 'tenantId' | 'ltiContextId' | 'personId'>,
  made?: Pick<ObservationRow, 'teamId'>,
): Promise<ReadonlySet<string>> {
  if (made?.teamId) {
    const team = (await workingTeams(db, actor.tenantId, [made.teamId])).get(made.teamId);
    return new Set(team?.members.map(({ personId }) => personId));
  }
  const own = alias(courseGroupMembers, 'own');
  const rows = await db
    .selectDistinct({ personId: courseGroupMembers.personId })
    .from(courseGroupMembers)
    .innerJoin(
      courseGroups,
      and(
        eq(courseGroups.tenantId, courseGroupMembers.tenantId),
        eq(courseGroups.id, courseGroupMembers.courseGroupId),
      ),
    )
    .innerJoin(
      own,
      and(eq(own.tenantId, courseGroups.tenantId), eq(own.courseGroupId, courseGroups.id)),
    )
    .where(
      and(
        eq(courseGroups.tenantId, actor.tenantId),
        eq(courseGroups.ltiContextId, actor.ltiContextId),
        isNull(courseGroups.goneAt),
        eq(courseGroups.isHidden, false),
        eq(own.personId, actor.personId),
      ),
    );
  return new Set(rows.map((row) => row.personId));
}

/** Of each expert the reading with the newest version. */
function newestReadings(
  experts: readonly ExpertReadingRow[],
  versions: readonly string[],
): ExpertReadingRow[] {
  const place = ({ frameworkId }: ExpertReadingRow): number => versions.indexOf(frameworkId);
  return experts.filter(
    (expert) =>
      !experts.some((other) => other.name === expert.name && place(other) < place(expert)),
  );
}

/** A coding with an older version: each code in today's words; what was given up is not shown. */
function inTodaysCodes(expert: ExpertReadingRow, map: CodeMap | undefined): ExpertReadingRow {
  if (!map) return expert;
  const marks = expert.marks.flatMap((mark) =>
    mapCodes([mark.codeId], map).map((codeId) => ({ ...mark, codeId })),
  );
  return { ...expert, marks };
}

function toExpertReading(
  expert: ExpertReadingRow,
  { lookFors, excerpt = null }: ComparedTask['plan'],
): Reading {
  return {
    key: expert.id,
    name: expert.name,
    kind: 'expert',
    // Experts read whole clips: of theirs, what lies in the excerpt.
    marks: momentsInExcerpt(expert.marks, excerpt).map(({ codeId, ...mark }, position) => ({
      ...mark,
      id: expertMarkId(expert.id, position),
      codeIds: [codeId],
      lookForId:
        lookFors.find((one) => answers({ lookForId: null, codeIds: [codeId] }, one))?.id ?? null,
    })),
  };
}
