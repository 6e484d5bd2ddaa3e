import type { z } from 'zod';
import { CommandError } from './command-error.ts';

/**
 * What was typed after a command, read by its schema.
 * @param refusal says that nothing was done
 * @throws {CommandError} the refusal, and for each wrong option what is wrong with it
 */
export function typedWish<T extends z.ZodType>(
  schema: T,
  given: Record<string, unknown>,
  refusal: string,
): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `  --${String(path[0])} ${message}`);
  throw new CommandError(`${refusal}\n${[...new Set(wrong)].join('\n')}`);
}
