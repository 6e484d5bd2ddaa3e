import type { GivenFile } from '#contract/common-shapes';
import type { FileProblem, ObservationFormat } from '#contract/exchange';
import { observationIn } from './archive-file.ts';
import type { FileContent, MarkFormat } from './exchange.rules.ts';
import { csvFormat } from './csv-file.ts';
import { elanFormat } from './elan-file.ts';
import { jsonFormat } from './json-file.ts';
import { pathsIn } from './small-zip.ts';
import { webAnnotationFormat } from './web-annotation-file.ts';
import { webvttFormat } from './webvtt-file.ts';
import { xlsxFormat } from './xlsx-file.ts';

/**
 * Every form in which observations leave and come back. With the libraries that read them, so this
 * file is loaded when the first one leaves or comes.
 */
export const FORMATS: Readonly<Record<ObservationFormat, MarkFormat>> = {
  json: jsonFormat,
  jsonld: webAnnotationFormat,
  eaf: elanFormat,
  csv: csvFormat,
  xlsx: xlsxFormat,
  vtt: webvttFormat,
};

/** What a file is, by what stands in it: names lie more often. */
export function formatOf(
  bytes: Uint8Array,
): ObservationFormat | 'archive' | FileProblem['problem'] {
  if (bytes.length === 0) return 'empty';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return pathsIn(bytes)?.includes('xl/workbook.xml') === false ? 'archive' : 'xlsx';
  if (isUtf16(bytes)) return 'not-utf-8';
  const head = new TextDecoder().decode(bytes.subarray(0, 4_000)).replace(/^\uFEFF/, '');
  if (head.trim() === '') return 'empty';
  if (/^\s*<(!doctype )?html\b/i.test(head)) return 'other-kind';
  if (/^\s*</.test(head)) return 'eaf';
  if (/^WEBVTT/.test(head)) return 'vtt';
  if (/^\s*[[{]/.test(head))
    return /"format"\s*:\s*"lookfor-observation"/.test(head) ? 'json' : 'jsonld';
  return isTable(head) ? (isUtf8(bytes) ? 'csv' : 'not-utf-8') : 'other-kind';
}

/** The marks in a file of any of the forms, or in the archive of one's own work. */
export function readMarkFile(
  file: GivenFile,
  scheme: Parameters<MarkFormat['read']>[1],
): FileContent {
  return readMarks(new Uint8Array(Buffer.from(file.base64, 'base64')), scheme);
}

function readMarks(bytes: Uint8Array, scheme: Parameters<MarkFormat['read']>[1]): FileContent {
  const format = formatOf(bytes);
  if (format === 'archive') {
    const inside = observationIn(bytes);
    return typeof inside === 'string' ? refused(inside) : jsonFormat.read(inside, scheme);
  }
  return isFormat(format) ? FORMATS[format].read(bytes, scheme) : refused(format);
}

function isFormat(format: string): format is ObservationFormat {
  return format in FORMATS;
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Whether a file may be a table: text in which nothing stands that no text holds. */
function isTable(head: string): boolean {
  return !head.startsWith('%PDF') && !/[\u0000-\u0008\u000E-\u001F]/.test(head);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function refused(problem: FileProblem['problem']): FileContent {
  return { found: [], problems: [{ problem, line: null, place: '' }] };
}
