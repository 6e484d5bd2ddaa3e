import type { Mark, Recoded } from '#contract/observations';

/**
 * Whether it is news to somebody that the codes changed: a mark of theirs is older than that, or
 * was coded otherwise before. Who began later knows no other codes.
 */
export function isNewsTo(
  marks: readonly Pick<Mark, 'changedAt' | 'earlier'>[],
  { movedAt }: Pick<Recoded, 'movedAt'>,
): boolean {
  const moved = Date.parse(movedAt);
  return marks.some(
    ({ changedAt, earlier }) => (earlier?.length ?? 0) > 0 || Date.parse(changedAt) < moved,
  );
}
