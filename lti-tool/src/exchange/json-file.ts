import { z } from 'zod';
import { EXCHANGE_VERSION } from '#contract/exchange';
import type { FileContent, MarkFormat } from './exchange.rules.ts';

const FORMAT = 'lookfor-observation';

const headSchema = z.object({ format: z.literal(FORMAT), formatVersion: z.number().int() });
const marksSchema = z.object({
  marks: z.array(z.looseObject({ id: z.string() })),
  contrast: z.looseObject({ rows: z.record(z.string(), z.unknown()) }).optional(),
});

/** Our own form: every field as it is. */
export const jsonFormat: MarkFormat = {
  mediaType: 'application/json',
  write(work) {
    const { taskId, taskTitle, clip, coder, helpingQuestion, framework, lookFors, passes } = work;
    const text = JSON.stringify(
      {
        format: FORMAT,
        formatVersion: EXCHANGE_VERSION,
        madeAt: work.at,
        task: { id: taskId, title: taskTitle },
        clip,
        coder,
        helpingQuestion,
        framework: framework && { key: framework.key, version: framework.version },
        lookFors,
        passes: passes.map(({ id, title }) => ({ id, title })),
        ...(work.contrast && { contrast: work.contrast }),
        marks: work.marks,
      },
      null,
      2,
    );
    return new TextEncoder().encode(`${text}\n`);
  },
  read(bytes) {
    const value = parsedJson(bytes);
    if ('problems' in value) return value;
    const head = headSchema.safeParse(value.json);
    if (head.success && head.data.formatVersion > EXCHANGE_VERSION)
      return { found: [], problems: [{ problem: 'newer-version', line: null, place: '' }] };
    const read = marksSchema.safeParse(value.json);
    if (!head.success || !read.success) {
      const place = (head.error ?? read.error)?.issues[0]?.path.join('.') ?? '';
      return { found: [], problems: [{ problem: 'not-schema', line: null, place }] };
    }
    // What stands in a mark is checked with all other rules; here it is only found.
    const found = read.data.marks.map((mark) => ({
      mark: mark,
      extension: null,
      line: null,
    }));
    const rows = read.data.contrast?.rows;
    return { found, problems: [], ...(hasRows(rows) && { contrast: rows }) };
  },
};

function hasRows(rows: Record<string, unknown> | undefined): rows is Record<string, unknown> {
  return rows !== undefined && Object.keys(rows).length > 0;
}

/** A file as JSON, or where reading it stopped. */
export function parsedJson(bytes: Uint8Array): { json: unknown } | FileContent {
  const text = new TextDecoder().decode(bytes);
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = at === undefined ? null : text.slice(0, Number(at)).split('\n').length;
    return { found: [], problems: [{ problem: 'not-readable', line, place: '' }] };
  }
}
