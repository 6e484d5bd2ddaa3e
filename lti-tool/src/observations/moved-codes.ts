import type { MarkChange, Recoded } from '#contract/observations';
import type { Framework } from '#contract/frameworks';
import type { CodeMap } from '../frameworks/frameworks.rules.ts';
import type { Queryable } from '../infra/database.ts';
import { changesOf, inTodaysCodes, nameOthers } from './framework-moves.rules.ts';
import { lastMove } from './framework-moves.store.ts';
import type { ObservationTask } from './observations.access.ts';
import type { ObservationRow } from './observations.store.ts';

/** Changes in the codes that the task has now: their page may not have heard of a move yet. */
export async function inCodesOf(
  tx: Queryable,
  { tenantId, taskId }: ObservationRow,
  { framework, frameworkId }: ObservationTask,
  changes: readonly MarkChange[],
): Promise<readonly MarkChange[]> {
  const codeIds = framework?.codes.map(({ id }) => id) ?? [];
  if (!framework || !nameOthers(changes, codeIds)) return changes;
  const move = await lastMove(tx, { tenantId, taskId }, frameworkId);
  if (!move) return changes;
  return inTodaysCodes(changes, codeIds, new Map(move.codes.map(({ from, to }) => [from, to])));
}

/** One version of a framework. */
export type LoadFramework = (
  db: Queryable,
  tenantId: string,
  frameworkId: string,
) => Promise<Framework | null>;

/** What became of the codes since the work on a task began; null: nothing. */
export async function recodedOf(
  db: Queryable,
  { tenantId, taskId }: ObservationRow,
  { frameworkId, framework }: ObservationTask,
  loadFramework: LoadFramework | undefined,
): Promise<Recoded | null> {
  const move = framework && (await lastMove(db, { tenantId, taskId }, frameworkId));
  const before = move && (await loadFramework?.(db, tenantId, move.fromFrameworkId));
  if (!framework || !move || !before) return null;
  const map: CodeMap = new Map(move.codes.map(({ from, to }) => [from, to]));
  return {
    fromVersion: before.version,
    toVersion: framework.version,
    movedAt: move.movedAt.toISOString(),
    changes: changesOf(before.codes, framework.codes, map),
    earlierCodes: before.codes.map(({ id, name, hue }) => ({ id, name, hue })),
  };
}
