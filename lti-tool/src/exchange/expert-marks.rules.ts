import type { Mark } from '#contract/observations';
import type { ExpertCoding } from '../observations/expert-readings.ts';

/**
 * Moments of a file as an expert's: one for each code. The reason is what stands in a note after its
 * first empty line, so every format carries it, and an expert can write it in Lookfor.
 */
export function toExpertMarks({
  startSeconds,
  endSeconds,
  child,
  body,
  codeIds,
}: Mark): ExpertCoding['marks'] {
  const [seen = '', ...rest] = body.split(/\r?\n[^\S\n]*\r?\n/);
  const words = { body: seen.trim(), because: rest.join('\n\n').trim() };
  return codeIds.map((codeId) => ({ startSeconds, endSeconds, codeId, child, ...words }));
}
