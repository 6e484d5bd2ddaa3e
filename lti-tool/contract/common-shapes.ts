import { z } from 'zod';
import { LOCALES } from '#contract/vocabulary';

/** The id of a record. */
export const idSchema = z.uuid();
/** An instant as ISO 8601 with zone. */
export const instantSchema = z.iso.datetime({ offset: true });
/** A day as `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
/** A language of the interface. */
export const localeSchema = z.enum(LOCALES);

/** A BCP 47 language of content, which may be any: `en`, `pt-BR`. */
export const languageSchema = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35);

/** Times in a clip, seconds from its start. */
export const secondsSchema = z.number().min(0).max(86_400);

/** A stretch of a clip, `[startSeconds, endSeconds]`. */
export const rangeSchema = z
  .tuple([secondsSchema, secondsSchema])
  .refine(([start, end]) => end >= start, 'the end lies before the start');

/** In and out point of an excerpt, on the clock of the whole clip. */
export const spanSchema = z
  .object({ startSeconds: secondsSchema, endSeconds: secondsSchema })
  .refine(
    ({ startSeconds, endSeconds }) => endSeconds > startSeconds,
    'the end lies before the start',
  );
export type Span = z.infer<typeof spanSchema>;

/** A line that somebody types: a title, a name. */
export const lineSchema = z.string().trim().max(300);
/** Some paragraphs that somebody types. */
export const textSchema = z.string().max(20_000);

/** About 1.3 MB: what a JSON request carries besides its other words. */
const MOST_BASE64_LETTERS = 1_800_000;

/** A file in an answer. */
export const fileSchema = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  base64: z.string(),
});
export type SmallFile = z.infer<typeof fileSchema>;

/** A file that somebody hands over. */
export const givenFileSchema = z.object({
  fileName: z.string().min(1).max(200),
  base64: z
    .string()
    .max(MOST_BASE64_LETTERS)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/),
});
export type GivenFile = z.infer<typeof givenFileSchema>;
