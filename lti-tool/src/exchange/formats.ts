import type { GivenFile } from '#contract/common-shapes';
import type { FileProblem, ObservationFormat } from '#contract/exchange';
import type { FileContent, MarkFormat } from './exchange.rules.ts';
import { csvFormat } from './csv-file.ts';
import { elanFormat } from './elan-file.ts';
import { jsonFormat } from './json-file.ts';
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
export function formatOf(bytes: Uint8Array): ObservationFormat | FileProblem['problem'] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx';
  const head = new TextDecoder().decode(bytes.subarray(0, 4_000)).replace(/^\uFEFF/, '');
  if (/^\s*</.test(head)) return 'eaf';
  if (/^WEBVTT/.test(head)) return 'vtt';
  if (/^\s*[[{]/.test(head))
    return /"format"\s*:\s*"lookfor-observation"/.test(head) ? 'json' : 'jsonld';
  return head.includes('start_seconds') ? 'csv' : head.includes('\u0000') ? 'not-readable' : 'csv';
}

/** The marks in a file of any of the forms. */
export function readMarkFile(
  file: GivenFile,
  scheme: Parameters<MarkFormat['read']>[1],
): FileContent {
  const bytes = new Uint8Array(Buffer.from(file.base64, 'base64'));
  const format = formatOf(bytes);
  return format in FORMATS
    ? FORMATS[format as keyof typeof FORMATS].read(bytes, scheme)
    : { found: [], problems: [{ problem: 'not-readable', line: null, place: '' }] };
}
