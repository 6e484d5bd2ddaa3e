import type { Comparison, Reading } from '#contract/observations';
import type { LookFor } from '#contract/tasks';
import type { Queryable } from '../infra/database.ts';
import type { Actor } from '../lti/actor.ts';
import { answers, expertMarkId, pseudonym, readingKey } from './observations.rules.ts';
import {
  countExpected,
  expertsOf,
  handedInOf,
  livingMarks,
  type ExpertReadingRow,
  type MarkRow,
  type ObservationRow,
} from './observations.store.ts';

/** The task as far as a comparison shows it. */
interface ComparedTask {
  id: string;
  plan: { lookFors: LookFor[] };
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
  own: ObservationRow | undefined,
): Promise<Comparison> {
  const handedIn = await handedInOf(db, actor, task.id);
  const others = handedIn.filter(({ observation }) => observation.personId !== actor.personId);
  const shown = [...(own ? [own] : []), ...others.map(({ observation }) => observation)];
  const marksOf = Map.groupBy(
    await livingMarks(
      db,
      actor.tenantId,
      shown.map((row) => row.id),
    ),
    (row) => row.observationId,
  );
  const readingOf = (row: ObservationRow) => (marksOf.get(row.id) ?? []).map(toReadingMark);
  const mine: Reading[] = own ? [{ key: 'me', name: '', kind: 'me', marks: readingOf(own) }] : [];
  const classmates = others
    .map(({ observation, name }): Reading => ({
      key: readingKey(observation.id),
      name: name ?? pseudonym(observation.id),
      kind: 'classmate',
      marks: readingOf(observation),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key));
  const experts = await expertsOf(db, actor.tenantId, task.clipId, task.frameworkId);
  return {
    taskId: task.id,
    handedInAt: own?.handedInAt?.toISOString() ?? null,
    handedIn: handedIn.length,
    expected: Math.max(await countExpected(db, actor), handedIn.length),
    readings: [
      ...mine,
      ...classmates,
      ...experts.map((expert) => toExpertReading(expert, task.plan.lookFors)),
    ],
  };
}

function toReadingMark(row: MarkRow): Reading['marks'][number] {
  const { id, startSeconds, endSeconds, body, codeIds, lookForId, child } = row;
  return { id, startSeconds, endSeconds, body, codeIds, lookForId, child, because: '' };
}

function toExpertReading(expert: ExpertReadingRow, lookFors: readonly LookFor[]): Reading {
  return {
    key: expert.id,
    name: expert.name,
    kind: 'expert',
    marks: expert.marks.map(({ codeId, ...mark }, position) => ({
      ...mark,
      id: expertMarkId(expert.id, position),
      codeIds: [codeId],
      lookForId:
        lookFors.find((one) => answers({ lookForId: null, codeIds: [codeId] }, one))?.id ?? null,
    })),
  };
}
