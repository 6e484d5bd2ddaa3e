import type { Observation, ObservationChanged } from '#contract/observations';

/** The whole observation: of an answer that repeats nothing, together with what was known before. */
export function wholeOf(known: Observation | undefined, answer: ObservationChanged): Observation {
  const { since, removedIds = [], ...observation } = answer;
  if (since === undefined || !known) return observation;
  const marks = new Map(known.marks.map((mark) => [mark.id, mark]));
  for (const mark of answer.marks) marks.set(mark.id, mark);
  for (const id of removedIds) marks.delete(id);
  return { ...observation, marks: [...marks.values()] };
}
