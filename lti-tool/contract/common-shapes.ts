import { z } from 'zod';
import { LOCALES } from '#contract/vocabulary';

export const idSchema = z.uuid();
/** An instant as ISO 8601 with zone. */
export const instantSchema = z.iso.datetime({ offset: true });
/** A day as `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
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

export const lineSchema = z.string().trim().max(300);
export const textSchema = z.string().max(20_000);
