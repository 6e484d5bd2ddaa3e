import { parseTime } from '#elements/kit/time';

/** A stretch of a text: words, or a time of the clip that can be played. */
export type ProsePart = { text: string } | { text: string; seconds: number };

/**
 * Finds the times of the clip that an author wrote into a text ("nobody speaks 0:19"). Only what
 * lies within the clip counts: "10:30" in a clip of three minutes is a time of day.
 */
export function proseParts(text: string, durationSeconds: number): ProsePart[] {
  return text
    .split(/(?<![\d:.])(\d{1,2}:\d{2}(?::\d{2})?)(?![\d:])/)
    .map((part, at): ProsePart => {
      const seconds = at % 2 === 1 ? parseTime(part) : null;
      const isMoment = seconds !== null && seconds <= durationSeconds;
      return isMoment ? { text: part, seconds } : { text: part };
    })
    .filter((part) => part.text !== '');
}

/** Paragraphs of a text, as people write them: parted by an empty line. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}
