import { sql } from 'drizzle-orm';
import type { Database } from '#server/infra/database';

/** Where readings are put. */
export interface ReadingPlace {
  taskId: string;
  clipSeconds: number;
  codeIds: readonly string[];
}

/**
 * Gives the course of a task so many students besides those that it has, each with an observation
 * that was handed in and so many marks. Readings of an earlier call are taken away before.
 */
export async function fillWithReadings(
  db: Database,
  { taskId, clipSeconds, codeIds }: ReadingPlace,
  size: { students: number; marks: number },
): Promise<void> {
  const place = sql`(SELECT tenant_id, lti_context_id FROM task WHERE id = ${taskId})`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`DELETE FROM observation WHERE task_id = ${taskId}
      AND person_id IN (SELECT id FROM person WHERE subject LIKE 'bench-%')`);
    await tx.execute(sql`DELETE FROM membership
      WHERE person_id IN (SELECT id FROM person WHERE subject LIKE 'bench-%')`);
    await tx.execute(sql`DELETE FROM person WHERE subject LIKE 'bench-%'`);
    await tx.execute(sql`INSERT INTO person (id, tenant_id, platform_id, subject, name)
      SELECT gen_random_uuid(), place.tenant_id, known.platform_id, 'bench-' || n, 'Student ' || n
      FROM ${place} place, (SELECT platform_id FROM person LIMIT 1) known,
        generate_series(1, ${size.students}::int) n`);
    await tx.execute(sql`INSERT INTO membership (id, tenant_id, lti_context_id, person_id, launch_role)
      SELECT gen_random_uuid(), person.tenant_id, place.lti_context_id, person.id, 'student'
      FROM person, ${place} place WHERE subject LIKE 'bench-%'`);
    await tx.execute(sql`INSERT INTO observation
        (id, tenant_id, task_id, lti_context_id, person_id, handed_in_at)
      SELECT gen_random_uuid(), person.tenant_id, ${taskId}, place.lti_context_id, person.id, now()
      FROM person, ${place} place WHERE subject LIKE 'bench-%'`);
    // Marks crowd around ten moments of the clip, as they do when a class looks at one.
    await tx.execute(sql`INSERT INTO mark
        (id, tenant_id, observation_id, pass_id, start_seconds, end_seconds, body, code_ids, child, changed_at)
      SELECT gen_random_uuid(), o.tenant_id, o.id, 'free', start, start + 1 + random() * 5,
        'What somebody wrote about this moment, in a sentence or two as students do.',
        ARRAY[(${sql.param([...codeIds])}::text[])[1 + floor(random() * ${codeIds.length}::int)::int]],
        'Child A', now()
      FROM observation o
      JOIN person ON person.id = o.person_id AND subject LIKE 'bench-%',
      LATERAL (SELECT least(${clipSeconds}::float8 - 1, greatest(0,
          ${clipSeconds}::float8 * (floor(random() * 10) + 0.5 + (random() - 0.5) * 0.5) / 10)) AS start
        FROM generate_series(1, ${size.marks}::int) n WHERE o.id IS NOT NULL) places
      WHERE o.task_id = ${taskId}`);
    await tx.execute(sql`ANALYZE`);
  });
}
