import { inBatches } from '../infra/batches.ts';
import {
  isRefusedStatement,
  runPrepared,
  type Database,
  type Statement,
} from '../infra/database.ts';

/** A link that is launched. */
export interface LaunchedLinkQuestion {
  tenantId: string;
  ltiContextId: string;
  resourceLinkId: string | null;
  /** Tasks that the launch names, the surer one first. */
  named: readonly string[];
}

/** A task, and the course that it was made in. */
export interface TaskPlace {
  id: string;
  ltiContextId: string;
}

/** What the launch of a link has to do with. */
export interface LaunchedLinkFacts {
  /** The first named task that exists in the institution. */
  named: TaskPlace | null;
  /** What the link opened before. */
  placed: TaskPlace | null;
  placedClipId: string | null;
  /** Courses that this one is known to be a copy of, as the platform names them, newest first. */
  copiedFrom: string[];
}

interface Row {
  namedId: string | null;
  namedContextId: string | null;
  placedId: string | null;
  placedContextId: string | null;
  placedClipId: string | null;
  copiedFrom: string[];
}

const LAUNCHED_LINKS: Statement = {
  name: 'launched_links',
  // LIMIT 1 makes the planner look each up by its index.
  text: `
    SELECT named.id AS "namedId", named.lti_context_id AS "namedContextId",
      placed.id AS "placedId", placed.lti_context_id AS "placedContextId",
      clip.clip_id AS "placedClipId", ARRAY(
        SELECT source.context_id
        FROM course_copy JOIN lti_context AS source ON source.id = course_copy.from_context_id
        WHERE course_copy.tenant_id = asked.tenant_id
          AND course_copy.lti_context_id = asked.lti_context_id
        ORDER BY course_copy.created_at DESC) AS "copiedFrom"
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) WITH ORDINALITY
      AS asked (tenant_id, lti_context_id, resource_link_id, first_id, second_id, no)
    LEFT JOIN LATERAL (
      SELECT id, lti_context_id FROM task
      WHERE task.tenant_id = asked.tenant_id AND task.id IN (asked.first_id, asked.second_id)
      ORDER BY task.id = asked.first_id DESC LIMIT 1) AS named ON true
    LEFT JOIN LATERAL (
      SELECT task.id, task.lti_context_id
      FROM task_placement JOIN task ON task.id = task_placement.task_id
      WHERE task_placement.tenant_id = asked.tenant_id AND task.tenant_id = asked.tenant_id
        AND task_placement.resource_link_id = asked.resource_link_id
      LIMIT 1) AS placed ON true
    LEFT JOIN LATERAL (
      SELECT clip_id FROM clip_placement
      WHERE clip_placement.tenant_id = asked.tenant_id
        AND clip_placement.resource_link_id = asked.resource_link_id
      LIMIT 1) AS clip ON true
    ORDER BY asked.no`,
};

/** Answers what a launch needs to know of its link. */
export type FindLaunchedLink = (asked: LaunchedLinkQuestion) => Promise<LaunchedLinkFacts>;

/** Looks up what launches need to know of their links; those of the same moment ask together. */
export function createLaunchedLinks(db: Database): FindLaunchedLink {
  return inBatches({
    async run(many: readonly LaunchedLinkQuestion[]): Promise<LaunchedLinkFacts[]> {
      const rows: Row[] = await runPrepared(db, LAUNCHED_LINKS, [
        many.map(({ tenantId }) => tenantId),
        many.map(({ ltiContextId }) => ltiContextId),
        many.map(({ resourceLinkId }) => resourceLinkId),
        many.map(({ named }) => named[0] ?? null),
        many.map(({ named }) => named[1] ?? null),
      ]);
      return rows.map((row) => ({
        named: toPlace(row.namedId, row.namedContextId),
        placed: toPlace(row.placedId, row.placedContextId),
        placedClipId: row.placedClipId,
        copiedFrom: row.copiedFrom,
      }));
    },
    mayTryAlone: isRefusedStatement,
  });
}

function toPlace(id: string | null, ltiContextId: string | null): TaskPlace | null {
  return id !== null && ltiContextId !== null ? { id, ltiContextId } : null;
}
