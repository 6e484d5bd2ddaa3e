import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queryable } from '../infra/database.ts';
import type { StoredAmount } from '../infra/storage.ts';
import type { Actor } from '../lti/actor.ts';
import { destructions, maskings, removedClips, type RemovalFacts } from './care.table.ts';
import type { ClipRecord } from './clips.store.ts';
import type { CourseViewings } from './viewings.ts';

export type RemovedClipRow = typeof removedClips.$inferSelect;

/** Most that are listed; all stay readable. */
const MOST_LISTED = 500;

/** What is known of a removal besides the clip itself. */
export interface Removal {
  at: Date;
  /** What is in the store of it. */
  amount: StoredAmount;
  courses: readonly CourseViewings[];
}

/** Writes down what was known of a clip, before it and all that belongs to it are deleted. */
export async function recordRemoval(
  tx: Queryable,
  actor: Pick<Actor, 'personId'>,
  { clip, people }: ClipRecord,
  { at, amount, courses }: Removal,
): Promise<void> {
  const { tenantId, id: clipId, ownerId, title, fileName } = clip;
  const masked = await tx
    .select()
    .from(maskings)
    .where(
      and(
        eq(maskings.tenantId, tenantId),
        eq(maskings.clipId, clipId),
        isNotNull(maskings.finishedAt),
      ),
    )
    .orderBy(asc(maskings.requestedAt));
  const gone = await tx
    .select()
    .from(destructions)
    .where(and(eq(destructions.tenantId, tenantId), eq(destructions.clipId, clipId)))
    .orderBy(asc(destructions.begunAt));
  const pseudonyms = new Map(people.map(({ person }) => [person.id, person.pseudonym]));
  const facts: RemovalFacts = {
    people: people.map(({ person: { pseudonym, ranges }, consent }) => ({
      ...{ pseudonym, ranges },
      consent: consent && {
        ...{ purposes: consent.purposes, audience: consent.audience },
        ...{ validFrom: consent.validFrom, validUntil: consent.validUntil },
        withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
      },
    })),
    courses: courses.map((course) => ({ ...course, lastAt: course.lastAt.toISOString() })),
    maskings: masked.flatMap(({ filmedPersonId, ranges, style, finishedAt }) =>
      finishedAt
        ? [
            {
              ...{ pseudonym: pseudonyms.get(filmedPersonId) ?? '', ranges, style },
              finishedAt: finishedAt.toISOString(),
            },
          ]
        : [],
    ),
    destroyed: gone.flatMap(({ what, files, bytes, finishedAt }) =>
      finishedAt ? [{ what, files, bytes, finishedAt: finishedAt.toISOString() }] : [],
    ),
    maskedFirst:
      clip.masking?.by === 'browser' || clip.masking?.finishedAt ? clip.masking.by : null,
    isElsewhere: clip.reference !== null,
  };
  await tx.insert(removedClips).values({
    ...{ clipId, tenantId, ownerId, title: title || (fileName ?? '') },
    ...{ removedBy: actor.personId, removedAt: at, ...amount, facts },
  });
}

/** Notes that nothing of a removed clip is in the store any more; the first such moment stays. */
export async function noteErased(db: Queryable, clipId: string, at: Date): Promise<void> {
  // Across institutions: an id is of one clip alone, and the store knows no other name for it.
  await db
    .update(removedClips)
    .set({ erasedAt: at })
    .where(and(eq(removedClips.clipId, clipId), isNull(removedClips.erasedAt)));
}

/** Somebody's own clips that were removed, the latest first; or only one of them. */
export function findRemoved(
  db: Queryable,
  { tenantId, personId }: Pick<Actor, 'tenantId' | 'personId'>,
  clipId?: string,
): Promise<RemovedClipRow[]> {
  return db
    .select()
    .from(removedClips)
    .where(
      and(
        eq(removedClips.tenantId, tenantId),
        eq(removedClips.ownerId, personId),
        clipId === undefined ? undefined : eq(removedClips.clipId, clipId),
      ),
    )
    .orderBy(desc(removedClips.removedAt))
    .limit(MOST_LISTED);
}
