import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { readTable, wholeTable } from './mark-table.rules.ts';
import type { FileContent, MarkFormat } from './exchange.rules.ts';

const recordsSchema = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/** Far more than is taken over; the rest of a longer file is not even looked at. */
const MOST_ROWS = 20_000;

const BYTE_ORDER_MARK = '\uFEFF';

/** A table of moments as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets want). */
export const csvFormat: MarkFormat = {
  mediaType: 'text/csv',
  write(work, extensions) {
    return new TextEncoder().encode(csvText(wholeTable(work, extensions)));
  },
  read: (bytes) => readCsv(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
};

/** Rows as CSV text. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(cell: string | number): string {
  const text = typeof cell === 'number' ? String(cell) : guarded(cell);
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet calculates what begins like a formula: an apostrophe keeps it a text. */
function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function readCsv(text: string): FileContent {
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      delimiter: [',', ';', '\t'],
      record_delimiter: ['\r\n', '\n'],
      max_record_size: 200_000,
      to: MOST_ROWS,
    });
    const rows = recordsSchema.parse(records);
    return readTable(
      rows.map(({ record }) => record.map(unguarded)),
      rows.map(({ info }) => info.lines),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error['lines'];
    return {
      found: [],
      problems: [
        { problem: 'not-readable', line: typeof line === 'number' ? line : null, place: '' },
      ],
    };
  }
}
