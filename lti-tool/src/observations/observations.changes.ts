import type { KnownObservation, ObservationChanged } from '#contract/observations';
import type { Database, Queryable } from '../infra/database.ts';
import type { Live } from '../live/live.service.ts';
import type { Actor } from '../lti/actor.ts';
import type { ObservationTask } from './observations.access.ts';
import { toObservation } from './observations.replies.ts';
import type { MarkRow } from './marks.store.ts';
import { findOrBegin, type ObservationRow } from './observations.store.ts';

export type ChangeOwn = ReturnType<typeof createChangeOwn>;

/** The one way in which an observation changes. */
export function createChangeOwn({
  db,
  live,
}: {
  db: Database;
  live?: Pick<Live, 'say'> | undefined;
}) {
  /** Tells the others of a group that their observation changed. */
  async function tellTeam(tx: Queryable, { id, teamId, revision }: ObservationRow): Promise<void> {
    if (teamId !== null) await live?.say(tx, id, { kind: 'changed', revision });
  }

  /**
   * Changes the actor's observation while nobody else does; nothing after the hand-in. To who says
   * that they have the revision before, only marks that the change wrote are answered.
   */
  return async function changeOwn(
    actor: Actor,
    task: ObservationTask,
    change: (tx: Queryable, row: ObservationRow, written: MarkRow[]) => Promise<ObservationRow>,
    known?: KnownObservation,
  ): Promise<ObservationChanged> {
    return db.transaction(async (tx) => {
      const row = await findOrBegin(tx, actor, task.id, true);
      const written: MarkRow[] = [];
      const changed = await change(tx, row, written);
      if (changed.revision !== row.revision) await tellTeam(tx, changed);
      if (known?.observationId !== row.id || known.revision !== row.revision)
        return toObservation(tx, changed, task, actor.personId);
      const living = written.filter(({ removedAt }) => removedAt === null);
      const gone = written.filter(({ removedAt }) => removedAt !== null);
      return {
        ...(await toObservation(tx, changed, task, actor.personId, living)),
        since: known.revision,
        removedIds: gone.map(({ id }) => id),
      };
    });
  };
}
